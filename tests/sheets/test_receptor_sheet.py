"""The sheet of lesson 2: right answers pass however they are written, real mistakes get their hint, no case is odd."""

from dataclasses import replace
from math import exp, log, log10, sqrt

import numpy as np
import pytest
from scipy.constants import R
from scipy.optimize import brentq, curve_fit, root_scalar
from shared import (  # noqa: F401
    test_every_slip_has_its_mistake,
    test_no_slip_makes_a_right_answer,
    test_real_mistakes_are_refused,
    test_right_answers_pass_however_they_are_written,
    then,
)

from il2course import facts, receptor
from il2course.dose_response import fit_logistic
from il2course.receptor import Mutein, ReceptorCounts, capture_fold, half_maximal_dose_nM

LESSON = "02_receptor"
SLOW = {"cd25_for_shift", "alpha_fold_for_gap"}

KNOWN = receptor.cells("2021")


# --- right answers, written otherwise ---


def bound_by_balance(dose_nM, receptor_nM, kd_nM):
    """The complex at which association and dissociation balance."""

    def surplus(complex_nM):
        return (dose_nM - complex_nM) * (receptor_nM - complex_nM) - kd_nM * complex_nM

    return brentq(surplus, 0, min(dose_nM, receptor_nM), xtol=1e-14, rtol=1e-14) / receptor_nM


def bound_by_free_ligand(dose_nM, receptor_nM, kd_nM):
    """The free ligand as the positive root of a polynomial, then the isotherm."""
    free = max(np.roots([1, receptor_nM + kd_nM - dose_nM, -kd_nM * dose_nM]).real)
    return np.float64(free / (free + kd_nM))


def gap_by_ratio(kd_alpha_nM, kd_beta_after_alpha_nM, kd_beta_nM, kd_alpha_after_beta_nM):
    """One logarithm, with the gas constant of SciPy in J."""
    return R * 310.15 * log(kd_alpha_nM * kd_beta_after_alpha_nM / kd_beta_nM / kd_alpha_after_beta_nM) / 1000


def gap_by_molar(kd_alpha_nM, kd_beta_after_alpha_nM, kd_beta_nM, kd_alpha_after_beta_nM):
    """Step by step, in M and by decimal logarithms; as an array without dimensions."""
    steps = np.log10(1e-9 * np.array([kd_alpha_nM, kd_beta_after_alpha_nM, kd_beta_nM, kd_alpha_after_beta_nM]))
    return np.asarray(8.314462618e-3 * 310.15 * np.log(10) * steps @ [1, 1, -1, -1])


def rates_by_fit(time_s, response_RU, dose_nM, injection_s):
    """The whole record at once."""

    def record(time, log_observed, log_koff, rest):
        observed, koff = np.exp(log_observed), np.exp(log_koff)
        rise = rest * -np.expm1(-observed * np.minimum(time, injection_s))
        return rise * np.exp(-koff * np.maximum(time - injection_s, 0))

    start = (log(2 / injection_s), log(1 / (time_s[-1] - injection_s)), response_RU.max())
    (observed, koff, _), _ = curve_fit(record, time_s, response_RU, start)
    return [(np.exp(observed) - np.exp(koff)) / dose_nM * 1e9, np.exp(koff)]


def rates_by_three_points(time_s, response_RU, dose_nM, injection_s):
    """The rise at half and all of the injection, the fall at its two ends."""
    end = int(np.argmin(np.abs(time_s - injection_s)))
    half = end // 2
    koff = log(response_RU[end] / response_RU[-1]) / (time_s[-1] - time_s[end])
    observed = -log(response_RU[2 * half] / response_RU[half] - 1) / (time_s[half] - time_s[0])
    return (observed - koff) / (dose_nM / 1e9), koff


