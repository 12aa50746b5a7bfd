"""Environments of their own for what only a benchmark or a cross-check needs, made once and kept."""

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

from il2course.errors import CourseError

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "il2course"
SECONDS = 600


def python_with(name: str, packages: Iterable[str], folder: Path = CACHE) -> Path:
    """A Python that has these packages beside everything the course has.

    Parameters
    ----------
    name
        of the environment, a folder of `folder`.
    packages
        pinned requirements, installed without their dependencies.

    Raises
    ------
    CourseError
        when they cannot be installed.
    """
    home, packages = folder / name, list(packages)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ours = next(path for path in map(Path, sys.path) if path.name == "site-packages")
    stamp = "\n".join([*packages, str(ours), sys.version])
    if (home / "done").is_file() and (home / "done").read_text() == stamp:
        return python
    shutil.rmtree(home, ignore_errors=True)
    uv = shutil.which("uv")
    try:
        venv.create(home, with_pip=uv is None)
    except subprocess.CalledProcessError:
        raise CourseError(f"a Python with ensurepip, or uv, is needed to install {', '.join(packages)}") from None
    # `.pth` puts the course's packages behind these, and makes the editable course importable too.
    (next(home.rglob("site-packages")) / "ours.pth").write_text(f"import site; site.addsitedir({str(ours)!r})\n")
    try:
        done = subprocess.run(
            [*_pip(python, uv), "--no-deps", *packages], check=False, capture_output=True, text=True, timeout=SECONDS
        )
        why = "" if done.returncode == 0 else (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
    except subprocess.TimeoutExpired:
        why = f"it took more than {SECONDS} s"
    if why:
        shutil.rmtree(home, ignore_errors=True)
        raise CourseError(f"the network is needed once, to install {', '.join(packages)} into {home}: {why}")
    (home / "done").write_text(stamp)
    return python


def _pip(python: Path, uv: str | None) -> list[str]:
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", str(python)]
    return [str(python), "-m", "pip", "install", "--quiet", "--ignore-installed"]  # the course's own lie behind it
