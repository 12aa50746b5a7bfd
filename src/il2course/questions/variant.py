"""Which variant of an exercise a student gets. It follows from the id alone, and is no secret."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence

PRACTICE = "practice"
NOBODY = ("", "none", PRACTICE)
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> tuple[str, ...]:
    """A name's words, as names are compared: without case, marks and signs.

    >>> words("Ada_LOVELACE, née Byron")
    ('ada', 'lovelace', 'nee', 'byron')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return tuple(_WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign))))


def identity(student: object) -> str:
    """What counts of a student's id, in text or as a number; `practice` where there is none.

    >>> identity(" Ada-12 "), identity(4711), identity(None)
    ('ada 12', '4711', 'practice')
    """
    text = str(student) if type(student) in (str, int, float) else ""
    seen = " ".join(words("".join(sign for sign in text if sign.isprintable())))
    return PRACTICE if seen in NOBODY else seen


def chosen(name: str, student: object, practice: Mapping, variants: Sequence[Mapping]) -> dict[str, object]:
    """The parameters of one exercise for one student.

    A hash of both names picks one of the variants, each as likely as any other. No random generator takes part, so
    that every version of Python and NumPy picks the same.

    Parameters
    ----------
    name
        the exercise's id.
    student
        the id as it stands on the sheet.
    practice, variants
        the parameters for practice, and those of which everybody else gets one.
    """
    who = identity(student)
    if who == PRACTICE or not variants:
        return dict(practice)
    digest = hashlib.sha256(json.dumps([name, who]).encode()).digest()
    return dict(variants[int.from_bytes(digest[:8], "big") % len(variants)])
