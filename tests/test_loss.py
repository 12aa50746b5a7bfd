"""Without IL-2: the published directions, and that they do not hang on the illustrative rates."""

from dataclasses import fields, replace

import numpy as np
import pytest

from il2course.facts.bibliography import citation
from il2course.signaling import loss
from il2course.signaling.loss import GENOTYPES, ILLUSTRATIVE_RATES, PUBLISHED_SIGNS, Genotype, IllustrativeRates

WILD, KNOCKOUT = GENOTYPES["wild type"], GENOTYPES["IL-2"]


@pytest.mark.parametrize("sign", PUBLISHED_SIGNS, ids=lambda sign: f"{sign.missing}: {sign.readout}")
def test_published_directions(sign):
    found = loss.compare(GENOTYPES[sign.missing], sign.readout, GENOTYPES[sign.than])
    assert found == sign.sign
    assert citation(sign.source)


@pytest.mark.parametrize("seed", range(10))
def test_directions_do_not_hang_on_the_rates(seed):
    """Every rate at random between 1/1.5 and 1.5 times as large."""
    random = np.random.default_rng(seed)
    rates = replace(
        ILLUSTRATIVE_RATES,
        **{
            field.name: getattr(ILLUSTRATIVE_RATES, field.name) * 1.5 ** random.uniform(-1, 1)
            for field in fields(IllustrativeRates)
            if "without" not in field.name
        },
    )
    health = {name: loss.at_rest(genotype, rates) for name, genotype in GENOTYPES.items()}
    for sign in PUBLISHED_SIGNS:
        here, there = getattr(health[sign.missing], sign.readout), getattr(health[sign.than], sign.readout)
        found = 0 if np.isclose(here, there, rtol=1e-3, atol=1e-9) else np.sign(here - there)
        assert found == sign.sign, sign


# --- the three arms ---


def test_less_death_and_less_killing_pull_opposite_ways():
    """Lost alone, AICD leaves more effectors and touches no killing; killing lost leaves more infection, not less."""
    assert loss.compare(KNOCKOUT, "effectors", feels="aicd") == +1
    assert loss.compare(KNOCKOUT, "killing", feels="aicd") == 0
    assert loss.compare(KNOCKOUT, "infected", feels="aicd") == 0
    assert loss.compare(KNOCKOUT, "killers", feels="killing") == -1
    assert loss.compare(KNOCKOUT, "killing", feels="killing") == -1
    assert loss.compare(KNOCKOUT, "infected", feels="killing") == +1
    assert loss.compare(KNOCKOUT, "tregs", feels="killing") == 0


def test_treg_loss_alone_is_the_larger_part_of_the_autoimmunity():
    tregs, aicd = (loss.at_rest(KNOCKOUT, feels=arm).colitis for arm in ("tregs", "aicd"))
    assert tregs > aicd > loss.at_rest(WILD).colitis


def test_an_animal_that_feels_nothing_is_the_wild_type():
    spared, whole = loss.at_rest(KNOCKOUT, feels=()), loss.at_rest(WILD)
    for name in loss.SPECIES:
        assert getattr(spared, name) == pytest.approx(getattr(whole, name), rel=1e-6)


def test_little_il2_lies_between():
    """A poor producer, as in lupus (Lieberman and Tsokos 2010): every step down moves all three arms on."""
    levels = [loss.at_rest(Genotype(il2=level)) for level in (0.0, 0.25, 0.5, 0.75, 1.0)]
    for readout, direction in (("tregs", 1), ("killing", 1), ("effectors", -1), ("infected", -1), ("colitis", -1)):
        assert (direction * np.diff([getattr(level, readout) for level in levels]) > 0).all(), readout


# --- whom IL-2 comes from and goes to ---


def test_without_tregs_or_cd25_il2_is_left_over():
    """The sink is gone. A consequence in the model, not a published number."""
    for missing in ("Tregs", "CD25"):
        assert loss.compare(GENOTYPES[missing], "il2") == +1


def test_tregs_without_il2_still_come_from_the_thymus():
    assert 0 < loss.at_rest(KNOCKOUT).tregs < 0.2 * loss.at_rest(WILD).tregs


def test_rag_has_no_t_cells_and_all_the_infection():
    empty = loss.at_rest(GENOTYPES["Rag"])
    assert (empty.tregs, empty.effectors, empty.killers, empty.colitis) == (0, 0, 0, 0)
    assert empty.infected > loss.at_rest(KNOCKOUT).infected > loss.at_rest(WILD).infected


# --- over time ---


def test_losing_il2_in_health_takes_tregs_first():
    course = loss.simulate(np.linspace(0.0, 200.0, 201), KNOCKOUT, start="healthy")
    assert course.tregs[0] == pytest.approx(loss.at_rest(WILD).tregs, rel=1e-6)
    assert (np.diff(course.tregs[:100]) < 0).all()
    assert course.tregs[10] < 0.3 * course.tregs[0]
    assert course.colitis[-1] > 5 * course.colitis[0]
    assert course.tregs.shape == course.il2.shape == course.colitis.shape == (201,)


def test_the_wild_type_at_rest_stays_there():
    course = loss.simulate([0.0, 100.0], start="healthy")
    for name in loss.SPECIES:
        assert getattr(course, name)[1] == pytest.approx(getattr(course, name)[0], rel=1e-5)


def test_a_newborn_grows_into_the_animal_at_rest():
    grown = loss.simulate([0.0, 4000.0])
    assert grown.tregs[0] == 0.0
    assert grown.tregs[1] == pytest.approx(float(loss.at_rest(WILD).tregs), rel=1e-6)


REFUSED = [
    (lambda: Genotype(il2=-0.1), ValueError, "il2 must be >= 0, got -0.1"),
    (lambda: Genotype(cd25=0), TypeError, "cd25 must be True or False, got 0"),
    (lambda: IllustrativeRates(aicd=0), ValueError, "aicd must be > 0, got 0.0"),
    (lambda: loss.at_rest("IL-2"), TypeError, "genotype must be a Genotype, got 'IL-2'"),
    (
        lambda: loss.at_rest(feels=["stat5"]),
        ValueError,
        "feels must be one of tregs, division, aicd, killing, got 'stat5'",
    ),
    (lambda: loss.simulate([0.0], start="old"), ValueError, "start must be one of birth, healthy, got 'old'"),
    (lambda: loss.simulate([5.0, 1.0]), ValueError, "time_day must increase, got 5.0 before 1.0"),
    (
        lambda: loss.compare(KNOCKOUT, "weight"),
        ValueError,
        "readout must be one of il2, tregs, effectors, killers, infected, treg_made, treg_life_days, suppression, "
        "division, aicd, killing, colitis, hemolysis, got 'weight'",
    ),
]


@pytest.mark.parametrize(("call", "error", "message"), REFUSED)
def test_bad_input_is_one_sentence(call, error, message):
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == message