def matching_by_table(dose_pM):
    """Both curves drawn, and the second read backwards."""
    dose_nM = np.geomspace(1e-4, 10, 4000)
    treg, cd8 = (receptor.engaged_share(dose_nM, KNOWN[cell]) for cell in ("Treg", "CD8"))
    return float(1000 * np.interp(np.interp(dose_pM / 1000, dose_nM, treg), cd8, dose_nM))


def matching_by_counts(dose_pM):
    """With complexes, not shares, and halving on the scale of the dose."""
    share = receptor.bound(dose_pM / 1000, KNOWN["Treg"]).engaged / receptor.most_engaged(KNOWN["Treg"])
    wanted = share * receptor.most_engaged(KNOWN["CD8"])
    low, high = 1e-6, 1e3
    for _ in range(60):
        middle = sqrt(low * high)
        low, high = (low, middle) if receptor.bound(middle, KNOWN["CD8"]).engaged > wanted else (middle, high)
    return np.float64(low * 1000)


def ratio_by_natural_logarithms(time_min, lost_nM):
    """In pM, and with natural logarithms."""
    (treg, treg_low, treg_high), (cd8, cd8_low, cd8_high) = (
        fitted_pM(cell, time_min, lost_nM) for cell in ("Treg", "CD8")
    )
    below = np.exp(-np.hypot(log(cd8 / cd8_low), log(treg_high / treg)))
    above = np.exp(np.hypot(log(cd8_high / cd8), log(treg / treg_low)))
    return [cd8 / treg, cd8 / treg * below, cd8 / treg * above]


def ratio_by_steps(time_min, lost_nM):
    """As a tuple, each arm for itself."""
    treg, cd8 = np.log10(fitted_pM("Treg", time_min, lost_nM)), np.log10(fitted_pM("CD8", time_min, lost_nM))
    middle = cd8[0] - treg[0]
    low = middle - sqrt((cd8[0] - cd8[1]) ** 2 + (treg[2] - treg[0]) ** 2)
    high = middle + sqrt((cd8[2] - cd8[0]) ** 2 + (treg[0] - treg[1]) ** 2)
    return 10**middle, 10**low, 10**high


def fitted_pM(cell, time_min, lost_nM=()):
    """EC50 with both ends, fitted to doses in pM."""
    wells = [(dose, found) for dose, found in zip(*facts.pstat5(cell, time_min), strict=True) if dose not in lost_nM]
    dose_nM, response = np.array(wells).T
    fit = fit_logistic(dose_nM * 1000, response)
    return [fit.ec50_nM, *fit.interval_nM]


def cd25_by_table(fold, cd122, cd132):
    """Read off a curve."""
    cd25 = np.geomspace(1, 1e5, 800)
    return float(np.interp(log(fold), np.log(capture_fold(ReceptorCounts(cd25, cd122, cd132))), cd25))


def cd25_by_halving(fold, cd122, cd132):
    """The dose that is wanted stays; CD25 is halved in between."""
    wanted = half_maximal_dose_nM(ReceptorCounts(0, cd122, cd132)) / fold
    low, high = 0.0, 1e5
    for _ in range(40):
        middle = (low + high) / 2
        more = half_maximal_dose_nM(ReceptorCounts(middle, cd122, cd132)) > wanted
        low, high = (middle, high) if more else (low, middle)
    return np.array(low)


def alpha_by_secant(gap, beta_fold):
    """The logarithm of the gap is almost straight over that of the factor."""

    def off(log_fold):
        surface = Mutein("x", np.exp(log_fold), beta_fold).on()
        nk, treg = (float(half_maximal_dose_nM(KNOWN[cell], surface)) for cell in ("NK", "Treg"))
        return log(nk) - log(treg) - log(gap)

    return np.exp(root_scalar(off, x0=0.0, x1=-1.0, xtol=1e-6).root)


