"""Mistakes that beginners make, each in a real notebook: one calm sentence, the line of their own, a next step."""

import pytest
from nbclient import NotebookClient

from il2course.authoring.execution import OwnKernelManager
from il2course.authoring.pairing import unexecuted

START = """\
import math
import numpy as np
from scipy.optimize import brentq
from il2course import receptor
from il2course.check import check
student = "practice"
time_s = np.arange(3.0)
"""
BOUND = "def bound_fraction(dose_nM, receptor_nM, kd_nM):\n"
GAP = "def cycle_gap_kJ(kd_alpha_nM, kd_beta_after_alpha_nM, kd_beta_nM, kd_alpha_after_beta_nM):\n"
RATES = "def rate_constants(time_s, response_RU, dose_nM, injection_s):\n"
NAME = "def mutein_name(precursor, signal, mutein):\n"
CHECK = {BOUND: "bound_fraction", GAP: "cycle_gap_kJ", RATES: "rate_constants", NAME: "mutein_name"}

# a name for the mistake: the cell, and the cell that checks
MISTAKES = {
    "not begun": (BOUND + "    raise NotImplementedError('write bound_fraction here')", ""),
    "a colon is missing": (BOUND.replace(":", "") + "    return 0.5", "bound_fraction"),
    "never run": ("del bound_fraction", "bound_fraction"),
    "printed, not returned": (BOUND + "    print(dose_nM / (dose_nM + kd_nM))", ""),
    "a name misspelt": (BOUND + "    total = dose_nM + kd_nm\n    return total", ""),
    "a name used before it has a value": (BOUND + "    if kd_nM < 0:\n        free = 1\n    return free", ""),
    "a hat for a power": (BOUND + "    total = (dose_nM + kd_nM)^2\n    return total", ""),
    "a number called": (BOUND + "    return 2(dose_nM + kd_nM)", ""),
    "units in the answer": (BOUND + '    return f"{dose_nM / (dose_nM + kd_nM):.2f} nM"', ""),
    "a list of one": (BOUND + "    return [dose_nM / (dose_nM + kd_nM)]", ""),
    "the root of a negative number": (BOUND + "    return np.sqrt(kd_nM - dose_nM - 1000)", ""),
    "a power of a negative number": (BOUND + "    return (kd_nM - dose_nM - 1000) ** 0.5", ""),
    "arguments renamed": ("def bound_fraction(L, R, K):\n    return L / (L + K)", "bound_fraction"),
    "called when it was defined": (
        BOUND + "    return 0.5\nbound_fraction = bound_fraction(1, 2, 3)",
        "bound_fraction",
    ),
    "a wrong formula": (BOUND + "    return dose_nM / (dose_nM + kd_nM)", ""),
    "math for arrays": (RATES + "    return math.log(response_RU)", ""),
    "an array as a condition": (RATES + "    if time_s > injection_s:\n        return time_s", ""),
    "lists as arrays": (RATES + "    return [1, 2] / dose_nM", ""),
    "lengths that do not match": (RATES + "    return response_RU[1:] / time_s", ""),
    "beyond the end": (RATES + "    return [response_RU[len(time_s)], 1]", ""),
    "no whole number as an index": (RATES + "    return response_RU[injection_s]", ""),
    "a text and a number": (NAME + "    return precursor[0] + signal", ""),
    "a table that is not there": (BOUND + "    return receptor.cells('2021')['treg']", ""),
    "a module that is not there": (BOUND + "    import numpi\n    return 0.5", ""),
    "an attribute that is not there": (BOUND + "    return np.sqroot(kd_nM)", ""),
    "a root that is not in the interval": (BOUND + "    return brentq(lambda x: x + kd_nM, 0, 1)", ""),
    "a value of the course's refused": (BOUND + "    return receptor.occupancy(-dose_nM, kd_nM)", ""),
    "no quotes": (BOUND + "    return 0.5\ncheck(bound_fraction)", None),
    "an answer in quotes": ("matching_dose_pM = '195.5 pM'", "matching_dose_pM"),
    "a number with its unit": ("matching_dose_pM = (195.5, 'pM')", "matching_dose_pM"),
    "a comma for a point": ("matching_dose_pM = 195,5", "matching_dose_pM"),
    "an equation": ("matching_dose_pM = None\nmatching_dose_pM == 195.5", "matching_dose_pM"),
}

