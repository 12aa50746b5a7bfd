"""Grading as an ordinary user, where the tests run as root: the jail is then made in a namespace of users."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from office import TESTS, Office, processes
from test_class import verdict

NOBODY = "65534"
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
ODD = ("right_notebook", "search", "network", "processes", "fork_storm", "daemon", "eight_gib", "frames_garbage")


@pytest.fixture
def place():
    """A folder that everybody may use, as that of the tests is not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


def shown(places, aside):
    """Lines of a shell that let everybody reach some folders, in a mount namespace of its own.

    Python may lie in root's home, where nobody else may look: another folder is then put in place of what bars the
    way, with nothing in it but what leads to those folders.
    """
    barred = {}
    for each in places:
        closed = next((up for up in reversed(each.parents) if not up.stat().st_mode & 1), None)
        if closed:
            barred.setdefault(closed, []).append(each)
    lines = ["set -e"]
    hidden = [each for below in barred.values() for each in below]
    kept = {each: aside / str(number) for number, each in enumerate(hidden)}
    lines += [f"mkdir {at} && mount --bind '{each}' {at}" for each, at in kept.items()]
    lines += [f"mount -t tmpfs -o mode=755 tmpfs '{closed}'" for closed in barred]
    return lines + [f"mkdir -p '{each}' && mount --bind {at} '{each}'" for each, at in kept.items()]


@pytest.mark.skipif(os.geteuid() != 0, reason="who is no root has run everything else as an ordinary user already")
def test_an_ordinary_user_has_the_same_jail(school, sheet, place):
    office = Office(place)
    pupils = [pupil for pupil in school.all() if pupil.name in ODD]
    office.hand_in(pupils)
    needed = [Path(sys.base_prefix).resolve(), Path(sys.prefix), TESTS.parent]
    lines = [*shown(needed, place), 'exec "$@"']
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", "\n".join(lines), "sh", *AS_NOBODY, *office.command()],
        cwd=place,
        env=os.environ | {"HOME": str(place)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert (done.returncode, done.stderr) == (0, "")
    ids = [exercise.id for exercise in sheet.exercises]
    found = {row["file"]: (row["status"], *(row[name] for name in ids)) for row in office.table()}
    assert found == {pupil.path: verdict(pupil, sheet) for pupil in pupils}
    assert (place / "marks" / "gradebook.sqlite").stat().st_uid == int(NOBODY)
    assert processes() == []
