"""The answers of four cells: the table against what it was computed from."""

import numpy as np
import pandas as pd
import pytest

from il2course import facts, receptor
from il2course.receptor import CELLS
from il2course.signaling import farhat
from il2course.therapy.curve import (
    DOSE_NM,
    INTERPOLATION_ERROR,
    SOURCES,
    TABULATED,
    Curves,
    computed,
    curves,
    modelled,
)

BETWEEN = np.sort(np.concatenate([DOSE_NM[:-1:2] * 10**0.02, DOSE_NM[1:-1:2] * 10**0.08]))


@pytest.mark.parametrize("source", SOURCES)
def test_interpolation_is_as_close_as_it_says(source):
    """A fifth and four fifths of the way from one dose of the table to the next, where it is worst."""
    exact, read = computed(source, BETWEEN), curves(source).at(BETWEEN)
    worst = max(np.abs(exact[cell] - read[cell]).max() for cell in CELLS)
    assert worst < INTERPOLATION_ERROR


@pytest.mark.parametrize("source", TABULATED)
def test_the_shipped_table_is_what_the_course_computes(source):
    exact = computed(source, DOSE_NM)
    for cell in CELLS:
        np.testing.assert_allclose(curves(source).share[cell], exact[cell], rtol=2e-5)


def test_the_model_is_the_published_one(reference):
    """Shares of the answer at the highest published dose, at all doses at 60 min, against the authors' equations."""
    rows = pd.read_csv(reference / "reference" / "farhat2021_model_doseresponse.csv")
    rows = rows[rows["time_min"] == 60].replace({"cell": {"CD8+": "CD8", "T-helper": "Th", "T-reg": "Treg"}})
    assert set(CELLS) <= set(rows["cell"])
    for cell in CELLS:
        one = rows[rows["cell"] == cell].sort_values("dose_nM")
        dose, active = one["dose_nM"].to_numpy(), one["active"].to_numpy()
        read = curves("model").at(dose)[cell]
        np.testing.assert_allclose(read / read[-1], active / active[-1], atol=INTERPOLATION_ERROR)


def test_half_of_the_measured_answer_is_at_the_fitted_ec50():
    for time_min, source in ((60, "measured"), (30, "measured at 30 min")):
        for cell, ec50_pM in facts.lookup(f"pstat5_ec50_{time_min}_min").items():
            assert 1e3 * curves(source).dose_for_nM(cell, 0.5) == pytest.approx(ec50_pM, rel=1e-3)


def test_half_engagement_is_where_lesson_2_has_it():
    for cell, half_pM in facts.half_maximal.value.items():
        assert 1e3 * curves("engaged").dose_for_nM(cell, 0.5) == pytest.approx(half_pM, rel=1e-3)


def test_the_model_is_late_for_tregs_and_early_for_cd8_and_nk():
    found = {cell: curves("model").dose_for_nM(cell, 0.5) / curves("measured").dose_for_nM(cell, 0.5) for cell in CELLS}
    assert 2 < found["Treg"] < 3
    assert 6 < 1 / found["NK"] < 1 / found["CD8"] < 8


@pytest.mark.parametrize("source", SOURCES)
def test_no_il2_no_answer_and_more_never_less(source):
    level = np.concatenate([[0.0], np.geomspace(1e-9, 100, 500)])
    for answer in curves(source).at(level).values():
        assert answer[0] == 0
        assert (np.diff(answer) >= 0).all()
        assert answer[-1] <= 1


def test_below_the_table_the_answer_is_in_proportion():
    low, lower = (curves("model").at(np.array(dose))["Treg"] for dose in (1e-6, 5e-7))
    assert low / lower == pytest.approx(2, rel=1e-12)


def test_answers_take_any_shape():
    assert curves("model").at(np.ones((2, 3)))["NK"].shape == (2, 3)
    assert np.ndim(curves("model").at(0.1)["NK"]) == 0


def test_dose_for_an_answer_gives_it():
    for source in SOURCES:
        for cell in CELLS:
            for share in (0.01, 0.1, 0.5, 0.9):
                dose = curves(source).dose_for_nM(cell, share)
                assert curves(source).at(dose)[cell] == pytest.approx(share, rel=1e-6)


def test_cells_of_ones_own():
    """A Treg without CD25 needs ten times the IL-2 in the model."""
    treg = farhat.cells()["Treg"]
    bare = farhat.Cell(receptor.ReceptorCounts(0.0, treg.counts.cd122, treg.counts.cd132))
    dose = np.geomspace(1e-3, 10, 9)
    share = modelled({"Treg": treg, "bare": bare}, dose)
    both = Curves("mine", dose, share)
    assert both.cells == ("Treg", "bare")
    assert both.dose_for_nM("bare", 0.5) / both.dose_for_nM("Treg", 0.5) == pytest.approx(10, rel=0.5)


REFUSED = [
    (lambda: curves("guessed"), f"source must be one of {', '.join(SOURCES)}, got 'guessed'"),
    (lambda: computed("guessed", DOSE_NM), f"source must be one of {', '.join(SOURCES)}, got 'guessed'"),
    (lambda: curves().at(-1.0), "concentration_nM must be >= 0, got -1.0"),
    (lambda: curves().dose_for_nM("B", 0.5), "cell must be one of Treg, Th, CD8, NK, got 'B'"),
    (lambda: curves().dose_for_nM("NK", 50), "share must be between 0 and 1, got 50.0"),
    (
        lambda: Curves("x", np.array([1.0, 2.0]), {"Treg": np.array([0.0, 0.4])}).dose_for_nM("Treg", 0.5),
        "share must be between 0 and 0.4000 for Treg, got 0.5",
    ),
    (
        lambda: Curves("x", np.array([1.0, 2.0]), {"Treg": np.array([0.5])}),
        "share of Treg must have one value a dose, got shape (1,)",
    ),
    (lambda: Curves("x", np.array([0.0, 2.0]), {}), "dose_nM must be > 0, got 0.0"),
]


@pytest.mark.parametrize(("slip", "message"), REFUSED)
def test_what_cannot_be_is_refused_in_one_sentence(slip, message):
    with pytest.raises(ValueError) as caught:
        slip()
    assert str(caught.value) == message
