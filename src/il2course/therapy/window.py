"""From a schedule to the cells that answer: serum level, receptor engagement, pSTAT5, and the hours of Tregs alone.

A curve of `curve.py` is read at the serum level of each moment, as if a cell had seen that level for an hour and its
receptors were fresh. What that leaves out:

- Receptors are used up. `follow` runs the model itself along the level: on the third day of 1 MIU/m² a day the Tregs'
  peak is a third of the first day's, where the table says the same every day. The model in turn knows no CD25
  induced by IL-2, which works the other way.
- The level is that of serum; tissue, where most cells are, and soluble receptor are not here.
- Serum IL-2 falls over weeks of daily doses (Whangbo et al. 2019, key whangbo2019).
- NK cells rose fourfold on 1 MIU/m² a day (Koreth et al. 2016, key koreth2016), where these curves leave them almost
  silent: the CD56-bright ones carry high-affinity receptors (key nagler1990), the measured NK are all of them.
- High doses raise Tregs too (Ahmadzadeh and Rosenberg 2006, key ahmadzadeh2006): the window is about who answers
  alone, not about who answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from il2course.arguments import fraction, increasing, non_negative, positive
from il2course.signaling import farhat
from il2course.signature import typed
from il2course.therapy.curve import Curves, curves
from il2course.therapy.pharmacokinetics import Depot, Disposition, concentration_nM, peak
from il2course.therapy.regimen import HOURS_PER_DAY, MINUTES_PER_H, Regimen
from il2course.therapy.unit import ADULT, Dose, Patient, convert

WANTED = "Treg"
RESPONDING, SILENT = 0.5, 0.1
STEP_MIN = 5.0
MOST_STEPS = 1_000_000


# --- the window of concentrations ---


@dataclass(frozen=True)
class Window:
    """Concentrations at which Tregs answer and nobody else does.

    Attributes
    ----------
    low_nM
        where Tregs start to answer.
    high_nM
        where the first other cell does.
    first_other
        that cell.
    """

    low_nM: float
    high_nM: float
    first_other: str

    @property
    def open(self) -> bool:
        """Whether there is any such concentration."""
        return self.low_nM < self.high_nM

    @property
    def fold(self) -> float:
        """Upper over lower end; at most 1 when the window is closed."""
        return self.high_nM / self.low_nM


@typed
def window(answers: Curves, responding: float = RESPONDING, silent: float = SILENT) -> Window:
    """Where Tregs answer with at least `responding` of their maximum and every other cell with less than `silent`.

    Parameters
    ----------
    answers
        from `curve.curves`.
    responding, silent
        shares of a cell's maximum, between 0 and 1. They are a choice: say which you made.

    Raises
    ------
    ValueError, TypeError
        when a share is out of range.
    """
    others = {cell: answers.dose_for_nM(cell, fraction("silent", silent)) for cell in answers.cells if cell != WANTED}
    if not others or WANTED not in answers.cells:
        raise ValueError(f"answers must hold {WANTED} and other cells, got {', '.join(answers.cells) or 'none'}")
    first = min(others, key=others.get)
    return Window(answers.dose_for_nM(WANTED, fraction("responding", responding)), others[first], first)


@typed
def dose_for_peak(level_nM: float, depot: Depot, patient: Patient = ADULT) -> Dose:
    """The single subcutaneous dose whose serum level peaks at this concentration, MIU."""
    for_one = convert(peak(Dose(1, "MIU"), depot, patient).level_IU_mL, "IU/mL", "nM")
    return Dose(positive("level_nM", level_nM) / for_one, "MIU")


# --- a schedule in a patient ---


@dataclass(frozen=True)
class Exposure:
    """What a regimen does over time.

    Attributes
    ----------
    time_h
        equally spaced hours from the start of treatment, shape (n,).
    concentration_nM
        of IL-2 in serum, nM, shape (n,).
    engaged
        by cell, complexes with β and γ at equilibrium, share of the most, shape (n,).
    pstat5
        by cell, pSTAT5 as a share of the maximum, from the source asked for, shape (n,).
    """

    time_h: np.ndarray
    concentration_nM: np.ndarray
    engaged: Mapping[str, np.ndarray]
    pstat5: Mapping[str, np.ndarray]

    @property
    def peak_nM(self) -> float:
        """Highest level on the grid, nM."""
        return float(self.concentration_nM.max())

    def alone(self, responding: float = RESPONDING, silent: float = SILENT) -> np.ndarray:
        """When Tregs answer and the others do not (by pSTAT5; see `window`), booleans of shape (n,)."""
        others = [self.pstat5[cell] < fraction("silent", silent) for cell in self.pstat5 if cell != WANTED]
        return np.all(others, axis=0) & (self.pstat5[WANTED] >= fraction("responding", responding))

    def hours_alone(self, responding: float = RESPONDING, silent: float = SILENT) -> float:
        """How long that is, hours; right to one step of the grid each time it begins or ends."""
        return self._hours(self.alone(responding, silent))

    def hours_above(self, share: float = RESPONDING) -> dict[str, float]:
        """By cell, hours with at least this share of maximal pSTAT5."""
        return {cell: self._hours(answer >= fraction("share", share)) for cell, answer in self.pstat5.items()}

    def mean(self) -> dict[str, float]:
        """By cell, pSTAT5 averaged over the whole time."""
        return {cell: float(answer[:-1].mean()) for cell, answer in self.pstat5.items()}

    def _hours(self, when: np.ndarray) -> float:
        return float(np.count_nonzero(when[:-1]) * (self.time_h[1] - self.time_h[0]))


@typed
def exposure(
    regimen: Regimen,
    patient: Patient = ADULT,
    *,
    days: float = 28.0,
    step_min: float = STEP_MIN,
    source: str = "measured",
    disposition: Disposition | None = None,
    depot: Depot | None = None,
) -> Exposure:
    """A regimen's serum level, and what four cells make of it.

    Parameters
    ----------
    regimen, patient, disposition, depot
        as in `pharmacokinetics.concentration_IU_mL`.
    days
        how long to look.
    step_min
        distance of the times, minutes.
    source
        of pSTAT5: one of `curve.SOURCES`.

    Raises
    ------
    ValueError, TypeError
        when there would be fewer than two times or more than a million, or an argument is out of range.
    """
    steps = round(positive("days", days) * HOURS_PER_DAY * MINUTES_PER_H / positive("step_min", step_min))
    if steps < 1:
        raise ValueError(f"step_min must be at most {days * HOURS_PER_DAY * MINUTES_PER_H:g}, got {float(step_min)}")
    if steps > MOST_STEPS:
        raise ValueError(f"days and step_min must make at most {MOST_STEPS} steps, got {steps}")
    time = np.arange(steps + 1) * (step_min / MINUTES_PER_H)
    level = concentration_nM(time, regimen, patient, disposition, depot)
    return Exposure(time, level, curves("engaged").at(level), curves(source).at(level))


# --- the model itself along a changing level ---


@typed
def follow(
    time_h: np.ndarray, concentration_nM: np.ndarray, cells: Mapping[str, farhat.Cell] | None = None
) -> dict[str, np.ndarray]:
    """Active complexes per cell while the concentration changes, with all that uptake does to the receptors.

    The level is held at its mean within each step, so a step should be short beside the changes of the level; half an
    hour suits subcutaneous doses. A step takes about 20 ms, all cells together.

    Parameters
    ----------
    time_h
        increasing hours, shape (n,), n ≥ 2.
    concentration_nM
        level at these times, nM, shape (n,).
    cells
        of `signaling.farhat`; the four published ones unless given.

    Returns
    -------
    By cell, active complexes, those in the endosome at half strength, shape (n,); cells start at rest.
    """
    time, level = increasing("time_h", time_h), non_negative("concentration_nM", concentration_nM)
    if time.size < 2 or level.shape != time.shape:
        raise ValueError(
            f"concentration_nM must have one value for each of at least 2 times, got shapes {level.shape} and "
            f"{time.shape}"
        )
    who = farhat.cells() if cells is None else cells
    if not who:
        raise ValueError("cells must hold at least one cell, got none")
    state = {name: np.array([cell.start[name] for cell in who.values()]) for name in next(iter(who.values())).start}
    constants = {name: np.array([cell.constants[name] for cell in who.values()]) for name in farhat.NETWORK.parameters}
    strength = np.array([cell.trafficking.endosomal_signal for cell in who.values()])
    active = [np.zeros(len(who))]
    for length_h, dose in zip(np.diff(time), (level[1:] + level[:-1]) / 2, strict=True):
        span = np.array([0.0, length_h * MINUTES_PER_H])
        course = farhat.NETWORK.simulate({"L": dose, **state}, constants, span, rtol=1e-5, atol=1e-5)
        state = {name: np.maximum(course[name][..., -1], 0.0) for name in course.species if name != "L"}
        surface = sum(state[name] for name in farhat.ACTIVE)
        active.append(surface + strength * sum(state[farhat.inside(name)] for name in farhat.ACTIVE))
    return dict(zip(who, np.transpose(active), strict=True))
