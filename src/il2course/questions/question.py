"""What a question is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One answer to choose, and what to tell who chooses it."""

    text: str
    feedback: str
    right: bool = False


@dataclass(frozen=True)
class MultipleChoice:
    """A question in a lesson.

    Attributes
    ----------
    id
        the name `ask` knows it by.
    prompt
        the question.
    options
        the answers; exactly one is right, or none where it is a prediction, to be settled by what follows.
    """

    id: str
    prompt: str
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        right = sum(option.right for option in self.options)
        if len(self.options) < 2 or right > 1:
            raise ValueError(
                f"{self.id!r} must have two options or more and one right at most, got {len(self.options)} and {right}"
            )

    @property
    def is_prediction(self) -> bool:
        """Whether the lesson, not this question, tells what is right."""
        return not any(option.right for option in self.options)
