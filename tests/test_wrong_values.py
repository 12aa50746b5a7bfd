"""Arguments of the right kind that cannot be: each gets one sentence, and nothing that looks like a result."""

import numpy as np
import pytest

from il2course import receptor, structure
from il2course.kinetics import Network, Reaction, elasticities, to_antimony
from il2course.signaling import competition, culture, discrepancy, farhat, field, neighborhood, player
from il2course.structure import Helix, Mutation, Protein
from il2course.therapy import (
    comparison,
    curve,
    interval,
    power,
    ratio,
    regimen,
    shrinkage,
    surrogate,
    trial,
    unit,
    window,
)

IL2, MATURE = structure.il2(), structure.mature()
BACK_AND_FORTH, RATES = Network.parse("A <-> B; k, q"), {"k": 1.0, "q": 1.0}
CELLS = farhat.cells()
MIU = unit.Dose(1, "MIU")
INJECTION = regimen.single(MIU)
SATURATING = Network.parse("A -> B; k * hill(A, half, n)")
ADDRESS = f"address must be like {structure.ARCHIVE}, got "


def course(**constants):
    return BACK_AND_FORTH.simulate({"A": [1.0, 2.0]}, RATES | constants, [0.0, 1.0])


STRUCTURE = [
    (lambda: MATURE.part("x", 50, 10), ValueError, "last must be >= first (50), got 10"),
    (lambda: Protein("x", "ACD", first=0), ValueError, "first must not be 0, for 1 follows -1, got 0"),
    (
        lambda: Protein("x", "ACCD", disulfides=((2, 2),)),
        ValueError,
        "disulfides must join each cysteine once, got C2 twice",
    ),
    (
        lambda: Protein("x", "ACCCD", disulfides=((2, 3), (3, 4))),
        ValueError,
        "disulfides must join each cysteine once, got C3 twice",
    ),
    (
        lambda: Protein("x", "ACCD", disulfides=(2, 3)),
        TypeError,
        "disulfides must be a list of lists of 2 whole numbers, got (2, 3)",
    ),
    (lambda: structure.charge(MATURE, 700.0), ValueError, "pH must be between 0 and 14, got 700.0"),
    (lambda: structure.charge(MATURE, [7.0, -1.0]), ValueError, "pH must be between 0 and 14, got -1.0"),
    (lambda: structure.to_precursor(42, -3), ValueError, "signal must be a whole number >= 0, got -3"),
    (lambda: structure.to_mature(62, -1), ValueError, "signal must be a whole number >= 0, got -1"),
    (lambda: structure.helices(IL2, step=0), ValueError, "step must be a whole number >= 2, got 0"),
    (lambda: structure.turns(IL2, step=-4), ValueError, "step must be a whole number >= 2, got -4"),
    (lambda: structure.helices(IL2, kink=-1), ValueError, "kink must be a whole number >= 0, got -1"),
    (
        lambda: structure.helix_wheel(IL2, Helix("x", 120, 140)),
        ValueError,
        "helix must lie within residues 1 to 133, got 120 to 140",
    ),
    (
        lambda: structure.axis(IL2, Helix("x", 30, 10)),
        ValueError,
        "helix must lie within residues 1 to 133, got 30 to 10",
    ),
    (lambda: Helix("x", "6", 30), TypeError, "first must be a whole number, got '6'"),
    (lambda: structure.bundle(IL2, ()), ValueError, "names must hold at least one helix, got none"),
    (
        lambda: structure.distance_map(IL2).contacts(4.0, apart=0),
        ValueError,
        "apart must be a whole number >= 1, got 0",
    ),
    (lambda: structure.superpose(IL2, IL2).moved(-1.0), ValueError, "above_A must be >= 0, got -1.0"),
    (
        lambda: structure.dihedral_deg([0, 0, 0], [1, 0, 0], [1, 0, 0], [1, 1, 0]),
        ValueError,
        "b and c must be two points, got one",
    ),
    (
        lambda: structure.dihedral_deg(np.zeros((2, 3)), np.ones((5, 3)), [0, 1, 0], [1, 1, 0]),
        ValueError,
        "a, b, c and d must broadcast to one shape, got (2, 3), (5, 3), (3,) and (3,)",
    ),
    (lambda: structure.recognize("APT"), TypeError, "letters must be a dictionary, got 'APT'"),
    (lambda: structure.recognize({"1": "A"}), TypeError, "letters must be a whole number, got '1'"),
    (
        lambda: structure.jaccard([["F42"]], ["F42"]),
        TypeError,
        "sets must hold labels or numbers, got something that can change",
    ),
    (lambda: Mutation("F", 42, "F"), ValueError, "a mutation must change the residue, got F42F"),
    (lambda: Mutation("F", "42", "A"), TypeError, "number must be a whole number, got '42'"),
    (lambda: structure.fetch("2B5I", "http://x/{code}"), ValueError, ADDRESS + "'http://x/{code}'"),
    (lambda: structure.fetch("2B5I", "2b5i.pdb"), ValueError, ADDRESS + "'2b5i.pdb'"),
    (lambda: structure.fetch("2B5I", folder=__file__), ValueError, f"folder must be a folder, got {__file__!r}"),
    (lambda: structure.forget("2B5I", folder=5), TypeError, "folder must be a path, got 5"),
]
KINETICS = [
    (lambda: Network.parse("A -> B; A"), ValueError, "a name must be a species, a constant or a compartment, got 'A' as two"),
    (
        lambda: Network.parse("A -> B; k", compartments={"k": ["A"]}),
        ValueError,
        "a name must be a species, a constant or a compartment, got 'k' as two",
    ),
    (
        lambda: Network.parse("A -> B; k", compartments={"in": ["A"], "out": ["A"]}),
        ValueError,
        "a species must be in one compartment, got 'A' in two",
    ),
    (
        lambda: Network.parse("A -> B; k", compartments={"in side": ["A"]}),
        ValueError,
        "a compartment must be a name like 'endosome', got 'in side'",
    ),
    (
        lambda: Network.parse("0 A -> B; k"),
        ValueError,
        "a species must be a name like 'LA' or '2 A', got '0 A' in '0 A -> B; k'",
    ),
    (lambda: Network(()), ValueError, "a network must have at least one reaction, got none"),
    (lambda: Network(("A -> B; k",)), TypeError, "reactions must be a list of Reactions, got ('A -> B; k',)"),
    (lambda: Reaction("A", ("B",), "k"), TypeError, "reactants must be a list of words, got 'A'"),
    (lambda: BACK_AND_FORTH + 5, TypeError, "other must be a Network, got 5"),
    (
        lambda: BACK_AND_FORTH.renamed(lambda name: "same"),
        ValueError,
        "name must give every old name one of its own, got 'same' twice",
    ),
    (lambda: BACK_AND_FORTH.renamed(lambda name: f"{name}!"), ValueError, "name must give a name like 'LA', got 'A!'"),
    (lambda: course(k=-1.0), ValueError, "k must be >= 0, got -1.0"),
    (
        lambda: SATURATING.simulate({"A": 1.0}, {"k": 1.0, "half": 0.0, "n": 2.0}, [0.0, 1.0]),
        ValueError,
        "half must be > 0, where a factor is half of its most, got 0.0",
    ),
    (
        lambda: BACK_AND_FORTH.simulate({"A": [1.0, 2.0]}, RATES, [0.0, 1.0], labels=["a", "b", "c"]),
        ValueError,
        "labels must be one a condition, shape (2,), got shape (3,)",
    ),
    (
        lambda: BACK_AND_FORTH.simulate({"A": []}, RATES, [0.0, 1.0]),
        ValueError,
        "amounts and constants must hold at least one condition, got shape (0,)",
    ),
    (
        lambda: BACK_AND_FORTH.rates([1.0, 2.0], {"k": [1.0, 2.0], "q": 1.0}),
        ValueError,
        "k must broadcast to the conditions, (), got (2,)",
    ),
    (
        lambda: to_antimony(BACK_AND_FORTH, {"A": 1.0}, RATES, "my cell"),
        ValueError,
        "name must be a word like 'network', got 'my cell'",
    ),
    (lambda: elasticities(lambda draw: -draw["a"], {"a": 3.0}), ValueError, "output must be > 0, got -3.003001500500125"),
    (
        lambda: elasticities(lambda draw: 3.0, {"a": 3.0}),
        ValueError,
        "output must have one row a draw, shape (2, …), got ()",
    ),
    (lambda: elasticities(lambda draw: None, {"a": 3.0}), TypeError, "output must be numbers, got None"),
    (lambda: elasticities(lambda draw: draw, {}), ValueError, "parameters must hold at least one, got none"),
]
SIGNALING = [
    (lambda: farhat.simulate({}, [1.0], [0, 1]), ValueError, "cells must hold at least one cell, got none"),
    (
        lambda: farhat.simulate(CELLS, [[1.0, 2.0]], [0, 1]),
        ValueError,
        "dose_nM must be a number or a list, got shape (1, 2)",
    ),
    (lambda: farhat.half_range_dose_nM([0.0, 1.0], [1.0, 2.0]), ValueError, "dose_nM must be > 0, got 0.0"),
    (lambda: farhat.PUBLISHED.resting(-5.0), ValueError, "surface_count must be >= 0, got -5.0"),
    (lambda: discrepancy.discrepancies({}), ValueError, "cells must hold at least one cell, got none"),
    (
        lambda: discrepancy.fit(["beta", "beta"]),
        ValueError,
        "names must be two different ones, got 'beta' twice",
    ),
    (
        lambda: neighborhood.reach_um([1e4, 1e5], [80.0, 90.0, 100.0]),
        ValueError,
        "consumers_per_mm3 and clearance_um3_per_s must broadcast to one shape, got (2,) and (3,)",
    ),
    (
        lambda: neighborhood.profile(
            neighborhood.Secretor(), neighborhood.Tissue(1e5, neighborhood.Uptake(80.0)), shells=10**9
        ),
        ValueError,
        "shells must be a whole number <= 100000, got 1000000000",
    ),
    (lambda: field.scatter_um(-1, 60.0), ValueError, "count must be a whole number >= 0, got -1"),
    (lambda: field.scatter_um(3, 60.0, dimensions=4), ValueError, "dimensions must be a whole number <= 3, got 4"),
    (lambda: field.scatter_um(3, 60.0, seed=-1), ValueError, "seed must be a whole number >= 0, got -1"),
    (
        lambda: competition.pair([1.0, 2.0], [10.0, 20.0, 30.0]),
        ValueError,
        "secretion_per_s and distance_um must broadcast to one shape, got (2,) and (3,)",
    ),
    (
        lambda: culture.simulate([1e4, 1e5], [1e6, 1e7, 1e8], [0.0]),
        ValueError,
        "cells and antigen must broadcast to one shape, got (2,) and (3,)",
    ),
    (lambda: culture.simulate(1e4, 1e8, [0.0, 9.0], step_h=1e-9), ValueError, "step_h must be >= 0.001, got 1e-09"),
    (
        lambda: culture.scaling([1e3], [1e7, 1e8]),
        ValueError,
        "cells must hold at least two different numbers, got [1000.0]",
    ),
    (lambda: culture.scaling([1e3, 1e4], [0.0, 1e8]), ValueError, "antigen must be > 0, got 0.0"),
    (lambda: culture.assembled(-1.0, 2.0, 3.0), ValueError, "first must be >= 0, got -1.0"),
    (lambda: culture.assembled(1.0, 2.0, 0.0), ValueError, "kd must be > 0, got 0.0"),
    (lambda: player.rows(["T cell"]), TypeError, "chosen must be a list of Players, got ['T cell']"),
]
THERAPY = [
    (
        lambda: interval.wilson([1, 2], [3, 4, 5]),
        ValueError,
        "events and n must broadcast to one shape, got (2,) and (3,)",
    ),
    (
        lambda: comparison.pearson([1, 2], [3, 4], [1, 2, 3], [4, 5, 6]),
        ValueError,
        "events_a, n_a, events_b and n_b must broadcast to one shape, got (2,), (2,), (3,) and (3,)",
    ),
    (
        lambda: comparison.fisher(1, 10**9, 5, 10**9),
        ValueError,
        "n_a and n_b must be at most 200000 for Fisher's test, got 1e+09",
    ),
    (
        lambda: power.power(0.5, 0.3, 10**7),
        ValueError,
        "n_a and n_b must be at most 200000 for exact power, got 1e+07",
    ),
    (
        lambda: power.power([0.5, 0.4], [0.1, 0.2, 0.3], 30),
        ValueError,
        "rate_a, rate_b, n_a and n_b must broadcast to one shape, got (2,), (3,), () and ()",
    ),
    (
        lambda: power.power_of_events([0.5, 0.6], [1, 2, 3]),
        ValueError,
        "hazard_ratio and events must broadcast to one shape, got (2,) and (3,)",
    ),
    (
        lambda: ratio.p_from_interval([0.9, 0.8], 0.5, [1.1, 1.2, 1.3]),
        ValueError,
        "ratio, low and high must broadcast to one shape, got (2,), () and (3,)",
    ),
    (
        lambda: shrinkage.chance([20, 21], 38, [0.2, 0.3, 0.4]),
        ValueError,
        "events, n and truth must broadcast to one shape, got (2,), (2,) and (3,)",
    ),
    (
        lambda: surrogate.natural_hazard([100.0, 200.0], [1.0, 2.0, 3.0]),
        ValueError,
        "count_per_uL and gain_per_uL must broadcast to one shape, got (2,) and (3,)",
    ),
    (lambda: interval.coverage(0.5, 10**8), ValueError, "n must be a whole number <= 100000, got 100000000"),
    (
        lambda: interval.coverage(0.5, 10, lambda events, n, level: (0, 1)),
        TypeError,
        "what method returns must be an Interval, got (0, 1)",
    ),
    (
        lambda: trial.TRIALS["silcaat"].first.rates(),
        ValueError,
        "opportunistic disease or death must have counts, got none",
    ),
    (lambda: trial.TRIALS["he2020"].first.rates(5), TypeError, "method must be a function, got 5"),
    (lambda: trial.Outcome("relapse", p=0.05), TypeError, "p must be a str, got 0.05"),
    (lambda: unit.ADULT.size("/lb"), ValueError, "per must be one of , /kg, /m², got '/lb'"),
    (
        lambda: window.window(curve.Curves("mine", [1.0, 2.0], {"Treg": [0.0, 1.0]})),
        ValueError,
        "answers must hold Treg and other cells, got Treg",
    ),
    (
        lambda: window.exposure(INJECTION, days=1e9),
        ValueError,
        "days and step_min must make at most 1000000 steps, got 288000000000",
    ),
    (lambda: window.follow([0.0, 1.0], [0.1, 0.1], {}), ValueError, "cells must hold at least one cell, got none"),
    (lambda: regimen.daily(MIU, 10**9), ValueError, "count must be a whole number <= 100000, got 1000000000"),
    (
        lambda: regimen.repeated(regimen.daily(MIU, 5), 28, 0),
        ValueError,
        "times must be a whole number >= 1, got 0",
    ),
]


