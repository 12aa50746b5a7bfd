"""The sheet of lesson 1: right answers pass however they are written, real mistakes get their hint, no case is odd."""

from collections import defaultdict
from itertools import combinations

import numpy as np
import pytest
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist
from scipy.spatial.transform import Rotation
from shared import (  # noqa: F401
    test_every_slip_has_its_mistake,
    test_no_slip_makes_a_right_answer,
    test_real_mistakes_are_refused,
    test_right_answers_pass_however_they_are_written,
    then,
)

LESSON = "01_structure"
WATER, HYDROGEN, PROTON = 18.0153, 1.0079, 1.0073


def name_by_loop(precursor, signal, mutein):
    names = []
    for place in range(len(mutein)):
        if precursor[signal + place] != mutein[place]:
            names.append(precursor[signal + place] + str(place + 1) + mutein[place])
    return " ".join(names)


def name_by_numpy(precursor, signal, mutein):
    old, new = np.array(list(precursor))[signal:], np.array(list(mutein))
    return np.str_(" ".join(f"{old[at]}{at + 1}{new[at]}" for at in np.flatnonzero(old != new)))


def mz_by_residues(sequence, disulfides, charge):
    from Bio.Data.IUPACData import protein_weights

    mass = WATER + charge * PROTON - disulfides * 2 * HYDROGEN
    for letter in sequence:
        mass += protein_weights[letter] - WATER
    return mass / charge


def mz_by_library(sequence, disulfides, charge):
    from Bio.SeqUtils import molecular_weight

    return np.float64(PROTON + (molecular_weight(sequence, "protein") - 2 * HYDROGEN * disulfides) / charge)


def _moment(values):
    x = sum(value * np.cos(np.radians(100 * at)) for at, value in enumerate(values))
    return x, sum(value * np.sin(np.radians(100 * at)) for at, value in enumerate(values))


def _changed(hydrophobicity, place, new):
    return [new if at == place else value for at, value in enumerate(hydrophobicity, start=1)]


def swing_by_directions(hydrophobicity, place, new):
    (x, y), (u, v) = _moment(hydrophobicity), _moment(_changed(hydrophobicity, place, new))
    return (np.degrees(np.arctan2(v, u) - np.arctan2(y, x)) + 180) % 360 - 180


def swing_by_products(hydrophobicity, place, new):
    (x, y), (u, v) = _moment(hydrophobicity), _moment(_changed(hydrophobicity, place, new))
    angle = np.rad2deg(np.arccos(np.clip((x * u + y * v) / np.hypot(x, y) / np.hypot(u, v), -1, 1)))
    return np.array(np.copysign(angle, x * v - y * u))


def turn_by_motion(ca_A):
    """The screw that moves every residue onto the next."""
    here, there = ca_A[:-1] - ca_A[:-1].mean(axis=0), ca_A[1:] - ca_A[1:].mean(axis=0)
    vector = Rotation.align_vectors(there, here)[0].as_rotvec()
    rise = (ca_A[-1] - ca_A[0]) @ vector / np.linalg.norm(vector) / (len(ca_A) - 1)
    return float(np.degrees(np.linalg.norm(vector)) * np.sign(rise)), float(abs(rise))


def turn_by_loop(ca_A):
    turns, rises = [], []
    for r0, r1, r2, r3 in zip(ca_A, ca_A[1:], ca_A[2:], ca_A[3:], strict=False):
        p, q = r0 - 2 * r1 + r2, r1 - 2 * r2 + r3
        axis = np.cross(p, q) / np.linalg.norm(np.cross(p, q))
        rise = np.dot(r2 - r1, axis)
        angle = np.degrees(np.arccos(np.dot(p, q) / np.linalg.norm(p) / np.linalg.norm(q)))
        turns.append(angle if rise > 0 else -angle)
        rises.append(abs(rise))
    return [np.mean(turns), np.mean(rises)]


def contacts_by_loop(number, name, xyz_A, cutoff_A):
    atoms = defaultdict(list)
    for residue, atom, place in zip(number, name, xyz_A, strict=True):
        if atom[0] != "H":
            atoms[residue].append(place)
    touched = dict.fromkeys(sorted(atoms), 0)
    for one, other in combinations(atoms, 2):
        if abs(one - other) > 2 and cdist(atoms[one], atoms[other]).min() <= cutoff_A:
            touched[one] += 1
            touched[other] += 1
    return list(touched.values())


