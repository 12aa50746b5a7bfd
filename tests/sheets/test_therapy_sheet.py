"""The sheet of lesson 4: right answers pass however they are written, real mistakes get their hint, no case is odd."""

from math import ceil, comb, exp, log, sqrt

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.optimize import brentq
from scipy.stats import binom, binomtest, lognorm, norm
from shared import (  # noqa: F401
    test_every_slip_has_its_mistake,
    test_no_slip_makes_a_right_answer,
    test_real_mistakes_are_refused,
    test_right_answers_pass_however_they_are_written,
    then,
)

from il2course import facts, receptor
from il2course.therapy import curve, pharmacokinetics, power, ratio, regimen, shrinkage, unit

LESSON = "04_therapy"
SLOW = ("trial_design",)


def wasted_by_loop(IU_per_kg, mass_kg, doses, vial_MIU, vial_mg):
    wasted = 0.0
    for _ in range(doses):
        left = IU_per_kg * mass_kg
        while left > vial_MIU * 1e6:
            left -= vial_MIU * 1e6
        wasted += vial_mg * (1 - left / vial_MIU / 1e6)
    return wasted


def wasted_by_dose(IU_per_kg, mass_kg, doses, vial_MIU, vial_mg):
    vials = unit.Dose(IU_per_kg, "IU/kg").to("MIU", unit.Patient(mass_kg)).amount / vial_MIU
    return np.float64(-vials % 1 * vial_mg * doses)


def prevented_by_hazard(hazard_ratio, low, high, untreated_percent):
    added_up = -np.log1p(-untreated_percent / 100)
    return [100 * (np.exp(-added_up * each) - np.exp(-added_up)) for each in (hazard_ratio, high, low)]


def prevented_by_events(hazard_ratio, low, high, untreated_percent):
    def events(hazard):
        return 100 - 100 * (1 - untreated_percent / 100) ** hazard

    least, most = sorted(events(1) - events(end) for end in (low, high))
    return untreated_percent - events(hazard_ratio), least, most


def bounds_by_formula(responded, evaluable, randomized, level):
    n, z = randomized, norm.isf((1 - level) / 2)
    ends = []
    for events, sign in ((responded, -1), (responded + n - evaluable, 1)):
        p = events / n
        ends.append((p + z**2 / 2 / n + sign * z * sqrt(p * (1 - p) / n + z**2 / 4 / n**2)) / (1 + z**2 / n))
    return ends


def bounds_by_library(responded, evaluable, randomized, level):
    def of(events):
        return binomtest(events, randomized).proportion_ci(level, method="wilson")

    return np.array([of(responded).low, of(randomized - (evaluable - responded)).high])


def hold_by_proportion(level_pM, minutes, infusion_min, half_life_min, volume_L):
    """The level is proportional to the dose."""
    body = pharmacokinetics.Disposition(1000 * volume_L, (half_life_min,))
    one = regimen.single(unit.Dose(1, "MIU"), "infusion", infusion_min)
    at = (infusion_min + minutes) / 60
    return level_pM / 1000 / pharmacokinetics.concentration_nM(np.array(at), one, disposition=body)


def hold_by_steps(level_pM, minutes, infusion_min, half_life_min, volume_L):
    """An equation integrated along the infusion, then half-lives; with 4 pM for an IU/mL."""
    rise = solve_ivp(lambda _, x: 1 / infusion_min - log(2) / half_life_min * x, (0, infusion_min), [0], rtol=1e-8)
    left = rise.y[0, -1] * 0.5 ** (minutes / half_life_min)
    return level_pM / 3.99 * volume_L / 1000 / left


def pooled_by_average(ratio, low, high, level):
    width = np.log(high) - np.log(low)
    middle = np.average(np.log(ratio), weights=width**-2)
    arm = norm.ppf(0.975) / norm.ppf(0.5 + level / 2) / 2 / np.sqrt((width**-2).sum())
    return tuple(np.exp(middle + side * arm) for side in (0, -1, 1))


