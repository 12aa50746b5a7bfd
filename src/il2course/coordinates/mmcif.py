"""A chain as the smallest mmCIF text that viewers read: sequence, helices, atoms."""

from collections.abc import Iterator

from il2course.coordinates.chain import Chain
from il2course.signature import typed


@typed
def mmcif(chain: Chain) -> str:
    """The chain as mmCIF; its block is named `il2course`, so that nobody takes it for an entry of a data bank."""
    return "\n".join(["data_il2course", "#", *_about(chain), *_sequence(chain), *_helices(chain), *_atoms(chain), ""])


def _about(chain: Chain) -> Iterator[str]:
    yield f'_struct.title "{chain.name}"'
    yield f'_struct.pdbx_descriptor "{chain.origin}"'
    yield from ("_entity.id 1", "_entity.type polymer", f'_entity.pdbx_description "{chain.name}"')
    yield from ("_entity_poly.entity_id 1", "_entity_poly.type polypeptide(L)", "#")


def _sequence(chain: Chain) -> Iterator[str]:
    yield from _loop("entity_poly_seq", ("entity_id", "num", "mon_id"))
    for place, number in enumerate(chain.numbers, start=1):
        yield f"1 {place} {chain.residue(number).code}"
    yield "#"


def _helices(chain: Chain) -> Iterator[str]:
    if not chain.helices:
        return
    ends = [f"{end}_{field}" for end in ("beg", "end") for field in ("label_comp_id", "label_asym_id", "label_seq_id")]
    yield from _loop("struct_conf", ("conf_type_id", "id", *ends))
    for place, helix in enumerate(chain.helices, start=1):
        both = (
            f"{chain.residue(number).code} {chain.letter} {number - chain.first + 1}"
            for number in (helix.first, helix.last)
        )
        yield f"HELX_P H{place} {' '.join(both)}"
    yield "#"


def _atoms(chain: Chain) -> Iterator[str]:
    fields = "group_PDB id type_symbol label_atom_id label_alt_id label_comp_id label_asym_id label_entity_id"
    more = "label_seq_id auth_seq_id auth_asym_id Cartn_x Cartn_y Cartn_z occupancy B_iso_or_equiv"
    yield from _loop("atom_site", (*fields.split(), *more.split()))
    atoms, letter = chain.atoms, chain.letter
    rows = zip(atoms.number, atoms.element, atoms.name, atoms.xyz_A, atoms.b_factor_A2, strict=True)
    for place, (number, element, name, (x, y, z), b_factor) in enumerate(rows, start=1):
        code, label = chain.residue(number).code, number - chain.first + 1
        where = f"{x:.3f} {y:.3f} {z:.3f} 1 {b_factor:.2f}"
        yield f"ATOM {place} {element} {name} . {code} {letter} 1 {label} {number} {letter} {where}"
    yield "#"


def _loop(category: str, fields: tuple[str, ...]) -> list[str]:
    return ["loop_", *(f"_{category}.{field}" for field in fields)]