def contacts_by_tree(number, name, xyz_A, cutoff_A):
    heavy = ~np.char.startswith(np.array(name), "H")
    residues, place = np.unique(number[heavy], return_inverse=True)
    touch = np.zeros((len(residues), len(residues)), dtype=int)
    for one, other in cKDTree(xyz_A[heavy]).query_pairs(cutoff_A):
        touch[place[one], place[other]] = touch[place[other], place[one]] = 1
    touch[np.abs(residues[:, None] - residues) < 3] = 0
    return touch.sum(axis=0)


def displacement_by_library(moving_A, fixed_A, core):
    from Bio.SVDSuperimposer import SVDSuperimposer

    fit = SVDSuperimposer()
    fit.set(fixed_A[:core], moving_A[:core])
    fit.run()
    rotation, shift = fit.get_rotran()
    return tuple(float(np.linalg.norm(point)) for point in moving_A @ rotation + shift - fixed_A)


def displacement_by_quaternion(moving_A, fixed_A, core):
    middle_a, middle_b = moving_A[:core].mean(0), fixed_A[:core].mean(0)
    fit, _ = Rotation.align_vectors(fixed_A[:core] - middle_b, moving_A[:core] - middle_a)
    return np.sqrt(((fit.apply(moving_A - middle_a) + middle_b - fixed_A) ** 2).sum(axis=1))


def _close(one, other):
    return sum(np.sqrt(((point - other) ** 2).sum(axis=1)) <= 4 for point in one).sum() if len(one) else 0


def alanine_by_loop(number, name, xyz_A, alpha_A, beta_A, gamma_A):
    best, most = 0, -1
    for residue in sorted(set(number)):
        own = [at for at in range(len(number)) if number[at] == residue]
        end = [at for at in own if name[at] not in ("N", "CA", "C", "O", "CB")]
        if _close(xyz_A[own], beta_A) + _close(xyz_A[own], gamma_A) == 0 and _close(xyz_A[end], alpha_A) > most:
            best, most = residue, _close(xyz_A[end], alpha_A)
    return best, most


def alanine_by_tables(number, name, xyz_A, alpha_A, beta_A, gamma_A):
    residues, place = np.unique(number, return_inverse=True)
    end = ~np.isin(name, ["C", "CA", "CB", "N", "O"])
    lost = np.bincount(place, (cdist(xyz_A, alpha_A) <= 4).sum(axis=1) * end)
    others = cdist(xyz_A, np.concatenate([beta_A, gamma_A])).min(axis=1)
    lost[place[others <= 4]] = -1
    return [residues[lost.argmax()], lost.max()]


def name_by_pattern(precursor, signal, mutein):
    """Text cut to pieces and put together again."""
    letters = dict(enumerate(mutein, signal))
    changed = sorted(at for at in letters if precursor[at : at + 1] != letters[at])
    return (
        ("{}{}{} " * len(changed))
        .format(*[x for at in changed for x in (precursor[at], at - signal + 1, letters[at])])
        .rstrip()
    )


def mz_by_counts(sequence, disulfides, charge):
    """Each kind of residue once, and hydrogens taken off at the end."""
    from Bio.Data.IUPACData import protein_weights

    kinds = sorted(set(sequence))
    weights = np.array([protein_weights[kind] for kind in kinds]) - WATER
    mass = np.dot(weights, [sequence.count(kind) for kind in kinds]) + WATER - 2 * HYDROGEN * disulfides
    return np.divide(mass, charge) + PROTON


def swing_by_turning(hydrophobicity, place, new):
    """The moment turned until its old direction is the x axis."""
    x, y = _moment(hydrophobicity)
    u, v = np.array([[x, y], [-y, x]]) @ _moment(_changed(hydrophobicity, place, new))
    return np.rad2deg(np.arctan2(v, u)).item()


