"""Lesson 3's charts and explorers."""

from dataclasses import replace
from functools import cache, lru_cache

import numpy as np
from scipy.interpolate import PchipInterpolator

from il2course import facts, receptor
from il2course.charts import Axis, Band, Chart, Interval, Line, Points, Raster, Rule, quantity
from il2course.explorers.explorer import Choice, Explorer, Slider
from il2course.kinetics import Trajectory
from il2course.receptor import CELLS, SolutionKd, Surface
from il2course.signaling import competition, culture, discrepancy, fallon, farhat, field, loss, neighborhood, pathway
from il2course.signaling.competition import ILLUSTRATIVE_TH, ILLUSTRATIVE_TREG, Responder
from il2course.signaling.farhat import PUBLISHED, Cell, Trafficking
from il2course.signaling.pathway import WILD_TYPE, Pathway, Signal

PERCENT = 100.0
MIN_PER_H = 60.0
PM_PER_NM = 1e3
ENOUGH = 1e-3  # error of a step that no eye sees
DOSES_NM = facts.pstat5("Treg")[0]
GRID_NM = np.geomspace(DOSES_NM[0], DOSES_NM[-1], 73)
IL2_AXIS = Axis("dose of IL-2", "nM", "log", (DOSES_NM[0], DOSES_NM[-1]))


# --- makers: a culture keeps its own account ---

CULTURE_CELLS, CULTURE_ANTIGEN = 3e4, 1e9
CULTURE_H, LEAST_SHOWN_PM = np.arange(0.0, 101.0, 2.0), 0.1


def culture_chart() -> Chart:
    """IL-2 in a culture of activated T cells, with and without the published regulation."""
    ways = {"with both regulations": culture.PUBLISHED, "without": culture.CLASSICAL}
    lines = [Line(name, CULTURE_H, _culture_pM(way)) for name, way in ways.items()]
    return Chart(
        title="IL-2 in a culture that makes and uses it",
        x=Axis("time after antigen", "h"),
        y=Axis("IL-2 in the medium", "pM", "log", (LEAST_SHOWN_PM, 2e3)),
        series=tuple(lines),
        marks=(Rule(facts.classical_ceiling.value, "10 pM", "y"),),
        caption=(
            "Both rise as the cells meet antigen and fall as they drink up what they made. Without the two regulations "
            f"IL-2 stays below the dashed line. What is below {quantity(LEAST_SHOWN_PM, 'pM')} is drawn there."
        ),
    )


@cache
def _culture_pM(way: culture.Pathway) -> np.ndarray:
    found = culture.simulate(CULTURE_CELLS, CULTURE_ANTIGEN, CULTURE_H, way, cohort=20, step_h=0.2)
    return np.maximum(found.il2_pM, LEAST_SHOWN_PM)


# --- from the receptor to the nucleus ---

FEEDBACKS = {
    "CIS and SOCS": Pathway(cis_strength=0.0, socs_strength=0.0),
    "the CD25 loop": Pathway(cd25_fold=1.0),
    "both": Pathway(cis_strength=0.0, socs_strength=0.0, cd25_fold=1.0),
}
SHOWN = ("pSTAT5", "CD25 on the surface", "cells in cycle")
WHAT_TO_SEE = {
    SHOWN[0]: "Brakes come late, because they must first be made: compare the first minutes with the hours after.",
    SHOWN[1]: "IL-2 takes CD25 in with it, and STAT5 makes more: see which of the two wins, and when.",
    SHOWN[2]: "Cells enter the cycle when what STAT5 has driven adds up past a threshold: compare low and high doses.",
}
COURSE_MIN = np.concatenate(
    [np.arange(0, 120, 5.0), np.arange(120, 720, 20.0), np.arange(720, 72 * MIN_PER_H + 1, 60.0)]
)


