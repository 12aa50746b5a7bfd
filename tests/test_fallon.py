"""The culture of Fallon & Lauffenburger 2000 against tables of both its variants."""

import numpy as np
import pandas as pd
import pytest

from il2course.signaling import fallon
from il2course.signaling.fallon import LIGANDS

COLUMNS = {"Rs": "Rs", "Cs": "Cs", "Ri": "Ri", "Ci": "Ci", "Li_pM": "Li", "Ld": "Ld", "L_pM": "L", "Y_cells_per_L": "Y"}
VARIANTS = {"SBML(kf)": "published", "corrected(kfe)": "balanced"}
SEVEN_DIGITS = 1e-6


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