def alpha_by_affinities(gap, beta_fold):
    """With the constants of the surface changed by hand."""
    wild = receptor.FARHAT

    def reached(factor):
        chains = replace(
            wild.affinities,
            alpha=wild.affinities.alpha.times(factor),
            beta=wild.affinities.beta.times(beta_fold),
            beta_after_alpha=wild.affinities.beta_after_alpha.times(beta_fold),
        )
        surface = replace(wild, affinities=chains)
        return half_maximal_dose_nM(KNOWN["NK"], surface) / half_maximal_dose_nM(KNOWN["Treg"], surface)

    return brentq(lambda factor: float(reached(factor) - gap), 1e-3, 10, rtol=1e-5)


def bound_by_waiting(dose_nM, receptor_nM, kd_nM):
    """The receptors that are left, again and again, until nothing changes."""
    low, high = 0.0, 1.0
    for _ in range(200):
        share = (low + high) / 2
        free = max(dose_nM - share * receptor_nM, 0)
        low, high = (share, high) if free / (free + kd_nM) > share else (low, share)
    return np.array(low)


def gap_step_by_step(**kd):
    """Energies added up in a loop, in the order of the arguments."""
    energy = 0.0
    for sign, name in zip((1, 1, -1, -1), kd, strict=True):
        energy = energy + sign * np.log2(kd[name]) / np.log2(np.e) * R / 1000 * 310.15
    return energy


def rates_by_two_decays(time_s, response_RU, dose_nM, injection_s):
    """Straight lines through logarithms: of the fall, and of what the rise still lacks from step to step."""
    fall = response_RU[time_s > injection_s]
    pace = np.log(fall[0] / fall[-1]) / (fall.size - 1)
    steps = np.diff(response_RU[time_s <= injection_s])
    observed = np.log(steps[0] / steps[-1]) / (steps.size - 1)
    return np.array([[observed - pace, pace]])[0] / (time_s[1] - time_s[0]) / [dose_nM * 1e-9, 1]


RIGHT = {
    "bound_fraction": (bound_by_balance, bound_by_free_ligand, bound_by_waiting),
    "cycle_gap_kJ": (gap_by_ratio, gap_by_molar, gap_step_by_step),
    "rate_constants": (rates_by_fit, rates_by_three_points, rates_by_two_decays),
    "matching_dose_pM": (matching_by_table, matching_by_counts),
    "cd8_over_treg": (ratio_by_natural_logarithms, ratio_by_steps),
    "cd25_for_shift": (cd25_by_table, cd25_by_halving),
    "alpha_fold_for_gap": (alpha_by_secant, alpha_by_affinities),
}


# --- mistakes, as a student would make them ---


def free_is_added(dose_nM, receptor_nM, kd_nM):
    return dose_nM / (dose_nM + kd_nM)


def plus_for_minus(dose_nM, receptor_nM, kd_nM):
    total = dose_nM + receptor_nM + kd_nM
    return (total + sqrt(total**2 - 4 * dose_nM * receptor_nM)) / 2 / receptor_nM


def receptors_swapped_for_ligand(dose_nM, receptor_nM, kd_nM):
    return bound_by_balance(receptor_nM, dose_nM, kd_nM)


def all_receptors_filled(dose_nM, receptor_nM, kd_nM):
    free = dose_nM - receptor_nM
    return free / (free + kd_nM)


def complex_itself(dose_nM, receptor_nM, kd_nM):
    return bound_by_balance(dose_nM, receptor_nM, kd_nM) * receptor_nM


def at_25_degrees(**kd):
    return gap_by_ratio(**kd) / 310.15 * 298.15


def in_joules(**kd):
    return 8.314462618 * 310.15 * np.log(np.prod([kd["kd_alpha_nM"], kd["kd_beta_after_alpha_nM"]])) - (
        8.314462618 * 310.15 * np.log(np.prod([kd["kd_beta_nM"], kd["kd_alpha_after_beta_nM"]]))
    )


def with_log10(kd_alpha_nM, kd_beta_after_alpha_nM, kd_beta_nM, kd_alpha_after_beta_nM):
    return 8.314462618e-3 * 310.15 * log10(kd_alpha_nM * kd_beta_after_alpha_nM / kd_beta_nM / kd_alpha_after_beta_nM)


