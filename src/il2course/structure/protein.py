"""Proteins as sequences: IL-2 from precursor to drug, and the receptor's chains, numbered as in the mature protein."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType

from il2course.arguments import one_of
from il2course.coordinates.chain import AMINO_ACIDS, Residue, spans
from il2course.signature import typed

RECEPTOR_CHAINS = MappingProxyType({"alpha": "CD25", "beta": "CD122", "gamma_c": "CD132"})


@typed
@dataclass(frozen=True)
class Protein:
    """A protein chain by its sequence.

    Attributes
    ----------
    name
        "mature IL-2".
    sequence
        one letter a residue.
    first
        number of the first residue in the mature protein; that of a signal peptide is negative, and none is 0.
    disulfides
        pairs of cysteines bonded in the folded protein, by number.
    uniprot
        accession of the sequence it was made from.

    Raises
    ------
    ValueError
        when a letter is none of the 20 amino acids, a disulfide does not join two cysteines of its own, or the first
        residue is 0.
    """

    name: str
    sequence: str
    first: int = 1
    disulfides: tuple[tuple[int, int], ...] = ()
    uniprot: str = ""

    def __post_init__(self) -> None:
        unknown = sorted(set(self.sequence) - set(AMINO_ACIDS))
        if self.first == 0:
            raise ValueError("first must not be 0, for 1 follows -1, got 0")
        if unknown or not self.sequence:
            raise ValueError(f"sequence must be of the 20 amino acids, got {''.join(unknown) or 'nothing'!r}")
        bonded = [number for pair in self.disulfides for number in pair]
        for number in bonded:
            if self.residue(number).letter != "C":
                raise ValueError(f"disulfides must join cysteines, got {self.residue(number).label}")
            if bonded.count(number) > 1:
                raise ValueError(f"disulfides must join each cysteine once, got {self.residue(number).label} twice")

    def __len__(self) -> int:
        return len(self.sequence)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """Residue numbers, increasing; a signal peptide ends with −1, and 1 follows."""
        last = self.first + len(self) + (self.first < 0)
        return tuple(number for number in range(self.first, last) if number)[: len(self)]

    @cached_property
    def residues(self) -> Mapping[int, Residue]:
        """Every residue by its number."""
        return MappingProxyType(dict(zip(self.numbers, map(Residue, self.sequence, self.numbers), strict=True)))

    @typed
    def residue(self, number: int) -> Residue:
        """One residue.

        Raises
        ------
        ValueError
            when the sequence has no such number.
        """
        if number not in self.residues:
            raise ValueError(f"residue must be one of {self.name} ({spans(self.numbers)}), got {number!r}")
        return self.residues[number]

    @typed
    def part(self, name: str, first: int, last: int) -> "Protein":
        """Residues `first` to `last`, both in it, under another name; disulfides that lie in it stay."""
        if last < first:
            raise ValueError(f"last must be >= first ({first}), got {last}")
        low, high = (self.numbers.index(self.residue(number).number) for number in (first, last))
        kept = tuple(pair for pair in self.disulfides if first <= min(pair) and max(pair) <= last)
        return replace(self, name=name, sequence=self.sequence[low : high + 1], first=first, disulfides=kept)

    def composition(self) -> dict[str, int]:
        """How many of each of the 20 amino acids, by letter, in alphabetical order."""
        counts = Counter(self.sequence)
        return {letter: counts[letter] for letter in sorted(AMINO_ACIDS)}

    def cysteines(self) -> tuple[int, ...]:
        """Numbers of all cysteines."""
        return tuple(number for number, residue in self.residues.items() if residue.letter == "C")

    def free_cysteines(self) -> tuple[int, ...]:
        """Numbers of the cysteines in no disulfide."""
        bonded = {number for pair in self.disulfides for number in pair}
        return tuple(number for number in self.cysteines() if number not in bonded)


@cache
def known() -> Mapping[str, Mapping[str, object]]:
    """What proteins.toml holds of IL-2, CD25, CD122 and CD132, with line breaks taken out of the sequences."""
    entries = tomllib.loads((files(__package__) / "proteins.toml").read_text(encoding="utf-8"))
    for entry in entries.values():
        entry["sequence"] = "".join(entry["sequence"].split())
    return MappingProxyType(entries)


@typed
@cache
def precursor(name: str = "IL-2") -> Protein:
    """A protein as the ribosome makes it, signal peptide included.

    Parameters
    ----------
    name
        "IL-2", or of the receptor "CD25" ("alpha"), "CD122" ("beta") or "CD132" ("gamma_c"); of the last two the
        part that the crystal of the complex confirms.

    Raises
    ------
    ValueError
        when it is none of these.

    Source: UniProt, by the accession in `uniprot`.
    """
    entry = known()[one_of("name", RECEPTOR_CHAINS.get(name, name), known())]
    pairs = tuple(map(tuple, entry["disulfides"]))
    title = f"{RECEPTOR_CHAINS.get(name, name)} precursor"
    return Protein(title, entry["sequence"], -entry["signal"], pairs, entry["uniprot"])


@typed
def signal_peptide(name: str = "IL-2") -> Protein:
    """What is cut off on the way out of the cell; names as for `precursor`."""
    whole = precursor(name)
    return whole.part(whole.name.replace("precursor", "signal peptide"), whole.first, -1)


@typed
def mature(name: str = "IL-2") -> Protein:
    """The protein without its signal peptide; names as for `precursor`."""
    whole = precursor(name)
    return whole.part(f"mature {whole.name.removesuffix(' precursor')}", 1, whole.numbers[-1])
