"""The one error that ends a command with a sentence instead of a traceback."""


class CourseError(Exception):
    """Something is wrong with the input; the message is one clear sentence for the person at the keyboard."""


def absent(function: str, package: str) -> CourseError:
    """What to raise where a function needs a package that is not here.

    >>> absent("mass_Da", "biopython")
    CourseError('mass_Da needs the package biopython, which is not here: pip install biopython')
    """
    return CourseError(f"{function} needs the package {package}, which is not here: pip install {package}")
