"""The public address of the course, and the links that are made from it."""

import re
from urllib.parse import urlencode

from il2course.errors import CourseError

BEGIN, END = "<!-- links:begin -->", "<!-- links:end -->"
HUB_BEGIN, HUB_END = "<!-- hub:begin -->", "<!-- hub:end -->"
_GITHUB = re.compile(r"https://github\.com/(?P<owner>[\w.-]+)/(?P<repo>[\w.-]+?)(?:\.git)?/?$")
_BETWEEN = re.compile(f"{BEGIN}.*?{END}", re.DOTALL)
_HUB = re.compile(f"{HUB_BEGIN}.*?{HUB_END}", re.DOTALL)
_CITATION = re.compile(r"^repository-code:.*$", re.MULTILINE)


def binder(repository: str, lesson: str) -> str:
    """The address that opens a lesson on Binder; the list of files where there is no lesson yet.

    Raises
    ------
    CourseError
        when the repository is not an address on GitHub.
    """
    owner, name = _owner_and_name(repository)
    path = f"lab/tree/notebooks/{lesson}.ipynb" if lesson else "lab"
    return f"https://mybinder.org/v2/gh/{owner}/{name}/HEAD?urlpath={path}"


def nbgitpuller(repository: str, lesson: str) -> str:
    """What follows a JupyterHub's address in a link that copies the course there and opens a lesson.

    Raises like `binder`.
    """
    _, name = _owner_and_name(repository)
    asked = {"repo": repository, "urlpath": f"lab/tree/{name}/notebooks/{lesson}.ipynb"}
    return f"/hub/user-redirect/git-pull?{urlencode(asked)}"


def _owner_and_name(repository: str) -> tuple[str, str]:
    address = _GITHUB.match(repository)
    if not address:
        raise CourseError(
            "[project.urls] Repository in pyproject.toml must be https://github.com/OWNER/REPOSITORY, "
            f"got {repository!r}"
        )
    return address["owner"], address["repo"]


def readme(text: str, repository: str, lesson: str) -> str:
    """README.md with the Binder badge and link between its two comments; raises like `binder`."""
    address = binder(repository, lesson)
    badge = f"[![Launch the course on Binder](https://mybinder.org/badge_logo.svg)]({address})"
    links = f"{BEGIN}\n{badge}\n\n[Open the course on Binder]({address}): nothing to install.\n{END}"
    return _BETWEEN.sub(lambda _: links, text)


def guide(text: str, repository: str, lesson: str) -> str:
    """A page of the website with the link for a JupyterHub between its two comments; raises like `binder`."""
    link = f"{HUB_BEGIN}\n```text\nhttps://YOUR.HUB{nbgitpuller(repository, lesson)}\n```\n{HUB_END}"
    return _HUB.sub(lambda _: link, text)


def has_place(text: str) -> bool:
    """Whether a README holds the two comments, in order."""
    return bool(_BETWEEN.search(text))


def citation(text: str, repository: str) -> str:
    """CITATION.cff with the repository's address, on its line or on a new last one."""
    line = f'repository-code: "{repository}"'
    if _CITATION.search(text):
        return _CITATION.sub(lambda _: line, text)
    return f"{text.rstrip()}\n{line}\n"
