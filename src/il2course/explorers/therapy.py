"""Lesson 4's charts and explorers."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np

from il2course import facts
from il2course.charts import Axis, Chart, Interval, Line, Points, Rule, quantity
from il2course.explorers.explorer import Choice, Explorer, Slider
from il2course.receptor import CELLS
from il2course.therapy import curve, interval, power, ratio, shrinkage, surrogate, window
from il2course.therapy.pharmacokinetics import DEPOTS, concentration_nM, konrad, peak
from il2course.therapy.regimen import Course, Regimen
from il2course.therapy.trial import INDICATIONS, TRIALS, Arm, Outcome, Trial, trials
from il2course.therapy.unit import Dose, convert

PM_PER_NM = 1e3
PERCENT = 100.0
HOURS_PER_DAY = 24.0
DAYS = 28.0
SHARE_AXIS = Axis("share of the cell's maximum", "%", limits=(0, 104))
RATE_AXIS = Axis("patients with the event", "%", limits=(-3, 103))
METHODS = {
    "Wilson": interval.wilson,
    "exact": interval.exact,
    "Bayesian, flat prior": interval.bayesian,
    "Wald, of old textbooks": interval.wald,
}
SOUND = tuple(METHODS)[:3]
SOURCES = ("measured", "measured at 30 min", "model", "model, biosensor β", "engaged")
NAMES = dict(zip(curve.SOURCES, SOURCES, strict=True))


# --- counts and their intervals ---


def _rates(name: str, rows: Sequence[float], events: np.ndarray, n: np.ndarray, method: str, level: float) -> Interval:
    """Rates in per cent with their intervals, one a row; a Bayesian's rate is the mean of what is then believed."""
    events, n, places = np.asarray(events), np.asarray(n), np.asarray(rows, dtype=float)
    low, high = METHODS[method](events, n, level)
    rate = (events + 1) / (n + 2) if method.startswith("Bayesian") else events / n
    return Interval(name, places, PERCENT * np.asarray(low), PERCENT * rate, PERCENT * np.asarray(high))


def high_dose_chart() -> Chart:
    """Responses to high dose with three kinds of interval."""
    shown = {
        "melanoma\nAtkins 1999": "atkins1999",
        "kidney, counts of 1995\nFyfe": "fyfe1995",
        "kidney, longer follow-up\nlabel": "fisher2000",
    }
    counts = np.array([facts.lookup(f"{key}.response") for key in shown.values()])
    names = tuple(f"{name}: {x}/{n}" for name, (x, n) in zip(shown, counts, strict=True))
    return Chart(
        title="Objective responses to high-dose IL-2, 95 % intervals",
        x=Axis("patients who responded", "%", limits=(8, 30)),
        y=Axis("trials", "", "category", categories=names),
        series=tuple(_rates(method, range(len(shown)), *counts.T, method, 0.95) for method in SOUND),
        caption=(
            "Three ways to an interval, one answer: about one patient in six or seven. The two rows for kidney are "
            "the same patients, looked at twice."
        ),
    )


def interval_chart(rate: float = 16.0, patients: float = 270.0, level: str = "95 %") -> Chart:
    """Intervals of one rate by four methods."""
    n = round(patients)
    events = round(rate / PERCENT * n)
    share = float(level.removesuffix(" %")) / PERCENT
    rows = [_rates(method, [row], [events], [n], method, share) for row, method in enumerate(METHODS)]
    low, value, high = (np.concatenate([getattr(row, end) for row in rows]) for end in ("low", "value", "high"))
    wilson = rows[0]
    return Chart(
        title=f"{events} of {n}: what the true rate may be",
        x=RATE_AXIS,
        y=Axis("method", "", "category", categories=tuple(METHODS)),
        series=(Interval(f"{level} interval", np.arange(len(METHODS), dtype=float), low, value, high),),
        caption=(
            f"Wilson's {level} interval runs from {quantity(wilson.low[0], '%')} to {quantity(wilson.high[0], '%')}. "
            "Take few patients and a rate near none or all, and see the last row fail: it loses its width or leaves "
            "the possible."
        ),
    )


