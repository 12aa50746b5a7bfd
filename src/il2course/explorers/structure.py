"""Lesson 1's charts and explorers."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

import numpy as np

from il2course import facts, structure
from il2course.charts import Axis, Chart, Interval, Line, Note, Points, Rule, quantity
from il2course.explorers.explorer import Choice, Explorer, Slider
from il2course.structure import EISENBERG, Helix, Protein, Wheel

PERCENT = 100.0
BLOOD_PH = 7.4
PH = np.linspace(2.0, 12.0, 101)
CHAINS = {"alpha": "α", "beta": "β", "gamma_c": "γc"}
RESIDUE_AXIS = Axis("residue number", "1", limits=(0, 142))
NONE = "as it is"


@cache
def _helices() -> dict[str, Helix]:
    """The four of the bundle and the short A′, by name."""
    return {helix.name: helix for helix in structure.helices(structure.il2())}


def _helix_notes(height: float) -> tuple[Note, ...]:
    """Where the four helices of the bundle lie along the chain."""
    four = (_helices()[name] for name in "ABCD")
    return tuple(Note((one.first + one.last) / 2 - 9, height, f"{one.name} {one.first}–{one.last}") for one in four)


def _number(label: str) -> int:
    """42 of F42."""
    return int(label[1:])


# --- charge ---

FORMS = ("mature IL-2", "aldesleukin", "precursor", "K35E", "D20T", "N88D")


@cache
def _form(name: str) -> Protein:
    known = {"mature IL-2": structure.mature, "aldesleukin": structure.aldesleukin, "precursor": structure.precursor}
    return known[name]() if name in known else structure.mutate(structure.mature(), name)


@cache
def _charges(form: str) -> np.ndarray:
    return structure.charge(_form(form), PH)


@cache
def _isoelectric_point(form: str) -> float:
    return structure.isoelectric_point(_form(form))


def charge_chart(pH: float = BLOOD_PH, form: str = "mature IL-2") -> Chart:
    """Net charge along the pH, of IL-2 as it is and of another form."""
    shown = dict.fromkeys(["mature IL-2", form])
    here = {name: float(np.interp(pH, PH, _charges(name))) for name in shown}
    told = ", ".join(f"{name} {_signed(value)}" for name, value in here.items())
    return Chart(
        title="Net charge",
        x=Axis("pH", "1", limits=(2, 12)),
        y=Axis("net charge", "e", limits=(-30, 35)),
        series=tuple(Line(name, PH, _charges(name)) for name in shown),
        marks=(Rule(0.0, "no charge", "y"), Rule(pH, f"pH {pH:.3g}")),
        caption=(
            f"At pH {pH:.3g}: {told}. The curve crosses zero at the isoelectric point, "
            + ", ".join(f"{_isoelectric_point(name):.2f} for {name}" for name in shown)
            + ". Acid adds protons, so the charge only ever falls from left to right."
        ),
    )


def _signed(value: float) -> str:
    return f"{round(value, 1) + 0.0:+.1f}".replace("-", "−")  # adding 0 turns −0 into 0


charge = Explorer(
    "Net charge",
    (Slider("pH", "pH", "1", 2.0, 12.0, BLOOD_PH, steps=100), Choice("form", "Beside mature IL-2", FORMS)),
    charge_chart,
)


# --- helices ---


def helix_ends_chart() -> Chart:
    """Where helices begin and end, by three accounts."""
    rows = ("A", "A′", "B", "C", "D")
    accounts = {
        "authors of 1M47": _stated_ends(),
        "hydrogen bonds, 1M47": _ends(facts.helix_ends_1m47.value),
        "hydrogen bonds, our structure": _ends(facts.helix_ends.value),
    }
    series = []
    for name, ends in accounts.items():
        low, high = np.array([ends[row] for row in rows], dtype=float).T
        series.append(Interval(name, np.arange(5.0), low, (low + high) / 2, high))
    return Chart(
        title="Where the helices are, by three accounts",
        x=RESIDUE_AXIS,
        y=Axis("helix", "", "category", categories=rows),
        series=tuple(series),
        caption=(
            "All three agree on four long helices. They disagree by a few residues at nearly every end, "
            "and most about the short A′ and the start of C."
        ),
    )


def _ends(table: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    names = {"A": "A", "A_prime": "A′", "B": "B", "C": "C", "D": "D"}
    return {shown: (table[f"{name}_first"], table[f"{name}_last"]) for name, shown in names.items()}


def _stated_ends() -> dict[str, tuple[int, int]]:
    """The authors' records; the two halves of the kinked B count as one."""
    stated = facts.helix_records_1m47.value
    whole_b = (stated["B_before_kink"][0], stated["B_after_kink"][1])
    return {"A": stated["A"], "A′": stated["A_prime"], "B": whole_b, "C": stated["C"], "D": stated["D"]}