def feedback_chart(
    cell: str = "Treg", dose_pM: float = 100.0, without: str = "CIS and SOCS", show: str = SHOWN[0]
) -> Chart:
    """One cell's pathway over time, whole and without a feedback."""
    whole, cut = _course(cell, dose_pM, "nothing"), _course(cell, dose_pM, without)
    scale = _shown(whole, show).max() if show == SHOWN[0] else 1.0
    axes = {
        SHOWN[0]: Axis("pSTAT5, share of the whole pathway's peak", "%"),
        SHOWN[1]: Axis("CD25 on the surface, share of the start", "%"),
        SHOWN[2]: Axis("cells in cycle", "%", limits=(0, 102)),
    }
    hours = COURSE_MIN / MIN_PER_H
    until = hours <= (24.0 if show == SHOWN[0] else 72.0)
    return Chart(
        title=f"{cell} with and without feedback: {show}",
        x=Axis("time with IL-2", "h"),
        y=axes[show],
        series=tuple(
            Line(name, hours[until], PERCENT * np.maximum(_shown(course, show)[until], 0.0) / scale)
            for name, course in (("whole", whole), (f"without {without}", cut))
        ),
        caption=f"{WHAT_TO_SEE[show]} Read directions only; most rates here are illustrative.",
    )


@lru_cache(maxsize=256)
def _course(cell: str, dose_pM: float, without: str) -> Signal:
    way = FEEDBACKS.get(without, WILD_TYPE)
    known = {cell: farhat.cells()[cell]}
    return pathway.simulate(known, [dose_pM / PM_PER_NM], COURSE_MIN, way, rtol=ENOUGH, atol=1e-5)


def _shown(course: Signal, show: str) -> np.ndarray:
    if show == SHOWN[0]:
        return course.pstat5[0, 0]
    if show == SHOWN[1]:
        return course.cd25[0, 0] / course.cd25[0, 0, 0]
    return course.in_cycle[0, 0]


feedback = Explorer(
    "Brakes and a loop",
    (
        Choice("cell", "Cell", CELLS),
        Slider("dose_pM", "IL-2, held", "pM", 1, 1e4, 100.0, log=True, steps=60),
        Choice("without", "Take away", tuple(FEEDBACKS)),
        Choice("show", "Show", SHOWN),
    ),
    feedback_chart,
)


def arms_chart() -> Chart:
    """The three arms of the pathway after half an hour, with PTEN and without."""
    treg = farhat.cells()["Treg"]
    cells = {"Treg": treg, "Treg without PTEN": treg}
    signal = pathway.simulate(cells, [1.0], [0.0, 30.0], rtol=1e-4, atol=1e-6)
    places = np.arange(2.0)
    return Chart(
        title="Three arms behind one receptor, a Treg at 1 nM",
        x=Axis("cell", "", "category", categories=tuple(cells)),
        y=Axis("share switched on after 30 min", "%", "log", (0.1, 50)),
        series=tuple(
            Points(name, places + shift, PERCENT * signal[species][:, 0, 1])
            for name, species, shift in (
                ("STAT5", "pSTAT5", -0.1),
                ("AKT, behind PI3K", "pAKT", 0.0),
                ("ERK, behind RAS", "pERK", 0.1),
            )
        ),
        caption="PTEN moves one symbol only, the PI3K arm. Read directions, not heights: the rates are illustrative.",
    )


# --- trafficking ---

MEASURED_UPTAKE_MIN = float(np.mean(facts.internalization_half_time.value))
FITTED = "16 s, as fitted"
UPTAKES = {
    FITTED: PUBLISHED,
    "12.5 min, as measured": PUBLISHED.with_active_half_life(MEASURED_UPTAKE_MIN),
}
ENDOSOMES = ("1034 fL, as in the code", "10 fL, as in the paper")
TRAFFIC_MIN = np.concatenate([np.linspace(0.0, 20.0, 41), np.linspace(22.0, 240.0, 55)])


