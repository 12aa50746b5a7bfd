"""CD4 in the HIV trials: what the gain promised, and what came."""

import numpy as np
import pytest

from il2course.therapy.ratio import Ratio
from il2course.therapy.surrogate import natural_hazard, per_100, predicted, worth
from il2course.therapy.trial import TRIALS

ESPRIT = TRIALS["esprit"].outcomes["disease_or_death"].ratio


def test_the_promise_by_hand():
    """ESPRIT: 43 cells at 0.74 per hundred, then 116 at 0.96; SILCAAT: 53 at 0.81."""
    assert natural_hazard(457, 159) == pytest.approx(0.74**0.43 * 0.96**1.16, rel=1e-12)
    assert natural_hazard(202, 53) == pytest.approx(0.81**0.53, rel=1e-12)
    assert round(natural_hazard(457, 159), 2) == 0.84
    assert round(natural_hazard(202, 53), 2) == 0.89


def test_the_same_gain_promises_most_where_most_are_missing():
    assert natural_hazard(100, 100) == pytest.approx(0.35, rel=1e-12)
    assert natural_hazard(100, 100) < natural_hazard(300, 100) < natural_hazard(600, 100) < 1
    assert natural_hazard(600, 0) == 1
    assert natural_hazard([0, 250], [[50], [100]]).shape == (2, 2)


def test_gains_multiply():
    assert natural_hazard(150, 400) == pytest.approx(natural_hazard(150, 170) * natural_hazard(320, 230), rel=1e-12)


def test_a_useless_cell_promises_nothing_and_harm_adds():
    assert predicted(0.84, worth=0) == 1
    assert predicted(0.84, worth=1) == pytest.approx(0.84)
    assert predicted(0.84, worth=1, harm=1 / 0.84) == pytest.approx(1)


def test_esprit_cannot_tell_a_useless_cell_from_a_good_one():
    """The trial showed no benefit. It did not show that the cells do nothing: 0 and 1 both lie in the interval."""
    found = worth(ESPRIT, natural_hazard(457, 159))
    assert found.value == pytest.approx(np.log(0.94) / np.log(natural_hazard(457, 159)), rel=1e-12)
    assert found.interval.holds(0) and found.interval.holds(1)


def test_worth_and_prediction_are_inverse():
    found = worth(ESPRIT, 0.84, harm=1.1)
    assert predicted(0.84, found.value, 1.1) == pytest.approx(0.94, rel=1e-12)
    assert predicted(0.84, found.interval.low, 1.1) == pytest.approx(1.16, rel=1e-12)


def test_per_hundred_cells_of_the_trial():
    found = per_100(ESPRIT, 159)
    assert (found.value, found.low, found.high) == pytest.approx((0.962, 0.834, 1.098), abs=5e-4)
    assert found.implied_p == pytest.approx(ESPRIT.implied_p, rel=1e-9)
    assert per_100(Ratio(0.9), 50).low is None


REFUSED = [
    (lambda: natural_hazard(-1, 100), ValueError, "count_per_uL must be >= 0, got -1.0"),
    (lambda: natural_hazard(100, -1), ValueError, "gain_per_uL must be >= 0, got -1.0"),
    (lambda: predicted(0), ValueError, "natural must be > 0, got 0"),
    (lambda: predicted(0.8, harm=-1), ValueError, "harm must be > 0, got -1"),
    (lambda: worth(ESPRIT, 1), ValueError, "natural must not be 1, got 1.0"),
    (lambda: worth(Ratio(0.9), 0.8), ValueError, f"observed must have an interval, got {Ratio(0.9)}"),
    (lambda: worth(0.9, 0.8), TypeError, "observed must be a Ratio, got 0.9"),
    (lambda: per_100(ESPRIT, 0), ValueError, "gain_per_uL must be > 0, got 0.0"),
]


@pytest.mark.parametrize(("call", "kind", "message"), REFUSED)
def test_bad_input_is_refused_in_one_sentence(call, kind, message):
    with pytest.raises(kind) as caught:
        call()
    assert str(caught.value) == message
