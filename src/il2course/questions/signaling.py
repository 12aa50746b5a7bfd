"""Lesson 3: what is asked, how it is checked, what usually goes wrong."""

import numpy as np

from il2course import facts
from il2course.questions.draw import log_uniform
from il2course.questions.exercise import Comparator, Exercise, Slip
from il2course.questions.question import MultipleChoice, Option

MULTIPLE_CHOICE = (
    MultipleChoice(
        "predict_brakes",
        "Take the brakes CIS and SOCS away from a Treg. When does its pSTAT5 begin to differ from that of a whole one?",
        (
            Option("at once: the brakes sit on the kinases all the time", "Then they would have to be there before IL-2 is. Watch the first minutes."),
            Option("after some tens of minutes", "You think of the time it takes to make a protein. See whether the curves agree."),
            Option("after a day", "You think of slow genes. Watch where the peak goes."),
        ),
    ),
    MultipleChoice(
        "pten",
        "In Tregs of mice IL-2 switches STAT5 on but not the targets of PI3K. What happens if such a Treg loses PTEN?",
        (
            Option("nothing, since PI3K is not connected to the receptor in a Treg", "It is connected. Something undoes its work, and PTEN is what undoes it."),
            Option("STAT5 goes off, since PTEN carries the signal", "PTEN takes a phosphate off the lipid that PI3K makes. STAT5 does not need it."),
            Option("the PI3K arm comes on too", "Mouse Tregs without PTEN grow with IL-2 alone (Walsh 2006). PTEN was the brake of one arm.", right=True),
        ),
    ),
    MultipleChoice(
        "predict_inside",
        "Ten minutes after 1 nM of IL-2, where is most of a Treg's signal, by the published model?",
        (
            Option("on the surface", "It is where IL-2 binds. Watch how long a complex stays there."),
            Option("about half and half", "Then uptake and binding would have to keep pace. Watch the first two minutes."),
            Option("inside the cell", "You expect uptake to be fast. See how fast the model wants it."),
        ),
    ),
    MultipleChoice(
        "uptake",
        "Radioactive IL-2 goes inside with a half-time of 10–15 min. CD122 leaves the surface of YT-1 cells within two. What do you conclude?",
        (
            Option(
                "that the two experiments ask different questions of different cells",
                "One follows the ligand, the other the chain; line, label and dose differ too. A model with one uptake for both must fail one of them.",
                right=True,
            ),
            Option("that the radioactive measurement is out of date", "An old measurement is not a wrong one. Nobody has shown what was wrong with it."),
            Option("that the average of the two is the best value for the model", "A mean of two numbers that measure different things is a measurement of neither."),
        ),
    ),
    MultipleChoice(
        "predict_one_number",
        "You make β hold free IL-2 three times more weakly and leave all else as it is, also its grip on IL-2 that α holds. Whose EC50 rises least?",
        (
            Option("that of NK cells, with the most β", "Many chains, so the loss of some may hurt little. Watch the NK curve."),
            Option("that of CD8 cells, with little of anything", "You bet on the cell with the least β. Watch the CD8 curve."),
            Option("that of Tregs, with the most CD25", "You bet that α makes up for β. Watch whether it does."),
            Option("all rise threefold", "So it would be if β met IL-2 in solution in every cell. Watch who does not follow."),
        ),
    ),
    MultipleChoice(
        "overfit",
        "Fitting two constants to the four EC50s of 60 min brings the error there from "
        f"{facts.rms_60_min.value['biosensor β']:.2f} to {facts.fit_beta_degrade.value['rms_60_min']:.2f}, but at 30 min to "
        f"{facts.fit_beta_degrade.value['rms_30_min']:.2f}, where exchanging one number gave {facts.rms_30_min.value['biosensor β']:.2f}. "
        "What does that say?",
        (
            Option("the two constants are now known", "Four numbers can be met by very different pairs of constants. Being met at 60 min is no evidence for this one."),
            Option(
                "part of the gain at 60 min is fitted noise, or a fault elsewhere that the two make up for",
                "That is what data the fit has not seen are for.",
                right=True,
            ),
            Option("the data of 30 min must be wrong", "They are as good as those of 60 min, and Th is better there. It is the fit that saw only one of the two."),
        ),
    ),
    MultipleChoice(
        "settle",
        "Which experiment would best tell which of the two affinities of β holds on a cell?",
        (
            Option("more doses between those published, on the same four cells", "It would sharpen the EC50s, but the model's error is far larger than their intervals. It is not precision that is missing."),
            Option("a third laboratory measuring β in a test tube", "Worth doing, but a cell is neither a chip nor a calorimeter. The question is what holds on the membrane."),
            Option("binding at 4 °C to cells with β alone", "No α to catch, no γc to hold on, no uptake in the cold: what is left is β and IL-2.", right=True),
            Option("the same dose–response on Tregs alone, with more replicates", "Of the four cells the Treg tells least about β's grip on free IL-2: its EC50 hardly moves with it."),
        ),
    ),
    MultipleChoice(
        "predict_mutein",
        "2D1 lets go of its receptor inside the cell more readily than IL-2 does. After a day, which culture has more cells?",
        (
            Option("the one with IL-2: it stays bound and signals longer", "In this model only the surface signals. Watch what happens to what stays bound."),
            Option("the one with 2D1", "You expect that letting go inside saves something. See in the end whether that is why."),
            Option("no difference: inside, it is too late to matter", "Inside is where the cell decides what to keep. Watch the curves."),
        ),
    ),
    MultipleChoice(
        "attribution",
        "With or without the slip, 2D1 wins. A colleague says that the slip therefore does not matter. Do you agree?",
        (
            Option("no: it changes why 2D1 wins", "And whoever designs the next mutein builds on the why.", right=True),
            Option("yes: a conclusion that survives a slip does not depend on it", "The winner does not. But the model is there to say what to change in a protein, and that answer did change."),
            Option("no: a model with a slip in it is worthless", "Without the file, nobody could have found the slip, mended it, and asked again. That is what published models are for."),
        ),
    ),
    MultipleChoice(
        "reach",
        "In a lymph node a hundred times more cells begin to take IL-2 up. What becomes of its reach λ?",
        (
            Option("a tenth of what it was", "λ goes with one over the root of the density.", right=True),
            Option("a hundredth", "So it would be if λ went with one over the density. Diffusion works with the root."),
            Option("it stays, since diffusion is as fast as before", "A molecule moves as fast as before, but it is taken up sooner, so it gets less far."),
        ),
    ),
    MultipleChoice(
        "memory",
        "IL-2 is raised until a Th cell switches on, then lowered to half of that dose. What does the cell do?",
        (
            Option("it goes off again at the dose at which it went on", "That is what a steep curve without memory does. Here there are two curves."),
            Option("it flickers at random", "The model has no chance in it. Near the edge a real cell might."),
            Option("it stays half on", "The state in the middle exists but is not stable; the cell leaves it for one of the other two."),
            Option("it stays on, with the receptors it has made", "They catch enough of the little IL-2 there is to keep themselves made.", right=True),
        ),
    ),
    MultipleChoice(
        "two_signs",
        "In lupus, T cells make too little IL-2. A patient has both active autoimmunity and repeated infections. What explains that?",
        (
            Option("one of the two must have another cause", "It may, in a patient. But nothing forces it: one lack can do both."),
            Option(
                "fewer Tregs and less death of effectors, and also fewer and weaker killers",
                "IL-2 feeds both sides of the balance. Taking it away does not tip the scale one way only.",
                right=True,
            ),
            Option("the drugs, which suppress immunity", "They do add infections. In mice without IL-2 and in people without CD25 there are both without any drug."),
        ),
    ),
)