def traffic_chart(cell: str = "Treg", dose_pM: float = 1000.0, half_time_min: float = 0.263) -> Chart:
    """Where a cell's receptors are over time."""
    found = _traffic(cell, dose_pM, half_time_min)
    beta = found.on_surface("B")[0, 0]
    curves = {
        "CD25 on the surface": found.on_surface("A")[0, 0] / found.on_surface("A")[0, 0, 0],
        "CD122 on the surface": beta / beta[0],
        "signaling, on the surface": found.surface_active[0, 0] / beta[0],
        "signaling, inside": PUBLISHED.endosome_area * found.endosomal_active[0, 0] / beta[0],
    }
    return Chart(
        title=f"Where the receptors of a {cell} are",
        x=Axis("time with IL-2", "min"),
        y=Axis("share of the chain's start", "%"),
        series=tuple(Line(name, TRAFFIC_MIN, PERCENT * np.maximum(share, 0.0)) for name, share in curves.items()),
        caption=(
            "CD25 and CD122 count free and bound ones, each as a share of its own start; signaling complexes as a "
            "share of the CD122 at the start. CD122 leaves with its ligand, and most of the signal comes from inside."
        ),
    )


@lru_cache(maxsize=256)
def _traffic(cell: str, dose_pM: float, half_time_min: float) -> farhat.Response:
    traffic = PUBLISHED.with_active_half_life(half_time_min)
    known = {cell: farhat.cells(trafficking=traffic)[cell]}
    return farhat.simulate(known, [dose_pM / PM_PER_NM], TRAFFIC_MIN, rtol=1e-4, atol=1e-3)


traffic = Explorer(
    "Inside and out",
    (
        Choice("cell", "Cell", CELLS),
        Slider("dose_pM", "IL-2, held", "pM", 1, 1e5, 1000.0, log=True),
        Slider("half_time_min", "Half-time of uptake, signaling complexes", "min", 0.1, 30, 0.263, log=True, steps=60),
    ),
    traffic_chart,
)


def yt1_chart() -> Chart:
    """CD122 lost from the surface of YT-1 cells: measured, and under two speeds of uptake."""
    table = facts.yt1_surface_cd122.value
    minutes, time = np.array(table["minutes"], dtype=float), np.linspace(0.0, 60.0, 121)
    series = []
    for name, way in UPTAKES.items():
        left = farhat.simulate({"YT-1": farhat.yt1(trafficking=way)}, [1.0], time, rtol=1e-5, atol=1e-4)
        beta = left.on_surface("B")[0, 0]
        series.append(Line(name, time, PERCENT * beta / beta[0]))
    measured = Points("measured", minutes, PERCENT * np.array(table["at_1_nM"]))
    return Chart(
        title="CD122 on YT-1 cells with CD25 at 1 nM",
        x=Axis("time with IL-2", "min"),
        y=Axis("CD122 on the surface", "%", limits=(0, 112)),
        series=(*series, measured),
        caption=(
            "The uptake measured with radioactive IL-2 cannot explain these points, the fitted one nearly does: "
            "two measurements, two speeds."
        ),
    )


# --- dose–response of four cells ---


@lru_cache(maxsize=128)
def _four(kd_beta_nM: float, uptake: str, endosome: str) -> farhat.Response:
    """All cells at the published doses and times; the cycles stay closed."""
    way = UPTAKES[uptake] if endosome == ENDOSOMES[0] else UPTAKES[uptake].with_endosome_fL(facts.endosome_paper.value)
    return farhat.simulate(_cells(kd_beta_nM, way), DOSES_NM, (0.0, 30.0, 60.0), rtol=ENOUGH, atol=ENOUGH)


def _cells(kd_beta_nM: float, way: Trafficking = PUBLISHED) -> dict[str, Cell]:
    surface = Surface(replace(receptor.CALORIMETRY, beta=SolutionKd(kd_beta_nM)))
    return farhat.cells(surface, way)


