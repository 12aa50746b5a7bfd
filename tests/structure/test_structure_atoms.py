"""What the atoms say: helices, bundle, torsions, disulfide, surface, wheel; without any network."""

from dataclasses import replace

import numpy as np
import pytest
from Bio.PDB.DSSP import residue_sasa_scales
from Bio.PDB.vectors import Vector, calc_dihedral
from Bio.SeqUtils.ProtParamData import gravy_scales

from il2course import coordinates, facts, structure
from il2course.coordinates import Atoms, Chain, Helix
from il2course.structure.backbone import atoms_named
from il2course.structure.surface import RADII_A, accessible_fractions, sphere

IL2 = structure.il2()


def ends(found) -> list[tuple[int, int]]:
    return [(helix.first, helix.last) for helix in found]


def sphere_of(*places_A: tuple[float, float, float]) -> Chain:
    """Alanines of a Cα each."""
    count = len(places_A)
    return Chain("toy", "made up", "A" * count, Atoms(np.arange(1, count + 1), np.full(count, "CA"), np.array(places_A, float), np.ones(count)))  # fmt: skip


# --- helices and torsions ---


def test_the_embedded_helices_come_out_of_the_atoms():
    assert structure.helices(IL2) == IL2.helices


def test_the_kink_of_helix_b_stays_apart_on_request():
    assert ends(structure.helices(IL2, kink=0)) == [(5, 29), (36, 40), (57, 61), (63, 74), (85, 97), (114, 131)]


def test_a_hydrogen_bond_has_the_energy_of_four_charges():
    """By hand for C=O of 16 and N–H of 20."""
    at = {name: atoms_named(IL2, name) for name in ("N", "C", "O")}
    hydrogen = at["N"][19] + (at["C"][18] - at["O"][18]) / np.linalg.norm(at["C"][18] - at["O"][18])
    distance = lambda one, other: np.linalg.norm(one - other)  # noqa: E731
    expected = 27.9 * (
        1 / distance(at["O"][15], at["N"][19])
        + 1 / distance(at["C"][15], hydrogen)
        - 1 / distance(at["O"][15], hydrogen)
        - 1 / distance(at["C"][15], at["N"][19])
    )
    assert structure.bond_energies_kcal_mol(IL2)[15, 19] == pytest.approx(expected) and -4 < expected < -0.5


def test_proline_gives_no_hydrogen_bond_and_a_gap_takes_none():
    donors = set(structure.hydrogen_bonds(IL2)[:, 1].tolist())
    assert not donors & {number for number in IL2.numbers if IL2.residue(number).letter == "P"}
    assert 83 not in donors and 4 not in donors


def test_torsions_agree_with_biopython_and_helices_cluster():
    found = structure.torsions(IL2)
    place = {name: [Vector(*xyz) for xyz in atoms_named(IL2, name)] for name in ("N", "CA", "C")}
    for number, phi, psi in zip(found.number, found.phi_deg, found.psi_deg, strict=True):
        at = number - 1
        before = calc_dihedral(place["C"][at - 1], place["N"][at], place["CA"][at], place["C"][at])
        after = calc_dihedral(place["N"][at], place["CA"][at], place["C"][at], place["N"][at + 1])
        assert (phi, psi) == pytest.approx((np.degrees(before), np.degrees(after)), abs=1e-6)
    assert len(found.number) == 122 and {4, 78, 83, 133}.isdisjoint(found.number.tolist())
    inside = np.isin(found.number, [n for helix in IL2.helices for n in range(helix.first, helix.last + 1)])
    assert np.median(found.phi_deg[inside]) == pytest.approx(-62, abs=2)
    assert np.median(found.psi_deg[inside]) == pytest.approx(-42, abs=2)


# --- bundle ---


def test_the_bundle_runs_up_up_down_down():
    bundle = structure.bundle(IL2)
    assert bundle.names == ("A", "B", "C", "D") and bundle.topology == "up-up-down-down"
    rise = [one.length_A / (one.helix.last - one.helix.first) for one in bundle.axes]
    np.testing.assert_allclose(rise, 1.5, atol=0.05)  # Å a residue, as in any α helix
    assert (bundle.angles_deg == bundle.angles_deg.T).all()
    apart = bundle.distances_A
    assert min(apart[0, 1], apart[2, 3]) > max(apart[0, 2], apart[0, 3], apart[1, 2])  # A–B and C–D are the diagonals


def line(origin, direction):
    return structure.Axis(
        Helix("x", 1, 10), np.array(origin, float), np.array(direction) / np.linalg.norm(direction), 10.0
    )


