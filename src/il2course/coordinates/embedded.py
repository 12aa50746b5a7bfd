"""The course's own coordinate file: a table of heavy atoms with its provenance at the top."""

from functools import cache
from importlib.resources import files

import numpy as np

from il2course.coordinates.chain import Atoms, Chain, Helix

COLUMNS = "number,residue,atom,x_A,y_A,z_A,b_A2"


@cache
def il2() -> Chain:
    """Human IL-2 as it comes with the course: 126 residues, 4 to 133 without 79 to 82, one chain."""
    return read((files(__package__) / "il2.csv").read_text(encoding="utf-8"))


def read(text: str) -> Chain:
    """A chain from the text of such a table.

    Raises
    ------
    ValueError
        when the table lacks a header line, a column, or a residue does not fit the sequence.
    """
    lines = text.splitlines()
    header = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# ") and ": " in line)
    absent = [name for name in ("name", "origin", "sequence", "helices") if name not in header]
    if absent:
        raise ValueError(f"a table of coordinates must state its {absent[0]}, got no line '# {absent[0]}: …'")
    rows = [line.split(",") for line in lines if line and not line.startswith("#")]
    columns = ",".join(rows[0]) if rows else ""
    if columns != COLUMNS:
        raise ValueError(f"a table of coordinates must have the columns {COLUMNS}, got {columns!r}")
    number, letter, name, *values = zip(*rows[1:], strict=True)
    numbers = np.array(number, dtype=int)
    *xyz, b_factor = np.array(values, dtype=float)
    atoms = Atoms(numbers, np.array(name), np.stack(xyz, axis=1), b_factor)
    chain = Chain(header["name"], header["origin"], header["sequence"], atoms, _helices(header["helices"]))
    for stands, at in zip(letter, number, strict=True):
        if chain.residue(int(at)).letter != stands:
            raise ValueError(f"residue {at} must be {chain.residue(int(at)).letter} as in the sequence, got {stands}")
    return chain


def write(chain: Chain, notice: str) -> str:
    """The text of such a table; `notice` is carried at its top, line by line."""
    helices = ", ".join(f"{helix.name} {helix.first}-{helix.last}" for helix in chain.helices)
    header = [f"name: {chain.name}", f"origin: {chain.origin}", f"sequence: {chain.sequence}", f"helices: {helices}"]
    lines = [f"# {line}".rstrip() for line in [*header, "", *notice.splitlines()]]
    atoms = chain.atoms
    for number, name, (x, y, z), b_factor in zip(atoms.number, atoms.name, atoms.xyz_A, atoms.b_factor_A2, strict=True):
        letter = chain.residue(number).letter
        lines.append(f"{number},{letter},{name},{x:.3f},{y:.3f},{z:.3f},{b_factor:.2f}")
    lines.insert(len(lines) - len(atoms), COLUMNS)
    return "\n".join(lines) + "\n"


def _helices(text: str) -> tuple[Helix, ...]:
    words = (word.rsplit(" ", 1) for word in text.split(", ") if word)
    return tuple(Helix(name, *map(int, ends.split("-"))) for name, ends in words)
