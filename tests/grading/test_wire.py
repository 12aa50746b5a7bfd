"""Messages, and what is none."""

import io
import struct

import pytest

from il2course.grading.wire import Garbled, packed, unpacked


def read(data, longest=None):
    """The first message of a stream."""
    return unpacked(io.BytesIO(data).read, longest)


def test_there_and_back():
    message = {"text": "caf\u00e9 \ud800", "numbers": [1, 2.5, -1e300, 10**20], "nothing": None}
    stream = io.BytesIO(packed(message) + packed({}))
    assert [unpacked(stream.read), unpacked(stream.read), unpacked(stream.read)] == [message, {}, None]


def test_bytes_that_come_one_by_one():
    stream = io.BytesIO(packed({"a": 1}))
    assert unpacked(lambda count: stream.read(1)) == {"a": 1}


def frame(body):
    """Any bytes behind their length."""
    return struct.pack(">I", len(body)) + body


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\0\0", "the stream ends inside a message"),
        (frame(b"{}")[:-1], "the stream ends inside a message"),
        (b"\xff\xff\xff\xff", "a message is longer than 100 bytes"),
        (frame(b"[]"), "a message is no JSON object"),
        (frame(b"\xff"), "a message is no JSON"),
        (frame(b"{"), "a message is no JSON"),
        (frame(b'{"a": %s}' % (b"9" * 90)), None),
    ],
)
def test_garbage(data, reason):
    if reason is None:
        assert read(data, 200)
        return
    with pytest.raises(Garbled) as error:
        read(data, 100)
    assert str(error.value) == reason


@pytest.mark.parametrize("body", [b'{"a": ' + b"[" * 100_000, b'{"a": ' + b"9" * 10_000 + b"}"])
def test_json_that_would_hurt(body):
    """Too deep, or a number too long to read."""
    with pytest.raises(Garbled, match=r"^a message is no JSON$"):
        read(frame(body))


def test_a_value_that_cannot_travel():
    with pytest.raises(TypeError, match="not JSON serializable"):
        packed({"value": object()})
