"""Where submitted code runs: a sandbox with an empty root, no network and no secret in it."""

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from il2course.errors import CourseError
from il2course.grading.limits import Limits

PACKAGE = Path(__file__).parents[1]
LIBRARIES = ("/lib", "/lib32", "/lib64", "/libx32", "/bin", "/sbin")
SETTINGS = ("/etc/ld.so.cache", "/etc/alternatives")
FONTS = "/usr/share/fonts"  # without them Matplotlib lists its own in no time
NOBODY = 65534
FIRST_UID = 1_900_000_000  # far from users, and from what systemd and subuid hand out
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
}
SCRATCH = ("HOME", "IPYTHONDIR", "MPLCONFIGDIR", "TMPDIR")
WITHOUT = "; type --no-jail to grade without it, if you trust every submission"

_uids = itertools.count(os.getpid() % 1000 * 1000)


@dataclass(frozen=True)
class Bubblewrap:
    """A jail made by the system's bubblewrap.

    As root it is built with root's own rights and each attempt runs as a user nobody else has, because the limit on
    processes counts per user and does not bind root. As an ordinary user it is built in a user namespace, where the
    limit counts inside the namespace.
    """

    program: str
    as_root: bool
    sealed = True

    def wrap(self, words: Sequence[str], limits: Limits) -> list[str]:
        """The command line that runs `words` in the jail, with the one right that forking into namespaces takes."""
        small = ["--size", str(limits.scratch_MB << 20), "--perms", "1777"]
        return [
            self.program,
            *self._rights(),
            *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"),
            *("--die-with-parent", "--new-session"),
            *_system(),
            *("--proc", "/proc", "--dev", "/dev"),
            *("--ro-bind", "/dev/null", "/dev/zero"),  # not to be opened: mapped, it is memory that counts for nobody
            *(*small, "--tmpfs", "/dev/shm", *small, "--tmpfs", "/tmp"),  # before Python, which may lie below /tmp
            *_folders(_interpreter()),
            *_links(),
            *(["--tmpfs", FONTS, "--remount-ro", FONTS] if os.path.isdir(FONTS) else []),
            *("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp", "--hostname", "jail", "--"),
            *words,
        ]

    def _rights(self) -> list[str]:
        if self.as_root:
            rights = ("CAP_SETUID", "CAP_SETGID", "CAP_SYS_ADMIN")
            return ["--cap-drop", "ALL", *(word for right in rights for word in ("--cap-add", right))]
        who = ("--uid", str(NOBODY), "--gid", str(NOBODY))
        return ["--unshare-user", "--disable-userns", *who, "--cap-add", "CAP_SYS_ADMIN"]

    def uid(self) -> int:
        """The user that the process inside must become; 0 where bubblewrap sees to it."""
        return FIRST_UID + next(_uids) if self.as_root else 0


@dataclass(frozen=True)
class NoJail:
    """A process with limits and time-outs, and nothing else between it and this machine."""

    sealed = False

    def uid(self) -> int:
        """0: the process stays who it is."""
        return 0


Jail = Bubblewrap | NoJail


def choose(without: bool = False) -> Jail:
    """The jail of this machine, tried out; none where none is wanted.

    Raises
    ------
    CourseError
        when there is no jail to be had here, and why.
    """
    if os.name != "posix":
        raise CourseError("grading needs Linux, or macOS with --no-jail; on Windows use WSL")
    if without:
        return NoJail()
    if sys.platform != "linux":
        raise CourseError(f"there is no jail for submissions on {sys.platform}: grade on Linux{WITHOUT}")
    program = shutil.which("bwrap")
    if not program:
        raise CourseError(
            f"there is no jail for submissions: bubblewrap is missing; on Debian `sudo apt install bubblewrap`{WITHOUT}"
        )
    jail = Bubblewrap(program, as_root=os.geteuid() == 0)
    _try_out(jail)
    return jail


def _try_out(jail: Bubblewrap) -> None:
    command = jail.wrap([sys.executable, "-m", "il2course.grading.zygote", "try"], Limits())
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, timeout=60)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
        mend = "it must be 0.8 or newer and be allowed user namespaces (sysctl kernel.unprivileged_userns_clone=1)"
        raise CourseError(f"{jail.program} cannot build a jail here ({said}); {mend}{WITHOUT}")


def conceal(jail: Jail, secrets: Iterable[Path]) -> None:
    """Make sure that no secret lies where submissions can read it.

    Raises
    ------
    CourseError
        when one lies below a folder that the jail shows.
    """
    shown = [Path("/usr"), *map(Path, LIBRARIES), *_interpreter()] if jail.sealed else []
    for secret in secrets:
        for folder in shown:
            if secret.resolve().is_relative_to(folder.resolve()):
                raise CourseError(f"submissions can read {folder}: move {secret} out of it")


def _interpreter() -> list[Path]:
    """This Python with its packages, and this package where it is installed from elsewhere."""
    homes = [Path(sys.prefix), Path(sys.base_prefix), Path(sys.base_prefix).resolve()]
    return [*homes, PACKAGE]


def _system() -> list[str]:
    words = ["--ro-bind", "/usr", "/usr"]
    for library in LIBRARIES:
        if os.path.islink(library):
            words += ["--symlink", os.readlink(library), library]
        elif os.path.isdir(library):
            words += ["--ro-bind", library, library]
    words += ["--perms", "0755", "--dir", "/etc"]
    return words + [word for file in SETTINGS for word in ("--ro-bind-try", file, file)]


def _folders(folders: Iterable[Path]) -> list[str]:
    words: list[str] = []
    above = {Path("/"), Path("/usr")}
    for folder in sorted(set(folders)):
        if any(folder.is_relative_to(place) for place in (Path("/usr"), *_bound(words))):
            continue
        for parent in sorted(set(folder.parents) - above):
            above.add(parent)
            words += ["--perms", "0755", "--dir", str(parent)]
        words += ["--ro-bind", str(folder), str(folder)]
    return words


def _bound(words: list[str]) -> list[Path]:
    return [Path(words[place + 1]) for place, word in enumerate(words) if word == "--ro-bind"]


def _links() -> list[str]:
    """Links from this Python's file to the real one, where they lead over folders that are not shown.

    A link that this user cannot look at ends the way: what the jail then lacks is told when it is tried out.
    """
    words, link = [], Path(sys.executable)
    shown = [Path("/usr"), *map(Path, LIBRARIES), *_interpreter()]
    while os.path.islink(link):
        target = link.readlink()
        if not any(link.is_relative_to(folder) for folder in shown):
            words += ["--symlink", str(target), str(link)]
        link = link.parent / target
    return words
