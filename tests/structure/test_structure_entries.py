"""Published numbers from the entries 1M47 and 2B5I, and that the ledger's tables come out of them."""

from dataclasses import replace

import numpy as np
import pytest

from il2course import facts, structure
from il2course.structure import Entry

IL2 = structure.il2()
ALPHA = ["K35", "R38", "F42", "K43", "F44", "Y45", "E61", "E62", "K64", "P65", "E68", "V69", "L72", "Q74", "Y107"]
BETA = ["L12", "Q13", "E15", "H16", "L19", "D20", "M23", "R81", "D84", "S87", "N88", "V91", "I92", "E95"]
PUBLISHED_A2 = {"alpha": 1653, "beta": 1342, "gamma_c": 987}
HELIX_NAMES = {"A": "A", "A′": "A_prime", "B": "B", "C": "C", "D": "D"}


def test_chains_are_known_by_what_they_are(complex_, free):
    assert {name: chain.letter for name, chain in complex_.receptor.items()} == {
        "alpha": "D",
        "beta": "B",
        "gamma_c": "C",
    }
    assert complex_.chain("CD25") is complex_.chain("alpha") is complex_.chain("D")
    assert [len(complex_.chains[letter].resolved) for letter in "ABCD"] == [120, 196, 191, 122]
    assert complex_.il2.origin == "Protein Data Bank, entry 2B5I, chain A"
    assert free.il2.missing == (1, 2, 3, 4, 5, 75, 76, 99, 100, 101, 102) and not free.receptor
    with pytest.raises(ValueError) as caught:
        complex_.chain("CD4")
    assert str(caught.value) == "chain must be one of 2B5I, A (IL-2), B (CD122), C (CD132), D (CD25), got 'CD4'"


def test_sites_of_sugars_are_changed_in_the_crystal(complex_):
    beta, gamma_c = complex_.receptor["beta"], complex_.receptor["gamma_c"]
    assert [beta.residue(17).letter, beta.residue(45).letter, gamma_c.residue(53).letter] == ["Q"] * 3
    natural = structure.mature("beta"), structure.mature("gamma_c")
    assert [natural[0].residue(17).letter, natural[0].residue(45).letter, natural[1].residue(53).letter] == ["N"] * 3


@pytest.mark.parametrize("name", ["IL-2", "alpha", "beta", "gamma_c"])
def test_the_disulfides_of_a_sequence_are_those_of_the_crystal(complex_, name):
    found = structure.disulfides(complex_.il2 if name == "IL-2" else complex_.receptor[name])
    assert structure.mature(name).disulfides == tuple((bond.first, bond.second) for bond in found)


def test_a_file_that_counts_the_signal_peptide_is_counted_anew(structures, free):
    """The same atoms, numbers 20 higher; helices too."""
    lines = []
    for line in (structures / "1M47.pdb").read_text().splitlines():
        if line.startswith(("ATOM", "TER")):
            line = f"{line[:22]}{int(line[22:26]) + 20:4d}{line[26:]}"
        elif line.startswith("HELIX "):
            line = f"{line[:21]}{int(line[21:25]) + 20:4d}{line[25:33]}{int(line[33:37]) + 20:4d}{line[37:]}"
        lines.append(line)
    shifted = structure.parse("\n".join(lines), "1M47")
    assert shifted.il2.resolved == free.il2.resolved and shifted.author_helices == free.author_helices
    assert shifted.il2.helices == free.il2.helices


def test_an_unknown_chain_has_unknown_gaps(structures):
    """IL-2 with every second residue called alanine is IL-2 no more."""
    lines = (structures / "1M47.pdb").read_text().replace("1M47", "9XYZ").splitlines()
    masked = [
        f"{line[:17]}ALA{line[20:]}" if line.startswith("ATOM") and int(line[22:26]) % 2 else line for line in lines
    ]
    entry = structure.parse("\n".join(masked), "9XYZ")
    chain = entry.chain("A")
    assert dict(entry.proteins) == {} and chain.name == "chain A of 9XYZ" and chain.first == 6
    assert chain.residue(75).letter == "X" and chain.residue(75).code == "UNK"
    assert [helix.name for helix in chain.helices] == ["1", "2", "3", "4", "5"]
    with pytest.raises(ValueError) as caught:
        entry.il2  # noqa: B018
    assert str(caught.value) == "chain must be one of 9XYZ, A (unknown), got 'IL-2'"


