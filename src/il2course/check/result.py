"""What a check found."""

from dataclasses import dataclass

from il2course.questions.expected import Case


@dataclass(frozen=True)
class CheckResult:
    """What the public cases of one exercise show.

    Attributes
    ----------
    id
        the exercise; empty when none was named.
    passed
        whether every public case passes; where nothing is settled, whether the answer has the right form.
    message
        what was found, in a sentence.
    hint
        a next step; empty when there is none to take.
    failed_case
        the case that the message is about, if it is about one.
    settled
        whether the cases say what is right, and not a grader or a person later on.
    """

    id: str
    passed: bool
    message: str
    hint: str = ""
    failed_case: Case | None = None
    settled: bool = True

    def __str__(self) -> str:
        return f"{self.message}\nHint: {self.hint}" if self.hint else self.message

    def _ipython_display_(self) -> None:
        """Show nothing as the result of a cell: `check` has printed it."""
