"""Equilibrium of a ligand of given concentration with the three chains of one cell, in closed form but for one number.

Given the free γ, pairs of α and β form as pairs of partners in solution do, and their number follows from a quadratic.
So the free γ is all that is looked for. It is the state that `Network.equilibrium` finds of
`receptor.SURFACE_NETWORK`, to twelve digits, and is found ten times sooner.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from il2course.kinetics import ConvergenceError

STEPS = 100
RTOL = 1e-12  # of all γ


@dataclass(frozen=True)
class Weights:
    """What each complex amounts to, per product of the free chains in it; arrays, all in proportion to the dose.

    Attributes
    ----------
    alpha, beta
        ligand on one chain.
    pair, alpha_gamma, beta_gamma
        ligand on two; a pair is α and β.
    joins
        pairs with γ per pair without and free γ, at any dose.
    """

    alpha: np.ndarray
    beta: np.ndarray
    pair: np.ndarray
    alpha_gamma: np.ndarray
    beta_gamma: np.ndarray
    joins: float

    @classmethod
    def at(cls, dose_nM: np.ndarray, constants: Mapping[str, float]) -> "Weights":
        """At doses in nM, with the rate constants of `receptor.Surface`."""
        forward = constants["kfwd"]
        alpha, beta = (dose_nM * (constants["kon"] / constants[off]) for off in ("k1", "k2"))
        pair, alpha_gamma = (alpha * (forward / constants[off]) for off in ("k11", "k4"))
        return cls(alpha, beta, pair, alpha_gamma, beta * (forward / constants["k5"]), forward / constants["k10"])


@dataclass(frozen=True)
class Trimer:
    """A cell's chains and complexes, where some γ is free; molecules per cell, in the shape of doses and counts.

    Attributes
    ----------
    weights
        of the ligand's complexes.
    free_alpha, free_beta, free_gamma
        chains without ligand and without partners.
    pairs
        ligand on α and β, with γ or without.
    gamma
        all γ, free or not.
    slope
        by how much all γ grows with the free γ.
    """

    weights: Weights
    free_alpha: np.ndarray
    free_beta: np.ndarray
    free_gamma: np.ndarray
    pairs: np.ndarray
    gamma: np.ndarray
    slope: np.ndarray

    @property
    def engaged(self) -> np.ndarray:
        """Ligand that holds both β and γ, with α or without."""
        return self.free_gamma * (self.weights.beta_gamma * self.free_beta + self._with_gamma * self.pairs)

    @property
    def species(self) -> dict[str, np.ndarray]:
        """Every chain and complex by its name in `receptor.SURFACE_NETWORK`."""
        weights, whole = self.weights, self.pairs * self._with_gamma * self.free_gamma
        return {
            "A": self.free_alpha,
            "LA": weights.alpha * self.free_alpha,
            "B": self.free_beta,
            "LB": weights.beta * self.free_beta,
            "G": self.free_gamma,
            "LAG": weights.alpha_gamma * self.free_alpha * self.free_gamma,
            "LBG": weights.beta_gamma * self.free_beta * self.free_gamma,
            "LAB": self.pairs * self._with_gamma / weights.joins,
            "LABG": whole,
        }

    @property
    def _with_gamma(self) -> np.ndarray:
        """Pairs with γ per pair and free γ."""
        return self.weights.joins / (1 + self.weights.joins * self.free_gamma)


def resting(
    weights: Weights, alpha: np.ndarray, beta: np.ndarray, gamma: np.ndarray, near: np.ndarray | None = None
) -> Trimer:
    """The equilibrium of a cell with these chains.

    Newton's method on the free γ. All γ rises with it ever more slowly, so that from too little the steps never lead
    too far.

    Parameters
    ----------
    weights
        of the ligand's complexes at its dose.
    alpha, beta, gamma
        chains per cell.
    near
        a free γ that is known to be about right.

    Raises
    ------
    ConvergenceError
        when it is not found.
    """
    free_gamma = _least_free(weights, alpha, beta, gamma) if near is None else near
    for _ in range(STEPS):
        found = sharing(weights, alpha, beta, free_gamma)
        missing = gamma - found.gamma
        if (np.abs(missing) <= RTOL * gamma).all():
            return found
        free_gamma = np.maximum(free_gamma + missing / found.slope, free_gamma / 10)
    raise ConvergenceError(f"the equilibrium on the cell did not converge in {STEPS} steps")


def _least_free(weights: Weights, alpha: np.ndarray, beta: np.ndarray, gamma: np.ndarray) -> np.ndarray:
    """No less γ than this is free: were all α and β free for it, or each of them held one."""
    most = 1 + weights.alpha_gamma * alpha + weights.beta_gamma * beta + weights.pair * weights.joins * alpha * beta
    return np.maximum(gamma / most, gamma - alpha - beta)


def sharing(weights: Weights, alpha: np.ndarray, beta: np.ndarray, free_gamma: np.ndarray) -> Trimer:
    """How α and β share themselves where some γ is free.

    The pairs C solve C·p·r = q·(α − C)·(β − C): p and r are what a free chain amounts to with its complexes without
    the other one, q is the pairs per product of free chains.
    """
    p = 1 + weights.alpha + weights.alpha_gamma * free_gamma
    r = 1 + weights.beta + weights.beta_gamma * free_gamma
    bound = weights.joins * free_gamma
    q = weights.pair * (1 + bound)
    pr, both = p * r, q * (alpha + beta)
    root = np.sqrt((q * (alpha - beta)) ** 2 + pr * (2 * both + pr))
    pairs = 2 * alpha * beta * q / (both + pr + root)
    left_alpha, left_beta = alpha - pairs, beta - pairs
    free_alpha, free_beta = left_alpha / p, left_beta / r
    with_gamma = weights.joins / (1 + bound)
    held = weights.alpha_gamma * free_alpha + weights.beta_gamma * free_beta + with_gamma * pairs

    # The same, differentiated by the free γ.
    gained = weights.pair * weights.joins * left_alpha * left_beta
    gained = (gained - (weights.alpha_gamma * r + weights.beta_gamma * p) * pairs) / root
    steeper = with_gamma * (gained - with_gamma * pairs)
    steeper -= weights.alpha_gamma * (gained + weights.alpha_gamma * free_alpha) / p
    steeper -= weights.beta_gamma * (gained + weights.beta_gamma * free_beta) / r
    slope = 1 + held + free_gamma * steeper
    return Trimer(weights, free_alpha, free_beta, free_gamma, pairs, free_gamma * (1 + held), slope)