def test_crossing_angles_of_made_up_lines():
    one = line((0, 0, 0), (0, 0, 1))
    left, right = line((8, 0, 0), (0, -1, 1)), line((8, 0, 0), (0, 1, 1))
    assert structure.angle_deg(one, left) == pytest.approx(45)
    # Seen along the line from `one` to the other, clockwise is positive.
    assert structure.crossing_angle_deg(one, left) == pytest.approx(45)
    assert structure.crossing_angle_deg(one, right) == pytest.approx(-45)
    assert structure.crossing_angle_deg(left, one) == pytest.approx(45)
    near_one, near_other = structure.closest_points_A(one, line((8, 3, 5), (0, 1, 0)))
    np.testing.assert_allclose((near_one, near_other), ((0, 0, 5), (8, 0, 5)), atol=1e-12)
    parallel = line((8, 0, 3), (0, 0, 1))
    assert np.linalg.norm(np.subtract(*structure.closest_points_A(one, parallel))) == pytest.approx(8)


def test_a_helix_that_is_not_there_or_too_short_is_refused():
    with pytest.raises(ValueError) as caught:
        structure.bundle(IL2, ("A", "E"))
    assert str(caught.value) == "helix must be one of A, A′, B, C, D, got 'E'"
    with pytest.raises(ValueError) as caught:
        structure.axis(IL2, Helix("A′", 36, 40))
    assert str(caught.value) == "helix must have at least 6 residues for an axis, got 5 in A′"


# --- disulfide ---


def test_one_disulfide_and_one_free_cysteine():
    (bond,) = structure.disulfides(IL2)
    assert (bond.first, bond.second) == (58, 105) and bond.distance_A == pytest.approx(2.05, abs=0.01)
    assert structure.free_cysteines(IL2) == (125,)
    number, distance = structure.sulfur_distances_A(IL2)
    assert number.tolist() == [58, 105, 125] and distance.shape == (3, 3)
    assert structure.disulfides(IL2, longest_A=2.0) == ()


# --- contacts ---


def test_the_distance_map_is_the_closest_pair_of_atoms():
    found = structure.distance_map(IL2)
    assert found.number.tolist() == list(IL2.resolved)
    one, other = IL2.atoms.of([58]).xyz_A, IL2.atoms.of([105]).xyz_A
    closest = np.linalg.norm(one[:, None] - other, axis=-1).min()
    assert found.distance_A[IL2.resolved.index(58), IL2.resolved.index(105)] == pytest.approx(closest)
    pairs = found.contacts(4.0, apart=4)
    assert (pairs[:, 1] - pairs[:, 0]).min() == 4 and [58, 105] in pairs.tolist()
    by_carbon = structure.distance_map(IL2, "CA")
    assert (by_carbon.distance_A >= found.distance_A - 1e-9).all()
    with pytest.raises(ValueError) as caught:
        structure.distance_map(IL2, "CB")
    assert str(caught.value) == "by must be one of heavy, CA, got 'CB'"


def test_an_interface_of_two_points():
    here, there = sphere_of((0, 0, 0), (50, 0, 0)), sphere_of((3, 0, 0), (0, 3.9, 0), (0, 0, 4.1))
    found = structure.interface(here, there)
    assert found.own == ("A1",) and found.partners == ("A1", "A2")
    assert found.pairs == ((1, 1, 3.0), (1, 2, pytest.approx(3.9)))
    assert structure.interface(here, there, 2.0).pairs == ()
    with pytest.raises(ValueError) as caught:
        structure.interface(here, there, 0)
    assert str(caught.value) == "cutoff_A must be > 0, got 0.0"


def test_jaccard():
    assert structure.jaccard("abc", "bcd") == 0.5 and structure.jaccard("a", "a") == 1
    with pytest.raises(ValueError) as caught:
        structure.jaccard([], ())
    assert str(caught.value) == "sets must hold something, got two empty ones"


# --- surface ---


def test_one_sphere_and_two_have_the_area_of_the_formula():
    """Two spheres of radius R at distance d leave each (1 + d/2R)/2 of its surface."""
    reach = RADII_A["C"] + 1.4
    assert structure.accessibility(sphere_of((0, 0, 0))).total_A2 == pytest.approx(4 * np.pi * reach**2)
    two = structure.accessibility(sphere_of((0, 0, 0), (2, 0, 0)), points=20_000)
    np.testing.assert_allclose(two.area_A2, 4 * np.pi * reach**2 * (1 + 2 / (2 * reach)) / 2, rtol=1e-3)


