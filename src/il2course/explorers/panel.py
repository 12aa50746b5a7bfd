"""The front end of an explorer: ipywidgets beside a picture that is redrawn as they move."""

import ipywidgets as widgets

from il2course.charts.static import html
from il2course.explorers.explorer import Choice, Explorer, Slider

WIDE = {"description_width": "16em"}
ROW = widgets.Layout  # a fresh layout for every control


def panel(explorer: Explorer) -> widgets.VBox:
    """Controls, a reset button and the chart, one below the other."""
    controls = {parameter.name: _control(parameter) for parameter in explorer.parameters}
    picture = widgets.HTML(html(explorer.chart()))

    def redraw(_: object = None) -> None:
        picture.value = html(explorer.chart(**{name: control.value for name, control in controls.items()}))

    def start_again(_: object) -> None:
        for name, value in explorer.defaults.items():
            controls[name].value = value

    for control in controls.values():
        control.observe(redraw, names="value")
    reset = widgets.Button(description="Reset", tooltip=f"Reset {explorer.title}")
    reset.on_click(start_again)
    return widgets.VBox([*controls.values(), reset, picture])


def _control(parameter: Slider | Choice) -> widgets.Widget:
    if isinstance(parameter, Choice):
        return widgets.Dropdown(
            options=parameter.options,
            value=parameter.value,
            description=parameter.label,
            style=WIDE,
            layout=ROW(width="34em"),
        )
    options = [(parameter.say(value), float(value)) for value in parameter.positions]
    return widgets.SelectionSlider(
        options=options,
        value=float(parameter.value),
        description=parameter.label,
        continuous_update=True,
        style=WIDE,
        layout=ROW(width="44em"),
    )
