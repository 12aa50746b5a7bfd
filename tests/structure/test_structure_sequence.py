"""The sequences, muteins by name, numbering, and what follows from a sequence."""

import json

import numpy as np
import pytest

from il2course import coordinates, structure
from il2course.structure import Mutation, Protein

# form: residues, mass reduced, mass with the disulfide, isoelectric point, extinction reduced, with the disulfide
PUBLISHED = {
    "precursor": (structure.precursor, 153, 17627.53, 17625.51, 7.67, 11460, 11585),
    "mature": (structure.mature, 133, 15417.83, 15415.82, 7.05, 9970, 10095),
    "aldesleukin": (structure.aldesleukin, 132, 15330.69, 15328.67, 7.31, 9970, 10095),
}
# Published formula of reduced aldesleukin, C690 H1115 N177 O203 S6, by the masses of the lightest isotopes.
LIGHTEST_DA = {"C": 12.0, "H": 1.00782503207, "N": 14.0030740048, "O": 15.99491461956, "S": 31.972071}
ALDESLEUKIN = {"C": 690, "H": 1115, "N": 177, "O": 203, "S": 6}


@pytest.mark.parametrize("form", PUBLISHED)
def test_published_masses_charge_and_extinction_come_out(form):
    make, length, reduced, bonded, pI, light_reduced, light = PUBLISHED[form]
    protein = make()
    assert len(protein) == length
    assert structure.mass_Da(protein, reduced=True) == pytest.approx(reduced, abs=0.05)
    assert structure.mass_Da(protein) == pytest.approx(bonded, abs=0.05)
    assert structure.isoelectric_point(protein) == pytest.approx(pI, abs=0.3)
    assert structure.isoelectric_point(protein, reduced=True) == pytest.approx(pI, abs=0.01)
    assert structure.extinction_per_M_cm(protein, reduced=True) == light_reduced
    assert structure.extinction_per_M_cm(protein) == light


def test_the_drug_s_published_formula_has_its_monoisotopic_mass():
    mass = sum(LIGHTEST_DA[element] * count for element, count in ALDESLEUKIN.items())
    drug = structure.aldesleukin()
    assert structure.mass_Da(drug, reduced=True, monoisotopic=True) == pytest.approx(mass, abs=0.05)
    assert structure.mass_Da(drug, monoisotopic=True) == pytest.approx(mass - 2 * LIGHTEST_DA["H"], abs=0.05)


def test_average_and_monoisotopic_mass_differ_by_some_nine_dalton():
    """The difference that gives a slip away."""
    il2 = structure.mature()
    assert 9 < structure.mass_Da(il2) - structure.mass_Da(il2, monoisotopic=True) < 10


def test_the_precursor_is_signal_peptide_and_mature_chain():
    whole, signal, rest = structure.precursor(), structure.signal_peptide(), structure.mature()
    assert whole.sequence == signal.sequence + rest.sequence
    assert signal.sequence == "MYRMQLLSCIALSLALVTNS" and len(rest) == 133
    assert whole.numbers[:1] + whole.numbers[19:22] == (-20, -1, 1, 2)
    assert rest.cysteines() == (58, 105, 125) and rest.free_cysteines() == (125,)
    assert rest.sequence.count("W") == 1 and rest.residue(121).label == "W121"
    assert rest.sequence == coordinates.il2().sequence


def test_aldesleukin_lacks_the_first_alanine_and_the_free_cysteine():
    drug = structure.aldesleukin()
    assert drug.name == "aldesleukin" and drug.first == 2 and drug.sequence[0] == "P"
    assert drug.residue(125).letter == "S" and drug.free_cysteines() == () and drug.disulfides == ((58, 105),)


def test_sequences_are_those_of_the_reference(reference):
    published = json.loads((reference / "reference" / "receptor_sequences.json").read_text())
    for name, key in {"IL-2": "IL2", "CD25": "IL2RA", "CD122": "IL2RB", "CD132": "IL2RG"}.items():
        assert published[key].startswith(structure.precursor(name).sequence), name
    assert len(structure.precursor("CD25")) == 272
    assert [len(structure.mature(name)) for name in ("alpha", "beta", "gamma_c")] == [251, 207, 224]
    assert [len(structure.signal_peptide(name)) for name in ("IL-2", "alpha", "beta", "gamma_c")] == [20, 21, 26, 22]


def test_composition_counts_every_residue():
    counts = structure.mature().composition()
    assert sum(counts.values()) == 133 and len(counts) == 20
    assert (counts["L"], counts["C"], counts["W"]) == (22, 3, 1)


def test_charge_falls_with_pH_and_is_zero_at_the_isoelectric_point():
    il2 = structure.mature()
    pH = np.linspace(2, 12, 41)
    charge = structure.charge(il2, pH)
    assert charge.shape == (41,) and (np.diff(charge) < 0).all()
    assert structure.charge(il2, structure.isoelectric_point(il2)) == pytest.approx(0, abs=1e-3)
    with pytest.raises(TypeError) as caught:
        structure.charge(il2, "acid")
    assert str(caught.value) == "pH must be numbers, got 'acid'"


