"""Lesson 1: what is asked, how it is checked, what usually goes wrong."""

import re
from collections.abc import Iterator

import numpy as np
from scipy.linalg import orthogonal_procrustes
from scipy.spatial.distance import cdist
from scipy.spatial.transform import Rotation

from il2course import facts
from il2course.questions.exercise import Comparator, Exercise, Slip
from il2course.questions.question import MultipleChoice, Option

EXPOSED = facts.moves_exposed_side_chains.value["alpha"]

MULTIPLE_CHOICE = (
    MultipleChoice(
        "numbering",
        "A gene database lists a phenylalanine at position 62 of the IL-2 precursor. How does a paper on IL-2 call it?",
        (
            Option(
                "F62", "So you would find it in the database. Papers count from the first residue that leaves the cell."
            ),
            Option(
                "F42",
                "The signal peptide is 20 residues long and is cut off; papers and drugs count without it.",
                right=True,
            ),
            Option(
                "F82", "You added the signal peptide. It stands in front of the mature chain, so it must be taken off."
            ),
        ),
    ),
    MultipleChoice(
        "two_daltons",
        "You measure IL-2 from bacteria and find 2 Da more than you computed for the folded protein. What is the likeliest reason?",
        (
            Option(
                "one residue is missing", "The lightest residue, glycine, weighs 57 Da, and you found more, not less."
            ),
            Option("the disulfide is open", "Two hydrogens come back when the bond opens: 2.016 Da.", right=True),
            Option("the sugar is still on it", "Bacteria attach none, and a sugar weighs far more than that."),
            Option("the first methionine was not cut off", "Methionine is a residue of 131 Da."),
        ),
    ),
    MultipleChoice(
        "predict_directions",
        "The chain makes four helices, A, B, C and D, in this order. Which of them run in the same direction?",
        (
            Option(
                "A and C, and B and D",
                "Then the chain turns back after each helix, the simplest way to tie up four. Watch what IL-2 does.",
            ),
            Option(
                "A and B, and C and D",
                "Then the chain must come all the way back before it can start B. Watch the loops.",
            ),
            Option("A and D, and B and C", "Then it comes all the way back between B and C. Watch the loops."),
            Option("all four", "Then every loop must be as long as the molecule. Watch how many are."),
        ),
    ),
    MultipleChoice(
        "helix_ends",
        "The authors let helix C start at residue 81; our rule finds 82 on their atoms and 85 on ours. Which is right?",
        (
            Option(
                "81, because the authors solved the structure themselves",
                "They know it best, but they too had to draw a line. A different rule draws another.",
            ),
            Option(
                "82 or 85, because a rule found them",
                "A rule gives the same answer to everyone. That makes it repeatable, not true.",
            ),
            Option(
                "none: a start depends on the rule and on the crystal",
                "Report the rule. And in our structure residues 79 to 82 are not seen at all, so no rule could find them in a helix.",
                right=True,
            ),
        ),
    ),
    MultipleChoice(
        "disulfide_bonds",
        "A web page says that IL-2 “is stabilized by disulfide bonds”. What would you write to its author?",
        (
            Option(
                "that it is right: three cysteines make a bond each",
                "A bond takes two cysteines. Three of them make one bond and leave one over.",
            ),
            Option(
                "that there is one, and a cysteine that must not join in",
                "C58 with C105. C125 stays free, and drug makers replace it.",
                right=True,
            ),
            Option(
                "that there are two, sharing C125",
                "A sulfur makes one such bond at a time, and C125 is far from both others.",
            ),
            Option(
                "that there are none, because cells keep such bonds open",
                "Inside they do. IL-2 is made for the outside: its bond closes on the way out.",
            ),
        ),
    ),
    MultipleChoice(
        "greasy_side",
        "You replace L118, in the middle of the greasy side of helix D, by a lysine. What do you expect first?",
        (
            Option(
                "the mutein folds as before, but a chain of the receptor lets go",
                "L118 touches no chain of the receptor. It looks inward, away from all three.",
            ),
            Option(
                "the mutein folds badly or not at all",
                "A charge has to go where there is no water. Such a mutation says nothing about binding.",
                right=True,
            ),
            Option("nothing: only the surface matters", "The surface has its shape because the inside holds together."),
        ),
    ),
    MultipleChoice(
        "stripe",
        "On a contact map you see a stripe at right angles to the diagonal. What is it?",
        (
            Option(
                "two pieces of chain side by side, running opposite ways",
                "As one residue number goes up, that of its partner goes down.",
                right=True,
            ),
            Option(
                "two pieces of chain side by side, running the same way",
                "Then both numbers would go up together, and the stripe would run along the diagonal.",
            ),
            Option(
                "one long helix", "The contacts of a helix with itself hug the diagonal: residue and residue plus four."
            ),
        ),
    ),
    MultipleChoice(
        "predict_largest",
        "Which chain of the receptor hides most of the surface of IL-2?",
        (
            Option(
                "α, which only catches",
                "Then the chain that cannot signal holds on with the largest area. Watch the numbers.",
            ),
            Option("β, which no signal can do without", "β does hold on firmly. Watch whether it holds the most."),
            Option(
                "γc, which no signal can do without either",
                "Recall the word “common”: γc also serves other messengers, which look different. Watch how much it takes.",
            ),
        ),
    ),
    MultipleChoice(
        "what_moves",
        f"Side chains that touch α moved twice as far between the crystals as the others (p = {facts.moves_side_chains.value['alpha']['p']:g}). May you write “the α site is the flexible part of IL-2”?",
        (
            Option(
                "yes, the p-value is small",
                "The comparison is not a fair one: side chains on the surface move more, wherever they are.",
            ),
            Option(
                "no, because α moves IL-2 when it binds",
                "α is in neither crystal. Something else is wrong with the comparison.",
            ),
            Option(
                "no: first compare with side chains that are as exposed",
                f"Among those that show a quarter of their surface or more it is {EXPOSED['inside']:.1f} against {EXPOSED['outside']:.1f} Å, and p = {EXPOSED['p']:g}.",
                right=True,
            ),
        ),
    ),
    MultipleChoice(
        "predict_cost",
        "Of the area that IL-2 gives to α, R38 holds the largest share and F42 the next. Which costs more binding of α, R38Q or F42Q?",
        (
            Option(
                "R38Q, in proportion to its area",
                "A good first guess: more surface, more to lose. Watch what was measured.",
            ),
            Option("both about the same", "Their areas are not far apart, so that is fair. Watch what was measured."),
            Option("F42Q, by far", "Then area is not what counts. Watch what was measured."),
        ),
    ),
    MultipleChoice(
        "no_alpha",
        "You want an IL-2 that α cannot catch and that still signals. Where do you put your mutations?",
        (
            Option("F42, Y45 and L72", "All three face α, and none of them touches β or γc.", right=True),
            Option("D20 and N88", "Both face β. Without β there is no signal at all."),
            Option("L14 and L17", "Both lie in the core. You would lose the fold, and with it everything."),
            Option("Q126 and T123", "Both face γc. You would lose the signal and keep α."),
        ),
    ),
)


