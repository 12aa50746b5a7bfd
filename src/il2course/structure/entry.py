"""Entries of the Protein Data Bank: from the text of a file to chains, each known by its residues."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from il2course.coordinates import Atoms, Chain, Helix
from il2course.coordinates.chain import LETTERS, UNKNOWN
from il2course.errors import CourseError, absent
from il2course.signature import typed
from il2course.structure.hydrogen_bond import helices
from il2course.structure.protein import RECEPTOR_CHAINS, known, mature
from il2course.structure.recognition import recognize

# What must be in the entries that the lesson names.
EXPECTED = MappingProxyType(
    {
        "1M47": ("IL-2",),
        "1Z92": ("IL-2", "CD25"),
        "2B5I": ("IL-2", "CD25", "CD122", "CD132"),
        "2ERJ": ("IL-2", "CD25", "CD122", "CD132"),
    }
)
SHORTEST = 20  # residues; sugars and short peptides are no chains here


class WrongFile(CourseError):
    """A file is not the entry that was asked for, or not all of it."""


@dataclass(frozen=True)
class Entry:
    """An entry of the Protein Data Bank: its protein chains, in mature numbering where the course knows the protein.

    Attributes
    ----------
    code
        "2B5I".
    chains
        by the letter in the file; their helices are found by hydrogen bonds, as everywhere in the course.
    proteins
        letter → "IL-2", "CD25", "CD122" or "CD132", where the residues say so.
    author_helices
        letter → the helices that the authors of the entry stated; empty where the file states none.
    """

    code: str
    chains: Mapping[str, Chain]
    proteins: Mapping[str, str]
    author_helices: Mapping[str, tuple[Helix, ...]]

    def chain(self, name: str) -> Chain:
        """The first chain of a protein, or the chain of a letter.

        Parameters
        ----------
        name
            "IL-2", "CD25" or "alpha", "CD122" or "beta", "CD132" or "gamma_c", or a letter of the file.

        Raises
        ------
        ValueError
            when the entry has none such.
        """
        wanted = RECEPTOR_CHAINS.get(name, name)
        letters = [letter for letter, protein in self.proteins.items() if protein == wanted] or [wanted]
        if letters[0] not in self.chains:
            there = ", ".join(f"{letter} ({self.proteins.get(letter, 'unknown')})" for letter in self.chains)
            raise ValueError(f"chain must be one of {self.code}, {there}, got {name!r}")
        return self.chains[letters[0]]

    @property
    def il2(self) -> Chain:
        """The chain of IL-2."""
        return self.chain("IL-2")

    @property
    def receptor(self) -> dict[str, Chain]:
        """The receptor's chains in this entry: "alpha", "beta", "gamma_c", as far as they are there."""
        there = set(self.proteins.values())
        return {name: self.chain(name) for name, protein in RECEPTOR_CHAINS.items() if protein in there}


@typed
def parse(text: str, code: str) -> Entry:
    """An entry from the text of its file in PDB format, checked by what is in it.

    Parameters
    ----------
    code
        the entry it should be, such as "2B5I".

    Raises
    ------
    WrongFile
        when the file is of another entry, does not reach its END, holds atoms that cannot be read, or lacks a chain
        that this entry has.
    CourseError
        when Biopython is not there.
    """
    lines = text.splitlines()
    _reaches_its_end(lines, code)
    stated = _stated_code(lines)
    if stated not in (code, None):
        raise WrongFile(f"the file must be entry {code}, got {stated}")
    found = [_placed(letter, residues, code) for letter, residues in _residues(text, code).items()]
    chains = {chain.letter: chain for chain, _, _ in found}
    proteins = {chain.letter: protein for chain, protein, _ in found if protein}
    absent = [name for name in EXPECTED.get(code, ()) if name not in proteins.values()]
    if absent or not chains or (stated is None and code not in EXPECTED):
        raise WrongFile(f"the file of {code} must hold {absent[0] if absent else 'its name and a protein'}, got none")
    shifts = {chain.letter: shift for chain, _, shift in found}
    stated_helices = {letter: _author_helices(lines, letter, shift) for letter, shift in shifts.items()}
    return Entry(code, *map(MappingProxyType, (chains, proteins, stated_helices)))


def _reaches_its_end(lines: list[str], code: str) -> None:
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    if last != "END":
        raise WrongFile(f"the file of {code} must reach its END, got {last[:20] or 'nothing'!r} at last")


def _stated_code(lines: list[str]) -> str | None:
    header = next((line for line in lines if line.startswith("HEADER")), "")
    return header[62:66].strip().upper() or None


def _residues(text: str, code: str) -> dict[str, list]:
    """The amino acids of each chain of the first model, as Biopython reads them."""
    try:
        from Bio.PDB import PDBParser
        from Bio.PDB.PDBExceptions import PDBConstructionException
    except ImportError:
        raise absent("structure.parse", "biopython") from None
    try:
        model = next(iter(PDBParser(QUIET=True, PERMISSIVE=False).get_structure(code, io.StringIO(text))))
    except (PDBConstructionException, StopIteration, ValueError, IndexError) as error:
        raise WrongFile(f"the atoms of {code} must be readable, got {str(error) or 'none'}") from None
    amino_acids = {
        chain.id: [residue for residue in chain if residue.resname in LETTERS and residue.id[::2] == (" ", " ")]
        for chain in model
    }
    return {letter: residues for letter, residues in amino_acids.items() if len(residues) >= SHORTEST}


def _placed(letter: str, residues: list, code: str) -> tuple[Chain, str | None, int]:
    """A chain in mature numbering, which protein it is, and what was added to the file's numbers."""
    letters = {residue.id[1]: LETTERS[residue.resname] for residue in residues}
    protein, shift = recognize(letters) or (None, 0)
    atoms = [
        (residue.id[1] + shift, atom.id, atom.coord, atom.bfactor)
        for residue in residues
        for atom in residue
        if atom.element not in ("H", "D")
    ]
    number, name, xyz, b_factor = zip(*atoms, strict=True)
    table = Atoms(np.array(number), np.array(name), np.array(xyz, dtype=float), np.array(b_factor, dtype=float))
    sequence, first = _sequence({at + shift: one for at, one in letters.items()}, protein)
    title = known()[protein]["name"] if protein else f"chain {letter} of {code}"
    origin = f"Protein Data Bank, entry {code}, chain {letter}"
    chain = Chain(title, origin, sequence, table, (), letter, first)
    return replace(chain, helices=helices(chain)), protein, shift


def _sequence(letters: dict[int, str], protein: str | None) -> tuple[str, int]:
    """What stands in the crystal, and in its gaps what stands in the protein; unknown where that is not known."""
    natural = {at: residue.letter for at, residue in mature(protein).residues.items()} if protein else {}
    every = natural | letters
    numbers = range(min(every), max(every) + 1)
    return "".join(every.get(number, UNKNOWN) for number in numbers), numbers[0]


def _author_helices(lines: list[str], letter: str, shift: int) -> tuple[Helix, ...]:
    """HELIX records of the PDB format: serial 8–10, chain 20, first residue 22–25, last 34–37."""
    records = [line for line in lines if line.startswith("HELIX ") and line[19:20] == letter]
    return tuple(Helix(line[7:10].strip(), int(line[21:25]) + shift, int(line[33:37]) + shift) for line in records)