def bundle_chart() -> Chart:
    """The middles of the four helices, seen from above: along the mean of their axes."""
    bundle = structure.bundle(structure.il2())
    middles = np.array([axis.center_A for axis in bundle.axes])
    runs_up = np.array([way == "up" for way in bundle.directions])
    up = np.sum([axis.direction for axis in bundle.axes] * np.where(runs_up, 1, -1)[:, None], axis=0)
    x, y = (_across(up, middles[3] - middles[0]) @ (middles - middles.mean(axis=0)).T).round(2)
    order = np.argsort(x)
    nearest = bundle.distances_A[1, 2]
    return Chart(
        title="The four helices from above",
        x=Axis("across the bundle", "Å", limits=(-12, 12)),
        y=Axis("across the bundle, other way", "Å", limits=(-9, 9)),
        series=tuple(
            Points(name, x[order][here[order]], y[order][here[order]])
            for name, here in {"runs toward you": runs_up, "runs away from you": ~runs_up}.items()
        ),
        marks=tuple(Note(float(x[at]), float(y[at]), f"helix {name}") for at, name in enumerate(bundle.names)),
        caption=(
            "The symbols are the middles of the helices. Those that run the same way stand at opposite corners: along "
            f"each side of the figure, one goes up and one down. B and C are closest, {nearest:.1f} Å apart."
        ),
        equal=True,
    )


def _across(up: np.ndarray, right: np.ndarray) -> np.ndarray:
    """To the right and upward on a page toward which `up` points, each of length one; shape (2, 3)."""
    up = up / np.linalg.norm(up)
    right = right - right @ up * up
    right = right / np.linalg.norm(right)
    return np.stack([right, np.cross(up, right)])


# --- torsions ---


def ramachandran_chart() -> Chart:
    """Every residue by its two torsion angles."""
    chain, angles = structure.il2(), structure.torsions(structure.il2())
    known = np.isfinite(angles.phi_deg) & np.isfinite(angles.psi_deg)
    inside = np.array([chain.helix(int(number)) is not None for number in angles.number])
    glycine = np.array([chain.residue(int(number)).letter == "G" for number in angles.number])
    groups = {"in a helix": inside & ~glycine, "elsewhere": ~inside & ~glycine, "glycine": glycine}
    odd = [at for at in np.flatnonzero(known) if angles.phi_deg[at] > 0]
    series = [Points(name, angles.phi_deg[known & here], angles.psi_deg[known & here]) for name, here in groups.items()]
    notes = [(at, chain.residue(int(angles.number[at])).label) for at in odd]
    return Chart(
        title="Ramachandran plot of IL-2",
        x=Axis("φ", "°", limits=(-180, 180)),
        y=Axis("ψ", "°", limits=(-180, 180)),
        series=tuple(series),
        marks=tuple(Note(float(angles.phi_deg[at]), float(angles.psi_deg[at]), label) for at, label in notes),
        caption=(
            "Most residues crowd in one spot, that of the right-handed α helix. Nearly all the rest lie at the upper "
            f"left. On the right half, where side chains collide, are only {' and '.join(label for _, label in notes)}."
        ),
    )


# --- inside and outside ---


@cache
def _shown() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Number, relative accessibility in % and Eisenberg's value of every residue with coordinates."""
    chain = structure.il2()
    surface = structure.accessibility(chain)
    value = [EISENBERG[chain.residue(int(number)).letter] for number in surface.number]
    return surface.number, PERCENT * surface.relative, np.array(value)


