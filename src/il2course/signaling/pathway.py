"""From active receptors to the nucleus: JAK1 and JAK3, STAT5, its feedbacks, and the two arms beside it.

β carries JAK1 and γc carries JAK3, so a complex with both chains is an active kinase; the network of Farhat et al. 2021
supplies how many there are, on the surface and in the endosome. What follows is shares between 0 and 1:

    complexes → pSTAT5 → CIS and SOCS, which slow the kinases; → CD25, which catches more IL-2; → entry into the cycle
    complexes → pAKT, unless PTEN holds PI3K back, as it does in Tregs
    complexes → pERK

**Illustrative:** apart from the receptor model, two numbers here are measured: how many complexes half-activate STAT5
(as Tkach et al. 2014 take it) and how far IL-2 raises CD25 (Smith & Cantrell 1985). All other constants were chosen to
give the published directions, and only directions may be read from them (`ILLUSTRATIVE` names them).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

from il2course import facts
from il2course.arguments import non_negative, number, positive
from il2course.kinetics import Network, Trajectory
from il2course.signaling import farhat
from il2course.signaling.farhat import Cell, inside
from il2course.signature import typed

KINASES = (*farhat.ACTIVE, *map(inside, farhat.ACTIVE))
BRAKES = "block(CIS, one, one) * block(SOCS, one, one)"


def _driven(off: str, on: str, rate: str) -> str:
    """Every active complex turns `off` into `on`, wherever it is."""
    return "\n".join(f"{off} + {kinase} -> {on} + {kinase}; {rate}" for kinase in KINASES)


TEXT = f"""
# STAT5
{_driven("STAT5", "pSTAT5", f"jak * {BRAKES}")}
pSTAT5 -> STAT5; dephosphorylate

# what it transcribes
-> CIS; make_cis * hill(pSTAT5, half_genes, steep)
CIS -> ; lose_cis
-> SOCS; make_socs * hill(pSTAT5, half_genes, steep)
SOCS -> ; lose_socs
-> A; make_cd25 * hill(pSTAT5, half_genes, steep)

# growth: what STAT5 has driven adds up over time
-> drive; grow * hill(pSTAT5, half_genes, steep)
drive -> ; forget

# the other two arms
{_driven("AKT", "pAKT", "pi3k * block(PTEN, half_pten, steep)")}
pAKT -> AKT; dephosphorylate
{_driven("ERK", "pERK", "mapk")}
pERK -> ERK; dephosphorylate
"""
NETWORK = farhat.NETWORK + Network.parse(TEXT, held=("PTEN",))
"""Farhat's network and the pathway behind it. A is CD25; CIS and SOCS at 1 halve the kinases."""

ILLUSTRATIVE = (
    "dephosphorylate_per_min",
    "cis_strength",
    "socs_strength",
    "cis_half_life_min",
    "socs_half_life_min",
    "half_genes",
    "steep",
    "forget_half_life_h",
    "half_drive",
    "drive_steep",
    "half_pten",
)
"""The fields of `Pathway` that no measurement fixes."""