def beta_minus_alpha(kd_alpha_nM, kd_beta_after_alpha_nM, kd_beta_nM, kd_alpha_after_beta_nM):
    return gap_by_ratio(kd_beta_nM, kd_alpha_after_beta_nM, kd_alpha_nM, kd_beta_after_alpha_nM)


def in_calories(**kd):
    return gap_by_ratio(**kd) / 4.184


def per_nM(time_s, response_RU, dose_nM, injection_s):
    kon, koff = rates_by_three_points(time_s, response_RU, dose_nM, injection_s)
    return [kon * 1e-9, koff]


def pace_over_dose(time_s, response_RU, dose_nM, injection_s):
    kon, koff = rates_by_three_points(time_s, response_RU, dose_nM, injection_s)
    return [kon + koff / dose_nM * 1e9, koff]


def per_minute(time_s, response_RU, dose_nM, injection_s):
    return rates_by_three_points(time_s / 60, response_RU, dose_nM, injection_s / 60)


def off_then_on(time_s, response_RU, dose_nM, injection_s):
    return rates_by_three_points(time_s, response_RU, dose_nM, injection_s)[::-1]


def half_lives(time_s, response_RU, dose_nM, injection_s):
    kon, koff = rates_by_three_points(time_s, response_RU, dose_nM, injection_s)
    return [kon, log(2) / koff]


def decimal_slope(time_s, response_RU, dose_nM, injection_s):
    return np.array(rates_by_three_points(time_s, response_RU, dose_nM, injection_s)) / log(10)


def in_nanomolar(dose_pM):
    return matching_by_table(dose_pM) / 1000


def from_cd8_to_treg(dose_pM):
    dose_nM = np.geomspace(1e-4, 10, 4000)
    treg, cd8 = (receptor.engaged_share(dose_nM, KNOWN[cell]) for cell in ("Treg", "CD8"))
    return float(1000 * np.interp(np.interp(dose_pM / 1000, dose_nM, cd8), treg, dose_nM))


def as_many_complexes(dose_pM):
    dose_nM = np.geomspace(1e-4, 10, 4000)
    treg, cd8 = (receptor.bound(dose_nM, KNOWN[cell]).engaged for cell in ("Treg", "CD8"))
    return float(1000 * np.interp(np.interp(dose_pM / 1000, dose_nM, treg), cd8, dose_nM))


def in_the_ratio_of_half_maximal_doses(dose_pM):
    return dose_pM * float(half_maximal_dose_nM(KNOWN["CD8"]) / half_maximal_dose_nM(KNOWN["Treg"]))


def treg_over_cd8(time_min, lost_nM):
    ratio, low, high = ratio_by_steps(time_min, lost_nM)
    return [1 / ratio, 1 / high, 1 / low]


def interval_by_division(time_min, lost_nM):
    (treg, treg_low, treg_high), (cd8, cd8_low, cd8_high) = (
        fitted_pM(cell, time_min, lost_nM) for cell in ("Treg", "CD8")
    )
    return [cd8 / treg, cd8_low / treg_high, cd8_high / treg_low]


def like_with_like(time_min, lost_nM):
    treg, cd8 = np.log10(fitted_pM("Treg", time_min, lost_nM)), np.log10(fitted_pM("CD8", time_min, lost_nM))
    arms = np.hypot(cd8[1:] - cd8[0], treg[1:] - treg[0])
    return 10 ** (cd8[0] - treg[0] + np.array([0, -arms[0], arms[1]]))


def treg_alone(time_min, lost_nM):
    treg, cd8 = np.log10(fitted_pM("Treg", time_min, lost_nM)), np.log10(fitted_pM("CD8", time_min, lost_nM))
    return 10 ** (cd8[0] - treg[[0, 2, 1]])


def every_well(time_min, lost_nM):
    return ratio_by_steps(time_min, [])


def shift_of_the_treg(fold, cd122, cd132):
    return KNOWN["Treg"].cd25 * fold / capture_fold(KNOWN["Treg"])


