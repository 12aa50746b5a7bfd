"""Analyses of the structure beside Biopython's for the same atoms, and beside the time a lesson can wait.

The chain is the structure that comes with the course. The complex is entry 2B5I, from the reference data where
IL2COURSE_REFERENCE names them, else from the wwPDB. Each time is processor time, so that what else the machine does
counts little, and the median of some runs after one that does not count.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from il2course import structure
from il2course.commands.bench import Comparison
from il2course.coordinates import Chain
from il2course.errors import CourseError

RUNS, PATIENCE_S = 7, 3.0
CHAIN_S, COMPLEX_S = 0.2, 2.0
FINE_POINTS = 6000
WATER_A = 4.0


def compare() -> Iterator[Comparison]:
    """Against Biopython first, then everything against the time a lesson can wait."""
    chain = structure.il2()
    yield _areas(chain, "area of each residue, 126 residues")
    yield _torsions(chain)
    yield _fit(chain)
    try:
        whole = _complex()
    except CourseError as error:
        print(f"the complex is not measured: {error}", file=sys.stderr)
    else:
        yield _contacts(whole.il2, whole.receptor)
        yield _complex_areas(whole.chains)
        yield from _within(COMPLEX_S, "complex, ", _of_complex(whole))
    yield from _within(CHAIN_S, "chain, ", _of_chain(chain))


def _seconds(call: Callable[[], object]) -> float:
    """Median processor time of a call; a slow one is run less often."""
    call()
    taken = []
    while len(taken) < RUNS and sum(taken) < PATIENCE_S:
        start = time.process_time()
        call()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def _row(what: str, ours: Callable, peer: str, theirs: Callable, accuracy: str) -> Comparison:
    mine, others = _seconds(ours), _seconds(theirs)
    return Comparison(what, _figure(mine), peer, _figure(others), others / mine, accuracy)


def _figure(seconds: float) -> str:
    return f"{1000 * seconds:.3g} ms"


def _complex() -> structure.Entry:
    folder = os.environ.get("IL2COURSE_REFERENCE")
    if folder:
        return structure.parse((Path(folder) / "structures" / "2B5I.pdb").read_text(encoding="utf-8"), "2B5I")
    return structure.fetch("2B5I")


def _biopython(*chains: Chain):
    """The same atoms as a model of Biopython's."""
    from Bio.PDB.StructureBuilder import StructureBuilder

    builder = StructureBuilder()
    builder.init_structure("peer")
    builder.init_model(0)
    for chain in chains:
        builder.init_chain(chain.letter)
        builder.init_seg(" ")
        atoms, last = chain.atoms, None
        for at, (number, name) in enumerate(zip(atoms.number.tolist(), atoms.name.tolist(), strict=True)):
            if number != last:
                builder.init_residue(chain.residue(number).code, " ", number, " ")
                last = number
            builder.init_atom(name, atoms.xyz_A[at], 0.0, 1.0, " ", f" {name:3}", at, name[0])
    return builder.get_structure()[0]


def _areas(chain: Chain, what: str) -> Comparison:
    from Bio.PDB.SASA import ShrakeRupley

    model = _biopython(chain)
    peer = ShrakeRupley(n_points=400)
    fine = structure.accessibility(chain, points=FINE_POINTS).area_A2
    peer.compute(model, level="R")
    theirs = np.array([residue.sasa for residue in model.get_residues()])
    accuracy = f"rms error {_rms(structure.accessibility(chain).area_A2 - fine):.2f} Å², peer {_rms(theirs - fine):.2f}"
    return _row(
        f"{what}, 400 points",
        lambda: structure.accessibility(chain),
        "Bio.PDB ShrakeRupley",
        lambda: peer.compute(model, level="R"),
        accuracy,
    )


def _complex_areas(chains: dict[str, Chain]) -> Comparison:
    from Bio.PDB.SASA import ShrakeRupley

    every = list(chains.values())
    model, peer = _biopython(*every), ShrakeRupley(n_points=100)
    peer.compute(model, level="A")
    theirs = np.array([atom.sasa for atom in model.get_atoms()]).sum()
    ours = structure.atom_areas_A2(every, 100).sum()
    return _row(
        f"area of each atom, {len(list(model.get_atoms()))} atoms, 100 points",
        lambda: structure.atom_areas_A2(every, 100),
        "Bio.PDB ShrakeRupley",
        lambda: peer.compute(model, level="A"),
        f"totals agree to {abs(ours / theirs - 1):.2%}",
    )