TIMES = ("60 min", "30 min")


def dose_response_chart(
    kd_beta_nM: float = 144.0,
    time: str = TIMES[0],
    uptake: str = FITTED,
    endosome: str = ENDOSOMES[0],
) -> Chart:
    """Model and measured dose–response of four cells."""
    minutes = int(time.split()[0])
    response = _four(kd_beta_nM, uptake, endosome)
    curves, ec50 = response.active[:, :, (30, 60).index(minutes) + 1], response.ec50_nM(float(minutes))
    measured = discrepancy.measured_pM(float(minutes))
    errors = [np.log10(PM_PER_NM * ec50[cell] / measured[cell]) for cell in CELLS]
    rms = float(np.sqrt(np.mean(np.square(errors))))
    series = []
    for cell, curve in zip(CELLS, curves, strict=True):
        name = f"{cell}: model {quantity(ec50[cell], 'nM')}"
        share = (curve - curve.min()) / np.ptp(curve)
        smooth = PchipInterpolator(np.log(DOSES_NM), share)(np.log(GRID_NM))
        found = facts.pstat5(cell, minutes)[1]
        series += [
            Line(name, GRID_NM, PERCENT * np.clip(smooth, 0.0, 1.0)),
            Points(f"{cell}, measured", DOSES_NM, PERCENT * found / found[-3:].mean(), like=name),
        ]
    return Chart(
        title=f"Model and measured response of four cells after {time}",
        x=IL2_AXIS,
        y=Axis("response, share of its top", "%", limits=(-8, 145)),
        series=tuple(series),
        marks=(Rule(50.0, "half", "y"),),
        caption=(
            f"Root-mean-square error of log10 EC50: {quantity(rms, digits=2)}; 0 would be perfect, 1 is a factor of "
            "ten. Symbols are measured, as a share of their mean at the three highest doses; lines are the model."
        ),
    )


dose_response = Explorer(
    "Four cells, model and measurement",
    (
        Slider("kd_beta_nM", "K_D of β for free IL-2", "nM", 50, 2000, 144.0, log=True, steps=40),
        Choice("time", "After", TIMES),
        Choice("uptake", "Half-time of uptake", tuple(UPTAKES)),
        Choice("endosome", "Endosome", ENDOSOMES),
    ),
    dose_response_chart,
)


def errors_chart() -> Chart:
    """Model EC50s at 60 min beside the measured ones and their intervals."""
    rows = np.arange(len(CELLS))
    ends, value = discrepancy.interval_pM(), discrepancy.measured_pM(60.0)
    low, high = np.array([ends[cell] for cell in CELLS]).T
    models = {"published model, β 144 nM": 144.0, "β 480 nM, nothing refitted": facts.kd_beta_biosensor.value}
    series = [Interval("measured, 95 % interval", rows, low, np.array([value[cell] for cell in CELLS]), high)]
    found = {name: _four(kd, FITTED, ENDOSOMES[0]).ec50_nM(60.0) for name, kd in models.items()}
    for name, ec50 in found.items():
        dots = np.array([PM_PER_NM * ec50[cell] for cell in CELLS])
        series.append(Interval(name, rows, dots, dots, dots))
    return Chart(
        title="EC50 at 60 min: measured, published model, one number exchanged",
        x=Axis("EC50", "pM", "log"),
        y=Axis("cell", "", "category", categories=CELLS),
        series=tuple(series),
        caption=(
            "Exchanging one number brings CD8 and NK to about half the measured dose and leaves the Treg where it was. "
            "The models' points have no interval of their own."
        ),
    )


# --- a mutein in culture ---

DAYS_MIN = np.linspace(0.0, 5 * 24 * MIN_PER_H, 121)
READOUTS = {
    "cells": ("Y", "cells, share of the start", "%"),
    "complexes": ("Cs", "complexes on the surface, per cell", "1"),
    "medium": ("L", "IL-2 left in the medium", "pM"),
}


