"""Counts of patients: whole numbers, and never more events than patients."""

import numpy as np

from il2course.arguments import non_negative, together


def patients(name: str, values: object) -> np.ndarray:
    """Whole numbers of at least one, any shape.

    Raises
    ------
    ValueError, TypeError
        when one is below 1, not whole or no number.
    """
    array = _whole(name, values)
    if (array < 1).any():
        raise ValueError(f"{name} must be >= 1, got {array[array < 1].flat[0]:g}")
    return array


def counts(events: object, n: object, names: tuple[str, str] = ("events", "n")) -> tuple[np.ndarray, np.ndarray]:
    """Events and patients, broadcast against each other.

    Parameters
    ----------
    events, n
        whole numbers, 0 ≤ events ≤ n and n ≥ 1, of shapes that broadcast.
    names
        what messages call them.

    Raises
    ------
    ValueError, TypeError
        when a count is negative, not whole, no number, or above its n.
    """
    some, all_ = together(**{names[0]: _whole(names[0], events), names[1]: patients(names[1], n)})
    over = some > all_
    if over.any():
        raise ValueError(f"{names[0]} must be <= {names[1]}, got {some[over].flat[0]:g} of {all_[over].flat[0]:g}")
    return some, all_


def two_arms(events_a: object, n_a: object, events_b: object, n_b: object) -> tuple[np.ndarray, ...]:
    """The counts of two arms, broadcast against each other; raises like `counts`."""
    arm_a = counts(events_a, n_a, ("events_a", "n_a"))
    arm_b = counts(events_b, n_b, ("events_b", "n_b"))
    arms = together(events_a=arm_a[0], n_a=arm_a[1], events_b=arm_b[0], n_b=arm_b[1])
    return tuple(arms)


def rates(name: str, values: object) -> np.ndarray:
    """Rates from 0 to 1, any shape.

    Raises
    ------
    ValueError, TypeError
        when one is below 0, above 1 or no number.
    """
    array = non_negative(name, values)
    if (array > 1).any():
        raise ValueError(f"{name} must be between 0 and 1, got {array[array > 1].flat[0]:g}")
    return array


def _whole(name: str, values: object) -> np.ndarray:
    array = non_negative(name, values)
    broken = array != np.floor(array)
    if broken.any():
        raise ValueError(f"{name} must be whole, got {array[broken].flat[0]:g}")
    return array


def plain(values: np.ndarray) -> float | np.ndarray:
    """One number as Python's own, so that it prints as a number; anything else as an array."""
    array = np.asarray(values)
    return array.item() if array.ndim == 0 else array
