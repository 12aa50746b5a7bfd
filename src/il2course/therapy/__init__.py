"""Lesson 4's science: doses and what becomes of them, trials and what they show."""
