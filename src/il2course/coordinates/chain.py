"""One chain of a protein: its sequence, and the atoms of the residues a crystal showed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from il2course.signature import typed

AMINO_ACIDS = {
    "A": ("ALA", "alanine"),
    "C": ("CYS", "cysteine"),
    "D": ("ASP", "aspartate"),
    "E": ("GLU", "glutamate"),
    "F": ("PHE", "phenylalanine"),
    "G": ("GLY", "glycine"),
    "H": ("HIS", "histidine"),
    "I": ("ILE", "isoleucine"),
    "K": ("LYS", "lysine"),
    "L": ("LEU", "leucine"),
    "M": ("MET", "methionine"),
    "N": ("ASN", "asparagine"),
    "P": ("PRO", "proline"),
    "Q": ("GLN", "glutamine"),
    "R": ("ARG", "arginine"),
    "S": ("SER", "serine"),
    "T": ("THR", "threonine"),
    "V": ("VAL", "valine"),
    "W": ("TRP", "tryptophan"),
    "Y": ("TYR", "tyrosine"),
}
UNKNOWN = "X"  # a residue that no atom stands for, in a chain whose sequence is not known
LETTERS = {code: letter for letter, (code, _) in AMINO_ACIDS.items()}


@dataclass(frozen=True)
class Residue:
    """One residue: its letter and its number in the mature protein."""

    letter: str
    number: int

    @property
    def label(self) -> str:
        """As muteins are named: `F42`."""
        return f"{self.letter}{self.number}"

    @property
    def code(self) -> str:
        """The three letters of a coordinate file: `PHE`."""
        return "UNK" if self.letter == UNKNOWN else AMINO_ACIDS[self.letter][0]

    @property
    def name(self) -> str:
        """The whole word: `phenylalanine`."""
        return "unknown" if self.letter == UNKNOWN else AMINO_ACIDS[self.letter][1]


@typed
@dataclass(frozen=True)
class Helix:
    """A helix and its first and last residue, both in it."""

    name: str
    first: int
    last: int

    def __contains__(self, number: int) -> bool:
        return self.first <= number <= self.last


@dataclass(frozen=True)
class Atoms:
    """Heavy atoms, one a row, in the order of the sequence.

    Attributes
    ----------
    number
        residue numbers, shape (n,).
    name
        atom names such as "CA", shape (n,).
    xyz_A
        positions in Å, shape (n, 3).
    b_factor_A2
        B-factors in Å², shape (n,).
    """

    number: np.ndarray
    name: np.ndarray
    xyz_A: np.ndarray
    b_factor_A2: np.ndarray

    def __post_init__(self) -> None:
        shapes = {"number": (-1,), "name": (-1,), "xyz_A": (-1, 3), "b_factor_A2": (-1,)}
        count = len(self.number)
        for field, (_, *rest) in shapes.items():
            if np.shape(getattr(self, field)) != (count, *rest):
                raise ValueError(f"{field} must have shape {(count, *rest)}, got {np.shape(getattr(self, field))}")
            getattr(self, field).setflags(write=False)

    def __len__(self) -> int:
        return len(self.number)

    @property
    def element(self) -> np.ndarray:
        """Chemical symbols, shape (n,); in a protein the first letter of a heavy atom's name."""
        return self.name.astype("U1")

    def of(self, numbers: Iterable[int], names: Iterable[str] | None = None) -> "Atoms":
        """The atoms of some residues, and of these only those of some names."""
        keep = np.isin(self.number, list(numbers))
        if names is not None:
            keep &= np.isin(self.name, list(names))
        return Atoms(self.number[keep], self.name[keep], self.xyz_A[keep], self.b_factor_A2[keep])


@dataclass(frozen=True)
class Chain:
    """A chain: what it is, where its atoms come from, its whole sequence, its atoms and its helices.

    Attributes
    ----------
    name
        "human interleukin-2".
    origin
        where the coordinates come from, one sentence.
    sequence
        every residue, one letter each, also those that no atom stands for; X where one of those is not known.
    atoms
        what the crystal showed.
    helices
        in the order of the sequence.
    letter
        the chain's letter in a coordinate file.
    first
        number of the first residue of the sequence.
    """

    name: str
    origin: str
    sequence: str
    atoms: Atoms
    helices: tuple[Helix, ...] = ()
    letter: str = "A"
    first: int = 1

    def __post_init__(self) -> None:
        unknown = sorted(set(self.sequence) - {*AMINO_ACIDS, UNKNOWN})
        if unknown or not self.sequence:
            raise ValueError(f"sequence must be of the 20 amino acids, got {''.join(unknown) or 'nothing'!r}")
        outside = set(self.atoms.number.tolist()) - set(self.numbers)
        if outside:
            raise ValueError(f"atoms must belong to residues {spans(self.numbers)}, got {min(outside)}")

    @property
    def numbers(self) -> range:
        """Every residue number of the sequence."""
        return range(self.first, self.first + len(self.sequence))

    @cached_property
    def resolved(self) -> tuple[int, ...]:
        """Residue numbers with coordinates, increasing."""
        return tuple(np.unique(self.atoms.number).tolist())

    @cached_property
    def missing(self) -> tuple[int, ...]:
        """Residue numbers without coordinates, increasing."""
        return tuple(number for number in self.numbers if number not in set(self.resolved))

    def residue(self, number: int) -> Residue:
        """One residue of the sequence, with coordinates or without.

        Raises
        ------
        ValueError
            when the sequence has no such number.
        """
        if number not in self.numbers:
            raise ValueError(f"residue must be between {self.numbers[0]} and {self.numbers[-1]}, got {number!r}")
        return Residue(self.sequence[number - self.first], int(number))

    def helix(self, number: int) -> Helix | None:
        """The helix a residue stands in, if any."""
        return next((helix for helix in self.helices if number in helix), None)

    def places(self, helix: Helix) -> slice:
        """Where the residues of a helix stand in the sequence.

        Raises
        ------
        ValueError
            when it does not lie in the sequence.
        """
        if not self.numbers[0] <= helix.first <= helix.last <= self.numbers[-1]:
            within = f"{self.numbers[0]} to {self.numbers[-1]}"
            raise ValueError(f"helix must lie within residues {within}, got {helix.first} to {helix.last}")
        return slice(helix.first - self.first, helix.last - self.first + 1)

    def mean_b_factor_A2(self) -> np.ndarray:
        """Mean B-factor of each resolved residue in Å², in the order of `resolved`."""
        _, place, count = np.unique(self.atoms.number, return_inverse=True, return_counts=True)
        return np.bincount(place, self.atoms.b_factor_A2) / count


def spans(numbers: Iterable[int]) -> str:
    """Residue numbers in words, runs drawn together.

    >>> spans([4, 5, 6, 9, 12, 13])
    '4 to 6, 9 and 12 to 13'
    """
    parts = [str(low) if low == high else f"{low} to {high}" for low, high in runs(numbers)]
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of every unbroken run of numbers."""
    ordered = np.unique(np.fromiter(numbers, dtype=int))
    pieces = np.split(ordered, np.flatnonzero(np.diff(ordered) > 1) + 1)
    return [(int(piece[0]), int(piece[-1])) for piece in pieces if piece.size]
