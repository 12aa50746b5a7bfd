"""The IL-2 budget of a culture: mouse CD4 T cells, antigen, and the IL-2 they make and then eat.

The model of Tkach et al. 2014, eLife 3:e01944 (CC BY), equations and parameters as that paper prints them. Cells
meet antigen one after the other, secrete, accelerate (Boost), sense IL-2 through pSTAT5, stop secreting and
become consumers. Two of its regulations were new: T-cell-receptor signaling holds pSTAT5 down
(`tcr_inhibits_pstat5`), and secretion accelerates (`boost_fold`).

Three things in print do not fit together and had to be decided:

- The equation of Boost has no unit for its rates. Taken as printed, with 10⁵ molecules of Boost, activation is
  over in a second; divided by that total it takes a day, which is what the paper describes and what is done
  here. `boost_as_printed=True` shows the other reading.
- The equation of the receptor complexes carries a factor N/n that the equation of IL-2 carries elsewhere; here
  IL-2 has one concentration and no molecule is counted twice.
- Cells meet antigen at random between 10 and 60 h; here they do so at equal intervals, so a run repeats.

What comes out: over 10³–10⁵ cells and 10⁶–10⁹ molecules of antigen, two a decade, the highest IL-2 goes as
cells^−0.09 × antigen^0.80; the paper has −0.12 ± 0.03 and 0.82 ± 0.02 for its model. The exponents depend on the
range, which the paper's text does not give: from 4·10⁶ on they are −0.16 and 0.89. With Boost as printed they are
+0.21 and 0.67. Without both new regulations IL-2 stops near 10 pM, as the paper says, at cells^0.27 × antigen^0.24;
the paper has 0.25 and 0.32 for the older model, whose parameters it does not list.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from il2course import facts
from il2course.arguments import at_least, increasing, non_negative, positive, shown, some, together
from il2course.signaling.neighborhood import PM_PER_M
from il2course.signature import typed

MOLECULES_PER_M_UL = 6.02214076e17  # molecules in one microliter at one molar
SECONDS_PER_HOUR = 3600.0
COHORT = 50  # cells simulated for a culture of any number
SHORTEST_STEP_H = 1e-3
STEP_H = 0.1  # the highest IL-2 of a culture is then within 2 per cent
WHOLE = 4  # parts of the state that belong to the culture, not to a cell
END_H = 150.0
TINY = 1e-12
FEWEST_TCR = 1.0  # engaged receptors that start a cell (Huang 2013, as the paper uses it)

_TABLE, _CULTURE = facts.tkach_model.value, facts.tkach_culture.value


@typed
@dataclass(frozen=True)
class Pathway:
    """The parameters of the model; the names say molecules, hours, M.

    Attributes
    ----------
    tcr_per_cell, kd_tcr_antigen, antigen_half_life_h
        T-cell receptors, their equilibrium constant with antigen (molecules), and how fast engaged antigen is lost.
    alpha_from_tcr, alpha_from_pstat5, beta_resting, beta_activated, receptor_half_life_h
        plateaus of CD25 and CD122 (molecules per cell) and their turnover.
    kd_alpha_beta, kon_per_M_h, endocytosis_half_life_h
        assembly of the receptor (molecules per cell), binding and internalization of IL-2.
    half_pstat5_complexes, tcr_inhibits_pstat5, pstat5_inhibits_il2
        complexes for half of the pSTAT5, and the two inhibitions.
    secretion_per_s, boost_fold, boost_by_tcr, boost_by_boost, boost_total
        secretion of a producing cell and its acceleration.
    jak
        share of the pSTAT5 that an inhibitor of JAK leaves: 1 none given, 0 a full dose.
    boost_as_printed
        take the rates of Boost per molecule, not per share of the total.
    """

    tcr_per_cell: float = _TABLE["tcr_per_cell"]
    kd_tcr_antigen: float = _TABLE["kd_tcr_antigen"]
    antigen_half_life_h: float = _TABLE["antigen_half_life_h"]
    alpha_from_tcr: float = _TABLE["alpha_from_tcr"]
    alpha_from_pstat5: float = _TABLE["alpha_from_pstat5"]
    beta_resting: float = _TABLE["beta_resting"]
    beta_activated: float = _TABLE["beta_activated"]
    receptor_half_life_h: float = _TABLE["receptor_half_life_h"]
    kd_alpha_beta: float = _TABLE["kd_alpha_beta"]
    kon_per_M_h: float = _TABLE["kon_per_M_h"]
    endocytosis_half_life_h: float = _TABLE["endocytosis_half_life_h"]
    half_pstat5_complexes: float = _TABLE["half_pstat5_complexes"]
    tcr_inhibits_pstat5: float = _TABLE["tcr_inhibits_pstat5"]
    pstat5_inhibits_il2: float = _TABLE["pstat5_inhibits_il2"]
    secretion_per_s: float = _TABLE["secretion_per_s"]
    boost_fold: float = _TABLE["boost_fold"]
    boost_by_tcr: float = _TABLE["boost_by_tcr"]
    boost_by_boost: float = _TABLE["boost_by_boost"]
    boost_total: float = _TABLE["boost_total"]
    jak: float = 1.0
    boost_as_printed: bool = False

    def __post_init__(self) -> None:
        for each in fields(self):
            if each.name != "boost_as_printed":
                non_negative(each.name, getattr(self, each.name))


PUBLISHED = Pathway()
"""The full model."""

WITHOUT_CROSSTALK = Pathway(tcr_inhibits_pstat5=0.0)
"""T-cell-receptor signaling leaves pSTAT5 alone."""

WITHOUT_BOOST = Pathway(boost_fold=0.0)
"""Secretion never accelerates."""

CLASSICAL = Pathway(tcr_inhibits_pstat5=0.0, boost_fold=0.0)
"""Neither of the two regulations: what was thought before."""

JAK_INHIBITED = Pathway(jak=0.0)
"""No pSTAT5 at all: an inhibitor of JAK from the start."""


@dataclass(frozen=True)
class Course:
    """A culture over time; arrays of shape (…, times), one row a condition.

    Attributes
    ----------
    time_h
        shape (times,).
    il2_pM
        IL-2 in the medium.
    alpha, pstat5
        mean CD25 per cell and mean share of STAT5 that is phosphorylated, over all cells.
    producing, secretion_per_s
        share of the cells that secrete, and what a secreting cell makes on average (0 where none does).
    antigen
        molecules left.
    made_pM, eaten_pM
        IL-2 secreted and bound by receptors since the start, as concentrations: made − eaten = IL-2 in the medium.
    """

    time_h: np.ndarray
    il2_pM: np.ndarray
    alpha: np.ndarray
    pstat5: np.ndarray
    producing: np.ndarray
    secretion_per_s: np.ndarray
    antigen: np.ndarray
    made_pM: np.ndarray
    eaten_pM: np.ndarray


@typed
def assembled(first: np.ndarray, second: np.ndarray, kd: float) -> np.ndarray:
    """Complexes of two partners at equilibrium, the root of C² − (x + y + K)·C + x·y = 0; any shapes that broadcast.

    Raises
    ------
    ValueError, TypeError
        when an amount is negative, or K not above 0.
    """
    both = together(first=non_negative("first", first), second=non_negative("second", second))
    return _assembled(*both, positive("kd", kd))


def _assembled(first: np.ndarray, second: np.ndarray, kd: float) -> np.ndarray:
    total = np.asarray(first) + second + kd
    return 2 * np.asarray(first) * second / (total + np.sqrt(total**2 - 4 * np.asarray(first) * second))


@typed
def simulate(
    cells: np.ndarray,
    antigen: np.ndarray,
    time_h: np.ndarray,
    pathway: Pathway = PUBLISHED,
    *,
    cohort: int = COHORT,
    step_h: float = STEP_H,
) -> Course:
    """Follow cultures of 200 µL from the addition of antigen.

    Parameters
    ----------
    cells
        T cells in each culture, > 0; any shape that broadcasts with `antigen`.
    antigen
        molecules of antigen, ≥ 0; 1e8 stand for 25 nM of peptide (Tkach 2014).
    time_h
        hours to report at, increasing, from 0; shape (times,).
    pathway
        the parameters.
    cohort
        cells that stand for all; the paper used 20 to 50.
    step_h
        step of the integrator, an exponential midpoint rule of second order where no switch falls within a step.

    Raises
    ------
    ValueError, TypeError
        when an argument makes no sense.
    """
    cells, antigen = some("cells", non_negative("cells", cells)), some("antigen", non_negative("antigen", antigen))
    number, dose = together(cells=cells, antigen=antigen)
    if (number == 0).any():
        raise ValueError("cells must be > 0, got 0.0")
    time = non_negative("time_h", increasing("time_h", time_h))
    at_least("cohort", cohort, 1)
    if positive("step_h", step_h) < SHORTEST_STEP_H:
        raise ValueError(f"step_h must be >= {SHORTEST_STEP_H}, got {step_h}")
    rule = _Rule(pathway, number.ravel()[:, None].astype(float), _contacts_h(cohort))
    rows = _integrate(rule, dose.ravel().astype(float), time, step_h)
    return Course(time, *(row.T.reshape(*number.shape, time.size) for row in np.moveaxis(np.array(rows), 1, 0)))


def _contacts_h(cohort: int) -> np.ndarray:
    """When each cell of the cohort meets antigen."""
    first, last = _CULTURE["first_contact_h"], _CULTURE["last_contact_h"]
    return first + (last - first) * (np.arange(cohort) + 0.5) / cohort


def _integrate(rule: "_Rule", antigen: np.ndarray, time: np.ndarray, longest: float) -> list[np.ndarray]:
    """Observables, (quantities, conditions), at every time; exponential midpoint steps no longer than `longest`."""
    state, now, rows = rule.start(antigen), 0.0, []
    for stop in time:
        steps = int(np.ceil((stop - now) / longest))
        for step in range(steps):
            size = (stop - now) / steps
            middle = _relax(state, rule.rates(now + step * size, state), size / 2)
            state = _relax(state, rule.rates(now + (step + 0.5) * size, middle), size)
        now = stop
        rows.append(rule.observe(now, state))
    return rows


def _relax(state: np.ndarray, rates: tuple[np.ndarray, np.ndarray], size: float) -> np.ndarray:
    """x' = gain − loss·x for `size`, gain and loss held: x·e^(−loss·size) + gain·(1 − e^(−loss·size))/loss."""
    gain, loss = rates
    spent = -np.expm1(-loss * size)
    return state + np.where(loss > TINY, gain / np.maximum(loss, TINY) * spent, gain * size) - state * spent