def _ligands() -> dict[str, fallon.Ligand]:
    """IL-2, the mutein, and the two that have one of its differences each."""
    wild, changed = fallon.LIGANDS["IL2"], fallon.LIGANDS["2D1"]
    return {
        "IL-2": wild,
        "2D1": changed,
        "only tighter outside": replace(wild, kd_pM=changed.kd_pM),
        "only looser inside": replace(changed, kd_pM=wild.kd_pM),
    }


def mutein_chart(dose_pM: float = 30.0, variant: str = "published", show: str = "cells") -> Chart:
    """IL-2 and the mutein 2D1 in a culture that uses them up."""
    species, label, unit = READOUTS[show]
    courses = dict(zip(_ligands(), _culture(dose_pM, variant)[species], strict=True))
    scale = PERCENT / fallon.start()["Y"] if show == "cells" else 1.0
    return Chart(
        title="IL-2 and a mutein that lets go inside the cell",
        x=Axis("time", "h"),
        y=Axis(label, unit),
        series=tuple(Line(name, DAYS_MIN / MIN_PER_H, scale * course) for name, course in courses.items()),
        caption=(
            "2D1 holds a little tighter outside and more loosely inside; two imagined ligands have one of these "
            "differences each. Look at who wins, then at which of the two it resembles, in either variant."
        ),
    )


@lru_cache(maxsize=128)
def _culture(dose_pM: float, variant: str) -> Trajectory:
    """The four ligands as four conditions of one solve."""
    rows = [fallon.constants(ligand, variant) for ligand in _ligands().values()]
    constants = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    initial = {**fallon.start(), "L": np.full(len(rows), dose_pM)}
    return fallon.NETWORK.simulate(initial, constants, DAYS_MIN, rtol=1e-5, atol=1e-6)


mutein = Explorer(
    "Five days in culture",
    (
        Slider("dose_pM", "IL-2 or mutein at the start", "pM", 3, 300, 30.0, log=True, steps=30),
        Choice("variant", "Endosomal mass balance", fallon.VARIANTS),
        Choice("show", "Show", tuple(READOUTS)),
    ),
    mutein_chart,
)


# --- who gets the IL-2 ---

DENSITIES = np.geomspace(1e3, 1e6, 61)


def reach_chart() -> Chart:
    """How far IL-2 gets before a cell takes it, over the density of consumers."""
    sites = {
        f"{cell}, {quantity(count)} sites": count
        for cell, count in ((cell, facts.receptors_2023.value[cell]["cd122"]) for cell in ("Treg",))
    }
    sites |= {"a tenth of these sites": next(iter(sites.values())) / 10, "ten times": next(iter(sites.values())) * 10}
    lines = [
        Line(
            name, DENSITIES, neighborhood.reach_um(DENSITIES, neighborhood.Uptake.from_sites(count).clearance_um3_per_s)
        )
        for name, count in sites.items()
    ]
    low = np.full(DENSITIES.shape, 4 * neighborhood.ASSUMED_CELL_RADIUS_UM)
    return Chart(
        title="How far IL-2 gets: λ over the density of consuming cells",
        x=Axis("consuming cells per mm³", "1", "log", (1e3, 1e6)),
        y=Axis("reach λ", "µm", "log", (2, 2000)),
        series=(*lines, Band("Thurley: a few cell diameters, here 2–4 of 10 µm", DENSITIES, low, 2 * low)),
        marks=(
            Rule(facts.solitary_domain.value, "Francis & Palsson: 250 µm, nobody else around", "y"),
            Rule(facts.treg_distance_busse.value, "Busse: Treg at 10 µm", "y"),
        ),
        caption=(
            "A thousand times more consumers, thirty times less reach. The published ranges differ because their "
            "authors put different numbers of consumers around the cell."
        ),
    )


