"""Lesson 2's charts and explorers."""

from dataclasses import replace
from functools import cache, lru_cache

import numpy as np

from il2course import facts, receptor
from il2course.charts import Axis, Chart, Interval, Line, Note, Points, Rule, quantity
from il2course.dose_response import LogisticFit, fit_logistic
from il2course.explorers.explorer import Choice, Explorer, Slider
from il2course.receptor import CELLS, Binding, Mutein, ReceptorCounts, Surface

PM_PER_NM = 1e3
DOSES_NM = np.geomspace(1e-5, 1e4, 145)
COUNTS_CD25 = np.geomspace(1, 3e4, 31)
GAS_CONSTANT_KJ = 8.314462618e-3
BODY_TEMPERATURE_K = 310.15
KON_ALPHA_PER_M_S = facts.kon_solution.value * receptor.NM_PER_M / receptor.SECONDS_PER_MINUTE
DOSE_AXIS = Axis("dose of IL-2", "nM", "log", (DOSES_NM[0], DOSES_NM[-1]))
PERCENT = 100.0

AFFINITY_CHOICE = Choice("affinities", "Single-chain affinities from", tuple(receptor.AFFINITIES))
TABLE_CHOICE = Choice("table", "Receptor counts of", tuple(receptor.COUNT_TABLES))


@cache
def _surface(affinities: str) -> Surface:
    return Surface(receptor.AFFINITIES[affinities])


@cache
def _all_cells(table: str) -> ReceptorCounts:
    """The four cell types as one, an array of four for each chain: solved together, they take the time of one."""
    known = receptor.cells(table)
    return ReceptorCounts(*np.array([(one.cd25, one.cd122, one.cd132) for one in (known[cell] for cell in CELLS)]).T)


@lru_cache(maxsize=64)
def _half_maximal_pM(table: str, affinities: str, ligand: Mutein = receptor.WILD_TYPE) -> np.ndarray:
    """Half-maximal dose of each of the four cell types, shape (4,)."""
    return PM_PER_NM * receptor.half_maximal_dose_nM(_all_cells(table), ligand.on(_surface(affinities)))


# --- the chains and the cells that carry them ---


def receptor_counts() -> Chart:
    """Chains per cell in both published tables."""
    chains = {"cd25": "CD25 (α)", "cd122": "CD122 (β)", "cd132": "CD132 (γc)"}
    series = []
    for table, shift in zip(receptor.COUNT_TABLES, (-0.12, 0.12), strict=True):
        known = receptor.cells(table)
        rows = [(index + shift, getattr(known[cell], chain)) for index, (cell, chain) in enumerate(_cell_chain(chains))]
        places, counts = np.array(rows).T
        series.append(Points(f"table of {table}", places, counts))
    apart = facts.cd122_disagreement.value
    names = tuple(f"{cell}\n{chains[chain].split(' ')[0]}" for cell, chain in _cell_chain(chains))
    return Chart(
        title="Receptor chains per cell, two tables of one laboratory",
        x=Axis("cell and chain", "", "category", categories=names),
        y=Axis("chains per cell", "1", "log", (10, 3e4)),
        series=tuple(series),
        caption=(
            "Look for pairs of symbols at one height: only CD25 on Tregs has one. CD122 differs "
            f"{quantity(apart['CD8'], digits=2)}-fold on CD8 and {quantity(apart['Th'], digits=2)}-fold on Th cells."
        ),
    )


def _cell_chain(chains: dict[str, str]) -> list[tuple[str, str]]:
    return [(cell, chain) for chain in chains for cell in CELLS]


# --- affinities ---