# --- helices ---


def test_helices_of_1m47_are_within_two_residues_of_the_authors_records(free):
    stated = [(helix.first, helix.last) for helix in free.author_helices["A"]]
    assert stated == [tuple(pair) for pair in facts.helix_records_1m47.value.values()]
    alpha = [pair for pair in stated if pair != (52, 55)]  # a 3₁₀ helix
    found = [(helix.first, helix.last) for helix in structure.helices(free.il2, kink=0)]
    assert len(found) == len(alpha)
    assert np.abs(np.subtract(found, alpha)).max() <= 2


def test_the_authors_3_10_helix_has_its_bonds(free):
    assert any(
        first <= 55 and last >= 52 for first, last in ((h.first, h.last) for h in structure.helices(free.il2, 3, 0))
    )


def test_named_helices_are_those_of_the_ledger(free):
    ends = {
        f"{HELIX_NAMES[helix.name]}_{end}": getattr(helix, end)
        for helix in free.il2.helices
        for end in ("first", "last")
    }
    assert ends == dict(facts.helix_ends_1m47.value)


@pytest.mark.parametrize("entry", ["free", "complex_"])
def test_the_bundle_is_the_same_in_every_crystal(entry, request):
    bundle = structure.bundle(request.getfixturevalue(entry).il2)
    assert bundle.topology == "up-up-down-down"
    np.testing.assert_allclose(bundle.angles_deg, structure.bundle(IL2).angles_deg, atol=6)


# --- disulfides ---


@pytest.mark.parametrize(("entry", "code"), [("free", "1M47"), ("complex_", "2B5I")])
def test_the_disulfide_of_the_crystals(entry, code, request):
    chain = request.getfixturevalue(entry).il2
    (bond,) = structure.disulfides(chain)
    assert (bond.first, bond.second) == (58, 105) and bond.distance_A == pytest.approx(2.02, abs=0.05)
    assert bond.distance_A == pytest.approx(facts.disulfide_length_crystals.value[code], abs=0.005)
    assert structure.free_cysteines(chain) == (125,)


# --- interfaces ---


@pytest.mark.parametrize(("name", "published"), [("alpha", ALPHA), ("beta", BETA)])
def test_contacts_are_the_published_sets(complex_, name, published):
    assert structure.jaccard(structure.interface(complex_.il2, complex_.receptor[name]).own, published) >= 0.9


@pytest.mark.parametrize("name", ["alpha", "beta", "gamma_c"])
def test_contacts_are_those_of_the_ledger(complex_, name):
    found = structure.interface(complex_.il2, complex_.receptor[name])
    assert found.own == facts.interface_contacts.value[name]
    assert found.partners == facts.interface_partners.value[name]
    mirrored = structure.interface(complex_.receptor[name], complex_.il2)
    assert (mirrored.own, mirrored.partners) == (found.partners, found.own)


@pytest.mark.parametrize("name", ["alpha", "beta", "gamma_c"])
def test_buried_areas_are_as_published_and_as_in_the_ledger(complex_, name):
    found = structure.burial(complex_.il2, complex_.receptor[name])
    assert found.total_A2 == pytest.approx(PUBLISHED_A2[name], rel=0.1)
    assert found.total_A2 == pytest.approx(facts.buried_area.value[name], rel=0.002)
    for label, area in facts.buried_by_residue.value[name].items():
        assert found.own_A2[int(label[1:])] == pytest.approx(area, abs=0.6), label


