"""What one submission may use."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Time, kept by the grader from outside, and what the process itself is held to.

    Attributes
    ----------
    start_s, cell_s, call_s, submission_s
        seconds until a process must be ready, for one cell, for one call, and for the whole submission with all
        its replays.
    attempts
        how many processes a submission may use up.
    memory_MB
        address space of one process.
    processes
        processes and threads of one attempt.
    files, file_MB
        open files of a process, and the size of each.
    scratch_MB
        what fits into /tmp.
    """

    start_s: float = 60
    cell_s: float = 20
    call_s: float = 10
    submission_s: float = 120
    attempts: int = 8
    memory_MB: int = 2048
    processes: int = 16
    files: int = 128
    file_MB: int = 16
    scratch_MB: int = 64
