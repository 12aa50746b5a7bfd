"""Fetching an entry: once, whole, the right one, and a sentence where that cannot be."""

import gzip
import subprocess
import sys

import pytest

from il2course import structure
from il2course.errors import CourseError
from il2course.structure import NotFetched, WrongFile
from il2course.structure import archive as fetching

GOES_ON = (
    "the lesson goes on with structure.il2(), which needs no network, and with the contacts and areas in the ledger"
)


def host(archive) -> str:
    return archive.address.split("/")[2]


def test_an_entry_is_fetched_once_and_kept(archive, structures, tmp_path):
    archive.files["2B5I.pdb"] = (structures / "2B5I.pdb").read_bytes()
    first = structure.fetch("2b5i", archive.address, tmp_path)
    again = structure.fetch("2B5I", archive.address, tmp_path)
    assert archive.asked == ["2B5I.pdb"]
    assert dict(first.proteins) == dict(again.proteins) == {"A": "IL-2", "B": "CD122", "C": "CD132", "D": "CD25"}
    assert [path.name for path in tmp_path.iterdir()] == ["2B5I.pdb.gz"]


def test_files_may_come_compressed_as_the_archive_has_them(archive, structures, tmp_path):
    archive.files["m4/pdb1m47.ent.gz"] = gzip.compress((structures / "1M47.pdb").read_bytes())
    address = archive.address.replace("{ENTRY}.pdb", "{middle}/pdb{entry}.ent.gz")
    assert structure.fetch("1M47", address, tmp_path).code == "1M47"
    assert structure.ARCHIVE.format(entry="1m47", ENTRY="1M47", middle="m4").endswith("/divided/pdb/m4/pdb1m47.ent.gz")


def test_a_connection_that_breaks_half_way_is_tried_again(archive, structures, tmp_path):
    archive.files["1M47.pdb"] = (structures / "1M47.pdb").read_bytes()
    archive.breaks["1M47.pdb"] = 2
    assert len(structure.fetch("1M47", archive.address, tmp_path).il2.resolved) == 122
    assert len(archive.asked) == 3


def test_a_connection_that_keeps_breaking_ends_in_a_sentence_and_leaves_nothing(archive, structures, tmp_path):
    archive.files["1M47.pdb"] = (structures / "1M47.pdb").read_bytes()
    archive.breaks["1M47.pdb"] = 99
    with pytest.raises(NotFetched) as caught:
        structure.fetch("1M47", archive.address, tmp_path)
    assert str(caught.value) == f"1M47 did not come from {host(archive)} (the connection broke off): {GOES_ON}"
    assert len(archive.asked) == 3 and not list(tmp_path.iterdir())


def test_without_a_network_a_sentence_says_what_still_works(archive, tmp_path):
    with pytest.raises(NotFetched) as caught:
        structure.fetch("2B5I", "http://127.0.0.1:9/{entry}", tmp_path)
    assert str(caught.value) == f"2B5I did not come from 127.0.0.1:9 (no connection): {GOES_ON}"
    assert isinstance(caught.value, CourseError)


def test_an_entry_that_is_not_there_is_told_from_no_network(archive, tmp_path):
    with pytest.raises(NotFetched) as caught:
        structure.fetch("9ZZZ", archive.address, tmp_path)
    assert str(caught.value) == f"9ZZZ did not come from {host(archive)} (the server answers 404): {GOES_ON}"


def spoiled(kind: str, text: str) -> str:
    lines = text.splitlines(keepends=True)
    if kind == "truncated":
        return "".join(lines[: len(lines) // 2])
    if kind == "an atom cannot be read":
        at = next(place for place, line in enumerate(lines) if line.startswith("ATOM"))
        lines[at] = lines[at][:30] + "   x.xxx" + lines[at][38:]
    if kind == "a page":
        return "<html>maintenance</html>\n"
    if kind == "no atoms":
        return "".join(line for line in lines if not line.startswith(("ATOM", "HETATM", "ANISOU", "TER")))
    return "".join(lines)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("truncated", "the file of 1M47 must reach its END, got 'ATOM    357  CB  LYS' at last"),
        ("a page", "the file of 1M47 must reach its END, got '<html>maintenance</h' at last"),
        ("no atoms", "the atoms of 1M47 must be readable, got none"),
    ],
)
def test_what_is_no_whole_entry_is_refused(archive, structures, tmp_path, kind, reason):
    archive.files["1M47.pdb"] = spoiled(kind, (structures / "1M47.pdb").read_text()).encode()
    with pytest.raises(NotFetched) as caught:
        structure.fetch("1M47", archive.address, tmp_path)
    assert str(caught.value) == f"1M47 did not come from {host(archive)} ({reason}): {GOES_ON}"
    assert len(archive.asked) == 3 and not list(tmp_path.iterdir())


def test_another_entry_is_refused_and_not_kept(archive, structures, tmp_path):
    archive.files["2B5I.pdb"] = (structures / "1M47.pdb").read_bytes()
    with pytest.raises(NotFetched) as caught:
        structure.fetch("2B5I", archive.address, tmp_path)
    reason = "the file must be entry 2B5I, got 1M47"
    assert str(caught.value) == f"2B5I did not come from {host(archive)} ({reason}): {GOES_ON}"
    assert len(archive.asked) == 3 and not list(tmp_path.iterdir())