intervals = Explorer(
    "A rate and its interval",
    (
        Slider("rate", "Patients who responded", "%", 0, 100, 16, steps=100),
        Slider("patients", "Patients", "1", 5, 1000, 270, log=True),
        Choice("level", "Level", ("95 %", "90 %", "99 %")),
    ),
    interval_chart,
)


# --- forest plots ---


SHORT = {"SRI-4 at week 12, two sites left out post hoc": "two sites left out"}
FEW = 2  # counted trials in an indication of which all outcomes are shown, not only the first


def _counted(trial: Trial) -> list[Outcome]:
    """What was counted in a trial, its primary end point first."""
    known = [trial.outcomes[trial.primary]] if trial.primary in trial.outcomes else []
    known += [outcome for outcome in trial.outcomes.values() if outcome not in known]
    return [outcome for outcome in known if outcome.arms]


COUNTED = tuple(name for name in INDICATIONS if any(_counted(trial) for trial in trials(name)))


def _shown(indication: str) -> list[tuple[Trial, Outcome]]:
    """Benefits where any was counted, else harms; of many trials only the first outcome of each."""
    found = [(trial, outcome) for trial in trials(indication) for outcome in _counted(trial)]
    found = [(trial, outcome) for trial, outcome in found if outcome.good] or found
    if len({trial.id for trial, _ in found}) <= FEW:
        return found
    return list({trial.id: (trial, outcome) for trial, outcome in reversed(found)}.values())[::-1]


def _rows(trial: Trial, outcome: Outcome, event: str) -> list[tuple[str, list[Arm]]]:
    """Rows of a forest: a name, and the arms that stand in it, compared where chance or a control allows it."""
    arms = list(outcome.arms.values())
    compared = len(arms) == 2 and (trial.is_randomized or "control" in outcome.arms)
    rows = []
    for some in [arms] if compared else [[arm] for arm in arms]:
        who = [trial.name] if compared or len(arms) == 1 else [trial.name, some[0].name]
        name = ", ".join([*who, event] if event else who)
        rows.append((f"{name}: {' v '.join(f'{arm.events}/{arm.n}' for arm in some)}", some))
    return rows


def forest_chart(indication: str = COUNTED[0], method: str = "Wilson") -> Chart:
    """Rates of the counted trials in one indication."""
    shown = _shown(indication)
    events = {outcome.what: SHORT.get(outcome.what, outcome.what) for _, outcome in shown}
    one_event = len(events) == 1
    rows = [row for trial, one in shown for row in _rows(trial, one, "" if one_event else events[one.what])]
    series = []
    sides = ("with IL-2", "control") if any(len(some) > 1 for _, some in rows) else ("rate",)
    for place, name in enumerate(sides):
        here = [(row, some[place]) for row, (_, some) in enumerate(rows) if place < len(some)]
        if here:
            counts = np.array([(arm.events, arm.n) for _, arm in here])
            series.append(_rates(name, [row for row, _ in here], *counts.T, method, 0.95))
    harm = "" if shown[0][1].good else "harm: "
    how = dict.fromkeys(_how(trial) for trial, _ in shown)
    return Chart(
        title=f"{indication[:1].upper()}{indication[1:]}, 95 % intervals",
        x=replace(RATE_AXIS, label=f"{harm}{next(iter(events))}") if one_event else RATE_AXIS,
        y=Axis("trial", "", "category", categories=tuple(name for name, _ in rows)),
        series=tuple(series),
        caption=f"Before you compare rows, read how each was done. {'. '.join(how)}.",
    )


def _how(trial: Trial) -> str:
    """Design and, where it is known, what became of the primary end point."""
    known = trial.outcomes.get(trial.primary)
    what = f"primary end point ({known.what})" if known else "primary end point"
    ended = f", {what} {trial.ended}" if trial.ended in ("met", "missed") else ""
    return f"{trial.name}: {trial.design}{ended}"


forest = Explorer(
    "Forest plot",
    (Choice("indication", "Indication", COUNTED), Choice("method", "Interval", tuple(METHODS))),
    forest_chart,
)


# --- what becomes of a dose ---