def pooled_one_by_one(ratio_, low, high, level):
    total, weights = 0.0, 0.0
    for one in zip(ratio_, low, high, strict=True):
        weight = ratio.log_standard_error(*one[1:], level) ** -2
        total, weights = total + weight * log10(one[0]), weights + weight
    middle, error = 10 ** (total / weights), weights**-0.5
    return [middle, middle / exp(1.959964 * error), middle * exp(1.959964 * error)]


def log10(value):
    return log(value) / log(10)


def pooled_by_loop(ratio, low, high, level):
    return pooled_one_by_one(ratio, low, high, level)


def curse_by_loop(working, rate_works, rate_not, n, go):
    going = reported = true = 0
    for share, rate in ((working, rate_works), (1 - working, rate_not)):
        for events in range(go, n + 1):
            chance = share * comb(n, events) * rate**events * (1 - rate) ** (n - events)
            going, reported, true = going + chance, reported + chance * events / n, true + chance * rate
    return reported / going, true / going


def curse_by_package(working, rate_works, rate_not, n, go):
    rates = np.array([rate_works, rate_not])
    curse = shrinkage.winners_curse(rates, n, go)
    weights = curse.passes * [working, 1 - working]
    return np.average([curse.reported, rates], axis=1, weights=weights)


WILD = {cell: receptor.half_maximal_dose_nM(counts) for cell, counts in receptor.cells().items()}
ALL = receptor.ReceptorCounts(
    *(
        np.array([getattr(counts, chain) for counts in receptor.cells().values()])
        for chain in ("cd25", "cd122", "cd132")
    )
)


def windows(alpha_fold, beta_fold, silent):
    """Lower and upper end for each mutein, shape (muteins, 2), from the fits themselves."""
    ec50, hill = facts.pstat5_ec50_60_min.value, facts.pstat5_hill_60_min.value
    ends = []
    for alpha, beta in zip(alpha_fold, beta_fold, strict=True):
        moved = receptor.half_maximal_dose_nM(ALL, receptor.Mutein("", alpha, beta).on()) / list(WILD.values())
        odds = {cell: (3 if cell == "Treg" else silent / (1 - silent)) ** (1 / hill[cell]) for cell in WILD}
        at = {cell: ec50[cell] / 1000 * odds[cell] * fold for cell, fold in zip(WILD, moved, strict=True)}
        ends.append((at.pop("Treg"), min(at.values())))
    return np.array(ends)


def design_by_arrays(alpha_fold, beta_fold, mass_kDa, silent, spread, inside, outside):
    ends = windows(alpha_fold, beta_fold, silent)
    best = np.argmax(ends[:, 1] / ends[:, 0])
    middle = np.exp(np.log(ends[best]).mean())
    peak = pharmacokinetics.peak(unit.Dose(1, "MIU"), pharmacokinetics.DEPOTS["middle"]).level_IU_mL
    MIU = unit.convert(middle, "nM", "IU/mL") / peak
    mg = MIU * 1.1 / 18 * mass_kDa[best] / 15.3
    within = np.diff(lognorm.cdf(ends[best], log(spread), scale=middle))[0]
    return [best + 1, mg, power.normal_sample_size(outside + within * (inside - outside), outside)]


def design_by_search(alpha_fold, beta_fold, mass_kDa, silent, spread, inside, outside):
    """Ends by root finding, the dose from a sampled curve, the size by the formula."""
    answers, found = curve.curves(), []
    for number in range(3):
        surface = receptor.Mutein("x", alpha_fold[number], beta_fold[number]).on()
        ends = {}
        for cell, counts in receptor.cells().items():
            wanted = 0.75 if cell == "Treg" else silent
            at = brentq(lambda x, cell=cell, wanted=wanted: float(answers.at(10**x)[cell]) - wanted, -4, 2)
            ends[cell] = 10**at * receptor.half_maximal_dose_nM(counts, surface) / WILD[cell]
        low = ends.pop("Treg")
        found.append((min(ends.values()) / low, number, low))
    fold, best, low = max(found)
    time, one = np.linspace(0, 24, 2401), regimen.single(unit.Dose(1, "MIU"))
    MIU = low * sqrt(fold) / pharmacokinetics.concentration_nM(time, one).max()
    hit = 1 - 2 * norm.sf(log(sqrt(fold)) / log(spread))
    a, b = hit * inside + (1 - hit) * outside, outside
    middle = (a + b) / 2
    root = 1.96 * sqrt(2 * middle * (1 - middle)) + 0.8416 * sqrt(a * (1 - a) + b * (1 - b))
    return best + 1.0, unit.Dose(MIU, "MIU").to("nmol").amount * mass_kDa[best] / 1000, ceil((root / (a - b)) ** 2)


