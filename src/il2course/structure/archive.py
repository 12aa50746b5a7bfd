"""Entries of the Protein Data Bank, fetched once from the wwPDB and kept.

What is kept is compressed, so that its checksum tells a spoiled file; what is fetched is read and checked before it
takes its place.
"""

import gzip
import re
import zlib
from pathlib import Path
from urllib.parse import urlsplit

from il2course.errors import CourseError, absent
from il2course.signature import typed
from il2course.structure.entry import Entry, WrongFile, parse

ARCHIVE = "https://files.wwpdb.org/pub/pdb/data/structures/divided/pdb/{middle}/pdb{entry}.ent.gz"
GZIP = b"\x1f\x8b"
RETRIES = 2
TIMEOUT_S = 30
STILL_WORKS = (
    "the lesson goes on with structure.il2(), which needs no network, and with the contacts and areas in the ledger"
)
_CODE = re.compile(r"[1-9][A-Z0-9]{3}")


class NotFetched(CourseError):
    """An entry could not be fetched; the message says why, and what works without it."""


@typed
def fetch(entry: object, address: str = ARCHIVE, folder: str | Path | None = None) -> Entry:
    """An entry of the Protein Data Bank: from this computer if it was fetched before, else from the wwPDB.

    Parameters
    ----------
    entry
        its code, such as "2B5I" (IL-2 with its whole receptor) or "1M47" (IL-2 alone).
    address
        where files come from; `{entry}` stands for the code in small letters, `{ENTRY}` in capitals, `{middle}` for
        its two middle letters. Compressed files and plain ones both do.
    folder
        where they are kept, if not in the user's cache.

    Raises
    ------
    ValueError
        when the code is not like 2B5I, the address no address, or the folder no folder.
    NotFetched
        when the entry is not here and the third attempt failed, or what came is not the entry.
    CourseError
        when pooch or Biopython is not there.
    """
    code = _coded(entry)
    url = _url(address, code)
    return _kept(code, _folder(folder)) or _fetched(code, url, _folder(folder))


def forget(entry: str, folder: str | Path | None = None) -> None:
    """Take an entry out of the cache, if it is there."""
    _place(_coded(entry), _folder(folder)).unlink(missing_ok=True)


def _coded(entry: str) -> str:
    code = str(entry).upper()
    if not _CODE.fullmatch(code):
        raise ValueError(f"entry must be a code like 2B5I, got {entry!r}")
    return code


def _url(address: str, code: str) -> str:
    try:
        url = address.format(entry=code.lower(), ENTRY=code, middle=code[1:3].lower())
    except (KeyError, IndexError, ValueError):
        url = ""
    if not url.startswith(("http://", "https://")):
        raise ValueError(f"address must be like {ARCHIVE}, got {address!r}")
    return url


def _pooch():
    try:
        import pooch
    except ImportError:
        raise CourseError(f"{absent('structure.fetch', 'pooch')}; {STILL_WORKS}") from None
    return pooch


def _folder(folder: str | Path | None) -> Path:
    if folder is not None and not isinstance(folder, (str, Path)):
        raise TypeError(f"folder must be a path, got {folder!r}")
    place = Path(_pooch().os_cache("il2course") / "structures" if folder is None else folder)
    if place.exists() and not place.is_dir():
        raise ValueError(f"folder must be a folder, got {str(place)!r}")
    return place


def _place(code: str, folder: Path) -> Path:
    return folder / f"{code}.pdb.gz"


def _kept(code: str, folder: Path) -> Entry | None:
    """The entry from the cache; `None` when it is not there or spoiled."""
    try:
        return parse(gzip.decompress(_place(code, folder).read_bytes()).decode(), code)
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, WrongFile):
        return None


def _fetched(code: str, url: str, folder: Path) -> Entry:
    pooch = _pooch()
    import requests  # what pooch fetches with

    forget(code, folder)
    place = _place(code, folder)
    try:
        keeper = pooch.create(folder, "", registry={place.name: None}, urls={place.name: url}, retry_if_failed=RETRIES)
        keeper.fetch(place.name, downloader=_checked(code))
    except (requests.exceptions.RequestException, ValueError, OSError) as error:
        raise NotFetched(f"{code} did not come from {urlsplit(url).netloc} ({_reason(error)}): {STILL_WORKS}") from None
    return parse(gzip.decompress(place.read_bytes()).decode(), code)


def _checked(code: str):
    """A downloader for pooch that reads and checks what came, and compresses it, before it takes its place."""

    import requests

    def download(url: str, output_file: str, keeper: object) -> None:
        answer = requests.get(url, timeout=TIMEOUT_S)
        answer.raise_for_status()
        data = answer.content
        try:
            text = (gzip.decompress(data) if data[:2] == GZIP else data).decode()
            parse(text, code)
        except (OSError, EOFError, zlib.error, UnicodeDecodeError, WrongFile) as error:
            raise ValueError(str(error)) from None  # pooch tries again after a ValueError
        Path(output_file).write_bytes(gzip.compress(text.encode(), mtime=0))

    return download


def _reason(error: Exception) -> str:
    """Why in a few words."""
    import requests

    if isinstance(error, requests.exceptions.HTTPError):
        return f"the server answers {error.response.status_code}"
    if isinstance(error, requests.exceptions.Timeout):
        return "no answer in time"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "the connection broke off"
    if isinstance(error, requests.exceptions.RequestException):
        return "no connection"
    return str(error)
