"""The ledger: every number the course states, with its unit, its status and its source.

>>> from il2course import facts
>>> facts.kd_alpha.value, facts.kd_alpha.unit
(10.0, 'nM')
>>> facts.lookup("receptors_2021.Treg.cd25")
3476
"""

from il2course.facts.bibliography import bibliography, references
from il2course.facts.ledger import Fact, ledger, lookup, pstat5, unknown

__all__ = ["Fact", "bibliography", "ledger", "lookup", "pstat5", "references"]


def __getattr__(name: str) -> Fact:
    """Read one fact by its id: `facts.kd_alpha`.

    Raises
    ------
    AttributeError
        when the ledger has no fact of that id.
    """
    if name not in ledger():
        raise AttributeError(unknown("the ledger has no fact", name, ledger()))
    return ledger()[name]