def bolus_chart() -> Chart:
    """The level after a bolus and during an infusion, in the units of its laboratory."""
    time = np.linspace(0.0, 8.0, 161)
    body = konrad()
    rate, start = body.rates_per_min, facts.konrad_bolus.value
    minutes = 60.0 * time
    fall = start * (np.array(body.shares) * np.exp(-np.outer(minutes, rate))).sum(axis=1)
    slow = start * body.shares[1] * np.exp(-rate[1] * minutes)
    infused = Regimen(
        "6 h", (Course(Dose(1e6, "IU/m²"), HOURS_PER_DAY, 1),), "infusion", 60 * facts.konrad_infusion.value
    )
    plateau = convert(concentration_nM(time, infused), "nM", "IU/mL")
    return Chart(
        title="The same dose at once and over 6 h",
        x=Axis("time", "h"),
        y=Axis("IL-2 in serum", "U/mL", "log", (0.05, 1000)),
        series=(
            Line("bolus", time, fall),
            Line("infusion", time, np.maximum(plateau, 0.05)),
            Line("slow part of the bolus", time, slow),
        ),
        marks=(Rule(facts.konrad_plateau.value, f"plateau: {facts.konrad_plateau.value} U/mL", "y"),),
        caption=(
            "After a bolus the level falls fast at first and slowly later. The slow part starts at "
            f"{quantity(PERCENT * body.shares[1], '%', digits=2)} of the whole; after two hours it is nearly all."
        ),
    )


LADDER = (
    ("high dose, 600,000 IU/kg", Dose(facts.high_dose.value[0], "IU/kg"), True),
    ("ESPRIT, 7.5 MIU", Dose(facts.hiv_dose.value["ESPRIT"], "MIU"), False),
    ("SILCAAT, 4.5 MIU", Dose(facts.hiv_dose.value["SILCAAT"], "MIU"), False),
    ("HCV vasculitis, 3 MIU", Dose(facts.saadoun_dose.value["later"], "MIU"), False),
    ("chronic GVHD, 1 MIU/m²", Dose(facts.koreth_dose.value, "MIU/m²"), False),
    ("arthritis, MS, 1 MIU", Dose(facts.louapre_dose.value, "MIU"), False),
    ("DILfrequency, 0.26 MIU/m²", Dose(facts.seelig_dose.value, "MIU/m²"), False),
)


def ladder_chart() -> Chart:
    """Highest serum level after one dose of each trial beside the measured EC50s."""
    low, middle, high = np.array([_peaks(dose, vein) for _, dose, vein in LADDER]).T
    ec50 = {cell: facts.pstat5_ec50_60_min.value[cell] / PM_PER_NM for cell in CELLS}
    return Chart(
        title="Where each dose takes the blood",
        x=Axis("highest level in serum", "nM", "log", (1e-3, 200)),
        y=Axis("one dose", "", "category", categories=tuple(name for name, *_ in LADDER)),
        series=(
            Interval("peak, with what patients differ in", np.arange(len(LADDER), dtype=float), low, middle, high),
        ),
        marks=tuple(Rule(value, cell) for cell, value in ec50.items()),
        caption=(
            "Vertical lines: EC50 of pSTAT5 after an hour. One dose of the low-dose trials peaks about the Treg's "
            "EC50 and far below the others'; the high dose is beyond them all. Bars: from the lowest to the highest "
            "level patients may have; for the high dose, over 15 min or at once."
        ),
    )


@cache
def _peaks(dose: Dose, vein: bool) -> tuple[float, float, float]:
    """Lowest, middle and highest peak in nM."""
    if vein:
        slow, fast = facts.high_dose_peak.value["infusion"], facts.high_dose_peak.value["bolus"]
        return slow, slow, fast
    level = [convert(peak(dose, DEPOTS[name]).level_IU_mL, "IU/mL", "nM") for name in ("low", "middle", "high")]
    return tuple(level)


# --- the window ---


APART = 1.3  # ends of a window nearer than this cannot both be named


