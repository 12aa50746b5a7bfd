"""Networks: text, rates, Jacobian, conservation, equilibrium, time course."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from il2course import kinetics
from il2course.kinetics import ConvergenceError, Network, NetworkError, Reaction
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


@settings(max_examples=60, deadline=None)
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
    monkeypatch.setattr(kinetics, "NEWTON_STEPS", 3)  # enough for the first two
    with pytest.raises(ConvergenceError) as caught:
        SURFACE_NETWORK.equilibrium({"L": doses[:3], **counts}, FARHAT.constants)
    assert str(caught.value) == "the equilibrium of condition 2 did not converge in 3 steps"


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


def test_a_time_course_that_blows_up_says_so():
    with pytest.raises(ConvergenceError, match=r"^the time course stopped at \S+: it runs away or is too stiff$"):
        Network.parse("2 A -> 3 A; k").simulate({"A": 1.0}, {"k": 1.0}, [0.0, 0.5, 2.0])


def test_time_course_follows_the_exact_decay():
    time = np.linspace(0, 3, 7)
    course = Network.parse("A -> ; k").simulate({"A": 2.0}, {"k": 1.5}, time)
    np.testing.assert_allclose(course["A"], 2.0 * np.exp(-1.5 * time), rtol=1e-6)
