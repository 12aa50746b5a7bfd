"""What students get: a small course of some lessons that runs by itself, without solutions and without a key."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from il2course.authoring import release
from il2course.authoring.derived import texts
from il2course.authoring.pairing import notebook
from il2course.checkout import find_masters
from il2course.errors import CourseError

# What a bundle takes from the course as it is.
ALONE = ("course.py", "pyproject.toml", "requirements.lock", "CITATION.cff", "LICENSE", "LICENSE-TEXT")
FOLDERS = ("src/il2course", "binder")
LEFT_OUT = ("__pycache__", ".ipynb_checkpoints", ".DS_Store")
EXECUTABLE = "binder/postBuild"
# One line of a solution may stand in the package by chance, `return np.array(` for one; two do not.
BY_CHANCE = 1
OWN_FILES = (".git", ".github", ".gitattributes", ".gitignore")
_KEY = re.compile(r"il2course-key-1 [0-9a-f]{64}")
_BEGINNING_OF_TIME = (1980, 1, 1, 0, 0, 0)

README = """\
# Interleukin-2: {title}

{lessons}

## Begin

With Python 3.11 to 3.14, in this folder:

```
python3 course.py lab
```

The first time it makes its own environment, which takes a minute and the network; after that nothing needs
the network. `python3 course.py doctor` says in plain words what is missing.

Read the lesson in `notebooks/` from top to bottom. Then open the sheet of the same name in `exercises/`, put
the id that your instructor gave you into its first cell, and write your answers into the cells that ask for
them. Keep their names: an answer is found by its name. `check("name")` looks at one answer and gives a hint
when it is a known slip.

## Hand in

Hand in the sheet, the one file `exercises/….ipynb`. It is run from top to bottom in a fresh Python: before
you hand it in, choose *Restart Kernel and Run All Cells*.{deadline}

Code: MIT License. Text and figures: CC BY 4.0.
"""


def bundle(root: Path, lessons: Sequence[str], solutions: Path, deadline: str = "") -> dict[str, bytes]:
    """The files of a bundle, by their path in it.

    Parameters
    ----------
    root
        the course.
    lessons
        their full names, `02_receptor`.
    solutions
        the folder of masters, from which the sheets are cut.
    deadline
        what the students read of it.

    Raises
    ------
    CourseError
        when a lesson or master is missing or wrong, or a solution or a key would be given away.
    """
    masters = {f"{solutions}/{path.name}": _text(path) for path in find_masters(solutions).values()}
    written = dict(_lessons(root, lessons, solutions, masters))
    written["README.md"] = _readme(written, lessons, deadline)
    kept = {path.relative_to(root).as_posix(): path.read_bytes() for path in _kept(root)}
    refuse_leaks(masters, written, kept)
    return dict(sorted((kept | {place: text.encode() for place, text in written.items()}).items()))


def _lessons(
    root: Path, lessons: Sequence[str], solutions: Path, masters: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Lessons as they are, and their sheets as they are cut."""
    for lesson in lessons:
        place = f"{solutions}/{lesson}.py"
        if place not in masters:
            raise CourseError(f"there is no master {place}")
        sheet = release.cut(masters[place], place)
        yield from texts(root, f"notebooks/{lesson}.*").items()
        yield f"exercises/{lesson}.py", sheet
        yield f"exercises/{lesson}.ipynb", notebook(sheet, f"exercises/{lesson}.py")


def _kept(root: Path) -> Iterator[Path]:
    yield from (root / name for name in ALONE)
    for folder in FOLDERS:
        yield from (path for path in sorted((root / folder).rglob("*")) if path.is_file() and not _left_out(path))


def _left_out(path: Path) -> bool:
    return path.suffix == ".pyc" or any(part in LEFT_OUT for part in path.parts)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CourseError(f"the master {path} cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _readme(written: Mapping[str, str], lessons: Sequence[str], deadline: str) -> str:
    titles = {lesson: _title(written[f"notebooks/{lesson}.py"]) for lesson in lessons}
    listed = "\n".join(f"- `{lesson}`: {title}" for lesson, title in titles.items())
    until = f"\n\nThe deadline is {deadline}." if deadline else ""
    first = next(iter(titles.values()))
    return README.format(title=first if len(titles) == 1 else "lessons and exercises", lessons=listed, deadline=until)


def _title(script: str) -> str:
    return next((line[4:] for line in script.splitlines() if line.startswith("# # ")), "")


def refuse_leaks(masters: Mapping[str, str], written: Mapping[str, str], kept: Mapping[str, bytes]) -> None:
    """Refuse a bundle that gives something away.

    Lessons, sheets and the README may hold no line of a solution, and the rest of the course, which is public, not
    more than `BY_CHANCE` of one master in a file.

    Raises
    ------
    CourseError
        with a line for each solution's line that is found, or the file in which a key stands.
    """
    package = {place: content.decode("utf-8", errors="replace") for place, content in kept.items()}
    for place, text in (package | dict(written)).items():
        if _KEY.search(text):
            raise CourseError(f"{place} holds a course key: take it out of the course, and make a new one")
    by_chance = release.leaked(masters, package)
    counts = Counter((leak.place, leak.master) for leak in by_chance)
    found = release.leaked(masters, written)
    found += [leak for leak in by_chance if counts[leak.place, leak.master] > BY_CHANCE]
    if found:
        raise CourseError("\n".join(map(str, found)))


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """The files as a zip with one folder in it: the same bytes for the same files, on every machine and day.

    Nothing is compressed, for libraries differ in how.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for place, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{place}", _BEGINNING_OF_TIME)
            entry.create_system = 3  # Unix, whatever this is, or the rights would not count
            entry.external_attr = (0o100755 if place == EXECUTABLE else 0o100644) << 16
            archive.writestr(entry, content)
    return target.getvalue()


def strangers(files: Mapping[str, bytes], folder: Path) -> list[str]:
    """What a folder holds that is not of the bundle, save what belongs to a repository of its own."""
    found = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return [
        path.as_posix()
        for path in found
        if path.as_posix() not in files and path.parts[0] not in OWN_FILES and not _left_out(path)
    ]


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files into a folder.

    Raises
    ------
    CourseError
        when the folder holds something else as well, which then nobody has checked, or cannot be written.
    """
    others = strangers(files, folder)
    if others:
        raise CourseError(
            f"{folder} holds {others[0]}, which this release does not: name its lesson too, or move it away"
        )
    for place, content in files.items():
        put(folder / place, content)
        if place == EXECUTABLE:
            (folder / place).chmod(0o755)


def put(file: Path, content: bytes) -> None:
    """Write a file and the folders above it; raises CourseError when it cannot be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise CourseError(f"{file} cannot be written: {error.strerror}") from None