def staircase_chart(
    cd25: float = 3476, cd122: float = 657, cd132: float = 14017, affinities: str = "calorimetry"
) -> Chart:
    """Binding curves from one chain to three."""
    known = _surface(affinities).affinities
    curves = (
        ("α, β and γc", *_engagement(ReceptorCounts(cd25, cd122, cd132), affinities)),
        ("β and γc", *_engagement(ReceptorCounts(0, cd122, cd132), affinities)),
        ("α alone", receptor.occupancy(DOSES_NM, known.alpha.nM), known.alpha.nM),
        ("β alone", receptor.occupancy(DOSES_NM, known.beta.nM), known.beta.nM),
    )
    return Chart(
        title="The affinity staircase",
        x=DOSE_AXIS,
        y=Axis("share of sites holding IL-2", "%", limits=(0, 104)),
        series=tuple(
            Line(f"{name}: {quantity(half, 'nM')}", DOSES_NM, PERCENT * share) for name, share, half in curves
        ),
        marks=(Rule(50.0, "half of the sites", "y"),),
        caption=(
            "The numbers are the doses at which half of the sites are taken. Those of α and β alone are affinities of "
            "a molecule and stay where they are; those with γc belong to a cell and move with its receptor counts."
        ),
    )


@lru_cache(maxsize=64)
def _engagement(counts: ReceptorCounts, affinities: str) -> tuple[np.ndarray, float]:
    """Share of the most complexes a cell can have, along the doses, and the dose of half of them in nM."""
    surface = _surface(affinities)
    return receptor.engaged_share(DOSES_NM, counts, surface), float(receptor.half_maximal_dose_nM(counts, surface))


staircase = Explorer(
    "The affinity staircase",
    (
        Slider("cd25", "CD25 per cell", "1", 1, 3e4, 3476, log=True),
        Slider("cd122", "CD122 per cell", "1", 100, 3e4, 657, log=True),
        Slider("cd132", "CD132 per cell", "1", 3e3, 3e4, 14017, log=True),
        AFFINITY_CHOICE,
    ),
    staircase_chart,
)


def cycle_chart() -> Chart:
    """Free energy along both ways to IL-2·α·β."""
    known = receptor.CALORIMETRY
    energy = GAS_CONSTANT_KJ * BODY_TEMPERATURE_K
    first = {"α first": (known.alpha, known.beta_after_alpha), "β first": (known.beta, known.alpha_after_beta)}
    lines = []
    for name, steps in first.items():
        levels = np.concatenate([[0.0], np.cumsum([energy * np.log(kd.nM / receptor.NM_PER_M) for kd in steps])])
        lines.append(Line(name, np.arange(3.0), levels))
    return Chart(
        title="Two ways to IL-2·α·β, one end",
        x=Axis("chains bound", "", "category", categories=("none", "one", "α and β")),
        y=Axis("standard free energy", "kJ/mol"),
        series=tuple(lines),
        marks=(
            Note(0.05, -30.0, f"α: {quantity(known.alpha.nM, 'nM')}"),
            Note(0.55, -18.0, f"β: {quantity(known.beta.nM, 'nM')}"),
            Note(1.0, -78.0, f"then β: {quantity(known.beta_after_alpha.nM, 'nM')}"),
            Note(1.52, -58.0, f"then α: {quantity(known.alpha_after_beta.nM, 'nM', digits=4)}"),
        ),
        caption=(
            "The first step by α goes deeper, the second makes up for it: both ways must end on one level, "
            "or a molecule going round the cycle would release energy for nothing."
        ),
    )


# --- who binds first ---


def who_first_chart(
    dose_pM: float = 30.0,
    table: str = "2021",
    affinities: str = "calorimetry",
    measure: str = "share of the cell's maximum",
) -> Chart:
    """Signaling complexes of four cell types along the dose."""
    engaged, most = _engaged(table, affinities)
    if measure.startswith("share"):
        engaged = PERCENT * engaged / most
        axis = Axis("engaged receptors", "%", limits=(0, 104))
    else:
        axis = Axis("engaged receptors per cell", "1", "log", (0.1, 2e4))
    dose = dose_pM / PM_PER_NM
    return Chart(
        title="Who binds first",
        x=DOSE_AXIS,
        y=axis,
        series=tuple(
            Line(cell, DOSES_NM, np.maximum(curve, 1e-9)) for cell, curve in zip(CELLS, engaged.T, strict=True)
        ),
        marks=(Rule(dose, quantity(dose, "nM")),),
        caption=(
            "Read the curves where they cross the dashed dose. As a share of what each cell can do, Tregs are ahead; "
            "in complexes per cell, who is ahead depends on the table of counts."
        ),
    )


