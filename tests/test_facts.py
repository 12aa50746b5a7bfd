"""The ledger: every entry has a source, every computed one comes out again."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from il2course import facts, receptor, signaling, structure
from il2course.dose_response import fit_logistic
from il2course.facts.bibliography import address, bibliography, citation
from il2course.facts.ledger import STATUSES
from il2course.therapy import (
    comparison,
    curve,
    interval,
    pharmacokinetics,
    power,
    ratio,
    regimen,
    shrinkage,
    surrogate,
    unit,
    window,
)

COMPUTED = [name for name, fact in facts.ledger().items() if fact.status == "C"]

# Values asserted against the sources, written here a second time on purpose.
CITED = {
    "kd_alpha": 10.0,
    "kd_beta": 144.0,
    "kd_beta_after_alpha": 63.0,
    "kd_gamma_after_beta": 1.5,
    "kd_gamma_after_alpha_beta": 12.0,
    "kd_alpha_biosensor": 37.0,
    "kd_beta_biosensor": 480.0,
    "kd_fallon": 11.1,
    "half_life_fallon": 50.0,
    "half_life_lowenthal": (270, 300),
    "half_life_alpha": (4, 10),
    "half_life_beta": (200, 400),
    "internalization_half_time": (10, 15),
    "receptors_2021.Treg.cd25": 3476,
    "receptors_2021.NK.cd122": 8503,
    "receptors_2021.Th.cd132": 13326,
    "receptors_2023.Th.cd122": 2627,
    "receptors_2023.CD8.cd132": 6393,
    "yt1_ec50_without_cd25": 0.71,
    "yt1_ec50_with_cd25": 0.026,
    "fusion_alpha.F42Q_N": 9.48,
    "fusion_beta_gamma.N88D_C": 24.0,
    "high_dose": (600000, 720000),
    "vial_activity": 22,
    "tkach_exponents.model.cells": -0.12,
    "tkach_exponents.model.antigen": 0.82,
    "tkach_model.boost_by_boost": 0.3,
    "solitary_domain": 250,
    "il2_knockout_death": 50,
    "il2_knockout_death_weeks": (4, 9),
    "konrad_half_life.first": 12.9,
    "konrad_half_life.second": 85,
    "konrad_bolus": 650,
    "konrad_plateau": 41,
    "piscitelli_peak": (21.9, 112.9),
    "piscitelli_peak_time": 4.4,
    "piscitelli_half_life": 3.3,
    "swiss_clearance": (155, 420),
    "kirchner_area.once": 627,
    "kirchner_area.twice": 1130,
}


@pytest.mark.parametrize("path", CITED)
def test_cited_values(path):
    assert facts.lookup(path) == CITED[path]


def namespace() -> dict[str, object]:
    """What the expressions of computed facts may use."""
    th = facts.pstat5("Th", 60)
    others = np.abs(th[0] - 1.037037) > 1e-6
    doses = {"unit": unit, "regimen": regimen, "pharmacokinetics": pharmacokinetics, "curve": curve, "window": window}
    receptors = {
        "receptor": receptor,
        "signaling": signaling,
        "structure": structure,
        "fit_logistic": fit_logistic,
        "th": th,
        "others": others,
    }
    trials = {
        module.__name__.rsplit(".", 1)[1]: module
        for module in (comparison, interval, power, ratio, shrinkage, surrogate)
    }
    return {"np": np, "facts": facts} | trials | receptors | doses


def flat(value: object, path: str = "") -> dict[str, float]:
    """Every number of a table, a range or a number alone, by where it stands."""
    if isinstance(value, Mapping):
        return {key: number for name, item in value.items() for key, number in flat(item, f"{path}.{name}").items()}
    if isinstance(value, (list, tuple)):
        return {
            key: number for place, item in enumerate(value) for key, number in flat(item, f"{path}[{place}]").items()
        }
    return {path: float(value)}


@pytest.mark.parametrize("name", COMPUTED)
def test_computed_facts_come_out_again(name):
    fact = facts.ledger()[name]
    found = eval(fact.computed, namespace())
    expected = fact.value
    assert flat(found) == pytest.approx(flat(expected), rel=fact.rtol)


@pytest.mark.parametrize("name", facts.ledger())
def test_every_fact_has_what_where_and_whence(name):
    fact = facts.ledger()[name]
    assert fact.what and fact.unit and fact.status in STATUSES
    assert citation(fact.source)
    assert not fact.via or citation(fact.via)
    assert (fact.status == "C") == bool(fact.computed)
    assert fact.status != "S" or fact.via


def test_a_body_is_named_without_the_braces_that_keep_its_name_together():
    assert citation("lilly2023").startswith("Eli Lilly, Nektar Therapeutics (2023). ")
    assert [key for key in bibliography().entries if set("{}") & set(citation(key))] == []


def test_ledger_is_read_only():
    with pytest.raises(TypeError):
        facts.ledger()["new"] = 1
    with pytest.raises(TypeError):
        facts.receptors_2021.value["B"] = {}


def test_unknown_facts_are_named():
    with pytest.raises(AttributeError, match="^the ledger has no fact 'kd_delta'; did you mean 'kd_beta'\\?$"):
        facts.kd_delta  # noqa: B018
    with pytest.raises(KeyError, match="the ledger has no fact 'kd_delta'"):
        facts.lookup("kd_delta")
    with pytest.raises(KeyError, match="the fact 'receptors_2021' has no entry 'B'"):
        facts.lookup("receptors_2021.B.cd25")
    with pytest.raises(AttributeError, match="^the ledger has no fact 'zzz'$"):
        facts.zzz  # noqa: B018
    with pytest.raises(TypeError, match="^path must be a str, got 3$"):
        facts.lookup(3)


def test_pstat5_is_the_published_table():
    dose, response = facts.pstat5("Treg", 60)
    assert dose.shape == response.shape == (12,)
    assert (dose[-1], response[-1]) == (84.0, 65037.9)
    assert facts.pstat5("CD8", 30)[1][8] == 5452.3


def test_pstat5_stands_at_the_doses_of_the_published_model(reference):
    model = pd.read_csv(reference / "reference" / "farhat2021_model_doseresponse.csv")
    np.testing.assert_allclose(facts.pstat5("Treg")[0], sorted(model["dose_nM"].unique()), rtol=2e-3)


def test_pstat5_refuses_what_was_not_measured():
    with pytest.raises(ValueError) as caught:
        facts.pstat5("B")
    assert str(caught.value) == "cell must be one of Treg, Th, CD8, NK, got 'B'"
    with pytest.raises(ValueError) as caught:
        facts.pstat5("NK", 45)
    assert str(caught.value) == "time_min must be one of 30, 60, got 45"


def test_references_print_and_link():
    listed = facts.references("wang1987", "farhat2021")
    assert listed.keys == ("farhat2021", "wang1987")
    assert "Wang, Smith (1987)" in repr(listed)
    assert f'href="{address("wang1987")}"' in listed._repr_html_()
    with pytest.raises(KeyError, match="references.bib has no work 'nobody1900'"):
        facts.references("nobody1900")
    with pytest.raises(TypeError, match="^keys must be a str, got 3$"):
        facts.references(3)


@pytest.mark.parametrize("key", facts.bibliography().entries)
def test_every_work_has_author_year_and_title(key):
    work = facts.bibliography().entries[key]
    assert work.persons["author"] and work.fields["title"] and work.fields["year"].isdigit()
    assert citation(key)
