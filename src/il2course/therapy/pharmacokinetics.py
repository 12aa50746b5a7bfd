"""IL-2 in serum over time: one or two compartments, fed by a bolus, an infusion or a depot under the skin.

Everything here is linear, so each curve is a sum of exponentials and a regimen is the sum of its doses:

    bolus       C(t) = dose/V · Σ shareᵢ·exp(−λᵢ·t)
    infusion    the same, spread evenly over its length
    depot       the same, delayed by each stage that the drug passes on its way to the blood

The disposition is that of Konrad et al. 1990 (key konrad1990), the depot that of Piscitelli et al. 1996 (key
piscitelli1996). What does not fit:

- Konrad's volume and fast half-life allow clearances up to 143 mL/min; the Swiss label's 155–420 lie above.
- One first-order stage at Piscitelli's half-life peaks about 1.5 h after the injection, not 4.4 h: absorption has to
  have a second stage, or the disposition to be slower than Konrad's.
- Kirchner et al. 1998 (key kirchner1998) found 1.8 times the area for the same daily dose split in two. No linear model
  can give that.
- Serum IL-2 falls over weeks of equal daily doses (Whangbo et al. 2019, key whangbo2019), as soluble receptor and the
  cells that consume it increase. Here every dose finds the same patient: after the first days, read these curves as
  upper bounds.

Levels belong to a typical adult. Piscitelli's patients differed fivefold.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

import numpy as np
from scipy.optimize import brentq

from il2course import facts
from il2course.arguments import instance, non_negative, number, positive
from il2course.signature import typed
from il2course.therapy.regimen import MINUTES_PER_H, Regimen
from il2course.therapy.unit import ADULT, Dose, Patient, convert

LN2 = float(np.log(2))
APART = 1e-5  # equal rates are set this far apart, relative: their sum of exponentials would be 0/0
SHARES_SUM = 1e-9


# --- what becomes of IL-2 in the blood ---


@typed
@dataclass(frozen=True)
class Disposition:
    """How the serum level falls after a bolus: C/C₀ = Σ shareᵢ · 2^(−t/half-lifeᵢ).

    Attributes
    ----------
    volume_mL
        dose over the level right after a bolus: the volume that the dose meets first, mL.
    half_lives_min
        one (one compartment) or two (two compartments), minutes, increasing.
    shares
        of the starting level that fall with each half-life; they add up to 1.
    """

    volume_mL: float
    half_lives_min: tuple[float, ...]
    shares: tuple[float, ...] = (1.0,)

    def __post_init__(self) -> None:
        positive("volume_mL", self.volume_mL)
        for half_life in self.half_lives_min:
            positive("half_lives_min", half_life)
        if list(self.half_lives_min) != sorted(set(self.half_lives_min)):
            raise ValueError(f"half_lives_min must increase, got {self.half_lives_min}")
        if len(self.shares) != len(self.half_lives_min) or not 0 < len(self.shares) <= 2:
            raise ValueError(
                f"shares must be one a half-life, for one or two, got {len(self.shares)} for {len(self.half_lives_min)}"
            )
        if min(self.shares) <= 0 or abs(sum(self.shares) - 1) > SHARES_SUM:
            raise ValueError(f"shares must be > 0 and add up to 1, got {self.shares}")

    @classmethod
    @typed
    def two_compartment(
        cls, volume_mL: float, half_lives_min: tuple[float, float], clearance_mL_min: float
    ) -> "Disposition":
        """The one with this clearance: V/CL = Σ shareᵢ/λᵢ gives the shares.

        Raises
        ------
        ValueError
            when no shares between 0 and 1 do.
        """
        volume, clearance = positive("volume_mL", volume_mL), positive("clearance_mL_min", clearance_mL_min)
        first, second = (positive("half_lives_min", half_life) / LN2 for half_life in half_lives_min)
        if not volume / second < clearance < volume / first:
            least, most = sorted((volume / second, volume / first))
            raise ValueError(
                f"clearance_mL_min must be between {least:.4g} and {most:.4g} for this volume and these half-lives, "
                f"got {clearance}"
            )
        slow = (volume / clearance - first) / (second - first)
        return cls(volume, tuple(half_lives_min), (1 - slow, slow))

    @property
    def rates_per_min(self) -> np.ndarray:
        """λ = ln 2 / half-life, min⁻¹."""
        return LN2 / np.array(self.half_lives_min)

    @property
    def clearance_mL_min(self) -> float:
        """Serum freed of drug per minute: V / Σ shareᵢ/λᵢ, mL/min."""
        return float(self.volume_mL / (np.array(self.shares) / self.rates_per_min).sum())

    @property
    def exchange_per_min(self) -> tuple[float, float, float]:
        """Rate constants of the two compartments, min⁻¹: out of the body, to the tissue, back from it.

        k₂₁ = Σ shareᵢ·λⱼ (j the other phase), k₁₀ = λ₁λ₂/k₂₁, k₁₂ = λ₁ + λ₂ − k₂₁ − k₁₀. The last two are 0 for one
        compartment.
        """
        rates = self.rates_per_min
        if rates.size == 1:
            return float(rates[0]), 0.0, 0.0
        back = float(np.array(self.shares) @ rates[::-1])
        out = float(rates.prod()) / back
        return out, float(rates.sum()) - back - out, back

    @typed
    def plateau_IU_mL(self, rate_IU_min: float) -> float:
        """Level at which a long infusion settles: rate over clearance, IU/mL."""
        return positive("rate_IU_min", rate_IU_min) / self.clearance_mL_min


@typed
@dataclass(frozen=True)
class Depot:
    """What lies between the skin and the blood.

    Attributes
    ----------
    bioavailability
        share of the dose that reaches the blood, above 0 and at most 1.
    half_lives_min
        half-life of each stage on the way, minutes, e.g. one for the tissue and one for the lymph.
    lag_min
        time before anything moves, minutes.
    """

    bioavailability: float
    half_lives_min: tuple[float, ...]
    lag_min: float = 0.0

    def __post_init__(self) -> None:
        if positive("bioavailability", self.bioavailability) > 1:
            raise ValueError(f"bioavailability must be at most 1, got {float(self.bioavailability)}")
        for half_life in self.half_lives_min:
            positive("half_lives_min", half_life)
        if not self.half_lives_min:
            raise ValueError("half_lives_min must hold at least one stage, got none")
        non_negative("lag_min", number("lag_min", self.lag_min))

    @property
    def rates_per_min(self) -> np.ndarray:
        """ln 2 / half-life of each stage, min⁻¹."""
        return LN2 / np.array(self.half_lives_min)


# --- sums of exponentials ---


@dataclass(frozen=True)
class Decay:
    """A curve Σ weightᵢ·exp(−rateᵢ·t) for t ≥ 0."""

    weights: np.ndarray
    rates_per_min: np.ndarray

    def at(self, time_min: np.ndarray) -> np.ndarray:
        """The curve, in the shape of the times."""
        return (self.weights * np.exp(-self.rates_per_min * np.asarray(time_min)[..., None])).sum(axis=-1)

    def after(self, rate_per_min: float) -> "Decay":
        """The same behind one more first-order stage: each exp(−λt) becomes k·(exp(−λt) − exp(−kt))/(k − λ)."""
        rate = rate_per_min
        while np.any(np.abs(self.rates_per_min / rate - 1) < APART):
            rate *= 1 + 2 * APART
        passed = self.weights * rate / (rate - self.rates_per_min)
        return Decay(np.append(passed, -passed.sum()), np.append(self.rates_per_min, rate))


def _bolus(disposition: Disposition) -> Decay:
    """Level after 1 IU into a vein, IU/mL."""
    return Decay(np.array(disposition.shares) / disposition.volume_mL, disposition.rates_per_min)


def _injection(disposition: Disposition, depot: Depot) -> Decay:
    """Level after 1 IU under the skin and its lag, IU/mL."""
    level = _bolus(disposition)
    for rate in depot.rates_per_min:
        level = level.after(rate)
    return Decay(level.weights * depot.bioavailability, level.rates_per_min)


def _infused(disposition: Disposition, length_min: float) -> Decay:
    """Level while 1 IU runs in over this time; with the opposite sign, what changes when it stops."""
    slope = _bolus(disposition).weights / disposition.rates_per_min / length_min
    return Decay(np.append(-slope, slope.sum()), np.append(disposition.rates_per_min, 0.0))


def _superposed(time_min: np.ndarray, starts_min: np.ndarray, amounts: np.ndarray, decay: Decay) -> np.ndarray:
    """Σ amount·decay(time − start) over all starts before each time.

    An exponential remembers only its present value, so one pass over the starts is enough, however many there are.
    """
    order = np.argsort(starts_min, kind="stable")
    starts, amounts = starts_min[order], amounts[order]
    present = np.zeros((starts.size + 1, decay.weights.size))
    gaps = np.diff(starts, prepend=starts[0])
    for place, (gap, amount) in enumerate(zip(gaps, amounts, strict=True)):
        present[place + 1] = present[place] * np.exp(-decay.rates_per_min * gap) + amount * decay.weights
    last = np.searchsorted(starts, time_min, side="right")
    since = time_min - starts[np.maximum(last - 1, 0)]
    since = np.where(last > 0, since, 0.0)
    return (present[last] * np.exp(-decay.rates_per_min * since[..., None])).sum(axis=-1)


# --- a regimen in a patient ---


@typed
def concentration_IU_mL(
    time_h: np.ndarray,
    regimen: Regimen,
    patient: Patient = ADULT,
    disposition: Disposition | None = None,
    depot: Depot | None = None,
) -> np.ndarray:
    """Serum level of IL-2 that a regimen gives.

    Parameters
    ----------
    time_h
        hours from the start of treatment, any shape; at the moment of a bolus, the level right after it.
    regimen
        doses, route, times.
    patient
        whom it is given to.
    disposition
        what becomes of IL-2 in the blood; Konrad's for this patient unless given.
    depot
        its way from the skin, for subcutaneous doses; `DEPOTS["middle"]` unless given.

    Returns
    -------
    Level in IU/mL, ≥ 0, in the shape of `time_h`.

    Raises
    ------
    ValueError, TypeError
        when a time is negative or an argument is of the wrong kind.
    """
    time_min = non_negative("time_h", time_h) * MINUTES_PER_H
    starts = instance("regimen", regimen, Regimen).times_h * MINUTES_PER_H
    amounts = regimen.doses_IU(instance("patient", patient, Patient))
    own = instance("disposition", disposition or konrad(patient), Disposition)
    body, largest = replace(own, volume_mL=1.0), amounts.max() or 1.0
    amounts = amounts / largest  # scaled last, so that exponentials that nearly cancel round alike in every patient
    if regimen.route == "subcutaneous":
        way = instance("depot", depot or DEPOTS["middle"], Depot)
        level = _superposed(time_min, starts + way.lag_min, amounts, _injection(body, way))
    elif regimen.route == "infusion":
        both = np.concatenate([starts, starts + regimen.infusion_min])
        level = _superposed(time_min, both, np.concatenate([amounts, -amounts]), _infused(body, regimen.infusion_min))
    else:
        level = _superposed(time_min, starts, amounts, _bolus(body))
    return np.maximum(level, 0.0) * largest / own.volume_mL


@typed
def concentration_nM(
    time_h: np.ndarray,
    regimen: Regimen,
    patient: Patient = ADULT,
    disposition: Disposition | None = None,
    depot: Depot | None = None,
) -> np.ndarray:
    """`concentration_IU_mL` in nM: what the receptor's equations want."""
    return convert(concentration_IU_mL(time_h, regimen, patient, disposition, depot), "IU/mL", "nM")


