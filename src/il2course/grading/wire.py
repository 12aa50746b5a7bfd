"""Messages between the grader and a process that runs submitted code: a length, then that many bytes of JSON."""

import json
import struct
from collections.abc import Callable

LONGEST_REPLY = 1 << 20
LONGEST_TEXT, MOST_NUMBERS, MOST_DIGITS, DEEPEST = 10_000, 40_000, 307, 8  # of an answer
REFUSALS = ("object", "complex", "huge", "long", "deep", "texts")  # what an answer can be that is no plain value
_LENGTH = struct.Struct(">I")
_encode = json.JSONEncoder(separators=(",", ":")).encode  # bound before any submitted code runs
_decode = json.JSONDecoder().decode


class Garbled(Exception):
    """What came over the wire is no message."""


def packed(message: dict[str, object]) -> bytes:
    """A message as bytes; ValueError or TypeError when it is not made of plain values."""
    body = _encode(message).encode("utf-8", "surrogatepass")
    return _LENGTH.pack(len(body)) + body


def unpacked(receive: Callable[[int], bytes], longest: int | None = None) -> dict[str, object] | None:
    """The next message, or None where the stream ends.

    Parameters
    ----------
    receive
        gives between one byte and as many as asked for, and none at the end, as a socket's `recv` does.
    longest
        the most bytes a message may have.

    Raises
    ------
    Garbled
        when a message is longer, cut off, or no JSON object.
    """
    head = _exactly(receive, _LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise Garbled("the stream ends inside a message")
    (length,) = _LENGTH.unpack(head)
    if longest is not None and length > longest:
        raise Garbled(f"a message is longer than {longest} bytes")
    body = _exactly(receive, length)
    if len(body) < length:
        raise Garbled("the stream ends inside a message")
    return _object(body)


def _exactly(receive: Callable[[int], bytes], count: int) -> bytes:
    parts, missing = [], count
    while missing:
        part = receive(min(missing, 1 << 16))
        if not part:
            break
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _object(body: bytes) -> dict[str, object]:
    try:
        message = _decode(body.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        raise Garbled("a message is no JSON") from None
    if not isinstance(message, dict):
        raise Garbled("a message is no JSON object")
    return message
