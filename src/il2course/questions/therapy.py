"""Lesson 4: what is asked, how it is checked, what usually goes wrong."""

import numpy as np
from scipy.special import betainc, betaincinv, ndtri

from il2course import facts
from il2course.questions.draw import log_uniform
from il2course.questions.exercise import Comparator, Exercise, Slip
from il2course.questions.question import MultipleChoice, Option

MULTIPLE_CHOICE = (
    MultipleChoice(
        "predict_high_dose",
        "Of a hundred patients with metastatic melanoma on high-dose IL-2, how many saw their tumors shrink by enough to count as a response?",
        (
            Option(
                "two or three",
                "You expect a drug of its time. Read the counts, then ask how long the responses lasted.",
            ),
            Option(
                "about one in six",
                "You expect few, but not none. Read the counts, then ask how long the responses lasted.",
            ),
            Option("about half", "A drug called promising should do that, you may think. Read the counts."),
            Option("more than eighty", "That would have ended the search for anything else. Read the counts."),
        ),
    ),
    MultipleChoice(
        "printed_level",
        "A paper of 1995 reports {} of {} responders with a “{} % interval of {} to {} %”. You recompute. What do you conclude?".format(
            *facts.fyfe1995.value["response"], facts.fyfe1995_level.value, *facts.fyfe1995_interval.value
        ),
        (
            Option(
                "the responders were counted wrongly",
                "The counts agree with the rate in the same sentence. Look at the ends of the interval.",
            ),
            Option(
                "intervals of that time were narrower",
                "Clopper and Pearson published theirs in 1934, and it has not moved since.",
            ),
            Option(
                "the ends are those of 95 %",
                "The ends come out again at the usual level. The level printed beside them does not fit.",
                right=True,
            ),
            Option(
                "nothing: every method gives other ends",
                "They differ by tenths of a point here. No usual method gives these ends at 90 %.",
            ),
        ),
    ),
    MultipleChoice(
        "vial",
        f"A page says: “aldesleukin, {facts.vial_activity.value} MIU subcutaneously every day, a low dose”. What went wrong?",
        (
            Option(
                "a vial was taken for a dose",
                "The low doses of the trials are 3 MIU and less. What stands on the box is what is in the box.",
                right=True,
            ),
            Option(
                "MIU was written for IU", "22 IU would be far less than any trial gave. Think of what holds 22 MIU."
            ),
            Option(
                "nothing, if the patient weighs enough",
                "Low doses go by body surface or not by size at all, and 22 MIU would be half a high dose.",
            ),
            Option(
                "the route: low doses go into a vein", "Low doses do go under the skin. It is the amount that is wrong."
            ),
        ),
    ),
    MultipleChoice(
        "opposite_signs",
        "Without IL-2 there are fewer Tregs, fewer T cells die of overactivation, and killer T cells kill less. Which of the three makes autoimmunity milder, if anything?",
        (
            Option("fewer Tregs", "Tregs hold the others back. With fewer of them autoimmunity gets worse."),
            Option(
                "less death of activated T cells",
                "More cells survive that should have gone. That feeds autoimmunity too.",
            ),
            Option(
                "none: all three make it worse", "Two of them do. But weak killers destroy less, and let viruses live."
            ),
            Option(
                "weaker killer cells",
                "Weak killers damage less and guard less: the other side of the balance, with infections as the price.",
                right=True,
            ),
        ),
    ),
    MultipleChoice(
        "predict_window",
        "You read the same dose through measured curves and through a model's. Will both leave Tregs a window of their own?",
        (
            Option(
                "yes, about equally wide",
                "Both put the Treg first, so this is a fair guess. Change the source and see.",
            ),
            Option("yes, but wider in the model", "You trust models to be clean. Change the source and see."),
            Option(
                "the model's is nearly closed",
                "You remember that the model is too sensitive for the other cells. Change the source and see.",
            ),
        ),
    ),
    MultipleChoice(
        "missed_endpoint",
        f"He 2020 missed its primary end point at week 12 (p = {facts.he2020_p.value['sri4_week_12']}) and had p = {facts.he2020_p.value['sri4_week_24']} at week 24. How should its abstract end?",
        (
            Option(
                "low-dose IL-2 works in lupus, from week 24 on",
                "Week 24 was chosen by nobody beforehand as the test. Among several looks, one below 0.05 is no surprise.",
            ),
            Option(
                "the primary end point was missed; week 24 is a lead",
                "And so it says: the primary end point was not met. A lead is worth a trial of its own.",
                right=True,
            ),
            Option(
                "0.052 is practically 0.05, so it was met",
                "The line was drawn beforehand by those who crossed it. If 0.052 passes, so will 0.054.",
            ),
            Option(
                "low-dose IL-2 does not work in lupus",
                "A missed end point in 59 patients shows no such thing: the trial could hardly have found the difference.",
            ),
        ),
    ),
    MultipleChoice(
        "irreproducible",
        "A published p-value does not come out of the published counts by any test you know. What do you do first?",
        (
            Option(
                "report the authors for misconduct",
                "Far too soon. Look for another test, other patients or a typing error first.",
            ),
            Option(
                "keep the published one: they had the data",
                "They did, and you have their counts. A reader may recompute, and say so.",
            ),
            Option(
                "say which tests you tried, and ask what was tested",
                "It may be a model with covariates, another set of patients, or a slip. You cannot know, so say what you did.",
                right=True,
            ),
            Option(
                "take the smallest p that any test gives",
                "Then the test is chosen by its answer, and its p means nothing.",
            ),
        ),
    ),
    MultipleChoice(
        "surrogate",
        f"IL-2 raised CD4 counts by {facts.abrams2009_cd4.value['esprit']['gain']} cells per µL in ESPRIT, and patients fared no better. Which conclusion goes too far?",
        (
            Option(
                "these cells protect nobody",
                "Too far: the interval also allows that they help as natural ones do. No benefit was shown; that none exists was not.",
                right=True,
            ),
            Option(
                "a rise of CD4 by a drug proves no benefit", "This holds: the count rose, the outcome did not follow."
            ),
            Option(
                "IL-2 did harm in this trial",
                "This holds: grade 4 events were more frequent, and chance is a poor explanation.",
            ),
            Option("the trial was needed", "This holds: before it, the count alone looked like success."),
        ),
    ),
    MultipleChoice(
        "predict_pivot",
        "{} of {} patients with melanoma responded to bempegaldesleukin with nivolumab, without a control arm. What would the large trial find?".format(
            *facts.diab2021.value["response"]
        ),
        (
            Option(
                "about the same, 53 %",
                "The best single guess, if nobody had picked this trial out because it looked good.",
            ),
            Option("somewhat less, 40 to 50 %", "You expect news to shrink. See by how much."),
            Option("far less, below 30 %", "A gloomy guess. See whether the small trial could have told you."),
            Option("more, since treatment improves", "Trials that look good are those that go on. See what that does."),
        ),
    ),
    MultipleChoice(
        "denominator",
        "{0} responders are given as {3:.1f} % of {1} patients; {2} had been treated. Which statement is right?".format(
            *(counts := facts.lifileucel.value["response"]),
            facts.lifileucel.value["treated"],
            100 * counts[0] / counts[1],
        ),
        (
            Option(
                "31.5 % of all treated patients responded",
                "23 of 89 is another number. Those left out were left out after treatment.",
            ),
            Option("the choice of 73 makes no difference", "It makes a difference of almost six points."),
            Option(
                "neither denominator is wrong, if it is named",
                "73 were given the dose that was approved. Whoever asks about everyone treated needs 89, and the count among them.",
                right=True,
            ),
        ),
    ),
)

