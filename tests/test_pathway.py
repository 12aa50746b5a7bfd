"""The pathway behind the receptor: directions that were published, and nothing more."""

from dataclasses import fields, replace

import numpy as np
import pytest

from il2course.facts.bibliography import citation
from il2course.signaling import farhat, pathway, player
from il2course.signaling.pathway import WILD_TYPE

CELLS = farhat.cells()
DOSES = [0.0, 0.001, 0.1, 1.0]
TIMES = [0.0, 5.0, 15.0, 30.0, 60.0, 120.0, 360.0, 1440.0]


def signal(cells=CELLS, **changes):
    pten = changes.pop("pten", pathway.PTEN)
    return pathway.simulate(cells, DOSES, TIMES, replace(WILD_TYPE, **changes), pten)


NORMAL = signal()


def test_without_ligand_nothing_happens():
    for name in ("pSTAT5", "pAKT", "pERK", "CIS", "SOCS", "drive"):
        assert np.abs(NORMAL[name][:, 0]).max() < 1e-12, name


def test_the_pathway_leaves_the_receptor_as_it_is_without_cd25_feedback():
    alone = farhat.simulate(CELLS, DOSES, TIMES, rtol=1e-8, atol=1e-8)
    behind = pathway.simulate(CELLS, DOSES, TIMES, replace(WILD_TYPE, cd25_fold=1.0), rtol=1e-8, atol=1e-8)
    for name in farhat.NETWORK.species:
        np.testing.assert_allclose(behind[name], alone[name], rtol=1e-4, atol=1e-4, err_msg=name)


def test_every_kinase_counts_once():
    """Farhat's half-strength endosomal density is half the area: the signal counts molecules."""
    rates = pathway.NETWORK.rates
    cell = CELLS["Treg"]
    constants, species = WILD_TYPE.constants(cell), pathway.NETWORK.species
    outside, within = np.zeros((2, len(species)))
    for amounts, kinase in ((outside, "LABG"), (within, "LABG_e")):
        amounts[species.index("STAT5")] = 1.0
        amounts[species.index(kinase)] = 10.0
    steps = [step.constant == "jak" for step in pathway.NETWORK.steps]
    ratio = rates(within, constants)[steps].sum() / rates(outside, constants)[steps].sum()
    assert ratio == pytest.approx(farhat.PUBLISHED.endosomal_signal)


def test_shares_stay_shares():
    for name in ("pSTAT5", "pAKT", "pERK"):
        assert NORMAL[name].min() > -1e-6
        assert NORMAL[name].max() < 1.0
    assert ((NORMAL.in_cycle >= 0) & (NORMAL.in_cycle <= 1)).all()


def test_the_signal_peaks_within_the_hour_and_falls():
    for row, cell in enumerate(CELLS):
        course = NORMAL.pstat5[row, 3]
        assert 15.0 <= TIMES[course.argmax()] <= 60.0, cell
        assert course[-1] < course.max() / 2, cell


def test_brakes_brake_and_only_after_a_while():
    free = signal(cis_strength=0.0, socs_strength=0.0)
    assert (free.pstat5[:, 3, 4:] > NORMAL.pstat5[:, 3, 4:]).all()
    early = free.pstat5[:, 3, 1] / NORMAL.pstat5[:, 3, 1]
    assert (early < (free.pstat5[:, 3, 5] / NORMAL.pstat5[:, 3, 5])).all()
    for one in ({"cis_strength": 0.0}, {"socs_strength": 0.0}):
        assert (signal(**one).pstat5[:, 3, 5] > NORMAL.pstat5[:, 3, 5]).all()


def test_il2_raises_cd25_and_lowers_cd122():
    assert NORMAL.cd25[0, 3, -1] > 2 * NORMAL.cd25[0, 3, 0]
    beta = sum(NORMAL[name] for name in farhat.ON_MEMBRANE if "B" in name)
    assert (beta[:, 3, -1] < 0.8 * beta[:, 3, 0]).all()


def test_the_cd25_loop_helps_most_where_il2_is_scarce():
    flat = signal(cd25_fold=1.0)
    gain = NORMAL.in_cycle[0, :, -1] - flat.in_cycle[0, :, -1]
    assert gain[1] > 0.05
    assert gain[1] > gain[2]
    assert gain[1] > gain[3]


def test_without_stat5_nobody_enters_the_cycle():
    double_mutant = signal(stat5=0.0)
    assert np.abs(double_mutant.in_cycle).max() < 1e-12
    assert double_mutant["pERK"].max() > 0.01


def test_dose_receptors_and_time_each_decide_entry():
    assert (np.diff(NORMAL.in_cycle[0, :3, -1]) > 0).all()
    assert (np.diff(NORMAL.in_cycle[0, 3]) >= 0).all()
    few = {"Treg": replace(CELLS["Treg"], counts=replace(CELLS["Treg"].counts, cd25=300.0))}
    assert signal(few).in_cycle[0, 1, -1] < NORMAL.in_cycle[0, 1, -1]


def test_pten_holds_pi3k_back_in_tregs_and_nothing_else():
    without = signal(pten={})
    assert (NORMAL["pAKT"][0, 1:, 3] < 0.2 * without["pAKT"][0, 1:, 3]).all()
    np.testing.assert_allclose(NORMAL["pAKT"][1:, :, 3], without["pAKT"][1:, :, 3], rtol=1e-3, atol=1e-6)
    np.testing.assert_allclose(NORMAL["pERK"], without["pERK"], rtol=1e-3, atol=1e-6)
    np.testing.assert_allclose(NORMAL.pstat5, without.pstat5, rtol=1e-3, atol=1e-6)


def test_what_is_illustrative_is_named():
    assert set(pathway.ILLUSTRATIVE) <= {field.name for field in fields(pathway.Pathway)}
    measured = {"half_complexes", "cd25_fold", "stat5"}
    assert set(pathway.ILLUSTRATIVE) | measured == {field.name for field in fields(pathway.Pathway)}


# --- makers and targets ---


def test_every_player_has_a_source():
    for one in player.PLAYERS:
        assert citation(one.source)
    assert {"tkach2014", "mingari1984", "zubler1984"} <= {one.source for one in player.PLAYERS}
    assert any("B" in one.cell for one in player.players("target"))
    assert [one.cell for one in player.players("maker")] == ["activated CD4 T cell", "activated CD8 T cell"]
    assert len(player.rows()) == len(player.players()) == 8


REFUSED = [
    (lambda: pathway.Pathway(cd25_fold=0.5), ValueError, "cd25_fold must be >= 1, got 0.5"),
    (lambda: pathway.Pathway(cis_strength=-1.0), ValueError, "cis_strength must be >= 0, got -1.0"),
    (lambda: pathway.Pathway(half_genes=0), ValueError, "half_genes must be > 0, got 0.0"),
    (lambda: pathway.simulate(CELLS, [1.0], [0, 1], 3), TypeError, "pathway must be a Pathway, got 3"),
    (lambda: pathway.simulate("Treg", [1.0], [0, 1]), TypeError, "cells must be a dictionary, got 'Treg'"),
    (lambda: pathway.simulate({"x": 3}, [1.0], [0, 1]), TypeError, "cells['x'] must be a Cell, got 3"),
    (lambda: pathway.simulate(CELLS, [-1.0], [0, 1]), ValueError, "dose_nM must be >= 0, got -1.0"),
    (lambda: player.players("x"), ValueError, "role must be one of maker, target, both, got 'x'"),
]


@pytest.mark.parametrize(("call", "error", "message"), REFUSED)
def test_bad_input_is_one_sentence(call, error, message):
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == message
