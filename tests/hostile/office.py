"""An instructor's folder: what was handed in, and the real command that grades it."""

import csv
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from pupils import Pupil

TESTS = Path(__file__).parents[1]
# Another sheet for the same class: `IL2COURSE_HOSTILE=02_receptor pytest tests/hostile`.
LESSON = os.environ.get("IL2COURSE_HOSTILE", "09_toy")
TOY = LESSON == "09_toy"
SOLUTIONS = TESTS / "toys" / "solutions" if TOY else TESTS.parent / "solutions"
START = [str(TESTS / "toys" / "command.py")] if TOY else ["-m", "il2course.cli"]
KEY = "il2course-key-1 " + "0123456789abcdef" * 4 + "\n"


MODULE = "il2course.grading.inside"


@dataclass(frozen=True)
class Office:
    """A folder with what was handed in, and the command that grades it."""

    folder: Path

    def command(self, *more: str, out: str = "marks", place: str = "handed_in") -> list[str]:
        """The real command."""
        words = ["--lesson", LESSON, "--solutions", str(SOLUTIONS), "--key", "course.key", "--roster", "roster.csv"]
        return [sys.executable, *START, "grade", place, *words, "--out", out, *more]

    def grade(self, *more: str, **where: str) -> subprocess.CompletedProcess:
        """Run it to its end, which must be a good one."""
        command = self.command(*more, **where)
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=600)
        assert (done.returncode, done.stderr) == (0, "")
        return done

    def hand_in(self, pupils: list[Pupil]) -> None:
        """Write the submissions, the key and the roster."""
        (self.folder / "course.key").write_text(KEY)
        ids = sorted({pupil.name for pupil in pupils} - {"stranger"})
        (self.folder / "roster.csv").write_text("student\n" + "".join(f"{name}\n" for name in ids))
        for pupil in pupils:
            file = self.folder / "handed_in" / pupil.path
            file.parent.mkdir(parents=True, exist_ok=True)
            if pupil.content is None:
                file.symlink_to(self.folder / "course.key")
            else:
                file.write_bytes(pupil.content)
                os.truncate(file, max(pupil.padded, len(pupil.content)))
                os.utime(file, (1e9 + pupil.late, 1e9 + pupil.late))

    def csv(self, out: str = "marks") -> bytes:
        """gradebook.csv as it stands there."""
        return (self.folder / out / "gradebook.csv").read_bytes()

    def table(self, out: str = "marks") -> list[dict[str, str]]:
        """gradebook.csv as rows."""
        return list(csv.DictReader(self.csv(out).decode().splitlines()))


def processes() -> list[str]:
    """Command lines of processes that run submitted code for a grader that is no more.

    Another grader may be at work on this machine, so one whose grader lives is none of ours.
    """
    running = {pid: about for pid in filter(str.isdigit, os.listdir("/proc")) if (about := _about(pid))}
    inside = {pid for pid, (line, _) in running.items() if MODULE in line}
    heads = [pid for pid in inside if running[pid][1] not in inside]
    return [running[pid][0] for pid in heads if not _grades(running.get(running[pid][1], ("", ""))[0])]


def _about(pid: str) -> tuple[str, str] | None:
    """Command line and parent of a process; None where it has just ended."""
    try:
        parent = Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()[1]
        return Path("/proc", pid, "cmdline").read_text().replace("\0", " "), parent
    except (OSError, IndexError):
        return None


def _grades(line: str) -> bool:
    return "il2course" in line or "pytest" in line or "grade" in line