@pytest.mark.parametrize(("call", "error", "sentence"), [*STRUCTURE, *KINETICS, *SIGNALING, *THERAPY])
def test_what_cannot_be_is_told_in_one_sentence(call, error, sentence):
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == sentence


# --- what looks odd and is right ---


def test_a_mutation_may_be_given_itself():
    assert structure.mutate(MATURE, Mutation("F", 42, "A")) == structure.mutate(MATURE, "F42A")


def test_the_start_alone_is_a_time_course():
    assert BACK_AND_FORTH.simulate({"A": [1.0, 2.0]}, RATES, [3.0])["A"].tolist() == [[1.0], [2.0]]
    assert farhat.simulate(CELLS, [1.0], [0.0]).active.tolist() == [[[0.0]]] * 4


def test_where_nothing_is_secreted_nobody_has_a_share():
    assert field.exchange(field.Cells([[0, 0], [30, 0]], 0, 10.0)).shares.tolist() == [0.0, 0.0]


def test_curves_of_lists_are_curves():
    found = window.window(curve.Curves("mine", [1.0, 10.0], {"Treg": [0.2, 0.9], "NK": [0.01, 0.2]}))
    assert 1 < found.low_nM < found.high_nM < 10 and found.first_other == "NK"


def test_a_cell_without_receptors_does_not_answer():
    bare = farhat.Cell(receptor.ReceptorCounts(0.0, 0.0, 0.0))
    assert farhat.simulate({"bare": bare}, [1.0], [0.0, 60.0]).active.max() == 0