# --- the sheet ---

LETTERS = "ACDEFGHIKLMNPQRSTVWY"
TOUCH_A, CLOSEST_A = 4.0, 2.8
KEPT = ["N", "CA", "C", "O", "CB"]
WATER_DA, HYDROGEN_DA, PROTON_DA = 18.0153, 1.0079, 1.0073


def _letters(random: np.random.Generator, count: int, of: str = LETTERS) -> str:
    return "".join(random.choice(list(of), count))


def _mutein_case(random: np.random.Generator) -> dict[str, object]:
    """A mature protein with one of its ends and two or three other residues changed."""
    signal, length = int(random.integers(17, 28)), int(random.integers(30, 60))
    precursor = "M" + _letters(random, signal + length - 1)
    end = random.choice([0, length - 1])
    places = [end, *random.choice(np.arange(1, length - 1), random.integers(2, 4), replace=False)]
    mutein = list(precursor[signal:])
    for place in places:
        mutein[place] = _letters(random, 1, LETTERS.replace(mutein[place], ""))
    return {"precursor": precursor, "signal": signal, "mutein": "".join(mutein)}


def _renumbered(name: str, shift: int) -> str:
    return re.sub(r"\d+", lambda number: str(int(number[0]) + shift), name)


def _ion_case(random: np.random.Generator) -> dict[str, object]:
    """A chain of all kinds of residues with enough cysteines for its bonds."""
    disulfides = int(random.integers(1, 4))
    letters = list(LETTERS + "CC" * disulfides + _letters(random, int(random.integers(5, 25))))
    random.shuffle(letters)
    return {"sequence": "".join(letters), "disulfides": disulfides, "charge": int(random.integers(3, 9))}