def its_logarithm(fold, cd122, cd132):
    return log10(cd25_by_table(fold, cd122, cd132))


def for_each_beta(fold, cd122, cd132):
    return cd25_by_table(fold, cd122, cd132) / cd122


def counts_of_the_treg(fold, cd122, cd132):
    """The table's cell, whatever the question says."""
    return cd25_by_table(fold, KNOWN["Treg"].cd122, KNOWN["Treg"].cd132)


def how_much_tighter(gap, beta_fold):
    return 1 / alpha_by_secant(gap, beta_fold)


def new_constant(gap, beta_fold):
    return alpha_by_secant(gap, beta_fold) * receptor.FARHAT.affinities.alpha.nM


def beta_left_alone(gap, beta_fold):
    return alpha_by_secant(gap, 1.0)


def in_proportion(gap, beta_fold):
    return half_maximal_dose_nM(KNOWN["NK"]) / half_maximal_dose_nM(KNOWN["Treg"]) / gap


def products_divided(kd_alpha_nM, kd_beta_after_alpha_nM, kd_beta_nM, kd_alpha_after_beta_nM):
    return kd_alpha_nM * kd_beta_after_alpha_nM / (kd_beta_nM * kd_alpha_after_beta_nM)


def logarithm_alone(**kd):
    return log(products_divided(**kd))


def pace_for_koff(time_s, response_RU, dose_nM, injection_s):
    kon, koff = rates_by_three_points(time_s, response_RU, dose_nM, injection_s)
    return kon, koff + kon * dose_nM * 1e-9


def how_many_times_the_dose(dose_pM):
    return matching_by_table(dose_pM) / dose_pM


def scarcer_used_up(dose_nM, receptor_nM, kd_nM):
    return min(dose_nM, receptor_nM) / receptor_nM


def in_per_cent(**case):
    return 100 * bound_by_balance(**case)


def without_kd(dose_nM, receptor_nM, kd_nM):
    """Ligand over all there is."""
    return dose_nM / (dose_nM + receptor_nM)


def size_of_the_gap(**kd):
    return abs(gap_by_ratio(**kd))


def products_subtracted(kd_alpha_nM, kd_beta_after_alpha_nM, kd_beta_nM, kd_alpha_after_beta_nM):
    return (
        8.314462618e-3
        * 310.15
        * log(1e-9 + abs(kd_alpha_nM * kd_beta_after_alpha_nM - kd_beta_nM * kd_alpha_after_beta_nM))
    )


def alpha_alone(kd_alpha_nM, kd_beta_nM, **_):
    return 8.314462618e-3 * 310.15 * log(kd_alpha_nM / kd_beta_nM)


def falling_slopes(**record):
    """Both slopes as they come, negative."""
    return -np.array(rates_by_three_points(**record))


def dose_taken_for_picomolar(dose_nM, **record):
    return rates_by_three_points(dose_nM=dose_nM / 1000, **record)


def from_the_first_step(time_s, response_RU, dose_nM, injection_s):
    """As if the chip held no more than it shows."""
    kon = (response_RU[1] - response_RU[0]) / (time_s[1] - time_s[0]) / response_RU.max() / (dose_nM * 1e-9)
    return kon, rates_by_three_points(time_s, response_RU, dose_nM, injection_s)[1]


def half_forgotten(dose_nM, receptor_nM, kd_nM):
    """The quadratic's solution, not divided by two."""
    total = dose_nM + receptor_nM + kd_nM
    return (total - sqrt(total**2 - 4 * dose_nM * receptor_nM)) / receptor_nM


def all_four_added(kd_alpha_nM, kd_beta_after_alpha_nM, kd_beta_nM, kd_alpha_after_beta_nM):
    """No way is subtracted."""
    return R * 0.31015 * log(kd_alpha_nM * kd_beta_after_alpha_nM * kd_beta_nM * kd_alpha_after_beta_nM)


