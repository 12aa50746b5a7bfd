"""How many mutants of each exercise the checks reject."""

import contextlib
import os
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from il2course import master
from il2course.authoring.mutants.equivalent import reasons
from il2course.authoring.mutants.judging import SAMPLES, Bench, Verdict
from il2course.authoring.mutants.making import Mutant, mutants, solution
from il2course.questions import LESSONS, exercises
from il2course.questions.expected import public_cases

SLOW = frozenset(("matching_dose_pM", "cd8_over_treg", "cd25_for_shift", "alpha_fold_for_gap", "trial_design"))
SLOW_SAMPLES = 30  # of exercises that run models

HIDDEN, PUBLIC = 0.98, 0.85
HEADINGS = ("exercise", "made", "equivalent", "changing", "hidden", "public", "keep half", "survivors")


@dataclass(frozen=True)
class Row:
    """What became of the mutants of one exercise."""

    exercise: str
    verdicts: tuple[Verdict, ...]

    @property
    def changing(self) -> list[Verdict]:
        """Those that change a result."""
        return [each for each in self.verdicts if each.changes]

    @property
    def equivalent(self) -> list[str]:
        """Names of those that change none."""
        return [each.mutant for each in self.verdicts if not each.changes]

    @property
    def survivors(self) -> list[str]:
        """Names of those that change a result and may get full marks."""
        return [each.mutant for each in self.changing if each.survives]

    @property
    def passing(self) -> list[str]:
        """Names of those that change a result and pass every public case."""
        return [each.mutant for each in self.changing if each.public]

    @property
    def keeping(self) -> int:
        """How many keep half of the points or more."""
        return sum(each.kept >= 0.5 for each in self.changing)

    def cells(self) -> tuple[str, ...]:
        """The row of a table, under `HEADINGS`."""
        changing = len(self.changing)
        numbers = (len(self.verdicts), len(self.equivalent), changing, changing - len(self.survivors))
        words = (*numbers, changing - len(self.passing), self.keeping, "; ".join(self.survivors))
        return (self.exercise, *map(str, words))


def known() -> dict[str, str]:
    """Exercise → lesson, of all that are not read by a human."""
    return {each.id: lesson for lesson in LESSONS for each in exercises(lesson) if each.kind != "text"}


def bench(root: Path, name: str, samples: int | None = None) -> tuple[Bench, list[Mutant]]:
    """The bench of an exercise, and all mutants of its solution.

    Parameters
    ----------
    root
        the folder of pyproject.toml.
    name
        the exercise.
    samples
        how many samples of the domain; 1,000 unless given, fewer where a case runs models.
    """
    lesson = known()[name]
    (exercise,) = (each for each in exercises(lesson) if each.id == name)
    place = root / "solutions" / f"{lesson}.py"
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        names = master.namespace(place)
    if samples is None:
        samples = SLOW_SAMPLES if name in SLOW else SAMPLES
    (case,) = exercise.cases(np.random.default_rng(1), 1)
    made = mutants(solution(place.read_text(encoding="utf-8"), exercise), exercise, case)
    return Bench(exercise, names, public_cases(lesson, name), samples), made


def row(root: Path, name: str, share: float = 1.0, samples: int | None = None) -> Row:
    """Judge the mutants of one exercise, or a share of them, always the same ones."""
    judge, made = bench(root, name, samples)
    chosen = random.Random(name).sample(made, max(round(share * len(made)), 1))
    return Row(name, tuple(judge.judge(each) for each in chosen))


def rows(root: Path, names: Sequence[str]) -> Iterator[Row]:
    """Judge all mutants of some exercises, in as many processes as there are processors."""
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        yield from pool.map(row, [root] * len(names), names)


def mislisted(found: Row) -> list[str]:
    """A line for each mutant that stands on the list of equivalent ones and changes a result."""
    listed = reasons().get(found.exercise, {})
    return [f"{found.exercise}: {each.mutant}" for each in found.changing if each.mutant in listed]


def pooled(found: Sequence[Row]) -> tuple[float, float]:
    """The shares of changing mutants that the hidden and that the public cases reject, over all exercises."""
    changing = sum(len(each.changing) for each in found)
    survivors, passing = sum(len(each.survivors) for each in found), sum(len(each.passing) for each in found)
    return 1 - survivors / changing, 1 - passing / changing