PICTURE_X_UM, PICTURE_Y_UM, NEAR_UM = np.linspace(-130.0, 130.0, 53), np.linspace(-65.0, 65.0, 27), 62.0
BACKGROUNDS = {
    "nobody": np.inf,
    "100,000 per mm³, λ = 34.5 µm": facts.reach.value["per_mm3_1e5"],
}
_START = facts.il2_secretion.value
SECRETIONS = {f"{rate:g} molecules/s": rate for rate in (_START, _START * facts.il2_secretion_boost.value)}
FAINTEST_PM = 1e-3
PLACES_UM = field.scatter_um(24, NEAR_UM, seed=3)
PICTURES = ("IL-2", "what the Tregs took")


def neighborhood_chart(
    tregs: float = 8.0, secretion: str = "7.5 molecules/s", background: str = "nobody", show: str = PICTURES[0]
) -> Chart:
    """IL-2 around one secreting cell with Tregs near it, as a picture."""
    count, secretion_per_s = round(tregs), SECRETIONS[secretion]
    crowd, places = _crowd(secretion_per_s, count, background), PLACES_UM[1 : count + 1]
    shares = crowd.exchange.shares
    series = [_picture(secretion_per_s, count, background, show)]
    series += [Points("Treg", places[:, 0], places[:, 1])] if count else []
    series += [Points("secreting Th cell", PLACES_UM[:1, 0], PLACES_UM[:1, 1])]
    return Chart(
        title="The neighborhood of a secreting cell",
        x=Axis("x", "µm", limits=(-130, 130)),
        y=Axis("y", "µm", limits=(-66, 66)),
        series=tuple(series),
        caption=(
            f"IL-2 at the surface of the secreting cell: {quantity(float(crowd.exchange.concentration_pM[0]), 'pM')}. "
            f"It takes back {_percent(shares[0])} of what it secretes, the Tregs together take "
            f"{_percent(shares[1:].sum())}; the rest goes past them. Receptor counts are illustrative."
        ),
        equal=True,
    )


def _percent(share: float) -> str:
    return f"{PERCENT * share:.1f} %"


def _picture(secretion_per_s: float, count: int, background: str, show: str) -> Raster:
    """IL-2 on the grid, or how much less of it there is than without Tregs."""
    here, alone = (
        np.maximum(
            field.field_pM(_crowd(secretion_per_s, some, background).exchange, PICTURE_X_UM, PICTURE_Y_UM), FAINTEST_PM
        )
        for some in (count, 0)
    )
    if show == PICTURES[0]:
        return Raster("log10 of IL-2 in pM", PICTURE_X_UM, PICTURE_Y_UM, np.log10(here), "1")
    taken = PERCENT * np.clip(1 - here / alone, 0.0, 1.0)
    return Raster("IL-2 missing because of the Tregs", PICTURE_X_UM, PICTURE_Y_UM, taken, "%")


@lru_cache(maxsize=64)
def _crowd(secretion_per_s: float, count: int, background: str) -> competition.Crowd:
    return competition.crowd(
        PLACES_UM[: count + 1],
        np.array([secretion_per_s] + [0.0] * count),
        [ILLUSTRATIVE_TH] + [ILLUSTRATIVE_TREG] * count,
        background_reach_um=BACKGROUNDS[background],
    )


neighborhood_picture = Explorer(
    "The neighborhood of a secreting cell",
    (
        Slider("tregs", "Tregs within 62 µm", "1", 0, 24, 8.0, steps=24),
        Choice("secretion", "Secretion", tuple(SECRETIONS)),
        Choice("background", "Other consumers around", tuple(BACKGROUNDS)),
        Choice("show", "Show", PICTURES),
    ),
    neighborhood_chart,
)

HELD_PM = np.geomspace(0.3, 300.0, 151)


