"""Exported models run in libroadrunner and agree with our engine."""

import numpy as np
import pytest

from il2course.authoring import crosscheck
from il2course.signaling import fallon, farhat, pathway

pytestmark = pytest.mark.full


def compare(network, conditions, times, ours, atol):
    theirs = crosscheck.simulate(network, conditions, times, rtol=1e-11, atol=1e-13).amounts
    for index, name in enumerate(network.species):
        np.testing.assert_allclose(ours[name], theirs[index], rtol=1e-6, atol=atol, err_msg=name)


def test_the_model_of_farhat():
    cells, doses, times = farhat.cells(), [0.01, 1.0], [0.0, 5.0, 60.0, 240.0]
    ours = farhat.simulate(cells, doses, times, rtol=1e-10, atol=1e-10)
    conditions = [({"L": dose, **cell.start}, cell.constants) for cell in cells.values() for dose in doses]
    flat = {name: ours[name].reshape(-1, len(times)) for name in farhat.NETWORK.species}
    compare(farhat.NETWORK, conditions, times, flat, 1e-9)


@pytest.mark.parametrize("variant", fallon.VARIANTS)
def test_the_culture_of_fallon(variant):
    doses, times = [1.0, 30.0, 300.0], [0.0, 60.0, 480.0, 2880.0]
    ours = fallon.simulate(doses, times, variant=variant, rtol=1e-10)
    start, constants = fallon.start(), fallon.constants(fallon.LIGANDS["IL2"], variant)
    compare(fallon.NETWORK, [({**start, "L": dose}, constants) for dose in doses], times, ours, 1e-9)


def test_the_pathway():
    cells, doses, times = {"Treg": farhat.cells()["Treg"]}, [0.001, 1.0], [0.0, 30.0, 360.0]
    ours = pathway.simulate(cells, doses, times, rtol=1e-10, atol=1e-12)
    start = {**cells["Treg"].start, "STAT5": 1.0, "AKT": 1.0, "ERK": 1.0, "PTEN": 1.0}
    constants = pathway.WILD_TYPE.constants(cells["Treg"])
    flat = {name: ours[name][0] for name in pathway.NETWORK.species}
    compare(pathway.NETWORK, [({**start, "L": dose}, constants) for dose in doses], times, flat, 1e-9)