# --- the sheet ---


def _waste_case(random: np.random.Generator) -> dict[str, object]:
    """A dose that never fills its last vial, and enough of them for the leftovers to be worth more than one."""
    vial_MIU, mass_kg = float(random.choice([5, 10, 18, 22])), round(random.uniform(45, 110), 1)
    vials = random.integers(0, 4) + random.uniform(0.15, 0.8)
    return {
        "IU_per_kg": round(vials * vial_MIU * 1e6 / mass_kg),
        "mass_kg": mass_kg,
        "doses": int(random.integers(6, 29)),
        "vial_MIU": vial_MIU,
        "vial_mg": round(vial_MIU / random.uniform(14, 18), 2),
    }


def _vials(IU_per_kg: float, mass_kg: float, vial_MIU: float) -> float:
    return IU_per_kg * mass_kg / 1e6 / vial_MIU


def _to_the_nearest(
    expected: float, IU_per_kg: float, mass_kg: float, doses: int, vial_MIU: float, vial_mg: float
) -> float:
    vials = _vials(IU_per_kg, mass_kg, vial_MIU)
    return (np.round(vials) - vials) * doses * vial_mg if vials % 1 < 0.5 else np.nan


def _pooled_vials(
    expected: float, IU_per_kg: float, mass_kg: float, doses: int, vial_MIU: float, vial_mg: float
) -> float:
    return -(doses * _vials(IU_per_kg, mass_kg, vial_MIU)) % 1 * vial_mg