def core_chart(below_percent: float = 10.0) -> Chart:
    """How much of every residue water can reach, and which of them make the core."""
    number, shown, value = _shown()
    greasy, inside = value > 0, shown < below_percent
    groups = {
        "core: greasy and buried": greasy & inside,
        "greasy, but on the surface": greasy & ~inside,
        "likes water": ~greasy,
    }
    helical = sum(structure.il2().helix(int(at)) is not None for at in number[greasy & inside])
    count = int(np.sum(greasy & inside))
    return Chart(
        title="What water can reach",
        x=RESIDUE_AXIS,
        y=Axis("accessible share of the residue", "%", limits=(-4, 160)),
        series=tuple(Points(name, number[here], shown[here]) for name, here in groups.items() if here.any()),
        marks=(Rule(below_percent, f"{quantity(below_percent, '%')}", "y"), *_helix_notes(112.0)),
        caption=(
            f"Below the dashed line are {count} greasy residues, {helical} of them in helices, and "
            f"{int(np.sum(~greasy & inside))} that like water. "
            "R83 shows more than all of itself, because the residues before it are missing."
        ),
    )


core = Explorer(
    "What water can reach",
    (Slider("below_percent", "Buried means below", "%", 1, 60, 10.0, steps=59),),
    core_chart,
)


# --- the wheel ---

HALF_TURN = 180.0
VIEWS = ("down the axis", "unrolled")
ARROW = 1.6  # of the moment, beside circles of radius 1 to 1.75


@lru_cache(maxsize=512)
def _wheel(helix: str, step_deg: float) -> Wheel:
    where = _helices()[helix]
    return structure.wheel(structure.il2().sequence[where.first - 1 : where.last], where.first, step_deg)


def wheel_chart(helix: str = "D", step_deg: float = 100.0, view: str = VIEWS[0]) -> Chart:
    """The side chains around a helix, and the arrow of the hydrophobic moment."""
    seen = _wheel(helix, step_deg)
    draw = _down_the_axis if view == VIEWS[0] else _unrolled
    near = seen.away_deg() < HALF_TURN / 3
    greasy = int(np.sum(seen.hydrophobicity[near] > 0))
    facing = f"{greasy} of the {near.sum()} side chains within 60° of it are greasy"
    rest = f"{int(np.sum(seen.hydrophobicity[~near] > 0))} of the {np.sum(~near)} others"
    return draw(
        helix,
        seen,
        f"With {quantity(step_deg, '')}° from one residue to the next the moment of helix {helix} is "
        f"{seen.moment:.2f}: {facing}, and {rest if (~near).any() else 'there are no others'}.",
    )


def _down_the_axis(helix: str, seen: Wheel, caption: str) -> Chart:
    count = len(seen.label)
    reach = 1 + 0.75 * np.arange(count) / max(count, 18)
    x, y = reach * np.sin(np.radians(seen.angle_deg)), reach * np.cos(np.radians(seen.angle_deg))
    toward = np.radians(seen.direction_deg)
    arrow = Line(
        f"moment {seen.moment:.2f}",
        np.array([0.0, ARROW * seen.moment * np.sin(toward)]),
        np.array([0.0, ARROW * seen.moment * np.cos(toward)]),
        solid=True,
    )
    return Chart(
        title=f"Helix {helix} from its start, down the axis",
        x=Axis("across the helix", "1", limits=(-2.4, 2.4)),
        y=Axis("across, toward its first side chain", "1", limits=(-2, 2)),
        series=(arrow, *(Points(name, x[here], y[here]) for name, here in _kinds(seen))),
        marks=tuple(Note(*place, label) for *place, label in zip(x.tolist(), y.tolist(), seen.label, strict=True)),
        caption=caption + " The later in the chain, the further out.",
        equal=True,
    )


def _unrolled(helix: str, seen: Wheel, caption: str) -> Chart:
    """Hydrophobicity over the angle: the moment is half the height of the wave that fits it."""
    around = np.linspace(0, 360, 73)
    wave = 2 * seen.moment * np.cos(np.radians(around - seen.direction_deg)) + seen.mean_hydrophobicity
    angle, value = seen.angle_deg, seen.hydrophobicity
    return Chart(
        title=f"Helix {helix}, unrolled",
        x=Axis("angle around the helix", "°", limits=(-45, 405)),
        y=Axis("hydrophobicity (Eisenberg)", "1", limits=(-2.8, 2.2)),
        series=(
            Line("wave of one turn", around, wave),
            *(Points(name, angle[here], value[here]) for name, here in _kinds(seen)),
        ),
        marks=(
            Rule(seen.direction_deg, "middle of the greasy side"),
            *(Note(*place, label) for *place, label in zip(angle.tolist(), value.tolist(), seen.label, strict=True)),
        ),
        caption=caption + " The moment is half of how far the wave swings from its middle.",
    )


