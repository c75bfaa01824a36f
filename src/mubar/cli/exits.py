"""What the exit code of `mubar` says."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes; 130 and 141 are what shells expect of a process ended by SIGINT (2) or SIGPIPE (13)."""

    DONE = 0
    INTERNAL_ERROR = 1
    BAD_INPUT = 2
    SIMULATION_FAILED = 3
    INTERRUPTED = 130
    BROKEN_PIPE = 141