def wasted_by_whole_units(IU_per_kg, mass_kg, doses, vial_MIU, vial_mg):
    """In units, with a remainder."""
    vial = vial_MIU * 1_000_000
    _, used = divmod(IU_per_kg * mass_kg, vial)
    return doses * (vial - used) / vial * vial_mg


def prevented_by_table(hazard_ratio, low, high, untreated_percent):
    """As powers of two."""
    halvings = -np.log2((100 - untreated_percent) / 100)
    return 100 * np.exp2(-halvings * np.array((hazard_ratio, high, low))) - (100 - untreated_percent)


def bounds_by_roots(responded, evaluable, randomized, level):
    """The rates at which the score test just rejects."""
    z = norm.ppf(0.5 + level / 2)

    def end(events, inside, outside):
        return brentq(
            lambda p: (events / randomized - p) ** 2 - z**2 * p * (1 - p) / randomized, inside, outside, xtol=1e-14
        )

    best = responded + randomized - evaluable
    return [end(responded, 1e-9, responded / randomized), end(best, best / randomized, 1 - 1e-12)]


def hold_by_amounts(level_pM, minutes, infusion_min, half_life_min, volume_L):
    """What must be in the body at the end, over the mean of what is left of each drop."""
    there = level_pM / unit.convert(1, "IU/mL", "pM") / 1000 * volume_L * 2 ** (minutes / half_life_min)
    left = (1 - 2 ** (-infusion_min / half_life_min)) * half_life_min / infusion_min / log(2)
    return np.asarray(there / left)


def pooled_by_least_squares(ratio, low, high, level):
    """A weighted fit of a constant."""
    error = (np.log10(high) - np.log10(low)) / (norm.isf((1 - level) / 2) - norm.ppf((1 - level) / 2))
    (middle,), (variance,) = (
        np.polyfit(np.zeros_like(error), np.log10(ratio), 0, w=1 / error),
        (1 / np.sum(error**-2.0),),
    )
    return 10 ** (middle + norm.ppf([0.5, 0.025, 0.975]) * np.sqrt(variance))


def curse_by_table(working, rate_works, rate_not, n, go):
    """Every outcome of a first trial a row."""
    import pandas as pd

    rows = pd.DataFrame({"events": range(n + 1)})
    rows["works"] = working * binom(n, rate_works).pmf(rows.events)
    rows["not"] = (1 - working) * binom(n, rate_not).pmf(rows.events)
    rows = rows[rows.events.ge(go)]
    chance = rows["works"] + rows["not"]
    true = rows["works"].sum() * rate_works + rows["not"].sum() * rate_not
    return pd.Series([(chance * rows.events / n).sum(), true]) / chance.sum()


RIGHT = {
    "wasted_mg": (wasted_by_loop, wasted_by_dose, wasted_by_whole_units),
    "prevented_per_100": (prevented_by_hazard, prevented_by_events, prevented_by_table),
    "rate_bounds": (bounds_by_formula, bounds_by_library, bounds_by_roots),
    "dose_to_hold_MIU": (hold_by_proportion, hold_by_steps, hold_by_amounts),
    "pooled_ratio": (pooled_by_average, pooled_by_loop, pooled_by_least_squares),
    "reported_and_true": (curse_by_loop, curse_by_package, curse_by_table),
    "trial_design": (design_by_arrays, design_by_search),
}


def rounded_vials(IU_per_kg, mass_kg, doses, vial_MIU, vial_mg):
    dose = IU_per_kg * mass_kg / 1e6
    return (round(dose / vial_MIU) * vial_MIU - dose) * vial_mg / vial_MIU * doses


