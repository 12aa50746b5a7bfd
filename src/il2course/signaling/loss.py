"""Without IL-2: regulatory T cells, activation-induced death, killing, and what a knockout does.

**Every rate here is illustrative.** No measurement fixes them; they were chosen so that each published direction
comes out (`PUBLISHED_SIGNS`), and only directions may be read from the result. Amounts have no unit: 1 is roughly
the healthy animal. What the model holds is who depends on whom:

    IL-2         made by effectors; taken up by Tregs and effectors that have CD25
    Tregs        made in the thymus and kept alive by IL-2, and suppress as far as IL-2 signals to them
    effectors    primed by self and infection, divide with STAT5, are suppressed, die by AICD if IL-2 has primed them
    killers      CTL: divide and arm with IL-2 where there is infection, and kill infected cells

Too little IL-2 thus pulls two ways: less AICD leaves more effectors, less help leaves fewer and weaker killers.
`feels` switches each of these arms on alone.

A published disagreement the model does not settle: mice without CD25 keep nearly all their Foxp3⁺ cells, mice
without CD122 lose them (Soper 2007), while in the model CD25 costs Tregs. And taking IL-2 away from others was
dispensable for the control of CD4 cells, and needed for that of CD8 cells (Chinen 2016): the sink is not all that
Tregs do, which is why suppression here depends on their signal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType

import numpy as np
from scipy.integrate import solve_ivp

from il2course.arguments import increasing, instance, non_negative, number, one_of, positive, shown
from il2course.kinetics import ConvergenceError
from il2course.signature import typed

ARMS = ("tregs", "division", "aicd", "killing")
SPECIES = ("tregs", "effectors", "killers", "infected")
LONG_DAY = 4000.0
AT_REST = 1e-6


@typed
@dataclass(frozen=True)
class Genotype:
    """What an animal has; the default is the wild type.

    Attributes
    ----------
    il2
        share of the normal secretion of IL-2: 0 is the knockout, between 0 and 1 a poor producer.
    cd25, stat5, tregs, t_cells, b_cells
        whether it has them. Rag-deficient animals have neither T nor B cells.
    """

    il2: float = 1.0
    cd25: bool = True
    stat5: bool = True
    tregs: bool = True
    t_cells: bool = True
    b_cells: bool = True

    def __post_init__(self) -> None:
        non_negative("il2", number("il2", self.il2))
        for field in fields(self)[1:]:
            instance(field.name, getattr(self, field.name), bool)


GENOTYPES = {
    "wild type": Genotype(),
    "IL-2": Genotype(il2=0.0),
    "CD25": Genotype(cd25=False),
    "STAT5": Genotype(stat5=False),
    "Tregs": Genotype(tregs=False),
    "Rag": Genotype(t_cells=False, b_cells=False),
    "IL-2 and Rag": Genotype(il2=0.0, t_cells=False, b_cells=False),
    "IL-2 and B cells": Genotype(il2=0.0, b_cells=False),
}
"""Genotypes by what is missing."""


@typed
@dataclass(frozen=True)
class IllustrativeRates:
    """The constants of the model, **none of them measured**; per day, amounts relative to a healthy animal.

    Attributes
    ----------
    secretion, clearance, treg_uptake, effector_uptake
        of IL-2; the uptakes per cell with CD25.
    affinity_without_cd25
        how much of the uptake and of the sensitivity is left without CD25.
    half_treg, half_effector, half_killer
        IL-2 for half of the signal in each.
    treg_made, made_without_il2, treg_death, treg_upkeep
        thymic output, its share that needs no IL-2, death, and how many times longer a Treg lives with IL-2.
    suppression, suppression_without_il2
        strength of a signaled Treg, and the share of it left without signal.
    priming_self, priming_infection, effector_division, division_without_il2, effector_death, crowding
        of effectors.
    aicd
        death by restimulation of effectors that IL-2 has primed, per effector.
    killer_priming, killer_division, killer_death, armed_without_il2
        of cytotoxic T cells; the last is the share of their force that needs no IL-2.
    growth, entry, killing
        of infected cells: spread, new infection, and killing per armed killer.
    """

    secretion: float = 2.0
    clearance: float = 0.5
    treg_uptake: float = 1.0
    effector_uptake: float = 0.5
    affinity_without_cd25: float = 0.03
    half_treg: float = 0.1
    half_effector: float = 1.0
    half_killer: float = 1.0
    treg_made: float = 0.05
    made_without_il2: float = 0.3
    treg_death: float = 0.2
    treg_upkeep: float = 4.0
    suppression: float = 3.0
    suppression_without_il2: float = 0.1
    priming_self: float = 0.1
    priming_infection: float = 0.1
    effector_division: float = 0.3
    division_without_il2: float = 0.6
    effector_death: float = 0.1
    crowding: float = 0.05
    aicd: float = 0.3
    killer_priming: float = 0.05
    killer_division: float = 1.0
    killer_death: float = 0.1
    armed_without_il2: float = 0.2
    growth: float = 0.5
    entry: float = 0.01
    killing: float = 2.0

    def __post_init__(self) -> None:
        for field in fields(self):
            positive(field.name, getattr(self, field.name))


ILLUSTRATIVE_RATES = IllustrativeRates()
"""The rates the lesson uses."""


@dataclass(frozen=True)
class Signals:
    """STAT5 signal of each arm, 0 to 1."""

    tregs: np.ndarray
    division: np.ndarray
    aicd: np.ndarray
    killing: np.ndarray


@dataclass(frozen=True)
class Health:
    """An animal over time or at rest; arrays of one shape, amounts relative, rates per day. Read directions only.

    Attributes
    ----------
    time_day
        shape (times,), or the number at which an animal came to rest.
    il2, tregs, effectors, killers, infected
        amounts.
    treg_made, treg_life_days, suppression
        thymic output, mean life of a Treg, and what all Tregs together suppress.
    division, aicd, killing
        of one effector: divisions, deaths by restimulation; and infected cells that one meets, killed.
    colitis, hemolysis
        damage by unrestrained effectors to the gut, and with the help of B cells to red cells.
    """

    time_day: np.ndarray
    il2: np.ndarray
    tregs: np.ndarray
    effectors: np.ndarray
    killers: np.ndarray
    infected: np.ndarray
    treg_made: np.ndarray
    treg_life_days: np.ndarray
    suppression: np.ndarray
    division: np.ndarray
    aicd: np.ndarray
    killing: np.ndarray
    colitis: np.ndarray
    hemolysis: np.ndarray


@dataclass(frozen=True)
class Sign:
    """A published direction: without `missing`, `readout` is higher (+1), lower (−1) or none (0) than with it."""

    missing: str
    readout: str
    sign: int
    than: str
    source: str


PUBLISHED_SIGNS = (
    Sign("IL-2", "tregs", -1, "wild type", "lieberman2010"),
    Sign("IL-2", "treg_made", -1, "wild type", "setoguchi2005"),
    Sign("IL-2", "treg_life_days", -1, "wild type", "setoguchi2005"),
    Sign("IL-2", "aicd", -1, "wild type", "lenardo1991"),
    Sign("IL-2", "effectors", +1, "wild type", "sadlack1995"),
    Sign("IL-2", "colitis", +1, "wild type", "sadlack1993"),
    Sign("IL-2", "hemolysis", +1, "wild type", "sadlack1995"),
    Sign("IL-2", "killers", -1, "wild type", "lieberman2010"),
    Sign("IL-2", "killing", -1, "wild type", "lieberman2010"),
    Sign("IL-2", "infected", +1, "wild type", "lieberman2010"),
    Sign("IL-2 and Rag", "colitis", -1, "IL-2", "ma1995"),
    Sign("IL-2 and B cells", "colitis", 0, "IL-2", "ma1995"),
    Sign("IL-2 and B cells", "hemolysis", -1, "IL-2", "ma1995"),
    Sign("CD25", "treg_made", -1, "wild type", "soper2007"),
    Sign("CD25", "colitis", +1, "wild type", "goudy2013"),
    Sign("CD25", "infected", +1, "wild type", "goudy2013"),
    Sign("STAT5", "division", -1, "wild type", "moriggl1999"),
    Sign("STAT5", "suppression", -1, "wild type", "chinen2016"),
    Sign("Tregs", "effectors", +1, "wild type", "liao2013"),
    Sign("Tregs", "colitis", +1, "wild type", "liao2013"),
)
"""What is published, as signs; the model must give each (a test asserts it), and no size is claimed."""


@typed
def il2(genotype: Genotype, tregs: np.ndarray, effectors: np.ndarray, rates: IllustrativeRates) -> np.ndarray:
    """IL-2 between the cells: secretion over clearance, in balance at every moment."""
    return _il2(genotype, non_negative("tregs", tregs), non_negative("effectors", effectors), rates)


def _il2(genotype: Genotype, tregs: np.ndarray, effectors: np.ndarray, rates: IllustrativeRates) -> np.ndarray:
    catching = 1.0 if genotype.cd25 else rates.affinity_without_cd25
    uptake = rates.treg_uptake * tregs + rates.effector_uptake * effectors
    return genotype.il2 * rates.secretion * effectors / (rates.clearance + catching * uptake)


@typed
def signals(genotype: Genotype, dose: np.ndarray, rates: IllustrativeRates) -> Signals:
    """STAT5 signal of each arm at an IL-2 level; none without STAT5, a weak one without CD25."""
    return _signals(genotype, non_negative("dose", dose), rates)


def _signals(genotype: Genotype, dose: np.ndarray, rates: IllustrativeRates) -> Signals:
    seen = dose * genotype.stat5 * (1.0 if genotype.cd25 else rates.affinity_without_cd25)
    of_effectors = seen / (rates.half_effector + seen)
    return Signals(
        tregs=seen / (rates.half_treg + seen),
        division=of_effectors,
        aicd=of_effectors,
        killing=seen / (rates.half_killer + seen),
    )


@typed
def simulate(
    time_day: np.ndarray,
    genotype: Genotype = GENOTYPES["wild type"],
    rates: IllustrativeRates = ILLUSTRATIVE_RATES,
    *,
    start: str = "birth",
    feels: str | Iterable[str] = ARMS,
) -> Health:
    """Follow an animal.

    Parameters
    ----------
    time_day
        increasing days, shape (times,); the first is the start.
    genotype
        what the animal has.
    rates
        the illustrative rates.
    start
        "birth", from no T cells, or "healthy", from the wild type at rest: the loss comes on the first day.
    feels
        the arms that feel the loss, out of "tregs", "division", "aicd" and "killing"; the others go on receiving
        the wild type's signal.

    Raises
    ------
    ValueError, TypeError
        when an argument makes no sense.
    ConvergenceError
        when the integrator gives up.
    """
    time = non_negative("time_day", increasing("time_day", time_day))
    animal = _animal(genotype, rates, feels)
    begin = animal.young() if one_of("start", start, ("birth", "healthy")) == "birth" else _healthy(rates)
    return animal.health(time, animal.follow(begin, time))


@typed
def at_rest(
    genotype: Genotype = GENOTYPES["wild type"],
    rates: IllustrativeRates = ILLUSTRATIVE_RATES,
    *,
    feels: str | Iterable[str] = ARMS,
) -> Health:
    """An animal long after birth, numbers instead of arrays; arguments as in `simulate`.

    Raises
    ------
    ConvergenceError
        when it has not come to rest after 4,000 days.
    """
    animal = _animal(genotype, rates, feels)
    last = animal.follow(animal.young(), np.array([0.0, LONG_DAY]))[:, -1]
    if np.abs(animal.slope(0.0, last)).max() > AT_REST:
        raise ConvergenceError(f"the animal did not come to rest in {LONG_DAY:g} days")
    return animal.health(np.array(LONG_DAY), last)


@typed
def compare(
    genotype: Genotype,
    readout: str,
    than: Genotype = GENOTYPES["wild type"],
    rates: IllustrativeRates = ILLUSTRATIVE_RATES,
    *,
    feels: str | Iterable[str] = ARMS,
) -> int:
    """The direction in which a readout of `Health` differs at rest: +1 higher, −1 lower, 0 the same to 0.1 per cent.

    Arguments as in `simulate`; `feels` holds for the first animal, the second feels everything.
    """
    one_of("readout", readout, [field.name for field in fields(Health)][1:])
    here, there = getattr(at_rest(genotype, rates, feels=feels), readout), getattr(at_rest(than, rates), readout)
    return 0 if np.isclose(here, there, rtol=1e-3, atol=1e-9) else int(np.sign(here - there))


def _animal(genotype: Genotype, rates: IllustrativeRates, feels: str | Iterable[str]) -> "_Animal":
    instance("genotype", genotype, Genotype)
    instance("rates", rates, IllustrativeRates)
    if not isinstance(feels, Iterable):
        raise TypeError(f"feels must be some of {', '.join(ARMS)}, got {shown(feels)}")
    felt = {one_of("feels", arm, ARMS) for arm in ((feels,) if isinstance(feels, str) else feels)}
    spared = {}
    if felt != set(ARMS):
        wild, (tregs, effectors, *_) = GENOTYPES["wild type"], _healthy(rates)
        whole = _signals(wild, _il2(wild, tregs, effectors, rates), rates)
        spared = {arm: float(getattr(whole, arm)) for arm in ARMS if arm not in felt}
    return _Animal(genotype, rates, MappingProxyType(spared))


def _healthy(rates: IllustrativeRates) -> np.ndarray:
    """The wild type at rest, shape (species,)."""
    wild = at_rest(GENOTYPES["wild type"], rates)
    return np.array([getattr(wild, name) for name in SPECIES], dtype=float)


@dataclass(frozen=True)
class _Animal:
    """The equations, with the signal of every arm that is spared. State (species, …) in the order of `SPECIES`."""

    genotype: Genotype
    rates: IllustrativeRates
    spared: Mapping[str, float]

    def young(self) -> np.ndarray:
        return np.array([0.0, 0.0, 0.0, 1e-2])

    def felt(self, state: np.ndarray) -> Signals:
        """The signal of each arm; the wild type's where the arm is spared."""
        dose = _il2(self.genotype, state[0], state[1], self.rates)
        return replace(_signals(self.genotype, dose, self.rates), **self.spared)

    def parts(self, state: np.ndarray) -> dict[str, np.ndarray]:
        """Every rate that the equations and the readouts share."""
        r, has, felt = self.rates, self.genotype, self.felt(state)
        tregs, effectors, killers, infected = state
        present = has.tregs and has.t_cells
        restraint = r.suppression * tregs * (r.suppression_without_il2 + (1 - r.suppression_without_il2) * felt.tregs)
        cycles = has.stat5 or "division" in self.spared
        urge = r.division_without_il2 + (1 - r.division_without_il2) * felt.division
        return {
            "treg_made": present * r.treg_made * (r.made_without_il2 + (1 - r.made_without_il2) * felt.tregs),
            "treg_life_days": (1 + r.treg_upkeep * felt.tregs) / r.treg_death,
            "suppression": restraint,
            "division": cycles * r.effector_division * urge / (1 + restraint),
            "aicd": r.aicd * felt.aicd * effectors,
            "killing": r.killing * (r.armed_without_il2 + (1 - r.armed_without_il2) * felt.killing) * killers,
            "killer_growth": r.killer_division * felt.killing * infected / (1 + infected),
            "colitis": effectors / (1 + restraint),
        }

    def slope(self, _: float, state: np.ndarray) -> np.ndarray:
        r, has, part = self.rates, self.genotype, self.parts(state)
        tregs, effectors, killers, infected = state
        primed = has.t_cells * (r.priming_self + r.priming_infection * infected) / (1 + part["suppression"])
        leaving = r.effector_death + part["aicd"] + r.crowding * effectors
        called = has.t_cells * r.killer_priming * infected / (1 + infected)
        return np.array(
            [
                part["treg_made"] - tregs / part["treg_life_days"],
                primed + (part["division"] - leaving) * effectors,
                called + (part["killer_growth"] - r.killer_death - r.crowding * killers) * killers,
                r.entry + (r.growth * (1 - infected) - part["killing"]) * infected,
            ]
        )

    def follow(self, begin: np.ndarray, time: np.ndarray) -> np.ndarray:
        """Amounts (species, times)."""
        span = (time[0], max(time[-1], time[0] + 1e-9))
        found = solve_ivp(self.slope, span, begin, method="LSODA", t_eval=time, rtol=1e-9, atol=1e-11)
        if not found.success:
            raise ConvergenceError(f"the animal could not be followed past day {found.t[-1]:g}: {found.message}")
        return found.y

    def health(self, time: np.ndarray, state: np.ndarray) -> Health:
        part = self.parts(state)
        named = {name: part[name] + 0 * state[0] for name in part if name != "killer_growth"}
        return Health(
            time_day=time,
            il2=_il2(self.genotype, state[0], state[1], self.rates),
            **dict(zip(SPECIES, state, strict=True)),
            hemolysis=self.genotype.b_cells * part["colitis"],
            **named,
        )
