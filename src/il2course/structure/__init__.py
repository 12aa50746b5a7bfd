"""Lesson 1's science: the sequence of IL-2, its atoms, and what can be read from them.

>>> from il2course import structure
>>> drug = structure.aldesleukin()
>>> len(drug), drug.free_cysteines()
(132, ())
>>> structure.bundle(structure.il2()).topology
'up-up-down-down'
>>> structure.fetch("2B5I").receptor["alpha"].name  # doctest: +SKIP
'human CD25 (IL-2Rα)'
"""

from il2course.coordinates import Chain, Helix, il2, select
from il2course.structure.archive import ARCHIVE, NotFetched, fetch, forget
from il2course.structure.backbone import Backbone, backbone
from il2course.structure.bundle import Axis, Bundle, angle_deg, axis, bundle, closest_points_A, crossing_angle_deg
from il2course.structure.chemistry import charge, extinction_per_M_cm, isoelectric_point, mass_Da
from il2course.structure.contact import DistanceMap, Interface, distance_map, interface, jaccard
from il2course.structure.disulfide import Disulfide, disulfides, free_cysteines, sulfur_distances_A
from il2course.structure.entry import Entry, WrongFile, parse
from il2course.structure.flexibility import Comparison, compare, standard_b_factor
from il2course.structure.hydrogen_bond import bond_energies_kcal_mol, helices, hydrogen_bonds, turns
from il2course.structure.hydrophobicity import EISENBERG, MOST_ACCESSIBLE_A2
from il2course.structure.mutation import Mutation, aldesleukin, mutate
from il2course.structure.numbering import to_mature, to_precursor
from il2course.structure.protein import RECEPTOR_CHAINS, Protein, mature, precursor, signal_peptide
from il2course.structure.recognition import is_il2, recognize
from il2course.structure.superposition import Superposition, side_chain_displacements_A, superpose
from il2course.structure.surface import Accessibility, Burial, accessibility, atom_areas_A2, burial, core
from il2course.structure.torsion import Torsions, dihedral_deg, torsions
from il2course.structure.wheel import Wheel, helix_wheel, moment_by_step, wheel

__all__ = [
    "ARCHIVE",
    "EISENBERG",
    "MOST_ACCESSIBLE_A2",
    "RECEPTOR_CHAINS",
    "Accessibility",
    "Axis",
    "Backbone",
    "Bundle",
    "Burial",
    "Chain",
    "Comparison",
    "DistanceMap",
    "Disulfide",
    "Entry",
    "Helix",
    "Interface",
    "Mutation",
    "NotFetched",
    "Protein",
    "Superposition",
    "Torsions",
    "Wheel",
    "WrongFile",
    "accessibility",
    "aldesleukin",
    "angle_deg", "atom_areas_A2",
    "axis",
    "backbone",
    "bond_energies_kcal_mol",
    "bundle",
    "burial",
    "charge",
    "closest_points_A",
    "compare",
    "core",
    "crossing_angle_deg",
    "dihedral_deg",
    "distance_map",
    "disulfides",
    "extinction_per_M_cm",
    "fetch",
    "forget",
    "free_cysteines",
    "helices",
    "helix_wheel",
    "hydrogen_bonds",
    "il2",
    "interface",
    "is_il2",
    "isoelectric_point",
    "jaccard",
    "mass_Da",
    "mature",
    "moment_by_step",
    "mutate",
    "parse",
    "precursor",
    "recognize",
    "select",
    "side_chain_displacements_A",
    "signal_peptide",
    "standard_b_factor",
    "sulfur_distances_A",
    "superpose",
    "to_mature",
    "to_precursor",
    "torsions",
    "turns",
    "wheel",
]  # fmt: skip