def one_vial_open(IU_per_kg, mass_kg, doses, vial_MIU, vial_mg):
    dose = IU_per_kg * mass_kg / 1e6 * doses
    return (ceil(dose / vial_MIU) * vial_MIU - dose) * vial_mg / vial_MIU


def weighed_as_here(IU_per_kg, mass_kg, doses, vial_MIU, vial_mg):
    """With the vials of this course, whatever the question says."""
    return wasted_by_dose(IU_per_kg, mass_kg, doses, vial_MIU, vial_mg) / vial_mg * vial_MIU * 1.1 / 18


def risk_times_ratio(hazard_ratio, low, high, untreated_percent):
    return [untreated_percent - untreated_percent * each for each in (hazard_ratio, high, low)]


def ends_as_they_come(hazard_ratio, low, high, untreated_percent):
    free = 1 - untreated_percent / 100
    return [100 * (free**each - free) for each in (hazard_ratio, low, high)]


def among_evaluable(responded, evaluable, randomized, level):
    return bounds_by_formula(responded, evaluable, evaluable, level)


def failures(responded, evaluable, randomized, level):
    return bounds_by_formula(responded, randomized, randomized, level)


def at_one_tail(responded, evaluable, randomized, level):
    return bounds_by_formula(responded, evaluable, randomized, 2 * level - 1)


def always_at_95(responded, evaluable, randomized, level):
    return bounds_by_formula(responded, evaluable, randomized, 0.95)


def at_once(level_pM, minutes, infusion_min, half_life_min, volume_L):
    return level_pM / unit.convert(1, "IU/mL", "pM") * 2 ** (minutes / half_life_min) * volume_L * 1000 / 1e6


def one_over_half_life(level_pM, minutes, infusion_min, half_life_min, volume_L):
    return hold_by_proportion(level_pM, minutes, infusion_min, half_life_min * np.log(2), volume_L)


def by_the_label(level_pM, minutes, infusion_min, half_life_min, volume_L):
    return hold_by_proportion(level_pM, minutes, infusion_min, half_life_min, volume_L) * 1.1 / 18


def read_as_95(ratio, low, high, level):
    return pooled_by_average(ratio, low, high, 0.95)


def weighed_by_error(ratio, low, high, level):
    error = np.log(high / low) / 2 / norm.ppf((1 + level) / 2)
    middle, arm = np.average(np.log(ratio), weights=1 / error), 1.96 / np.sqrt((1 / error**2).sum())
    return np.exp([middle, middle - arm, middle + arm])


def averaged(ratio, low, high, level):
    return [np.exp(np.log(each).mean()) for each in (ratio, low, high)]


def not_logarithms(ratio, low, high, level):
    weights = np.log(high / low) ** -2
    return [np.average(ratio, weights=weights), *pooled_by_average(ratio, low, high, level)[1:]]


def more_than_go(working, rate_works, rate_not, n, go):
    return curse_by_loop(working, rate_works, rate_not, n, min(go + 1, n))


def half_and_half(working, rate_works, rate_not, n, go):
    return curse_by_loop(0.5, rate_works, rate_not, n, go)


def mean_of_all(working, rate_works, rate_not, n, go):
    return [curse_by_loop(working, rate_works, rate_not, n, go)[0], working * rate_works + (1 - working) * rate_not]


def narrowest(alpha_fold, beta_fold, mass_kDa, silent, spread, inside, outside):
    ends = windows(alpha_fold, beta_fold, silent)
    worst = np.argmin(ends[:, 1] / ends[:, 0])
    return design_by_arrays(
        [alpha_fold[worst]] * 3, [beta_fold[worst]] * 3, mass_kDa, silent, spread, inside, outside
    ) + np.array([worst, 0, 0])


def tightest(alpha_fold, beta_fold, mass_kDa, silent, spread, inside, outside):
    best = int(np.argmin(alpha_fold))
    only = [[each[best]] * 3 for each in (alpha_fold, beta_fold, mass_kDa)]
    return design_by_arrays(*only, silent, spread, inside, outside) + np.array([best, 0, 0])


