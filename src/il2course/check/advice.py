"""A next step for an exception: what beginners most often have to look for where Python says this."""

from collections.abc import Iterator

ANY_STEP = "Call it in a cell of its own with arguments like these, and follow them to that line."

# kind of exception, part of what it says (any of several), next step; the first that fits counts
_STEPS = (
    (KeyboardInterrupt, (), "If it ran on and on, look for a loop that never ends."),
    (RecursionError, (), "It calls itself without end; look for the case in which it should stop."),
    (UnboundLocalError, (), "Give that name a value in every branch that leads to this line."),
    (NameError, (), "Compare how the name is spelt in both places, and run the cell that defines it."),
    (
        TypeError,
        (" ^", "bitwise_xor"),
        "In Python a power is written **, as in x**2; ^ does something else.",
    ),
    (
        TypeError,
        ("not callable",),
        "Something in front of a bracket is no function: is a * missing, or a name taken twice?",
    ),
    (
        TypeError,
        ("Python scalars", "length-1 arrays", "0-dimensional"),
        "Functions of math take one number. For an array take NumPy's: np.log, np.exp, np.sqrt.",
    ),
    (TypeError, ("'list'", '"list"'), "Lists do not calculate: make an array of it first, with np.array(…)."),
    (
        TypeError,
        ('(not "', "'str'"),
        "Text and numbers do not add up: turn a number into text with str(…), or a text into a number with float(…).",
    ),
    (TypeError, ("'NoneType'",), "Something here is None: does the function that made it end with return?"),
    (
        ValueError,
        ("truth value of an array",),
        "An array is no single yes or no. Choose its entries with array[condition], or with np.where(condition, …, …).",
    ),
    (
        ValueError,
        ("broadcast", "same shape", "shapes", "aligned"),
        "Print the shape of each array in that line; they must fit.",
    ),
    (
        ValueError,
        ("different signs",),
        "Between the two ends the function must change its sign: print its value at both.",
    ),
    (
        IndexError,
        ("only integers",),
        "An index must be a whole number, or a condition on the array, as in array[array > 0].",
    ),
    (TypeError, ("indices must be integers",), "An index must be a whole number: is it the result of a division?"),
    (IndexError, (), "Python counts from 0, so the last entry of n stands at n - 1. Print the length there."),
    (KeyError, (), "Print the keys that are there, and compare how this one is spelt, capitals too."),
    (ImportError, (), "Compare how the module is spelt; all that you need is imported at the top of the sheet."),
    (AttributeError, (), "Compare how the name behind the dot is spelt, and print what stands in front of it."),
    (ZeroDivisionError, (), "Print what you divide by in that line, and ask when it can be zero."),
)


def step(error: BaseException) -> str:
    """The next step for an exception."""
    return next(_fitting(error), ANY_STEP)


def _fitting(error: BaseException) -> Iterator[str]:
    try:
        said = str(error)
    except BaseException:  # a class of theirs may fail even at this
        said = ""
    for kind, parts, advice in _STEPS:
        if isinstance(error, kind) and (not parts or any(part in said for part in parts)):
            yield advice