def _hazard_case(random: np.random.Generator) -> dict[str, object]:
    ratio, error = log_uniform(random, 0.4, 1.4), random.uniform(0.1, 0.35)
    ends = [round(float(ratio * np.exp(arm * error)), 2) for arm in (0, -1.96, 1.96)]
    return dict(zip(("hazard_ratio", "low", "high"), ends, strict=True)) | {
        "untreated_percent": round(random.uniform(10, 80), 1)
    }


def _missing_case(random: np.random.Generator) -> dict[str, object]:
    """Some of those randomized cannot be evaluated; of the others some respond and some do not."""
    evaluable = int(random.integers(12, 80))
    return {
        "responded": int(random.integers(2, evaluable - 1)),
        "evaluable": evaluable,
        "randomized": evaluable + int(random.integers(1, 1 + evaluable // 3)),
        "level": float(random.choice([0.8, 0.9, 0.95, 0.99])),
    }


def _ends(events: int, n: int, z: float) -> np.ndarray:
    """The two rates whose distance from the observed one is `z` of their own standard errors."""
    rate, more = events / n, z**2 / n
    return np.sort(np.roots([1 + more, -2 * rate - more, rate**2]).real)


def _two_tails(level: float) -> float:
    return float(ndtri((1 + level) / 2))


def _one_tail(expected: np.ndarray, responded: int, evaluable: int, randomized: int, level: float) -> list[float]:
    best = responded + randomized - evaluable
    return [_ends(responded, randomized, ndtri(level))[0], _ends(best, randomized, ndtri(level))[1]]


def _straight(expected: np.ndarray, responded: int, evaluable: int, randomized: int, level: float) -> list[float]:
    """Standard errors of the observed rates laid to both sides of them."""
    best = responded + randomized - evaluable
    rates = np.array([responded, best]) / randomized
    return rates + np.array([-1, 1]) * _two_tails(level) * np.sqrt(rates * (1 - rates) / randomized)


def _exact(expected: np.ndarray, responded: int, evaluable: int, randomized: int, level: float) -> list[float]:
    best, tail = responded + randomized - evaluable, (1 - level) / 2
    low = betaincinv(responded, randomized - responded + 1, tail)
    return [low, 1 - betaincinv(randomized - best, best + 1, tail) if best < randomized else 1.0]


def _hold_case(random: np.random.Generator) -> dict[str, object]:
    """An infusion neither so short that it is a bolus nor so long that the level settles."""
    half_life_min = round(random.uniform(10, 90), 1)
    return {
        "level_pM": round(log_uniform(random, 5, 300), 1),
        "minutes": round(half_life_min * random.uniform(0.5, 4)),
        "infusion_min": round(half_life_min * random.uniform(0.3, 2)),
        "half_life_min": half_life_min,
        "volume_L": round(random.uniform(2, 6), 2),
    }


MG_PER_MIU = facts.reconstituted_mass.value / facts.reconstituted_activity.value
_PER_HALF_LIFE = np.log(2)


def _filled(infusion_min: float, half_life_min: float) -> float:
    """How much of its plateau an infusion has reached when it ends."""
    return 1 - 2 ** (-infusion_min / half_life_min)


def _trials_case(random: np.random.Generator) -> dict[str, object]:
    """Trials of one treatment and of several sizes."""
    level, count = float(random.choice([0.8, 0.9, 0.99])), int(random.integers(3, 7))
    error = np.exp(random.uniform(np.log(0.07), np.log(0.45), count))
    middle = random.normal(random.uniform(-0.5, 0.3), error)
    arm = _two_tails(level) * error
    ratio, low, high = (np.round(np.exp(middle + side * arm), 4) for side in (0, -1, 1))
    return {"ratio": ratio, "low": low, "high": high, "level": level}


def _stretched(expected: np.ndarray, factor: float) -> np.ndarray:
    """The same ratio with arms so many times as long, on the scale of logarithms."""
    return expected[0] * (expected / expected[0]) ** factor


def _error(expected: np.ndarray) -> float:
    """Standard error of the logarithm, from the right interval."""
    return np.log(expected[2] / expected[1]) / 2 / _two_tails(0.95)


def _candidates_case(random: np.random.Generator) -> dict[str, object]:
    rate_not, n = random.uniform(0.05, 0.3), int(random.integers(6, 31))
    rate_works = rate_not + random.uniform(0.2, 0.4)
    return {
        "working": round(random.uniform(0.05, 0.4), 2),
        "rate_works": round(rate_works, 2),
        "rate_not": round(rate_not, 2),
        "n": n,
        "go": max(int(np.ceil(n * random.uniform(rate_not, (rate_not + rate_works) / 2))), 2),
    }


def _going_on(working: float, rate_works: float, rate_not: float, n: int, go: int) -> float:
    """The share of the candidates with so many responders or more."""
    return working * betainc(go, n - go + 1, rate_works) + (1 - working) * betainc(go, n - go + 1, rate_not)


def _design_case(random: np.random.Generator) -> dict[str, object]:
    """Three muteins. The one that holds α best has often too good a hold on β; windows are never within 1 %."""
    tight = random.choice([0.3, 1.0] if random.uniform() < 0.7 else [3.0, 10.0, 30.0])
    beta = [float(tight), float(random.choice([3, 10, 30])), float(random.choice([1, 10, 30]))]
    order = random.permutation(3)
    placebo = round(random.uniform(0.15, 0.4), 2)
    return {
        "alpha_fold": np.array([0.03, 0.1, 0.2])[order],
        "beta_fold": np.array(beta)[order],
        "mass_kDa": np.round(random.uniform(16, 90, 3), 1),
        "silent": round(random.uniform(0.03, 0.2), 2),
        "spread": round(random.uniform(3, 6), 1),
        "inside": round(placebo + random.uniform(0.18, 0.28), 2),
        "outside": placebo,
    }


def _everyone_inside(expected: np.ndarray, inside: float, outside: float, **_: object) -> list[float]:
    """The size for a trial in which all treated patients are inside."""
    middle = (inside + outside) / 2
    apart = 1.96 * np.sqrt(2 * middle * (1 - middle)) + 0.8416 * np.sqrt(
        inside * (1 - inside) + outside * (1 - outside)
    )
    return [*expected[:2], np.ceil((apart / (inside - outside)) ** 2)]


EXERCISES = (
    Exercise(
        id="wasted_mg",
        title="What the vials cost",
        kind="function",
        points=1,
        unit="mg",
        sample=_waste_case,
        public_cases=5,
        slips=(
            Slip(
                "activity",
                "This is in MIU, which is activity. Asked for is the mass of protein.",
                lambda expected, vial_MIU, vial_mg, **_: expected * vial_MIU / vial_mg,
            ),
            Slip("micrograms", "This is in µg. Asked for is mg.", lambda expected, **_: 1000 * expected),
            Slip(
                "one_dose",
                "This is what one dose leaves over. Asked for is the whole course.",
                lambda expected, doses, **_: expected / doses,
            ),
            Slip(
                "pooled",
                "You let the rest of one dose go into the next. Here every dose starts with new vials.",
                _pooled_vials,
            ),
            Slip(
                "nearest",
                "In a case or more you open too few vials for the dose. The last one is needed even if little is taken from it.",
                _to_the_nearest,
            ),
            Slip(
                "given",
                "This is what the patient gets. Asked for is what is left over.",
                lambda expected, IU_per_kg, mass_kg, doses, vial_MIU, vial_mg: (
                    doses * vial_mg * _vials(IU_per_kg, mass_kg, vial_MIU)
                ),
            ),
            Slip(
                "opened",
                "This is all that was in the vials. The patient got a part of it.",
                lambda expected, IU_per_kg, mass_kg, doses, vial_MIU, vial_mg: (
                    expected + doses * vial_mg * _vials(IU_per_kg, mass_kg, vial_MIU)
                ),
            ),
        ),
    ),
    Exercise(
        id="prevented_per_100",
        title="What a hazard ratio means for patients",
        kind="function",
        points=1,
        unit="patients of 100",
        shape=(3,),
        comparator=Comparator(rtol=1e-5, atol=1e-7),
        sample=_hazard_case,
        slips=(
            Slip(
                "ratio_of_shares",
                "You took the hazard ratio for the ratio of the two shares that have the event. It is the ratio of rates at each moment, and those who had the event leave.",
                lambda expected, hazard_ratio, low, high, untreated_percent: [
                    untreated_percent * (1 - ratio) for ratio in (hazard_ratio, high, low)
                ],
            ),
            Slip(
                "power_of_the_event",
                "You worked on the share that has the event. It is the share that is still free of it that decays.",
                lambda expected, hazard_ratio, low, high, untreated_percent: [
                    untreated_percent - 100 * (untreated_percent / 100) ** ratio for ratio in (hazard_ratio, high, low)
                ],
            ),
            Slip(
                "ends_swapped",
                "The ends stand the wrong way round. The low end of the hazard ratio is the most that the treatment may do.",
                lambda expected, **_: expected[[0, 2, 1]],
            ),
            Slip(
                "events_left",
                "These are the events that still happen with treatment. Asked for are those that no longer do.",
                lambda expected, untreated_percent, **_: untreated_percent - expected[[0, 2, 1]],
            ),
            Slip("shares", "These are shares. Asked for is patients of 100.", lambda expected, **_: expected / 100),
            Slip(
                "change",
                "This is by how much the events change. Asked for is how many are prevented: positive is good.",
                lambda expected, **_: -expected[[0, 2, 1]],
            ),
            Slip(
                "relative",
                "These are per 100 patients who would have the event. Asked for is of 100 who are treated.",
                lambda expected, untreated_percent, **_: expected / untreated_percent * 100,
            ),
        ),
    ),
    Exercise(
        id="rate_bounds",
        title="Patients who are missing",
        kind="function",
        points=1,
        shape=(2,),
        comparator=Comparator(rtol=1e-5),
        sample=_missing_case,
        public_cases=4,
        slips=(
            Slip(
                "evaluable",
                "You left out the patients who could not be evaluated. They were randomized, so they count; only how they fared is unknown.",
                lambda expected, responded, evaluable, level, **_: _ends(responded, evaluable, _two_tails(level)),
            ),
            Slip(
                "all_failed",
                "Your high end takes all who are missing for failures. For this end, the best may have happened.",
                lambda expected, responded, randomized, level, **_: [
                    expected[0],
                    _ends(responded, randomized, _two_tails(level))[1],
                ],
            ),
            Slip(
                "all_responded",
                "Your low end takes all who are missing for responders. For this end, the worst may have happened.",
                lambda expected, responded, evaluable, randomized, level: [
                    _ends(responded + randomized - evaluable, randomized, _two_tails(level))[0],
                    expected[1],
                ],
            ),
            Slip(
                "exact",
                "These are the exact ends of Clopper and Pearson, which lie further out. Asked for is Wilson's interval.",
                _exact,
            ),
            Slip(
                "one_tail",
                "Your ends belong to a lower level, say 90 % where 95 % is asked for. An interval leaves out half of the rest on each side.",
                _one_tail,
            ),
            Slip(
                "straight",
                "You laid the standard error of the observed rate to both sides. Wilson's interval is not symmetric: it asks which true rates would fit.",
                _straight,
            ),
            Slip("percent", "These are in per cent. Asked for are shares.", lambda expected, **_: 100 * expected),
        ),
    ),
    Exercise(
        id="dose_to_hold_MIU",
        title="A dose for a level",
        kind="function",
        points=2,
        unit="MIU",
        comparator=Comparator(rtol=5e-3),
        sample=_hold_case,
        slips=(
            Slip("units", "This is in IU. Asked for is MIU.", lambda expected, **_: 1e6 * expected),
            Slip(
                "milligrams",
                "This is in mg. Asked for is MIU, which measures activity.",
                lambda expected, **_: expected * MG_PER_MIU,
            ),
            Slip(
                "nanomolar",
                "This is a thousandfold too much: the level is in pM, not nM.",
                lambda expected, **_: 1000 * expected,
            ),
            Slip(
                "liters",
                "This is a thousandfold too little: the volume is in L, the level in IU per mL.",
                lambda expected, **_: expected / 1000,
            ),
            Slip(
                "bolus",
                "You let the whole dose arrive at once. Some of it is gone before the infusion ends.",
                lambda expected, infusion_min, half_life_min, **_: (
                    expected * _filled(infusion_min, half_life_min) / (_PER_HALF_LIFE * infusion_min / half_life_min)
                ),
            ),
            Slip(
                "from_the_start",
                "You counted the minutes from the start of the infusion. They begin when it ends.",
                lambda expected, infusion_min, half_life_min, **_: expected * 2 ** (-infusion_min / half_life_min),
            ),
            Slip(
                "backwards",
                "You let the level rise after the infusion. It falls, so it was higher when the infusion ended.",
                lambda expected, minutes, half_life_min, **_: expected * 4 ** (-minutes / half_life_min),
            ),
            Slip(
                "plateau",
                "You took the plateau for the level at the end. The infusion is too short to get there.",
                lambda expected, infusion_min, half_life_min, **_: expected * _filled(infusion_min, half_life_min),
            ),
            Slip(
                "half_life_as_constant",
                "You took one over the half-life for the rate constant. In a half-life a half is left, not 1/e.",
                lambda expected, minutes, infusion_min, half_life_min, **_: (
                    expected
                    * np.exp(minutes / half_life_min * (1 - _PER_HALF_LIFE))
                    * _filled(infusion_min, half_life_min)
                    / -np.expm1(-infusion_min / half_life_min)
                    / _PER_HALF_LIFE
                ),
            ),
        ),
    ),
    Exercise(
        id="pooled_ratio",
        title="Several trials, one hazard ratio",
        kind="function",
        points=2,
        shape=(3,),
        comparator=Comparator(rtol=1e-3),
        sample=_trials_case,
        public_cases=5,
        slips=(
            Slip(
                "other_level",
                "Your interval belongs to another level. The trials print theirs at one level, and yours is asked for at 95 %.",
                lambda expected, level, **_: _stretched(expected, _two_tails(level) / _two_tails(0.95)),
            ),
            Slip(
                "one_tail",
                "You cut all that an interval leaves out off one side. Half of it lies on each.",
                lambda expected, level, **_: _stretched(
                    expected, _two_tails(level) / ndtri(level) * ndtri(0.95) / _two_tails(0.95)
                ),
            ),
            Slip(
                "whole_width",
                "Your interval is twice as wide as it should be. From end to end there are two arms.",
                lambda expected, **_: _stretched(expected, 2),
            ),
            Slip(
                "averaged",
                "You averaged the trials as if all were equally large, and their ends too. A large trial says more, and together they say more than each.",
                lambda expected, ratio, low, high, **_: [np.exp(np.mean(np.log(ends))) for ends in (ratio, low, high)],
            ),
            Slip(
                "variance",
                "Your interval is too narrow: you took the variance where its root, the standard error, belongs.",
                lambda expected, **_: _stretched(expected, _error(expected)),
            ),
            Slip(
                "two_logarithms",
                "You went there with one logarithm and came back with the power of another. Use the same base both ways.",
                lambda expected, **_: expected ** np.log10(np.e),
            ),
            Slip(
                "logarithms",
                "These are logarithms. Asked for are the ratio and its ends themselves.",
                lambda expected, **_: np.log(expected),
            ),
        ),
    ),
    Exercise(
        id="reported_and_true",
        title="The winner's curse",
        kind="function",
        points=2,
        shape=(2,),
        sample=_candidates_case,
        public_cases=4,
        slips=(
            Slip(
                "no_curse",
                "You expect the next trial to repeat what was reported. Those that went on had luck, and luck does not last.",
                lambda expected, **_: [expected[0], expected[0]],
            ),
            Slip(
                "no_selection",
                "Your second number is the mean of all candidates. Those that went on are no fair sample of them.",
                lambda expected, working, rate_works, rate_not, **_: [
                    expected[0],
                    working * rate_works + (1 - working) * rate_not,
                ],
            ),
            Slip(
                "all_work",
                "Your second number takes every candidate that went on for one that works. Some were lucky.",
                lambda expected, rate_works, **_: [expected[0], rate_works],
            ),
            Slip(
                "of_all_candidates",
                "You left out that only some go on: a mean over those divides by their share of all candidates.",
                lambda expected, **case: expected * _going_on(**case),
            ),
            Slip(
                "counts",
                "Your first number is how many responded. Asked for is their share.",
                lambda expected, n, **_: [expected[0] * n, expected[1]],
            ),
            Slip(
                "order",
                "The two numbers stand the wrong way round: first what is reported.",
                lambda expected, **_: expected[::-1],
            ),
        ),
    ),
    Exercise(
        id="trial_design",
        title="A mutein, a dose and a trial",
        kind="function",
        points=3,
        shape=(3,),
        comparator=Comparator(rtol=0.02),
        sample=_design_case,
        hidden_cases=6,
        slips=(
            Slip(
                "from_zero",
                "You count the muteins from 0. Here the first is number 1.",
                lambda expected, **_: expected - [1, 0, 0],
            ),
            Slip(
                "micrograms",
                "Your dose is in µg. Asked for is mg.",
                lambda expected, **_: expected * [1, 1000, 1],
            ),
            Slip(
                "mass_of_aldesleukin",
                "You weighed the dose as aldesleukin. As many molecules of your mutein weigh more.",
                lambda expected, mass_kDa, **_: (
                    expected * [1, facts.aldesleukin_label_mass.value / 1000 / mass_kDa[int(expected[0]) - 1], 1]
                ),
            ),
            Slip(
                "activity",
                "Your dose is in MIU of aldesleukin. Asked for is the mass of the mutein.",
                lambda expected, mass_kDa, **_: (
                    expected
                    * [
                        1,
                        facts.aldesleukin_label_mass.value / 1000 / mass_kDa[int(expected[0]) - 1] / MG_PER_MIU,
                        1,
                    ]
                ),
            ),
            Slip(
                "both_arms",
                "You counted the patients of both arms. Asked for is one arm.",
                lambda expected, **_: expected * [1, 1, 2],
            ),
            Slip(
                "everyone_inside",
                "You sized the trial as if every treated patient's peak fell into the window. Some lie outside.",
                _everyone_inside,
            ),
        ),
    ),
)
