"""A class of submissions, most of them hostile or broken, each with the verdict it deserves."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cells
from paper import Paper

GRADED, SUPERSEDED, UNREADABLE, HUMAN = "graded", "superseded", "unreadable", "needs_human"


@dataclass(frozen=True)
class Pupil:
    """A submission and its verdict.

    Attributes
    ----------
    name
        the student's id, and what the submission does.
    content
        the file, None for a symbolic link.
    full
        ids of the exercises that get all their points.
    half
        ids of those that get half.
    status
        its final state.
    file
        its name, if it is not the student's.
    late
        seconds after the others.
    padded
        bytes that the file is made to have in the end, by a hole in it.
    """

    name: str
    content: bytes | None
    full: frozenset[str] = frozenset()
    half: frozenset[str] = frozenset()
    status: str = GRADED
    file: str = ""
    late: float = 0
    padded: int = 0

    @property
    def path(self) -> str:
        return self.file or f"{self.name}.ipynb"


@dataclass(frozen=True)
class Surroundings:
    """What lies around the grader, for submissions to look for."""

    secrets: tuple[Path, ...]
    server: socket.socket = field(repr=False)


@dataclass(frozen=True)
class School:
    """Makes the class for a sheet: `function` is the exercise that is spoilt, `value` one that is not."""

    paper: Paper
    function: str
    value: str
    around: Surroundings

    @property
    def everything(self) -> frozenset[str]:
        return frozenset(self.paper.answers)

    @property
    def rest(self) -> frozenset[str]:
        return self.everything - {self.function}

    def pupil(self, name: str, paper: Paper, full: frozenset[str], **more: object) -> Pupil:
        """One whose sheet holds the right id, handed in as a notebook."""
        return Pupil(name, paper.by(name).notebook(), full, **more)

    def wrapped(self, body: str) -> Paper:
        """The paper with its function `f` wrapped: `body` sees it as `right` and is called with `arguments`."""
        lines = "\n".join(f"    {line}" for line in body.splitlines())
        wrapper = f"right, calls = {self.function}, []\ndef {self.function}(**arguments):\n{lines}"
        return self.paper.last(wrapper)

    def all(self) -> list[Pupil]:
        """The whole class."""
        return [*self.honest(), *self.broken(), *self.endless(), *self.forgers(), *self.spies(), *self.files()]

    def honest(self) -> Iterator[Pupil]:
        """Those who mean well."""
        paper, f = self.paper, self.function
        yield self.pupil("right_notebook", paper, self.everything)
        yield Pupil("right_percent", paper.by("right_percent").percent(), self.everything, file="right_percent.py")
        yield self.pupil("right_otherwise", self.wrapped("return right(**arguments) + 0.0"), self.everything)
        yield self.pupil(
            "right_with_magics",
            paper.first("%matplotlib inline\nawait __import__('asyncio').sleep(0)"),
            self.everything,
        )
        yield self.pupil("wrong", self.wrapped("return -7 * right(**arguments)"), self.rest)
        half = self.wrapped("calls.append(1)\nreturn right(**arguments) * (1 if len(calls) % 2 else 3)")
        yield self.pupil("partly_right", half, self.rest, half=frozenset({f}))
        blank = paper
        for name in paper.answers:
            blank = blank.answering(name, f"{name} = None  # your answer")
        blank = blank.last(f"def {f}(*values, **named):\n    raise NotImplementedError('write it here')")
        yield self.pupil("unanswered", blank, frozenset())
        yield self.pupil("no_return", self.wrapped("right(**arguments)"), self.rest)
        yield self.pupil("cells_twice", Paper((*paper.cells, *paper.cells), paper.answers), self.everything)
        yield self.pupil("cells_reordered", paper.backwards(), self.everything)
        yield self.pupil("cell_deleted", paper.without(f), self.rest)
        yield self.pupil(
            "check_edited", paper.answering(f, "").last("def check(*names): return True\ncheck()"), self.rest
        )
        yield self.pupil("own_argument_back", self.wrapped(RETURN_ARGUMENT), self.everything)

    def broken(self) -> Iterator[Pupil]:
        """Those whose code ends badly."""
        paper, f = self.paper, self.function
        yield self.pupil("syntax_error", paper.answering(f, f"def {f}(:\n    return"), self.rest)
        yield self.pupil("exit_in_cell", paper.first(cells.EXIT), self.everything)
        yield self.pupil("sys_exit_in_cell", paper.first("import sys; sys.exit(1)"), self.everything)
        yield self.pupil("exit_in_function", self.wrapped(cells.EXIT), self.rest)
        yield self.pupil(
            "exit_half_way",
            self.wrapped("calls.append(1)\nif len(calls) > 4: raise SystemExit\nreturn right(**arguments)"),
            self.rest,
            half=frozenset({f}),
        )
        yield self.pupil("eight_gib", paper.first(cells.EIGHT_GIB), self.everything)
        yield self.pupil("recursion", paper.first(cells.RECURSION), self.everything)
        yield self.pupil("disk_full", paper.first(cells.DISK), self.everything)
        yield self.pupil("not_a_number", self.wrapped("return right(**arguments) * float('nan')"), self.rest)
        yield self.pupil("infinite", self.wrapped("return right(**arguments) + float('inf')"), self.rest)
        yield self.pupil("huge_integer", self.wrapped("return 10 ** 5000"), self.rest)
        yield self.pupil("generator", self.wrapped("return (number for number in right(**arguments))"), self.rest)
        yield self.pupil(
            "object_array",
            self.wrapped("import numpy\nreturn numpy.array(right(**arguments), dtype=object)"),
            self.rest,
        )
        yield self.pupil(
            "list_in_itself", self.wrapped("endless = []\nendless.append(endless)\nreturn endless"), self.rest
        )
        yield self.pupil("million_numbers", self.wrapped("return [1.5] * 10**6"), self.rest)

    def endless(self) -> Iterator[Pupil]:
        """Those who do not come to an end."""
        paper = self.paper
        yield self.pupil("loop_in_cell", paper.first(cells.LOOP), self.everything)
        yield self.pupil("loop_in_function", self.wrapped(cells.LOOP), self.rest)
        yield self.pupil("fork_storm", paper.first(cells.FORKS), self.everything)
        yield self.pupil("file_flood", paper.first(cells.FILES), self.everything)
        asleep = self.wrapped("import time\nwhile True: time.sleep(100)")
        yield self.pupil("signals_blocked", asleep.first(cells.MASKED), self.rest)
        yield self.pupil("kills", paper.first(cells.KILLS), self.everything)
        yield self.pupil("output_flood", paper.first(cells.OUTPUT), self.everything)
        yield self.pupil("daemon", paper.first(cells.DAEMON), self.everything)
        yield self.pupil("thread", paper.first(cells.THREAD), self.everything)
        yield self.pupil("atexit", paper.first(cells.ATEXIT), self.everything)

    def forgers(self) -> Iterator[Pupil]:
        """Those who want marks for a wrong answer; the rest of their sheet is right."""
        wrong = self.wrapped("return 0.5 * right(**arguments)")
        yield self.pupil("allclose", wrong.first(cells.ALLCLOSE), self.rest)
        yield self.pupil("builtins", wrong.first(cells.BUILTINS), self.rest)
        yield self.pupil("grader_patched", wrong.first(cells.GRADER), self.rest)
        yield self.pupil("lines", wrong.first(cells.LINES), self.rest)
        yield self.pupil("frames_blind", wrong.first(cells.FORGERY), self.rest)
        yield self.pupil("frames_informed", wrong.first(cells.INFORMED_FORGERY), frozenset())
        yield self.pupil("frames_garbage", wrong.first(cells.GARBAGE), self.rest)
        yield self.pupil("frames_flood", wrong.first(cells.FLOOD_OF_FRAMES), self.rest)
        liar = self.wrapped("return Liar()").first(cells.LIAR)
        yield self.pupil("equal_to_all", liar, self.rest)
        public = self.wrapped("return {'1': 0.5}.get(str(len(calls)), [0.5, 0.5, 0.5, 0.5])")
        yield self.pupil("hard_coded", public, self.rest)

    def spies(self) -> Iterator[Pupil]:
        """Those who look around; their one value is right only if they find nothing."""
        port = self.around.server.getsockname()[1]
        search = cells.SEARCH.format(own="right_notebook", paths=[str(path) for path in self.around.secrets])
        network = cells.NETWORK.format(port=port, host=socket.gethostname())
        spoil = f"if globals().get('found') != []: {self.value} = 'found something, or could not look'"
        for name, cell in (("search", search), ("network", network), ("processes", cells.PROC)):
            yield self.pupil(name, self.paper.first(cell).last(spoil), self.everything)

    def files(self) -> Iterator[Pupil]:
        """Those whose file is not what it should be."""
        paper = self.paper
        book = paper.by("byte_order_mark").notebook()
        yield Pupil("byte_order_mark", b"\xef\xbb\xbf" + book, self.everything)
        latin = paper.by("latin_1").percent() + b"\n\n# %%\nx = 1  # caf\xe9"
        yield Pupil("latin_1", latin, self.everything, file="latin_1.py")
        yield Pupil("format_99", paper.by("format_99").notebook(nbformat=99), self.everything)
        yield Pupil("no_json", b'{"cells": [', status=UNREADABLE)
        yield Pupil("no_cells", b'{"cells": 3}', status=UNREADABLE)
        yield Pupil("nul_bytes", b"\0" * 100, status=UNREADABLE)
        yield Pupil("empty", b"", status=UNREADABLE)
        yield Pupil("too_large", paper.by("too_large").notebook(), status=UNREADABLE, padded=200 << 20)
        yield Pupil("link", None, status=UNREADABLE)
        yield Pupil("somebody_else", paper.by("right_notebook").notebook(), status=HUMAN)
        yield Pupil("stranger", paper.by("stranger").notebook(), status=HUMAN)
        yield self.pupil(
            "two_files", paper.without(self.function), frozenset(), status=SUPERSEDED, file="two_files/1.ipynb"
        )
        yield self.pupil("two_files", paper, self.everything, file="two_files/2.ipynb", late=60)


RETURN_ARGUMENT = """
import numpy
answer = right(**arguments)
for value in arguments.values():
    if getattr(value, "shape", None) == numpy.shape(answer):
        value[...] = answer
        return value
return answer
"""
