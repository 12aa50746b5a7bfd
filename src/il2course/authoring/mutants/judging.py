"""Mutants before the cases: which change a result, and whether `check` and the grader tell."""

import contextlib
import signal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from il2course.authoring.mutants.making import Mutant
from il2course.grading.examination import Answer
from il2course.grading.key import Key
from il2course.grading.marks import fault
from il2course.questions import Exercise
from il2course.questions.expected import Case
from il2course.questions.plain import plain, restored

KEY = Key(bytes(range(32)))
STUDENTS = ("ada", "grace", "rosalind")
SAMPLES = 1000
ENDLESS_S = 5.0  # of processor time, for one case


class Endless(Exception):
    """A case takes too long."""


@dataclass(frozen=True)
class Verdict:
    """What became of one mutant.

    Attributes
    ----------
    mutant
        its name.
    hidden
        for each student, the share of the hidden cases that it gets right, which is the share of the points it keeps.
    public
        whether every public case passes.
    changes
        whether it gives another result than the solution anywhere: in these cases or in the samples.
    """

    mutant: str
    hidden: tuple[float, ...]
    public: bool
    changes: bool

    @property
    def kept(self) -> float:
        """The most that it keeps of an exercise's points, as a share."""
        return max(self.hidden)

    @property
    def survives(self) -> bool:
        """Whether it changes a result and still gets full marks from the cases of one student or more."""
        return self.changes and self.kept == 1


@dataclass(frozen=True)
class Bench:
    """One exercise with all cases that its mutants are put before.

    Attributes
    ----------
    exercise
        whose mutants are judged.
    names
        those of the master, after all its cells have run.
    public_cases
        with their answers, as `check` shows them.
    samples
        how many cases of the domain tell whether a mutant changes any result.
    """

    exercise: Exercise
    names: Mapping[str, object]
    public_cases: Sequence[Case]
    samples: int = SAMPLES

    def judge(self, mutant: Mutant) -> Verdict:
        """Put one mutant before all cases."""
        answer = self._answering(mutant)
        hidden = tuple(float(np.mean([self._right(answer, case) for case in cases])) for cases in self.hidden_cases)
        public = all(self._right(answer, case) for case in self.public_cases)
        differs = min(hidden) < 1 or not public or not all(self._right(answer, case) for case in self._drawn())
        return Verdict(mutant.name, hidden, public, differs)

    @cached_property
    def hidden_cases(self) -> list[list[Case]]:
        """The cases that the grader draws, for each student."""
        return [
            [self._case(arguments) for arguments in self.exercise.cases(random, self.exercise.hidden_cases)]
            for random in (KEY.random(student, self.exercise.id) for student in STUDENTS)
        ]

    def _drawn(self) -> Iterator[Case]:
        """Cases from all over the domain, one after the other; each is computed once."""
        yield from self._known
        while len(self._known) < self.samples and self.exercise.sample:
            self._known.append(self._case(self.exercise.sample(self._random)))
            yield self._known[-1]

    @cached_property
    def _known(self) -> list[Case]:
        return []

    @cached_property
    def _random(self) -> np.random.Generator:
        return np.random.default_rng(1)

    def _case(self, arguments: Mapping[str, object]) -> Case:
        """The arguments as they come out of the wire, with the right answer."""
        given = restored(plain(arguments))
        right = self.names[self.exercise.id]
        return Case(given, plain(right(**restored(plain(arguments))) if self.exercise.sample else right))

    def _answering(self, mutant: Mutant) -> object:
        """The mutated function; for a value one that runs the mutated statements."""
        code = compile(mutant.tree, f"<{mutant.name}>", "exec")

        def run() -> object:
            home = dict(self.names)
            exec(code, home)
            return home[self.exercise.id]

        return run() if self.exercise.sample else run

    def _right(self, answer: object, case: Case) -> bool:
        """Whether one case gets full marks."""
        try:
            with _limited(), np.errstate(all="ignore"):
                arguments = restored(plain(case.arguments)) if self.exercise.sample else {}
                given = plain(answer(**arguments))
        except Exception:  # whatever a mutant raises, a submission that did so would get no mark
            return False
        return given is not None and not fault(self.exercise, Answer(given), case.answer)


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    """Stop what takes too long, where the system has such a clock."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, ENDLESS_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(*_: object) -> None:
    raise Endless