def arithmetic_middle(alpha_fold, beta_fold, mass_kDa, silent, spread, inside, outside):
    right = design_by_arrays(alpha_fold, beta_fold, mass_kDa, silent, spread, inside, outside)
    ends = windows(alpha_fold, beta_fold, silent)[right[0] - 1]
    return right * np.array([1, ends.mean() / np.sqrt(ends.prod()), 1])


def as_aldesleukin(alpha_fold, beta_fold, mass_kDa, silent, spread, inside, outside):
    return design_by_arrays(alpha_fold, beta_fold, [15.3] * 3, silent, spread, inside, outside)


def nobody_outside(alpha_fold, beta_fold, mass_kDa, silent, spread, inside, outside):
    right = design_by_arrays(alpha_fold, beta_fold, mass_kDa, silent, spread, inside, outside)
    return [*right[:2], power.normal_sample_size(inside, outside)]


def left_in_MIU(IU_per_kg, mass_kg, doses, vial_MIU, vial_mg):
    dose = IU_per_kg * mass_kg / 1e6
    return doses * (ceil(dose / vial_MIU) * vial_MIU - dose)


def one_dose(doses, **case):
    return wasted_by_dose(doses=1, **case)


def what_the_patient_gets(IU_per_kg, mass_kg, doses, vial_MIU, vial_mg):
    return doses * IU_per_kg * mass_kg / 1e6 * vial_mg / vial_MIU


def what_is_opened(IU_per_kg, mass_kg, doses, vial_MIU, vial_mg):
    return doses * vial_mg * ceil(IU_per_kg * mass_kg / 1e6 / vial_MIU)


def events_to_the_power(hazard_ratio, low, high, untreated_percent):
    event = untreated_percent / 100
    return [100 * (event - event**each) for each in (hazard_ratio, high, low)]


def events_gained(hazard_ratio, low, high, untreated_percent):
    free = 1 - untreated_percent / 100
    return [100 * (free - free**each) for each in (hazard_ratio, low, high)]


def of_a_hundred_events(hazard_ratio, low, high, untreated_percent):
    prevented = np.array(prevented_by_hazard(hazard_ratio, low, high, untreated_percent))
    return 100 * prevented / untreated_percent


def plus_minus_standard_error(responded, evaluable, randomized, level):
    z = norm.isf((1 - level) / 2)
    worst, best = responded / randomized, (responded + randomized - evaluable) / randomized
    return worst - z * sqrt(worst * (1 - worst) / randomized), best + z * sqrt(best * (1 - best) / randomized)


def counted_from_the_start(minutes, infusion_min, **case):
    return hold_by_steps(minutes=minutes - infusion_min, infusion_min=infusion_min, **case)


def settled_at_once(level_pM, minutes, infusion_min, half_life_min, volume_L):
    rate = log(2) / half_life_min
    plateau_IU_mL = level_pM / unit.convert(1, "IU/mL", "pM") * exp(rate * minutes)
    return plateau_IU_mL * rate * volume_L * 1000 * infusion_min / 1e6


def both_with_one_tail(ratio, low, high, level):
    error = np.log(high / low) / 2 / norm.ppf(level)
    middle = np.average(np.log(ratio), weights=error**-2)
    arm = norm.ppf(0.95) / np.sqrt((error**-2).sum())
    return np.exp([middle, middle - arm, middle + arm])


def arms_from_end_to_end(ratio, low, high, level):
    error = np.log(high / low) / norm.ppf((1 + level) / 2)
    middle, arm = np.average(np.log(ratio), weights=error**-2), norm.ppf(0.975) / np.sqrt((error**-2).sum())
    return np.exp([middle, middle - arm, middle + arm])


def variance_for_error(ratio, low, high, level):
    error = np.log(high / low) / 2 / norm.ppf((1 + level) / 2)
    middle, arm = np.average(np.log(ratio), weights=error**-2), norm.ppf(0.975) / (error**-2).sum()
    return np.exp([middle, middle - arm, middle + arm])


