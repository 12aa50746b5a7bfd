"""Files from a folder or a zip, and nothing but files."""

import os
import stat
import zipfile
from datetime import datetime

import pytest

from il2course.errors import CourseError
from il2course.grading import handed
from il2course.grading.handed import Handed, collect, passed_over

BOOK = b'{"cells": []}'
SCRIPT = b"# %%\nx = 1\n"


@pytest.fixture
def folder(tmp_path):
    """A folder to hand in to."""
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def write(folder, name, content=BOOK, when=1e9):
    """One file with its own time."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    os.utime(file, (when, when))
    return file


def names(place, tmp_path):
    """What is collected."""
    return [each.name for each in collect(place, but=tmp_path / "out")]


def test_submissions_at_any_depth(folder, tmp_path):
    """Notebooks and percent scripts; no others, no hidden ones, and not the grader's own copies."""
    write(folder, "b/deep/er/b.ipynb")
    write(folder, "a.py", SCRIPT)
    write(folder, "C.IPYNB")
    write(folder, "empty.py", b"")
    for other in ("helper.py", "notes.pdf", ".ipynb_checkpoints/a.ipynb", "__MACOSX/._a.ipynb", "../out/copy.ipynb"):
        write(folder, other, b"x = 1")
    assert names(folder, tmp_path) == ["C.IPYNB", "a.py", "b/deep/er/b.ipynb", "empty.py"]
    assert names(tmp_path, tmp_path) == ["in/C.IPYNB", "in/a.py", "in/b/deep/er/b.ipynb", "in/empty.py"]


def test_what_is_passed_over_is_told_by_name(folder, tmp_path, pack):
    """Whatever somebody may have taken for a submission; not what is hidden, the grader's, or made by the sheet."""
    write(folder, "a.ipynb")
    for other in ("b/answers.docx", "helper.py", "work.zip", ".DS_Store", "progress.json", "__pycache__/helper.pyc"):
        write(folder, other, b"x = 1")
    (folder / "linked").symlink_to(tmp_path, target_is_directory=True)
    write(tmp_path, "out/gradebook.csv")
    assert passed_over(folder, tmp_path / "out", {"a.ipynb"}) == ["b/answers.docx", "helper.py", "linked", "work.zip"]
    place = pack(("a.ipynb", BOOK), ("b/answers.docx", b"x"), ("__MACOSX/._a.ipynb", b"x"), ("c/", b""))
    assert passed_over(place, tmp_path, {"a.ipynb"}) == ["b/answers.docx"]


def test_a_file_as_it_was_handed_in(folder, tmp_path):
    write(folder, "a.py", SCRIPT, when=123)
    assert list(collect(folder, but=tmp_path)) == [Handed("a.py", 123.0, SCRIPT)]


@pytest.mark.parametrize(
    "name",
    ["hw_ada_attempt_2026-03-01-12-30-45_a.ipynb", "ada 2026-03-01T12:30:45.ipynb", "2026-03-01 12.30.45/a.ipynb"],
)
def test_a_time_stamp_in_the_name_counts(folder, tmp_path, name):
    write(folder, name)
    (found,) = collect(folder, but=tmp_path)
    assert found.when == datetime(2026, 3, 1, 12, 30, 45).timestamp()


@pytest.mark.parametrize(
    "name",
    [
        "lovelaceada_LATE_123_4567_a-2020-01-01-00-00-00.ipynb",
        "lovelaceada_123_4567_hw_ada_attempt_2020-01-01-00-00-00_a.ipynb",
        "Ada Lovelace_123_assignsubmission_file_/2020-01-01-00-00-00.ipynb",
        "Ada Lovelace_123_assignsubmission_file_2020-01-01-00-00-00.ipynb",
    ],
)
def test_a_time_stamp_that_the_author_wrote_does_not_count(folder, tmp_path, name):
    """A file that came late would come in time, and Canvas's own mark would not be seen."""
    write(folder, name, when=7)
    (found,) = collect(folder, but=tmp_path)
    assert (found.when, found.stamped) == (7, False)