def _kinds(seen: Wheel) -> Iterator[tuple[str, np.ndarray]]:
    """Greasy and water-loving side chains."""
    for name, here in {"greasy": seen.hydrophobicity > 0, "likes water": seen.hydrophobicity <= 0}.items():
        if here.any():
            yield name, here


wheel = Explorer(
    "Helical wheel",
    (
        Choice("helix", "Helix", ("D", "A", "B", "C")),
        Slider("step_deg", "From one residue to the next", "°", 60, 180, 100.0, steps=120),
        Choice("view", "See it", VIEWS),
    ),
    wheel_chart,
)


def moment_chart() -> Chart:
    """The hydrophobic moment of the four helices, along the angle from one residue to the next."""
    steps = np.linspace(60, 180, 121)
    sequence = structure.il2().sequence
    curves = {
        name: structure.moment_by_step(sequence[helix.first - 1 : helix.last], steps)
        for name, helix in _helices().items()
        if name in "ABCD"
    }
    return Chart(
        title="Hydrophobic moment at every angle",
        x=Axis("from one residue to the next", "°"),
        y=Axis("hydrophobic moment per residue", "1", limits=(0, 0.62)),
        series=tuple(Line(f"helix {name}", steps, curve) for name, curve in curves.items()),
        marks=(Rule(100.0, "α helix"),),
        caption=(
            "All four have a peak a little above 100°, the step of an α helix. In B and D it is the highest. "
            "In A and C a higher one stands near 155°, and yet they are helices."
        ),
    )


# --- contacts ---

MEASURES = {"closest heavy atoms": "heavy", "Cα atoms": "CA"}
INSIDE, BETWEEN, ELSE = "within a helix", "between two helices", "with a loop"


@cache
def _distances(measure: str) -> structure.DistanceMap:
    return structure.distance_map(structure.il2(), MEASURES[measure])


@cache
def _helix_of() -> np.ndarray:
    """Place of each residue's helix among the helices, −1 outside; by residue number, shape (134,)."""
    place = np.full(134, -1)
    for index, helix in enumerate(_helices().values()):
        place[helix.first : helix.last + 1] = index
    return place


def contact_chart(cutoff_A: float = 5.0, measure: str = "closest heavy atoms", apart: float = 3) -> Chart:
    """Which residues touch which."""
    pairs = _distances(measure).contacts(cutoff_A, round(apart))
    first, second = _helix_of()[pairs].T
    groups = {
        INSIDE: (first == second) & (first >= 0),
        BETWEEN: (first != second) & (first >= 0) & (second >= 0),
        ELSE: (first < 0) | (second < 0),
    }
    here = _between_names(pairs[groups[BETWEEN]])
    ends = np.array([4.0, 133.0])
    return Chart(
        title="Contact map",
        x=Axis("residue number", "1", limits=(0, 134)),
        y=Axis("residue number of its partner", "1", limits=(0, 134)),
        series=(
            Line("the chain itself", ends, ends),
            *(Points(name, *pairs[which].T) for name, which in groups.items() if which.any()),
        ),
        caption=f"{len(pairs)} pairs touch, {groups[BETWEEN].sum()} of them between two helices: {here}.",
        equal=True,
    )


def _between_names(pairs: np.ndarray) -> str:
    """How many contacts each pair of helices has, the most first."""
    names = tuple(_helices())
    counts: dict[str, int] = {}
    for one, other in _helix_of()[pairs]:
        key = f"{names[one]} with {names[other]}"
        counts[key] = counts.get(key, 0) + 1
    told = sorted(counts.items(), key=lambda item: -item[1])
    return ", ".join(f"{key} {count}" for key, count in told) or "none yet"


contact_map = Explorer(
    "Contact map",
    (
        Slider("cutoff_A", "Touching means within", "Å", 3.0, 12.0, 5.0, steps=36),
        Choice("measure", "Distance between", tuple(MEASURES)),
        Slider("apart", "At least this far along the chain", "1", 3, 30, 3, steps=27),
    ),
    contact_chart,
)