@cache
def _engaged(table: str, affinities: str) -> tuple[np.ndarray, np.ndarray]:
    """Signaling complexes of each cell along the doses, shape (doses, 4), and the most it can have, shape (4,)."""
    counts, surface = _all_cells(table), _surface(affinities)
    return receptor.bound(DOSES_NM[:, None], counts, surface).engaged, receptor.most_engaged(counts, surface)


who_first = Explorer(
    "Who binds first",
    (
        Slider("dose_pM", "Dose of IL-2", "pM", 0.1, 1e5, 30.0, log=True, steps=120),
        TABLE_CHOICE,
        AFFINITY_CHOICE,
        Choice("measure", "Show", ("share of the cell's maximum", "complexes per cell")),
    ),
    who_first_chart,
)


# --- on and off ---


def sensorgram_chart(chain: str = "α", noise_RU: float = 1.0, kd: str = "calorimetry") -> Chart:
    """Simulated surface-plasmon records of one chain at five doses."""
    known = {"calorimetry": receptor.CALORIMETRY, "biosensor": receptor.BIOSENSOR}[kd]
    kd_nM = (known.alpha if chain == "α" else known.beta).nM
    binding = Binding(KON_ALPHA_PER_M_S, KON_ALPHA_PER_M_S * kd_nM / receptor.NM_PER_M)
    time = np.linspace(0.0, 60.0 if chain == "α" else 12.0, 301)
    doses = [kd_nM * fold for fold in (0.1, 0.3, 1.0, 3.0, 10.0)]
    return Chart(
        title="Sensorgrams",
        x=Axis("time", "s"),
        y=Axis("response", "RU", limits=(-5, 108)),
        series=tuple(
            Line(
                quantity(dose, "nM"),
                time,
                receptor.sensorgram(time, dose, binding, injection_s=time[-1] / 2, noise_RU=noise_RU, seed=seed),
                solid=True,
                label_at=0.42 * time[-1],
            )
            for seed, dose in enumerate(doses)
        ),
        marks=(Rule(time[-1] / 2, "switch to buffer"),),
        caption=(
            "Higher doses rise faster and higher, but after the switch to buffer all fall at the same pace: "
            "the rise carries kon and koff, the fall koff alone."
        ),
    )


sensorgram = Explorer(
    "Sensorgrams",
    (
        Choice("chain", "Chain on the chip", ("α", "β")),
        Slider("noise_RU", "Noise", "RU", 0.0, 5.0, 1.0, steps=50),
        Choice("kd", "K_D from", ("calorimetry", "biosensor")),
    ),
    sensorgram_chart,
)

KEPT = ("K_D", "the on-rate")
PLACES = ("bare membranes", "living cells")
UPTAKE_MIN = float(np.mean(facts.internalization_half_time.value))
TAKEN_IN = f"Living cells also take αβγ in, half of it in {UPTAKE_MIN:g} min, and put new receptors in its place. "


def on_off_chart(
    dose_pM: float = 30.0, contact_min: float = 60.0, kept: str = KEPT[0], place: str = PLACES[0]
) -> Chart:
    """Association and dissociation of α alone and of the whole receptor under two published off-rates."""
    time = np.linspace(0.0, 4 * contact_min, 321)
    dose = dose_pM / PM_PER_NM
    half_lives = (facts.half_life_fallon.value, float(np.mean(facts.half_life_lowenthal.value)))
    sites = {"α alone": Binding(KON_ALPHA_PER_M_S, KON_ALPHA_PER_M_S * facts.kd_alpha.value / receptor.NM_PER_M)}
    sites |= {f"αβγ, half-life {half_life:g} min": _whole_receptor(half_life, kept, place) for half_life in half_lives}
    return Chart(
        title="Binding, then a wash",
        x=Axis("time", "min"),
        y=Axis("share of sites holding IL-2", "%", limits=(0, 104)),
        series=tuple(
            Line(name, time, PERCENT * _contact(time, dose, site, contact_min)) for name, site in sites.items()
        ),
        marks=(Rule(contact_min, "wash"),),
        caption=(
            f"The two αβγ curves have the same {kept.removeprefix('the ')}. α alone fills and empties within seconds. "
            f"{TAKEN_IN if place == PLACES[1] else ''}"
            "Compare the two αβγ curves before the wash, then after it, and change what they have in common."
        ),
    )