def window_chart(source: str = SOURCES[0], responding: float = 50.0, silent: float = 10.0) -> Chart:
    """Answers of four cells along the concentration, and where Tregs answer alone."""
    known = curve.curves(source)
    dose = known.dose_nM[(known.dose_nM >= 1e-4) & (known.dose_nM <= 100)]
    found = _window(source, responding / PERCENT, silent / PERCENT)
    shares = known.at(dose)
    span = f"{quantity(found.low_nM, 'nM')} to {quantity(found.high_nM, 'nM')}, {quantity(found.fold)}-fold"
    return Chart(
        title=f"Tregs alone: {span}" if found.open else f"Window closed: {found.first_other} answers first",
        x=Axis("IL-2 in serum", "nM", "log", (1e-4, 100)),
        y=SHARE_AXIS,
        series=tuple(Line(cell, dose, PERCENT * shares[cell]) for cell in CELLS),
        marks=_ends(found, f"Treg at {quantity(responding, '%')}", f"{found.first_other} at {quantity(silent, '%')}"),
        caption=(
            "The window lies between the two dashed lines, if the Treg's stands left of the other. Change the source "
            "of the curves first, and only then the two shares, which are your choice and nobody's measurement."
        ),
    )


def _ends(found: window.Window, low: str, high: str) -> tuple[Rule, ...]:
    """Both ends of a window; where they all but meet, one line with both names."""
    if max(found.fold, 1 / found.fold) < APART:
        return (Rule(found.low_nM, f"{low}, {high}"),)
    return Rule(found.low_nM, low), Rule(found.high_nM, high)


@lru_cache(maxsize=1024)
def _window(source: str, responding: float, silent: float) -> window.Window:
    return window.window(curve.curves(source), responding, silent)


dose_window = Explorer(
    "The window of Tregs alone",
    (
        Choice("source", "Curves", SOURCES),
        Slider("responding", "A Treg answers from", "%", 5, 90, 50, steps=34),
        Slider("silent", "Others are silent below", "%", 1, 50, 10, steps=49),
    ),
    window_chart,
)

VIEWS = {f"pSTAT5, {source}": source for source in SOURCES[:4]}
ROUTES = {"under the skin": ("subcutaneous", 0.0), "into a vein, 15 min": ("infusion", 15.0)}
SHOWN_H = np.linspace(0.0, 72.0, 81)
AFTER_H = np.array([0.0, 0.25, 0.5, 1.0, 1.5, 2.5, 4.0, 6.0, 12.0, 24.0, 48.0])  # an infusion, where its level bends


def dosing_chart(
    dose_MIU: float = 1.0,
    every_h: float = 24.0,
    doses: float = 28.0,
    route: str = "under the skin",
    show: str = "pSTAT5, measured",
) -> Chart:
    """A schedule's level in serum, or what four cells make of it."""
    way, length_min = ROUTES[route]
    regimen = Regimen("yours", (Course(Dose(dose_MIU, "MIU"), every_h, round(doses)),), way, length_min)
    source = VIEWS.get(show, SOURCES[0])
    found = _exposure(regimen, source)
    time = _times(regimen)
    near = np.searchsorted(found.time_h, time - 1e-9)
    answers = found.engaged if show == "engaged receptors" else found.pstat5
    hours = found.hours_alone()
    if show == "level in serum":
        series, axis = _levels(regimen), Axis("IL-2 in serum", "nM", "log", (1e-4, 100))
        ec50 = {cell: facts.pstat5_ec50_60_min.value[cell] / PM_PER_NM for cell in ("Treg", "Th", "NK")}
        marks = tuple(Rule(value, f"EC50 of {cell}", "y") for cell, value in ec50.items())
    else:
        series = tuple(Line(cell, time, PERCENT * answers[cell][near]) for cell in CELLS)
        axis, marks = SHARE_AXIS, ()
    return Chart(
        title=f"{regimen.total()} in {round(doses)} doses: Tregs alone for {hours:.0f} h of 28 days",
        x=Axis("time", "h", limits=(0, SHOWN_H[-1])),
        y=axis,
        series=series,
        marks=marks,
        caption=_told(found, source),
    )


@lru_cache(maxsize=64)
def _exposure(regimen: Regimen, source: str) -> window.Exposure:
    return window.exposure(regimen, days=DAYS, source=source)


def _times(regimen: Regimen) -> np.ndarray:
    """Hours at which the first three days are drawn."""
    if regimen.route == "subcutaneous":
        return SHOWN_H
    after = AFTER_H[np.diff(regimen.times_h, append=np.inf).min() > AFTER_H]
    return np.unique(np.clip(np.add.outer(regimen.times_h, after), 0.0, SHOWN_H[-1]))


