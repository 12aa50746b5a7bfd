"""The closed form of a cell's equilibrium, against the reaction network it stands for."""

import numpy as np
import pytest
from scipy.optimize import brentq

from il2course import receptor, trimer
from il2course.kinetics import ConvergenceError
from il2course.receptor import SURFACE_NETWORK, Mutein, ReceptorCounts, Surface
from il2course.trimer import Weights, resting

DOSES_NM = np.array([0.0, *10.0 ** np.arange(-12.0, 4.1, 0.5)])


def network(dose_nM: np.ndarray, counts: ReceptorCounts, surface: Surface) -> dict[str, np.ndarray]:
    start = {"L": dose_nM, "A": counts.cd25, "B": counts.cd122, "G": counts.cd132}
    return SURFACE_NETWORK.equilibrium(start, surface.constants)


def drawn(random: np.random.Generator) -> tuple[ReceptorCounts, Surface]:
    """A cell with 1 to 100,000 of each chain, or without one of them, and an IL-2 changed up to a thousandfold."""
    chains = 10 ** random.uniform(0, 5, 3) * (random.permutation(3) < random.integers(2, 4))
    folds = 10 ** random.uniform(-3, 3, 3)
    return ReceptorCounts(*chains), Mutein("drawn", *folds).on()


@pytest.mark.parametrize("seed", range(40))
def test_every_species_is_as_in_the_network(seed):
    counts, surface = drawn(np.random.default_rng(seed))
    found, wanted = receptor.bound(DOSES_NM, counts, surface), network(DOSES_NM, counts, surface)
    assert found.species.keys() == wanted.keys()
    for name in wanted:
        np.testing.assert_allclose(found[name], wanted[name], rtol=1e-8, atol=1e-9, err_msg=name)


@pytest.mark.parametrize("seed", range(40, 50))
def test_a_half_maximal_dose_is_that_of_the_network(seed):
    """To 1e-7, as it was when the network's equilibrium stood in its place."""
    counts, surface = drawn(np.random.default_rng(seed))
    counts = ReceptorCounts(counts.cd25, counts.cd122 or 100.0, counts.cd132 or 100.0)
    half = float(receptor.most_engaged(counts, surface)) / 2

    def missing(log_dose: float) -> float:
        state = network(10.0**log_dose, counts, surface)
        return float(np.log((state["LBG"] + state["LABG"]) / half))

    found = float(receptor.half_maximal_dose_nM(counts, surface))
    wanted = 10 ** brentq(missing, np.log10(found) - 0.1, np.log10(found) + 0.1, xtol=1e-12)
    assert found == pytest.approx(wanted, rel=1e-7)


def test_the_free_gamma_is_found_from_a_bad_guess_too():
    weights, chains = Weights.at(np.array([0.05]), receptor.FARHAT.constants), (3000.0, 1000.0, 9000.0)
    wanted = resting(weights, *chains).free_gamma
    for guess in (1e-9, 9000.0, 1e9):
        assert resting(weights, *chains, np.array([guess])).free_gamma == pytest.approx(wanted, rel=1e-11)


def test_an_equilibrium_that_is_not_found_is_no_equilibrium(monkeypatch):
    monkeypatch.setattr(trimer, "STEPS", 1)
    with pytest.raises(ConvergenceError) as caught:
        receptor.bound(1.0, receptor.cells()["Treg"])
    assert str(caught.value) == "the equilibrium on the cell did not converge in 1 steps"