# --- the receptor ---


def interface_chart() -> Chart:
    """What each residue of IL-2 loses of its surface to each chain of the receptor."""
    lost = facts.buried_by_residue.value
    series, marks = [], []
    for chain, shown in CHAINS.items():
        number = np.array([_number(label) for label in lost[chain]], dtype=float)
        area = np.array(list(lost[chain].values()), dtype=float)
        series.append(Points(f"to {shown}", number, area))
        marks += [Note(at, high, label) for label, at, high in zip(lost[chain], number, area, strict=True) if high > 75]
    return Chart(
        title="Surface that IL-2 loses to its receptor",
        x=RESIDUE_AXIS,
        y=Axis("area lost by the residue", "Å²", limits=(0, 190)),
        series=tuple(series),
        marks=(*marks, *_helix_notes(138.0)),
        caption=(
            "α takes A′, the loop after it and helix B. β takes A and C, γc takes A and D. "
            "No residue gives much to two chains, except E15 to β and γc."
        ),
    )


def area_chart() -> Chart:
    """Buried area between all pairs of chains."""
    own, receptor = facts.buried_area.value, facts.buried_area_receptor.value
    pairs = {f"IL-2 and {shown}": own[chain] for chain, shown in CHAINS.items()}
    pairs |= {"β and γc": receptor["beta_gamma_c"]}
    pairs |= {"α and β": receptor["alpha_beta"], "α and γc": receptor["alpha_gamma_c"]}
    return Chart(
        title="How much surface two chains hide from water",
        x=Axis("pair of chains", "", "category", categories=tuple(name.replace(" and ", "\nand ") for name in pairs)),
        y=Axis("buried area, both sides", "Å²", limits=(-60, 1900)),
        series=(Points("in 2B5I", np.arange(len(pairs)), np.array(list(pairs.values()), dtype=float)),),
        caption="α has the largest hold on IL-2 and touches neither β nor γc; these two hold on to each other.",
    )


# --- what moves ---

MOVES = {"Cα atoms": "forms_displacement", "side chains": "forms_side_chains"}


def forms_chart(of: str = "Cα atoms", chain: str = "α") -> Chart:
    """How far each residue is from itself in another crystal, and which of them touch a chain of the receptor."""
    moved = getattr(facts, MOVES[of]).value
    touching = set(facts.interface_contacts.value[next(name for name, shown in CHAINS.items() if shown == chain)])
    groups = {f"touches {chain}": touching & set(moved), f"does not touch {chain}": set(moved) - touching}
    series, middles = [], []
    for name, labels in groups.items():
        ordered = sorted(labels, key=_number)
        values = np.array([moved[label] for label in ordered])
        series.append(Points(name, np.array([_number(label) for label in ordered]), values))
        middles.append(float(np.median(values)))
    far = sorted(moved, key=moved.get, reverse=True)[:4]
    return Chart(
        title=f"Two crystals of IL-2: {of}",
        x=RESIDUE_AXIS,
        y=Axis("distance between the two crystals", "Å", limits=(0, 10.4)),
        series=tuple(series),
        marks=(*(Note(_number(label), moved[label], label) for label in far), *_helix_notes(9.6)),
        caption=(
            f"Half of the residues that touch {chain} moved more than {middles[0]:.2f} Å, half of the others more than "
            f"{middles[1]:.2f} Å. The farthest are {', '.join(far)}: look where they lie and whom they touch."
        ),
    )


forms = Explorer(
    "What moves",
    (Choice("of", "Compare", tuple(MOVES)), Choice("chain", "Mark what touches", tuple(CHAINS.values()))),
    forms_chart,
)


def flexibility_chart() -> Chart:
    """B-factors along the chain, in standard deviations from their mean."""
    number, score = structure.standard_b_factor(structure.il2())
    inside = np.isin(number, np.flatnonzero(_helix_of() >= 0))
    top = number[score > 2.2]
    return Chart(
        title="Where the atoms are least sure of their place",
        x=RESIDUE_AXIS,
        y=Axis("B-factor, standard deviations from the mean", "1", limits=(-2, 3.6)),
        series=(
            Points("in a helix", number[inside], score[inside]),
            Points("loops and ends", number[~inside], score[~inside]),
        ),
        marks=(
            *(Note(float(at), float(score[number == at][0]), structure.il2().residue(int(at)).label) for at in top),
            *_helix_notes(3.2),
        ),
        caption="Low inside the helices, high at the ends of the chain and in two loops: before helix C and after it.",
    )