# --- the sheet ---

EMPTY_PM_UM = 13.0  # pM times µm, about, beside a cell that secretes a molecule a second and nobody consumes
SECONDS_PER_HOUR = 3600
LITER_PER_ML = 1e-3
PER_PM = 6.02214076e11  # molecules in a liter that make 1 pM


def _log_uniform(random: np.random.Generator, low: float, high: float, digits: int = 3) -> float:
    return float(f"{log_uniform(random, low, high):.{digits}g}")


def _fate_case(random: np.random.Generator) -> dict[str, object]:
    return {
        "falls_off_min": _log_uniform(random, 5, 120),
        "taken_in_min": _log_uniform(random, 5, 60),
        "returned": round(random.uniform(0.1, 0.85), 2),
    }


def _taken_first(falls_off_min: float, taken_in_min: float) -> float:
    """Of a hundred complexes, how many are taken in before they fall off, as a share."""
    return falls_off_min / (falls_off_min + taken_in_min)


def _change_case(random: np.random.Generator) -> dict[str, object]:
    """A cell caught in the middle of things: every arrow carries something."""
    state = [_log_uniform(random, low, high) for low, high in ((20, 2000), (200, 5000), (100, 3000), (50, 2000))]
    return {"state": np.array(state), "cells_per_mL": _log_uniform(random, 2e5, 2e7)} | {
        name: _log_uniform(random, low, high)
        for name, low, high in (
            ("kon_per_nM", 0.1, 2),
            ("koff", 0.005, 0.05),
            ("made", 5, 50),
            ("lost", 0.003, 0.03),
            ("taken_in", 0.02, 0.2),
            ("returned", 0.02, 0.2),
            ("destroyed", 0.01, 0.1),
        )
    }


