"""Reaction networks: readable text → mass-action rates, analytic Jacobian, equilibrium and time courses.

>>> dimer = Network.parse("A + B <-> AB; kon, koff")
>>> dimer.species, dimer.parameters
(('A', 'B', 'AB'), ('kon', 'koff'))
>>> state = dimer.equilibrium({"A": 2.0, "B": 1.0}, {"kon": 1.0, "koff": 1.0})
>>> round(float(state["AB"]), 6)
0.585786

Where a start or a constant is an array, its entries are conditions (doses, cells, draws of parameters); all conditions
of a network are integrated as one system whose Jacobian is banded.

>>> course = dimer.simulate({"A": [1.0, 2.0, 4.0], "B": 1.0}, {"kon": 1.0, "koff": 1.0}, [0.0, 1.0])
>>> course["AB"].shape
(3, 2)

Units are the caller's: amounts, times and rate constants must agree with each other.
"""

from il2course.kinetics.elasticity import elasticities
from il2course.kinetics.export import to_antimony, to_sbml
from il2course.kinetics.integration import ConvergenceError
from il2course.kinetics.law import LAWS, Law
from il2course.kinetics.network import Compartment, Network
from il2course.kinetics.reaction import Factor, NetworkError, Reaction
from il2course.kinetics.trajectory import Trajectory

__all__ = [
    "LAWS",
    "Compartment",
    "ConvergenceError",
    "Factor",
    "Law",
    "Network",
    "NetworkError",
    "Reaction",
    "Trajectory",
    "elasticities",
    "to_antimony",
    "to_sbml",
]