def base_ten_and_e(ratio, low, high, level):
    error = np.log10(high / low) / 2 / norm.ppf((1 + level) / 2)
    middle, arm = np.average(np.log10(ratio), weights=error**-2), norm.ppf(0.975) / np.sqrt((error**-2).sum())
    return np.exp([middle, middle - arm, middle + arm])


def left_as_logarithms(ratio, low, high, level):
    return np.log(pooled_by_average(ratio, low, high, level))


def repeated(**case):
    return [curse_by_loop(**case)[0]] * 2


def every_winner_works(rate_works, **case):
    return curse_by_loop(rate_works=rate_works, **case)[0], rate_works


def responders_counted(n, **case):
    reported, true = curse_by_loop(n=n, **case)
    return reported * n, true


def by_activity(mass_kDa, **case):
    best, _, size = design_by_arrays(mass_kDa=mass_kDa, **case)
    aldesleukin_mg = design_by_arrays(mass_kDa=[15.3] * 3, **case)[1]
    return best, aldesleukin_mg * 18 / 1.1, size


def vials_rounded_down(IU_per_kg, mass_kg, doses, vial_MIU, vial_mg):
    vials = IU_per_kg * mass_kg / 1e6 / vial_MIU
    return (np.floor(vials) - vials) * vial_mg * doses


def dose_for_one_kg(IU_per_kg, **case):
    return wasted_by_dose(IU_per_kg=IU_per_kg, **{**case, "mass_kg": 1.0})


def in_grams(**case):
    return wasted_by_dose(**case) / 1000


def treated_events(hazard_ratio, low, high, untreated_percent):
    return [100 - 100 * (1 - untreated_percent / 100) ** each for each in (hazard_ratio, low, high)]


def needed_to_treat(**case):
    return 100 / np.array(prevented_by_hazard(**case))


def percent_left_as_share(hazard_ratio, low, high, untreated_percent):
    free = 1 - untreated_percent / 100
    return [free**each - free for each in (hazard_ratio, low, high)]


def successes(responded, evaluable, randomized, level):
    return bounds_by_library(responded + randomized - evaluable, randomized, randomized, level)


def exact_ends(responded, evaluable, randomized, level):
    low = binomtest(responded, randomized).proportion_ci(level, method="exact").low
    return low, binomtest(responded + randomized - evaluable, randomized).proportion_ci(level, method="exact").high


def ends_turned_round(**case):
    return bounds_by_library(**case)[::-1]


def level_that_grows(level_pM, minutes, infusion_min, half_life_min, volume_L):
    return hold_by_steps(level_pM, -minutes, infusion_min, half_life_min, volume_L)


def minutes_as_hours(minutes, **case):
    return hold_by_proportion(minutes=minutes / 60, **case)


def without_volume(volume_L, **case):
    return hold_by_proportion(volume_L=1.0, **case)


def best_trial_alone(ratio, low, high, level):
    best = np.argmin(high / low)
    return ratio[best], low[best], high[best]


def widths_as_errors(ratio, low, high, level):
    return (
        pooled_by_least_squares(ratio, ratio - (high - low) / 2, ratio + (high - low) / 2, level)
        if (ratio > (high - low) / 2).all()
        else 1 / ratio[:3]
    )


def not_only_those_that_go(working, rate_works, rate_not, n, go):
    events = np.arange(go, n + 1)
    works, does_not = (binom.pmf(events, n, rate) for rate in (rate_works, rate_not))
    chance = working * works + (1 - working) * does_not
    true = working * works.sum() * rate_works + (1 - working) * does_not.sum() * rate_not
    return (chance * events).sum() / n, true


def shares_that_go_on(working, rate_works, rate_not, n, go):
    works, does_not = (binom.sf(go - 1, n, rate) for rate in (rate_works, rate_not))
    return works, does_not


def least_that_goes_on(n, go, **case):
    return go / n, curse_by_loop(n=n, go=go, **case)[1]


def nanomoles(**case):
    mutein, mg, patients = design_by_arrays(**case)
    return mutein, 1000 * mg / case["mass_kDa"][int(mutein) - 1], patients


def of_normal_spread(spread, **case):
    return design_by_arrays(spread=np.exp(spread), **case)