def _ligand(expected: np.ndarray, change_pM: float) -> list[float]:
    """The same receptors, and another change of the ligand."""
    return [change_pM, *expected[1:]]


def _per_cell(expected: np.ndarray, cells_per_mL: float) -> float:
    """Molecules a minute that one cell adds to the medium."""
    return expected[0] * PER_PM * LITER_PER_ML / cells_per_mL


def _curves_case(random: np.random.Generator) -> dict[str, object]:
    """Curves with a foot, at doses with unequal steps; in some the fall at high dose goes below the middle."""
    count, cells = int(random.integers(9, 14)), int(random.integers(3, 6))
    log_dose = np.linspace(-4, 3, count) + random.uniform(-0.15, 0.15, count)
    dose = np.array([float(f"{each:.3g}") for each in 10**log_dose])
    foot, height, middle = (
        random.uniform(5, 30, cells),
        random.uniform(60, 110, cells),
        random.uniform(-2.2, 0.6, cells),
    )
    fall = middle + np.where(random.uniform(size=cells) < 0.5, random.uniform(1.8, 2.6, cells), 5)
    rises = dose / (dose + 10 ** middle[:, None])
    falls = 0.2 + 0.8 / (1 + (dose / 10 ** fall[:, None]) ** 2)
    response = foot[:, None] + height[:, None] * rises * falls
    measured = 10 ** (middle + 3 + random.normal(0, 0.6, cells))
    return {"dose_nM": dose, "response": np.round(response, 2), "measured_pM": np.round(measured, 1)}


def _with_square(errors: np.ndarray) -> np.ndarray:
    """Errors with the root of their mean square behind them."""
    return np.append(errors, np.sqrt(np.mean(np.square(errors))))


def _straight_in_dose(
    expected: np.ndarray, dose_nM: np.ndarray, response: np.ndarray, measured_pM: np.ndarray
) -> np.ndarray:
    """The same places on the way from one dose to the next, with the way measured in nM."""
    log_dose, log_read = np.log10(dose_nM), expected[:-1] + np.log10(measured_pM) - 3
    above = np.searchsorted(log_dose, log_read)
    way = (log_read - log_dose[above - 1]) / (log_dose[above] - log_dose[above - 1])
    read_pM = 1000 * (dose_nM[above - 1] + way * (dose_nM[above] - dose_nM[above - 1]))
    return _with_square(np.log10(read_pM / measured_pM))


def _next_dose(expected: np.ndarray, dose_nM: np.ndarray, response: np.ndarray, measured_pM: np.ndarray) -> np.ndarray:
    """The first dose of the series at or above each EC50."""
    above = np.searchsorted(1000 * dose_nM, 10 ** expected[:-1] * measured_pM)
    return _with_square(np.log10(1000 * dose_nM[above] / measured_pM))


