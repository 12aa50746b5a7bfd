"""Tests of two arms against SciPy, and published p-values against their counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from il2course.therapy.comparison import TESTS, Reproduction, fisher, n_minus_one, pearson, reproduce, yates

ARM = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))

# Published p, counts, p of χ², of Fisher, and the tests that give the published one as printed.
PUBLISHED = {
    "He 2020, week 12": ("0.052", (16, 29, 9, 30), 0.0504, 0.0673, ("χ² (N − 1)/N",)),
    "He 2020, week 24": ("0.027", (19, 29, 11, 30), 0.0267, 0.0379, ("χ²",)),
    "He 2020, nephritis": ("0.036", (7, 13, 2, 12), 0.0530, 0.0968, ()),
    "LUPIL-2": ("0.3439", (34, 50, 29, 50), 0.3004, 0.4076, ()),
    "LUPIL-2, per protocol": ("0.0168", (20, 24, 15, 29), 0.0156, 0.0209, ()),
    "Zhang 2022, week 24": ("0.014", (13, 17, 13, 23), 0.1910, 0.3152, ()),
    "Zhang 2022, week 12": ("0.014", (12, 17, 10, 23), 0.0884, 0.1159, ()),
    "Sjögren": ("0.004", (20, 30, 8, 30), 0.0019, 0.0040, ("χ², corrected", "Fisher")),
    "alopecia": ("0.66", (3, 21, 2, 22), 0.5953, 0.6640, ("Fisher",)),
    "STALWART": ("0.009", (12, 176, 1, 91), 0.0396, 0.0669, ()),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_which_published_p_values_come_out(name):
    printed, table, chi_square, exact, matches = PUBLISHED[name]
    found = reproduce(printed, *table)
    assert round(found.recomputed["χ²"], 4) == chi_square
    assert round(found.recomputed["Fisher"], 4) == exact
    assert found.matches == matches


def test_no_test_comes_near_the_p_that_does_not_come_out():
    """RA's 0.014 is an order of magnitude from every test of its own counts."""
    assert min(reproduce("0.014", 13, 17, 13, 23).recomputed.values()) > 0.19
    assert reproduce("0.036", 7, 13, 2, 12).nearest == "χ²"


def test_acute_graft_versus_host_disease():
    assert round(fisher(0, 16, 4, 33), 2) == 0.29


@given(ARM, ARM)
def test_chi_squares_are_scipys(a, b):
    table = [[a[0], a[1] - a[0]], [b[0], b[1] - b[0]]]
    if 0 in np.sum(table, axis=0):
        assert pearson(*a, *b) == yates(*a, *b) == n_minus_one(*a, *b) == 1
        return
    assert pearson(*a, *b) == pytest.approx(chi2_contingency(table, correction=False).pvalue, rel=1e-9)
    assert yates(*a, *b) == pytest.approx(chi2_contingency(table, correction=True).pvalue, rel=1e-9)


def test_the_tea_tasting_lady():
    """Fisher's own example, 3 of 4 and 1 of 4: 0.4857 two-sided."""
    assert round(fisher(3, 4, 1, 4), 4) == 0.4857


@given(ARM, ARM, st.sampled_from(sorted(TESTS)))
def test_tests_do_not_care_which_arm_is_which_nor_what_an_event_is(a, b, name):
    test = TESTS[name]
    p = test(*a, *b)
    assert 0 <= p <= 1 + 1e-12
    assert test(*b, *a) == pytest.approx(p, rel=1e-9)
    assert test(a[1] - a[0], a[1], b[1] - b[0], b[1]) == pytest.approx(p, rel=1e-9)


@pytest.mark.parametrize("name", TESTS)
def test_tests_take_arrays(name):
    events = np.arange(4)[:, np.newaxis]
    found = TESTS[name](events, 10, [5, 6], 12)
    assert found.shape == (4, 2)
    assert found[3, 1] == TESTS[name](3, 10, 6, 12)


REFUSED = [
    (lambda: pearson(8, 7, 2, 12), ValueError, "events_a must be <= n_a, got 8 of 7"),
    (lambda: yates(7, 13, -2, 12), ValueError, "events_b must be >= 0, got -2.0"),
    (lambda: n_minus_one(0, 0, 2, 12), ValueError, "n_a must be >= 1, got 0"),
    (lambda: fisher(7, 13, 2.5, 12), ValueError, "events_b must be whole, got 2.5"),
    (
        lambda: reproduce(0.036, 7, 13, 2, 12),
        TypeError,
        'published must be the text of the p-value, such as "0.036", got 0.036',
    ),
    (lambda: reproduce("3.6", 7, 13, 2, 12), ValueError, "published must be a number between 0 and 1, got '3.6'"),
    (lambda: reproduce("n.s.", 7, 13, 2, 12), ValueError, "published must be a number between 0 and 1, got 'n.s.'"),
]


@pytest.mark.parametrize(("call", "kind", "message"), REFUSED)
def test_bad_tables_are_refused_in_one_sentence(call, kind, message):
    with pytest.raises(kind) as caught:
        call()
    assert str(caught.value) == message


def test_printed_digits_count():
    assert Reproduction("0.50", {"a": 0.496, "b": 0.504}).matches == ("a", "b")
    assert Reproduction("0.500", {"a": 0.496, "b": 0.5004}).matches == ("b",)