@typed
@dataclass(frozen=True)
class Pathway:
    """The constants of the pathway.

    Attributes
    ----------
    half_complexes
        active complexes per cell that phosphorylate half of STAT5, AKT or ERK without brakes.
    cd25_fold
        how far full induction raises the CD25 of a cell; 1 switches this feedback off.
    cis_strength, socs_strength
        level at full induction, in units of what halves the kinases; 0 switches the brake off.
    cis_half_life_min, socs_half_life_min, dephosphorylate_per_min
        how fast they go.
    half_genes, steep
        share of pSTAT5 that half-induces its genes, and the Hill coefficient.
    forget_half_life_h, half_drive, drive_steep
        how long drive lasts, the drive at which half of the cells are in cycle, and the steepness of that.
    half_pten
        PTEN that halves the PI3K arm, on a scale where a conventional T cell after activation has 0 and a Treg 1.
    stat5
        STAT5 present, 1 in the wild type; 0 in the double mutant.
    """

    half_complexes: float = facts.tkach_model.value["half_pstat5_complexes"]
    cd25_fold: float = facts.cd25_induction.value[1]
    dephosphorylate_per_min: float = 0.1
    cis_strength: float = 2.0
    socs_strength: float = 1.0
    cis_half_life_min: float = 60.0
    socs_half_life_min: float = 120.0
    half_genes: float = 0.003
    steep: float = 2.0
    forget_half_life_h: float = 12.0
    half_drive: float = 0.5
    drive_steep: float = 4.0
    half_pten: float = 0.2
    stat5: float = 1.0

    def __post_init__(self) -> None:
        switches = ("cis_strength", "socs_strength", "stat5")
        for field in fields(self):
            check = non_negative if field.name in switches else positive
            check(field.name, number(field.name, getattr(self, field.name)))
        if self.cd25_fold < 1:
            raise ValueError(f"cd25_fold must be >= 1, got {self.cd25_fold}")

    def constants(self, cell: Cell) -> dict[str, float]:
        """Every constant of `NETWORK` for one cell."""
        phosphorylate = self.dephosphorylate_per_min / self.half_complexes
        lose_cis, lose_socs = np.log(2) / self.cis_half_life_min, np.log(2) / self.socs_half_life_min
        forget = np.log(2) / (60 * self.forget_half_life_h)
        return {
            **cell.constants,
            **dict.fromkeys(("jak", "pi3k", "mapk"), phosphorylate),
            "dephosphorylate": self.dephosphorylate_per_min,
            "make_cis": self.cis_strength * lose_cis,
            "lose_cis": lose_cis,
            "make_socs": self.socs_strength * lose_socs,
            "lose_socs": lose_socs,
            "make_cd25": (self.cd25_fold - 1) * cell.constants["express_A"],
            "grow": forget,
            "forget": forget,
            "half_genes": self.half_genes,
            "steep": self.steep,
            "half_pten": self.half_pten,
            "one": 1.0,
        }


WILD_TYPE = Pathway()
PTEN = {"Treg": 1.0}  # conventional T cells lose theirs on activation, Tregs keep it; other cells are taken as 0


@dataclass(frozen=True)
class Signal:
    """What became of some cells at some doses; every array has shape (cells, doses, times).

    `signal["pSTAT5"]`, `["pAKT"]`, `["pERK"]` are shares; `["CIS"]` and `["SOCS"]` in units of what halves the kinases.
    """

    cells: Mapping[str, Cell]
    dose_nM: np.ndarray
    time_min: np.ndarray
    course: Trajectory
    pathway: Pathway

    def __getitem__(self, species: str) -> np.ndarray:
        return self.course[species]

    @property
    def pstat5(self) -> np.ndarray:
        """Share of STAT5 that is phosphorylated."""
        return self.course["pSTAT5"]

    @property
    def cd25(self) -> np.ndarray:
        """All CD25 on the surface, free or bound, per cell."""
        return sum(self.course[name] for name in farhat.ON_MEMBRANE if "A" in name)

    @property
    def in_cycle(self) -> np.ndarray:
        """Share of the cells that have entered the cycle: what STAT5 drove, added up over time, past a threshold."""
        z = (np.maximum(self.course["drive"], 0.0) / self.pathway.half_drive) ** self.pathway.drive_steep
        return z / (1 + z)


@typed
def simulate(
    cells: Mapping[str, Cell],
    dose_nM: np.ndarray,
    time_min: np.ndarray,
    pathway: Pathway = WILD_TYPE,
    pten: Mapping[str, float] = PTEN,
    *,
    rtol: float = 1e-6,
    atol: float = 1e-8,
) -> Signal:
    """All cells at all doses over time, through the receptor and the pathway.

    Parameters
    ----------
    cells
        by name, as in `farhat.simulate`.
    dose_nM
        ligand outside, held constant from time 0, nM, ≥ 0, shape (doses,).
    time_min
        increasing minutes, the first the start, shape (times,).
    pathway
        its constants.
    pten
        by a cell's name; 0 where it is not named.
    rtol, atol
        error allowed in a step.

    Raises
    ------
    ValueError, TypeError
        when an argument makes no sense.
    ConvergenceError
        when the integrator gives up; the message names cell and dose.
    """
    rest = {"STAT5": pathway.stat5, "AKT": 1.0, "ERK": 1.0}
    starts = [{**cell.start, **rest, "PTEN": pten.get(name, 0.0)} for name, cell in cells.items()]
    constants = [pathway.constants(cell) for cell in cells.values()]
    dose, course = farhat.run(NETWORK, cells, starts, constants, dose_nM, time_min, rtol=rtol, atol=atol)
    return Signal(dict(cells), dose, course.time, course, pathway)
