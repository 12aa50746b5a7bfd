"""Coordinates: chains of residues, the atoms of each, and the structure of IL-2 that needs no network.

>>> from il2course import coordinates
>>> il2 = coordinates.il2()
>>> il2.residue(42).label, len(il2.resolved), il2.atoms.xyz_A.shape
('F42', 126, (1025, 3))
"""

from il2course.coordinates.chain import Atoms, Chain, Helix, Residue, spans
from il2course.coordinates.embedded import il2, read, write
from il2course.coordinates.mmcif import mmcif
from il2course.coordinates.selection import select

__all__ = ["Atoms", "Chain", "Helix", "Residue", "il2", "mmcif", "read", "select", "spans", "write"]