def _levels(regimen: Regimen) -> tuple[Line, ...]:
    """The level from the start, for the three depots of the skin."""
    names = ("high", "middle", "low") if regimen.route == "subcutaneous" else ("middle",)
    said = {"high": "most absorbed", "middle": "in between", "low": "least absorbed"}
    time = _times(regimen)
    level = {name: concentration_nM(time, regimen, depot=DEPOTS[name]) for name in names}
    return tuple(
        Line(said[name] if len(names) > 1 else "level", time, np.maximum(values, 1e-4))
        for name, values in level.items()
    )


def _told(found: window.Exposure, source: str) -> str:
    hours = ", ".join(f"{cell} {time:.0f} h" for cell, time in found.hours_above().items())
    return (
        f"Hours of 28 days at half of the maximum or more, curves “{source}”: {hours}. Alone: nobody else at a tenth."
    )


dosing = Explorer(
    "Dosing designer",
    (
        Slider("dose_MIU", "Each dose", "MIU", 0.03, 60, 1, log=True, steps=120),
        Slider("every_h", "One every", "h", 6, 96, 24, steps=45),
        Slider("doses", "Doses", "1", 1, 40, 28, steps=39),
        Choice("route", "Given", tuple(ROUTES)),
        Choice("show", "Show", (*VIEWS, "engaged receptors", "level in serum")),
    ),
    dosing_chart,
)


# --- two arms: power ---

SIZES = np.unique(np.round(np.geomspace(8, 640, 40)).astype(int))
EXACT = SIZES[::4]


def power_chart(rate_a: float = 55.0, rate_b: float = 30.0, patients: float = 30.0, test: str = "χ²") -> Chart:
    """Power of a trial of two arms along its size."""
    a, b, n = rate_a / PERCENT, rate_b / PERCENT, round(patients)
    here = float(power.power(a, b, n, test=test))
    sizes = EXACT[EXACT <= 200]
    exact = np.array([float(power.power(a, b, int(size), test=test)) for size in sizes])
    return Chart(
        title=f"{n} an arm: a chance of {quantity(PERCENT * here, '%', digits=2)} to find the difference",
        x=Axis("patients an arm", "1", "log", (SIZES[0], SIZES[-1])),
        y=Axis("power", "%", limits=(0, 104)),
        series=(
            Line("textbook formula, χ²", SIZES.astype(float), PERCENT * power.normal_power(a, b, SIZES)),
            Points(f"exact, {test}", sizes.astype(float), PERCENT * exact),
        ),
        marks=(Rule(80.0, "80 %, the usual wish", "y"), Rule(float(n), f"{n} an arm")),
        caption=(
            f"True rates {quantity(rate_a, '%')} and {quantity(rate_b, '%')}, two-sided α of 0.05. "
            "Halve the difference, and the size you need grows about fourfold."
        ),
    )


trial_size = Explorer(
    "How large a trial",
    (
        Slider("rate_a", "True rate with IL-2", "%", 5, 95, 55, steps=90),
        Slider("rate_b", "True rate without", "%", 5, 95, 30, steps=90),
        Slider("patients", "Patients an arm", "1", 8, 600, 30, log=True),
        Choice("test", "Test", ("χ²", "Fisher")),
    ),
    power_chart,
)


# --- why good news shrinks ---


def curse_chart(truth: float = 27.7, patients: float = 38.0, go: float = 45.0) -> Chart:
    """What a small trial reports when only good news goes on."""
    n = round(patients)
    wanted = min(int(np.ceil(go / PERCENT * n)), n)
    found = shrinkage.winners_curse(truth / PERCENT, n, wanted)
    events = np.arange(n + 1)
    tail = shrinkage.chance(events, n, truth / PERCENT)
    chance = tail - np.append(tail[1:], 0.0)
    good = events >= wanted
    return Chart(
        title=f"{n} patients, a true rate of {quantity(truth, '%')}",
        x=Axis("rate that the trial reports", "%", limits=(-1, 101)),
        y=Axis("probability", "%"),
        series=(
            Points("put in a drawer", PERCENT * events[~good] / n, PERCENT * chance[~good]),
            Points("goes on", PERCENT * events[good] / n, PERCENT * chance[good]),
        )
        if good.any() and not good.all()
        else (Points("goes on", PERCENT * events / n, PERCENT * chance),),
        marks=(Rule(truth, "truth"), Rule(PERCENT * float(found.reported), "mean of those that go on")),
        caption=(
            f"A trial goes on from {wanted} of {n} responders. "
            f"{quantity(PERCENT * float(found.passes), '%', digits=2)} of such trials do, and report "
            f"{quantity(PERCENT * float(found.reported), '%', digits=3)} on average: "
            f"{quantity(PERCENT * float(found.excess), '', digits=2)} points too many, without anyone's fault."
        ),
    )


