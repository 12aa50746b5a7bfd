"""A disk that fills up and a folder that cannot be written: one sentence, and nothing damaged."""

import os
import subprocess

import pytest

SMALL_KB = (16, 48, 96, 128)  # too little for the copies, the gradebook, and the pages, one after the other


@pytest.fixture
def disk(office):
    """A disk of its own for the marks, that can be given another size."""
    if os.geteuid():
        pytest.skip("only root can mount a disk")
    place = office.folder / "disk"
    place.mkdir()

    def mount(options):
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], check=True)

    mount("size=16k")
    yield lambda options: mount(f"remount,{options}")
    subprocess.run(["umount", "-l", str(place)], check=True)


def said(office):
    """What the command says when it fails."""
    done = subprocess.run(
        office.command(out="disk/marks"), cwd=office.folder, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 1
    return done.stderr


def test_a_disk_that_fills_up(school, office, disk):
    """Whatever it fills up under, the next run with room has the same table."""
    office.hand_in([pupil for pupil in school.all() if pupil.name in ("wrong", "right_notebook", "partly_right")])
    office.grade(out="undisturbed")
    full = [f"size={size}k" for size in SMALL_KB]
    sentences = []
    for options in full:
        disk(options)
        sentences.append(said(office))
    assert all(line.count("\n") == 1 and "cannot be written: " in line for line in sentences), sentences
    places = {line.split(" ")[0].split("/")[2] for line in sentences}
    assert places == {"submissions", "gradebook.sqlite", "feedback"}, sentences
    disk("size=10m,ro")
    assert said(office) == "disk/marks/gradebook.sqlite cannot be written: attempt to write a readonly database\n"
    disk("size=10m,rw")
    office.grade(out="disk/marks")
    assert office.csv("disk/marks") == office.csv("undisturbed")
