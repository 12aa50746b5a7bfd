"""Charts that move: controls and picture in one widget in a notebook, and in a page where no Python runs."""

import json
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import anywidget
import traitlets

from il2course.charts.chart import Chart
from il2course.charts.palette import css
from il2course.charts.spec import Json, patch, spec
from il2course.charts.static import html

HERE = Path(__file__).parent
SCRIPT = (HERE / "live.js").read_text(encoding="utf-8")
STYLE = css() + (HERE / "live.css").read_text(encoding="utf-8")
AHEAD_S = 0.02  # for how long Python works on steps that are not taken yet
LONG = 8  # numbers, from which a list is worth writing only once
HINT = (
    "There is no Python behind this page: each picture was computed beforehand, and you see the nearest one. "
    "Moving one control may therefore put others back."
)
ENHANCE = f"{SCRIPT}\nenhance();"
PLAYER = f'<style>{STYLE}</style><script type="module">{ENHANCE}</script>'  # what moves every film of a page

Places = Sequence[int]  # where each control stands, counted from its first position
Draw = Callable[[Places], Chart]


class Live(anywidget.AnyWidget):
    """Controls and a chart that follows them.

    Python keeps no state: each question from the front end holds the places of all controls, and each answer holds
    what differs from the first chart. The front end has one question open at a time, so stale work never queues up,
    and beside it at most one for the next steps of a control, which Python answers as far as it is quick.
    Only `opening`, with the first chart, is saved in a notebook.

    Parameters
    ----------
    title
        what is explored: the name of the group of controls.
    controls
        what to show for each: label and start, with `spoken` values of a slider or `options` of a choice.
    draw
        the chart where the controls stand at these places.
    """

    _esm = SCRIPT
    _css = STYLE
    opening = traitlets.Dict().tag(sync=True)

    def __init__(self, title: str, controls: Sequence[Json], draw: Draw) -> None:
        self._draw = draw
        super().__init__(opening=opening(title, controls, draw))
        self.on_msg(self._answer)

    def _answer(self, _: object, message: dict, __: object) -> None:
        """Send what changed, or why there is no picture; or what would change at the next steps of a control."""
        question = {"question": message.get("question")}
        if "ahead" in message:
            self.send(question | {"ahead": self._ahead(message["ahead"])})
            return
        try:
            self.send(question | {"change": self._change(message["places"])})
        except (Exception, KeyboardInterrupt) as error:  # whatever it is, the student must read of it
            self.send(question | {"error": _sentence(error)})

    def _change(self, places: Places) -> object:
        return patch(self.opening["first"], spec(self._draw(places)))

    def _ahead(self, steps: Sequence[Places]) -> list[Json]:
        """What changes at the first of these steps, as many as there is time for.

        Whoever asks for one that fails is told why; until then nobody needs to know.
        """
        found: list[Json] = []
        end = time.monotonic() + AHEAD_S
        with suppress(Exception, KeyboardInterrupt):
            for places in steps:
                found.append({"places": places, "change": self._change(places)})
                if time.monotonic() > end:
                    break
        return found


def _sentence(error: BaseException) -> str:
    if isinstance(error, KeyboardInterrupt):
        return "Stopped before the picture was computed."
    return f"No picture for these settings: {error or type(error).__name__}"


def opening(title: str, controls: Sequence[Json], draw: Draw) -> Json:
    """What the front end needs before anything moves."""
    return {"title": title, "controls": list(controls), "first": spec(draw([one["start"] for one in controls]))}


def film(title: str, controls: Sequence[Json], draw: Draw, grid: Iterable[Places]) -> str:
    """The opening and a frame for each of the places in `grid`, as JSON that may stand inside a script element."""
    start = opening(title, controls, draw) | {"hint": HINT}
    columns: dict[str, int] = {}
    frames = [
        {"places": places, "change": _with_columns(patch(start["first"], spec(draw(places))), columns)}
        for places in grid
    ]
    return f'{{"columns":[{",".join(columns)}],"opening":{_json(start)},"frames":{_json(frames)}}}'


def page(chart: Chart, frames: str) -> str:
    """HTML that moves without Python: a static figure, replaced where scripts run by controls over a `film`."""
    return f'<div class="il2-page">{html(chart)}<script type="application/json">{frames}</script></div>{PLAYER}'


def _with_columns(value: object, columns: dict[str, int]) -> object:
    """The same with each list of numbers replaced by its place among `columns`: many frames share their curves."""
    if isinstance(value, dict):
        return {name: _with_columns(part, columns) for name, part in value.items()}
    if isinstance(value, list) and len(value) > LONG:
        return {"#": columns.setdefault(_json(value), len(columns))}
    return value


def _json(value: object) -> str:
    """JSON that may stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c")