winners_curse = Explorer(
    "The winner's curse",
    (
        Slider("truth", "True rate", "%", 5, 80, 27.7, steps=75),
        Slider("patients", "Patients", "1", 5, 300, 38, log=True),
        Slider("go", "Go on from", "%", 10, 90, 45, steps=80),
    ),
    curse_chart,
)

FIRST_AND_LATER = (
    ("PIVOT-02, melanoma", "pivot_02", "response", "combination", 0.277),
    ("ARTISTRY-1, ovarian", "artistry_1_early", "response", "ovarian", "artistry_1"),
    ("ARTISTRY-1, kidney", "artistry_1_early", "response", "rcc", "artistry_1"),
    ("Koreth 2011, GVHD", "koreth2011", "response", "il2", "koreth2016"),
)


def shrink_chart(mean: float = 30.0, weight: float = 20.0) -> Chart:
    """First results, what a prior makes of them, and what came later."""
    arms = [TRIALS[trial].outcomes[what].arms[arm] for _, trial, what, arm, _ in FIRST_AND_LATER]
    events, n = np.array([(arm.events, arm.n) for arm in arms]).T
    rows = np.arange(len(arms), dtype=float)
    found = shrinkage.shrink(events, n, shrinkage.Prior(mean / PERCENT, weight))
    later = [_later(row) for row in FIRST_AND_LATER]
    names = tuple(f"{name}: {arm.events}/{arm.n}" for (name, *_), arm in zip(FIRST_AND_LATER, arms, strict=True))
    return Chart(
        title=f"First news, shrunk towards {quantity(mean, '%')}",
        x=RATE_AXIS,
        y=Axis("first trial", "", "category", categories=names),
        series=(
            _rates("as reported", rows, events, n, "Wilson", 0.95),
            Interval(
                "shrunk",
                rows,
                PERCENT * found.interval.low,
                PERCENT * found.mean,
                PERCENT * found.interval.high,
            ),
            Points("later result", PERCENT * np.array(later), rows + 0.4),
        ),
        marks=(Rule(mean, "prior"),),
        caption=(
            f"A prior worth {quantity(weight)} patients pulls the smallest trial "
            f"{quantity(PERCENT * found.pull[1], '%', digits=2)} of the way and the largest "
            f"{quantity(PERCENT * found.pull[0], '%', digits=2)}. Which "
            "later results does it meet, and which one would it have spoiled?"
        ),
    )


def _later(row: tuple) -> float:
    """The rate that a later trial or cut of the data gave, as a fraction."""
    _, _, what, arm, after = row
    if isinstance(after, float):
        return facts.diab2023.value["combination"] / PERCENT
    return TRIALS[after].outcomes[what].arms[arm].rate


shrink = Explorer(
    "First news and later results",
    (
        Slider("mean", "What you expected", "%", 5, 80, 30, steps=75),
        Slider("weight", "What that belief is worth, in patients", "1", 1, 300, 20, log=True),
    ),
    shrink_chart,
)


# --- HIV: a marker and its outcomes ---

HIV_ROWS = (
    ("ESPRIT", "esprit", "disease_or_death", "disease or death"),
    ("SILCAAT", "silcaat", "disease_or_death", "disease or death"),
    ("ESPRIT", "esprit", "death", "death"),
    ("SILCAAT", "silcaat", "death", "death"),
    ("ESPRIT", "esprit", "grade_4", "grade 4 event"),
    ("SILCAAT", "silcaat", "grade_4", "grade 4 event"),
)
HAZARD_AXIS = Axis("hazard ratio, IL-2 over control", "1", "log", (0.5, 2.0))


