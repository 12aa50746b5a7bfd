"""The model of Farhat et al. 2021 against its published curves."""

import numpy as np
import pandas as pd
import pytest

from il2course import facts, receptor
from il2course.signaling import farhat

# Twenty values of the published equations (cell, nM, min, activity, CD122 and CD25 on the surface, endosomal nM),
# computed with CVODE at 1e-10 from the constants of Farhat et al. 2021, Cell Reports.
PUBLISHED = [
    ("Treg", 0.001422547376, 30, 28.22262578, 634.8354525, 3458.440217, 0.03137512279),
    ("Treg", 0.01280292638, 60, 319.7696142, 407.5707893, 3287.582671, 0.4626036498),
    ("Treg", 0.1152263374, 5, 326.670967, 320.303328, 3196.684024, 0.2988221222),
    ("Treg", 3.111111111, 240, 378.5268336, 2.35814906, 3090.080271, 15.79590782),
    ("Treg", 84, 120, 686.6192838, 2.144780157, 3151.157773, 32.98072448),
    ("Th", 0.004267642128, 120, 4.663247764, 153.7000203, 327.4799299, 0.05882143701),
    ("Th", 0.03840877915, 30, 16.44715598, 138.2831948, 321.3938985, 0.1672035737),
    ("Th", 0.3456790123, 60, 101.6304216, 56.3614111, 297.8723206, 1.440492079),
    ("Th", 3.111111111, 5, 88.06911138, 25.39457038, 291.1263057, 0.5252089943),
    ("Th", 28, 240, 98.16858675, 1.499926869, 307.4295774, 8.597415782),
    ("CD8", 0.0004741824586, 60, 0.8383183712, 510.20024, 22.24052235, 0.004302144759),
    ("CD8", 0.1152263374, 30, 100.7386774, 419.3846713, 19.24584791, 0.4849945694),
    ("CD8", 1.037037037, 120, 428.7711937, 92.02011844, 14.53996578, 4.736016427),
    ("CD8", 9.333333333, 5, 362.0279125, 55.02476988, 15.79866863, 1.040119391),
    ("CD8", 84, 240, 298.7135265, 5.582913875, 17.80762148, 6.712123042),
    ("NK", 0.004267642128, 240, 395.076335, 8132.6055, 17.26189572, 0.2429642821),
    ("NK", 0.03840877915, 60, 1386.878437, 7618.429604, 11.92331674, 0.9226844934),
    ("NK", 0.3456790123, 5, 1278.278008, 7411.47181, 8.524636492, 0.6135297369),
    ("NK", 3.111111111, 30, 8572.930401, 2691.052826, 1.578970747, 14.26809467),
    ("NK", 84, 120, 7405.274677, 1078.088001, 5.143374564, 56.4860627),
]
NAMES = {"T-reg": "Treg", "T-helper": "Th", "CD8+": "CD8", "NK": "NK"}
COLUMNS = {
    "active": lambda response: response.active,
    "surf_active": lambda response: response.surface_active,
    "endo_active": lambda response: response.endosomal_active,
    "surf_IL2Rb": lambda response: response.on_surface("B"),
    "surf_gc": lambda response: response.on_surface("G"),
    "surf_IL2Ra": lambda response: response.on_surface("A"),
    "endo_IL2_nM": lambda response: response["L_e"],
    "s_IL2_IL2Ra": lambda response: response["LA"],
    "s_IL2_IL2Rb": lambda response: response["LB"],
    "s_IL2_IL2Ra_IL2Rb": lambda response: response["LAB"],
    "s_IL2_IL2Ra_gc": lambda response: response["LAG"],
    "s_IL2_IL2Rb_gc": lambda response: response["LBG"],
    "s_IL2_IL2Ra_IL2Rb_gc": lambda response: response["LABG"],
}


def response(doses, times, tolerance=1e-10):
    return farhat.simulate(farhat.cells(), doses, times, rtol=tolerance, atol=tolerance)


def test_nineteen_states():
    assert len(farhat.NETWORK.species) - len(farhat.NETWORK.held) == 19


def test_twenty_published_values():
    doses, times = sorted({row[1] for row in PUBLISHED}), sorted({0, *(row[2] for row in PUBLISHED)})
    found = response(doses, times)
    for cell, dose, time, *expected in PUBLISHED:
        here = list(found.cells).index(cell), doses.index(dose), times.index(time)
        values = [array[here] for array in (found.active, found.on_surface("B"), found.on_surface("A"), found["L_e"])]
        np.testing.assert_allclose(values, expected, rtol=1e-6, err_msg=f"{cell} at {dose} nM, {time} min")


