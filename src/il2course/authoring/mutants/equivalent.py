"""Mutants that change no result, by exercise, each with the reason; `equivalent.toml` holds them."""

import tomllib
from importlib.resources import files


def reasons() -> dict[str, dict[str, str]]:
    """Exercise → name of the mutant → why it changes nothing."""
    stored = tomllib.loads((files(__package__) / "equivalent.toml").read_text(encoding="utf-8"))
    return {
        exercise: {name: group["reason"] for group in groups for name in group["mutants"]}
        for exercise, groups in stored.items()
    }
