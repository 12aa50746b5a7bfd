"""A view of a molecule as data, and the same in words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from html import escape

from il2course.arguments import instance, one_of
from il2course.coordinates import Chain, il2, select, spans
from il2course.coordinates.chain import runs
from il2course.errors import absent
from il2course.viewer.coloring import COLORINGS, PARTNER_COLORS, Coloring

REPRESENTATIONS = ("cartoon", "sticks", "surface")
_ARTICLES = {"cartoon": "a cartoon", "sticks": "sticks", "surface": "a surface"}
MOLSTAR = ("ipymolstar", "molviewspec", "pydantic")
MOST_TOLD = 6  # of more residues only the ranges are told


@dataclass(frozen=True)
class MoleculeView:
    """What is shown of a chain, and how. Displaying it gives the turning molecule, or a picture with its words.

    Attributes
    ----------
    structure
        the chain; IL-2 as it comes with the course if none is given.
    representation
        "cartoon", "sticks" or "surface".
    coloring
        "helix", "hydrophobicity", "interface", "b-factor" or "uniform".
    selected
        residues to pick out: numbers, or words such as "F42, 85-97".
    labels
        whether what is selected has its name beside it.
    caption
        what to see; the coloring's own if none is given.
    partners
        up to four more chains in the same frame, each drawn as a cartoon in one color: those of the receptor, say.

    Raises
    ------
    ValueError
        when a representation, coloring or residue is not there; the message says what is. Or with too many partners.

    Notes
    -----
    Residues are picked in the sequence, in words or by `selected`: what is clicked in the molecule stays there, for the
    widget of ipymolstar tells Python nothing of it.
    """

    structure: Chain = field(default_factory=il2)
    representation: str = "cartoon"
    coloring: str = "helix"
    selected: tuple[int, ...] | str | Iterable[int] = ()
    labels: bool = True
    caption: str = ""
    partners: tuple[Chain, ...] = ()

    def __post_init__(self) -> None:
        instance("structure", self.structure, Chain)
        object.__setattr__(self, "partners", tuple(self.partners))
        for chain in self.partners:
            instance("each of partners", chain, Chain)
        if len(self.partners) > len(PARTNER_COLORS):
            raise ValueError(f"partners must be at most {len(PARTNER_COLORS)} chains, got {len(self.partners)}")
        one_of("representation", self.representation, REPRESENTATIONS)
        one_of("coloring", self.coloring, COLORINGS)
        object.__setattr__(self, "selected", select(self.structure, self.selected))
        object.__setattr__(self, "caption", self.caption or self.colored.caption)

    @cached_property
    def colored(self) -> Coloring:
        """The color of every residue, its legend and its words."""
        return COLORINGS[self.coloring](self.structure)

    def describe(self) -> str:
        """The view in words, computed from the coordinates."""
        chain = self.structure
        count = f"{len(chain.resolved)} of {len(chain.numbers)} residues"
        gaps = f"; {spans(chain.missing)} have no coordinates" if chain.missing else ""
        name = chain.name[:1].upper() + chain.name[1:]
        whole = f"{name} as {_ARTICLES[self.representation]}, {count}{gaps}."
        return " ".join([whole, *self._company(), self.colored.sentence, *self.picked()])

    def _company(self) -> list[str]:
        """One sentence about the partners, if there are any."""
        told = [f"{chain.name} in {word}" for chain, (_, word) in zip(self.partners, PARTNER_COLORS, strict=False)]
        return [f"With it: {', '.join(told)}."] if told else []

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """(color, meaning) of the coloring, then of each partner."""
        partners = zip(self.partners, PARTNER_COLORS, strict=False)
        return (*self.colored.legend, *((color, chain.name) for chain, (color, _) in partners))

    def picked(self) -> list[str]:
        """One sentence about what is selected, if anything is."""
        numbers = self.selected
        if not numbers:
            return []
        if len(numbers) > MOST_TOLD:
            return [f"Selected: {len(numbers)} residues, {spans(numbers)}."]
        return [f"Selected: {', '.join(self.tell(number) for number in numbers)}."]

    def tell(self, number: int) -> str:
        """One residue in words: name, helix, and what its color says."""
        residue, note = self.structure.residue(number), self.colored.notes[number]
        helix = self.structure.helix(number)
        where = f"helix {helix.name}" if helix else "no helix"
        more = [where, *([note] if note not in ("", where) else [])]
        return f"{residue.label} ({residue.name}, {', '.join(more)})"

    def selected_runs(self) -> list[tuple[int, int]]:
        """First and last residue of each unbroken run of what is selected."""
        return runs(self.selected)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, object]:
        from il2course import stage
        from il2course.viewer.still import html

        try:
            from il2course.viewer.panel import panel
        except ModuleNotFoundError as error:
            if error.name not in MOLSTAR:
                raise
            missing = escape(str(absent("Turning a MoleculeView", error.name)))
            return {"text/html": f"{html(self)}<p>{missing}</p>", "text/plain": self.describe()}
        return stage.bundle(lambda: panel(self), html(self), self.describe())
