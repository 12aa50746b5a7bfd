"""Trials as data: who was counted, how many had the event, what was published, and how the primary end point ended.

Every number stands in facts.toml, with its citation; trials.toml says which belongs where.

>>> print(TRIALS["he2020"].outcomes["sri4_week_12"].arms["il2"])
16 of 29
>>> TRIALS["he2020"].ended
'missed'
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from types import MappingProxyType

import numpy as np

from il2course import facts
from il2course.arguments import one_of
from il2course.signature import typed
from il2course.therapy.comparison import Reproduction, reproduce
from il2course.therapy.count import counts
from il2course.therapy.interval import Interval, wilson
from il2course.therapy.ratio import Ratio

DESIGNS = (
    "one arm",
    "registry",
    "not randomized",
    "doses",
    "randomized, open",
    "randomized, double-blind",
    "pooled trials",
)
ENDINGS = ("met", "missed", "none", "not read")
WAYS = ("bias", "half-life", "masking", "fusion")
PERCENT = 100.0


@typed
@dataclass(frozen=True)
class Arm:
    """One group of patients and how many of them had the event.

    Attributes
    ----------
    name
        what the group was given, or who they were.
    events, n
        patients with the event and all counted, 0 ≤ events ≤ n.
    """

    name: str
    events: int
    n: int

    def __post_init__(self) -> None:
        counts(self.events, self.n)

    @property
    def rate(self) -> float:
        """events / n."""
        return self.events / self.n

    def __str__(self) -> str:
        return f"{self.events} of {self.n}"


@typed
@dataclass(frozen=True)
class Outcome:
    """One thing that was counted or timed.

    Attributes
    ----------
    what
        the event.
    good
        whether the event is good for the patient.
    arms
        counts of each arm, treated first; empty where only a ratio was published.
    interval
        the published interval of the first arm's rate, as fractions; None without.
    level
        of that interval as printed, a fraction.
    p
        the published two-sided p as printed; None without.
    ratio
        the published hazard or risk ratio; None without.
    derived
        whether the counts follow from published percentages, not printed themselves.
    status
        of the facts: "V" read in the primary source, "S" in one that quotes it.
    """

    what: str
    good: bool = True
    arms: Mapping[str, Arm] = field(default_factory=lambda: MappingProxyType({}))
    interval: Interval | None = None
    level: float = 0.95
    p: str | None = None
    ratio: Ratio | None = None
    derived: bool = False
    status: str = "V"

    @property
    def events(self) -> np.ndarray:
        """Patients with the event, one number an arm."""
        return np.array([arm.events for arm in self.arms.values()])

    @property
    def n(self) -> np.ndarray:
        """Patients counted, one number an arm."""
        return np.array([arm.n for arm in self.arms.values()])

    @property
    def table(self) -> tuple[int, int, int, int]:
        """events and n of the first arm, events and n of the second, as the tests of two arms take them.

        Raises
        ------
        ValueError
            when the outcome does not have two arms with counts.
        """
        if len(self.arms) != 2:
            raise ValueError(f"{self.what} must have counts of 2 arms, got {len(self.arms)}")
        a, b = self.arms.values()
        return a.events, a.n, b.events, b.n

    @typed
    def rates(self, method: Callable[..., Interval] = wilson, level: float = 0.95) -> tuple[np.ndarray, Interval]:
        """Rate of each arm and its interval, by a method of the module `interval`.

        Raises
        ------
        ValueError
            when the outcome has no counts.
        """
        if not self.arms:
            raise ValueError(f"{self.what} must have counts, got none")
        return self.events / self.n, method(self.events, self.n, level)

    def reproduction(self) -> Reproduction:
        """The published p beside those of the counts.

        Raises
        ------
        ValueError
            when no p was published or the outcome does not have two arms.
        """
        if self.p is None:
            raise ValueError(f"{self.what} must have a published p, got none")
        return reproduce(self.p, *self.table)


@dataclass(frozen=True)
class Trial:
    """One trial.

    Attributes
    ----------
    id
        its key in `TRIALS`.
    name, indication, drug
        as the course calls them.
    design
        one of `DESIGNS`.
    primary
        key of the primary end point in `outcomes`, or its name where it is no count; empty where none was read.
    ended
        how that end point ended, one of `ENDINGS`.
    basis
        who was counted: randomized, evaluated, per protocol, …
    source
        citation key.
    arms
        names of the arms, treated first.
    outcomes
        by key.
    """

    id: str
    name: str
    indication: str
    drug: str
    design: str
    ended: str
    basis: str
    source: str
    arms: Mapping[str, str]
    outcomes: Mapping[str, Outcome]
    primary: str = ""

    def __post_init__(self) -> None:
        one_of("design", self.design, DESIGNS)
        one_of("ended", self.ended, ENDINGS)

    @property
    def is_randomized(self) -> bool:
        """Whether chance alone decided who got what."""
        return self.design.startswith("randomized")

    @property
    def first(self) -> Outcome:
        """The primary end point where it is among the outcomes, else the first of them.

        Raises
        ------
        ValueError
            when the trial has no outcome as data.
        """
        if not self.outcomes:
            raise ValueError(f"{self.name} must have an outcome as data, got none")
        return self.outcomes.get(self.primary) or next(iter(self.outcomes.values()))


@dataclass(frozen=True)
class Drug:
    """An engineered IL-2.

    Attributes
    ----------
    name
        its key in `DRUGS`.
    ways
        one or more of `WAYS`.
    change, aim, fate
        what was done to IL-2, what for, and what became of it.
    trials
        its trials, in order of time.
    described, source
        citation keys of the change and of the fate.
    """

    name: str
    ways: tuple[str, ...]
    change: str
    aim: str
    fate: str
    described: str
    source: str
    trials: tuple[Trial, ...] = ()

    def __post_init__(self) -> None:
        for way in self.ways:
            one_of("ways", way, WAYS)


@typed
def trials(indication: str = "", drug: str = "") -> tuple[Trial, ...]:
    """The trials in one indication, of one drug, or both; all of them without either.

    Raises
    ------
    ValueError
        when there is no such indication or drug; the message lists them.
    """
    for name, value, known in (("indication", indication, INDICATIONS), ("drug", drug, GIVEN)):
        if value:
            one_of(name, value, known)
    return tuple(
        trial for trial in TRIALS.values() if indication in ("", trial.indication) and drug in ("", trial.drug)
    )


# --- reading ---


def _read(file: str) -> dict[str, dict]:
    return tomllib.loads((files("il2course.facts") / file).read_text(encoding="utf-8"))


def _trial(key: str, entry: dict) -> Trial:
    outcomes = {name: _outcome(entry["arms"], **fields) for name, fields in entry.pop("outcomes", {}).items()}
    entry["arms"] = MappingProxyType(entry["arms"])
    return Trial(id=key, outcomes=MappingProxyType(outcomes), **entry)


def _drug(key: str, entry: dict) -> Drug:
    entry["ways"], entry["trials"] = tuple(entry["ways"]), tuple(TRIALS[trial] for trial in entry["trials"])
    return Drug(name=key, **entry)


def _outcome(
    arms: dict[str, str],
    what: str,
    counts: str | dict[str, str] = "",
    interval: str = "",
    level: str = "",
    p: str = "",
    ratio: str = "",
    **plain: bool,
) -> Outcome:
    paths = [path for path in (counts if isinstance(counts, str) else next(iter(counts.values())), ratio) if path]
    return Outcome(
        what=what,
        arms=_arms(arms, counts),
        interval=Interval(*(end / PERCENT for end in facts.lookup(interval))) if interval else None,
        level=facts.lookup(level) / PERCENT if level else 0.95,
        p=f"{facts.lookup(p):g}" if p else None,
        ratio=_ratio(facts.lookup(ratio)) if ratio else None,
        status=facts.ledger()[paths[0].partition(".")[0]].status,
        **plain,
    )


def _arms(names: dict[str, str], counts: str | dict[str, str]) -> Mapping[str, Arm]:
    """A path leads to the counts of all arms, or of the first; or each arm has a path of its own."""
    if not counts:
        return MappingProxyType({})
    if isinstance(counts, dict):
        found = {arm: facts.lookup(path) for arm, path in counts.items()}
    else:
        value = facts.lookup(counts)
        found = value if isinstance(value, Mapping) else {next(iter(names)): value}
    return MappingProxyType({arm: Arm(names[arm], *found[arm]) for arm in names if arm in found})


def _ratio(fields: Mapping) -> Ratio:
    low, high = fields.get("interval", (None, None))
    return Ratio(fields["value"], low, high, fields.get("p"), fields.get("level", 0.95))


TRIALS: Mapping[str, Trial] = MappingProxyType({key: _trial(key, entry) for key, entry in _read("trials.toml").items()})
"""Every trial by its key in trials.toml, in the order of the lesson."""

INDICATIONS = tuple(dict.fromkeys(trial.indication for trial in TRIALS.values()))
GIVEN = tuple(dict.fromkeys(trial.drug for trial in TRIALS.values()))

DRUGS: Mapping[str, Drug] = MappingProxyType({key: _drug(key, entry) for key, entry in _read("drugs.toml").items()})
"""Every engineered IL-2 of the lesson, by name."""