@typed
def area_IU_h_mL(
    dose: Dose, patient: Patient = ADULT, disposition: Disposition | None = None, depot: Depot | None = None
) -> float:
    """Area under the level of one dose, from the injection to the end: share absorbed · dose / clearance, IU·h/mL.

    Without a depot the dose goes into a vein.
    """
    absorbed = depot.bioavailability if depot else 1.0
    body = disposition or konrad(patient)
    return absorbed * instance("dose", dose, Dose).in_IU(patient) / body.clearance_mL_min / MINUTES_PER_H


@dataclass(frozen=True)
class Peak:
    """The highest level after one dose: when, hours, and how high, IU/mL."""

    time_h: float
    level_IU_mL: float


@typed
def peak(dose: Dose, depot: Depot, patient: Patient = ADULT, disposition: Disposition | None = None) -> Peak:
    """The highest level after one subcutaneous dose."""
    decay = _injection(disposition or konrad(patient), instance("depot", depot, Depot))
    time_min = _top_min(decay)
    level = float(decay.at(time_min)) * instance("dose", dose, Dose).in_IU(patient)
    return Peak((depot.lag_min + time_min) / MINUTES_PER_H, level)


def _top_min(decay: Decay) -> float:
    """Where the curve of an injection is highest: its slope changes sign once."""
    slope = Decay(-decay.weights * decay.rates_per_min, decay.rates_per_min)
    time = np.concatenate([[0.0], np.geomspace(1e-3, 50, 400) / decay.rates_per_min.min()])
    falling = int(np.argmax(slope.at(time[1:]) < 0)) + 1
    return float(brentq(slope.at, max(time[falling - 1], 1e-9), time[falling], rtol=1e-12))


