"""Ways to color a chain, each with its legend and its words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from il2course import facts
from il2course.coordinates import Chain

GREY = "#C9C9C9"
# Okabe and Ito's colors, distinct under the common color-vision deficiencies.
HELIX_COLORS = ("#0072B2", "#56B4E9", "#E69F00", "#009E73", "#CC79A7", "#D55E00")
INTERFACE_COLORS = {"alpha": "#0072B2", "beta": "#D55E00", "gamma_c": "#009E73"}
BOTH = "#7B3294"
RECEPTOR_CHAINS = {"alpha": "CD25 (α)", "beta": "CD122 (β)", "gamma_c": "CD132 (γc)"}
# Of other chains in the view: paler, and in the hues of `INTERFACE_COLORS`, so that α, β and γc have one each.
PARTNER_COLORS = (
    ("#9CC4E4", "pale blue"),
    ("#F2BC98", "pale orange"),
    ("#9AD3BB", "pale green"),
    ("#D7BADF", "pale violet"),
)
WATER_TO_OIL = ("#2166AC", "#92C5DE", "#F2F0EB", "#F4A460", "#B35806")
COLD_TO_HOT = ("#FFF3B8", "#FDC35F", "#F0703B", "#B3162C", "#5E0626")
STEPS = 24  # a ramp is cut into so many colors

# Kyte and Doolittle 1982, J Mol Biol 157:105, table 2: 4.5 shuns water most, −4.5 seeks it most.
HYDROPATHY = MappingProxyType(
    {
        "I": 4.5, "V": 4.2, "L": 3.8, "F": 2.8, "C": 2.5, "M": 1.9, "A": 1.8, "G": -0.4, "T": -0.7, "S": -0.8,
        "W": -0.9, "Y": -1.3, "P": -1.6, "H": -3.2, "E": -3.5, "Q": -3.5, "D": -3.5, "N": -3.5, "K": -3.9, "R": -4.5,
    }
)  # fmt: skip
MOST_HYDROPHOBIC = 4.5


@dataclass(frozen=True)
class Coloring:
    """The color of every resolved residue of one chain, and what it means.

    Attributes
    ----------
    colors
        residue number → `#RRGGBB`.
    notes
        residue number → what the color says of it, as words that can follow its name; empty for nothing.
    legend
        (color, meaning) in order; of a ramp its ends and middle.
    sentence
        the coloring in words, computed from the chain.
    caption
        what to see in it.
    """

    colors: Mapping[int, str]
    notes: Mapping[int, str]
    legend: tuple[tuple[str, str], ...]
    sentence: str
    caption: str


def by_helix(chain: Chain) -> Coloring:
    """One color a helix, grey for the rest."""
    colored = list(zip(chain.helices, HELIX_COLORS, strict=False))
    at = {number: pair for pair in colored for number in chain.resolved if number in pair[0]}
    places = [f"{helix.name} {helix.first} to {helix.last}" for helix, _ in colored]
    return Coloring(
        {number: at[number][1] if number in at else GREY for number in chain.resolved},
        {number: f"helix {at[number][0].name}" if number in at else "no helix" for number in chain.resolved},
        (*((color, f"helix {helix.name}") for helix, color in colored), (GREY, "no helix")),
        f"Colored by helix: {', '.join(places)}; the other {len(chain.resolved) - len(at)} residues are in none.",
        "Follow the chain from its start: A and B run one way, C and D the other, joined by long loops.",
    )


def by_hydrophobicity(chain: Chain) -> Coloring:
    """A ramp over the Kyte–Doolittle scale."""
    value = {number: HYDROPATHY[chain.residue(number).letter] for number in chain.resolved}
    shunning = [number for number in chain.resolved if value[number] > 0]
    return Coloring(
        {number: ramp(WATER_TO_OIL, value[number], -MOST_HYDROPHOBIC, MOST_HYDROPHOBIC) for number in value},
        {number: f"hydropathy {_signed(value[number])}" for number in value},
        ((WATER_TO_OIL[0], "seeks water (−4.5)"), (WATER_TO_OIL[2], "neither"), (WATER_TO_OIL[-1], "shuns it (4.5)")),
        "Colored by hydrophobicity on the scale of Kyte and Doolittle: "
        f"{len(shunning)} of {len(value)} residues shun water, {_helical(chain, shunning)} of them in helices.",
        "Each helix has two faces: the one that shuns water is turned inward, onto the other helices.",
    )


def by_interface(chain: Chain) -> Coloring:
    """Which chain of the receptor a residue touches; only for IL-2.

    Raises
    ------
    ValueError
        when the sequence is not that of IL-2.
    """
    touched = _contacts(chain)
    chains_of = {number: tuple(name for name in touched if number in touched[name]) for number in chain.resolved}
    hidden = sorted({number for numbers in touched.values() for number in numbers} - set(chain.resolved))
    counts = [f"{len(set(numbers) & set(chain.resolved))} {RECEPTOR_CHAINS[name]}" for name, numbers in touched.items()]
    both = [chain.residue(number).label for number, names in chains_of.items() if len(names) > 1]
    more = f" {', '.join(both)} touches two." if both else ""
    lost = f" {', '.join(chain.residue(number).label for number in hidden)} has no coordinates." if hidden else ""
    legend = [(INTERFACE_COLORS[name], f"touches {RECEPTOR_CHAINS[name]}") for name in touched]
    return Coloring(
        {number: _interface_color(names) for number, names in chains_of.items()},
        {
            number: "touches " + " and ".join(RECEPTOR_CHAINS[name] for name in names) if names else "touches no chain"
            for number, names in chains_of.items()
        },
        (*legend, *([(BOTH, "touches two of them")] if both else []), (GREY, "none")),
        f"Colored by the receptor chain that a residue touches: {', '.join(counts)}.{more}{lost}",
        "Three chains of the receptor hold IL-2 at three places; CD25 is on the far side from the other two.",
    )


def by_b_factor(chain: Chain) -> Coloring:
    """A ramp over the mean B-factor of each residue."""
    means = chain.mean_b_factor_A2()
    low, high = float(means.min()), float(means.max())
    stillest, loosest = chain.resolved[int(means.argmin())], chain.resolved[int(means.argmax())]
    inside = np.array([chain.helix(number) is not None for number in chain.resolved])
    apart = ""
    if inside.any() and not inside.all():
        apart = f", {means[inside].mean():.0f} Å² in helices and {means[~inside].mean():.0f} Å² outside"
    return Coloring(
        {number: ramp(COLD_TO_HOT, mean, low, high) for number, mean in zip(chain.resolved, means, strict=True)},
        {number: f"B-factor {mean:.0f} Å²" for number, mean in zip(chain.resolved, means, strict=True)},
        (
            (COLD_TO_HOT[0], f"still ({low:.0f} Å²)"),
            (COLD_TO_HOT[2], f"{(low + high) / 2:.0f} Å²"),
            (COLD_TO_HOT[-1], f"restless ({high:.0f} Å²)"),
        ),
        f"Colored by mean B-factor, from {low:.0f} Å² at {chain.residue(stillest).label} "
        f"to {high:.0f} Å² at {chain.residue(loosest).label}{apart}.",
        "The darker a residue, the less sure its place: loops and ends move most, the core of the bundle least.",
    )


def uniform(chain: Chain) -> Coloring:
    """One color, for the shape alone or for what is selected."""
    color = HELIX_COLORS[1]
    return Coloring(
        dict.fromkeys(chain.resolved, color),
        dict.fromkeys(chain.resolved, ""),
        (),
        "One color throughout.",
        "The shape alone: long helices packed side by side.",
    )


COLORINGS: Mapping[str, Callable[[Chain], Coloring]] = MappingProxyType(
    {
        "helix": by_helix,
        "hydrophobicity": by_hydrophobicity,
        "interface": by_interface,
        "b-factor": by_b_factor,
        "uniform": uniform,
    }
)


def ramp(stops: tuple[str, ...], value: float, low: float, high: float) -> str:
    """The color of a value between the first stop at `low` and the last at `high`, in steps."""
    share = 0.5 if high <= low else round(STEPS * (value - low) / (high - low)) / STEPS
    channels = np.array([[int(stop[at : at + 2], 16) for at in (1, 3, 5)] for stop in stops])
    places = np.linspace(0, 1, len(stops))
    return "#" + "".join(f"{round(np.interp(share, places, channel)):02X}" for channel in channels.T)


def ink(color: str) -> str:
    """Black or white, whichever is easier to read on a color."""
    channels = np.array([int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return "#000000" if linear @ (0.2126, 0.7152, 0.0722) > 0.179 else "#FFFFFF"


def _contacts(chain: Chain) -> dict[str, list[int]]:
    """Residue numbers at each interface; all of them must stand in the sequence."""
    contacts = facts.interface_contacts.value
    for label in (label for labels in contacts.values() for label in labels):
        number = int(label[1:])
        if number not in chain.numbers or chain.residue(number).label != label:
            raise ValueError(f"coloring by interface must be of IL-2, got {chain.name}, which has no {label}")
    return {name: [int(label[1:]) for label in labels] for name, labels in contacts.items()}


def _interface_color(names: tuple[str, ...]) -> str:
    return GREY if not names else BOTH if len(names) > 1 else INTERFACE_COLORS[names[0]]


def _helical(chain: Chain, numbers: list[int]) -> int:
    return sum(chain.helix(number) is not None for number in numbers)


def _signed(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")
