"""Who makes IL-2 and whom it reaches, each line with its source."""

from collections.abc import Iterable
from dataclasses import dataclass

from il2course import facts
from il2course.arguments import one_of
from il2course.signature import typed

LEAD = facts.measured_lead_60_min.value
ROLES = ("maker", "target", "both")


@dataclass(frozen=True)
class Player:
    """A kind of cell in the IL-2 system.

    Attributes
    ----------
    cell
        the kind of cell, and in what state.
    role
        one of `ROLES`.
    receptors
        the chains it carries, as far as the source says.
    effect
        what IL-2 has to do with it.
    species
        whose cells were looked at.
    source
        citation key.
    """

    cell: str
    role: str
    receptors: str
    effect: str
    species: str
    source: str

    def __post_init__(self) -> None:
        one_of("role", self.role, ROLES)


PLAYERS = (
    Player(
        "activated CD4 T cell",
        "both",
        "CD25, CD122, CD132",
        "main maker after antigen; divides as long as IL-2, its receptors and time suffice",
        "mouse",
        "tkach2014",
    ),
    Player(
        "activated CD8 T cell",
        "both",
        "CD25, CD122, CD132",
        "makes less than a CD4 cell; grows, kills and remembers",
        "mouse and human",
        "liao2013",
    ),
    Player(
        "regulatory T cell",
        "target",
        "much CD25, CD122, CD132",
        "needs IL-2 to arise and to live, makes none, and takes it from others",
        "mouse and human",
        "liao2013",
    ),
    Player(
        "resting Th cell",
        "target",
        "little CD25, little CD122, CD132",
        f"answers at {LEAD['Th']:.0f} times a Treg's dose",
        "human",
        "farhat2021",
    ),
    Player(
        "resting CD8 T cell",
        "target",
        "hardly any CD25, CD122, CD132",
        f"answers at {LEAD['CD8']:.0f} times a Treg's dose",
        "human",
        "farhat2021",
    ),
    Player(
        "NK cell",
        "target",
        "hardly any CD25, much CD122, CD132",
        f"answers at {LEAD['NK']:.0f} times a Treg's dose",
        "human",
        "farhat2021",
    ),
    Player(
        "activated B cell",
        "target",
        "CD25 and the rest of the receptor",
        "divides strongly when activated by S. aureus; antibody against CD25 stops that",
        "human",
        "mingari1984",
    ),
    Player(
        "B blast after LPS and anti-Ig",
        "target",
        f"about {facts.b_blast_sites.value:,} receptors, apparent K_D {facts.b_blast_kd.value} pM",
        "divides; resting B cells and those given LPS alone have no receptors to speak of",
        "mouse",
        "zubler1984",
    ),
)


@typed
def players(role: str | None = None) -> tuple[Player, ...]:
    """Makers, targets, or all: "maker" and "target" include those that are both; raises ValueError otherwise."""
    if role is None:
        return PLAYERS
    one_of("role", role, ROLES)
    return tuple(player for player in PLAYERS if player.role in {role, "both"})


@typed
def rows(chosen: Iterable[Player] = PLAYERS) -> list[dict[str, str]]:
    """The same as rows for a table."""
    names = ("cell", "role", "receptors", "effect", "species", "source")
    return [{name: getattr(player, name) for name in names} for player in chosen]