def _lightest(expected: float, sequence: str, charge: int, **_: object) -> float:
    try:
        from Bio.Data.IUPACData import monoisotopic_protein_weights as light
        from Bio.Data.IUPACData import protein_weights as average
    except ImportError:
        return np.nan
    return expected - sum(average[letter] - light[letter] for letter in sequence) / charge


def _swing_case(random: np.random.Generator) -> dict[str, object]:
    """A helix whose moment swings over 180° or ±90°, where angles jump, by a change of a residue on its flank."""
    count, beside = int(random.integers(10, 16)), random.uniform(-4, 4)
    off_deg = 100 * np.arange(count) - random.choice([180, 180, 90, -90]) - beside
    greasy = np.round(0.9 * np.cos(np.radians(off_deg)) + random.normal(0, 0.15, count), 2)
    flank = random.choice(np.flatnonzero(np.abs(np.sin(np.radians(off_deg))) > 0.7))
    change = -np.sign(beside * np.sin(np.radians(off_deg[flank]))) * random.uniform(1, 2)
    return {"hydrophobicity": greasy, "place": int(flank) + 1, "new": round(float(greasy[flank] + change), 2)}


def _moved(random: np.random.Generator, xyz: np.ndarray) -> np.ndarray:
    """Points turned at random and put somewhere else, to a thousandth of an Å as in a coordinate file."""
    return np.round(xyz @ Rotation.random(random_state=random).as_matrix().T + random.uniform(-40, 40, 3), 3)


def _turn_case(random: np.random.Generator) -> dict[str, object]:
    """A perfect helix, as often left-handed as right-handed."""
    turn, rise = random.choice([-1, 1]) * random.uniform(75, 165), random.uniform(1.2, 3.2)
    along = np.arange(random.integers(6, 12))
    angle, radius = np.radians(turn * along), random.uniform(1, 2.5)
    helix = np.stack([radius * np.cos(angle), radius * np.sin(angle), rise * along], axis=1)
    return {"ca_A": helix @ Rotation.random(random_state=random).as_matrix().T + random.uniform(-40, 40, 3)}


def _bend_deg(ca_A: np.ndarray) -> float:
    """The angle at the second atom, from what is left of a straight line."""
    one, middle, other = ca_A[:3]
    return 2 * np.degrees(np.arccos(np.linalg.norm(other - one) / np.linalg.norm(middle - one) / 2))


# An α helix in cylindrical coordinates: distance from the axis in Å, angle in degrees and height in Å beside the Cα.
BACKBONE = {
    "N": (1.55, -28, -0.9),
    "H": (1.75, -32, -1.85),
    "CA": (2.29, 0, 0.0),
    "HA": (2.95, 18, -0.6),
    "C": (1.66, 26, 1.1),
    "O": (2.0, 24, 2.3),
}
SIDE_CHAIN = {
    "CB": (3.3, -19, -0.6),
    "HB": (3.7, -32, 0.1),
    "CG": (4.5, -12, -0.3),
    "HG": (5.2, -22, 0.3),
    "CD": (5.8, -14, -0.9),
    "HD": (6.7, -10, -0.4),
    "CE": (7.0, -18, -1.2),
}
Atom = tuple[int, str, np.ndarray]


def _helix(random: np.random.Generator, numbers: np.ndarray) -> Iterator[Atom]:
    """Atoms of an α helix up the z axis. The side chains are made up, every third is a long one."""
    for number in numbers.tolist():
        heavy = random.integers(0, 4) if number % 3 else 4
        names = [name for name in SIDE_CHAIN if heavy > "BGDE".index(name[1])]
        for name, (radius, angle, height) in (BACKBONE | {each: SIDE_CHAIN[each] for each in names}).items():
            at, wobble = np.radians(100 * number + angle), random.normal(0, 0.2 if name in names else 0.03, 3)
            yield number, name, np.array([radius * np.cos(at), radius * np.sin(at), 1.5 * number + height]) + wobble