def turn_by_distances(ca_A):
    """From the squares of three distances, (k rise)² + 2 R² (1 - cos k turn); the hand from four atoms."""
    one, two, three = (np.sum((ca_A[step] - ca_A[0]) ** 2) for step in (1, 2, 3))
    cosine = (three - 9 * one) / (two - 4 * one) / 2 - 2
    rise = np.sqrt(one - (4 * one - two) / 2 / (1 - cosine))
    hand = np.sign(np.linalg.det(np.diff(ca_A[:4], axis=0)))
    return np.array([hand * np.degrees(np.arccos(cosine)), rise])


def contacts_by_table(number, name, xyz_A, cutoff_A):
    """With pandas, and so as a Series."""
    import pandas as pd

    atoms = pd.DataFrame(xyz_A).assign(number=number)[[not each.startswith("H") for each in name]]
    groups = {residue: group[[0, 1, 2]].to_numpy() for residue, group in atoms.groupby("number")}
    touch = {
        one: sum(abs(one - other) >= 3 and (cdist(here, there) <= cutoff_A).any() for other, there in groups.items())
        for one, here in groups.items()
    }
    return pd.Series(touch).sort_index()


def displacement_by_eigenvector(moving_A, fixed_A, core):
    """Horn's matrix; its first eigenvector is the rotation as a quaternion."""
    middle_a, middle_b = np.mean(moving_A[:core], axis=0), np.mean(fixed_A[:core], axis=0)
    (xx, xy, xz), (yx, yy, yz), (zx, zy, zz) = (moving_A[:core] - middle_a).T @ (fixed_A[:core] - middle_b)
    horn = np.array(
        [
            [xx - yy - zz, xy + yx, zx + xz, yz - zy],
            [xy + yx, yy - xx - zz, yz + zy, zx - xz],
            [zx + xz, yz + zy, zz - xx - yy, xy - yx],
            [yz - zy, zx - xz, xy - yx, xx + yy + zz],
        ]
    )
    turn = Rotation.from_quat(np.linalg.eigh(horn)[1][:, -1])
    return [*map(np.linalg.norm, turn.apply(moving_A - middle_a) + middle_b - fixed_A)]


def alanine_by_sorting(number, name, xyz_A, alpha_A, beta_A, gamma_A):
    """All candidates as pairs of numbers, the best of them by their order."""
    shunned = set(number[cKDTree(np.vstack([beta_A, gamma_A])).query(xyz_A)[0] <= 4])
    count = dict.fromkeys(sorted(set(number) - shunned), 0)
    for residue, atom, near in zip(number, name, cKDTree(alpha_A).query_ball_point(xyz_A, 4), strict=True):
        if residue in count and atom not in {"N", "CA", "C", "O", "CB"}:
            count[residue] += len(near)
    return max(count.items(), key=lambda item: (item[1], -item[0]))


RIGHT = {
    "mutein_name": (name_by_loop, name_by_numpy, name_by_pattern),
    "ion_mz": (mz_by_residues, mz_by_library, mz_by_counts),
    "swing_deg": (swing_by_directions, swing_by_products, swing_by_turning),
    "helix_turn": (turn_by_motion, turn_by_loop, turn_by_distances),
    "contacts_per_residue": (contacts_by_loop, contacts_by_tree, contacts_by_table),
    "displacement_A": (displacement_by_library, displacement_by_quaternion, displacement_by_eigenvector),
    "best_alanine": (alanine_by_loop, alanine_by_tables, alanine_by_sorting),
}


def moved_by_all(moving_A, fixed_A, core):
    return displacement_by_quaternion(moving_A, fixed_A, len(moving_A))


def mirrored(moving_A, fixed_A, core):
    a, b = moving_A - moving_A[:core].mean(0), fixed_A - fixed_A[:core].mean(0)
    left, _, right = np.linalg.svd(a[:core].T @ b[:core])
    return np.linalg.norm(a @ left @ right - b, axis=1)


def from_carbons(number, name, xyz_A, cutoff_A):
    carbons = [at for at, each in enumerate(name) if each == "CA"]
    return contacts_by_tree(number[carbons], ["CA"] * len(carbons), xyz_A[carbons], cutoff_A)


def with_hydrogens(number, name, xyz_A, cutoff_A):
    return contacts_by_tree(number, ["C"] * len(name), xyz_A, cutoff_A)