def hiv_chart() -> Chart:
    """Hazard ratios of the two large HIV trials; intervals not printed are those their p implies."""
    published, implied = [], []
    for row, (_, key, what, _) in enumerate(HIV_ROWS):
        one = TRIALS[key].outcomes[what].ratio
        ends = (one.low, one.high) if one.low else ratio.interval_from_p(one.value, one.p)
        (published if one.low else implied).append((row, ends[0], one.value, ends[1]))
    names = tuple(f"{trial}: {what}" for trial, _, _, what in HIV_ROWS)
    return Chart(
        title="HIV: what CD4 cells made by IL-2 did for patients",
        x=HAZARD_AXIS,
        y=Axis("trial and event", "", "category", categories=names),
        series=(
            Interval("as published", *np.array(published).T),
            Interval("from the published p", *np.array(implied).T),
        ),
        marks=(Rule(1.0, "no difference"),),
        caption=(
            "Left of 1 IL-2 looks better, right of it worse. Of the six bars only that of grade 4 events in ESPRIT "
            "stands clear of 1, on the side of harm."
        ),
    )


def surrogate_chart(worth: float = 100.0, harm: float = 1.0) -> Chart:
    """What a gain of CD4 cells promises, and what the trials saw."""
    keys = ("esprit", "silcaat")
    seen = [TRIALS[key].outcomes["disease_or_death"].ratio for key in keys]
    promised = np.array([surrogate.predicted(facts.natural_hazard.value[key], worth / PERCENT, harm) for key in keys])
    low, value, high = np.array([(one.low, one.value, one.high) for one in seen]).T
    allowed = " and ".join(TRIALS[key].name for key in np.array(keys)[(low <= promised) & (promised <= high)])
    names = [f"{TRIALS[key].name}, +{facts.abrams2009_cd4.value[key]['gain']} CD4/µL" for key in keys]
    rows = np.arange(2.0)
    return Chart(
        title="What the new cells promised, and what was seen",
        x=HAZARD_AXIS,
        y=Axis("trial", "", "category", categories=tuple(names)),
        series=(Interval("seen, 95 % interval", rows, low, value, high), Points("your story", promised, rows + 0.2)),
        marks=(Rule(1.0, "no difference"),),
        caption=(
            f"Your story lies within the interval of {allowed or 'neither trial'}. "
            "Find another pair of settings that lies within both."
        ),
    )


promise = Explorer(
    "A promise and a result",
    (
        Slider("worth", "Worth of a new cell, of a natural one", "%", 0, 100, 100, steps=50),
        Slider("harm", "Hazard ratio of everything else IL-2 does", "1", 0.8, 1.5, 1.0, steps=70),
    ),
    surrogate_chart,
)

ENDINGS = (
    ("PIVOTAL, daromun: recurrence", "pivotal", "recurrence"),
    ("Rohaan 2022, cells with IL-2: progression", "rohaan2022", "progression"),
    ("PIVOT IO 001, bempeg: progression", "pivot_io_001", "progression"),
    ("ESPRIT: disease or death", "esprit", "disease_or_death"),
    ("SILCAAT: disease or death", "silcaat", "disease_or_death"),
)


def endings_chart() -> Chart:
    """Primary end points that were hazard ratios."""
    known = [TRIALS[trial].outcomes[what].ratio for _, trial, what in ENDINGS]
    low, value, high = np.array([(one.low, one.value, one.high) for one in known]).T
    names = tuple(f"{name}\nprimary {TRIALS[trial].ended}" for name, trial, _ in ENDINGS)
    return Chart(
        title="Primary end points that were hazard ratios",
        x=Axis("hazard ratio, with IL-2 over without", "1", "log", (0.3, 2.0)),
        y=Axis("trial", "", "category", categories=names),
        series=(Interval("published interval", np.arange(len(known), dtype=float), low, value, high),),
        marks=(Rule(1.0, "no difference"),),
        caption=(
            "Two stand clear of 1 and met their end point: IL-2 put into the tumor, and IL-2 as companion of a "
            "patient's own cells. The interval of PIVOT IO 001 is one of 97 %, the others of 95 %."
        ),
    )


EXPLORERS = (intervals, forest, dose_window, dosing, trial_size, winners_curse, shrink, promise)
FIGURES = (high_dose_chart, bolus_chart, ladder_chart, hiv_chart, endings_chart)