def test_a_time_stamp_that_the_platform_wrote_counts_there_too(folder, tmp_path):
    write(folder, "2026-03-01-12-30-45/ada_12_34_2020-01-01-00-00-00.ipynb", when=7)
    (found,) = collect(folder, but=tmp_path)
    assert (found.when, found.stamped) == (datetime(2026, 3, 1, 12, 30, 45).timestamp(), True)


def test_a_time_stamp_that_is_none(folder, tmp_path):
    write(folder, "2026-99-01-12-30-45.ipynb", when=7)
    (found,) = collect(folder, but=tmp_path)
    assert found.when == 7


def test_what_is_no_file_is_not_opened(folder, tmp_path):
    """A link to the key, a link to nowhere, a pipe that would keep the grader waiting, a folder named like a file."""
    secret = write(tmp_path, "secret", b"# %%\nsecret")
    (folder / "a.ipynb").symlink_to(secret)
    (folder / "b.py").symlink_to(tmp_path / "nowhere")
    os.mkfifo(folder / "c.ipynb")
    (folder / "d.ipynb").mkdir()
    assert [(each.name, each.fault, each.content) for each in collect(folder, but=tmp_path)] == [
        ("a.ipynb", "it is a symbolic link", b""),
        ("b.py", "it is a symbolic link", b""),
        ("c.ipynb", "it is no ordinary file", b""),
    ]


def test_a_link_to_a_folder_is_not_followed(folder, tmp_path):
    write(tmp_path, "elsewhere/a.ipynb")
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    assert names(folder, tmp_path) == []


