"""Reaction networks: readable text → mass-action rates, analytic Jacobian, equilibrium and time course.

>>> dimer = Network.parse("A + B <-> AB; kon, koff")
>>> dimer.species, dimer.parameters
(('A', 'B', 'AB'), ('kon', 'koff'))
>>> state = dimer.equilibrium({"A": 2.0, "B": 1.0}, {"kon": 1.0, "koff": 1.0})
>>> round(float(state["AB"]), 6)
0.585786

Units are the caller's: amounts, times and rate constants must agree with each other.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count

import numpy as np
from scipy.integrate import solve_ivp

from il2course.arguments import increasing, non_negative, positive

TINY = 1e-300  # stands for "none" where a logarithm is taken
NEWTON_STEPS = 200
NEWTON_RTOL = 1e-12
MOST_EVALUATIONS = 50_000  # of the derivative, in one time course
RUNAWAY = 1e100  # an amount no model means
LONGEST_STEP = 4.0  # of a Newton step, in units of ln(concentration)
NAME = re.compile(r"[A-Za-z_]\w*$")
TERM = re.compile(r"(?:(\d+)\s*\*?\s*)?([A-Za-z_]\w*)$")


class NetworkError(ValueError):
    """The text of a network, or the constants given for it, do not make sense."""


class ConvergenceError(ArithmeticError):
    """A solver did not reach the accuracy asked for; the message names the condition."""


@dataclass(frozen=True)
class Reaction:
    """One line of a network: which species meet, which come of it, and the names of the rate constants.

    `reverse` is empty for a reaction that runs one way only. A species that counts twice stands twice.
    """

    reactants: tuple[str, ...]
    products: tuple[str, ...]
    forward: str
    reverse: str = ""

    @classmethod
    def parse(cls, line: str) -> "Reaction":
        """Read `L + A <-> LA; kon, koff` or `LA -> A; kdeg`; one side may be empty.

        Raises
        ------
        NetworkError
            when the line does not read like this.
        """
        scheme, semicolon, constants = line.partition(";")
        arrow = "<->" if "<->" in scheme else "->"
        sides = scheme.split(arrow)
        names = [name.strip() for name in constants.split(",")] if constants.strip() else []
        expected = 2 if arrow == "<->" else 1
        if not semicolon or len(sides) != 2:
            raise NetworkError(f"a reaction must read like 'L + A <-> LA; kon, koff', got {line.strip()!r}")
        if len(names) != expected or not all(NAME.match(name) for name in names):
            got = f"{constants.strip()!r} in {line.strip()!r}"
            raise NetworkError(f"{arrow!r} must be followed by {expected} rate constant(s), got {got}")
        return cls(_side(sides[0], line), _side(sides[1], line), *names)

    def __str__(self) -> str:
        arrow, constants = ("<->", f"{self.forward}, {self.reverse}") if self.reverse else ("->", self.forward)
        return f"{' + '.join(self.reactants)} {arrow} {' + '.join(self.products)}; {constants}".strip()


def _side(text: str, line: str) -> tuple[str, ...]:
    """The species on one side of an arrow."""
    species = []
    for term in filter(None, (part.strip() for part in text.split("+"))):
        match = TERM.match(term)
        if match is None:
            raise NetworkError(f"a species must be a name like 'LA' or '2 A', got {term!r} in {line.strip()!r}")
        species += [match[2]] * int(match[1] or 1)
    return tuple(species)


@dataclass(frozen=True)
class Trajectory:
    """A time course: `trajectory["LA"]` is the amount of one species at each time."""

    time: np.ndarray
    species: tuple[str, ...]
    amounts: np.ndarray  # species × times

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self.species:
            raise KeyError(f"species must be one of {', '.join(self.species)}, got {name!r}")
        return self.amounts[self.species.index(name)]


@dataclass(frozen=True)
class Network:
    """A reaction network under mass action.

    Attributes
    ----------
    reactions
        its lines.
    held
        species whose amount something outside keeps constant, such as the ligand of a large bath.
    """

    reactions: tuple[Reaction, ...]
    held: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str, held: Iterable[str] = ()) -> "Network":
        """Read a network, one reaction a line; `#` starts a comment.

        Raises
        ------
        NetworkError
            when a line cannot be read, there is none, or a held species stands in none.
        """
        lines = [line.partition("#")[0].strip() for line in text.splitlines()]
        network = cls(tuple(Reaction.parse(line) for line in lines if line), tuple(held))
        if not network.reactions:
            raise NetworkError("a network must have at least one reaction, got none")
        for name in network.held:
            network._index(name)
        return network

    # --- what it is made of ---

    @cached_property
    def species(self) -> tuple[str, ...]:
        """Every species, in the order in which the text names them."""
        return tuple(dict.fromkeys(name for line in self.reactions for name in line.reactants + line.products))

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of the rate constants, in the order of the text."""
        return tuple(dict.fromkeys(k for line in self.reactions for k in (line.forward, line.reverse) if k))

    @cached_property
    def stoichiometry(self) -> np.ndarray:
        """Net change of each species (rows) as each reaction (columns) runs forward once."""
        matrix = np.zeros((len(self.species), len(self.reactions)))
        for column, line in enumerate(self.reactions):
            for name in line.products:
                matrix[self._index(name), column] += 1
            for name in line.reactants:
                matrix[self._index(name), column] -= 1
        return matrix

    @cached_property
    def conservation(self) -> np.ndarray:
        """Weights (laws × species) of the sums that no reaction changes, such as A + LA + LAB.

        Held species count for nothing. Each law has weight 1 on a species that no other law contains.
        """
        free = self._free
        basis = _left_null_space(self.stoichiometry[free])
        laws = np.zeros((len(basis), len(self.species)))
        laws[:, free] = basis
        return laws

    @cached_property
    def _free(self) -> np.ndarray:
        return np.array([index for index, name in enumerate(self.species) if name not in self.held], dtype=int)

    @cached_property
    def _cycles(self) -> np.ndarray:
        """Ways round the network, cycles × reactions: runs forward (1) and backward (−1) that change nothing."""
        return _left_null_space(self.stoichiometry.T)

    @cached_property
    def _pseudo_inverse(self) -> np.ndarray:
        return np.linalg.pinv(self.stoichiometry[self._free].T)

    @cached_property
    def _steps(self) -> tuple[np.ndarray, tuple[str, ...], np.ndarray]:
        """Reactions taken one way at a time: change (species × steps), constants, reactant indices (slots × steps).

        An unused slot holds the number of species, where `rates` finds the factor 1.
        """
        columns, constants, reactants = [], [], []
        for column, line in zip(self.stoichiometry.T, self.reactions, strict=True):
            columns.append(column)
            constants.append(line.forward)
            reactants.append(line.reactants)
            if line.reverse:
                columns.append(-column)
                constants.append(line.reverse)
                reactants.append(line.products)
        slots = np.full((max(map(len, reactants)), len(reactants)), len(self.species))
        for step, names in enumerate(reactants):
            slots[: len(names), step] = [self._index(name) for name in names]
        change = np.array(columns).T
        change[[self._index(name) for name in self.held]] = 0.0
        return change, tuple(constants), slots

    def _index(self, name: str) -> int:
        if name not in self.species:
            raise NetworkError(f"species must be one of {', '.join(self.species)}, got {name!r}")
        return self.species.index(name)

    # --- how it moves ---

    def rates(self, amounts: np.ndarray, parameters: Mapping[str, float]) -> np.ndarray:
        """Mass-action rate of every step, each reaction's forward before its reverse.

        `amounts` has shape (species, …); the result (steps, …).
        """
        _, constants, slots = self._steps
        padded = np.concatenate([amounts, np.ones((1, *amounts.shape[1:]))])
        k = self._constants(parameters, constants)
        return k.reshape(-1, *[1] * (amounts.ndim - 1)) * padded[slots].prod(axis=0)

    def derivative(self, amounts: np.ndarray, parameters: Mapping[str, float]) -> np.ndarray:
        """Change of every species per unit of time; shapes as in `rates`, (species, …) in and out."""
        change, _, _ = self._steps
        return np.tensordot(change, self.rates(amounts, parameters), axes=1)

    def jacobian(self, amounts: np.ndarray, parameters: Mapping[str, float]) -> np.ndarray:
        """∂(derivative of species i)/∂(amount of species j), exact; `amounts` has shape (species,)."""
        change, constants, slots = self._steps
        padded = np.append(amounts, 1.0)
        k = self._constants(parameters, constants)
        slopes = np.zeros((len(constants), len(self.species) + 1))
        for slot in range(len(slots)):
            others = np.delete(slots, slot, axis=0)
            np.add.at(slopes, (np.arange(len(constants)), slots[slot]), k * padded[others].prod(axis=0))
        return change @ slopes[:, :-1]

    def simulate(
        self,
        initial: Mapping[str, float],
        parameters: Mapping[str, float],
        time: np.ndarray,
        *,
        rtol: float = 1e-8,
        atol: float = 1e-10,
    ) -> Trajectory:
        """Integrate from `initial` (species left out start at 0) and report at each of `time`.

        The first time is the start. LSODA with the analytic Jacobian.

        Raises
        ------
        NetworkError, ValueError
            when a name is unknown or missing, an amount is negative, or the times do not increase.
        ConvergenceError
            when the integrator gives up.
        """
        time = increasing("time", time)
        start = self._initial(initial)[:, 0]
        self._constants(parameters, self.parameters)
        evaluations = count(1)

        def slope(now: float, amounts: np.ndarray) -> np.ndarray:
            if next(evaluations) > MOST_EVALUATIONS or not (np.abs(amounts) < RUNAWAY).all():
                raise ConvergenceError(f"the time course stopped at {now:g}: it runs away or is too stiff")
            return self.derivative(amounts, parameters)

        solution = solve_ivp(
            slope,
            (time[0], time[-1]),
            start,
            method="LSODA",
            t_eval=time,
            jac=lambda _, amounts: self.jacobian(amounts, parameters),
            rtol=positive("rtol", rtol),
            atol=positive("atol", atol),
        )
        if not solution.success:
            reached = solution.t[-1] if solution.t.size else time[0]
            raise ConvergenceError(f"the time course stopped at {reached:g}: {solution.message}")
        return Trajectory(time, self.species, solution.y)

    # --- where it rests ---

    def equilibrium(self, initial: Mapping[str, object], parameters: Mapping[str, float]) -> dict[str, np.ndarray]:
        """Amounts at thermodynamic equilibrium, for many starting conditions at once.

        Equilibrium is where the free energy is least among all states with the same conserved sums; its dual
        is a smooth convex function of one multiplier a conservation law, minimised here by Newton's method.

        Parameters
        ----------
        initial
            amount of each species at the start, a number or an array; arrays must broadcast. Species left out
            start at 0; held species keep the value given here.
        parameters
            the rate constants, of which only the ratios matter.

        Returns
        -------
        Amount of each species, in the shape of the broadcast conditions.

        Raises
        ------
        NetworkError
            when a reaction is irreversible, or the constants do not close a cycle (detailed balance).
        ConvergenceError
            when Newton's method does not converge for a condition.
        """
        start = self._initial(initial)
        shape = np.broadcast_shapes(*[np.shape(value) for value in initial.values()])
        free = self._free
        log_held = np.log(np.maximum(start, TINY))
        log_k = self._log_equilibrium_constants(parameters)[:, None]
        held = [self._index(name) for name in self.held]
        particular = self._pseudo_inverse @ (log_k - self.stoichiometry[held].T @ log_held[held])
        laws = self.conservation[:, free]
        log_free = _least_free_energy(laws, particular, np.maximum(laws @ start[free], TINY))
        amounts = start.copy()
        amounts[free] = np.where(log_free < np.log(TINY) / 2, 0.0, np.exp(log_free))
        return {name: amounts[index].reshape(shape) for index, name in enumerate(self.species)}

    def _log_equilibrium_constants(self, parameters: Mapping[str, float]) -> np.ndarray:
        """ln(forward/reverse) of every reaction, after checking that every cycle closes."""
        for line in self.reactions:
            if not line.reverse:
                raise NetworkError(f"an equilibrium needs every reaction to be reversible, got {str(line)!r}")
        forward = self._constants(parameters, [line.forward for line in self.reactions])
        reverse = self._constants(parameters, [line.reverse for line in self.reactions])
        if (forward <= 0).any() or (reverse <= 0).any():
            raise NetworkError("an equilibrium needs every rate constant to be > 0")
        log_k = np.log(forward) - np.log(reverse)
        for cycle in self._cycles:
            gap = float(cycle @ log_k)
            if abs(gap) > 1e-9:
                round_trip = "; ".join(str(self.reactions[i]).partition(";")[0] for i in np.flatnonzero(cycle))
                raise NetworkError(
                    f"the constants around the cycle {round_trip} must multiply to 1, got {np.exp(gap):.6g}"
                )
        return log_k

    # --- what it is given ---

    def _initial(self, initial: Mapping[str, object]) -> np.ndarray:
        """Starting amounts, shape (species, conditions)."""
        checked = {name: non_negative(name, value) for name, value in initial.items()}
        for name in checked:
            self._index(name)
        for name in self.held:
            if name not in checked:
                raise NetworkError(f"the held species {name!r} must be given an amount, got none")
        columns = np.broadcast_arrays(*checked.values()) if checked else []
        amounts = np.zeros((len(self.species), columns[0].size if columns else 1))
        for name, column in zip(checked, columns, strict=True):
            amounts[self._index(name)] = column.ravel()
        return amounts

    def _constants(self, parameters: Mapping[str, float], names: Iterable[str]) -> np.ndarray:
        missing = [name for name in names if name not in parameters]
        if missing:
            raise NetworkError(f"parameters must give {', '.join(self.parameters)}; {', '.join(missing)} missing")
        return np.array([parameters[name] for name in names], dtype=float)


def _left_null_space(matrix: np.ndarray) -> np.ndarray:
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


def _least_free_energy(laws: np.ndarray, particular: np.ndarray, totals: np.ndarray) -> np.ndarray:
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
    raise ConvergenceError(f"the equilibrium of condition {worst} did not converge in {NEWTON_STEPS} steps")


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