def by_place(number, name, xyz_A, cutoff_A):
    return contacts_by_tree(np.unique(number, return_inverse=True)[1], name, xyz_A, cutoff_A)


def lightest(sequence, disulfides, charge):
    from Bio.SeqUtils import molecular_weight

    heavy = molecular_weight(sequence, "protein") - molecular_weight(sequence, "protein", monoisotopic=True)
    water = WATER - 18.010565
    return mz_by_library(sequence, disulfides, charge) - (heavy + (len(sequence) - 1) * water) / charge


def without_protons(sequence, disulfides, charge):
    return mz_by_library(sequence, disulfides, 1) / charge - PROTON / charge


def unwrapped(hydrophobicity, place, new):
    (x, y), (u, v) = _moment(hydrophobicity), _moment(_changed(hydrophobicity, place, new))
    return np.degrees(np.arctan2(v, u) - np.arctan2(y, x))


def in_radians(hydrophobicity, place, new):
    return np.radians(swing_by_directions(hydrophobicity, place, new))


def from_slopes(hydrophobicity, place, new):
    """By arctan, which takes left for right."""
    (x, y), (u, v) = _moment(hydrophobicity), _moment(_changed(hydrophobicity, place, new))
    return np.degrees(np.arctan(v / u) - np.arctan(y / x))


def right_handed(ca_A):
    return np.abs(turn_by_loop(ca_A))


def counted_whole(number, name, xyz_A, alpha_A, beta_A, gamma_A):
    return alanine_by_loop(number, ["CG"] * len(name), xyz_A, alpha_A, beta_A, gamma_A)


def let_go_of_beta_too(number, name, xyz_A, alpha_A, beta_A, gamma_A):
    return alanine_by_tables(number, name, xyz_A, alpha_A, beta_A + 1000, gamma_A)


def let_go_of_gamma_too(number, name, xyz_A, alpha_A, beta_A, gamma_A):
    return alanine_by_tables(number, name, xyz_A, alpha_A, beta_A, gamma_A + 1000)


def others_by_the_end_alone(number, name, xyz_A, alpha_A, beta_A, gamma_A):
    """As if β and γc could be touched by the end of a side chain only."""
    end = ~np.isin(name, ["C", "CA", "CB", "N", "O"])
    residues, place = np.unique(number[end], return_inverse=True)
    lost = np.bincount(place, (cdist(xyz_A[end], alpha_A) <= 4).sum(axis=1))
    lost[place[cdist(xyz_A[end], np.concatenate([beta_A, gamma_A])).min(axis=1) <= 4]] = -1
    return [residues[lost.argmax()], lost.max()]


def precursor_counted(precursor, signal, mutein):
    return name_by_loop(precursor, 0, precursor[:signal] + mutein)


def in_the_precursor_from_zero(precursor, signal, mutein):
    places = [at for at in range(signal, len(precursor)) if precursor[at] != mutein[at - signal]]
    return " ".join(f"{precursor[at]}{at}{mutein[at - signal]}" for at in places)


def with_a_space_behind(precursor, signal, mutein):
    return "".join(name + " " for name in name_by_loop(precursor, signal, mutein).split())


def counted_from_zero(precursor, signal, mutein):
    changes = [
        (at, old, new) for at, (old, new) in enumerate(zip(precursor[signal:], mutein, strict=True)) if old != new
    ]
    return " ".join(f"{old}{at}{new}" for at, old, new in changes)


def new_before_old(precursor, signal, mutein):
    return name_by_loop(precursor[:signal] + mutein, signal, precursor[signal:])


def with_commas(precursor, signal, mutein):
    return ", ".join(name_by_loop(precursor, signal, mutein).split())


def stopped_at_the_first(precursor, signal, mutein):
    place = next(at for at in range(len(mutein)) if precursor[signal + at] != mutein[at])
    return f"{precursor[signal + place]}{place + 1}{mutein[place]}"


def bottled(sequence, disulfides, charge):
    """All amino acids as they come from the bottle."""
    from Bio.Data.IUPACData import protein_weights

    free = sum(protein_weights[letter] for letter in sequence)
    return (free - 2 * disulfides * HYDROGEN + charge * PROTON) / charge


