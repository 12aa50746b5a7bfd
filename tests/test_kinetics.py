"""Networks: text, rates, Jacobian, conservation, equilibrium, time course."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from il2course.errors import CourseError
from il2course.kinetics import (
    LAWS,
    ConvergenceError,
    Network,
    NetworkError,
    Reaction,
    elasticities,
    equilibrium,
    integration,
    to_antimony,
    to_sbml,
)
from il2course.receptor import FARHAT, SURFACE_NETWORK

DIMER = "A + B <-> AB; kon, koff"
PARAMETERS = {"kon": 2.0, "koff": 0.5}

UNREADABLE = [
    ("A + B <-> AB", "a reaction must read like 'L + A <-> LA; kon, koff', got 'A + B <-> AB'"),
    ("A = B; k", "a reaction must read like 'L + A <-> LA; kon, koff', got 'A = B; k'"),
    ("A <-> B; k", "'<->' must be followed by 2 rate constant(s), got 'k' in 'A <-> B; k'"),
    ("A -> B; k, q", "'->' must be followed by 1 rate constant(s), got 'k, q' in 'A -> B; k, q'"),
    ("A -> B!; k", "a species must be a name like 'LA' or '2 A', got 'B!' in 'A -> B!; k'"),
    ("A <-> B; 3k, q", "'<->' must be followed by 2 rate constant(s), got '3k, q' in 'A <-> B; 3k, q'"),
    ("# nothing", "a network must have at least one reaction, got none"),
]


@pytest.mark.parametrize(("text", "message"), UNREADABLE)
def test_unreadable_text_is_refused_in_one_sentence(text, message):
    with pytest.raises(NetworkError) as caught:
        Network.parse(text)
    assert str(caught.value) == message


def test_text_survives_a_round_trip():
    for line in ("L + A <-> LA; kon, koff", "A + A -> B; k", "A -> ; k"):
        assert str(Reaction.parse(line)) == line
        assert Reaction.parse(str(Reaction.parse(line))) == Reaction.parse(line)


def test_stoichiometric_numbers_count():
    assert Network.parse("2 A <-> B; k, q").stoichiometry.tolist() == [[-2.0], [1.0]]


def test_rates_follow_mass_action():
    network = Network.parse(DIMER)
    assert network.rates(np.array([3.0, 5.0, 7.0]), PARAMETERS).tolist() == [2.0 * 3 * 5, 0.5 * 7]
    assert network.derivative(np.array([3.0, 5.0, 7.0]), PARAMETERS).tolist() == [-26.5, -26.5, 26.5]


def test_rates_take_many_conditions_at_once():
    amounts = np.random.default_rng(1).uniform(0.1, 3, (len(SURFACE_NETWORK.species), 4))
    together = SURFACE_NETWORK.derivative(amounts, FARHAT.constants)
    alone = [SURFACE_NETWORK.derivative(column, FARHAT.constants) for column in amounts.T]
    np.testing.assert_allclose(together, np.transpose(alone), rtol=1e-12)


@pytest.mark.parametrize("text", [DIMER, "2 A <-> B; kon, koff\n B + A -> C; kon\n C -> ; koff"])
def test_jacobian_is_the_slope_of_the_derivative(text):
    network = Network.parse(text)
    amounts, step = np.linspace(0.5, 2.0, len(network.species)), 1e-6
    slopes = [
        (network.derivative(amounts + step * unit, PARAMETERS) - network.derivative(amounts - step * unit, PARAMETERS))
        / (2 * step)
        for unit in np.eye(len(amounts))
    ]
    np.testing.assert_allclose(network.jacobian(amounts, PARAMETERS), np.transpose(slopes), atol=1e-8)


def test_jacobian_of_the_receptor():
    amounts, step = np.linspace(0.5, 2.0, len(SURFACE_NETWORK.species)), 1e-6
    constants = FARHAT.constants
    slopes = [
        (
            SURFACE_NETWORK.derivative(amounts + step * unit, constants)
            - SURFACE_NETWORK.derivative(amounts - step * unit, constants)
        )
        / (2 * step)
        for unit in np.eye(len(amounts))
    ]
    np.testing.assert_allclose(SURFACE_NETWORK.jacobian(amounts, constants), np.transpose(slopes), atol=1e-6)


def test_each_receptor_chain_is_conserved():
    laws = [
        {name for name, weight in zip(SURFACE_NETWORK.species, law, strict=True) if weight}
        for law in SURFACE_NETWORK.conservation
    ]
    assert laws == [{name for name in SURFACE_NETWORK.species if chain in name} for chain in "ABG"]
    assert set(SURFACE_NETWORK.conservation.ravel()) == {0.0, 1.0}


def test_held_species_do_not_change():
    network = Network.parse("L + A <-> LA; kon, koff", held=("L",))
    assert network.derivative(np.array([2.0, 1.0, 0.0]), PARAMETERS)[0] == 0.0
    assert network.simulate({"L": 2.0, "A": 1.0}, PARAMETERS, [0.0, 1.0, 9.0])["L"].tolist() == [2.0, 2.0, 2.0]


def test_equilibrium_is_the_quadratic_solution():
    total_a, total_b, kd = 2.0, 1.0, 0.25
    expected = ((total_a + total_b + kd) - np.sqrt((total_a + total_b + kd) ** 2 - 4 * total_a * total_b)) / 2
    state = Network.parse(DIMER).equilibrium({"A": total_a, "B": total_b}, PARAMETERS)
    assert state["AB"] == pytest.approx(expected, rel=1e-11)


def test_equilibrium_is_where_the_time_course_ends():
    start = {"L": 0.1, "A": 300.0, "B": 150.0, "G": 1000.0}
    rest = SURFACE_NETWORK.equilibrium(start, FARHAT.constants)
    end = SURFACE_NETWORK.simulate(start, FARHAT.constants, [0.0, 3000.0])
    for name in SURFACE_NETWORK.species:
        assert end[name][-1] == pytest.approx(float(rest[name]), rel=1e-6), name


@settings(max_examples=60)
@given(
    dose=st.floats(-9, 4),
    counts=st.tuples(*[st.one_of(st.just(0.0), st.floats(0.1, 1e6)) for _ in range(3)]),
)
def test_equilibrium_balances_every_reaction_and_keeps_every_chain(dose, counts):
    start = {"L": 10.0**dose, **dict(zip("ABG", counts, strict=True))}
    state = SURFACE_NETWORK.equilibrium(start, FARHAT.constants)
    amounts = np.array([float(state[name]) for name in SURFACE_NETWORK.species])
    rates = SURFACE_NETWORK.rates(amounts, FARHAT.constants)
    np.testing.assert_allclose(rates[0::2], rates[1::2], rtol=1e-9, atol=1e-140)
    for chain, total in zip("ABG", counts, strict=True):
        held = sum(float(state[name]) for name in SURFACE_NETWORK.species if chain in name)
        assert held == pytest.approx(total, rel=1e-11)


def test_equilibrium_takes_many_conditions_in_their_shape():
    doses = np.geomspace(1e-4, 10, 6).reshape(2, 3)
    together = SURFACE_NETWORK.equilibrium({"L": doses, "A": 300.0, "B": 150.0, "G": 1000.0}, FARHAT.constants)
    assert together["LABG"].shape == (2, 3)
    alone = SURFACE_NETWORK.equilibrium({"L": doses[1, 2], "A": 300.0, "B": 150.0, "G": 1000.0}, FARHAT.constants)
    assert together["LABG"][1, 2] == pytest.approx(float(alone["LABG"]), rel=1e-11)


def test_a_condition_rests_where_it_would_alone_however_long_the_others_take(monkeypatch):
    doses, counts = np.array([0.0, 1e-6, 1.0, 1e4]), {"A": 3e4, "B": 600.0, "G": 1e4}
    together = SURFACE_NETWORK.equilibrium({"L": doses, **counts}, FARHAT.constants)["LABG"]
    alone = [SURFACE_NETWORK.equilibrium({"L": dose, **counts}, FARHAT.constants)["LABG"] for dose in doses]
    np.testing.assert_allclose(together, np.ravel(alone), rtol=1e-11)
    monkeypatch.setattr(equilibrium, "NEWTON_STEPS", 3)  # enough for the first two
    with pytest.raises(ConvergenceError) as caught:
        SURFACE_NETWORK.equilibrium({"L": doses[:3], **counts}, FARHAT.constants)
    assert str(caught.value) == "the equilibrium of condition 2 (L = 1) did not converge in 3 steps"


def test_an_open_cycle_is_named():
    with pytest.raises(NetworkError) as caught:
        SURFACE_NETWORK.equilibrium(
            {"L": 1.0, "A": 1.0},
            {**FARHAT.constants, "k12": 2 * FARHAT.constants["k12"], "k8": 2 * FARHAT.constants["k8"]},
        )
    assert str(caught.value).startswith(
        "the constants around the cycle L + A <-> LA; L + B <-> LB; LA + B <-> LAB; LB + A <-> LAB must multiply to 1, got "
    )


def test_wrong_use_is_one_sentence():
    network = Network.parse(DIMER)
    with pytest.raises(NetworkError, match="^species must be one of A, B, AB, got 'C'$"):
        network.equilibrium({"C": 1.0}, PARAMETERS)
    with pytest.raises(NetworkError, match="^parameters must give kon, koff; koff missing$"):
        network.equilibrium({"A": 1.0}, {"kon": 1.0})
    with pytest.raises(ValueError, match="^A must be >= 0, got -1.0$"):
        network.simulate({"A": -1.0}, PARAMETERS, [0.0, 1.0])
    with pytest.raises(NetworkError, match="^an equilibrium needs every reaction to be reversible, got 'A -> ; kon'$"):
        Network.parse("A -> ; kon").equilibrium({"A": 1.0}, PARAMETERS)
    with pytest.raises(NetworkError, match="^the held species 'A' must be given an amount, got none$"):
        Network.parse(DIMER, held=("A",)).equilibrium({"B": 1.0}, PARAMETERS)
    with pytest.raises(KeyError, match="species must be one of A, B, AB, got 'C'"):
        network.simulate({"A": 1.0}, PARAMETERS, [0.0, 1.0])["C"]
    with pytest.raises(NetworkError, match="^species must be one of A, B, AB, got 'X'$"):
        Network.parse(DIMER, held=("X",))
    with pytest.raises(ValueError, match="^kon must be >= 0, got -1.0$"):
        network.simulate({"A": 1.0}, {"kon": -1.0, "koff": 1.0}, [0.0, 1.0])
    with pytest.raises(NetworkError, match="^koff must be > 0 for an equilibrium, got 0.0$"):
        network.equilibrium({"A": 1.0}, {"kon": 1.0, "koff": 0.0})
    with pytest.raises(ValueError, match="^rtol must be between 0 and 1, got 2.0$"):
        network.simulate({"A": 1.0}, PARAMETERS, [0.0, 1.0], rtol=2)
    with pytest.raises(NetworkError, match="^a reaction must change something, got 'A \\+ B -> B \\+ A; k'$"):
        Network.parse("A + B -> B + A; k")


def test_a_time_course_that_blows_up_says_so():
    with pytest.raises(ConvergenceError, match=r"^the time course stopped at \S+: it runs away or is too stiff$"):
        Network.parse("2 A -> 3 A; k").simulate({"A": 1.0}, {"k": 1.0}, [0.0, 0.5, 2.0])


def test_time_course_follows_the_exact_decay():
    time = np.linspace(0, 3, 7)
    course = Network.parse("A -> ; k").simulate({"A": 2.0}, {"k": 1.5}, time)
    np.testing.assert_allclose(course["A"], 2.0 * np.exp(-1.5 * time), rtol=1e-6)


# --- many conditions at once ---

CYCLE = "-> A; make\n A + A <-> D; kon, koff\n D -> ; lose * hill(A, half, n)\n A -> ; lose * block(D, half, n)"
CYCLE_CONSTANTS = {"make": 3.0, "kon": 2.0, "koff": 0.5, "lose": 1.5, "half": 0.7, "n": 2.0}


def test_conditions_integrate_together_as_they_would_alone():
    time, starts, rates = [0.0, 0.5, 2.0, 9.0], np.array([[0.0], [1.0], [4.0]]), np.array([0.1, 3.0])
    network = Network.parse(CYCLE)
    together = network.simulate({"A": starts}, {**CYCLE_CONSTANTS, "make": rates}, time)
    assert together["D"].shape == (3, 2, 4)
    for row, start in enumerate(starts.ravel()):
        for column, make in enumerate(rates):
            alone = network.simulate({"A": start}, {**CYCLE_CONSTANTS, "make": make}, time)
            np.testing.assert_allclose(together["D"][row, column], alone["D"], rtol=1e-6, atol=1e-8)


def test_held_species_may_differ_between_conditions():
    network = Network.parse("L + A <-> LA; kon, koff", held=("L",))
    course = network.simulate({"L": [0.0, 1.0, 5.0], "A": 2.0}, PARAMETERS, [0.0, 50.0])
    np.testing.assert_allclose(
        course["LA"][:, -1], 2.0 * np.array([0.0, 4.0, 20.0]) / np.array([1.0, 5.0, 21.0]), rtol=1e-7
    )
    assert course["L"][:, -1].tolist() == [0.0, 1.0, 5.0]


@pytest.mark.parametrize("rtol", [1e-3, 1e-5, 1e-7, 1e-9])
def test_the_caller_sets_the_accuracy(rtol):
    """Against the closed form of A + A → D: the error is within ten times what was asked for."""
    time = np.linspace(0.0, 5.0, 11)
    start = np.geomspace(0.1, 100.0, 8)
    course = Network.parse("2 A -> D; k").simulate({"A": start}, {"k": 1.0}, time, rtol=rtol, atol=1e-3 * rtol)
    exact = start[:, None] / (1 + 2 * start[:, None] * time)
    assert np.abs(course["A"] / exact - 1).max() < 10 * rtol


def test_jacobian_of_factors_compartments_and_conditions():
    network = Network.parse(CYCLE + "\n-> A; make * excess(D, half, koff)", compartments={"inside": ["D"]})
    constants = {**CYCLE_CONSTANTS, "inside": np.array([0.2, 3.0])}
    amounts, step = np.array([[0.5, 1.2], [2.0, 1.1]]), 1e-6
    for column, name in enumerate(network.species):
        bump = step * (np.arange(2) == column)[:, None]
        slope = network.derivative(amounts + bump, constants) - network.derivative(amounts - bump, constants)
        np.testing.assert_allclose(
            network.jacobian(amounts, constants)[:, column], slope / (2 * step), atol=1e-7, err_msg=name
        )


def test_the_band_holds_the_jacobian_of_every_condition():
    flow = SURFACE_NETWORK.flow({"L": [0.1, 2.0], "A": 3.0}, FARHAT.constants)
    amounts = np.linspace(0.5, 3.0, 18).reshape(9, 2)
    band = integration.Band.of(flow.motion, 9, 2)
    columns = band.fill(flow.entries(amounts)).reshape(2, 9, -1)
    for condition, dose in enumerate([0.1, 2.0]):
        exact = SURFACE_NETWORK.jacobian(np.insert(amounts[:, condition], 0, dose), FARHAT.constants)[1:, 1:]
        order = np.arange(9)[band.order]
        exact = exact[np.ix_(order, order)]
        for row, column in np.ndindex(9, 9):
            place = row - column + band.upper
            found = columns[condition, column, place] if 0 <= place < columns.shape[2] else 0.0
            assert found == pytest.approx(exact[row, column], rel=1e-12), (row, column)


# --- factors ---


def test_factors_are_what_they_say():
    hill, block, excess = LAWS["hill"], LAWS["block"], LAWS["excess"]
    x = np.array([0.0, 1.0, 2.0])
    np.testing.assert_allclose(hill.value(x, 2.0, 3.0), [0.0, 1 / 9, 0.5])
    np.testing.assert_allclose(block.value(x, 2.0, 3.0), [1.0, 8 / 9, 0.5])
    np.testing.assert_allclose(excess.value(x, 2.0, 0.25), [0.0, 1 / 12, 0.25])
    assert hill.slope(np.array([0.0]), 2.0, 1.0) == pytest.approx(0.5)


def test_a_network_with_factors_reads_and_prints():
    line = "A -> B; k * hill(S, half, n) * block(B, half, n)"
    assert str(Reaction.parse(line)) == line
    network = Network.parse(line)
    assert network.species == ("A", "B", "S")
    assert network.parameters == ("k", "half", "n")
    assert network.derivative(np.array([2.0, 1.0, 1.0]), {"k": 4.0, "half": 1.0, "n": 2.0}).tolist() == [-2.0, 2.0, 0.0]


REFUSED_FACTORS = [
    (
        "A -> B; k * boost(S, half)",
        "a factor must be one of hill(S, half, n), block(S, half, n), excess(S, half, threshold), got 'boost(S, half)'",
    ),
    ("A -> B; k * hill(S, half)", "hill must have a species and 2 constants, got 'hill(S, half)'"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED_FACTORS)
def test_unreadable_factors_are_refused_in_one_sentence(text, message):
    with pytest.raises(NetworkError) as caught:
        Network.parse(text)
    assert str(caught.value) == message


# --- compartments ---

TWO_PLACES = "A <-> a; enter, leave\n L + a <-> La; kon, koff"
PLACES = {"membrane": ["a", "La"], "lumen": ["L"]}
PLACE_CONSTANTS = {"enter": 1.0, "leave": 0.4, "kon": 2.0, "koff": 0.5, "membrane": 0.25, "lumen": 30.0}


def test_compartments_keep_amounts():
    network = Network.parse(TWO_PLACES, compartments=PLACES)
    course = network.simulate({"A": 5.0, "L": 0.2}, PLACE_CONSTANTS, [0.0, 0.5, 3.0])
    receptor = course["A"] + 0.25 * (course["a"] + course["La"])
    np.testing.assert_allclose(receptor, 5.0, rtol=1e-7)
    np.testing.assert_allclose(30.0 * course["L"] + 0.25 * course["La"], 6.0, rtol=1e-7)


def test_equilibrium_with_compartments_is_where_the_time_course_ends():
    network = Network.parse(TWO_PLACES, compartments=PLACES)
    rest = network.equilibrium({"A": 5.0, "L": [0.2, 0.01]}, PLACE_CONSTANTS)
    end = network.simulate({"A": 5.0, "L": [0.2, 0.01]}, PLACE_CONSTANTS, [0.0, 500.0])
    for name in network.species:
        np.testing.assert_allclose(end[name][:, -1], rest[name], rtol=1e-6, err_msg=name)


def test_equilibrium_takes_constants_that_differ():
    constants = {"kon": 1.0, "koff": np.array([0.1, 1.0, 10.0])}
    together = Network.parse(DIMER).equilibrium({"A": 2.0, "B": 1.0}, constants)["AB"]
    alone = [
        Network.parse(DIMER).equilibrium({"A": 2.0, "B": 1.0}, {**constants, "koff": k})["AB"]
        for k in constants["koff"]
    ]
    np.testing.assert_allclose(together, alone, rtol=1e-11)


def test_networks_add_and_rename():
    surface = Network.parse("L + A <-> LA; kon, koff", held=("L",))
    both = (surface + surface.renamed("{}_e".format)).holding("L").placed({"endosome": ["A_e", "LA_e"]})
    assert both.species == ("L", "A", "LA", "L_e", "A_e", "LA_e")
    assert both.parameters == ("kon", "koff", "kon_e", "koff_e", "endosome")
    assert str(both) == "L + A <-> LA; kon, koff\nL_e + A_e <-> LA_e; kon_e, koff_e"
    factor = Network.parse("A -> ; k * hill(S, half, n)").renamed("{}2".format)
    assert str(factor) == "A2 -> ; k2 * hill(S2, half2, n2)"


def test_a_compartment_needs_a_size():
    network = Network.parse(TWO_PLACES, compartments=PLACES)
    with pytest.raises(NetworkError, match="^the size of compartment 'lumen' must be > 0, got 0.0$"):
        network.simulate({"A": 1.0}, {**PLACE_CONSTANTS, "lumen": 0.0}, [0.0, 1.0])
    with pytest.raises(NetworkError, match="^species must be one of A, a, L, La, got 'X'$"):
        Network.parse(TWO_PLACES, compartments={"lumen": ["X"]})


# --- what does not converge ---

EXPLODES = Network.parse("2 A -> 3 A; k")


def test_the_condition_that_runs_away_is_named(capfd):
    with pytest.raises(ConvergenceError) as caught:
        EXPLODES.simulate({"A": [[0.001], [1.0]]}, {"k": [0.1, 1.0, 0.2]}, [0.0, 0.5, 2.0])
    assert str(caught.value).startswith("the time course of condition 4 (A = 1, k = 1) stopped at 1")
    with pytest.raises(
        ConvergenceError, match=r"^the time course of NK at 3 nM stopped at \S+: it runs away or is too stiff$"
    ):
        EXPLODES.simulate({"A": [0.001, 1.0]}, {"k": 1.0}, [0.0, 2.0], labels=["Treg at 1 nM", "NK at 3 nM"])
    assert capfd.readouterr() == ("", "")


def test_endless_work_is_an_exception_and_nothing_is_printed(capfd, monkeypatch):
    monkeypatch.setattr(integration, "MOST_EVALUATIONS", 60)
    with pytest.raises(ConvergenceError, match=r"^the time course of condition 1 \(k = 1e\+06\) stopped at \S+: "):
        Network.parse("A <-> B; k, k\n A + B -> C; k").simulate({"A": 1.0}, {"k": [1.0, 1e6]}, [0.0, 1e3], rtol=1e-10)
    assert capfd.readouterr() == ("", "")


def test_more_accuracy_than_there_is_is_refused():
    with pytest.raises(ValueError, match="^rtol must be >= 1e-13, got 1e-15$"):
        EXPLODES.simulate({"A": 1.0}, {"k": 1.0}, [0.0, 0.1], rtol=1e-15)


def test_shapes_that_do_not_fit_are_named():
    with pytest.raises(NetworkError) as caught:
        EXPLODES.simulate({"A": [1.0, 2.0]}, {"k": [1.0, 2.0, 3.0]}, [0.0, 0.1])
    assert str(caught.value) == "amounts and constants must broadcast to one shape, got A (2,), k (3,)"


# --- sensitivity ---


def test_elasticities_of_a_power_law():
    found = elasticities(lambda draw: draw["a"] ** 2 / draw["b"], {"a": 3.0, "b": 0.5})
    assert found["a"] == pytest.approx(2.0, abs=1e-9)
    assert found["b"] == pytest.approx(-1.0, abs=1e-9)


def test_elasticities_of_a_time_course_in_one_solve():
    network, time = Network.parse("A -> ; k"), np.array([0.0, 0.5, 2.0])

    def left(constants):
        return network.simulate({"A": constants["A"]}, {"k": constants["k"]}, time, rtol=1e-11)["A"]

    found = elasticities(left, {"A": 4.0, "k": 1.5})
    np.testing.assert_allclose(found["A"], 1.0, atol=1e-6)
    np.testing.assert_allclose(found["k"], -1.5 * time, atol=1e-5)
    with pytest.raises(ValueError, match="^names must be one of A, k, got 'q'$"):
        elasticities(left, {"A": 4.0, "k": 1.5}, ["q"])


# --- export ---

ANTIMONY = """model cell()
  compartment outside = 1; compartment inside;
  species $L in outside = 2.0;
  species A in outside = 1.0;
  species LA in inside = 0.0;
  species S in outside = 0.0;
  kon = 2.0;
  koff = 0.5;
  lose = 0.1;
  half = 3.0;
  n = 2.0;
  inside = 0.5;
  J0: L + A -> LA; kon * L * A;
  J1: LA -> L + A; inside * koff * LA;
  J2: LA -> ; inside * lose * LA * (S^n / (half^n + S^n));
end
"""


def test_antimony_writes_every_step_out():
    network = Network.parse(
        "L + A <-> LA; kon, koff\n LA -> ; lose * hill(S, half, n)", held=("L",), compartments={"inside": ["LA"]}
    )
    constants = {**PARAMETERS, "lose": 0.1, "half": 3.0, "n": 2.0, "inside": 0.5}
    assert to_antimony(network, {"L": 2.0, "A": 1.0}, constants, "cell") == ANTIMONY
    with pytest.raises(NetworkError, match="^parameters must give kon, koff, lose, half, n, inside; inside missing$"):
        to_antimony(network, {}, {**PARAMETERS, "lose": 0.1, "half": 3.0, "n": 2.0})


def test_sbml_without_antimony_says_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "antimony", None)
    with pytest.raises(CourseError) as caught:
        to_sbml(Network.parse(DIMER), {"A": 1.0}, PARAMETERS)
    assert str(caught.value) == (
        "SBML export needs the package antimony, which the course does not install: `pip install antimony` in an "
        "environment of your own, or use to_antimony() and convert its text there"
    )