def _whole_receptor(half_life_min: float, kept: str, place: str) -> Binding:
    """The three-chain receptor as one site with this half-life and a published K_D or on-rate.

    On a living cell a complex also goes inside, and a new receptor takes its place: that adds to the off-rate.
    """
    outside = Binding(facts.kon_high_affinity.value, np.log(2) / (half_life_min * receptor.SECONDS_PER_MINUTE))
    if kept == KEPT[0]:
        outside = Binding.from_half_life(half_life_min, facts.kd_fallon.value / PM_PER_NM)
    uptake = np.log(2) / (UPTAKE_MIN * receptor.SECONDS_PER_MINUTE) if place == PLACES[1] else 0.0
    return replace(outside, koff_per_s=outside.koff_per_s + uptake)


def _contact(time_min: np.ndarray, dose_nM: float, site: Binding, contact_min: float) -> np.ndarray:
    """Occupancy while ligand is there for `contact_min`, and after."""
    seconds = receptor.SECONDS_PER_MINUTE
    filled = receptor.association(np.minimum(time_min, contact_min) * seconds, dose_nM, site)
    return filled * receptor.dissociation(np.maximum(time_min - contact_min, 0.0) * seconds, site)


on_off = Explorer(
    "Binding, then a wash",
    (
        Slider("dose_pM", "Dose of IL-2", "pM", 1, 1e4, 30.0, log=True),
        Slider("contact_min", "Wash after", "min", 5, 240, 60.0, steps=47),
        Choice("kept", "The αβγ curves share", KEPT),
        Choice("place", "They are on", PLACES),
    ),
    on_off_chart,
)


def wash_chart() -> Chart:
    """What is left of the complexes after a wash, by four accounts."""
    time = np.linspace(0.0, 120.0, 241)
    treg = receptor.cells()["Treg"]
    model = receptor.engagement_course(np.concatenate([[0.0], 240.0 + time]), 0.01, treg, wash_min=240.0)[1:]
    halves = {
        "Lowenthal & Greene: 285 min": float(np.mean(facts.half_life_lowenthal.value)),
        "Wang & Smith: 50 min": facts.half_life_fallon.value,
        "carried into the cell: 12.5 min": UPTAKE_MIN,
    }
    lines = [Line(name, time, PERCENT * 0.5 ** (time / half)) for name, half in halves.items()]
    model_half = quantity(receptor.wash_half_life_min(0.01, treg), "min", digits=2)
    return Chart(
        title="After the wash: published half-lives, the model, and uptake",
        x=Axis("time after the wash", "min"),
        y=Axis("complexes left on the surface", "%", limits=(0, 104)),
        series=(*lines, Line(f"surface model, Treg: {model_half}", time, PERCENT * model / model[0])),
        marks=(Rule(50.0, "half", "y"),),
        caption=(
            "The two measured half-lives differ almost sixfold, and the fitted model lets go faster than either. Half "
            "of the complexes are inside a living cell before the faster of the measured ones would have lost a fifth."
        ),
    )


# --- CD25 as a catcher ---


