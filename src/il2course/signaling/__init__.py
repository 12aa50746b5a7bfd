"""Lesson 3's science: signaling, who gets the IL-2, and what happens without it."""

from il2course.signaling import (
    competition,
    culture,
    discrepancy,
    fallon,
    farhat,
    field,
    loss,
    neighborhood,
    pathway,
    player,
)

__all__ = [
    "competition",
    "culture",
    "discrepancy",
    "fallon",
    "farhat",
    "field",
    "loss",
    "neighborhood",
    "pathway",
    "player",
]