def test_a_sphere_inside_another_shows_nothing():
    assert accessible_fractions(np.array([[0, 0, 0], [0.5, 0, 0]]), np.array([1.0, 3.0]), 500).tolist() == [0, 1]


def test_points_lie_evenly_on_the_sphere():
    points = sphere(400)
    np.testing.assert_allclose(np.linalg.norm(points, axis=1), 1)
    assert np.abs(points.mean(axis=0)).max() < 1e-3


def test_areas_agree_with_many_more_points():
    rough, fine = structure.accessibility(IL2), structure.accessibility(IL2, points=6000)
    assert rough.total_A2 == pytest.approx(fine.total_A2, rel=2e-3)
    assert np.sqrt(np.mean((rough.area_A2 - fine.area_A2) ** 2)) < 1.0


def test_accessibility_by_residue():
    found = structure.accessibility(IL2)
    assert found.number.tolist() == list(IL2.resolved) and (found.relative < 1.05).all()
    assert found.of(125) == pytest.approx(0, abs=0.01)
    with pytest.raises(ValueError) as caught:
        found.of(80)
    assert str(caught.value) == "residue must be one with coordinates (4 to 78 and 83 to 133), got 80"
    with pytest.raises(ValueError) as caught:
        structure.accessibility(IL2, points=0)
    assert str(caught.value) == "points must be >= 1, got 0"


def test_metal_has_no_radius():
    odd = Chain("toy", "made up", "A", Atoms(np.array([1]), np.array(["ZN"]), np.zeros((1, 3)), np.ones(1)))
    with pytest.raises(ValueError) as caught:
        structure.accessibility(odd)
    assert str(caught.value) == "atoms must be of C, N, O, S, got Z"


def test_the_core_is_greasy_buried_and_holds_the_inward_leucines():
    core = structure.core(IL2)
    assert {14, 17, 21, 59, 66, 89, 93, 117, 118, 121} <= set(core)
    assert not set("DEKRNQ") & {IL2.residue(number).letter for number in core}
    assert set(structure.core(IL2, 0.05)) < set(core) < set(structure.core(IL2, 0.2))
    with pytest.raises(ValueError) as caught:
        structure.core(IL2, 1.0)
    assert str(caught.value) == "below must be between 0 and 1, got 1.0"


def test_burial_is_what_is_lost_on_both_sides():
    lost = structure.burial(sphere_of((0, 0, 0)), sphere_of((2, 0, 0)), points=20_000)
    whole = 4 * np.pi * (RADII_A["C"] + 1.4) ** 2
    assert lost.total_A2 == pytest.approx(whole * (1 - 2 / (2 * 3.1)), rel=1e-3)
    assert lost.own_A2[1] == pytest.approx(lost.partners_A2[1], rel=1e-2)
    assert structure.burial(sphere_of((0, 0, 0)), sphere_of((20, 0, 0))).total_A2 == 0


# --- wheel ---


def test_scales_are_those_that_biopython_carries():
    assert dict(structure.EISENBERG) == gravy_scales["Eisenberg"]
    codes = coordinates.chain.LETTERS
    assert dict(structure.MOST_ACCESSIBLE_A2) == {
        codes[code]: area for code, area in residue_sasa_scales["Wilke"].items()
    }


def test_a_wheel_by_hand():
    wheel = structure.wheel("IKI", first=10, step_deg=180)
    assert wheel.label == ("I10", "K11", "I12") and wheel.angle_deg.tolist() == [0, 180, 0]
    assert wheel.moment == pytest.approx((1.38 + 1.50 + 1.38) / 3) and wheel.direction_deg == pytest.approx(0)
    assert wheel.mean_hydrophobicity == pytest.approx((1.38 - 1.50 + 1.38) / 3)
    assert wheel.away_deg().tolist() == pytest.approx([0, 180, 0])
    assert structure.wheel("A" * 18).moment == pytest.approx(0, abs=1e-12)  # five whole turns


def test_a_wheel_of_nothing_is_refused():
    with pytest.raises(ValueError) as caught:
        structure.wheel("")
    assert str(caught.value) == "sequence must be of the 20 amino acids, got 'nothing'"
    with pytest.raises(TypeError) as caught:
        structure.wheel("LLL", step_deg="α")
    assert str(caught.value) == "step_deg must be a number, got 'α'"


@pytest.mark.parametrize("name", ["A", "B", "C", "D"])
def test_the_greasy_side_of_each_helix_is_the_buried_one(name):
    helix = next(helix for helix in IL2.helices if helix.name == name)
    wheel, shown = structure.helix_wheel(IL2, helix), structure.accessibility(IL2)
    relative = [shown.of(number) for number in range(helix.first, helix.last + 1)]
    assert np.corrcoef(wheel.away_deg(), relative)[0, 1] > 0.6