def switch_chart(th_sites: float = 300.0, treg_sites: float = 3000.0, hill: float = 3.0) -> Chart:
    """Occupied sites of a Th cell and a Treg in held IL-2, coming from few receptors and from many."""
    th = Responder(min(th_sites, ILLUSTRATIVE_TH.sites_high), ILLUSTRATIVE_TH.sites_high, 1000.0, hill)
    treg = Responder(treg_sites, ILLUSTRATIVE_TREG.sites_high, 1000.0, hill)
    curves = {
        "Th, from few receptors": competition.answer(th, HELD_PM),
        "Th, from many": competition.answer(th, HELD_PM, "high"),
        "Treg": competition.answer(treg, HELD_PM),
    }
    return Chart(
        title="A switch and an amplifier",
        x=Axis("IL-2, held", "pM", "log", (HELD_PM[0], HELD_PM[-1])),
        y=Axis("occupied high-affinity sites per cell", "1", "log", (1, 2e4)),
        series=tuple(Line(name, HELD_PM, curve.occupied) for name, curve in curves.items()),
        caption=(
            f"Steepest rise of the Th cell's feedback: {quantity(th.steepest, digits=2)}; above 1 the two Th curves "
            "part, and between the jumps the cell remembers where it came from. The sites are illustrative."
        ),
    )


switch = Explorer(
    "A switch and an amplifier",
    (
        Slider("th_sites", "Sites of the Th cell without IL-2", "1", 100, 9000, 300.0, log=True, steps=60),
        Slider("treg_sites", "Sites of the Treg without IL-2", "1", 1000, 9000, 3000.0, log=True, steps=30),
        Slider("hill", "Steepness of the feedback", "1", 1, 4, 3.0, steps=30),
    ),
    switch_chart,
)

CONTEST_H = np.linspace(0.0, 72.0, 73)


def rivals_chart(secretion_per_s: float = 7.5, tregs_per_mL: float = 1e5) -> Chart:
    """Effectors with and without Tregs in one stirred culture."""
    alone, both = _contest(secretion_per_s, 0.0), _contest(secretion_per_s, tregs_per_mL)
    lost = 1 - both.effector_occupied[-1] / alone.effector_occupied[-1]
    lines = {
        "effector, no Tregs there": alone.effector_occupied,
        "effector, with Tregs": both.effector_occupied,
        "Treg": both.treg_occupied,
    }
    return Chart(
        title="Tregs against effectors",
        x=Axis("time", "h"),
        y=Axis("occupied high-affinity sites per cell", "1", "log", (1, 2e4)),
        series=tuple(Line(name, CONTEST_H[1:], np.maximum(occupied[1:], 1e-3)) for name, occupied in lines.items()),
        caption=(
            f"After {CONTEST_H[-1]:.0f} h the Tregs have taken {_percent(max(float(lost), 0.0))} "
            "of the effectors' signal. "
            f"The culture holds {quantity(1e5)} effectors per mL, which alone secrete. The sites are illustrative."
        ),
    )


@lru_cache(maxsize=256)
def _contest(secretion_per_s: float, tregs_per_mL: float) -> competition.Contest:
    return competition.contest(CONTEST_H, secretion_per_s, tregs_per_mL=tregs_per_mL)


rivals = Explorer(
    "Tregs against effectors",
    (
        Slider("secretion_per_s", "Secretion per effector", "molecules/s", 1, 225, 7.5, log=True, steps=40),
        Slider("tregs_per_mL", "Tregs per mL", "1", 1e3, 1e6, 1e5, log=True, steps=30),
    ),
    rivals_chart,
)