def first_steps_together(kd_alpha_nM, kd_beta_after_alpha_nM, kd_beta_nM, kd_alpha_after_beta_nM):
    """The first steps of both ways minus the second ones."""
    return gap_by_ratio(kd_alpha_nM, kd_beta_nM, kd_beta_after_alpha_nM, kd_alpha_after_beta_nM)


def koff_added(time_s, response_RU, dose_nM, injection_s):
    """The pace of the rise is kon·dose + koff, and koff is added again."""
    kon, koff = rates_by_three_points(time_s, response_RU, dose_nM, injection_s)
    return kon + 2 * koff / (dose_nM * 1e-9), koff


DISSOCIATION = "dissociation_constant"

MISTAKES = [
    ("bound_fraction", free_is_added, "no_depletion"),
    ("bound_fraction", plus_for_minus, "other_solution"),
    ("bound_fraction", receptors_swapped_for_ligand, "share_of_ligand"),
    ("bound_fraction", all_receptors_filled, "all_bound"),
    ("bound_fraction", complex_itself, "concentration"),
    ("cycle_gap_kJ", at_25_degrees, "bench_temperature"),
    ("cycle_gap_kJ", in_joules, "joules"),
    ("cycle_gap_kJ", with_log10, "decimal_logarithm"),
    ("cycle_gap_kJ", beta_minus_alpha, "sign"),
    ("cycle_gap_kJ", in_calories, "calories"),
    ("rate_constants", per_nM, "nanomolar"),
    ("rate_constants", pace_over_dose, "rise_is_not_kon"),
    ("rate_constants", per_minute, "minutes"),
    ("rate_constants", off_then_on, "order"),
    ("rate_constants", half_lives, "half_life"),
    ("rate_constants", decimal_slope, "decimal_logarithm"),
    ("matching_dose_pM", in_nanomolar, "nanomolar"),
    ("matching_dose_pM", from_cd8_to_treg, ""),
    ("matching_dose_pM", as_many_complexes, ""),
    ("matching_dose_pM", in_the_ratio_of_half_maximal_doses, "half_maximal"),
    ("cd8_over_treg", treg_over_cd8, "inverted"),
    ("cd8_over_treg", interval_by_division, "ends_divided"),
    ("cd8_over_treg", like_with_like, "same_arms"),
    ("cd8_over_treg", treg_alone, "treg_alone"),
    ("cd8_over_treg", every_well, "all_wells"),
    ("cd25_for_shift", shift_of_the_treg, "proportional"),
    ("cd25_for_shift", its_logarithm, "logarithm"),
    ("cd25_for_shift", for_each_beta, "per_cd122"),
    ("cd25_for_shift", counts_of_the_treg, ""),
    ("alpha_fold_for_gap", how_much_tighter, "affinity_for_constant"),
    ("alpha_fold_for_gap", new_constant, "absolute"),
    ("alpha_fold_for_gap", beta_left_alone, ""),
    ("alpha_fold_for_gap", in_proportion, "proportional"),
    ("cycle_gap_kJ", products_divided, "ratio"),
    ("cycle_gap_kJ", logarithm_alone, "dimensionless"),
    ("rate_constants", pace_for_koff, "rise_is_not_koff"),
    ("rate_constants", then(rates_by_three_points, lambda found: [found[0], 1 / found[1]]), "lifetime"),
    ("matching_dose_pM", how_many_times_the_dose, "fold"),
    ("matching_dose_pM", lambda dose_pM: dose_pM, "same_dose"),
    ("matching_dose_pM", then(matching_by_table, log10), "logarithm"),
    ("cd8_over_treg", then(ratio_by_steps, np.log10), "logarithm"),
    ("cd8_over_treg", then(ratio_by_steps, lambda found: [found[0], found[2], found[1]]), "ends_swapped"),
    ("alpha_fold_for_gap", then(alpha_by_secant, log10), "logarithm"),
    ("bound_fraction", scarcer_used_up, "all_of_the_scarcer"),
    ("bound_fraction", in_per_cent, ""),
    ("bound_fraction", without_kd, ""),
    ("cycle_gap_kJ", size_of_the_gap, "sign"),
    ("cycle_gap_kJ", products_subtracted, ""),
    ("cycle_gap_kJ", alpha_alone, ""),
    ("rate_constants", falling_slopes, ""),
    ("rate_constants", dose_taken_for_picomolar, ""),
    ("rate_constants", from_the_first_step, ""),
    ("matching_dose_pM", lambda dose_pM: matching_by_table(1000 * dose_pM), ""),
    ("matching_dose_pM", lambda dose_pM: 1 / matching_by_table(dose_pM), ""),
    ("matching_dose_pM", lambda dose_pM: matching_by_table(dose_pM) - dose_pM, ""),
    ("cd8_over_treg", then(ratio_by_steps, lambda found: np.array(found) * 1000), ""),
    ("cd8_over_treg", lambda time_min, lost_nM: ratio_by_steps(90 - time_min, lost_nM), ""),
    ("cd8_over_treg", lambda time_min, lost_nM: ratio_by_steps(time_min, lost_nM[:1]), ""),
    ("cd25_for_shift", then(cd25_by_table, lambda count: count + 1000), ""),
    ("cd25_for_shift", lambda fold, cd122, cd132: cd25_by_table(fold, cd132, cd122), ""),
    ("alpha_fold_for_gap", then(alpha_by_secant, lambda fold: 1 - fold), ""),
    ("alpha_fold_for_gap", then(alpha_by_secant, lambda fold: 100 * fold), ""),
    ("bound_fraction", then(bound_by_balance, lambda share: 1 - share), "free_share"),
    ("bound_fraction", half_forgotten, "twice"),
    ("cycle_gap_kJ", all_four_added, "added"),
    ("cycle_gap_kJ", first_steps_together, "pairing"),
    ("rate_constants", koff_added, "added"),
    ("rate_constants", then(rates_by_three_points, lambda found: [found[0], 1e9 * found[1] / found[0]]), DISSOCIATION),
    ("cd8_over_treg", then(ratio_by_steps, lambda found: [found[1], found[0], found[2]]), "order"),
    ("cd8_over_treg", then(ratio_by_steps, lambda found: np.exp(np.log10(found))), "power_of_e"),
    ("cd25_for_shift", then(cd25_by_table, lambda count: exp(log10(count))), "power_of_e"),
    ("alpha_fold_for_gap", then(alpha_by_secant, lambda fold: exp(log10(fold))), "power_of_e"),
]