# --- the published patients ---


@typed
def konrad(patient: Patient = ADULT) -> Disposition:
    """Two compartments with Konrad's half-lives, bolus level and plateau, per square metre of the patient.

    Levels and doses stand in the same laboratory's units on both sides, so their size in IU does not matter. Volume:
    dose over bolus level, 2.66 L at 1.73 m². Clearance: infusion rate over plateau, 117 mL/min; the paper says about
    120.
    """
    dose = 1e6  # U/m², of bolus and infusion alike
    volume = dose / facts.konrad_bolus.value
    clearance = dose / (facts.konrad_infusion.value * MINUTES_PER_H) / facts.konrad_plateau.value
    area = instance("patient", patient, Patient).area_m2
    half_lives = tuple(float(half_life) for half_life in facts.konrad_half_life.value.values())
    return Disposition.two_compartment(volume * area, half_lives, clearance * area)


@typed
def depot_from_curve(
    peak_time_h: float,
    half_life_h: float,
    lag_min: float,
    disposition: Disposition,
    bioavailability: float = 1.0,
) -> Depot:
    """The two-stage depot whose level peaks at this time and then falls with this half-life.

    The slower stage is the half-life; the faster one is sought so that the peak comes out. The curve cannot say which
    of the two comes first, nor whether one of them is a slower elimination instead.

    Raises
    ------
    ValueError
        when no second stage that is faster than the first gives that peak.
    """
    slow = positive("half_life_h", half_life_h) * MINUTES_PER_H
    wanted = positive("peak_time_h", peak_time_h) * MINUTES_PER_H - lag_min

    def late(fast: float) -> float:
        return _top_min(_injection(disposition, Depot(1.0, (slow, fast), lag_min))) - wanted

    shortest, longest = slow * 1e-6, slow
    if late(shortest) > 0 or late(longest) < 0:
        earliest, latest = ((late(end) + wanted + lag_min) / MINUTES_PER_H for end in (shortest, longest))
        raise ValueError(
            f"peak_time_h must be between {earliest:.2f} and {latest:.2f} for this half-life, got {float(peak_time_h)}"
        )
    return Depot(bioavailability, (slow, float(brentq(late, shortest, longest, rtol=1e-10))), float(lag_min))