@dataclass(frozen=True)
class _Rule:
    """The equations. State (conditions, 4 + 4·cohort): antigen, IL-2, made, eaten; then α, βγ, complexes, Boost."""

    pathway: Pathway
    cells: np.ndarray  # (conditions, 1)
    contacts_h: np.ndarray  # (cohort,)

    def start(self, antigen: np.ndarray) -> np.ndarray:
        whole, each = np.zeros((antigen.size, WHOLE)), np.zeros((antigen.size, 4, self.contacts_h.size))
        whole[:, 0], each[:, 1] = antigen, self.pathway.beta_resting
        return np.concatenate([whole, each.reshape(antigen.size, -1)], axis=1)

    def _parts(self, state: np.ndarray) -> list[np.ndarray]:
        whole = [state[:, part : part + 1] for part in range(WHOLE)]
        return whole + np.split(state[:, WHOLE:], 4, axis=1)

    def engaged(self, hours: float, antigen: np.ndarray) -> np.ndarray:
        """Antigen-bound receptors of each cell; antigen is shared among the cells that have met it."""
        active = self.contacts_h <= hours
        share = antigen / (self.cells * max(active.mean(), 1 / len(active)))
        return active * _assembled(self.pathway.tcr_per_cell, share, self.pathway.kd_tcr_antigen)

    def pstat5(self, complexes: np.ndarray, engaged: np.ndarray) -> np.ndarray:
        p = self.pathway
        return p.jak * complexes / (p.half_pstat5_complexes + complexes) / (1 + p.tcr_inhibits_pstat5 * engaged)

    def secretion_per_h(self, engaged: np.ndarray, pstat5: np.ndarray, boost: np.ndarray) -> np.ndarray:
        p = self.pathway
        on = engaged / (1 + p.pstat5_inhibits_il2 * pstat5) >= FEWEST_TCR
        return on * p.secretion_per_s * SECONDS_PER_HOUR * (1 + p.boost_fold * boost / p.boost_total)

    def rates(self, hours: float, state: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Gain and loss of every part of the state, per hour."""
        p = self.pathway
        antigen, il2, _, _, alpha, beta, complexes, boost = self._parts(state)
        engaged = self.engaged(hours, antigen)
        pstat5 = self.pstat5(complexes, engaged)
        on = engaged >= FEWEST_TCR
        turnover, inside = np.log(2) / p.receptor_half_life_h, np.log(2) / p.endocytosis_half_life_h
        binding = p.kon_per_M_h / (MOLECULES_PER_M_UL * _CULTURE["volume_uL"])  # per molecule of IL-2 per h
        receptors = _assembled(alpha, beta, p.kd_alpha_beta)
        captured = binding * self._sum(np.maximum(receptors - complexes, 0.0))
        made = self._sum(self.secretion_per_h(engaged, pstat5, boost))
        used = np.log(2) / p.antigen_half_life_h * self._sum(engaged) / np.maximum(antigen, 1.0)
        scale = 1.0 if p.boost_as_printed else p.boost_total
        waking = (p.boost_by_tcr * engaged + p.boost_by_boost * boost) / scale
        gain, loss = np.zeros_like(state), np.zeros_like(state)
        _, il2_gain, all_made, all_eaten, alpha_gain, beta_gain, bound, boost_gain = self._parts(gain)
        antigen_loss, il2_loss, _, _, alpha_loss, beta_loss, complex_loss, boost_loss = self._parts(loss)
        antigen_loss[:], il2_loss[:] = used, captured
        il2_gain[:], all_made[:], all_eaten[:] = made, made, captured * il2
        alpha_gain[:] = turnover * (p.alpha_from_tcr * on + p.alpha_from_pstat5 * pstat5)
        beta_gain[:] = turnover * np.where(on, p.beta_activated, p.beta_resting)
        alpha_loss[:], beta_loss[:] = turnover, turnover
        bound[:], complex_loss[:] = binding * il2 * receptors, binding * il2 + inside
        boost_gain[:], boost_loss[:] = waking * p.boost_total, waking
        return gain, loss

    def observe(self, hours: float, state: np.ndarray) -> list[np.ndarray]:
        """What a `Course` reports after the time, each (conditions,)."""
        antigen, il2, made, eaten, alpha, _, complexes, boost = self._parts(state)
        engaged = self.engaged(hours, antigen)
        pstat5 = self.pstat5(complexes, engaged)
        secretion = self.secretion_per_h(engaged, pstat5, boost) / SECONDS_PER_HOUR
        producing = (secretion > 0).mean(axis=1)
        each = secretion.sum(axis=1) / np.maximum((secretion > 0).sum(axis=1), 1)
        pM = PM_PER_M / (MOLECULES_PER_M_UL * _CULTURE["volume_uL"])
        parts = (il2[:, 0] * pM, alpha.mean(axis=1), pstat5.mean(axis=1), producing, each, antigen[:, 0])
        return [*parts, made[:, 0] * pM, eaten[:, 0] * pM]

    def _sum(self, per_cell: np.ndarray) -> np.ndarray:
        """Of all cells of the culture, from the cohort; shape (conditions, 1)."""
        return self.cells * per_cell.mean(axis=1, keepdims=True)


# --- the scaling law ---


@dataclass(frozen=True)
class Scaling:
    """highest IL-2 ∝ cells^`cells` × antigen^`antigen`."""

    cells: float
    antigen: float


@typed
def highest_pM(
    cells: np.ndarray, antigen: np.ndarray, pathway: Pathway = PUBLISHED, *, step_h: float = STEP_H
) -> np.ndarray:
    """The highest concentration of IL-2 that a culture reaches within 150 h, pM; arguments as in `simulate`."""
    course = simulate(cells, antigen, np.arange(0.0, END_H + 0.5, 0.5), pathway, step_h=step_h)
    return course.il2_pM.max(axis=-1)


@typed
def scaling(
    cells: np.ndarray,
    antigen: np.ndarray,
    pathway: Pathway = PUBLISHED,
    measure: Callable[..., np.ndarray] = highest_pM,
) -> Scaling:
    """The two exponents of the highest IL-2 over a grid of cultures, by least squares on logarithms.

    Parameters
    ----------
    cells, antigen
        the values along each side of the grid, shapes (rows,) and (columns,), > 0.
    pathway
        the parameters.
    measure
        what is scaled, a function of cells, antigen and pathway; `highest_pM` unless told.

    Raises
    ------
    ValueError, TypeError
        when a side has not two different values, all > 0.
    """
    for name, values in (("cells", cells), ("antigen", antigen)):
        if np.unique(non_negative(name, values)).size < 2:
            raise ValueError(f"{name} must hold at least two different numbers, got {shown(values)}")
        positive(name, np.min(values))
    rows, columns = (values.ravel() for values in np.meshgrid(cells, antigen, indexing="ij"))
    highest = measure(rows, columns, pathway)
    design = np.column_stack([np.log(rows), np.log(columns), np.ones(rows.size)])
    slopes, *_ = np.linalg.lstsq(design, np.log(highest), rcond=None)
    return Scaling(float(slopes[0]), float(slopes[1]))