def test_no_case_is_odd(sheet):
    """Binding depletes, cycles do not close by chance, records bend, and every shift and gap can be reached."""
    random = np.random.default_rng(20)
    for case in sheet["bound_fraction"].cases(random, 300):
        assert abs(free_is_added(**case) / bound_by_balance(**case) - 1) > 1e-3
    gaps = [abs(gap_by_ratio(**case)) for case in sheet["cycle_gap_kJ"].cases(random, 300)]
    assert np.mean(np.array(gaps) > 0.5) > 0.9
    for case in sheet["rate_constants"].cases(random, 300):
        rise, fall = case["time_s"] <= case["injection_s"], case["time_s"] >= case["injection_s"]
        assert min(np.ptp(case["response_RU"][each]) for each in (rise, fall)) > 0.3 * case["response_RU"].max()
    for case in sheet["cd25_for_shift"].cases(random, 8):
        assert 1 < cd25_by_halving(**case) < 1e5
    for case in sheet["alpha_fold_for_gap"].cases(random, 8):
        assert 1e-3 < alpha_by_secant(**case) < 10


def test_a_cycle_that_closes_has_no_gap(sheet):
    """As the sheet says."""
    gap = sheet.reference["cycle_gap_kJ"](10.0, 100.0, 50.0, 20.0)
    assert gap == pytest.approx(0.0, abs=1e-12)