@typed
@cache
def piscitelli(peak_IU_mL_per_MIU: float) -> Depot:
    """Piscitelli's depot for an adult: peak at 4.4 h, half-life 3.3 h, lag 26.9 min, and this peak for each MIU.

    Raises
    ------
    ValueError
        when more than the whole dose would have to be absorbed.
    """
    body = konrad()
    whole = depot_from_curve(
        facts.piscitelli_peak_time.value, facts.piscitelli_half_life.value, facts.piscitelli_lag.value, body
    )
    most = peak(Dose(1, "MIU"), whole, disposition=body).level_IU_mL
    if positive("peak_IU_mL_per_MIU", peak_IU_mL_per_MIU) > most:
        raise ValueError(
            f"peak_IU_mL_per_MIU must be at most {most:.1f}, the whole dose absorbed, got {float(peak_IU_mL_per_MIU)}"
        )
    return replace(whole, bioavailability=peak_IU_mL_per_MIU / most)


def _published_peaks() -> dict[str, float]:
    """Highest level for each MIU under the skin, IU/mL."""
    least, most = facts.piscitelli_dose.value
    low, high = facts.piscitelli_peak.value[0] / most, facts.piscitelli_peak.value[1] / least
    bolus = 1e6 / konrad().volume_mL
    return {
        "low": low,
        "middle": float(np.sqrt(low * high)),
        "high": high,
        "Konrad": facts.konrad_depot_share.value / 100 * bolus,
    }


DEPOTS: Mapping[str, Depot] = MappingProxyType({name: piscitelli(level) for name, level in _published_peaks().items()})
"""Depots that differ in the share absorbed alone: the least and the most that Piscitelli's Cmax allows ("low", "high":
least level over most dose, and the reverse), their geometric mean ("middle"), and Konrad's 2 % of a bolus."""