def test_half_a_compressed_file_is_refused_and_not_kept(archive, structures, tmp_path):
    whole = gzip.compress((structures / "1M47.pdb").read_bytes())
    archive.files["1M47.pdb"] = whole[: len(whole) // 2]
    with pytest.raises(NotFetched) as caught:
        structure.fetch("1M47", archive.address, tmp_path)
    assert str(caught.value).startswith(f"1M47 did not come from {host(archive)} (Compressed file ended")
    assert len(archive.asked) == 3 and not list(tmp_path.iterdir())


def test_an_atom_that_cannot_be_read_is_refused(structures):
    with pytest.raises(WrongFile, match=r"^the atoms of 1M47 must be readable, got .*coordinate"):
        structure.parse(spoiled("an atom cannot be read", (structures / "1M47.pdb").read_text()), "1M47")


def test_another_entry_is_refused_by_its_name_and_by_its_chains(structures):
    text = (structures / "1M47.pdb").read_text()
    with pytest.raises(WrongFile) as caught:
        structure.parse(text, "2B5I")
    assert str(caught.value) == "the file must be entry 2B5I, got 1M47"
    nameless = text[text.index("\n") + 1 :]
    with pytest.raises(WrongFile) as caught:
        structure.parse(nameless, "2B5I")
    assert str(caught.value) == "the file of 2B5I must hold CD25, got none"
    with pytest.raises(WrongFile) as caught:
        structure.parse(nameless, "4HHB")
    assert str(caught.value) == "the file of 4HHB must hold its name and a protein, got none"


@pytest.mark.parametrize("spoil", [lambda data: data[: len(data) // 2], lambda data: data[:5000] + b"?" + data[5001:]])
def test_a_spoiled_cache_is_noticed_and_fetched_again(archive, structures, tmp_path, spoil):
    archive.files["1M47.pdb"] = (structures / "1M47.pdb").read_bytes()
    structure.fetch("1M47", archive.address, tmp_path)
    kept = tmp_path / "1M47.pdb.gz"
    whole = kept.read_bytes()
    kept.write_bytes(spoil(whole))
    structure.fetch("1M47", archive.address, tmp_path)
    assert len(archive.asked) == 2 and kept.read_bytes() == whole


def test_a_forgotten_entry_is_fetched_again(archive, structures, tmp_path):
    archive.files["1M47.pdb"] = (structures / "1M47.pdb").read_bytes()
    for _ in range(2):
        structure.fetch("1M47", archive.address, tmp_path)
        structure.forget("1M47", tmp_path)
    structure.forget("1M47", tmp_path)
    assert len(archive.asked) == 2


@pytest.mark.parametrize("entry", ["", "2B5", "IL-2", "../../x", "2B5I.pdb", 7])
def test_what_is_no_code_is_refused_before_anything_is_asked(entry):
    with pytest.raises(ValueError) as caught:
        structure.fetch(entry)
    assert str(caught.value) == f"entry must be a code like 2B5I, got {entry!r}"


@pytest.mark.parametrize("missing", ["pooch", "Bio.PDB", "Bio.SeqUtils.ProtParam"])
def test_only_what_needs_a_package_says_that_it_is_missing(monkeypatch, structures, tmp_path, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    asked = {
        "pooch": (lambda: structure.fetch("1M47"), f"structure.fetch needs the package pooch, which is not here: pip install pooch; {GOES_ON}"),
        "Bio.PDB": (
            lambda: structure.parse((structures / "1M47.pdb").read_text(), "1M47"),
            "structure.parse needs the package biopython, which is not here: pip install biopython",
        ),
        "Bio.SeqUtils.ProtParam": (
            lambda: structure.mass_Da(structure.mature()),
            "mass_Da needs the package biopython, which is not here: pip install biopython",
        ),
    }
    call, sentence = asked[missing]
    with pytest.raises(CourseError) as caught:
        call()
    assert str(caught.value) == sentence
    assert structure.bundle(structure.il2()).topology == "up-up-down-down"


WITHOUT = """
import sys
for absent in ("Bio", "pooch", "requests", "lmfit", "matplotlib"):
    sys.modules[absent] = None
from il2course import structure
il2 = structure.il2()
print(structure.bundle(il2).topology, structure.free_cysteines(il2), structure.mutate(structure.mature(), "F42A").name)
"""


def test_the_room_opens_without_biopython_and_without_pooch():
    ran = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, timeout=120, check=False)
    assert (ran.stdout, ran.stderr) == ("up-up-down-down (125,) mature IL-2 F42A\n", "")


def test_the_user_s_own_cache_is_the_default():
    assert fetching._folder(None).parts[-2:] == ("il2course", "structures")


@pytest.mark.full
@pytest.mark.parametrize("entry", ["1M47", "2B5I", "2ERJ", "1Z92"])
def test_the_world_wide_archive_still_has_the_entries_of_the_lesson(tmp_path, entry):
    fetched = structure.fetch(entry, folder=tmp_path)
    assert fetched.il2.residue(42).label == "F42" and 42 in fetched.il2.resolved
