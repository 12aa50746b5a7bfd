"""Measure the course beside others: one row a comparison.

A benchmark is a module of benchmarks/ with a docstring and `compare()`, which yields rows. What it compares with is
installed into an environment of its own, for which the network is needed once.
"""

import argparse
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from il2course.checkout import find_root
from il2course.errors import CourseError

EXAMPLES = ("bench", "bench latency --json")


@dataclass(frozen=True)
class Comparison:
    """One row: ours and a peer's figure for the same thing, and how right ours is.

    `ratio` is how many times better ours is.
    """

    what: str
    ours: str
    peer: str
    peers_figure: str
    ratio: float
    accuracy: str


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="which benchmark (all)")
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")


def find_benchmarks(root: Path) -> dict[str, Path]:
    """Return the benchmarks by name."""
    return {path.stem: path for path in sorted((root / "benchmarks").glob("*.py"))}


def load(path: Path) -> ModuleType:
    """One benchmark's module."""
    spec = spec_from_file_location(f"benchmarks.{path.stem}", path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def table(rows: Iterable[Comparison]) -> str:
    """The rows below one another, a line each."""
    cells = [("what", "ours", "peer", "peer's figure", "ratio", "accuracy reached")]
    cells += [(row.what, row.ours, row.peer, row.peers_figure, f"{row.ratio:.3g}", row.accuracy) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in cells)


def run(options: argparse.Namespace) -> int:
    known = find_benchmarks(find_root())
    if options.name and options.name not in known:
        raise CourseError(f"there is no benchmark {options.name!r}; they are {', '.join(known) or 'not here yet'}")
    rows = [row for name in ([options.name] if options.name else known) for row in load(known[name]).compare()]
    print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2) if options.json else table(rows))
    return 0
