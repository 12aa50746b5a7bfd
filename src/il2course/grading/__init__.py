"""The grader: submissions in, marks out, and nothing secret in any process that has run submitted code.

ingest → examination (in the jail) → marks (outside) → gradebook → table and pages. A process inside the jail is
given names and arguments, one call at a time, and returns plain values; expected answers come from another such
process, which runs the master and no submission; the two meet only in `marks`, outside.
"""
