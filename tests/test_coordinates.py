"""The embedded coordinates: what is there, that nothing was lost on the way, and what is refused."""

import numpy as np
import pytest

from il2course import coordinates
from il2course.authoring import embedded
from il2course.coordinates import Atoms, Chain, spans
from il2course.errors import CourseError

IL2 = coordinates.il2()


def test_il2_is_126_residues_of_the_mature_chain():
    assert len(IL2.sequence) == 133
    assert [number for number in IL2.numbers if IL2.residue(number).letter == "C"] == [58, 105, 125]
    assert IL2.sequence.count("W") == 1 and IL2.residue(121).label == "W121"
    assert len(IL2.resolved) == 126
    assert IL2.missing == (1, 2, 3, 79, 80, 81, 82)
    assert len(IL2.atoms) == 1025 and set(IL2.atoms.element) == set("CNOS")


def test_the_disulfide_is_there_and_c125_is_free():
    sulfur = {number: IL2.atoms.of([number], ["SG"]).xyz_A[0] for number in (58, 105, 125)}
    assert np.linalg.norm(sulfur[58] - sulfur[105]) == pytest.approx(2.05, abs=0.01)
    assert min(np.linalg.norm(sulfur[125] - sulfur[number]) for number in (58, 105)) > 5


def test_bonds_along_the_chain_are_as_long_as_peptide_bonds():
    carbon = dict(zip(IL2.resolved, IL2.atoms.of(IL2.resolved, ["C"]).xyz_A, strict=True))
    nitrogen = dict(zip(IL2.resolved, IL2.atoms.of(IL2.resolved, ["N"]).xyz_A, strict=True))
    lengths = [np.linalg.norm(carbon[number] - nitrogen[number + 1]) for number in carbon if number + 1 in nitrogen]
    assert len(lengths) == 124
    assert np.abs(np.array(lengths) - 1.33).max() < 0.05


def test_the_table_comes_out_as_it_went_in():
    again = coordinates.read(coordinates.write(IL2, "a notice"))
    assert again.sequence == IL2.sequence and again.helices == IL2.helices and again.origin == IL2.origin
    np.testing.assert_array_equal(again.atoms.xyz_A, IL2.atoms.xyz_A)
    np.testing.assert_array_equal(again.atoms.b_factor_A2, IL2.atoms.b_factor_A2)
    np.testing.assert_array_equal(again.atoms.name, IL2.atoms.name)


def test_the_file_says_whence_and_under_which_terms(root):
    text = embedded.TABLE.read_text(encoding="utf-8")
    for words in ("not an entry of the Protein Data Bank", "Warren L. DeLano", "Schrodinger, LLC", embedded.SHA256):
        assert words in text
    assert "not an entry" in IL2.origin


def test_another_file_is_not_taken_for_the_demo_data(tmp_path, capsys):
    with pytest.raises(CourseError) as caught:
        embedded.table(b"ATOM")
    assert str(caught.value) == "il2.pdb must have the sha256 835670adcab3…, got 939f34238170…"
    wrong = tmp_path / "il2.pdb"
    wrong.write_bytes(b"ATOM")
    assert embedded.main([str(wrong)]) == 1
    assert "must have the sha256" in capsys.readouterr().err
    assert embedded.main([]) == 2


def test_mmcif_holds_every_atom_and_names_no_entry():
    text = coordinates.mmcif(IL2)
    assert text.startswith("data_il2course\n")
    assert sum(line.startswith("ATOM ") for line in text.splitlines()) == 1025
    assert "ATOM 1 N N . SER A 1 4 4 A 17.166 -7.606 -4.933 1 44.05" in text
    assert "HELX_P H1 SER A 5 ASN A 29" in text


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (42, (42,)),
        ([58, 42, 42], (42, 58)),
        ("F42", (42,)),
        ("f42 c58;105", (42, 58, 105)),
        ("76-84", (76, 77, 78, 83, 84)),
        ("L85 – N88", (85, 86, 87, 88)),
        ("", ()),
        ((), ()),
    ],
)
def test_residues_are_picked_by_number_and_by_name(wanted, found):
    assert coordinates.select(IL2, wanted) == found


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (80, "residue must be one with coordinates (4 to 78 and 83 to 133), got L80"),
        ("75-80", "residue must be one with coordinates (4 to 78 and 83 to 133), got L80"),
        (140, "residue must be between 1 and 133, got 140"),
        (4.5, "residue must be between 1 and 133, got 4.5"),
        ("G42", "residue 42 must be named F42, got G42"),
        ("88-85", "a range of residues must rise, got '88-85'"),
        ("all", "a residue must be named like 42, F42 or 85-97, got 'all'"),
    ],
)
def test_a_wrong_residue_is_refused_in_one_sentence(wanted, message):
    with pytest.raises(ValueError) as caught:
        coordinates.select(IL2, wanted)
    assert str(caught.value) == message


def test_a_chain_refuses_atoms_and_letters_that_do_not_fit():
    with pytest.raises(ValueError) as caught:
        Chain("x", "y", "AZB", IL2.atoms)
    assert str(caught.value) == "sequence must be of the 20 amino acids, got 'BZ'"
    with pytest.raises(ValueError) as caught:
        Chain("x", "y", "AP", IL2.atoms)
    assert str(caught.value) == "atoms must belong to residues 1 to 2, got 4"
    with pytest.raises(ValueError) as caught:
        Atoms(np.arange(3), np.array(["CA"] * 3), np.zeros((3, 2)), np.zeros(3))
    assert str(caught.value) == "xyz_A must have shape (3, 3), got (3, 2)"


def test_a_table_without_header_or_with_another_sequence_is_refused():
    with pytest.raises(ValueError) as caught:
        coordinates.read("number,residue\n")
    assert str(caught.value) == "a table of coordinates must state its name, got no line '# name: …'"
    text = coordinates.write(IL2, "")
    with pytest.raises(ValueError) as caught:
        coordinates.read(text.replace("4,S,N,", "4,G,N,"))
    assert str(caught.value) == "residue 4 must be S as in the sequence, got G"
    with pytest.raises(ValueError) as caught:
        coordinates.read(text.replace("x_A,y_A", "x,y"))
    assert str(caught.value).endswith("got 'number,residue,atom,x,y,z_A,b_A2'")


def test_atoms_cannot_be_changed():
    with pytest.raises(ValueError):
        IL2.atoms.xyz_A[0, 0] = 0.0


def test_spans_in_words():
    assert spans([]) == ""
    assert spans([7]) == "7"
    assert spans([1, 2, 3, 79, 80]) == "1 to 3 and 79 to 80"
    assert spans([6, 4, 5, 9, 12, 13]) == "4 to 6, 9 and 12 to 13"
