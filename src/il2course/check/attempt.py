"""One attempt at a student's code: what goes wrong there, with the line of their own that it went wrong in."""

import linecache
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

LONGEST_LINE = 80
LONGEST_REASON = 160


@dataclass
class Mishap(Exception):
    """A student's code ended in an exception.

    Attributes
    ----------
    error
        what their code raised.
    function
        the innermost function of theirs; "<module>" for a cell, empty when none was running.
    line
        where in the cell of that function, counted from 1; 0 when none was running.
    source
        that line, empty where it cannot be had.
    own
        whether their line itself raised it, and not what it called.
    """

    error: BaseException
    function: str = ""
    line: int = 0
    source: str = ""
    own: bool = False

    @property
    def reason(self) -> str:
        """The name and the message of the exception, on one line."""
        name = type(self.error).__name__
        try:
            message = " ".join(str(self.error).split())
        except BaseException:
            return name
        return f"{name}: {message[:LONGEST_REASON]}" if message else name


@contextmanager
def attempt(home: dict[str, object], *passing: type[Exception]) -> Iterator[None]:
    """Turn whatever is raised inside into a `Mishap`, also SystemExit and the stop button.

    Parameters
    ----------
    home
        the namespace of the notebook: code that was defined there is the student's.
    passing
        exceptions that are no mishap and pass as they are.
    """
    try:
        yield
    except passing:
        raise
    except BaseException as error:
        raise mishap(error, home) from error


def mishap(error: BaseException, home: dict[str, object]) -> Mishap:
    """Where in a notebook an exception comes from."""
    frames = list(traceback.walk_tb(error.__traceback__))
    theirs = [(frame, line) for frame, line in frames if frame.f_globals is home]
    if not theirs:
        return Mishap(error)
    frame, line = theirs[-1]
    source = linecache.getline(frame.f_code.co_filename, line, frame.f_globals).strip()
    return Mishap(error, frame.f_code.co_name, line, source[:LONGEST_LINE], own=theirs[-1] == frames[-1])
