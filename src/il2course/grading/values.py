"""The right values of a sheet: numbers, arrays and choices, whose parameters differ from student to student."""

import json
from dataclasses import replace

from il2course.grading.marks import PRACTICE_NUMBERS
from il2course.grading.reference import Reference
from il2course.questions import Exercise, Slip
from il2course.questions.expected import Case
from il2course.questions.variant import PRACTICE

FOR_PRACTICE = (
    "This is the answer to the practice numbers. Put your own id in the first cell, run the sheet again from the top, "
    "and answer what it asks you."
)


class Values:
    """Right values, each computed once for each set of parameters."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Case] = {}

    def of(self, reference: Reference, exercise: Exercise, student: str) -> Case:
        """One student's parameters with the right answer.

        Raises
        ------
        CourseError, NotGraded
            when the master fails with this student's id, or gives no answer.
        """
        parameters = exercise.variant(student)
        asked = exercise.id, json.dumps(parameters)
        if asked not in self._known:
            reference.work_as(student)
            (self._known[asked],) = reference.expected(exercise, [parameters])
        return self._known[asked]

    def telling(self, reference: Reference, exercise: Exercise) -> Exercise:
        """The exercise with one more slip where its parameters differ: what is right for practice, and for nobody else.

        Raises like `of`.
        """
        if not exercise.variants:
            return exercise
        practice = self.of(reference, exercise, PRACTICE).answer
        slip = Slip(PRACTICE_NUMBERS, FOR_PRACTICE, lambda expected, **_: practice)
        return replace(exercise, slips=(slip, *exercise.slips))
