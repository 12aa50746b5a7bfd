"""One line of a network's text."""

import re
from dataclasses import dataclass

from il2course.kinetics.law import LAWS
from il2course.signature import typed

NAME = re.compile(r"[A-Za-z_]\w*$")
TERM = re.compile(r"(?:(\d+)\s*\*?\s*)?([A-Za-z_]\w*)$")
FACTOR = re.compile(r"(\w+)\s*\(([^()]*)\)$")


class NetworkError(ValueError):
    """The text of a network, or the constants given for it, do not make sense."""


@typed
@dataclass(frozen=True)
class Factor:
    """What multiplies a rate beyond mass action: `hill(S, K, n)` is a law, a species and the law's constants."""

    law: str
    species: str
    constants: tuple[str, ...]

    @classmethod
    @typed
    def parse(cls, text: str) -> "Factor":
        """Read `hill(S, K, n)`; raises NetworkError when it does not read like this."""
        match = FACTOR.match(text.strip())
        names = [name.strip() for name in match[2].split(",")] if match else []
        if not match or match[1] not in LAWS or not all(NAME.match(name) for name in names):
            known = ", ".join(f"{law}(S, {', '.join(LAWS[law].constants)})" for law in LAWS)
            raise NetworkError(f"a factor must be one of {known}, got {text.strip()!r}")
        wanted = len(LAWS[match[1]].constants)
        if len(names) != 1 + wanted:
            raise NetworkError(f"{match[1]} must have a species and {wanted} constants, got {text.strip()!r}")
        return cls(match[1], names[0], tuple(names[1:]))

    def __str__(self) -> str:
        return f"{self.law}({', '.join((self.species, *self.constants))})"


@typed
@dataclass(frozen=True)
class Reaction:
    """One line of a network: which species meet, which come of it, and the names of the rate constants.

    `reverse` is empty for a reaction that runs one way only. A species that counts twice stands twice. `factors`
    multiply the rate of a reaction that runs one way.
    """

    reactants: tuple[str, ...]
    products: tuple[str, ...]
    forward: str
    reverse: str = ""
    factors: tuple[Factor, ...] = ()

    @classmethod
    @typed
    def parse(cls, line: str) -> "Reaction":
        """Read `L + A <-> LA; kon, koff`, `LA -> A; kdeg` or `-> A; k * hill(S, K, n)`; one side may be empty.

        Raises
        ------
        NetworkError
            when the line does not read like this.
        """
        scheme, semicolon, constants = line.partition(";")
        arrow = "<->" if "<->" in scheme else "->"
        sides = scheme.split(arrow)
        if not semicolon or len(sides) != 2:
            raise NetworkError(f"a reaction must read like 'L + A <-> LA; kon, koff', got {line.strip()!r}")
        first, *factors = constants.split("*") if arrow == "->" else [constants]
        names = [name.strip() for name in first.split(",")] if first.strip() else []
        expected = 2 if arrow == "<->" else 1
        if len(names) != expected or not all(NAME.match(name) for name in names):
            got = f"{constants.strip()!r} in {line.strip()!r}"
            raise NetworkError(f"{arrow!r} must be followed by {expected} rate constant(s), got {got}")
        reverse = names[1] if expected == 2 else ""
        before, after = (_side(side, line) for side in sides)
        if sorted(before) == sorted(after):
            raise NetworkError(f"a reaction must change something, got {line.strip()!r}")
        return cls(before, after, names[0], reverse, tuple(map(Factor.parse, factors)))

    @property
    def species(self) -> tuple[str, ...]:
        """Every species the line names, in its order."""
        return (*self.reactants, *self.products, *(factor.species for factor in self.factors))

    @property
    def constants(self) -> tuple[str, ...]:
        """Every constant the line names, in its order."""
        beyond = (name for factor in self.factors for name in factor.constants)
        return (self.forward, *filter(None, [self.reverse]), *beyond)

    def __str__(self) -> str:
        arrow, constants = ("<->", f"{self.forward}, {self.reverse}") if self.reverse else ("->", self.forward)
        rate = " * ".join([constants, *map(str, self.factors)])
        return f"{' + '.join(self.reactants)} {arrow} {' + '.join(self.products)}; {rate}".strip()


def _side(text: str, line: str) -> tuple[str, ...]:
    """The species on one side of an arrow."""
    species = []
    for term in filter(None, (part.strip() for part in text.split("+"))):
        match = TERM.match(term)
        if match is None or match[1] == "0":
            raise NetworkError(f"a species must be a name like 'LA' or '2 A', got {term!r} in {line.strip()!r}")
        species += [match[2]] * int(match[1] or 1)
    return tuple(species)