def _file(atoms: list[Atom]) -> tuple[np.ndarray, list[str], np.ndarray]:
    numbers, names, xyz = zip(*atoms, strict=True)
    return np.asarray(numbers, float), list(names), np.array(xyz)


def _contacts_case(random: np.random.Generator) -> dict[str, object]:
    """Two helices side by side that run opposite ways, with hydrogens, and residues that no atom stands for."""
    first = int(random.integers(5, 60))
    up, down = np.arange(first, first + 12), np.arange(first + 16, first + 26)
    up = np.delete(up, slice(5, 5 + random.integers(2, 4)))
    turned = np.array([-1.0, 1.0, -1.0])
    middle = 1.5 * (up.mean() + down.mean())
    back = [(number, name, xyz * turned + [9.0, 0, middle]) for number, name, xyz in _helix(random, down)]
    number, name, xyz = _file([*_helix(random, up), *back])
    return {"number": number, "name": name, "xyz_A": _moved(random, xyz), "cutoff_A": round(random.uniform(4, 5), 2)}


def _along(number: np.ndarray) -> np.ndarray:
    residues = np.unique(number)
    return np.abs(residues - residues[:, None])


def _alpha_carbons(number: np.ndarray, name: list[str], xyz_A: np.ndarray, cutoff_A: float) -> np.ndarray:
    carbons = xyz_A[np.array(name) == "CA"]
    return np.sum((cdist(carbons, carbons) <= cutoff_A) & (_along(number) > 2), axis=1)


def _displacement_case(random: np.random.Generator) -> dict[str, object]:
    """A flat core and a loop. In half of the cases a mirror image of the core would fit better than any rotation."""
    core, loop = int(random.integers(7, 11)), int(random.integers(3, 6))
    flat = random.uniform(-1, 1, (core, 3)) * [10, 6, 0]
    bumps = random.normal(0, 0.8, core)
    seen = random.choice([-1, 1]) * bumps + random.normal(0, 0.1, core)
    free = np.array([12.0, 0, 0]) + random.uniform(-6, 6, (loop, 3))
    one = np.concatenate([flat + np.outer(bumps, [0, 0, 1]), free])
    other = np.concatenate([flat + np.outer(seen, [0, 0, 1]), free + random.normal(0, 3, (loop, 3))])
    return {"moving_A": _moved(random, one), "fixed_A": _moved(random, other), "core": core}


def _from_core(xyz: np.ndarray, core: int) -> np.ndarray:
    return xyz - np.average(xyz[:core], 0)


def _mirrored(expected: np.ndarray, moving_A: np.ndarray, fixed_A: np.ndarray, core: int) -> np.ndarray:
    one, other = _from_core(moving_A, core), _from_core(fixed_A, core)
    fit = orthogonal_procrustes(one[:core], other[:core])[0]
    return np.linalg.norm(one @ fit - other, axis=1) if np.linalg.det(fit) < 0 else np.full(len(one), np.nan)


def _alanine_case(random: np.random.Generator) -> dict[str, object]:
    """A helix between three chains. Two with more of α than the best also touch β or γc, one by its backbone."""
    numbers = np.arange(18) + int(random.integers(10, 90))
    number, name, xyz = _file([atom for atom in _helix(random, numbers) if not atom[1].startswith("H")])
    first, best, last = (at + int(np.argmin(numbers[at : at + 3] % 3)) for at in (0, 7, 14))
    shared = dict(zip(random.permutation(["beta_A", "gamma_A"]).tolist(), (first, last), strict=True))
    backbone, whole = slice(4), slice(None)
    wanted = [(*each, 3, part) for each, part in zip(shared.items(), (whole, backbone), strict=True)]
    wanted += [("alpha_A", first, 7, whole), ("alpha_A", best, 5, whole), ("alpha_A", last, 7, whole)]
    wanted += [("alpha_A", best, 3, backbone), *(("alpha_A", at, 1, whole) for at in random.integers(0, 18, 6))]
    chains = {"alpha_A": np.empty((0, 3)), "beta_A": np.empty((0, 3)), "gamma_A": np.empty((0, 3))}
    for chain, at, count, part in wanted:
        own = xyz[number == numbers[at]]
        end = own[4:] if part == backbone and chain != "alpha_A" else own[:0]
        more = _beside(random, own[part], np.concatenate([xyz, *chains.values()]), count, end)
        chains[chain] = np.concatenate([chains[chain], more])
    places = _moved(random, np.concatenate([xyz, *chains.values()]))
    parts = np.split(places, np.cumsum([len(xyz), *map(len, chains.values())])[:-1])
    return {"number": number, "name": name} | dict(zip(("xyz_A", *chains), parts, strict=True))