@pytest.mark.parametrize("name", ["B", "D"])
def test_the_moment_of_a_helix_peaks_near_100_degrees(name):
    helix = next(helix for helix in IL2.helices if helix.name == name)
    steps = np.arange(40.0, 181.0)
    moments = structure.moment_by_step(IL2.sequence[helix.first - 1 : helix.last], steps)
    assert moments.shape == steps.shape and 85 <= steps[moments.argmax()] <= 115


# --- superposition, flexibility, recognition ---


def turned(chain: Chain, angle: float, shift: float) -> Chain:
    turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    atoms = chain.atoms
    return Chain(chain.name, chain.origin, chain.sequence, Atoms(atoms.number, atoms.name, atoms.xyz_A @ turn.T + shift, atoms.b_factor_A2))  # fmt: skip


def test_a_chain_turned_and_moved_comes_back():
    fit = structure.superpose(turned(IL2, 1.0, 30.0), IL2)
    assert fit.rmsd_A == pytest.approx(0, abs=1e-9) and fit.moved(0.001) == ()
    np.testing.assert_allclose(fit.apply(turned(IL2, 1.0, 30.0).atoms.xyz_A), IL2.atoms.xyz_A, atol=1e-9)
    left = structure.side_chain_displacements_A(fit, turned(IL2, 1.0, 30.0), IL2)
    glycines = [IL2.residue(number).letter == "G" for number in IL2.resolved]
    assert np.isnan(left).tolist() == glycines and np.nanmax(left) < 1e-9


def renamed(chain: Chain, number: int, names: dict[str, str]) -> Chain:
    atoms = chain.atoms
    name = [names.get(one, one) if at == number else one for at, one in zip(atoms.number, atoms.name, strict=True)]
    return replace(chain, atoms=replace(atoms, name=np.array(name)))


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [("F44", "CD1", "CD2"), ("Y45", "CE1", "CE2"), ("D20", "OD1", "OD2"), ("E62", "OE1", "OE2"), ("R38", "NH1", "NH2")],
)
def test_atoms_that_only_names_tell_apart_do_not_count_as_moved(label, one, other):
    """A ring has both its pairs of twins changed over."""
    names = {one: other, other: one}
    if label[0] in "FY":
        names = {"CD1": "CD2", "CD2": "CD1", "CE1": "CE2", "CE2": "CE1"}
    other_names = renamed(IL2, int(label[1:]), names)
    assert IL2.residue(int(label[1:])).label == label and set(names) <= set(other_names.atoms.name)
    left = structure.side_chain_displacements_A(structure.superpose(other_names, IL2), other_names, IL2)
    assert np.nanmax(left) < 1e-9


def test_atoms_of_two_kinds_that_changed_places_have_moved():
    """The oxygen and the nitrogen of an amide are no twins."""
    other_names = renamed(IL2, 88, {"OD1": "ND2", "ND2": "OD1"})
    left = structure.side_chain_displacements_A(structure.superpose(other_names, IL2), other_names, IL2)
    assert np.flatnonzero(left > 1).tolist() == [IL2.resolved.index(88)]


def test_a_mirror_image_does_not_come_back():
    atoms = IL2.atoms
    mirrored = Atoms(atoms.number, atoms.name, atoms.xyz_A * (1, 1, -1), atoms.b_factor_A2)
    assert structure.superpose(Chain("mirror", "made up", IL2.sequence, mirrored), IL2).rmsd_A > 5


def test_too_little_to_fit_by_is_refused():
    with pytest.raises(ValueError) as caught:
        structure.superpose(IL2, IL2, by=(42, 80, 58))
    assert str(caught.value) == "chains must share at least 3 residues, got 42 and 58"


def test_b_factors_are_lower_in_helices():
    number, standard = structure.standard_b_factor(IL2)
    assert standard.mean() == pytest.approx(0) and standard.std() == pytest.approx(1)
    inside = [n for helix in IL2.helices for n in range(helix.first, helix.last + 1)]
    found = structure.compare(number, standard, inside)
    assert found.inside < found.outside and found.p_value < 1e-5
    with pytest.raises(ValueError) as caught:
        structure.compare(number, standard, [1, 2])
    assert str(caught.value) == "chosen must be some of the residues and not all, got 0 of 126"