def test_a_disulfide_takes_two_protons_that_could_leave():
    il2 = structure.mature()
    assert structure.charge(il2, 13.9) - structure.charge(il2, 13.9, reduced=True) == pytest.approx(2, abs=1e-3)


# --- muteins ---


def test_muteins_by_name():
    mutein = structure.mutate(structure.mature(), "F42A", "C125S")
    assert mutein.name == "mature IL-2 F42A C125S"
    assert mutein.residue(42).label == "A42" and mutein.residue(125).label == "S125"
    changed = [at for at in mutein.numbers if mutein.residue(at) != structure.mature().residue(at)]
    assert changed == [42, 125]
    assert structure.mutate(structure.mature()) == structure.mature()


def test_a_disulfide_that_loses_a_cysteine_is_gone():
    mutein = structure.mutate(structure.mature(), "C58S")
    assert mutein.disulfides == () and mutein.free_cysteines() == (105, 125)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["G42A"], "mutation must name what stands there, F42, got G42A"),
        (
            ["F62A"],
            "mutation must name what stands there, E62, got F62A: "
            "F62 counts the signal peptide, in the mature protein it is F42",
        ),
        (["F42"], "a mutation must be named like F42A, got 'F42'"),
        (["f42a"], "a mutation must be named like F42A, got 'f42a'"),
        (["F42B"], "a mutation must be named like F42A, got 'F42B'"),
        ([42], "a mutation must be named like F42A, got 42"),
        (["F42F"], "a mutation must change the residue, got F42F"),
        (["F42A", "F42K"], "a residue must change once, got F42A and F42K"),
        (["F200A"], "residue must be one of mature IL-2 (1 to 133), got 200"),
        (["F0A"], "residue must be one of mature IL-2 (1 to 133), got 0"),
    ],
)
def test_a_mutation_that_does_not_fit_is_refused_in_one_sentence(names, message):
    with pytest.raises(ValueError) as caught:
        structure.mutate(structure.mature(), *names)
    assert str(caught.value) == message


def test_a_mutation_reads_and_writes_its_name():
    assert Mutation.parse("N88D") == Mutation("N", 88, "D") and str(Mutation("N", 88, "D")) == "N88D"


# --- numbering ---


def test_numbers_with_and_without_the_signal_peptide():
    assert [structure.to_precursor(number) for number in (-20, -1, 1, 42, 133)] == [1, 20, 21, 62, 153]
    assert [structure.to_mature(place) for place in (1, 20, 21, 62, 153)] == [-20, -1, 1, 42, 133]
    assert structure.to_precursor(42, signal=21) == 63
    whole = structure.precursor()
    for number in whole.numbers:
        assert whole.sequence[structure.to_precursor(number) - 1] == whole.residue(number).letter


@pytest.mark.parametrize(
    ("convert", "value", "error", "message"),
    [
        (structure.to_precursor, 0, ValueError, "number must be from -20 to -1, or 1 and more, got 0"),
        (structure.to_precursor, -21, ValueError, "number must be from -20 to -1, or 1 and more, got -21"),
        (structure.to_precursor, 4.5, TypeError, "number must be a whole number, got 4.5"),
        (structure.to_mature, 0, ValueError, "position must be a whole number >= 1, got 0"),
        (structure.to_mature, "62", TypeError, "position must be a whole number, got '62'"),
    ],
)
def test_a_wrong_number_is_refused(convert, value, error, message):
    with pytest.raises(error) as caught:
        convert(value)
    assert str(caught.value) == message


def test_a_protein_refuses_what_is_none():
    with pytest.raises(ValueError) as caught:
        Protein("x", "AXC")
    assert str(caught.value) == "sequence must be of the 20 amino acids, got 'X'"
    with pytest.raises(ValueError) as caught:
        Protein("x", "ACA", disulfides=((2, 3),))
    assert str(caught.value) == "disulfides must join cysteines, got A3"
    with pytest.raises(ValueError) as caught:
        structure.mature("CD28")
    assert str(caught.value) == "name must be one of IL-2, CD25, CD122, CD132, got 'CD28'"


@pytest.mark.parametrize(
    "ask",
    [
        structure.mass_Da,
        structure.extinction_per_M_cm,
        structure.isoelectric_point,
        lambda value: structure.charge(value, 7.0),
        lambda value: structure.mutate(value, "F42A"),
    ],
)
def test_a_bare_sequence_is_no_protein(ask):
    """It does not say where counting begins, nor which cysteines are bonded."""
    with pytest.raises(TypeError) as caught:
        ask("APTSSSTKKT")
    assert str(caught.value) == "protein must be a Protein, got 'APTSSSTKKT'"