NUMBER = "Give the number itself, without quotes, brackets or unit, and with a point for the decimals, not a comma."
BEGUN = (
    "Write your code in place of the line with NotImplementedError, run that cell, then check again. "
    "If you have, look below that cell: an error there keeps the old definition."
)

# what stands below each: the end of the sentence, and the hint
FOUND = {
    "not begun": ("bound_fraction is not answered yet.", BEGUN),
    "a colon is missing": ("bound_fraction is not answered yet.", BEGUN),
    "never run": ("bound_fraction is not defined yet.", "Run the cell that defines it, then check again."),
    "printed, not returned": ("must return a number, got None.", "End the function with return and your result."),
    "a name misspelt": (
        "stopped with NameError: name 'kd_nm' is not defined, in line 2 of your cell: total = dose_nM + kd_nm",
        "Compare how the name is spelt in both places, and run the cell that defines it.",
    ),
    "a name used before it has a value": (
        "stopped with UnboundLocalError: cannot access local variable 'free' where it is not associated with a value, in line 4 of your cell: return free",
        "Give that name a value in every branch that leads to this line.",
    ),
    "a hat for a power": (
        "stopped with TypeError: unsupported operand type(s) for ^: 'float' and 'int', in line 2 of your cell: total = (dose_nM + kd_nM)^2",
        "In Python a power is written **, as in x**2; ^ does something else.",
    ),
    "a number called": (
        "stopped with TypeError: 'int' object is not callable, in line 2 of your cell: return 2(dose_nM + kd_nM)",
        "Something in front of a bracket is no function: is a * missing, or a name taken twice?",
    ),
    "units in the answer": ('must return a number, got the text "0.26 nM".', NUMBER),
    "a list of one": ("must return a number, got an array of shape (1,).", NUMBER),
    "the root of a negative number": (
        "must return a finite number, got nan.",
        "Look for a division by zero, or for the logarithm or root of a number that has none.",
    ),
    "a power of a negative number": (
        "must return a number, got complex numbers.",
        "The root or a power of a negative number is complex: look for one.",
    ),
    "arguments renamed": (
        "bound_fraction must take the arguments (dose_nM, receptor_nM, kd_nM), got (L, R, K).",
        "Start it with def bound_fraction(dose_nM, receptor_nM, kd_nM): as on the sheet.",
    ),
    "called when it was defined": (
        "bound_fraction must be a function, got the number 0.5.",
        "Start it with def bound_fraction(dose_nM, receptor_nM, kd_nM): as on the sheet.",
    ),
    "a wrong formula": (
        "returned 0.2622 where 0.2053 was expected; 3 of 3 public cases differ.",
        "You used the added ligand as if it were all free. What the receptors hold is missing from the bath.",
    ),
    "math for arrays": (
        ", in line 2 of your cell: return math.log(response_RU)",
        "Functions of math take one number. For an array take NumPy's: np.log, np.exp, np.sqrt.",
    ),
    "an array as a condition": (
        "stopped with ValueError: The truth value of an array with more than one element is ambiguous. Use a.any() or a.all(), in line 2 of your cell: if time_s > injection_s:",
        "An array is no single yes or no. Choose its entries with array[condition], or with np.where(condition, …, …).",
    ),
    "lists as arrays": (
        "stopped with TypeError: unsupported operand type(s) for /: 'list' and 'float', in line 2 of your cell: return [1, 2] / dose_nM",
        "Lists do not calculate: make an array of it first, with np.array(…).",
    ),
    "lengths that do not match": (
        "stopped with ValueError: operands could not be broadcast together with shapes (329,) (330,), in line 2 of your cell: return response_RU[1:] / time_s",
        "Print the shape of each array in that line; they must fit.",
    ),
    "beyond the end": (
        "stopped with IndexError: index 330 is out of bounds for axis 0 with size 330, in line 2 of your cell: return [response_RU[len(time_s)], 1]",
        "Python counts from 0, so the last entry of n stands at n - 1. Print the length there.",
    ),
    "no whole number as an index": (
        "stopped with IndexError: only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices, in line 2 of your cell: return response_RU[injection_s]",
        "An index must be a whole number, or a condition on the array, as in array[array > 0].",
    ),
    "a text and a number": (
        'stopped with TypeError: can only concatenate str (not "int") to str, in line 2 of your cell: return precursor[0] + signal',
        "Text and numbers do not add up: turn a number into text with str(…), or a text into a number with float(…).",
    ),
    "a table that is not there": (
        "stopped with KeyError: 'treg', in line 2 of your cell: return receptor.cells('2021')['treg']",
        "Print the keys that are there, and compare how this one is spelt, capitals too.",
    ),
    "a module that is not there": (
        "stopped with ModuleNotFoundError: No module named 'numpi', in line 2 of your cell: import numpi",
        "Compare how the module is spelt; all that you need is imported at the top of the sheet.",
    ),
    "an attribute that is not there": (
        "stopped with AttributeError: module 'numpy' has no attribute 'sqroot', in line 2 of your cell: return np.sqroot(kd_nM)",
        "Compare how the name behind the dot is spelt, and print what stands in front of it.",
    ),
    "a root that is not in the interval": (
        "stopped with ValueError: f(a) and f(b) must have different signs, in line 2 of your cell: return brentq(lambda x: x + kd_nM, 0, 1)",
        "Between the two ends the function must change its sign: print its value at both.",
    ),
    "a value of the course's refused": (
        "stopped with ValueError: dose_nM must be >= 0, got -0.52886098024, in line 2 of your cell: return receptor.occupancy(-dose_nM, kd_nM)",
        "Call it in a cell of its own with arguments like these, and follow them to that line.",
    ),
    "no quotes": (
        "check takes the name of an exercise, got a function.",
        'Put the name in quotes, as in check("bound_fraction").',
    ),
    "an answer in quotes": ('matching_dose_pM must be a number, got the text "195.5 pM".', NUMBER),
    "a number with its unit": ('matching_dose_pM must be a number, got the text "pM" among them.', NUMBER),
    "a comma for a point": ("matching_dose_pM must be a number, got an array of shape (2,).", NUMBER),
    "an equation": (
        "matching_dose_pM is not answered yet.",
        "Write your answer in place of None, run that cell, then check again.",
    ),
}