MISTAKES = [
    ("wasted_mg", rounded_vials, "nearest"),
    ("wasted_mg", one_vial_open, "pooled"),
    ("wasted_mg", weighed_as_here, ""),
    ("prevented_per_100", risk_times_ratio, "ratio_of_shares"),
    ("prevented_per_100", ends_as_they_come, "ends_swapped"),
    ("rate_bounds", among_evaluable, "evaluable"),
    ("rate_bounds", failures, "all_failed"),
    ("rate_bounds", at_one_tail, "one_tail"),
    ("rate_bounds", always_at_95, ""),
    ("dose_to_hold_MIU", at_once, "bolus"),
    ("dose_to_hold_MIU", one_over_half_life, "half_life_as_constant"),
    ("dose_to_hold_MIU", by_the_label, "milligrams"),
    ("pooled_ratio", read_as_95, "other_level"),
    ("pooled_ratio", averaged, "averaged"),
    ("pooled_ratio", weighed_by_error, ""),
    ("pooled_ratio", not_logarithms, ""),
    ("reported_and_true", more_than_go, ""),
    ("reported_and_true", half_and_half, ""),
    ("reported_and_true", mean_of_all, "no_selection"),
    ("trial_design", narrowest, ""),
    ("trial_design", tightest, ""),
    ("trial_design", arithmetic_middle, ""),
    ("trial_design", as_aldesleukin, "mass_of_aldesleukin"),
    ("trial_design", nobody_outside, "everyone_inside"),
    ("wasted_mg", left_in_MIU, "activity"),
    ("wasted_mg", then(wasted_by_loop, lambda mg: 1000 * mg), "micrograms"),
    ("wasted_mg", one_dose, "one_dose"),
    ("wasted_mg", what_the_patient_gets, "given"),
    ("wasted_mg", what_is_opened, "opened"),
    ("prevented_per_100", events_to_the_power, "power_of_the_event"),
    ("prevented_per_100", then(prevented_by_events, lambda found: [each / 100 for each in found]), "shares"),
    ("prevented_per_100", events_gained, "change"),
    ("prevented_per_100", of_a_hundred_events, "relative"),
    ("rate_bounds", plus_minus_standard_error, "straight"),
    ("rate_bounds", then(bounds_by_library, lambda found: found * 100), "percent"),
    ("dose_to_hold_MIU", then(hold_by_proportion, lambda dose: dose * 1e6), "units"),
    ("dose_to_hold_MIU", then(hold_by_proportion, lambda dose: dose * 1000), "nanomolar"),
    ("dose_to_hold_MIU", then(hold_by_proportion, lambda dose: dose / 1000), "liters"),
    ("dose_to_hold_MIU", counted_from_the_start, "from_the_start"),
    ("dose_to_hold_MIU", settled_at_once, "plateau"),
    ("pooled_ratio", both_with_one_tail, "one_tail"),
    ("pooled_ratio", arms_from_end_to_end, "whole_width"),
    ("pooled_ratio", variance_for_error, "variance"),
    ("pooled_ratio", base_ten_and_e, "two_logarithms"),
    ("pooled_ratio", left_as_logarithms, "logarithms"),
    ("reported_and_true", repeated, "no_curse"),
    ("reported_and_true", every_winner_works, "all_work"),
    ("reported_and_true", responders_counted, "counts"),
    ("reported_and_true", then(curse_by_loop, lambda found: found[::-1]), "order"),
    ("trial_design", then(design_by_arrays, lambda found: [found[0] - 1, *found[1:]]), "from_zero"),
    ("trial_design", then(design_by_arrays, lambda found: [found[0], 1000 * found[1], found[2]]), "micrograms"),
    ("trial_design", by_activity, "activity"),
    ("trial_design", then(design_by_arrays, lambda found: [*found[:2], 2 * found[2]]), "both_arms"),
    ("wasted_mg", vials_rounded_down, ""),
    ("wasted_mg", dose_for_one_kg, ""),
    ("wasted_mg", in_grams, ""),
    ("prevented_per_100", treated_events, "events_left"),
    ("prevented_per_100", needed_to_treat, ""),
    ("prevented_per_100", percent_left_as_share, ""),
    ("rate_bounds", successes, "all_responded"),
    ("rate_bounds", exact_ends, "exact"),
    ("rate_bounds", ends_turned_round, ""),
    ("dose_to_hold_MIU", level_that_grows, "backwards"),
    ("dose_to_hold_MIU", minutes_as_hours, ""),
    ("dose_to_hold_MIU", without_volume, ""),
    ("pooled_ratio", best_trial_alone, ""),
    ("pooled_ratio", widths_as_errors, ""),
    ("reported_and_true", not_only_those_that_go, "of_all_candidates"),
    ("reported_and_true", shares_that_go_on, ""),
    ("reported_and_true", least_that_goes_on, ""),
    ("trial_design", nanomoles, ""),
    ("trial_design", of_normal_spread, ""),
]


