"""Files as they were handed in, from a folder or from the zip that a learning platform gives out.

Nothing is unpacked: every file is read into memory, up to a limit, and names are only ever names.
"""

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, tzinfo
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NoReturn

from il2course.errors import CourseError
from il2course.grading.notebook import is_percent

LARGEST = 20 << 20
MOST_ENTRIES = 20_000
LARGEST_ZIP = 2 << 30
SUFFIXES = (".ipynb", ".py")
OWN = ("progress.json", ".pyc")  # what working on a sheet leaves behind
UNPACKING = (
    OSError,
    RuntimeError,
    zipfile.BadZipFile,
    NotImplementedError,
    EOFError,
    ValueError,
    zlib.error,
    LZMAError,
)
_BY_AUTHOR = re.compile(r"_\d+_\d+_[^/]*$|_\d+_assignsubmission_.*$", re.IGNORECASE)  # on Canvas, on Moodle
_STAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d)[-T_ ](\d\d)[-:.](\d\d)[-:.](\d\d)")


@dataclass(frozen=True)
class Handed:
    """One file as it was handed in.

    Attributes
    ----------
    name
        its path below the folder or in the zip, with slashes.
    when
        the time stamp in its name that is not of its author's making, else the file's own, in seconds.
    content
        its bytes; empty where `fault` says why they were not read.
    fault
        the end of a sentence, or nothing.
    """

    name: str
    when: float
    content: bytes = b""
    fault: str = ""

    @property
    def stamped(self) -> bool:
        """Whether its time stands in its name."""
        return _stamp(self.name, None) is not None

    @property
    def is_submission(self) -> bool:
        """Whether it is a notebook or a percent script; what could not be read counts, so that nobody is lost."""
        script = self.name.lower().endswith(".py") and bool(self.content.strip())
        return not script or is_percent(self.content)


def collect(place: Path, but: Path, zone: tzinfo | None = None) -> Iterator[Handed]:
    """The submissions below a folder or in a zip, in the order of their names.

    Parameters
    ----------
    place
        the folder or zip.
    but
        a folder that may lie inside and is left out: the grader's own.
    zone
        of times that name none, as those in names and zips do; this machine's unless given.

    Raises
    ------
    CourseError
        when there is no such place, it cannot be read, it is no zip, or the zip is too large to be honest.
    """
    if place.is_dir():
        found = _in_folder(place, but.resolve(), zone)
    elif place.is_file():
        found = _in_zip(place, zone)
    else:
        raise CourseError(f"there is no folder or zip {place}")
    return (handed for handed in found if handed.is_submission)


def passed_over(place: Path, but: Path, taken: Collection[str]) -> list[str]:
    """The names of what somebody may have taken for a submission and is none of those `taken`, in order.

    Documents, archives, links to folders, scripts without cells: a folder of work holds such things for good reasons
    too, so they are told and cost nothing. The place is one that `collect` could read.
    """
    if place.is_dir():
        names = [_readable(path.relative_to(place).as_posix()) for path in _paths(place, but.resolve())]
    else:
        with zipfile.ZipFile(place) as archive:
            names = [_name(entry) for entry in archive.infolist() if not entry.is_dir()]
    return [name for name in sorted(names) if name not in taken and not _hidden(name) and not name.endswith(OWN)]


def _wanted(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and not _hidden(name)


def _hidden(name: str) -> bool:
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _in_folder(place: Path, but: Path, zone: tzinfo | None) -> Iterator[Handed]:
    for path in _paths(place, but):
        name = _readable(path.relative_to(place).as_posix())
        if _wanted(name):
            yield _from_file(path, name, zone)


def _paths(place: Path, but: Path) -> list[Path]:
    """Everything below a folder that is no folder, and links to folders, which are not followed."""
    found = []
    for folder, below, names in os.walk(place, onerror=_refuse):
        below[:] = [name for name in below if (Path(folder) / name).resolve() != but]
        found += [Path(folder) / name for name in names]
        found += [path for name in below if (path := Path(folder) / name).is_symlink()]
    return sorted(found)


def _refuse(error: OSError) -> NoReturn:
    raise CourseError(f"{error.filename} cannot be read: {error.strerror}")


def _readable(name: str) -> str:
    """A name that can be printed and stored, whatever bytes it is made of."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def _from_file(path: Path, name: str, zone: tzinfo | None) -> Handed:
    """Open without following a link and without waiting for a pipe, then look at what was opened."""
    try:
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        fault = "it is a symbolic link" if path.is_symlink() else f"it cannot be opened: {error.strerror}"
        return Handed(name, _when(name, 0, zone), fault=fault)
    with os.fdopen(opened, "rb") as file:
        about = os.fstat(opened)
        when = _when(name, about.st_mtime, zone)
        if not stat.S_ISREG(about.st_mode):
            return Handed(name, when, fault="it is no ordinary file")
        return _read(file, name, when)


def _read(file: BinaryIO, name: str, when: float) -> Handed:
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        return Handed(name, when, fault=f"it is larger than {LARGEST >> 20} MB")
    return Handed(name, when, content)


def _in_zip(place: Path, zone: tzinfo | None) -> Iterator[Handed]:
    try:
        archive = zipfile.ZipFile(place)
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise CourseError(f"{place} is neither a folder nor a zip: {error}") from None
    with closing(archive):
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES:
            raise CourseError(f"{place} holds {len(entries)} files; the grader takes {MOST_ENTRIES} at most")
        entries = sorted((entry for entry in entries if _wanted(_name(entry))), key=_name)
        size = sum(min(entry.file_size, LARGEST) for entry in entries)
        if size > LARGEST_ZIP:
            raise CourseError(f"{place} unpacks to {size >> 20} MB; the grader takes {LARGEST_ZIP >> 20} MB at most")
        yield from (_from_entry(archive, entry, zone) for entry in entries)


def _from_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, zone: tzinfo | None) -> Handed:
    name = _name(entry)
    when = _when(name, datetime(*_date(entry), tzinfo=zone).timestamp(), zone)
    fault = _fault(entry)
    if fault:
        return Handed(name, when, fault=fault)
    try:
        with archive.open(entry) as file:
            return _read(file, name, when)
    except UNPACKING as error:
        return Handed(name, when, fault=f"the zip does not give it out: {error}")


def _name(entry: zipfile.ZipInfo) -> str:
    return _readable(entry.filename).replace("\\", "/")  # as some Windows programs write it


def _fault(entry: zipfile.ZipInfo) -> str:
    path = PurePosixPath(_name(entry))
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", path.parts[0]):
        return "its name leads out of the zip"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "it is a symbolic link"
    return f"it is larger than {LARGEST >> 20} MB" if entry.file_size > LARGEST else ""


def _date(entry: zipfile.ZipInfo) -> tuple[int, ...]:
    try:
        datetime(*entry.date_time)
    except ValueError:
        return (1980, 1, 1)
    return entry.date_time


def _when(name: str, otherwise: float, zone: tzinfo | None) -> float:
    stamp = _stamp(name, zone)
    return otherwise if stamp is None else stamp


def _stamp(name: str, zone: tzinfo | None) -> float | None:
    """The time in a name, in seconds; None where there is none.

    A student may call a file as if it had come in time: behind what the platform writes no stamp is looked for.
    """
    stamp = _STAMP.search(_BY_AUTHOR.sub("", name))
    try:
        return datetime(*map(int, stamp.groups()), tzinfo=zone).timestamp() if stamp else None
    except ValueError:
        return None
