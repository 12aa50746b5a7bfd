"""What stands in a sheet where an answer is asked for."""


def unwritten(name: str) -> str:
    """The line in a function that is still to be written."""
    return f'raise NotImplementedError("write {name} here")'


def unassigned(name: str) -> str:
    """The line that still holds no value."""
    return f"{name} = None  # your answer"