def test_no_case_is_odd(sheet):
    """No dose fills its last vial, no trial is empty, few candidates go on and some do."""
    random = np.random.default_rng(20)
    for case in sheet["wasted_mg"].cases(random, 500):
        assert 0.1 < case["IU_per_kg"] * case["mass_kg"] / case["vial_MIU"] / 1e6 % 1 < 0.85
    for case in sheet["prevented_per_100"].cases(random, 500):
        assert 0 < case["low"] < case["hazard_ratio"] < case["high"]
    for case in sheet["rate_bounds"].cases(random, 500):
        assert 0 < case["responded"] < case["evaluable"] < case["randomized"]
    for case in sheet["pooled_ratio"].cases(random, 500):
        assert np.all((case["low"] > 0) & (case["low"] < case["ratio"]) & (case["ratio"] < case["high"]))
        assert case["level"] != 0.95
    for case in sheet["reported_and_true"].cases(random, 500):
        going = binom.sf(case["go"] - 1, case["n"], [case["rate_works"], case["rate_not"]])
        assert going[0] > 0.5
        assert 1e-4 < going[1] < 0.75


def test_every_mutein_is_a_choice_to_be_made(sheet):
    """No two windows come close, and the tightest grip on α often is not the best; the trials need 50 to 400 an arm."""
    firsts, sizes = [], []
    for case in sheet["trial_design"].cases(np.random.default_rng(20), 60):
        ends = windows(case["alpha_fold"], case["beta_fold"], case["silent"])
        folds = ends[:, 1] / ends[:, 0]
        assert np.all(np.diff(np.log(np.sort(folds))) > 0.01)
        firsts.append(np.argmax(folds) == np.argmin(case["alpha_fold"]))
        sizes.append(design_by_arrays(**case)[2])
    assert 0.3 < np.mean(firsts) < 0.7
    assert 50 <= min(sizes) <= max(sizes) < 400


def test_the_examples_of_the_sheet(sheet):
    """As its text says."""
    assert sheet.reference["wasted_mg"](600_000, 70, 14, 22, 1.3) == pytest.approx(1.6545, abs=5e-5)
    assert sheet.reference["prevented_per_100"](0.5, 0.3, 0.9, 40) == pytest.approx([17.46, 3.14, 25.79], abs=5e-3)
    assert sheet.reference["rate_bounds"](8, 20, 25, 0.95) == pytest.approx([0.1721, 0.6997], abs=5e-5)
    assert sheet.reference["dose_to_hold_MIU"](40, 60, 15, 20, 3) == pytest.approx(0.308, abs=5e-4)
    alike = [np.array([end, end]) for end in (0.5, 0.25, 1.0)]
    assert sheet.reference["pooled_ratio"](*alike, 0.9) == pytest.approx([0.5, 0.279, 0.897], abs=5e-4)
    assert sheet.reference["reported_and_true"](0.2, 0.4, 0.1, 20, 5) == pytest.approx([0.3894, 0.3538], abs=5e-5)
    design = sheet.reference["trial_design"]([1, 0.1, 0.03], [1, 1, 30], [20, 20, 20], 0.1, 3, 0.5, 0.3)
    assert design == pytest.approx([3, 9.09, 115], abs=5e-3)