def test_a_chain_is_known_by_its_residues_and_not_by_its_numbers():
    letters = {number: IL2.residue(number).letter for number in IL2.resolved}
    assert structure.recognize(letters) == ("IL-2", 0)
    assert structure.recognize({structure.to_precursor(number): one for number, one in letters.items()}) == (
        "IL-2",
        -20,
    )
    assert structure.recognize(dict.fromkeys(letters, "A")) is None and structure.recognize({}) is None
    assert structure.is_il2(IL2) and not structure.is_il2(sphere_of((0, 0, 0), (9, 0, 0)))


@pytest.mark.parametrize(
    "ask",
    [
        structure.backbone,
        structure.bundle,
        structure.helices,
        structure.torsions,
        structure.distance_map,
        structure.disulfides,
        structure.free_cysteines,
        structure.sulfur_distances_A,
        structure.standard_b_factor,
        structure.is_il2,
        structure.accessibility,
        structure.core,
        lambda value: structure.interface(value, IL2),
        lambda value: structure.burial(value, IL2),
        lambda value: structure.helix_wheel(value, IL2.helices[0]),
    ],
)
def test_what_is_no_chain_is_refused_in_one_sentence(ask):
    """The commonest slip is the name of an entry, or a sequence, instead of its chain."""
    for value, got in (("2B5I", "'2B5I'"), (structure.mature(), "a Protein")):
        with pytest.raises(TypeError) as caught:
            ask(value)
        assert str(caught.value) == f"chain must be a Chain, got {got}"


SAME = structure.superpose(IL2, IL2)


@pytest.mark.parametrize("name", ["moving", "fixed"])
@pytest.mark.parametrize("ask", [structure.superpose, lambda *two: structure.side_chain_displacements_A(SAME, *two)])
def test_two_chains_are_laid_upon_each_other(name, ask):
    with pytest.raises(TypeError) as caught:
        ask(*({"moving": IL2, "fixed": IL2} | {name: "1M47"}).values())
    assert str(caught.value) == f"{name} must be a Chain, got '1M47'"


def test_where_the_embedded_structure_comes_from():
    assert structure.il2() is coordinates.il2()
    assert structure.il2().origin.endswith("not an entry of the Protein Data Bank")


def test_the_ledger_s_tables_name_residues_that_are_there():
    for fact in (facts.forms_displacement, facts.forms_side_chains):
        for label in fact.value:
            assert IL2.residue(int(label[1:])).label == label
    for table in facts.buried_by_residue.value.values():
        assert all(IL2.residue(int(label[1:])).label == label for label in table)


# What the entries say, written here a second time: the ledger's tables, from which lesson and explorers draw, must
# agree with it where no entry can be read.
CONTACTS = {
    "alpha": "K35 R38 F42 K43 F44 Y45 E61 E62 K64 P65 E68 V69 L72 Q74 Y107",
    "beta": "L12 Q13 E15 H16 L19 D20 M23 R81 D84 S87 N88 V91 I92 E95",
}
AREAS_A2 = {"alpha": 1653, "beta": 1342, "gamma_c": 987}
RECORDS_1M47 = {"A": (6, 30), "A_prime": (32, 40), "C": (81, 98), "D": (113, 130)}


@pytest.mark.parametrize("name", CONTACTS)
def test_the_ledger_s_contacts_are_the_published_ones(name):
    assert structure.jaccard(facts.interface_contacts.value[name], CONTACTS[name].split()) >= 0.9


def test_the_ledger_s_areas_and_their_order_are_the_published_ones():
    areas = dict(facts.buried_area.value)
    assert areas == pytest.approx(AREAS_A2, rel=0.1)
    assert areas["alpha"] > areas["beta"] > areas["gamma_c"]


def test_the_ledger_s_helices_of_1m47_are_within_two_residues_of_its_records():
    ends = facts.helix_ends_1m47.value
    for name, (first, last) in RECORDS_1M47.items():
        assert abs(ends[f"{name}_first"] - first) <= 2 and abs(ends[f"{name}_last"] - last) <= 2, name


def test_the_ledger_s_distances_between_crystals_are_the_published_ones():
    assert facts.forms_rmsd.value == pytest.approx(1.24, abs=0.05)
    lengths = [*facts.disulfide_length_crystals.value.values(), structure.disulfides(IL2)[0].distance_A]
    assert lengths == pytest.approx([2.02] * len(lengths), abs=0.05)
    moved_A = np.array(list(facts.forms_displacement.value.values()))
    assert np.sqrt(np.mean(moved_A**2)) == pytest.approx(facts.forms_rmsd.value, abs=0.01)
