"""The two sites that the course builds: how a folder of one is told from others, and given to the next build.

`docs` writes the website, `lite` the course for a browser tab, which may stand inside the website's folder. Whatever is
written is first made whole elsewhere, so that a build which fails leaves the site of before.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from il2course.errors import CourseError

WEBSITE, TAB = "objects.inv", "jupyter-lite.json"  # what stands at the top of each


def check_website(out: Path) -> None:
    """See that `docs` may write to a folder: it is new, empty, a website, or has nothing but courses for a tab in it.

    Raises
    ------
    CourseError
        when it may not; the folder is as it was.
    """
    wanted = "--out must be a new or empty folder, or the site of before"
    if (out / TAB).is_file():
        raise CourseError(f"{wanted}, got {out}, where `lite` put the course for a browser tab")
    if out.exists() and (not out.is_dir() or (_others(out) and not (out / WEBSITE).is_file())):
        raise CourseError(f"{wanted}, got {out}")


def check_tab(folder: Path) -> None:
    """See that `lite` may write to a folder: it is new, empty, or an earlier course for a tab and nothing more.

    Raises like `check_website`.
    """
    wanted = "DIR must be a new folder, an empty one or an earlier site"
    if folder.is_dir() and next(folder.rglob(WEBSITE), None):
        raise CourseError(f"{wanted} for a browser tab, got {folder}, where `docs` put the website")
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / TAB).is_file())):
        raise CourseError(f"{wanted}, got {folder}")


def tabs(out: Path) -> list[Path]:
    """What in a folder is, or has in it, a course for a browser tab, in alphabetical order."""
    within = sorted(out.iterdir()) if out.is_dir() else []
    return [each for each in within if each.is_dir() and next(each.rglob(TAB), None)]


def _others(out: Path) -> set[Path]:
    return set(out.iterdir()) - set(tabs(out))


def replace(draft: Path, place: Path, staying: Sequence[Path] = ()) -> None:
    """Put a site that was made elsewhere into a folder, in the place of the one of before.

    Parameters
    ----------
    draft
        the folder of the new site, which is empty afterwards.
    place
        where it goes; made when it is not there.
    staying
        folders in it that are kept.

    Raises
    ------
    CourseError
        when one that stays has the name of something in the new site; everything is as it was.
    """
    taken = [each for each in staying if (draft / each.name).exists()]
    if taken:
        said = "holds the course for a browser tab, and the website has pages there: move it away"
        raise CourseError(f"{taken[0]} {said}")
    place.mkdir(parents=True, exist_ok=True)
    for old in set(place.iterdir()) - set(staying):
        shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    for new in list(draft.iterdir()):
        shutil.move(new, place)
