"""Every file that is made from another: notebooks, exercise sheets, Binder's pins, links.

| made | from |
|---|---|
| exercises/x.py | solutions/x.py, without the solutions |
| notebooks, exercises, solutions: x.ipynb | x.py beside it |
| src/il2course/questions/expected/x.json | the answers of solutions/x.py |
| binder/requirements.txt | requirements.lock and pyproject.toml |
| README.md between its links comments, docs/ between hub comments, the address in CITATION.cff | pyproject.toml |
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from il2course.authoring import answers, links, pairing, pins, release, workshop
from il2course.errors import CourseError

MEND = "run `il2course sync`"
SHOWN = ("exercises/**/*", "notebooks/*", "docs/**/*", "site/**/*", "*.md")  # what students get or can see
READ = (".py", ".ipynb", ".md", ".html", ".js", ".json", ".txt", ".csv", ".svg", ".css")


@dataclass(frozen=True)
class Derived:
    """A file as it must be: its path below the root, its text, and what it is made from."""

    path: str
    text: str
    source: str

    def stale(self, root: Path) -> bool:
        """Whether the file is missing or has other bytes."""
        path = root / self.path
        return not path.exists() or path.read_bytes() != self.text.encode()

    def write(self, root: Path) -> None:
        """Write the file, with Unix line ends on every system."""
        path = root / self.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.text.encode())


def sync(root: Path, check: bool = False) -> list[str]:
    """Bring every derived file up to date.

    Nothing is ever deleted: a notebook without its script is named in a line that says what to do by hand.

    Parameters
    ----------
    root
        the folder of pyproject.toml.
    check
        write nothing, only say what differs.

    Returns
    -------
    one line for each file written or, with `check`, for each difference and each leaked solution.

    Raises
    ------
    CourseError
        when a script, a master, the lock or the address is wrong, a checked cell or a master fails, or (unless
        `check`) a solution would be written into exercises/.
    """
    root = Path(root)
    files = list(derived(root))
    stale = [file for file in files if file.stale(root)]
    if check:
        return [_difference(file, root) for file in stale] + leaks(root, []) + by_hand(root)
    leaked = leaks(root, files)
    if leaked:
        raise CourseError("\n".join(leaked))
    for file in stale:
        file.write(root)
    return [f"wrote {file.path}" for file in stale] + by_hand(root)


def _difference(file: Derived, root: Path) -> str:
    what = f"differs from what {file.source} makes" if (root / file.path).exists() else "is missing"
    return f"{file.path} {what}: {MEND}"


def derived(root: Path) -> Iterator[Derived]:
    """Every derived file as its sources want it; raises like `sync`."""
    sheets = [
        Derived(f"exercises/{Path(place).name}", release.cut(text, place), place)
        for place, text in texts(root, "solutions/*.py").items()
    ]
    yield from sheets
    scripts = (
        texts(root, "notebooks/*.py") | {sheet.path: sheet.text for sheet in sheets} | texts(root, "solutions/*.py")
    )
    masters = [path for path in sorted((root / "solutions").glob("*.py")) if answers.is_asked(root, path.stem)]
    printed = {place: pairing.request(text, (root / place).parent) for place, text in scripts.items()}
    asked = {master: answers.request(master) for master in masters}
    requests = [each for each in (*printed.values(), *asked.values()) if each]
    replies = iter(workshop.done(requests))
    for place, text in scripts.items():
        book = pairing.notebook(text, place, next(replies) if printed[place] else None)
        yield Derived(f"{place.removesuffix('.py')}.ipynb", book, place)
    for master in masters:
        text = answers.expected(master, next(replies))
        yield Derived(f"{answers.FOLDER}/{master.stem}.json", text, f"solutions/{master.name}")
    yield from _from_project(root)


def _from_project(root: Path) -> Iterator[Derived]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    yield Derived("binder/requirements.txt", pins.requirements(lock, project["dependencies"]), "requirements.lock")
    address, lesson = project["urls"]["Repository"], min(map(_stem, texts(root, "notebooks/*.py")), default="")
    for place, text in texts(root, "README.md").items():
        yield Derived(place, links.readme(text, address, lesson), "pyproject.toml")
    for place, text in texts(root, "docs/**/*.md").items():
        if links.HUB_BEGIN in text:
            yield Derived(place, links.guide(text, address, lesson), "pyproject.toml")
    for place, text in texts(root, "CITATION.cff").items():
        yield Derived(place, links.citation(text, address), "pyproject.toml")


def _stem(place: str) -> str:
    return Path(place).stem


def texts(root: Path, pattern: str) -> dict[str, str]:
    """Path and text of the files below the root that match, in alphabetical order."""
    paths = sorted(root.glob(pattern))
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def leaks(root: Path, files: list[Derived]) -> list[str]:
    """Solutions that stand in what students get, as it is on disk and as `files` would make it."""
    coming = {file.path: file.text for file in files if not file.path.startswith(("solutions/", answers.FOLDER))}
    there = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for pattern in SHOWN
        for path in sorted(root.glob(pattern))
        if path.suffix in READ
    }
    return release.leaks(texts(root, "solutions/*.py"), there | coming)


def by_hand(root: Path) -> list[str]:
    """What `sync` cannot mend: notebooks without a script, sheets without a master, no place for links in README."""
    lines = [
        f"{path.relative_to(root).as_posix()} has no {path.stem}.py beside it: delete it, "
        "or make one with `jupytext --to py:percent`"
        for folder in ("exercises", "notebooks", "solutions")
        for path in sorted((root / folder).glob("*.ipynb"))
        if not path.with_suffix(".py").exists()
    ]
    lines += [
        f"exercises/{path.name} has no master solutions/{path.name}: delete it, exercises are made from solutions"
        for path in sorted((root / "exercises").glob("*.py"))
        if not (root / "solutions" / path.name).exists()
    ]
    unplaced = [place for place, text in texts(root, "README.md").items() if not links.has_place(text)]
    return lines + [
        f"{place} has no {links.BEGIN} … {links.END}: add them where the badge belongs" for place in unplaced
    ]