def water_for_every_residue(sequence, disulfides, charge):
    from Bio.Data.IUPACData import protein_weights

    inside = sum(protein_weights[letter] - WATER for letter in sequence)
    return (inside - 2 * disulfides * HYDROGEN) / charge + PROTON


def all_open(sequence, disulfides, charge):
    return mz_by_library(sequence, 0, charge)


def one_hydrogen_each(sequence, disulfides, charge):
    return mz_by_library(sequence, disulfides / 2, charge)


def one_proton_for_all(sequence, disulfides, charge):
    return mz_by_library(sequence, disulfides, 1) / charge


def mass_alone(sequence, disulfides, charge):
    return mz_by_residues(sequence, disulfides, charge) * charge


def from_new_to_old(hydrophobicity, place, new):
    return swing_by_products(_changed(hydrophobicity, place, new), place, hydrophobicity[place - 1])


def seen_in_a_mirror(ca_A):
    return turn_by_loop(ca_A[:, ::-1])


def straight_to_the_neighbor(ca_A):
    return turn_by_loop(ca_A)[0], np.linalg.norm(np.diff(ca_A, axis=0), axis=1).mean()


def touching(number, name, xyz_A, cutoff_A):
    """Every pair of residues, also a residue and itself."""
    heavy = np.array([each[0] != "H" for each in name])
    residues, place = np.unique(number[heavy], return_inverse=True)
    touch = np.zeros((len(residues), len(residues)), dtype=int)
    one, other = np.nonzero(cdist(xyz_A[heavy], xyz_A[heavy]) <= cutoff_A)
    touch[place[one], place[other]] = 1
    return touch


def all_pairs(number, name, xyz_A, cutoff_A):
    return touching(number, name, xyz_A, cutoff_A).sum(axis=1)


def all_pairs_of_two(number, name, xyz_A, cutoff_A):
    return touching(number, name, xyz_A, cutoff_A).sum(axis=0) - 1


def share_of_all(number, name, xyz_A, cutoff_A):
    return np.array(contacts_by_loop(number, name, xyz_A, cutoff_A)) / np.unique(number).size


def as_they_stand(moving_A, fixed_A, core):
    return [np.linalg.norm(one - other) for one, other in zip(moving_A, fixed_A, strict=True)]


def centers_laid_on(moving_A, fixed_A, core):
    shift = fixed_A[:core].mean(axis=0) - moving_A[:core].mean(axis=0)
    return np.linalg.norm(moving_A + shift - fixed_A, axis=1)


def squared(moving_A, fixed_A, core):
    return np.square(displacement_by_quaternion(moving_A, fixed_A, core))


def atoms_that_touch(number, name, xyz_A, alpha_A, beta_A, gamma_A):
    best, _ = alanine_by_loop(number, name, xyz_A, alpha_A, beta_A, gamma_A)
    end = (number == best) & ~np.isin(name, ["C", "CA", "CB", "N", "O"])
    return best, np.sum(cdist(xyz_A[end], alpha_A).min(axis=1) <= 4)


def place_of_the_best(number, name, xyz_A, alpha_A, beta_A, gamma_A):
    best, lost = alanine_by_loop(number, name, xyz_A, alpha_A, beta_A, gamma_A)
    return np.flatnonzero(np.unique(number) == best)[0], lost


def with_slashes(precursor, signal, mutein):
    return "/".join(name_by_loop(precursor, signal, mutein).split())


def from_the_first_letter(precursor, signal, mutein):
    """With the signal peptide still on."""
    return name_by_loop(precursor, 0, mutein)


def neutral(sequence, disulfides):
    return mz_by_residues(sequence, disulfides, 1) - PROTON


def a_bracket_is_missing(sequence, disulfides, charge):
    return neutral(sequence, disulfides) + charge * PROTON / charge


def protons_put_on_later(sequence, disulfides, charge):
    return neutral(sequence, disulfides) / charge + charge * PROTON


def protons_taken_off(sequence, disulfides, charge):
    return (neutral(sequence, disulfides) - charge * PROTON) / charge