def cells(cell, checked):
    """The mistake, and a cell that checks unless it has checked already."""
    name = checked or next((name for first, name in CHECK.items() if cell.startswith(first)), "")
    return [cell, f'check("{name}")' if checked is not None else "pass"]


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What stands below each mistake, all made in one notebook."""
    written = [START, *(each for mistake in MISTAKES.values() for each in cells(*mistake))]
    book = unexecuted("\n\n".join(f"# %%\n{cell}" for cell in written))
    folder = {"metadata": {"path": str(tmp_path_factory.mktemp("novice"))}}
    manager = {"kernel_manager_class": OwnKernelManager}
    NotebookClient(book, timeout=120, allow_errors=True, resources=folder, **manager).execute()
    texts = ["".join(out.get("text", "") for out in cell.outputs if out.get("name") == "stdout") for cell in book.cells]
    return {name: "".join(texts[1 + 2 * n : 3 + 2 * n]) for n, name in enumerate(MISTAKES)}


def test_each_mistake_is_here():
    assert FOUND.keys() == MISTAKES.keys()


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_sentence_and_a_next_step(mistake, said):
    """Below what the cell itself has printed, folded."""
    unfolded = " ".join(said[mistake].split())
    sentence, hint = (" ".join(part.split()) for part in FOUND[mistake])
    assert unfolded.endswith(f"{sentence} Hint: {hint}")
    assert "Traceback" not in said[mistake] and "reference" not in said[mistake]
