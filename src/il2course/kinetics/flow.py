"""A network's rates, slopes and Jacobian as array arithmetic over many conditions at once."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from il2course.kinetics.integration import Motion
from il2course.kinetics.law import LAWS

WIDE = 256  # conditions from which a sparse product is faster than a dense one


@dataclass(frozen=True)
class Step:
    """A reaction taken one way.

    Attributes
    ----------
    change
        of every species as it happens once.
    constant
        the name of its rate constant.
    reactants
        their indices; one that counts twice stands twice.
    where
        the compartment that it takes place in, or nothing.
    factors
        (law, index of the species, names of its constants) of each.
    """

    change: np.ndarray
    constant: str
    reactants: tuple[int, ...]
    where: str
    factors: tuple[tuple[str, int, tuple[str, ...]], ...]


class Flow:
    """The steps of a network with their constants filled in, for the species `variables`; the rest are held.

    Arrays have shape (steps or species, conditions). An empty slot among the reactants holds the number of
    variables, where `_inputs` has the factor 1. Steps of first or no order whose constant is the same in all
    conditions are one matrix for the amounts; only the others' rates are written out, below the amounts.
    """

    def __init__(
        self,
        steps: tuple[Step, ...],
        variables: np.ndarray,
        values: Mapping[str, np.ndarray],
        sizes: np.ndarray,
        start: np.ndarray,
    ):
        place = {species: index for index, species in enumerate(variables)}
        self._size = len(variables)
        self._own = [[place[one] for one in step.reactants if one in place] for step in steps]
        self._k = np.empty((len(steps), start.shape[1]))
        for row, step in zip(self._k, steps, strict=True):
            row[:] = _constant(step, place, values, start)
        sizes = sizes[variables]
        alike = (sizes == sizes[:, :1]).all()
        self._sizes = None if alike else sizes  # left to divide by, where they differ between conditions
        self._change = np.array([step.change[variables] for step in steps]).T / (sizes[:, :1] if alike else 1.0)
        self._factors = [_factors(step, place, values, start) for step in steps]
        self._divide()
        self._derive()

    def _divide(self) -> None:
        """Which steps are the matrix, and which are written out, those with most reactants first."""
        steps = range(len(self._own))
        linear = [step for step in steps if self._is_linear(step)]
        curved = sorted(set(steps) - set(linear), key=lambda step: -len(self._own[step]))
        matrix = np.zeros((self._size, self._size + 1 + len(curved)))
        for step in linear:
            matrix[:, (self._own[step] or [self._size])[0]] += self._change[:, step] * self._k[step, 0]
        matrix[:, self._size + 1 :] = self._change[:, curved]
        conditions = self._k.shape[1]
        self._dense = conditions <= WIDE
        self._product = np.ascontiguousarray(matrix.T) if self._dense else csr_array(matrix)
        self._inputs = np.ones((matrix.shape[1], conditions))
        self._rates = self._inputs[self._size + 1 :]
        self._constants = self._k[curved]
        self._first, *more = self._reactants([self._own[step] for step in curved])
        self._more = [slot[slot < self._size] for slot in more]
        self._bending = [(row, factor) for row, step in enumerate(curved) for factor in self._factors[step]]

    def _is_linear(self, step: int) -> bool:
        constant = self._k[step]
        return len(self._own[step]) <= 1 and not self._factors[step] and bool((constant == constant[0]).all())

    def _reactants(self, lists: list[list[int]]) -> np.ndarray:
        """Reactant indices, (slots, steps), empty slots filled."""
        slots = np.full((max([1, *map(len, lists)]), len(lists)), self._size)
        for step, reactants in enumerate(lists):
            slots[: len(reactants), step] = reactants
        return slots

    def _derive(self) -> None:
        """What the Jacobian is made of: terms ∂rate(step)/∂(one of its reactants), and where their sums stand."""
        terms = [(step, place) for step, own in enumerate(self._own) for place in range(len(own))]
        by = [self._own[step][place] for step, place in terms]
        self._of = np.array([step for step, _ in terms], dtype=int)
        others = [[*self._own[step][:place], *self._own[step][place + 1 :]] for step, place in terms]
        self._others = self._reactants(others)
        self._bent = [(step, factor) for step, own in enumerate(self._factors) for factor in own if factor[1] >= 0]
        of = [*self._of, *(step for step, _ in self._bent)]
        by += [species for _, (_, species, *_) in self._bent]
        changed = [np.flatnonzero(change).tolist() for change in self._change.T]
        sums = sorted({(row, column) for step, column in zip(of, by, strict=True) for row in changed[step]})
        place = {pair: index for index, pair in enumerate(sums)}
        matrix = np.zeros((len(sums), len(of)))
        for term, (step, column) in enumerate(zip(of, by, strict=True)):
            for row in changed[step]:
                matrix[place[row, column], term] += self._change[row, step]
        self._gather = csr_array(matrix)
        self.rows = np.array([row for row, _ in sums], dtype=int)
        self.columns = np.array([column for _, column in sums], dtype=int)

    @property
    def motion(self) -> Motion:
        """The same, as the integrator wants it."""
        return Motion(self.slope, self.entries, self.rows, self.columns)

    def rates(self, amounts: np.ndarray) -> np.ndarray:
        """Rate of every step, amounts per unit of time."""
        rates = self._k.copy()
        for rate, own, factors in zip(rates, self._own, self._factors, strict=True):
            rate *= amounts[own].prod(axis=0)
            for factor in factors:
                rate *= _value(factor, amounts)
        return rates

    def slope(self, amounts: np.ndarray) -> np.ndarray:
        """Change of every variable per unit of time."""
        self._inputs[: self._size] = amounts
        rates = self._inputs.take(self._first, axis=0, out=self._rates, mode="clip")
        rates *= self._constants
        for slot in self._more:
            rates[: len(slot)] *= self._inputs.take(slot, axis=0, mode="clip")
        for row, factor in self._bending:
            rates[row] *= _value(factor, amounts)
        change = self._inputs.T.dot(self._product).T if self._dense else self._product @ self._inputs
        return change if self._sizes is None else change / self._sizes

    def entries(self, amounts: np.ndarray) -> np.ndarray:
        """∂slope/∂amount at (`rows`, `columns`)."""
        self._inputs[: self._size] = amounts
        terms = self._k[self._of]
        for slot in self._others:
            terms *= self._inputs[slot]
        if self._bending:
            terms = self._with_factors(terms, amounts)
        sums = self._gather @ terms
        return sums if self._sizes is None else sums / self._sizes[self.rows]

    def _with_factors(self, terms: np.ndarray, amounts: np.ndarray) -> np.ndarray:
        """Terms times their steps' factors, and below them the terms by the factors' own species."""
        for term, step in enumerate(self._of):
            for factor in self._factors[step]:
                terms[term] *= _value(factor, amounts)
        bent = np.empty((len(self._bent), terms.shape[1] if terms.size else self._k.shape[1]))
        for row, (step, factor) in enumerate(self._bent):
            law, species, _, constants = factor
            bent[row] = self._k[step] * amounts[self._own[step]].prod(axis=0)
            bent[row] *= LAWS[law].slope(amounts[species], *constants)
            for other in self._factors[step]:
                if other is not factor:
                    bent[row] *= _value(other, amounts)
        return np.concatenate([terms, bent])


def _constant(step: Step, place: Mapping[int, int], values: Mapping[str, np.ndarray], start: np.ndarray) -> np.ndarray:
    """A step's constant with the size of its compartment and its held reactants multiplied in."""
    constant = values[step.constant] * (values[step.where] if step.where else 1.0)
    for species in step.reactants:
        if species not in place:
            constant = constant * start[species]
    return constant


def _factors(step: Step, place: Mapping[int, int], values: Mapping[str, np.ndarray], start: np.ndarray) -> list[tuple]:
    """(law, variable or −1, held amount, constants) of each factor."""
    return [
        (law, place.get(species, -1), start[species], tuple(values[name] for name in constants))
        for law, species, constants in step.factors
    ]


def _value(factor: tuple, amounts: np.ndarray) -> np.ndarray:
    law, species, held, constants = factor
    return LAWS[law].value(amounts[species] if species >= 0 else held, *constants)