def degrees_in_cosines(hydrophobicity, place, new):
    def direction(values):
        at = 100 * np.arange(len(values))
        return np.degrees(np.arctan2(np.sum(values * np.sin(at)), np.sum(values * np.cos(at))))

    after = np.where(np.arange(len(hydrophobicity)) == place - 1, new, hydrophobicity)
    return (direction(after) - direction(np.array(hydrophobicity)) + 180) % 360 - 180


def place_counted_from_zero(hydrophobicity, place, new):
    return swing_by_products(hydrophobicity, place + 1, new)


def direction_after(hydrophobicity, place, new):
    x, y = _moment(_changed(hydrophobicity, place, new))
    return np.degrees(np.arctan2(y, x))


def bend_of_the_steps(ca_A):
    one, other = np.diff(ca_A, axis=0)[:2]
    cosine = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
    return np.degrees(np.arccos(cosine)), turn_by_loop(ca_A)[1]


def up_the_z_axis(ca_A):
    return turn_by_loop(ca_A)[0], abs(ca_A[1, 2] - ca_A[0, 2])


def more_than_three_apart(number, name, xyz_A, cutoff_A):
    residues = np.unique(number)
    touch = touching(number, name, xyz_A, cutoff_A)
    return np.where(np.abs(residues - residues[:, None]) > 3, touch, 0).sum(axis=0)


def pairs_of_atoms(number, name, xyz_A, cutoff_A):
    heavy = np.array([each[0] != "H" for each in name])
    own, xyz = number[heavy], xyz_A[heavy]
    near = (cdist(xyz, xyz) <= cutoff_A) & (np.abs(own - own[:, None]) >= 3)
    return [near[own == residue].sum() for residue in np.unique(own)]


def turned_the_other_way(moving_A, fixed_A, core):
    middle_a, middle_b = moving_A[:core].mean(0), fixed_A[:core].mean(0)
    fit, _ = Rotation.align_vectors(fixed_A[:core] - middle_b, moving_A[:core] - middle_a)
    return np.linalg.norm(fit.inv().apply(moving_A - middle_a) + middle_b - fixed_A, axis=1)


def centered_on_all(moving_A, fixed_A, core):
    return displacement_by_quaternion(moving_A - moving_A.mean(0), fixed_A, core) + np.linalg.norm(
        moving_A.mean(0) - moving_A[:core].mean(0)
    )


def with_the_beta_carbon(number, name, xyz_A, alpha_A, beta_A, gamma_A):
    return alanine_by_loop(number, ["XX" if each == "CB" else each for each in name], xyz_A, alpha_A, beta_A, gamma_A)


def within_the_alpha_carbon(number, name, xyz_A, alpha_A, beta_A, gamma_A):
    """Counts residues of which anything touches, and finds one for each."""
    return alanine_by_loop(number, name, xyz_A, alpha_A, beta_A, gamma_A)[0], 1