def _supply_case(random: np.random.Generator) -> dict[str, object]:
    """Enough IL-2 for the cells to divide before it is gone, and uptake that starts full and ends half empty."""
    half_pM, most_per_s = _log_uniform(random, 10, 80), _log_uniform(random, 0.5, 4)
    start_pM = float(f"{half_pM * random.uniform(2, 12):.3g}")
    return {
        "stop_pM": round(half_pM * random.uniform(0.1, 0.8), 1),
        "start_pM": start_pM,
        "cells_per_mL": float(f"{start_pM * _log_uniform(random, 2e3, 1.2e4) / most_per_s:.2g}"),
        "doubling_h": round(random.uniform(10, 30), 1),
        "most_per_s": most_per_s,
        "half_pM": half_pM,
    }


def _cell_hours(hours: np.ndarray, doubling_h: float) -> float:
    """Hours that all cells together have had, for each cell of the start, when so many hours have passed."""
    return np.expm1(np.log(2) * hours / doubling_h) * doubling_h / np.log(2)


def _hours_for(cell_hours: float, doubling_h: float) -> float:
    """The other way round."""
    return float(np.log1p(cell_hours * np.log(2) / doubling_h) * doubling_h / np.log(2))


def _slower(stop_pM: float, start_pM: float, half_pM: float, **_: object) -> float:
    """How many times as long the cells take for the way down as where there is plenty all the way."""
    ends = np.linspace(stop_pM, start_pM, 4001)
    return float(np.mean(1 + half_pM / (ends[1:] + ends[:-1]) * 2))


def _crowd_case(random: np.random.Generator) -> dict[str, object]:
    """Two to five secreting cells at different distances, and a threshold well below what they make alone."""
    distance_um = np.round(random.uniform(22, 70, int(random.integers(2, 6))), 1)
    secretion_per_s = _log_uniform(random, 3, 60)
    alone_pM = EMPTY_PM_UM * secretion_per_s * np.sum(1 / distance_um)
    return {
        "distance_um": distance_um,
        "secretion_per_s": secretion_per_s,
        "clearance_um3_per_s": _log_uniform(random, 40, 250),
        "threshold_pM": float(f"{alone_pM * random.uniform(0.08, 0.5):.3g}"),
    }


def _reach_um(expected: float, clearance_um3_per_s: float) -> float:
    return np.sqrt(10 / clearance_um3_per_s / (expected / 1e9))


def _nearest_alone(
    expected: float, distance_um: np.ndarray, secretion_per_s: float, clearance_um3_per_s: float, threshold_pM: float
) -> float:
    """The crowd for the nearest cell, from how much of the threshold it holds in the right one."""
    near, reach_um = np.min(distance_um), _reach_um(expected, clearance_um3_per_s)
    more = np.sum(near / distance_um * np.exp((near - distance_um) / reach_um))
    left = 1 - np.log(more) * reach_um / near
    return expected * left**2 if left > 0 else np.nan


def _switch_case(random: np.random.Generator) -> dict[str, object]:
    """A helper that has a switch for sure, and a rise that is held off for the most part by what is free."""
    sites_low, fold, hill = _log_uniform(random, 200, 800), random.uniform(12, 40), round(random.uniform(2.2, 4), 1)
    return {
        "sites_low": sites_low,
        "sites_high": float(round(sites_low * fold, -2)),
        "half_occupied": float(round(sites_low * random.uniform(1.6, 3.2), -1)),
        "hill": hill,
        "half_pM": round(random.uniform(5, 50), 1),
        "secretion_per_s": round(random.uniform(3, 30), 1),
        "treg_per_s": round(random.uniform(0.5, 4), 2),
    }


def _share(concentration_pM: float, half_pM: float) -> float:
    return concentration_pM / (concentration_pM + half_pM)


def _brakes_case(random: np.random.Generator) -> dict[str, object]:
    """An infection that lives on even where every effector does."""
    signal, death, aicd = (round(random.uniform(*ends), 2) for ends in ((0.2, 0.7), (0.05, 0.2), (0.2, 0.6)))
    arrival, spread = round(random.uniform(1, 10), 1), round(random.uniform(0.5, 2), 2)
    kept = random.uniform(0.5, 0.8)
    return {
        "signal": signal,
        "arrival": arrival,
        "growth": round(random.uniform(0.1, 0.5), 2),
        "half_share": round(random.uniform(0.2, 0.6), 2),
        "death": death,
        "aicd": aicd,
        "spread": spread,
        "killing": float(f"{kept * spread * (death + aicd * signal) / arrival:.2g}"),
    }