def suppression_chart() -> Chart:
    """What Tregs take from weak and from strong effectors."""
    secretion = np.geomspace(2.0, 80.0, 17)
    lines = [
        Line(
            f"{quantity(count)} Tregs per mL",
            secretion,
            PERCENT * np.array([_suppression(float(rate), count) for rate in secretion]),
        )
        for count in (1e5, 3e5)
    ]
    return Chart(
        title="Suppression of weak and strong effectors",
        x=Axis("secretion per effector", "molecules/s", "log"),
        y=Axis("signal taken from the effectors", "%", limits=(-3, 104)),
        series=tuple(lines),
        marks=(Rule(facts.il2_secretion.value, "measured at the start"),),
        caption="Each curve falls from nearly everything to nearly nothing within a decade; more Tregs only shift it.",
    )


@cache
def _suppression(secretion_per_s: float, tregs_per_mL: float) -> float:
    held = [_last_occupied(secretion_per_s, count) for count in (tregs_per_mL, 0.0)]
    return 1 - held[0] / held[1]


@cache
def _last_occupied(secretion_per_s: float, tregs_per_mL: float) -> float:
    course = competition.contest(CONTEST_H[[0, -1]], secretion_per_s, tregs_per_mL=tregs_per_mL)
    return float(course.effector_occupied[-1])


# --- without IL-2 ---

DAYS = np.linspace(0.0, 120.0, 121)
FELT = {
    "every arm": loss.ARMS,
    "only Tregs": ("tregs",),
    "only the death of effectors (AICD)": ("aicd",),
    "only killing (CTL)": ("killing",),
}
AMOUNTS = {"tregs": "Tregs", "effectors": "effectors", "killers": "killers (CTL)", "infected": "infected cells"}
MISSING = ("IL-2", "CD25", "STAT5", "Tregs")


def loss_chart(missing: str = "IL-2", feels: str = "every arm") -> Chart:
    """A healthy animal after the loss of something."""
    health = _after(missing, feels)
    return Chart(
        title=f"A healthy animal after the loss of {missing}",
        x=Axis("time after the loss", "days"),
        y=Axis("amount, times healthy", "1", "log", (0.05, 20)),
        series=tuple(
            Line(name, DAYS, np.maximum(getattr(health, kind) / getattr(health, kind)[0], 0.01))
            for kind, name in AMOUNTS.items()
        ),
        marks=(Rule(1.0, "healthy", "y"),),
        caption=(
            "Let one arm at a time feel the loss and see which curves it moves, and which way. "
            "Every rate is illustrative: above or below one is all that may be read."
        ),
    )


@cache
def _after(missing: str, feels: str) -> loss.Health:
    return loss.simulate(DAYS, loss.GENOTYPES[missing], start="healthy", feels=FELT[feels])


without = Explorer(
    "After the loss",
    (Choice("missing", "Missing", MISSING), Choice("feels", "What feels it", tuple(FELT))),
    loss_chart,
)


def opposite_chart() -> Chart:
    """Two arms that the loss of IL-2 pulls in opposite directions."""
    wild = loss.at_rest()
    places = np.arange(len(AMOUNTS))
    series = []
    for index, (name, arms) in enumerate(FELT.items()):
        ill = loss.at_rest(loss.GENOTYPES["IL-2"], feels=arms)
        folds = [float(getattr(ill, kind) / getattr(wild, kind)) for kind in AMOUNTS]
        series.append(Points(name, places + 0.12 * (index - 1.5), np.array(folds)))
    return Chart(
        title="Mice without IL-2, one arm at a time",
        x=Axis("cells", "", "category", categories=tuple(AMOUNTS.values())),
        y=Axis("amount at rest, times healthy", "1", "log", (0.05, 20)),
        series=tuple(series),
        marks=(Rule(1.0, "healthy", "y"),),
        caption=(
            "Less death by restimulation leaves more effectors; less killing leaves fewer killers and more infected "
            "cells. One loss, too much immunity and too little. Read directions only."
        ),
    )


EXPLORERS = (feedback, traffic, dose_response, mutein, neighborhood_picture, switch, rivals, without)
FIGURES = (culture_chart, arms_chart, yt1_chart, errors_chart, reach_chart, suppression_chart, opposite_chart)
