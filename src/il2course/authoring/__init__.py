"""What authors run: `sync` makes every derived file, `lint` reads the lessons as a careful editor would.

Both are imported on first use, so that `il2course --help` does not load Jupyter.
"""

from importlib import import_module

_HOMES = {"sync": "il2course.authoring.derived", "lint": "il2course.authoring.linting"}

__all__ = ["lint", "sync"]


def __getattr__(name: str) -> object:
    """`sync` or `lint`, from the module that holds it.

    Raises
    ------
    AttributeError
        for any other name.
    """
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
