"""Lessons made for the grader's tests, in place of the course's own."""