def _rms(values: np.ndarray) -> float:
    return float(np.sqrt(np.mean(values**2)))


def _contacts(il2: Chain, receptor: dict[str, Chain]) -> Comparison:
    from Bio.PDB import NeighborSearch

    models = {name: _biopython(il2, partner) for name, partner in receptor.items()}

    def ours() -> dict[str, set[int]]:
        pairs = {name: structure.interface(il2, partner).pairs for name, partner in receptor.items()}
        return {name: {own for own, _, _ in found} for name, found in pairs.items()}

    def theirs() -> dict[str, set[int]]:
        found = {}
        for name, model in models.items():
            partner = NeighborSearch(list(model[receptor[name].letter].get_atoms()))
            atoms = model[il2.letter].get_atoms()
            found[name] = {atom.parent.id[1] for atom in atoms if partner.search(atom.coord, WATER_A)}
        return found

    same = "same residues" if ours() == theirs() else "not the same residues"
    return _row("residues that touch the three receptor chains", ours, "Bio.PDB NeighborSearch", theirs, same)


def _torsions(chain: Chain) -> Comparison:
    from Bio.PDB.Polypeptide import PPBuilder

    model = _biopython(chain)

    def theirs() -> list[tuple[float, float]]:
        pieces = [piece.get_phi_psi_list() for piece in PPBuilder().build_peptides(model)]
        return [pair for piece in pieces for pair in piece if None not in pair]

    found = structure.torsions(chain)
    off = np.abs(np.degrees(theirs()) - np.stack([found.phi_deg, found.psi_deg], axis=1)).max()
    return _row(
        "φ and ψ of 122 residues", lambda: structure.torsions(chain), "Bio.PDB PPBuilder", theirs, f"to {off:.0e}°"
    )


def _fit(chain: Chain) -> Comparison:
    from Bio.SVDSuperimposer import SVDSuperimposer

    random = np.random.default_rng(1)
    atoms = chain.atoms
    other = Chain(
        chain.name,
        "shaken",
        chain.sequence,
        type(atoms)(atoms.number, atoms.name, atoms.xyz_A + random.normal(size=atoms.xyz_A.shape), atoms.b_factor_A2),
    )
    carbon = [one.atoms.of(one.resolved, ["CA"]).xyz_A for one in (chain, other)]

    def theirs() -> float:
        peer = SVDSuperimposer()
        peer.set(carbon[1], carbon[0])
        peer.run()
        return peer.get_rms()

    off = abs(theirs() - structure.superpose(chain, other).rmsd_A)
    return _row(
        "superposition by 126 Cα, with displacements",
        lambda: structure.superpose(chain, other),
        "Bio SVDSuperimposer, without",
        theirs,
        f"same RMSD to {off:.0e} Å",
    )


def _of_chain(chain: Chain) -> dict[str, Callable[[], object]]:
    il2 = structure.mature()
    return {
        "hydrogen bonds and helices": lambda: structure.helices(chain),
        "axes, angles and topology": lambda: structure.bundle(chain).topology,
        "φ and ψ": lambda: structure.torsions(chain),
        "contact map by heavy atoms": lambda: structure.distance_map(chain).contacts(WATER_A),
        "disulfide and free cysteine": lambda: structure.free_cysteines(chain),
        "accessible area": lambda: structure.accessibility(chain),
        "hydrophobic core": lambda: structure.core(chain),
        "wheels of all helices": lambda: [structure.helix_wheel(chain, helix).moment for helix in chain.helices],
        "B-factors": lambda: structure.standard_b_factor(chain),
        "mass, pI, extinction": lambda: (structure.mass_Da(il2), structure.isoelectric_point(il2)),
        "charge at 121 pH values": lambda: structure.charge(il2, np.linspace(2, 14, 121)),
    }


def _of_complex(whole: structure.Entry) -> dict[str, Callable[[], object]]:
    return {
        "three interfaces": lambda: [structure.interface(whole.il2, one).pairs for one in whole.receptor.values()],
        "three buried areas": lambda: [structure.burial(whole.il2, one).total_A2 for one in whole.receptor.values()],
        "accessible area of all atoms": lambda: structure.atom_areas_A2(list(whole.chains.values())),
    }


def _within(limit_s: float, what: str, calls: dict[str, Callable[[], object]]) -> Iterator[Comparison]:
    for name, call in calls.items():
        taken = _seconds(call)
        kept = "kept" if taken <= limit_s else "NOT KEPT"
        yield Comparison(what + name, _figure(taken), "time to wait", _figure(limit_s), limit_s / taken, kept)