@pytest.mark.parametrize(("tolerance", "reached"), [(1e-10, 1e-6), (1e-7, 1e-6), (1e-3, 2e-3)])
def test_every_published_curve(reference, tolerance, reached):
    table = pd.read_csv(reference / "reference" / "farhat2021_model_doseresponse.csv")
    table = table[(table.ligand == "IL2") & (table.time_min > 0)]
    doses, times = np.sort(table.dose_nM.unique()), np.array([0.0, *np.sort(table.time_min.unique())])
    found = response(doses, times, tolerance)
    cell = [list(found.cells).index(NAMES[name]) for name in table.cell]
    here = cell, np.searchsorted(doses, table.dose_nM), np.searchsorted(times, table.time_min)
    for column, values in COLUMNS.items():
        np.testing.assert_allclose(values(found)[here], table[column], rtol=reached, err_msg=column)


def test_a_cell_without_ligand_rests():
    found = response([0.0], [0.0, 500.0])
    for name in ("A", "B", "G", "A_e", "B_e", "G_e"):
        np.testing.assert_allclose(found[name][..., 1], found[name][..., 0], rtol=1e-9, err_msg=name)
    assert np.abs(found.active).max() < 1e-20


def test_molecules_that_are_not_degraded_or_made_are_kept():
    """Without traffic the surface ends where lesson 2's equilibrium is."""
    still = farhat.Trafficking(take_up_per_min=1e-12, extra_active_per_min=1e-12)
    cells = farhat.cells(trafficking=still)
    found = farhat.simulate(cells, [0.01, 1.0], [0.0, 5000.0], rtol=1e-9, atol=1e-9)
    for row, cell in enumerate(cells.values()):
        rest = receptor.bound([0.01, 1.0], cell.counts).engaged
        np.testing.assert_allclose(found.surface_active[row, :, 1], rest, rtol=1e-5)


def test_the_counts_are_lesson_2s_before_rounding():
    for name, cell in farhat.cells().items():
        for chain in ("cd25", "cd122", "cd132"):
            assert round(getattr(cell.counts, chain)) == facts.receptors_2021.value[name][chain]


def test_the_published_oddities():
    assert 60 * farhat.PUBLISHED.active_half_life_min == pytest.approx(16, abs=0.5)
    assert farhat.PUBLISHED.endosome_fL == pytest.approx(1034, abs=1)


def test_half_range_dose_is_read_off_in_log_dose():
    dose = np.array([1.0, 10.0, 100.0, 1000.0])
    assert farhat.half_range_dose_nM(dose, np.array([0.0, 2.0, 6.0, 8.0])) == pytest.approx(10**1.5)
    assert farhat.half_range_dose_nM(dose, np.array([0.0, 8.0, 6.0, 2.0])) == pytest.approx(10**0.5)


REFUSED = [
    (
        lambda: farhat.simulate(farhat.cells()["Treg"], [1.0], [0, 1]),
        TypeError,
        "cells must be a dictionary, got a Cell",
    ),
    (lambda: farhat.simulate({"x": 3}, [1.0], [0, 1]), TypeError, "cells['x'] must be a Cell, got 3"),
    (lambda: response([-1.0], [0, 1]), ValueError, "dose_nM must be >= 0, got -1.0"),
    (lambda: response([1.0], [1, 0]), ValueError, "time_min must increase, got 1.0 before 0.0"),
    (lambda: farhat.Trafficking(sort_fraction=1.5), ValueError, "sort_fraction must be between 0 and 1, got 1.5"),
    (lambda: farhat.Trafficking(acid_fold=0), ValueError, "acid_fold must be > 0, got 0.0"),
    (lambda: response([1.0], [0, 1]).on_surface("X"), ValueError, "chain must be one of A, B, G, got 'X'"),
    (lambda: response([1.0, 2.0], [0, 1]).ec50_nM(30), ValueError, "time_min must be one of 0.0, 1.0, got 30"),
    (lambda: farhat.Cell(3), TypeError, "counts must be a ReceptorCounts, got 3"),
    (
        lambda: farhat.half_range_dose_nM(np.array([1.0, 2.0]), np.array([1.0, 1.0])),
        ValueError,
        "response must rise above the middle of its range after the first dose, got [1. 1.]",
    ),
]


@pytest.mark.parametrize(("call", "error", "message"), REFUSED)
def test_bad_input_is_one_sentence(call, error, message):
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == message
