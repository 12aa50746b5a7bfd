"""Lesson 3's science: signaling, who gets the IL-2, and what happens without it."""

from il2course.signaling import culture, field, neighborhood

__all__ = ["culture", "field", "neighborhood"]
