"""The course's folder on this machine, and the lessons in it."""

from pathlib import Path

from il2course.errors import CourseError


def find_root(start: Path | None = None) -> Path:
    """Return the course's folder: the first with course.py from `start` upward, else the one the package is from.

    Parameters
    ----------
    start
        where to begin; the current folder unless given.

    Raises
    ------
    CourseError
        when there is none, as after an installation without the checkout.
    """
    start = (start or Path.cwd()).resolve()
    package = Path(__file__).resolve()
    for folder in (start, *start.parents, *package.parents):
        if (folder / "course.py").is_file() and (folder / "pyproject.toml").is_file():
            return folder
    raise CourseError(f"{start} is not inside the course: no folder from there upward holds course.py")


def find_lessons(root: Path) -> dict[str, Path]:
    """Return the lessons' notebooks by name (`02_receptor`), in the order of the course."""
    return {path.stem: path for path in sorted((root / "notebooks").glob("[0-9]*_*.ipynb"))}


def find_masters(solutions: Path) -> dict[str, Path]:
    """Return the masters of the sheets in a folder by name, in the order of the course.

    Raises
    ------
    CourseError
        when there is none.
    """
    masters = {path.stem: path for path in sorted(solutions.glob("[0-9]*_*.py"))}
    if not masters:
        raise CourseError(f"{solutions} holds no master of a sheet: no file named like 02_receptor.py")
    return masters


def choose_lesson(word: str, names: list[str]) -> str:
    """Return the one of `names` that a student means by `02_receptor`, `receptor`, `02` or `2`.

    Raises
    ------
    CourseError
        when it is none of them; the message lists them.
    """
    for name in names:
        number, topic = name.split("_", 1)
        if word in (name, topic, number, number.lstrip("0")):
            return name
    raise CourseError(f"there is no lesson {word!r}; the lessons are {', '.join(names) or 'not here yet'}")