# --- design ---

ALPHA_SIDE = (NONE, "K35E", "R38A", "F42A", "Y45A", "P65K", "F42A Y45A L72G")
BETA_SIDE = (NONE, "D20T", "N88D")
GAMMA_SIDE = (NONE, "Q126T")
ANYWHERE = (NONE, "C125S", "T3A")


@lru_cache(maxsize=256)
def _mutein(names: tuple[str, ...]) -> Protein:
    return structure.mutate(structure.mature(), *names)


def mutein_chart(*names: str) -> Chart:
    """How much of each interface is left to unchanged residues in a mutein, with its charge and mass.

    Parameters
    ----------
    names
        mutations such as "F42A".

    Raises
    ------
    ValueError
        when another residue stands there, or a place is named twice; the message says what stands there.
    """
    changed, wild = _mutein(names), _mutein(())
    left = {chain: PERCENT * share for chain, share in _left(names).items()}
    hit = {chain: [name for name in names if name[:-1] in facts.buried_by_residue.value[chain]] for chain in CHAINS}
    told = [f"{', '.join(found)} at {CHAINS[chain]}" for chain, found in hit.items() if found]
    charges = [float(structure.charge(protein, BLOOD_PH)) for protein in (wild, changed)]
    facing = f"The changes face: {'; '.join(told)}." if told else "No change faces the receptor."
    return Chart(
        title="IL-2 " + (" ".join(names) or "as it is"),
        x=Axis("chain of the receptor", "", "category", categories=tuple(CHAINS.values())),
        y=Axis("interface left to unchanged residues", "%", limits=(0, 108)),
        series=(Points("share of the area that IL-2 buries", np.arange(3), np.array(list(left.values()))),),
        marks=(Rule(PERCENT, "wild type", "y"),),
        caption=(
            f"{facing}{_warning(names)} Charge at pH 7.4: {_signed(charges[1])} (wild type {_signed(charges[0])}); "
            f"mass {_signed(structure.mass_Da(changed) - structure.mass_Da(wild))} Da; "
            f"hydrophobicity {_signed(_greasiness(changed) - _greasiness(wild))}. "
            "Area says who is in the way, not how much binding is lost."
        ),
    )


def _warning(names: tuple[str, ...]) -> str:
    """A word about changes inside the molecule."""
    inside = [name for name in names if _number(name[:-1]) in _core()]
    return f" In the core, so that the fold may suffer: {', '.join(inside)}." if inside else ""


@cache
def _core() -> tuple[int, ...]:
    return structure.core(structure.il2())


def _greasiness(protein: Protein) -> float:
    """Sum over all residues on Eisenberg's scale."""
    return sum(EISENBERG[letter] for letter in protein.sequence)


def _left(names: tuple[str, ...]) -> dict[str, float]:
    """Share of the area that IL-2 loses to each chain which residues other than the named ones hold."""
    changed = {name[:-1] for name in names}
    shares = {}
    for chain in CHAINS:
        lost = facts.buried_by_residue.value[chain]
        shares[chain] = sum(area for label, area in lost.items() if label not in changed) / sum(lost.values())
    return shares


def _design(alpha: str = NONE, beta: str = NONE, gamma: str = NONE, other: str = NONE) -> Chart:
    return mutein_chart(*(name for side in (alpha, beta, gamma, other) if side != NONE for name in side.split()))


mutein_designer = Explorer(
    "Where to change IL-2",
    (
        Choice("alpha", "On the side of α", ALPHA_SIDE),
        Choice("beta", "On the side of β", BETA_SIDE),
        Choice("gamma", "On the side of γc", GAMMA_SIDE),
        Choice("other", "Elsewhere", ANYWHERE),
    ),
    _design,
)

EXPLORERS = (charge, core, wheel, contact_map, forms, mutein_designer)
FIGURES = (
    helix_ends_chart,
    bundle_chart,
    ramachandran_chart,
    moment_chart,
    interface_chart,
    area_chart,
    flexibility_chart,
)