def test_alpha_buries_most_and_gamma_c_least(complex_):
    area = {name: structure.burial(complex_.il2, chain).total_A2 for name, chain in complex_.receptor.items()}
    assert sorted(area, key=area.get, reverse=True) == ["alpha", "beta", "gamma_c"]


def test_alpha_touches_no_other_chain_of_the_receptor(complex_):
    alpha, beta, gamma_c = complex_.receptor.values()
    for other in (beta, gamma_c):
        assert structure.burial(alpha, other).total_A2 == 0 and structure.interface(alpha, other).pairs == ()
    together = structure.burial(beta, gamma_c).total_A2
    assert together == pytest.approx(facts.buried_area_receptor.value["beta_gamma_c"], rel=0.002)


# --- two crystal forms ---


@pytest.fixture(scope="module")
def fit(free):
    return structure.superpose(IL2, free.il2)


def test_crystal_forms_differ_by_1_24_angstrom(fit):
    assert len(fit.number) == facts.forms_shared.value == 118
    assert fit.rmsd_A == pytest.approx(1.24, abs=0.05)
    assert fit.rmsd_A == pytest.approx(facts.forms_rmsd.value, abs=0.005)


def test_loops_move_and_the_bundle_does_not(fit, free):
    assert set(fit.moved(4)) == {33, 77, 78, 83} and fit.displacement_A.max() == pytest.approx(6.2, abs=0.1)
    helical = [n for helix in IL2.helices if helix.name in "ABCD" for n in range(helix.first, helix.last + 1)]
    by_bundle = structure.superpose(IL2, free.il2, by=helical)
    assert by_bundle.rmsd_A == pytest.approx(facts.forms_rmsd_helices.value, abs=0.005)


def labelled(fit, values) -> dict[str, float]:
    pairs = zip(fit.number.tolist(), values, strict=True)
    return {IL2.residue(number).label: value for number, value in pairs if np.isfinite(value)}


def test_the_ledger_holds_every_displacement(fit, free):
    side_chains = structure.side_chain_displacements_A(fit, IL2, free.il2)
    assert labelled(fit, fit.displacement_A) == pytest.approx(dict(facts.forms_displacement.value), abs=0.006)
    assert labelled(fit, side_chains) == pytest.approx(dict(facts.forms_side_chains.value), abs=0.006)


def compared(number, value, contacts) -> dict[str, dict[str, float]]:
    found = {
        name: structure.compare(number, value, [int(label[1:]) for label in labels])
        for name, labels in contacts.items()
    }
    return {name: {"inside": one.inside, "outside": one.outside, "p": one.p_value} for name, one in found.items()}


def test_whether_what_moves_is_what_binds(fit, free):
    """Not by the backbone; by side chains at CD25's site, but no more than others as exposed."""
    contacts = facts.interface_contacts.value
    side_chains = structure.side_chain_displacements_A(fit, IL2, free.il2)
    there = np.isfinite(side_chains)
    shown = structure.accessibility(free.il2)
    exposed = there & np.array([shown.of(number) > 0.25 for number in fit.number.tolist()])
    for fact, number, value in (
        (facts.moves_backbone, fit.number, fit.displacement_A),
        (facts.moves_side_chains, fit.number[there], side_chains[there]),
        (facts.moves_exposed_side_chains, fit.number[exposed], side_chains[exposed]),
    ):
        found = compared(number, value, contacts)
        for name in contacts:
            assert found[name] == pytest.approx(dict(fact.value[name]), rel=0.05, abs=0.006), (fact.id, name)


def test_b_factors_agree_between_crystals(fit, free):
    """The same residues are restless in both."""
    standard = [dict(zip(*structure.standard_b_factor(chain), strict=True)) for chain in (IL2, free.il2)]
    assert np.corrcoef(*[[one[number] for number in fit.number] for one in standard])[0, 1] > 0.7


def test_an_entry_cannot_be_changed(free):
    with pytest.raises(TypeError):
        free.chains["B"] = free.il2
    assert isinstance(replace(free, code="x"), Entry)
