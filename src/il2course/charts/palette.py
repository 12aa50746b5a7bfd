"""Colors, dashes and symbols: one source for both renderers."""

from dataclasses import dataclass

# Distinct under the common colour-vision deficiencies and, as text on the page, at a contrast of 4.5 or more.
ON_LIGHT = ("#0063A6", "#B34700", "#00704A", "#8E3B73", "#6B5900", "#3D3D3D")
ON_DARK = ("#6DB8F2", "#F59E5B", "#4FC896", "#E391C5", "#D9C54F", "#CFCFCF")

DASHES = ((), (5, 2), (2, 1.5), (7, 2, 1.5, 2), (1, 1), (9, 3))
SYMBOLS = ("circle", "square", "triangle", "diamond", "wedge", "plus")

# From low to high in steps that look equal, also to the colour-blind and in print (cividis; Nuñez 2018).
RAMP = (
    "#00224E",
    "#083370",
    "#35456C",
    "#4F576C",
    "#666970",
    "#7D7C78",
    "#948E77",
    "#AEA371",
    "#C8B866",
    "#E5CF52",
    "#FEE838",
)


@dataclass(frozen=True)
class Look:
    """The colors of a static picture: of series, letters, words beside the data, straight lines, grid and paper."""

    series: tuple[str, ...]
    ink: str
    note: str
    rule: str
    grid: str
    paper: str


LIGHT = Look(ON_LIGHT, "#000000", "#3D3D3D", "#555555", "#E3E3E3", "#FFFFFF")
DARK = Look(ON_DARK, "#E6E6E6", "#CFCFCF", "#B8B8B8", "#3B3B3B", "#131416")  # paper as that of the website at night


def css() -> str:
    """The palette as the variables the live renderer's style sheet and script read."""
    rules = []
    for selector, colors in ((".il2-explorer", ON_LIGHT), (".il2-explorer.il2-dark", ON_DARK)):
        variables = [f"--il2-{index}: {color};" for index, color in enumerate(colors)]
        rules.append(f"{selector} {{ {' '.join(variables)} }}")
    rules.append(f".il2-explorer {{ --il2-ramp: {', '.join(RAMP)}; }}")
    return "\n".join(rules) + "\n"
