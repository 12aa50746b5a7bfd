"""Whose a submission is: what the learning platform's names say, and the roster where there is one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from il2course.errors import CourseError
from il2course.grading import listing
from il2course.questions.variant import words

OPTIONAL = ("name", "email", "extension")
_PLATFORM = re.compile(r"(_late)?_\d+(_\d+_.*|_assignsubmission_.*)$", re.IGNORECASE)  # Canvas, Moodle


def occurs(name: str, label: str) -> bool:
    """Whether a name stands in a label: its words one after another, or run together as Canvas does."""
    return _stands(words(name), words(label))


def _stands(form: Sequence[str], label: Sequence[str]) -> bool:
    return _around(form, label) is not None


def _around(form: Sequence[str], label: Sequence[str]) -> list[Sequence[str]] | None:
    """What stands before and behind a form in a label; None where it does not stand there."""
    for start in range(len(label) - len(form) + 1 if form else 0):
        if label[start : start + len(form)] == form:
            return [label[:start], label[start + len(form) :]]
    if form and "".join(form) in label:
        place = label.index("".join(form))
        return [label[:place], label[place + 1 :]]
    return None


@dataclass(frozen=True)
class Student:
    """One line of the roster.

    Attributes
    ----------
    id, name, email
        what stands for the student in the names of files.
    extension
        days after the deadline, or a deadline of the student's own, as `late.extended` reads it.
    """

    id: str
    name: str = ""
    email: str = ""
    extension: str = ""

    @cached_property
    def forms(self) -> list[tuple[str, ...]]:
        """Everything that stands for this student in the name of a file, also with the last name, or names, first."""
        name = words(self.name)
        turned = (name[first:] + name[:first] for first in range(len(name)))
        return [form for form in (words(self.id), *turned, words(self.email)) if form]

    def match(self, label: Sequence[str]) -> int:
        """How much of a label speaks of this student: the letters of the longest form in it."""
        return len("".join(self.longest(label)))

    def longest(self, label: Sequence[str]) -> Sequence[str]:
        """The longest form of this student in a label; empty if there is none."""
        standing = (form for form in self.forms if _stands(form, label))
        return max(standing, key=lambda form: len("".join(form)), default=())


def _beside(student: Student, other: Student, label: Sequence[str]) -> bool:
    """Whether a label speaks of another student beside what it says of the first."""
    return any(map(other.match, _around(student.longest(label), label)))


@dataclass(frozen=True)
class Roster:
    """The class."""

    students: tuple[Student, ...]

    @cached_property
    def by_id(self) -> dict[str, Student]:
        """Every student by id."""
        return {student.id: student for student in self.students}

    def owner(self, labels: Iterable[str]) -> Student | None:
        """The one student whom the first telling label speaks of; none where it speaks of two, unless by one's id.

        Part of a label is what its author called the file, so a second name in it must not win by its length.
        """
        for label in map(words, labels):
            spoken_of = [student for student in self._near(label) if student.match(label)]
            if spoken_of:
                most = max(student.match(label) for student in spoken_of)
                best = [student for student in spoken_of if student.match(label) == most]
                one = best if len(best) == 1 else [each for each in best if _stands(words(each.id), label)]
                others = [student for student in spoken_of if student not in best]
                if len(one) != 1 or any(_beside(one[0], other, label) for other in others):
                    return None
                return one[0]
        return None

    def _near(self, label: Sequence[str]) -> Iterable[Student]:
        """The few students that a label can speak of, each once."""
        return dict.fromkeys(student for word in label for student in self._by_word.get(word, ()))

    @cached_property
    def _by_word(self) -> dict[str, list[Student]]:
        """Students by the words of which one stands in every label that speaks of them."""
        found: dict[str, list[Student]] = {}
        for student in self.students:
            for form in student.forms:
                for word in {form[0], "".join(form)}:
                    found.setdefault(word, []).append(student)
        return found


def read(file: Path) -> Roster:
    """A roster from a CSV file with a column `student` and, where wanted, `name`, `email` and `extension`.

    Raises
    ------
    CourseError
        when it cannot be read, the column is missing, or a student stands there twice or not at all.
    """
    lines = listing.read(file, "the roster", ("student",), OPTIONAL)
    students = tuple(Student(line["student"], *map(line.get, OPTIONAL)) for _, line in lines)
    ids = [student.id for student in students]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise CourseError(f"the roster {file} holds {twice[0]!r} twice")
    if not ids:
        raise CourseError(f"the roster {file} holds no student")
    return Roster(students)


def undecorated(label: str, lesson: str) -> str:
    """A label without what the learning platform added, and without the lesson's name."""
    bare = _PLATFORM.sub("", label)
    return re.sub(rf"[ _-]*{re.escape(lesson)}[ _-]*", "", bare, flags=re.IGNORECASE).strip()