EXERCISES = (
    Exercise(
        id="complex_fate",
        title="Let go or taken in",
        kind="function",
        points=1,
        shape=(2,),
        sample=_fate_case,
        public_cases=5,
        slips=(
            Slip(
                "added_half_lives",
                "You added the half-lives. With two ways out a complex leaves sooner than with one, so add the rates.",
                lambda expected, falls_off_min, taken_in_min, **_: [falls_off_min + taken_in_min, expected[1]],
            ),
            Slip(
                "averaged_half_lives",
                "You averaged the half-lives. With two ways out a complex leaves sooner than by either alone.",
                lambda expected, falls_off_min, taken_in_min, **_: [(falls_off_min + taken_in_min) / 2, expected[1]],
            ),
            Slip(
                "lifetime",
                "Your first number is the mean lifetime. By then 1/e is left, at the half-life a half.",
                lambda expected, **_: expected / [np.log(2), 1],
            ),
            Slip(
                "once",
                "You let complexes come back once and no more, or not at all. Those that came back can be taken in again, and again.",
                lambda expected, falls_off_min, taken_in_min, returned: [
                    expected[0],
                    _taken_first(falls_off_min, taken_in_min) * (1 - returned),
                ],
            ),
            Slip(
                "returned_destroyed",
                "You took the share that returns for the one that is destroyed.",
                lambda expected, returned, **_: [
                    expected[0],
                    np.nan if returned == 0.5 else _share(expected[1] * returned, (1 - expected[1]) * (1 - returned)),
                ],
            ),
            Slip(
                "taken_in",
                "Your second number is how many are taken in the first time. Not all of these are destroyed.",
                lambda expected, falls_off_min, taken_in_min, **_: [
                    expected[0],
                    _taken_first(falls_off_min, taken_in_min),
                ],
            ),
            Slip(
                "fell_off",
                "Your second number is the share that falls off in the end. Asked for is the one that is destroyed.",
                lambda expected, **_: [expected[0], 1 - expected[1]],
            ),
            Slip(
                "percent",
                "Your second number is in per cent. Asked for is a share.",
                lambda expected, **_: expected * [1, 100],
            ),
        ),
    ),
    Exercise(
        id="rates_of_change",
        title="From arrows to equations",
        kind="function",
        points=1,
        shape=(4,),
        comparator=Comparator(rtol=1e-5, atol=1e-9),
        sample=_change_case,
        slips=(
            Slip(
                "held",
                "Your ligand does not change. These cells use up their medium: what they bind is gone from it, what they let go is back.",
                lambda expected, **_: _ligand(expected, 0.0),
            ),
            Slip(
                "molecules_of_one_cell",
                "The change of your ligand counts molecules at one cell. Asked for are pM in the medium of all of them.",
                lambda expected, cells_per_mL, **_: _ligand(expected, _per_cell(expected, cells_per_mL)),
            ),
            Slip(
                "milliliter",
                "The change of your ligand is off by a thousand. A pM is a pmol in a liter, and the cells are counted in a milliliter.",
                lambda expected, **_: _ligand(expected, expected[0] / 1000),
            ),
            Slip(
                "sign",
                "The sign of your ligand is turned round: what binds leaves the medium.",
                lambda expected, **_: _ligand(expected, -expected[0]),
            ),
            Slip(
                "not_returned",
                "No ligand comes back into your medium from inside the cells. One of the arrows brings it there.",
                lambda expected, state, cells_per_mL, returned, **_: _ligand(
                    expected, expected[0] * (1 - returned * state[3] / _per_cell(expected, cells_per_mL))
                ),
            ),
            Slip(
                "receptor_not_returned",
                "What leaves the inside brings ligand back, but no receptor. Both ride on that arrow.",
                lambda expected, state, returned, **_: expected - np.array([0, returned * state[3], 0, 0]),
            ),
            Slip(
                "picomolar",
                "Binding is a thousandfold too fast: its constant is per nM, the ligand is in pM.",
                lambda expected, state, cells_per_mL, koff, taken_in, **_: (
                    expected
                    + 999
                    * (expected[2] + (koff + taken_in) * state[2])
                    * np.array([-cells_per_mL / LITER_PER_ML / PER_PM, -1, 1, 0])
                ),
            ),
        ),
    ),
    Exercise(
        id="log_errors",
        title="How wrong is a model",
        kind="function",
        points=1,
        shape=None,
        comparator=Comparator(rtol=1e-5, atol=1e-6),
        sample=_curves_case,
        public_cases=4,
        slips=(
            Slip(
                "nanomolar",
                "Every cell is off by three powers of ten: the doses are in nM, what was measured is in pM.",
                lambda expected, **_: _with_square(expected[:-1] - 3),
            ),
            Slip(
                "natural_logarithm",
                "The size is off by 2.303, the factor between the natural and the decimal logarithm. Asked for is the decimal one.",
                lambda expected, **_: expected * np.log(10),
            ),
            Slip(
                "inverted",
                "The signs of the errors are turned round: where the model needs more IL-2 than was measured, the error is positive.",
                lambda expected, **_: _with_square(-expected[:-1]),
            ),
            Slip(
                "ratios",
                "These are ratios of the two EC50s. Asked for is the decimal logarithm of each: 0 where the model is right.",
                lambda expected, **_: _with_square(10 ** expected[:-1]),
            ),
            Slip(
                "straight_in_dose",
                "You drew the straight line over the dose. Between two doses far apart, one over its logarithm reads lower.",
                _straight_in_dose,
            ),
            Slip(
                "next_dose",
                "You took the first dose that is high enough. The curve was at the middle before that; read between two doses.",
                _next_dose,
            ),
            Slip(
                "mean",
                "Your last number is the mean of the errors. Errors of both signs cancel in it.",
                lambda expected, **_: np.append(expected[:-1], np.mean(expected[:-1])),
            ),
            Slip(
                "mean_size",
                "Your last number is the mean size of the errors. The root mean square gives a large one more weight.",
                lambda expected, **_: np.append(expected[:-1], np.mean(np.abs(expected[:-1]))),
            ),
            Slip(
                "no_root",
                "Your last number is the mean of the squares. Its root is missing.",
                lambda expected, **_: np.append(expected[:-1], expected[-1] ** 2),
            ),
            Slip(
                "sum",
                "Your last number grows with the number of cells. Take the mean of the squares, not their sum.",
                lambda expected, **_: np.append(expected[:-1], np.linalg.norm(expected[:-1])),
            ),
        ),
    ),
    Exercise(
        id="hours_until",
        title="How long the IL-2 lasts",
        kind="function",
        points=2,
        unit="h",
        comparator=Comparator(rtol=5e-3),
        sample=_supply_case,
        slips=(
            Slip(
                "no_growth",
                "You kept the number of cells as it was. They divide, and their daughters take up IL-2 too.",
                lambda expected, doubling_h, **_: _cell_hours(expected, doubling_h),
            ),
            Slip(
                "always_plenty",
                "Your cells remove as much at low concentrations as where there is plenty.",
                lambda expected, doubling_h, **case: _hours_for(
                    _cell_hours(expected, doubling_h) / _slower(**case), doubling_h
                ),
            ),
            Slip(
                "never_plenty",
                "Your cells remove more and more the more there is. Their uptake has a ceiling.",
                lambda expected, doubling_h, **case: _hours_for(
                    _cell_hours(expected, doubling_h) * (1 - 1 / _slower(**case)), doubling_h
                ),
            ),
            Slip(
                "rate_of_division",
                "You took one over the doubling time for the rate of growth. In a doubling time cells double; they do not grow e-fold.",
                lambda expected, doubling_h, **_: np.log1p(_cell_hours(expected, doubling_h) / doubling_h) * doubling_h,
            ),
            Slip(
                "milliliter",
                "You are off by a thousand in the cells: a pM is a pmol in a liter, and the cells are counted in a milliliter.",
                lambda expected, doubling_h, **_: _hours_for(1000 * _cell_hours(expected, doubling_h), doubling_h),
            ),
            Slip(
                "by_the_second",
                "Your cells take up in an hour what they should take up in a second.",
                lambda expected, doubling_h, **_: _hours_for(
                    SECONDS_PER_HOUR * _cell_hours(expected, doubling_h), doubling_h
                ),
            ),
            Slip("minutes", "This is in minutes. Asked for are hours.", lambda expected, **_: 60 * expected),
        ),
    ),
    Exercise(
        id="crowd_per_mm3",
        title="A crowd between the talkers and the listener",
        kind="function",
        points=2,
        unit="per mm³",
        comparator=Comparator(rtol=2e-3),
        sample=_crowd_case,
        slips=(
            Slip(
                "per_um3",
                "This is the number in a cubic micrometer. Asked for is a cubic millimeter.",
                lambda expected, **_: expected / 1e9,
            ),
            Slip(
                "per_mL",
                "You are off by a thousand: a cubic millimeter is a microliter, not a milliliter.",
                lambda expected, **_: 1000 * expected,
            ),
            Slip(
                "reach",
                "This is the reach λ in µm. Asked for is the number of consumers.",
                lambda expected, clearance_um3_per_s, **_: _reach_um(expected, clearance_um3_per_s),
            ),
            Slip(
                "no_root",
                "Your reach is no length: look at the units of D over k·n.",
                lambda expected, clearance_um3_per_s, **_: expected * _reach_um(expected, clearance_um3_per_s),
            ),
            Slip(
                "nearest",
                "You listened to the nearest cell alone. The others add to what it makes.",
                _nearest_alone,
            ),
        ),
    ),
    Exercise(
        id="helper_switch",
        title="A switch, and who keeps it off",
        kind="function",
        points=2,
        shape=(3,),
        comparator=Comparator(rtol=2e-3),
        sample=_switch_case,
        slips=(
            Slip(
                "order",
                "Off and on stand the wrong way round. To jump up takes more IL-2 than to stay up.",
                lambda expected, **_: expected[[1, 0, 2]],
            ),
            Slip(
                "to_turn_off",
                "So many Tregs turn off helpers that are up. To keep down those that are down takes fewer; at which concentration do they jump?",
                lambda expected, half_pM, **_: [
                    *expected[:2],
                    expected[2] * _share(expected[1], half_pM) / _share(expected[0], half_pM),
                ],
            ),
            Slip(
                "tregs_at_their_most",
                "You let each Treg remove as much as it can. How much does it remove at the concentration you keep?",
                lambda expected, half_pM, **_: expected * [1, 1, _share(expected[1], half_pM)],
            ),
            Slip(
                "few_occupied",
                "You took the occupied share for c/K. Near the switch many sites are occupied, and it is c/(c+K).",
                lambda expected, half_pM, **_: [
                    *(half_pM * _share(each, half_pM) for each in expected[:2]),
                    expected[2],
                ],
            ),
            Slip(
                "helpers_for_a_treg",
                "Your last number is helpers for each Treg. Asked for is Tregs for each helper.",
                lambda expected, **_: [*expected[:2], 1 / expected[2]],
            ),
        ),
    ),
    Exercise(
        id="lost_brakes",
        title="Two brakes and one signal",
        kind="function",
        points=3,
        shape=(3, 2),
        comparator=Comparator(rtol=5e-3),
        sample=_brakes_case,
        slips=(
            Slip(
                "arms_swapped",
                "The first two rows stand the wrong way round: less AICD spares effectors, less killing spares infected cells.",
                lambda expected, **_: expected[[1, 0, 2]],
            ),
            Slip(
                "columns_swapped",
                "The columns stand the wrong way round: first the effectors, then the infected cells.",
                lambda expected, **_: expected[:, ::-1],
            ),
            Slip(
                "multiplied",
                "You multiplied the effects of the two losses. They meet in one body and change each other; let it settle with both.",
                lambda expected, **_: [*expected[:2], expected[0] * expected[1]],
            ),
            Slip(
                "inverted",
                "This is health over loss. Asked for is by how much the loss multiplies the number in health.",
                lambda expected, **_: 1 / expected,
            ),
            Slip(
                "change",
                "This is the change as a share of the number in health. Asked for is the ratio: 1 where nothing changes.",
                lambda expected, **_: expected - 1,
            ),
            Slip(
                "logarithm",
                "These are logarithms. Asked for is the ratio itself.",
                lambda expected, **_: np.log(expected),
            ),
        ),
    ),
)
