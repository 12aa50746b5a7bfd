"""Mutants of the reference solutions: right answers with one thing changed, to see that the checks tell.

`making` makes them from the syntax tree, `judging` puts them before the cases of `check` and of the grader,
`equivalent` holds those that change no result, and `report` counts.
"""
