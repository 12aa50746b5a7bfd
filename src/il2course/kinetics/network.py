"""A reaction network: text → rates, Jacobian, conservation laws, equilibrium and time courses."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from il2course.arguments import finite, fraction, increasing, instance, non_negative, positive, shown
from il2course.kinetics.equilibrium import least_free_energy, left_null_space
from il2course.kinetics.flow import Flow, Step
from il2course.kinetics.integration import integrate
from il2course.kinetics.law import LAWS
from il2course.kinetics.reaction import NAME, NetworkError, Reaction
from il2course.kinetics.trajectory import Trajectory
from il2course.signature import typed

TINY = 1e-300  # stands for "none" where a logarithm is taken
NAME_IN_TEXT = re.compile(r"[A-Za-z_]\w*")
MOST_NAMED = 4  # values that tell one condition from another, in a message


@typed
@dataclass(frozen=True)
class Compartment:
    """A place with a size of its own: `species` count in amounts per size, such as nM or molecules per area.

    The size is a parameter of the network by the compartment's name, in whatever unit turns one unit of these species
    into the unit shared by all (molecules, say). Everything outside a named compartment has size 1.
    """

    name: str
    species: tuple[str, ...]


@typed
@dataclass(frozen=True)
class Network:
    """A reaction network under mass action, its rates perhaps multiplied by factors (see `LAWS`).

    Attributes
    ----------
    reactions
        its lines.
    held
        species whose amount something outside keeps constant, such as the ligand of a large bath.
    compartments
        places with a size. A reaction takes place in the compartment of its last reactant (of its last product, where
        nothing reacts), so ligand that binds a receptor does so on the receptor's membrane: that many a size and time.
    """

    reactions: tuple[Reaction, ...]
    held: tuple[str, ...] = ()
    compartments: tuple[Compartment, ...] = ()

    def __post_init__(self) -> None:
        if not self.reactions:
            raise NetworkError("a network must have at least one reaction, got none")
        constants = {name for line in self.reactions for name in line.constants}
        places = [place.name for place in self.compartments]
        for name in places:
            if not NAME.match(name):
                raise NetworkError(f"a compartment must be a name like 'endosome', got {name!r}")
        for name in (*self.species, *places):
            if name in constants or (name in self.species and name in places):
                raise NetworkError(f"a name must be a species, a constant or a compartment, got {name!r} as two")
        placed = [species for place in self.compartments for species in place.species]
        for name in placed:
            if placed.count(name) > 1:
                raise NetworkError(f"a species must be in one compartment, got {name!r} in two")

    @classmethod
    @typed
    def parse(
        cls, text: str, held: Iterable[str] = (), compartments: Mapping[str, Iterable[str]] | None = None
    ) -> "Network":
        """Read a network, one reaction a line; `#` starts a comment.

        Parameters
        ----------
        text
            lines such as `L + A <-> LA; kon, koff`, `LA -> A; kdeg` or `-> A; k * hill(S, half, n)`.
        held, compartments
            as above; the species of a compartment, by its name.

        Raises
        ------
        NetworkError
            when a line cannot be read, there is none, a held or placed species stands in none, or one name is that
            of two things.
        """
        lines = [line.partition("#")[0].strip() for line in text.splitlines()]
        network = cls(tuple(Reaction.parse(line) for line in lines if line))
        return network.holding(*held).placed(compartments or {})

    def __add__(self, other: "Network") -> "Network":
        """Both networks as one; species and constants of the same name are the same."""
        instance("other", other, Network)
        return Network(
            self.reactions + other.reactions,
            tuple(dict.fromkeys(self.held + other.held)),
            self.compartments + other.compartments,
        )

    @typed
    def holding(self, *held: str) -> "Network":
        """The same with only these species held constant; raises NetworkError when there is no such species."""
        for name in held:
            self.index(name)
        return replace(self, held=held)

    @typed
    def placed(self, compartments: Mapping[str, Iterable[str]]) -> "Network":
        """The same with its species in these compartments; raises NetworkError when there is no such species."""
        places = tuple(Compartment(name, tuple(species)) for name, species in compartments.items())
        for name in (species for place in places for species in place.species):
            self.index(name)
        return replace(self, compartments=places)

    @typed
    def renamed(self, name: Callable[[str], str]) -> "Network":
        """The same reactions among other species with other constants: `name` maps every old name to a new one.

        Raises
        ------
        NetworkError
            when a new name is no name, or that of two old ones.
        """
        old = (*self.species, *self.parameters)
        new = [name(one) for one in old]
        for one in new:
            if not isinstance(one, str) or not NAME.match(one):
                raise NetworkError(f"name must give a name like 'LA', got {shown(one)}")
            if new.count(one) > 1:
                raise NetworkError(f"name must give every old name one of its own, got {one!r} twice")
        text = "\n".join(
            NAME_IN_TEXT.sub(lambda found: _new_name(found[0], name), str(line)) for line in self.reactions
        )
        places = {name(place.name): map(name, place.species) for place in self.compartments}
        return Network.parse(text, map(name, self.held), places)

    def __str__(self) -> str:
        return "\n".join(map(str, self.reactions))

    # --- what it is made of ---

    @cached_property
    def species(self) -> tuple[str, ...]:
        """Every species, in the order in which the text names them."""
        return tuple(dict.fromkeys(name for line in self.reactions for name in line.species))

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of all constants, in the order of the text, then of the compartments."""
        places = [place.name for place in self.compartments]
        return tuple(dict.fromkeys([*(name for line in self.reactions for name in line.constants), *places]))

    @cached_property
    def stoichiometry(self) -> np.ndarray:
        """Net change of each species (rows) as each reaction (columns) runs forward once."""
        matrix = np.zeros((len(self.species), len(self.reactions)))
        for column, line in enumerate(self.reactions):
            for name in line.products:
                matrix[self.index(name), column] += 1
            for name in line.reactants:
                matrix[self.index(name), column] -= 1
        return matrix

    @cached_property
    def conservation(self) -> np.ndarray:
        """Weights (laws × species) of the sums that no reaction changes, such as A + LA + LAB.

        Held species count for nothing. Each law has weight 1 on a species that no other law contains. Where there are
        compartments, it is amounts (amounts per size times size) that are conserved.
        """
        free = self._free
        basis = left_null_space(self.stoichiometry[free])
        laws = np.zeros((len(basis), len(self.species)))
        laws[:, free] = basis
        return laws

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Reactions taken one way at a time, each reaction's forward before its reverse."""
        steps = []
        for column, line in zip(self.stoichiometry.T, self.reactions, strict=True):
            change = np.where(self._is_held, 0.0, column)
            steps.append(self._step(change, line.forward, line.reactants, line))
            if line.reverse:
                steps.append(self._step(-change, line.reverse, line.products, line))
        return tuple(steps)

    def _step(self, change: np.ndarray, constant: str, reactants: tuple[str, ...], line: Reaction) -> Step:
        where = self.place_of((reactants or line.products or ("",))[-1])
        slots = tuple(self.index(name) for name in reactants)
        factors = tuple((factor.law, self.index(factor.species), factor.constants) for factor in line.factors)
        return Step(change, constant, slots, where, factors)

    def place_of(self, species: str) -> str:
        """The name of the compartment a species is in, or nothing."""
        self.index(species)
        return next((place.name for place in self.compartments if species in place.species), "")

    @cached_property
    def _is_held(self) -> np.ndarray:
        return np.isin(self.species, self.held)

    @cached_property
    def _free(self) -> np.ndarray:
        return np.flatnonzero(~self._is_held)

    @cached_property
    def _cycles(self) -> np.ndarray:
        """Ways round the network, cycles × reactions: runs forward (1) and backward (−1) that change nothing."""
        return left_null_space(self.stoichiometry.T)

    @cached_property
    def _pseudo_inverse(self) -> np.ndarray:
        return np.linalg.pinv(self.stoichiometry[self._free].T)

    def index(self, name: str) -> int:
        """Where a species stands in `species`; raises NetworkError when it is none."""
        if name not in self.species:
            raise NetworkError(f"species must be one of {', '.join(self.species)}, got {name!r}")
        return self.species.index(name)

    # --- how it moves ---

    @typed
    def rates(self, amounts: np.ndarray, parameters: Mapping[str, object]) -> np.ndarray:
        """Rate of every step, each reaction's forward before its reverse, in amounts (not amounts per size).

        `amounts` has shape (species, …); the result (steps, …). Parameters are numbers or broadcast to the rest.
        """
        return self._of_all(amounts, parameters, lambda flow, columns: flow.rates(columns))

    @typed
    def derivative(self, amounts: np.ndarray, parameters: Mapping[str, object]) -> np.ndarray:
        """Change of every species per unit of time; shapes as in `rates`, (species, …) in and out."""
        return self._of_all(amounts, parameters, lambda flow, columns: flow.slope(columns))

    @typed
    def jacobian(self, amounts: np.ndarray, parameters: Mapping[str, object]) -> np.ndarray:
        """∂(derivative of species i)/∂(amount of species j), exact; (species, …) in, (species, species, …) out."""

        def full(flow: Flow, columns: np.ndarray) -> np.ndarray:
            matrix = np.zeros((len(self.species), len(self.species), columns.shape[1]))
            matrix[flow.rows, flow.columns] = flow.entries(columns)
            return matrix

        return self._of_all(amounts, parameters, full)

    def _of_all(self, amounts: np.ndarray, parameters: Mapping[str, object], compute: Callable) -> np.ndarray:
        amounts = finite("amounts", amounts)
        if amounts.shape[:1] != (len(self.species),):
            raise NetworkError(f"amounts must have shape ({len(self.species)}, …), got {amounts.shape}")
        shape = amounts.shape[1:]
        values = self._values(parameters, self.parameters, shape)
        columns = amounts.reshape(len(amounts), -1)
        flow = Flow(self.steps, np.arange(len(amounts)), values, self._sizes(values), columns)
        result = compute(flow, columns)
        return result.reshape(*result.shape[:-1], *shape)

    @typed
    def flow(self, initial: Mapping[str, object], parameters: Mapping[str, object]) -> Flow:
        """The network with its constants and held amounts filled in: slope and Jacobian of the species that move."""
        shape = self._shape(initial, parameters)
        values = self._values(parameters, self.parameters, shape)
        return Flow(self.steps, self._free, values, self._sizes(values), self._initial(initial, shape))

    @typed
    def simulate(
        self,
        initial: Mapping[str, object],
        parameters: Mapping[str, object],
        time: np.ndarray,
        *,
        rtol: float = 1e-8,
        atol: float = 1e-10,
        labels: object = None,
    ) -> Trajectory:
        """Integrate from `initial` (species left out start at 0) and report at each of `time`.

        Amounts and constants are numbers or arrays that broadcast; the broadcast shape is that of the conditions, all
        integrated as one banded system (LSODA, analytic Jacobian).

        Parameters
        ----------
        initial, parameters
            amount of each species at the start; every constant by its name.
        time
            increasing; the first is the start.
        rtol, atol
            error allowed in a step, rtol·|amount| + atol. The error reached at the end is of the same size.
        labels
            words for the conditions, in their shape, for messages; otherwise the values that differ are named.

        Raises
        ------
        NetworkError, ValueError
            when a name is unknown or missing, an amount is negative, or the times do not increase.
        ConvergenceError
            when the integrator gives up; the message names the condition.
        """
        time = increasing("time", time)
        shape = self._shape(initial, parameters)
        start, free = self._initial(initial, shape), self._free
        amounts = np.repeat(start[:, :, None], time.size, axis=2)  # what is held stays
        flow = self.flow(initial, parameters)
        name = None if shape == () and labels is None else self._namer(initial, parameters, shape, labels)
        if free.size:
            amounts[free] = integrate(
                flow.motion, start[free], time, rtol=fraction("rtol", rtol), atol=positive("atol", atol), name=name
            )
        return Trajectory(time, self.species, amounts.reshape(len(self.species), *shape, time.size))

    # --- where it rests ---

    @typed
    def equilibrium(self, initial: Mapping[str, object], parameters: Mapping[str, object]) -> dict[str, np.ndarray]:
        """Amounts at thermodynamic equilibrium, for many starting conditions at once.

        Equilibrium is where the free energy is least among all states with the same conserved sums; its dual
        is a smooth convex function of one multiplier a conservation law, minimized here by Newton's method.

        Parameters
        ----------
        initial
            amount of each species at the start, a number or an array; arrays must broadcast. Species left out
            start at 0; held species keep the value given here.
        parameters
            the rate constants, of which only the ratios matter; numbers or arrays.

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
        shape = self._shape(initial, parameters)
        start = self._initial(initial, shape)
        free = self._free
        values = self._values(parameters, self.parameters, shape)
        sizes = self._sizes(values)
        log_held = np.log(np.maximum(start, TINY))
        log_k = self._log_equilibrium_constants(values)
        held = [self.index(name) for name in self.held]
        particular = self._pseudo_inverse @ (log_k - self.stoichiometry[held].T @ log_held[held]) + np.log(sizes[free])
        laws = self.conservation[:, free]
        totals = np.maximum(laws @ (start[free] * sizes[free]), TINY)
        log_free = least_free_energy(laws, particular, totals, self._namer(initial, parameters, shape, None))
        amounts = start.copy()
        amounts[free] = np.where(log_free < np.log(TINY) / 2, 0.0, np.exp(log_free) / sizes[free])
        return {name: amounts[index].reshape(shape) for index, name in enumerate(self.species)}

    def _log_equilibrium_constants(self, values: Mapping[str, np.ndarray]) -> np.ndarray:
        """ln(forward/reverse) of every reaction and condition, after checking that every cycle closes."""
        for line in self.reactions:
            if not line.reverse:
                raise NetworkError(f"an equilibrium needs every reaction to be reversible, got {str(line)!r}")
        k = _rows([values[step.constant] for step in self.steps])
        for step, row in zip(self.steps, k, strict=True):
            if (row <= 0).any():
                raise NetworkError(f"{step.constant} must be > 0 for an equilibrium, got {row.min()}")
        sizes = _rows([values[step.where] if step.where else np.ones(1) for step in self.steps])
        log_k = np.log(k[0::2] * sizes[0::2]) - np.log(k[1::2] * sizes[1::2])
        for cycle in self._cycles:
            gaps = cycle @ log_k
            worst = gaps[np.abs(gaps).argmax()]
            if abs(worst) > 1e-9:
                round_trip = "; ".join(str(self.reactions[i]).partition(";")[0] for i in np.flatnonzero(cycle))
                raise NetworkError(
                    f"the constants around the cycle {round_trip} must multiply to 1, got {np.exp(worst):.6g}"
                )
        return log_k

    # --- what it is given ---

    def _shape(self, *given: Mapping[str, object]) -> tuple[int, ...]:
        """The shape of the conditions: what everything given broadcasts to."""
        shapes = [(name, np.shape(value)) for values in given for name, value in values.items()]
        try:
            shape = np.broadcast_shapes(*(shape for _, shape in shapes))
        except ValueError:
            arrays = ", ".join(f"{name} {shape}" for name, shape in shapes if shape)
            raise NetworkError(f"amounts and constants must broadcast to one shape, got {arrays}") from None
        if 0 in shape:
            raise NetworkError(f"amounts and constants must hold at least one condition, got shape {shape}")
        return shape

    def _initial(self, initial: Mapping[str, object], shape: tuple[int, ...]) -> np.ndarray:
        """Starting amounts, shape (species, conditions)."""
        amounts = np.zeros((len(self.species), *shape))
        for name, value in initial.items():
            amounts[self.index(name)] = non_negative(name, value)
        for name in self.held:
            if name not in initial:
                raise NetworkError(f"the held species {name!r} must be given an amount, got none")
        return amounts.reshape(len(self.species), -1)

    def _values(
        self, parameters: Mapping[str, object], names: Iterable[str], shape: tuple[int, ...]
    ) -> dict[str, np.ndarray]:
        """Constants by name, each of shape (conditions,), or (1,) where it is one number for all."""
        missing = [name for name in names if name not in parameters]
        if missing:
            raise NetworkError(f"parameters must give {', '.join(self.parameters)}; {', '.join(missing)} missing")
        checked = {name: non_negative(name, parameters[name]) for name in names}
        for name in {one for line in self.reactions for factor in line.factors for one in factor.constants[:1]}:
            if (checked[name] == 0).any():
                raise NetworkError(f"{name} must be > 0, where a factor is half of its most, got 0.0")
        return {name: self._spread(name, value, shape) for name, value in checked.items()}

    @staticmethod
    def _spread(name: str, value: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
        """A constant for every condition, shape (conditions,), or (1,) where it is one number for all."""
        try:
            return np.broadcast_to(value, shape).ravel() if value.shape else value.reshape(1)
        except ValueError:
            raise NetworkError(f"{name} must broadcast to the conditions, {shape}, got {value.shape}") from None

    def _sizes(self, values: Mapping[str, np.ndarray]) -> np.ndarray:
        """What one unit of every species amounts to, (species, conditions), or (species, 1) without compartments."""
        for place in self.compartments:
            if (values[place.name] <= 0).any():
                raise NetworkError(
                    f"the size of compartment {place.name!r} must be > 0, got {values[place.name].min()}"
                )
        places = [self.place_of(name) for name in self.species]
        return _rows([values[place] if place else np.ones(1) for place in places])

    @staticmethod
    def _namer(
        initial: Mapping[str, object], parameters: Mapping[str, object], shape: tuple[int, ...], labels: object
    ) -> Callable[[int], str]:
        """Words for a condition, from its index: its label, or the values by which it differs from others."""
        if labels is not None:
            words = np.asarray(labels, dtype=object)
            if words.shape != shape:
                raise NetworkError(f"labels must be one a condition, shape {shape}, got shape {words.shape}")
            words = words.ravel()
            return lambda index: str(words[index])
        varied = {name: value for name, value in {**initial, **parameters}.items() if np.size(value) > 1}

        def name(index: int) -> str:
            here = {one: np.broadcast_to(value, shape).ravel()[index] for one, value in varied.items()}
            words = ", ".join(f"{one} = {value:g}" for one, value in list(here.items())[:MOST_NAMED])
            return f"condition {index} ({words})" if words else f"condition {index}"

        return name


def _rows(rows: list[np.ndarray]) -> np.ndarray:
    return np.stack(np.broadcast_arrays(*rows))


def _new_name(word: str, name: Callable[[str], str]) -> str:
    return word if word in LAWS else name(word)
