"""Muteins by name: `F42A` is alanine in the place of phenylalanine 42, in mature numbering."""

import re
from dataclasses import dataclass, replace

from il2course.arguments import instance, one_of
from il2course.coordinates.chain import AMINO_ACIDS
from il2course.signature import typed
from il2course.structure.numbering import to_mature, to_precursor
from il2course.structure.protein import Protein, mature

_NAME = re.compile(rf"([{''.join(AMINO_ACIDS)}])(\d+)([{''.join(AMINO_ACIDS)}])")


@typed
@dataclass(frozen=True)
class Mutation:
    """One residue changed for another: `Mutation("F", 42, "A")` is F42A.

    Raises
    ------
    ValueError
        when a letter is none of the 20 amino acids, or nothing changes.
    """

    old: str
    number: int
    new: str

    def __post_init__(self) -> None:
        one_of("old", self.old, AMINO_ACIDS), one_of("new", self.new, AMINO_ACIDS)
        if self.old == self.new:
            raise ValueError(f"a mutation must change the residue, got {self}")

    @classmethod
    def parse(cls, name: str) -> "Mutation":
        """A mutation from its name.

        Raises
        ------
        ValueError
            when it is not written like F42A, or changes nothing.
        """
        match = _NAME.fullmatch(str(name))
        if match is None:
            raise ValueError(f"a mutation must be named like F42A, got {name!r}")
        return cls(match[1], int(match[2]), match[3])

    def __str__(self) -> str:
        return f"{self.old}{self.number}{self.new}"


def mutate(protein: Protein, *names: str | Mutation) -> Protein:
    """The protein with residues changed, each by its name or as a `Mutation`.

    A disulfide that loses a cysteine is gone.

    Raises
    ------
    ValueError
        when a name is not like F42A, another residue stands there, or a place is named twice.

    >>> mutate(mature(), "F42A", "C125S").name
    'mature IL-2 F42A C125S'
    """
    instance("protein", protein, Protein)
    changes: dict[int, Mutation] = {}
    for name in names:
        change = _fitting(protein, Mutation.parse(name))
        if change.number in changes:
            raise ValueError(f"a residue must change once, got {changes[change.number]} and {change}")
        changes[change.number] = change
    letters = (changes[at].new if at in changes else residue.letter for at, residue in protein.residues.items())
    kept = tuple(pair for pair in protein.disulfides if not set(pair) & set(changes))
    return replace(protein, name=" ".join(map(str, [protein.name, *names])), sequence="".join(letters), disulfides=kept)


def _fitting(protein: Protein, change: Mutation) -> Mutation:
    stands = protein.residue(change.number)
    if stands.letter == change.old:
        return change
    raise ValueError(f"mutation must name what stands there, {stands.label}, got {change}{_otherwise(protein, change)}")


def _otherwise(protein: Protein, change: Mutation) -> str:
    """A word to those who counted the signal peptide too."""
    shorter = to_mature(change.number) if change.number else 0
    if shorter < 1 or shorter not in protein.residues or protein.residue(shorter).letter != change.old:
        return ""
    place = to_precursor(shorter)
    return f": {change.old}{place} counts the signal peptide, in the mature protein it is {change.old}{shorter}"


def aldesleukin() -> Protein:
    """The drug: without the first alanine, serine for the free cysteine 125, made in bacteria and so without sugar."""
    drug = mutate(mature(), "C125S")
    return drug.part("aldesleukin", 2, drug.numbers[-1])
