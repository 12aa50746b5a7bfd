"""A disk that fills up and a folder that cannot be written: one sentence, and nothing damaged."""

import os
import subprocess
from dataclasses import dataclass

import pytest

from il2course.errors import CourseError
from il2course.grading.desk import Desk
from il2course.grading.gradebook import Result
from il2course.grading.grader import Order, grade
from il2course.grading.ingest import Store
from il2course.grading.marks import Mark

PAGE_KB = 4
ROOM = "size=10m,rw"


@dataclass
class Quick(Desk):
    """A desk at which nothing is run, and everybody has half of the points."""

    def prepare(self, pool, places):
        """Nothing."""

    def grade(self, submission, wanted=None):
        """Half of the points."""
        return Result(tuple(Mark(each.id, each.points / 2) for each in self.sheet.exercises))


@pytest.fixture
def disk(tmp_path):
    """Gives the disk that the marks are on another size, or other rights."""
    if os.geteuid() or not os.path.exists("/proc/self/mounts"):
        pytest.skip("only root on Linux can mount a disk")
    place = tmp_path / "disk"
    place.mkdir()

    def mount(options):
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], check=True)

    mount("size=4k")
    yield lambda options: mount(f"remount,{options}")
    subprocess.run(["umount", str(place)], check=True)


@pytest.fixture
def run(tmp_path, sheet, key, jail):
    """Grade two submissions into a folder; the table, or the sentence that says why there is none."""
    (tmp_path / "in").mkdir()
    for name in ("ada", "bob"):
        (tmp_path / "in" / f"{name}.py").write_text(f"# %%\nclosure_nM = {name!r}\n{'# ' + 'x' * 5000}\n")

    def once(out):
        desk = Quick(sheet, key, jail, Store(out / "submissions"))
        try:
            grade(Order(tmp_path / "in", out), desk, lambda done, total: done)
        except CourseError as error:
            return str(error)
        return (out / "gradebook.csv").read_text()

    return once


def test_a_disk_that_fills_up(disk, run, tmp_path):
    """Page by page more room, until there is enough: whatever lacks it says so, and with room all is as ever."""
    undisturbed, full = run(tmp_path / "undisturbed"), set()
    for pages in range(1, 100):
        out = tmp_path / "disk" / f"marks{pages}"
        disk(f"size={PAGE_KB * pages}k")
        said = run(out)
        if said == undisturbed:
            break
        place, _, reason = said.partition(" cannot be written: ")
        assert reason in ("No space left on device", "database or disk is full"), said
        full.add(place.removeprefix(f"{out}").split("/")[-1 if "feedback" not in place else 1])
        disk(ROOM)
        assert run(out) == undisturbed
        subprocess.run(["rm", "-r", str(out)], check=True)
    assert full >= {"submissions", "gradebook.sqlite", "feedback"}, full


def test_a_disk_that_is_read_only(disk, run, tmp_path):
    out = tmp_path / "disk" / "marks"
    disk("size=10m,ro")
    assert run(out) == f"{out} cannot be written: Read-only file system"
    disk(ROOM)
    undisturbed = run(out)
    before = (out / "gradebook.sqlite").read_bytes()
    disk("size=10m,ro")
    assert run(out) == f"{out} cannot be written: it is read-only"
    disk(ROOM)
    assert (out / "gradebook.sqlite").read_bytes() == before
    assert run(out) == undisturbed
