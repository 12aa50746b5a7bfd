"""Wheels made again of what is installed, so that the browser edition carries the very packages that were tested.

An installed package lists its files. Those of a package written in Python are its wheel, but for what the installer
added; nothing has to be downloaded.
"""

import base64
import csv
import hashlib
import io
import zipfile
from importlib.metadata import Distribution, PackagePath
from pathlib import Path

from packaging.utils import canonicalize_name

from il2course.errors import CourseError

COMPILED = (".so", ".pyd", ".dylib")
LEFT_BY_INSTALLERS = {"INSTALLER", "RECORD", "REQUESTED", "WHEEL", "direct_url.json", "uv_cache.json", "uv_build.json"}
WHEEL = "Wheel-Version: 1.0\nGenerator: il2course\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the same wheel every time


def pack(package: Distribution, folder: Path, without_compiled: bool = False) -> Path:
    """Write the wheel of an installed package into a folder.

    Parameters
    ----------
    package
        what is installed.
    folder
        where the wheel goes.
    without_compiled
        leave compiled parts out, of a package that does without them.

    Raises
    ------
    CourseError
        when the package is compiled or does not list its files.
    """
    listed = list(filter(_belongs, package.files or ()))
    compiled = [path for path in listed if path.suffix in COMPILED]
    if not listed:
        raise CourseError(f"{package.name} must list its files to be packed, got none: install it from a wheel")
    if compiled and not without_compiled:
        raise CourseError(f"{package.name} must be written in Python to be packed, got {compiled[0].name}")
    contents = {path.as_posix(): path.read_binary() for path in listed if path not in compiled}
    return _write(contents, _stem(package), folder)


def _belongs(path: PackagePath) -> bool:
    """Whether a file came in the wheel and goes where modules go."""
    inside = ".." not in path.parts and "__pycache__" not in path.parts
    return inside and not (path.parent.suffix == ".dist-info" and path.name in LEFT_BY_INSTALLERS)


def _stem(package: Distribution) -> str:
    """`jupyterlab_widgets-3.0.17`, as wheels write it."""
    return f"{canonicalize_name(package.name).replace('-', '_')}-{package.version}"


def _write(contents: dict[str, bytes], stem: str, folder: Path) -> Path:
    information = next(Path(name).parts[0] for name in contents if name.endswith(".dist-info/METADATA"))
    contents = contents | {f"{information}/WHEEL": WHEEL.encode()}
    record = f"{information}/RECORD"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted((contents | {record: _record(contents, record)}).items()):
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), data, zipfile.ZIP_DEFLATED)
    return target


def _record(contents: dict[str, bytes], own: str) -> bytes:
    """The list of a wheel's files with their hashes, as the format wants it; its own line has none."""
    text = io.StringIO()
    rows = [(name, f"sha256={_digest(data)}", len(data)) for name, data in sorted(contents.items())]
    csv.writer(text, lineterminator="\n").writerows([*rows, (own, "", "")])
    return text.getvalue().encode()


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
