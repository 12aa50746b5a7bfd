"""The public address of the course, and the links that are made from it."""

import re

from il2course.errors import CourseError

BEGIN, END = "<!-- links:begin -->", "<!-- links:end -->"
_GITHUB = re.compile(r"https://github\.com/(?P<owner>[\w.-]+)/(?P<repo>[\w.-]+?)(?:\.git)?/?$")
_BETWEEN = re.compile(f"{BEGIN}.*?{END}", re.DOTALL)
_CITATION = re.compile(r"^repository-code:.*$", re.MULTILINE)


def binder(repository: str, lesson: str) -> str:
    """The address that opens a lesson on Binder; the list of files where there is no lesson yet.

    Raises
    ------
    CourseError
        when the repository is not an address on GitHub.
    """
    address = _GITHUB.match(repository)
    if not address:
        raise CourseError(
            "[project.urls] Repository in pyproject.toml must be https://github.com/OWNER/REPOSITORY, "
            f"got {repository!r}"
        )
    path = f"lab/tree/notebooks/{lesson}.ipynb" if lesson else "lab"
    return f"https://mybinder.org/v2/gh/{address['owner']}/{address['repo']}/HEAD?urlpath={path}"


def readme(text: str, repository: str, lesson: str) -> str:
    """README.md with the Binder badge and link between its two comments; raises like `binder`."""
    address = binder(repository, lesson)
    badge = f"[![Launch the course on Binder](https://mybinder.org/badge_logo.svg)]({address})"
    links = f"{BEGIN}\n{badge}\n\n[Open the course on Binder]({address}): nothing to install.\n{END}"
    return _BETWEEN.sub(lambda _: links, text)


def has_place(text: str) -> bool:
    """Whether a README holds the two comments, in order."""
    return bool(_BETWEEN.search(text))


def citation(text: str, repository: str) -> str:
    """CITATION.cff with the repository's address, on its line or on a new last one."""
    line = f'repository-code: "{repository}"'
    if _CITATION.search(text):
        return _CITATION.sub(lambda _: line, text)
    return f"{text.rstrip()}\n{line}\n"
