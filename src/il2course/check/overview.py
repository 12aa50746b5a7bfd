"""How far a student has come, as a page, and as text where no page is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from il2course.check.record import FORMED, PASSED, TRIED
from il2course.questions import Exercise

WIDTH = 20
NO_MARKS = "These are no marks: the grader tries other cases than check does."
WORDS = {PASSED: "public checks pass", TRIED: "not yet", None: "not checked yet"}
OPEN = {"text": "written; a person will read it"}
_CELL = 'style="text-align: left"'


@dataclass(frozen=True)
class Sheet:
    """One lesson's sheet and what was found of each answer, by exercise id."""

    lesson: str
    exercises: Sequence[Exercise]
    found: Mapping[str, str]

    def points(self, *states: str) -> float:
        """Of the exercises in one of these states."""
        return sum(each.points for each in self.exercises if self.found.get(each.id) in states)

    @property
    def most(self) -> float:
        """Of all exercises."""
        return sum(each.points for each in self.exercises)

    @property
    def sentence(self) -> str:
        """How many points stand where."""
        open_ = self.points(FORMED)
        more = f"; answers worth {open_:g} more have the right form" if open_ else ""
        return f"{self.lesson}: public checks pass for {self.points(PASSED):g} of {self.most:g} points{more}."

    def said(self, exercise: Exercise) -> str:
        """What was found of one answer."""
        state = self.found.get(exercise.id)
        return WORDS[state] if state != FORMED else OPEN.get(exercise.kind, "right form; only the grader tells")


@dataclass(frozen=True)
class Progress:
    """What `progress()` shows.

    Attributes
    ----------
    sheets
        the lessons, in their order.
    detailed
        of which each exercise is listed.
    trouble
        why nothing older is known, as a sentence; empty if there is no trouble.
    """

    sheets: Sequence[Sheet]
    detailed: Sequence[str] = ()
    trouble: str = ""

    def __str__(self) -> str:
        lines = [line for sheet in self.sheets for line in (sheet.sentence, _bar(sheet), *self._rows(sheet))]
        return "\n".join([*lines, NO_MARKS, *filter(None, [self.trouble])])

    __repr__ = __str__

    def _rows(self, sheet: Sheet) -> list[str]:
        if sheet.lesson not in self.detailed:
            return []
        wide = max(len(each.id) for each in sheet.exercises)
        return [f"  {each.id:<{wide}}  {_points(each):<10}  {sheet.said(each)}" for each in sheet.exercises]

    def _repr_html_(self) -> str:
        parts = [part for sheet in self.sheets for part in (_meter(sheet), self._table(sheet))]
        notes = "".join(f"<p>{escape(note)}</p>" for note in (NO_MARKS, self.trouble) if note)
        return f"<div>{''.join(parts)}{notes}</div>"

    def _table(self, sheet: Sheet) -> str:
        if sheet.lesson not in self.detailed:
            return ""
        rows = "".join(
            f'<tr><th scope="row" {_CELL}>{escape(each.title)} (<code>{escape(each.id)}</code>)</th>'
            f"<td {_CELL}>{_points(each)}</td><td {_CELL}>{escape(sheet.said(each))}</td></tr>"
            for each in sheet.exercises
        )
        head = "".join(f'<th scope="col" {_CELL}>{word}</th>' for word in ("Exercise", "Points", "What check found"))
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _points(exercise: Exercise) -> str:
    return f"{exercise.points:g} point{'s' * (exercise.points != 1)}"


def _bar(sheet: Sheet) -> str:
    full = int(WIDTH * sheet.points(PASSED) / sheet.most)
    return f"[{'#' * full}{'.' * (WIDTH - full)}]"


def _meter(sheet: Sheet) -> str:
    """A bar beside its sentence, which also names it."""
    sentence = escape(sheet.sentence, quote=True)
    bar = f'<progress max="{sheet.most:g}" value="{sheet.points(PASSED):g}" aria-label="{sentence}"></progress>'
    return f"<p>{bar} {sentence}</p>"