MISTAKES = [
    ("mutein_name", precursor_counted, "precursor_numbering"),
    ("mutein_name", in_the_precursor_from_zero, "precursor_from_zero"),
    ("mutein_name", with_a_space_behind, "space_at_the_end"),
    ("ion_mz", lightest, "monoisotopic"),
    ("ion_mz", without_protons, "no_protons"),
    ("swing_deg", unwrapped, "long_way_round"),
    ("swing_deg", in_radians, "radians"),
    ("swing_deg", from_slopes, "half_a_turn"),
    ("helix_turn", right_handed, "hand"),
    ("contacts_per_residue", from_carbons, "alpha_carbons"),
    ("contacts_per_residue", with_hydrogens, ""),
    ("contacts_per_residue", by_place, ""),
    ("displacement_A", mirrored, "mirror_image"),
    ("displacement_A", moved_by_all, ""),
    ("best_alanine", counted_whole, "whole_residue"),
    ("best_alanine", let_go_of_beta_too, ""),
    ("best_alanine", let_go_of_gamma_too, ""),
    ("best_alanine", others_by_the_end_alone, ""),
    ("mutein_name", counted_from_zero, "from_zero"),
    ("mutein_name", new_before_old, "turned_round"),
    ("mutein_name", stopped_at_the_first, "first_only"),
    ("mutein_name", with_commas, "commas"),
    ("ion_mz", bottled, "no_bond_water"),
    ("ion_mz", water_for_every_residue, "water_of_the_ends"),
    ("ion_mz", all_open, "open_disulfides"),
    ("ion_mz", one_hydrogen_each, "one_hydrogen"),
    ("ion_mz", one_proton_for_all, "one_proton"),
    ("ion_mz", mass_alone, "not_divided"),
    ("swing_deg", from_new_to_old, "sign"),
    ("helix_turn", then(turn_by_loop, lambda found: [np.radians(found[0]), found[1]]), "radians"),
    ("helix_turn", seen_in_a_mirror, "other_hand"),
    ("helix_turn", then(turn_by_loop, lambda found: [360 / found[0], found[1]]), "residues_per_turn"),
    ("helix_turn", then(turn_by_loop, lambda found: [found[0], found[1] * 360 / abs(found[0])]), "pitch"),
    ("helix_turn", straight_to_the_neighbor, "distance"),
    ("helix_turn", then(turn_by_loop, lambda found: found[::-1]), "order"),
    ("contacts_per_residue", all_pairs, "itself"),
    ("contacts_per_residue", all_pairs_of_two, "along_the_chain"),
    ("contacts_per_residue", share_of_all, "share"),
    ("displacement_A", as_they_stand, "not_laid_on"),
    ("displacement_A", centers_laid_on, "shifted_only"),
    ("displacement_A", squared, "squares"),
    ("best_alanine", atoms_that_touch, "atoms"),
    ("best_alanine", place_of_the_best, "place"),
    ("best_alanine", then(alanine_by_loop, lambda found: found[::-1]), "order"),
    ("mutein_name", with_slashes, "slashes"),
    ("mutein_name", from_the_first_letter, ""),
    ("mutein_name", then(name_by_loop, str.lower), ""),
    ("ion_mz", a_bracket_is_missing, "only_protons_divided"),
    ("ion_mz", protons_put_on_later, "protons_not_divided"),
    ("ion_mz", protons_taken_off, ""),
    ("swing_deg", degrees_in_cosines, ""),
    ("swing_deg", place_counted_from_zero, ""),
    ("swing_deg", direction_after, ""),
    ("helix_turn", bend_of_the_steps, "bonds"),
    ("helix_turn", up_the_z_axis, ""),
    ("contacts_per_residue", more_than_three_apart, "more_than_three"),
    ("contacts_per_residue", pairs_of_atoms, ""),
    ("displacement_A", turned_the_other_way, ""),
    ("displacement_A", centered_on_all, ""),
    ("best_alanine", with_the_beta_carbon, ""),
    ("best_alanine", within_the_alpha_carbon, ""),
]


def test_no_case_is_odd(sheet):
    """Every mutein has a mutation, every moment a direction, every design a single best residue that binds α."""
    assert all(case.answer for case in sheet.drawn("mutein_name", 100))
    for case in sheet.drawn("swing_deg", 100):
        for values in (case.arguments["hydrophobicity"], _changed(**case.arguments)):
            assert np.hypot(*_moment(values)) > 0.5
        assert 1 < abs(case.answer) < 120
    assert {np.sign(case.answer[0]) for case in sheet.drawn("helix_turn", 20)} == {-1, 1}
    assert all(max(case.answer) > 2 for case in sheet.drawn("contacts_per_residue", 20))
    assert all(case.answer[1] >= 3 for case in sheet.drawn("best_alanine", 100))


def test_half_of_the_cores_tempt_with_a_mirror_image(sheet):
    """So that a fit without a look at the determinant fails, and one that always flips as well."""
    for cases in (sheet.public("displacement_A"), sheet.drawn("displacement_A", 60)):
        tempting = [mirrored(**case.arguments) != pytest.approx(case.answer, rel=1e-3) for case in cases]
        assert 0.25 <= np.mean(tempting) <= 0.75


def test_the_examples_of_the_sheet(sheet):
    """As its text says."""
    assert sheet.reference["mutein_name"]("MKLAPTSF", 3, "AATGF") == "P2A S4G"
    assert sheet.reference["ion_mz"]("GAC", 0, 1) == pytest.approx(250.295, abs=5e-4)
    assert sheet.reference["swing_deg"]([1, 0, 0], 2, 1) == pytest.approx(50)
