"""Questions inside a lesson: choose, and read what your choice means."""

from dataclasses import dataclass
from html import escape

import ipywidgets as widgets

from il2course.questions import MultipleChoice, Option, multiple_choice


def ask(name: str) -> "Quiz":
    """Show the question of this id as the result of a cell.

    Raises
    ------
    ValueError
        when there is no such question.
    """
    return Quiz(multiple_choice(name))


@dataclass(frozen=True)
class Quiz:
    """A question on display: radio buttons where a kernel runs, answers to unfold where not."""

    question: MultipleChoice

    def verdict(self, option: Option) -> str:
        """What the student reads after choosing."""
        if self.question.is_prediction:
            return f"Noted. {option.feedback}"
        return f"{'Yes.' if option.right else 'Not quite.'} {option.feedback}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        from il2course import stage

        return stage.bundle(self._panel, self._unfoldable(), self._plain())

    def _unfoldable(self) -> str:
        answers = "".join(
            f"<details><summary>{escape(option.text)}</summary><p>{escape(self.verdict(option))}</p></details>"
            for option in self.question.options
        )
        return f"<p><strong>{escape(self.question.prompt)}</strong></p>{answers}"

    def _plain(self) -> str:
        return "\n".join([self.question.prompt, *(f"  - {option.text}" for option in self.question.options)])

    def _panel(self) -> widgets.VBox:
        by_text = {option.text: option for option in self.question.options}
        prompt = widgets.HTML(f"<strong>{escape(self.question.prompt)}</strong>")
        buttons = widgets.RadioButtons(options=list(by_text), value=None, layout=widgets.Layout(width="max-content"))
        answer = widgets.HTML()

        def tell(change: dict) -> None:
            if change["new"] is not None:
                answer.value = f'<p role="status">{escape(self.verdict(by_text[change["new"]]))}</p>'

        buttons.observe(tell, names="value")
        return widgets.VBox([prompt, buttons, answer])
