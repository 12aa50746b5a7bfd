"""Where a reversible network rests: the state of least free energy."""

from collections.abc import Callable

import numpy as np

from il2course.kinetics.integration import ConvergenceError

NEWTON_STEPS = 200
NEWTON_RTOL = 1e-12
LONGEST_STEP = 4.0  # of a Newton step, in units of ln(concentration)


def left_null_space(matrix: np.ndarray) -> np.ndarray:
    """Rows w with w @ matrix = 0, each with a 1 where the others have 0 (reduced row echelon form)."""
    _, sizes, right = np.linalg.svd(matrix.T)
    rank = int((sizes > 1e-10 * max(1.0, sizes.max(initial=0.0))).sum())
    rows = right[rank:].copy()
    pivot = 0
    for column in range(rows.shape[1]):
        if pivot == len(rows):
            break
        best = pivot + np.argmax(np.abs(rows[pivot:, column]))
        if abs(rows[best, column]) < 1e-9:
            continue
        rows[[pivot, best]] = rows[[best, pivot]]
        rows[pivot] /= rows[pivot, column]
        others = np.arange(len(rows)) != pivot
        rows[others] -= np.outer(rows[others, column], rows[pivot])
        pivot += 1
    return np.round(rows, 9) + 0.0


def least_free_energy(
    laws: np.ndarray, particular: np.ndarray, totals: np.ndarray, name: Callable[[int], str]
) -> np.ndarray:
    """ln(amount) of every species with `laws @ amounts = totals` and ln(amounts) = particular + laws.T @ λ.

    Shapes: laws (laws, species), particular (species, conditions), totals (laws, conditions). A condition that has
    converged takes no part in further steps.
    """
    of_one_law = (laws != 0).sum(axis=0) == 1
    owner = np.array([np.flatnonzero((law == 1) & of_one_law)[0] for law in laws], dtype=int)
    particular = np.broadcast_to(particular, (particular.shape[0], totals.shape[1]))
    multipliers = np.log(totals) - particular[owner]
    pairs = laws[:, None] * laws  # laws × laws × species
    found, going = np.empty(particular.shape), np.arange(totals.shape[1])
    for _ in range(NEWTON_STEPS):
        log_amounts = particular + laws.T @ multipliers
        amounts = np.exp(np.minimum(log_amounts, 600.0))
        surplus = laws @ amounts - totals
        found[:, going] = log_amounts
        off = np.flatnonzero((~(np.abs(surplus) <= NEWTON_RTOL * totals)).any(axis=0))
        if not off.size:
            return found
        going, particular, totals = going[off], particular[:, off], totals[:, off]
        step = _newton_step(pairs, amounts[:, off], surplus[:, off])
        multipliers = multipliers[:, off] - np.clip(step, -LONGEST_STEP, LONGEST_STEP)
    worst = going[int(np.argmax((np.abs(surplus[:, off]) / totals).max(axis=0)))]
    raise ConvergenceError(f"the equilibrium of {name(worst)} did not converge in {NEWTON_STEPS} steps")


def _newton_step(pairs: np.ndarray, amounts: np.ndarray, surplus: np.ndarray) -> np.ndarray:
    """Hessian⁻¹ · surplus of every condition, shape (laws, conditions), solved with a diagonal of ones."""
    hessian = pairs @ amounts
    scale = np.sqrt(np.einsum("mmc->mc", hessian))
    return _solved(hessian / (scale[:, None] * scale), surplus / scale) / scale


def _solved(matrices: np.ndarray, right: np.ndarray) -> np.ndarray:
    """x with matrix · x = right for many small positive definite matrices, shape (n, n, …), by elimination.

    All at once: for the thousands that a chart needs, ten times as fast as `numpy.linalg.solve`.
    """
    count = len(right)
    for row in range(count):
        factors = matrices[row + 1 :, row] / matrices[row, row]
        matrices[row + 1 :] -= factors[:, None] * matrices[row]
        right[row + 1 :] -= factors * right[row]
    for row in reversed(range(count)):
        right[row] = (right[row] - (matrices[row, row + 1 :] * right[row + 1 :]).sum(axis=0)) / matrices[row, row]
    return right
