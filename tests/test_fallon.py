"""The culture of Fallon & Lauffenburger 2000 against tables of both its variants."""

import numpy as np
import pandas as pd
import pytest

from il2course.signaling import fallon
from il2course.signaling.fallon import LIGANDS

COLUMNS = {"Rs": "Rs", "Cs": "Cs", "Ri": "Ri", "Ci": "Ci", "Li_pM": "Li", "Ld": "Ld", "L_pM": "L", "Y_cells_per_L": "Y"}
VARIANTS = {"SBML(kf)": "published", "corrected(kfe)": "balanced"}
SEVEN_DIGITS = 1e-6
# Sixteen states of the published equations (variant, ligand, pM at the start, min; complexes on the surface and inside,
# endosomal and free ligand in pM, cells per liter), computed from the constants of Fallon & Lauffenburger 2000.
PUBLISHED = [
    ("published", "IL2", 1, 120, 31.2915169, 9.27215625, 2.61036392, 0.932099239, 250000000.0),
    ("published", "IL2", 10, 1440, 123.83843, 36.5805148, 11.6400013, 6.15867838, 280270053.0),
    ("published", "IL2", 30, 7200, 17.9791293, 5.34492909, 1.54439803, 0.523280482, 520948952.0),
    ("published", "IL2", 300, 480, 275.533755, 81.2632032, 29.7706406, 296.889289, 313833698.0),
    ("published", "2D1", 1, 120, 40.6362289, 15.9094966, 2.07894015, 0.910477116, 250000000.0),
    ("published", "2D1", 10, 1440, 136.261582, 53.0189106, 8.30483374, 5.47236791, 304252889.0),
    ("published", "2D1", 30, 7200, 3.97324586, 1.56824869, 0.205970893, 0.0796603838, 552597725.0),
    ("published", "2D1", 300, 480, 277.389223, 107.662346, 20.4486187, 296.861018, 314260582.0),
    ("balanced", "IL2", 1, 120, 31.3700398, 32.5881331, 108.757522, 0.935216597, 250000000.0),
    ("balanced", "IL2", 10, 1440, 128.146072, 129.803564, 669.678642, 6.54184061, 283261117.0),
    ("balanced", "IL2", 30, 7200, 33.8283347, 36.3009804, 128.388299, 1.0569128, 556859524.0),
    ("balanced", "IL2", 300, 480, 275.550975, 243.353695, 2772.89306, 297.469591, 313836170.0),
    ("balanced", "2D1", 1, 120, 40.9758959, 37.928432, 344.050765, 0.920706327, 250000000.0),
    ("balanced", "2D1", 10, 1440, 148.211832, 126.917827, 1668.68203, 6.45054416, 311536597.0),
    ("balanced", "2D1", 30, 7200, 31.4182869, 29.7622489, 280.185442, 0.717070956, 636047185.0),
    ("balanced", "2D1", 300, 480, 277.409169, 210.118003, 4142.91807, 297.764154, 314263493.0),
]


def test_every_row_of_the_reference(reference):
    table = pd.read_csv(reference / "reference" / "fallon2000_trajectories.csv")
    seen = 0
    for (ligand, variant), rows in table.groupby(["ligand", "dLi_rate"]):
        doses, times = np.sort(rows.L0_pM.unique()), np.sort(rows.time_min.unique())
        course = fallon.simulate(doses, times, LIGANDS[ligand], VARIANTS[variant])
        here = np.searchsorted(doses, rows.L0_pM), np.searchsorted(times, rows.time_min)
        for column, name in COLUMNS.items():
            np.testing.assert_allclose(
                course[name][here], rows[column], rtol=SEVEN_DIGITS, atol=1e-9, err_msg=f"{variant} {ligand} {name}"
            )
        seen += len(rows)
    assert seen == len(table) == 240


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: " ".join(map(str, row[:4])))
def test_sixteen_published_states(row):
    variant, ligand, dose, time, *expected = row
    course = fallon.simulate(dose, [0.0, time], LIGANDS[ligand], variant)
    found = [course[name][-1] for name in ("Cs", "Ci", "Li", "L", "Y")]
    np.testing.assert_allclose(found, expected, rtol=SEVEN_DIGITS)


@pytest.mark.parametrize(("ligand", "complexes", "cells"), [("IL2", 123.84, 2.8027e8), ("2D1", 136.26, 3.0425e8)])
def test_a_day_at_10_pM(ligand, complexes, cells):
    """Cited outputs of the SBML model; the mutein that lets go in the endosome wins."""
    course = fallon.simulate(10.0, [0.0, 1440.0], LIGANDS[ligand])
    assert course["Cs"][-1] == pytest.approx(complexes, rel=5e-5)
    assert course["Y"][-1] == pytest.approx(cells, rel=5e-5)


def test_ligand_left_after_a_day():
    assert fallon.simulate(10.0, [0.0, 1440.0])["L"][-1] == pytest.approx(6.159, rel=1e-4)


def test_one_constant_changes_the_endosome_fifty_fold():
    inside = [fallon.simulate(10.0, [0.0, 60.0], variant=variant)["Li"][-1] for variant in fallon.VARIANTS]
    assert inside == pytest.approx([16.1, 814.8], rel=1e-3)


def test_the_balanced_variant_keeps_every_molecule():
    """Per cell, without growth: what leaves the medium is bound, inside, or degraded."""
    network, time = fallon.NETWORK, [0.0, 30.0, 240.0]
    k = {**fallon.constants(LIGANDS["IL2"], "balanced"), "growth": 0.0}
    start = {"Rs": 1500.0, "Ri": 300.0, "L": 100.0, "Y": 2.5e8}

    def ligand(k):
        course = network.simulate(start, k, time, rtol=1e-10)
        inside = course["Cs"] + course["Ci"] + course["Ld"] + k["endosome"] * course["Li"]
        return k["liter"] * course["L"] + course["Y"] * inside

    np.testing.assert_allclose(ligand(k), ligand(k)[0], rtol=1e-7)
    published = ligand({**k, "kf_lost": k["kf"]})
    assert published[-1] < 0.99 * published[0]


REFUSED = [
    (lambda: fallon.simulate(-1.0, [0, 1]), ValueError, "dose_pM must be >= 0, got -1.0"),
    (lambda: fallon.simulate(1.0, [0, 1], 3), TypeError, "ligand must be a Ligand, got 3"),
    (
        lambda: fallon.simulate(1.0, [0, 1], variant="x"),
        ValueError,
        "variant must be one of published, balanced, got 'x'",
    ),
    (lambda: fallon.Ligand("x", 0, 1, 1), ValueError, "kd_pM must be > 0, got 0.0"),
]


@pytest.mark.parametrize(("call", "error", "message"), REFUSED)
def test_bad_input_is_one_sentence(call, error, message):
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == message