def _beside(
    random: np.random.Generator, near: np.ndarray, taken: np.ndarray, count: int, shunned: np.ndarray
) -> np.ndarray:
    """Atoms 3 to 4 Å outward from the last of some, at least 2.8 Å from what is there and out of touch of others."""
    atoms = near[-1 - random.integers(0, 4, 100 * count)]
    outward = atoms * [1, 1, 0] / np.hypot(atoms[:, :1], atoms[:, 1:2]) + random.normal(0, 0.6, atoms.shape)
    points = atoms + outward / np.linalg.norm(outward, axis=1)[:, None] * random.uniform(3, 4, (len(atoms), 1))
    placed = np.empty((0, 3))
    free = (cdist(points, taken).min(axis=1) > CLOSEST_A) & (cdist(points, shunned) > TOUCH_A).all(axis=1)
    for point in points[free]:
        if len(placed) < count and (np.linalg.norm(placed - point, axis=1) > CLOSEST_A).all():
            placed = np.vstack([placed, point])
    return placed


def _pairs(
    expected: np.ndarray, number: np.ndarray, xyz_A: np.ndarray, alpha_A: np.ndarray, **_: object
) -> list[float]:
    """The right residue with all its pairs."""
    return _with(expected, np.sum(cdist(xyz_A[number == expected[0]], alpha_A) <= TOUCH_A))


def _atoms(
    expected: np.ndarray, number: np.ndarray, name: list[str], xyz_A: np.ndarray, alpha_A: np.ndarray, **_: object
) -> list[float]:
    """The right residue with its atoms that touch."""
    end = xyz_A[(number == expected[0]) & ~np.isin(name, KEPT)]
    return _with(expected, np.sum(cdist(end, alpha_A).min(axis=1, initial=np.inf) <= TOUCH_A))


def _with(expected: np.ndarray, count: int) -> list[float]:
    return [expected[0], np.nan if count == expected[1] else float(count)]