def capture_chart(cd122: float = 657, cd132: float = 14017) -> Chart:
    """Half-maximal dose against the number of CD25."""
    counts = ReceptorCounts(COUNTS_CD25, cd122, cd132)
    lines = tuple(
        Line(name, COUNTS_CD25, PM_PER_NM * receptor.half_maximal_dose_nM(counts, _surface(name)))
        for name in ("calorimetry", "biosensor α and β", "equal γc steps")
    )
    return Chart(
        title="CD25 lowers the dose a cell needs",
        x=Axis("CD25 per cell", "1", "log", (COUNTS_CD25[0], COUNTS_CD25[-1])),
        y=Axis("half-maximal dose", "pM", "log"),
        series=lines,
        marks=(Rule(facts.kd_alpha_beta_gamma_apparent.value, "10 pM", "y"),),
        caption=(
            "Up to a few hundred CD25 little happens; beyond a few thousand, the dose falls almost as fast as CD25 "
            "rises. There is no single K_D of the three-chain receptor on a cell."
        ),
    )


capture = Explorer(
    "CD25 as a catcher",
    (
        Slider("cd122", "CD122 per cell", "1", 100, 3e4, 657, log=True),
        Slider("cd132", "CD132 per cell", "1", 3e3, 3e4, 14017, log=True),
    ),
    capture_chart,
)


# --- measured dose–response ---


def measured_chart(time_min: int = 60) -> Chart:
    """Measured pSTAT5 of four cell types as a share of the fitted range, with the fitted curves."""
    grid = np.geomspace(4e-4, 100, 121)
    series = []
    for cell in CELLS:
        dose, response = facts.pstat5(cell, time_min)
        fit = _fit(cell, time_min)
        name = f"{cell}: {quantity(fit.ec50_nM, 'nM')}"
        series.append(Line(name, grid, PERCENT * _of_range(fit, fit.predict(grid))))
        series.append(Points(f"{cell}, measured", dose, PERCENT * _of_range(fit, response), like=name))
    return Chart(
        title=f"Measured pSTAT5 after {time_min} min, and fitted logistic curves",
        x=Axis("dose of IL-2", "nM", "log"),
        y=Axis("pSTAT5, share of the fitted range", "%"),
        series=tuple(series),
        marks=(Rule(50.0, "half", "y"),),
        caption=(
            "Tregs answer far to the left of the others. "
            "Look at Th after 60 min: its curve is a step between two doses."
        ),
    )


@cache
def _fit(cell: str, time_min: int) -> LogisticFit:
    return fit_logistic(*facts.pstat5(cell, time_min))


def _of_range(fit: LogisticFit, response: np.ndarray) -> np.ndarray:
    return (response - fit.bottom) / (fit.top - fit.bottom)


def ec50_chart(cell: str = "Th", time_min: int = 60) -> Chart:
    """One cell's EC50 by four ways of fitting the same data."""
    dose, response = facts.pstat5(cell, time_min)
    middle = int(np.argmin(np.abs(dose - 1.0)))
    kept = np.arange(dose.size) != middle
    fits = {
        "least squares": fit_logistic(dose, response),
        "Hill at most 2": fit_logistic(dose, response, hill_max=2.0),
        f"without {quantity(dose[middle], 'nM')}": fit_logistic(dose[kept], response[kept]),
        "robust": fit_logistic(dose, response, robust=True),
    }
    lowest, highest = (quantity(end(fit.ec50_nM for fit in fits.values()), "nM", digits=2) for end in (min, max))
    return Chart(
        title=f"One data set, four EC50s: {cell} at {time_min} min",
        x=Axis("EC50", "nM", "log"),
        y=Axis("way of fitting", "", "category", categories=tuple(fits)),
        series=(_intervals("95 % interval", list(fits.values())),),
        caption=(
            f"Four defensible fits, four answers from {lowest} to {highest}, and intervals that hardly overlap: "
            "the data do not fix the number."
        ),
    )


