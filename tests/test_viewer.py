"""Views of a molecule: told whole, refused in one sentence, drawn from data alone, with a picture for every one."""

import base64
import io
import json
import re
import sys
from itertools import product

import numpy as np
import pytest
from matplotlib.image import imread

from il2course import coordinates, facts, structure
from il2course.authoring import molecules
from il2course.coordinates import Atoms, Chain
from il2course.viewer import COLORINGS, REPRESENTATIONS, MoleculeView
from il2course.viewer.camera import camera
from il2course.viewer.coloring import GREY, PARTNER_COLORS, ink, ramp
from il2course.viewer.panel import LATER, panel
from il2course.viewer.scene import PICKED, scene
from il2course.viewer.still import html, name, png

VIEWS = list(product(REPRESENTATIONS, COLORINGS))
WHOLE = "Human interleukin-2 as a cartoon, 126 of 133 residues; 1 to 3 and 79 to 82 have no coordinates."

TOLD = {
    "helix": "Colored by helix: A 5 to 29, A′ 36 to 40, B 57 to 74, C 85 to 97, D 114 to 131; the other 47 residues are in none.",
    "hydrophobicity": "Colored by hydrophobicity on the scale of Kyte and Doolittle: 51 of 126 residues shun water, 38 of them in helices.",
    "interface": "Colored by the receptor chain that a residue touches: 15 CD25 (α), 13 CD122 (β), 12 CD132 (γc). E15 touches two. R81 has no coordinates.",
    "b-factor": "Colored by mean B-factor, from 21 Å² at F117 to 68 Å² at E100, 33 Å² in helices and 45 Å² outside.",
    "uniform": "One color throughout.",
}


@pytest.mark.parametrize("coloring", TOLD)
def test_every_coloring_is_told_whole(coloring):
    assert MoleculeView(coloring=coloring).describe() == f"{WHOLE} {TOLD[coloring]}"


def test_what_is_selected_is_told():
    few = MoleculeView(representation="sticks", coloring="interface", selected="E15, F42, C58").describe()
    assert few.endswith(
        "Selected: E15 (glutamate, helix A, touches CD122 (β) and CD132 (γc)), F42 (phenylalanine, no helix, "
        "touches CD25 (α)), C58 (cysteine, helix B, touches no chain)."
    )
    many = MoleculeView(representation="surface", selected="76-84, 100").describe()
    assert many.startswith("Human interleukin-2 as a surface, ")
    assert many.endswith("Selected: 6 residues, 76 to 78, 83 to 84 and 100.") or "Selected: S75" not in many


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"selected": 80}, "residue must be one with coordinates (4 to 78 and 83 to 133), got L80"),
        ({"selected": "G42"}, "residue 42 must be named F42, got G42"),
        ({"representation": "ribbon"}, "representation must be one of cartoon, sticks, surface, got 'ribbon'"),
        (
            {"coloring": "charge"},
            "coloring must be one of helix, hydrophobicity, interface, b-factor, uniform, got 'charge'",
        ),
    ],
)
def test_a_wrong_view_is_refused_in_one_sentence(words, message):
    with pytest.raises(ValueError) as caught:
        MoleculeView(**words)
    assert str(caught.value) == message


def test_only_a_chain_can_be_viewed():
    with pytest.raises(TypeError) as caught:
        MoleculeView("1M47")
    assert str(caught.value) == "structure must be a Chain, got '1M47'"


def _other() -> Chain:
    """A chain of three residues that is not IL-2."""
    xyz = np.array([[0.0, 0, 0], [3.8, 0, 0], [7.6, 1, 0]])
    return Chain("toy", "made up", "AGW", Atoms(np.arange(1, 4), np.array(["CA"] * 3), xyz, np.full(3, 20.0)))


def test_another_chain_has_no_interface_but_words():
    with pytest.raises(ValueError) as caught:
        MoleculeView(_other(), coloring="interface")
    assert str(caught.value) == "coloring by interface must be of IL-2, got toy, which has no K35"
    view = MoleculeView(_other(), coloring="b-factor", selected=2)
    assert view.describe() == (
        "Toy as a cartoon, 3 of 3 residues. Colored by mean B-factor, from 20 Å² at A1 to 20 Å² at A1. "
        "Selected: G2 (glycine, no helix, B-factor 20 Å²)."
    )
    assert png(view) is None and "<p>Toy as a cartoon" in html(view) and "<img" not in html(view)


def test_contacts_are_those_of_the_quaternary_complex(reference):
    """Heavy atoms within 4.0 Å, from the coordinates of 2B5I: A is IL-2, D, B and C are α, β and γc."""
    atoms = [
        (line[21], line[17:20], int(line[22:26]), [float(line[at : at + 8]) for at in (30, 38, 46)])
        for line in (reference / "structures" / "2B5I.pdb").read_text().splitlines()
        if line.startswith("ATOM") and line[76:78].strip() != "H" and line[16] in " A"
    ]
    il2 = [atom for atom in atoms if atom[0] == "A"]
    place = np.array([atom[3] for atom in il2])
    for chain, letter in (("alpha", "D"), ("beta", "B"), ("gamma_c", "C")):
        other = np.array([atom[3] for atom in atoms if atom[0] == letter])
        near = np.linalg.norm(place[:, None] - other, axis=-1).min(axis=1) <= 4.0
        found = {f"{coordinates.chain.LETTERS[atom[1]]}{atom[2]}" for atom, here in zip(il2, near, strict=True) if here}
        assert found == set(facts.interface_contacts.value[chain])