EXERCISES = (
    Exercise(
        id="mutein_name",
        title="Name a mutein",
        kind="function",
        points=1,
        sample=_mutein_case,
        public_cases=4,
        slips=(
            Slip(
                "precursor_numbering",
                "Your numbers count the signal peptide too. Papers count from the first residue that is left once it is cut off.",
                lambda expected, signal, **_: _renumbered(expected, signal),
            ),
            Slip(
                "precursor_from_zero",
                "Your numbers are places in the precursor, from 0. Papers count from 1, and from the first residue that is left.",
                lambda expected, signal, **_: _renumbered(expected, signal - 1),
            ),
            Slip(
                "from_zero",
                "Your numbers are one too low. Python counts places from 0, papers do not.",
                lambda expected, **_: _renumbered(expected, -1),
            ),
            Slip(
                "turned_round",
                "The letters stand the wrong way round: a name reads from what was there to what is there now.",
                lambda expected, **_: re.sub(r"(\w)(\d+)(\w)", r"\3\2\1", expected),
            ),
            Slip(
                "first_only",
                "This is the first mutation alone. Go on to the end of the sequence.",
                lambda expected, **_: expected.split()[0],
            ),
            Slip(
                "commas",
                "The mutations are right, the text between them is not: one space, nothing else.",
                lambda expected, **_: expected.replace(" ", ", "),
            ),
            Slip(
                "slashes",
                "The mutations are right. Many papers put a slash between them; here one space is asked for.",
                lambda expected, **_: expected.replace(" ", "/"),
            ),
            Slip(
                "space_at_the_end",
                "A space is left behind the last mutation. Spaces stand only between mutations.",
                lambda expected, **_: expected + " ",
            ),
        ),
    ),
    Exercise(
        id="ion_mz",
        title="Mass of an ion",
        kind="function",
        points=1,
        unit="Da",
        comparator=Comparator(rtol=0.0, atol=2e-4),
        sample=_ion_case,
        slips=(
            Slip(
                "monoisotopic",
                "These are masses of the lightest isotopes. A molecule of this size shows the average over nature's mixture.",
                _lightest,
            ),
            Slip(
                "no_bond_water",
                "The mass is too high by a water for each peptide bond: the table weighs free amino acids.",
                lambda expected, sequence, charge, **_: expected + sum(WATER_DA for _ in sequence[1:]) / charge,
            ),
            Slip(
                "water_of_the_ends",
                "One water too few: a chain has one peptide bond less than residues.",
                lambda expected, charge, **_: expected - WATER_DA / charge,
            ),
            Slip(
                "open_disulfides",
                "This is the mass with all disulfides open. Each bond costs hydrogens.",
                lambda expected, disulfides, charge, **_: expected + 2 * disulfides * HYDROGEN_DA / charge,
            ),
            Slip(
                "one_hydrogen",
                "You took one hydrogen for each disulfide, but both cysteines lose theirs.",
                lambda expected, disulfides, charge, **_: expected + disulfides * HYDROGEN_DA / charge,
            ),
            Slip(
                "no_protons",
                "You divided the mass of the neutral molecule. What gives the ion its charge has mass as well.",
                lambda expected, **_: expected - PROTON_DA,
            ),
            Slip(
                "one_proton",
                "You added one proton. The ion carries as many as its charge says.",
                lambda expected, charge, **_: expected - PROTON_DA * (charge - 1) / charge,
            ),
            Slip(
                "only_protons_divided",
                "You divided the mass of the protons alone. The charge divides all of the ion; is a bracket missing?",
                lambda expected, charge, **_: expected * charge - PROTON_DA * (charge - 1),
            ),
            Slip(
                "protons_not_divided",
                "You put the protons on after dividing. They fly with the ion, so their mass is divided as well.",
                lambda expected, charge, **_: expected + PROTON_DA * (charge - 1),
            ),
            Slip(
                "not_divided",
                "This is the mass of the ion. The instrument shows its mass for each charge.",
                lambda expected, charge, **_: expected * charge,
            ),
        ),
    ),
    Exercise(
        id="swing_deg",
        title="Swing of a hydrophobic moment",
        kind="function",
        points=1,
        unit="degrees",
        comparator=Comparator(rtol=1e-6, atol=1e-6),
        sample=_swing_case,
        public_cases=4,
        hidden_cases=12,
        slips=(
            Slip("radians", "This is in radians. Asked for is degrees.", lambda expected, **_: np.radians(expected)),
            Slip(
                "sign",
                "In a case or more the sign is wrong: positive is the way in which the angles of the side chains grow, from old to new.",
                lambda expected, **_: -expected,
            ),
            Slip(
                "long_way_round",
                "In a case or more you went the long way round. A swing is never more than half a turn.",
                lambda expected, **_: expected - 360 * np.sign(expected),
            ),
            Slip(
                "half_a_turn",
                "In a case or more you are half a turn off. A slope alone does not tell an arrow from its opposite.",
                lambda expected, **_: expected - 180 * np.sign(expected),
            ),
        ),
    ),
    Exercise(
        id="helix_turn",
        title="Turn and rise of a helix",
        kind="function",
        points=2,
        shape=(2,),
        comparator=Comparator(rtol=1e-5),
        sample=_turn_case,
        public_cases=4,
        slips=(
            Slip(
                "radians",
                "Your turn is in radians. Asked for is degrees.",
                lambda expected, **_: expected * [np.pi / 180, 1],
            ),
            Slip(
                "hand",
                "Your turn is positive for every helix. A left-handed one is its mirror image, and an angle between two arrows does not see it.",
                lambda expected, **_: np.abs(expected) if expected[0] < 0 else np.nan,
            ),
            Slip(
                "other_hand",
                "You take left for right. Point your right thumb along the helix and see whether your fingers curl its way.",
                lambda expected, **_: expected * [-1, 1],
            ),
            Slip(
                "residues_per_turn",
                "Your first number is how many residues make a full turn. Asked for is the turn from one to the next.",
                lambda expected, **_: [360 / expected[0], expected[1]],
            ),
            Slip(
                "pitch",
                "Your second number is the rise of a full turn. Asked for is that from one residue to the next.",
                lambda expected, **_: [expected[0], expected[1] * 360 / abs(expected[0])],
            ),
            Slip(
                "bonds",
                "Your turn is the angle by which the way from atom to atom bends. A part of each step goes along the axis, and does not turn.",
                lambda expected, ca_A: [_bend_deg(ca_A), expected[1]],
            ),
            Slip(
                "distance",
                "Your second number is how far two neighbors are apart. Only a part of that goes along the axis.",
                lambda expected, ca_A: [expected[0], np.linalg.norm(ca_A[1] - ca_A[0])],
            ),
            Slip(
                "order",
                "The two numbers stand the wrong way round: first the turn.",
                lambda expected, **_: expected[::-1],
            ),
        ),
    ),
    Exercise(
        id="contacts_per_residue",
        title="Contacts of each residue",
        kind="function",
        points=2,
        shape=None,
        comparator=Comparator(rtol=1e-9),
        sample=_contacts_case,
        slips=(
            Slip(
                "alpha_carbons",
                "You measured between Cα atoms. Side chains reach out, so residues touch whose Cα atoms are far apart.",
                lambda expected, **arguments: _alpha_carbons(**arguments),
            ),
            Slip(
                "along_the_chain",
                "You counted residues next to each other in the chain, which touch whatever the fold.",
                lambda expected, number, **_: expected + np.sum((_along(number) > 0) & (_along(number) < 3), axis=1),
            ),
            Slip(
                "itself",
                "You counted each residue as touching itself and its neighbors in the chain.",
                lambda expected, number, **_: expected + np.sum(_along(number) < 3, axis=1),
            ),
            Slip(
                "more_than_three",
                "You left out pairs that are exactly 3 apart. Those count.",
                lambda expected, number, **_: expected - np.sum(_along(number) == 3, axis=1),
            ),
            Slip(
                "share",
                "These are shares of all residues. Asked for are counts.",
                lambda expected, **_: expected / len(expected),
            ),
        ),
    ),
    Exercise(
        id="displacement_A",
        title="What moves",
        kind="function",
        points=2,
        unit="Å",
        shape=None,
        comparator=Comparator(rtol=1e-4, atol=1e-3),
        sample=_displacement_case,
        public_cases=4,
        slips=(
            Slip(
                "not_laid_on",
                "You measured between the two as they stand in their files. Each crystal has axes of its own.",
                lambda expected, moving_A, fixed_A, **_: np.linalg.norm(moving_A - fixed_A, axis=1),
            ),
            Slip(
                "shifted_only",
                "You moved one onto the other without turning it.",
                lambda expected, moving_A, fixed_A, core: np.linalg.norm(
                    _from_core(moving_A, core) - _from_core(fixed_A, core), axis=1
                ),
            ),
            Slip(
                "mirror_image",
                "In a case or more you laid on a mirror image, which no rotation can make. Look at the determinant of your matrix.",
                _mirrored,
            ),
            Slip("squares", "These are squares of distances.", lambda expected, **_: expected**2),
        ),
    ),
    Exercise(
        id="best_alanine",
        title="Design a mutation",
        kind="function",
        points=2,
        shape=(2,),
        comparator=Comparator(rtol=1e-9),
        sample=_alanine_case,
        public_cases=5,
        hidden_cases=12,
        slips=(
            Slip(
                "whole_residue",
                "You counted contacts of the whole residue. Alanine is no hole: some of these atoms stay where they are.",
                _pairs,
            ),
            Slip(
                "atoms",
                "You counted atoms that touch. A contact is a pair: an atom that touches two of α makes two.",
                _atoms,
            ),
            Slip(
                "place",
                "Your first number is the place in the list of residues. Asked for is the residue's own number.",
                lambda expected, number, **_: [expected[0] - number.min(), expected[1]],
            ),
            Slip(
                "order",
                "The two numbers stand the wrong way round: first the residue.",
                lambda expected, **_: expected[::-1],
            ),
        ),
    ),
)