def ec50_table_chart() -> Chart:
    """EC50 with interval of every cell at both times."""
    fits = {time_min: [_fit(cell, time_min) for cell in CELLS] for time_min in (30, 60)}
    return Chart(
        title="EC50 of pSTAT5 with 95 % intervals",
        x=Axis("EC50", "nM", "log"),
        y=Axis("cell", "", "category", categories=CELLS),
        series=tuple(_intervals(f"after {time_min} min", rows) for time_min, rows in fits.items()),
        caption="From 30 to 60 min Treg and Th move most. The widest interval is that of Th at 60 min.",
    )


def _intervals(name: str, fits: list[LogisticFit]) -> Interval:
    low, high = np.array([fit.interval_nM for fit in fits]).T
    return Interval(name, np.arange(len(fits)), low, np.array([fit.ec50_nM for fit in fits]), high)


def model_and_measurement_chart(table: str = "2021", affinities: str = "calorimetry") -> Chart:
    """The model's half-maximal doses beside the measured EC50s."""
    rows, beside = np.arange(float(len(CELLS))), 0.13
    measured = {time_min: np.array([_fit(cell, time_min).ec50_nM for cell in CELLS]) for time_min in (30, 60)}
    series = [
        Points(f"pSTAT5 at {time_min} min", rows + shift, PM_PER_NM * values)
        for shift, (time_min, values) in zip((0.0, beside), measured.items(), strict=True)
    ]
    return Chart(
        title="Half-maximal dose: binding model and measured pSTAT5",
        x=Axis("cell", "", "category", categories=CELLS),
        y=Axis("half-maximal dose", "pM", "log"),
        series=(Points("model, binding at equilibrium", rows - beside, _half_maximal_pM(table, affinities)), *series),
        caption=(
            "Treg before all others survives every choice of counts and affinities; the order of the other three and "
            "all distances do not. Change table and affinities and see which circles move."
        ),
    )


model_and_measurement = Explorer("Model and measurement", (TABLE_CHOICE, AFFINITY_CHOICE), model_and_measurement_chart)


# --- muteins ---


def mutein_chart(
    alpha_fold: float = 1.0,
    beta_fold: float = 1.0,
    gamma_fold: float = 1.0,
    table: str = "2021",
    affinities: str = "calorimetry",
) -> Chart:
    """Half-maximal doses of four cell types for wild type and a mutein."""
    rows = np.arange(float(len(CELLS)))
    ligands = (receptor.WILD_TYPE, Mutein("your mutein", alpha_fold, beta_fold, gamma_fold))
    series = []
    for ligand, shift in zip(ligands, (-0.1, 0.1), strict=True):
        series.append(Points(ligand.name, rows + shift, _half_maximal_pM(table, affinities, ligand)))
    gaps = [float(points.y[CELLS.index("NK")] / points.y[CELLS.index("Treg")]) for points in series]
    return Chart(
        title="Half-maximal doses of wild type and mutein",
        x=Axis("cell", "", "category", categories=CELLS),
        y=Axis("half-maximal dose", "pM", "log"),
        series=tuple(series),
        marks=(
            Note(
                -0.45,
                float(max(points.y.max() for points in series)) / 1.15,
                f"your mutein: NK over Treg {quantity(gaps[1])}-fold",
            ),
        ),
        caption=(
            f"With your mutein an NK cell needs {quantity(gaps[1])} times the dose of a Treg; with the wild type "
            f"{quantity(gaps[0])} times. Move one slider at a time and see which cells follow."
        ),
    )


mutein_designer = Explorer(
    "Design a mutein",
    (
        Slider("alpha_fold", "K_D of α, times wild type", "1", 0.01, 1000, 1.0, log=True),
        Slider("beta_fold", "K_D of β, times wild type", "1", 0.01, 100, 1.0, log=True),
        Slider("gamma_fold", "K_D of γc, times wild type", "1", 0.01, 100, 1.0, log=True),
        TABLE_CHOICE,
        AFFINITY_CHOICE,
    ),
    mutein_chart,
)

EXPLORERS = (staircase, who_first, sensorgram, on_off, capture, model_and_measurement, mutein_designer)
FIGURES = (receptor_counts, cycle_chart, wash_chart, measured_chart, ec50_chart, ec50_table_chart)