def test_a_file_that_is_too_large(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(handed, "LARGEST", 3 << 20)
    write(folder, "a.ipynb", b" " * (3 << 20))
    write(folder, "b.ipynb", b" " * ((3 << 20) + 1))
    assert [(each.fault, len(each.content)) for each in collect(folder, but=tmp_path)] == [
        ("", 3 << 20),
        ("it is larger than 3 MB", 0),
    ]


def test_a_name_that_is_no_text(folder, tmp_path):
    """Such names exist on Linux; they are shown with a mark and graded like others."""
    (folder / os.fsdecode(b"caf\xe9.ipynb")).write_bytes(BOOK)
    assert names(folder, tmp_path) == ["caf\ufffd.ipynb"]


def test_a_name_that_would_move_the_cursor(folder, tmp_path):
    """Whoever prints it is safe."""
    write(folder, "a\x1b[2J\n\u202e.ipynb")
    assert names(folder, tmp_path) == ["a\ufffd[2J\ufffd\ufffd.ipynb"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read(folder, tmp_path):
    """Nobody in it may be forgotten."""
    (folder / "ada").mkdir(mode=0)
    with pytest.raises(CourseError) as error:
        names(folder, tmp_path)
    (folder / "ada").chmod(0o700)
    assert str(error.value) == f"{folder}/ada cannot be read: Permission denied"


# Zips


@pytest.fixture
def pack(tmp_path):
    """Write a zip from names, or entries, and contents."""

    def write_zip(*entries):
        place = tmp_path / "platform.zip"
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in entries:
                archive.writestr(name, content)
        return place

    return write_zip


def test_submissions_in_a_zip(pack, tmp_path):
    """The same file as from a folder; its time is the entry's."""
    entry = zipfile.ZipInfo("ada/a.py", (2026, 3, 1, 12, 30, 44))
    place = pack(("notes.pdf", b""), ("b.ipynb", BOOK), (entry, SCRIPT), (".hidden/c.ipynb", BOOK))
    found = list(collect(place, but=tmp_path))
    assert [each.name for each in found] == ["ada/a.py", "b.ipynb"]
    assert found[0] == Handed("ada/a.py", datetime(2026, 3, 1, 12, 30, 44).timestamp(), SCRIPT)


@pytest.mark.parametrize("name", ["../a.ipynb", "a/../../b.ipynb", "/etc/a.ipynb", "..\\a.ipynb", "C:\\a.ipynb"])
def test_names_that_lead_out_of_the_zip(pack, tmp_path, name):
    """They stay names: nothing is unpacked, nothing lies outside, and the others are read."""
    found = list(collect(pack((name, BOOK), ("fine.ipynb", BOOK)), but=tmp_path))
    faults = {each.name: each.fault for each in found}
    assert faults.pop("fine.ipynb") == ""
    assert list(faults.values()) == ["its name leads out of the zip"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["platform.zip"]


def test_a_link_in_a_zip(pack, tmp_path):
    entry = zipfile.ZipInfo("a.ipynb")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    (found,) = collect(pack((entry, b"/etc/passwd")), but=tmp_path)
    assert (found.fault, found.content) == ("it is a symbolic link", b"")


def test_a_bomb_in_a_zip(pack, tmp_path):
    """One entry that unpacks to more than a submission may have is not unpacked; the others are."""
    found = collect(pack(("bomb.ipynb", b" " * (21 << 20)), ("fine.ipynb", BOOK)), but=tmp_path)
    assert [(each.fault, each.content) for each in found] == [("it is larger than 20 MB", b""), ("", BOOK)]


def test_an_entry_that_lies_about_its_size(pack, tmp_path):
    """What it says is the most that is unpacked."""
    place = pack(("bomb.ipynb", b" " * (30 << 20)))
    raw, real, small = place.read_bytes(), (30 << 20).to_bytes(4, "little"), (9).to_bytes(4, "little")
    assert raw.count(real) == 2
    place.write_bytes(raw.replace(real, small))
    (found,) = collect(place, but=tmp_path)
    assert len(found.content) <= 9


def test_a_broken_entry(pack, tmp_path):
    place = pack(("a.ipynb", os.urandom(1000)), ("b.ipynb", BOOK))
    raw = bytearray(place.read_bytes())
    raw[100] ^= 0xFF
    place.write_bytes(raw)
    first, second = collect(place, but=tmp_path)
    assert first.fault == "the zip does not give it out: Bad CRC-32 for file 'a.ipynb'"
    assert second == Handed("b.ipynb", second.when, BOOK)


def test_the_same_name_twice_in_a_zip(pack, tmp_path):
    """Both are there."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        place = pack(("a.ipynb", BOOK), ("a.ipynb", BOOK))
    assert names(place, tmp_path) == ["a.ipynb", "a.ipynb"]


def test_a_zip_with_too_much_in_it(pack, tmp_path, monkeypatch):
    place = pack(*((f"{n}.ipynb", b" " * (2 << 20)) for n in range(3)))
    monkeypatch.setattr(handed, "LARGEST_ZIP", 5 << 20)
    with pytest.raises(CourseError) as error:
        list(collect(place, but=tmp_path))
    assert str(error.value) == f"{place} unpacks to 6 MB; the grader takes 5 MB at most"
    monkeypatch.setattr(handed, "MOST_ENTRIES", 2)
    with pytest.raises(CourseError) as error:
        list(collect(place, but=tmp_path))
    assert str(error.value) == f"{place} holds 3 files; the grader takes 2 at most"


def test_no_zip(tmp_path):
    (tmp_path / "a.ipynb").write_bytes(BOOK)
    with pytest.raises(CourseError) as error:
        list(collect(tmp_path / "a.ipynb", but=tmp_path))
    assert str(error.value) == f"{tmp_path}/a.ipynb is neither a folder nor a zip: File is not a zip file"


def test_nothing_there(tmp_path):
    with pytest.raises(CourseError) as error:
        collect(tmp_path / "nowhere", but=tmp_path)
    assert str(error.value) == f"there is no folder or zip {tmp_path}/nowhere"