@pytest.mark.parametrize("coloring", COLORINGS)
def test_every_resolved_residue_has_a_color_and_its_letter_can_be_read(coloring):
    colored = MoleculeView(coloring=coloring).colored
    assert list(colored.colors) == list(colored.notes) == list(coordinates.il2().resolved)
    for color in colored.colors.values():
        assert re.fullmatch("#[0-9A-F]{6}", color) and color != PICKED
        assert _contrast(color, ink(color)) >= 4.5


def _contrast(one: str, other: str) -> float:
    def light(color: str) -> float:
        channels = np.array([int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)])
        linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
        return float(linear @ (0.2126, 0.7152, 0.0722))

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_a_ramp_meets_its_stops():
    stops = ("#000000", "#808080", "#FFFFFF")
    assert [ramp(stops, value, 0, 10) for value in (0, 5, 10)] == list(stops)
    assert ramp(stops, 3, 3, 3) == "#808080"


def test_interface_colors_stand_on_the_right_residues():
    colors = MoleculeView(coloring="interface").colored.colors
    assert colors[42] == colors[72] != colors[20] == colors[88] != colors[126] == colors[123]
    assert colors[58] == GREY and colors[15] not in (colors[42], colors[20], colors[126], GREY)


def test_the_camera_stands_outside_and_sees_helix_a_rise():
    place = camera(coordinates.il2())
    np.testing.assert_allclose(place.rotation @ place.rotation.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(place.rotation) == pytest.approx(1)
    low, high = coordinates.il2().atoms.of([5, 29], ["CA"]).xyz_A
    assert (high - low) @ place.up > 20
    assert np.linalg.norm(place.position_A - place.target_A) > 2 * place.radius_A


@pytest.mark.parametrize(("representation", "coloring"), VIEWS)
def test_a_scene_holds_the_coordinates_and_no_address(representation, coloring):
    text = scene(MoleculeView(representation=representation, coloring=coloring, selected="F42"))
    assert not re.search("https?://", text)
    assert "surface_type" not in text  # the Mol* of ipymolstar refuses it
    root = json.loads(text)["root"]
    address = next(node for node in root["children"] if node["kind"] == "download")["params"]["url"]
    kind, data = address.split(",")
    assert kind == "data:text/plain;base64"
    assert base64.b64decode(data).decode() == coordinates.mmcif(coordinates.il2())
    assert PICKED in text and '"text":"F42"' in text


def test_labels_can_be_left_out_and_a_run_has_one():
    assert '"text"' not in scene(MoleculeView(selected="F42", labels=False))
    assert re.findall('"text":"([^"]+)"', scene(MoleculeView(selected="85-97, 58"))) == ["C58", "L85–K97"]


@pytest.mark.parametrize(("representation", "coloring"), VIEWS)
def test_every_view_has_a_small_picture_that_is_not_blank(representation, coloring):
    data = png(MoleculeView(representation=representation, coloring=coloring))
    assert len(data) < 150_000
    picture = imread(io.BytesIO(data))
    assert picture.shape[:2] == molecules.SIZE_PX[::-1]
    drawn = (picture[..., :3].min(axis=-1) < 0.95).mean()
    assert 0.05 < drawn < 0.7


def test_the_display_is_a_picture_with_its_words_in_whose_place_the_molecule_can_turn():
    view = MoleculeView(coloring="interface", selected="F42")
    bundle = view._repr_mimebundle_()
    assert bundle.keys() == {"text/html", "text/plain"}
    assert bundle["text/html"].startswith('<div class="il2-place-')
    assert bundle["text/plain"] == view.describe()
    assert f'alt="{WHOLE} Colored by the receptor chain' in bundle["text/html"]
    alternative = re.search('alt="([^"]+)"', bundle["text/html"])[1]
    assert "Selected" not in alternative  # the picture does not show it; the words below it say it
    unmarked = "They are marked where the molecule turns, not in this picture."
    assert f"Selected: F42 (phenylalanine, no helix, touches CD25 (α)). {unmarked}" in bundle["text/html"]
    assert unmarked not in MoleculeView()._repr_mimebundle_()["text/html"]
    assert "touches CD25 (α)</span>" in bundle["text/html"]


def test_a_caption_of_ones_own_is_kept_until_the_coloring_changes():
    shown = panel(MoleculeView(caption="Look at <F42>."))
    assert "Look at &lt;F42&gt;." in shown.words.value
    shown.strip.representation = "sticks"
    assert "Look at &lt;F42&gt;." in shown.words.value
    shown.strip.coloring = "b-factor"
    assert "Look at" not in shown.words.value and "loops and ends move most" in shown.words.value


def test_controls_move_the_molecule_the_strip_and_the_words():
    shown = panel(MoleculeView())
    before, paint = shown.molecule.msvj_data, shown.strip.paint
    shown.strip.coloring = "hydrophobicity"
    assert shown.molecule.msvj_data != before and shown.molecule.mvs_load_options == LATER
    assert shown.strip.paint != paint and "shun water" in shown.words.value
    shown.strip.selected = [42, 58]
    assert shown.view.selected == (42, 58) and "Selected: F42" in shown.words.value
    shown._said(shown.strip, {"kind": "reset"}, [])
    assert shown.view == MoleculeView() and shown.strip.selected == [] and shown.strip.coloring == "helix"
    assert "keepCamera" not in shown.molecule.mvs_load_options


def test_typed_residues_are_picked_or_refused():
    shown, said = panel(MoleculeView()), []
    shown.strip.send = lambda content, buffers=None: said.append(content["text"])
    shown._said(shown.strip, {"kind": "typed", "text": "F42, 85-88"}, [])
    assert shown.strip.selected == [42, 85, 86, 87, 88]
    shown._said(shown.strip, {"kind": "typed", "text": "80"}, [])
    assert shown.strip.selected == [42, 85, 86, 87, 88]
    assert said == ["", "residue must be one with coordinates (4 to 78 and 83 to 133), got L80"]


def test_without_webgl_the_picture_takes_the_place():
    shown = panel(MoleculeView())
    shown._said(shown.strip, {"kind": "no-webgl"}, [])
    assert shown.molecule.layout.display == "none" and WHOLE in shown.picture.value
    shown.strip.coloring = "uniform"
    assert "One color throughout." in shown.picture.value


def test_pictures_have_names_of_their_own():
    assert name("cartoon", "b-factor") == "cartoon_b-factor.png"
    made = {path.name for path in molecules.PICTURES.glob("*.png")}
    assert made == {name(*view) for view in VIEWS}


def test_the_plan_of_the_pictures_colors_every_residue_once(tmp_path):
    for picture in molecules.plan(tmp_path)["pictures"]:
        numbers = [int(number) for numbers in picture["colors"].values() for number in numbers.split("+")]
        assert sorted(numbers) == list(coordinates.il2().resolved)
    assert len(molecules.view_matrix()) == 18


def test_without_pymol_one_sentence_says_how_to_get_it(capsys):
    assert molecules.main([sys.executable]) == 1
    said = capsys.readouterr().err
    assert said == molecules.MISSING.format(python=sys.executable) + "\n"
    assert molecules.main(["/no/such/python"]) == 1
    assert molecules.main(["one", "two"]) == 2


def test_molstar_is_sent_once_for_all_molecules():
    one, other = panel(MoleculeView()).molecule, panel(MoleculeView(coloring="interface")).molecule
    assert one.molstar is other.molstar
    assert len(one.molstar.script) > 1e6 > sum(len(str(value)) for value in other.get_state().values())


@pytest.fixture
def complex_(reference) -> MoleculeView:
    """IL-2 with the three chains of its receptor."""
    entry = structure.parse((reference / "structures" / "2B5I.pdb").read_text(), "2B5I")
    return MoleculeView(entry.il2, coloring="interface", selected="F42", partners=tuple(entry.receptor.values()))


def test_a_complex_is_told_and_drawn_with_a_color_for_each_chain(complex_):
    assert (
        "With it: human CD25 (IL-2Rα) in pale blue, human CD122 (IL-2Rβ) in pale orange, "
        "human CD132 (γc) in pale green. Colored by the receptor chain" in complex_.describe()
    )
    root = json.loads(scene(complex_))["root"]
    chains = [node for node in root["children"] if node["kind"] == "download"]
    assert len(chains) == 4 and len(scene(complex_)) < 500_000
    assert [color in json.dumps(chain) for chain, (color, _) in zip(chains[1:], PARTNER_COLORS, strict=False)] == [
        True
    ] * 3
    assert [meaning for _, meaning in complex_.legend][-3:] == [chain.name for chain in complex_.partners]
    assert png(complex_) is None and "With it: human CD25" in html(complex_)


def test_the_camera_sees_every_chain(complex_):
    place = camera(complex_.structure, complex_.partners)
    for chain in (complex_.structure, *complex_.partners):
        assert np.linalg.norm(chain.atoms.xyz_A - place.target_A, axis=1).max() <= place.radius_A + 1e-9


def test_partners_stay_when_the_coloring_changes(complex_):
    shown = panel(complex_)
    shown.strip.coloring = "helix"
    assert shown.view.partners == complex_.partners and shown.view.coloring == "helix"


def test_partners_are_chains_and_few():
    with pytest.raises(TypeError) as caught:
        MoleculeView(partners=("1M47",))
    assert str(caught.value) == "each of partners must be a Chain, got '1M47'"
    with pytest.raises(ValueError) as caught:
        MoleculeView(partners=[_other()] * 5)
    assert str(caught.value) == "partners must be at most 4 chains, got 5"
