"""The trials: every count again, and every ending."""

import tomllib
from importlib.resources import files

import numpy as np
import pytest

from il2course import facts
from il2course.facts.bibliography import citation
from il2course.therapy import interval
from il2course.therapy.trial import DRUGS, INDICATIONS, TRIALS, WAYS, Arm, Drug, Outcome, Trial, trials

# Counts written here a second time on purpose: trial, outcome, arms in order.
COUNTS = {
    ("atkins1999", "response"): [(43, 270)],
    ("atkins1999", "complete"): [(17, 270)],
    ("atkins1999", "lasting"): [(12, 43)],
    ("atkins1999", "complete_lasting"): [(10, 17)],
    ("atkins1999", "death"): [(6, 270)],
    ("fyfe1995", "response"): [(36, 255)],
    ("fyfe1995", "complete"): [(12, 255)],
    ("fisher2000", "response"): [(37, 255)],
    ("fisher2000", "complete"): [(17, 255)],
    ("alva2016", "death"): [(0, 362)],
    ("seitter2021", "response"): [(108, 192), (8, 34)],
    ("seitter2021", "lasting"): [(46, 48)],
    ("lifileucel", "response"): [(23, 73)],
    ("lifileucel", "complete"): [(3, 73)],
    ("rohaan2022", "response"): [(41, 84), (18, 84)],
    ("stalwart", "disease_or_death"): [(12, 176), (1, 91)],
    ("koreth2011", "response"): [(12, 23)],
    ("koreth2016", "response"): [(20, 33)],
    ("whangbo2019", "response"): [(2, 7), (9, 11)],
    ("kennedynasser2014", "disease"): [(0, 16), (4, 33)],
    ("saadoun2011", "improved"): [(8, 10)],
    ("saadoun2011", "cryoglobulin"): [(9, 10)],
    ("hartemann2013", "adverse_event"): [(6, 6), (5, 6), (3, 6), (1, 6)],
    ("he2020", "sri4_week_12"): [(16, 29), (9, 30)],
    ("he2020", "sri4_week_24"): [(19, 29), (11, 30)],
    ("he2020", "nephritis"): [(7, 13), (2, 12)],
    ("lupil2", "sri4_week_12"): [(34, 50), (29, 50)],
    ("lupil2", "per_protocol"): [(20, 24), (15, 29)],
    ("zhang2022", "acr20_week_12"): [(12, 17), (10, 23)],
    ("zhang2022", "acr20_week_24"): [(13, 17), (13, 23)],
    ("he2022", "essdai_week_24"): [(20, 30), (8, 30)],
    ("allegretti2023", "response"): [(10, 26)],
    ("allegretti2023", "remission"): [(4, 26)],
    ("castela2014", "regrowth"): [(4, 5)],
    ("leduff2020", "halved"): [(3, 21), (2, 22)],
    ("mirocals", "alive"): [(69, 110), (61, 110)],
    ("artillo1998", "cleared"): [(0, 23), (0, 8)],
    ("glesby2005", "response"): [(4, 23)],
    ("glesby2005", "stopped"): [(11, 23)],
    ("pivot_02", "response"): [(20, 38)],
    ("pivot_02", "complete"): [(13, 38)],
    ("artistry_1_early", "response"): [(4, 22), (4, 46), (22, 137), (4, 14)],
    ("artistry_1", "response"): [(3, 22), (4, 46), (19, 144), (3, 14)],
}


def test_every_count_is_written_here_again():
    counted = {
        (trial.id, name) for trial in TRIALS.values() for name, outcome in trial.outcomes.items() if outcome.arms
    }
    assert counted == set(COUNTS)


@pytest.mark.parametrize(("trial", "outcome"), COUNTS)
def test_counts(trial, outcome):
    arms = TRIALS[trial].outcomes[outcome].arms
    assert [(arm.events, arm.n) for arm in arms.values()] == COUNTS[trial, outcome]


RATIOS = {
    ("rohaan2022", "progression"): (0.50, 0.35, 0.72, None),
    ("silcaat", "disease_or_death"): (0.91, 0.70, 1.18, 0.47),
    ("silcaat", "death"): (1.06, None, None, 0.73),
    ("silcaat", "grade_4"): (1.10, None, None, 0.35),
    ("esprit", "disease_or_death"): (0.94, 0.75, 1.16, 0.55),
    ("esprit", "death"): (0.90, None, None, 0.42),
    ("esprit", "grade_4"): (1.23, None, None, 0.003),
    ("stalwart", "disease_or_death"): (5.84, 0.59, 43.57, 0.009),
    ("onwumeh2017", "death"): (0.97, 0.80, 1.17, None),
    ("onwumeh2017", "infection"): (0.79, 0.55, 1.13, None),
    ("pivot_io_001", "progression"): (1.09, 0.88, 1.35, 0.3988),
    ("artistry_7", "death"): (0.98, None, None, None),
    ("pivotal", "recurrence"): (0.59, 0.41, 0.86, 0.005),
    ("pivotal", "distant"): (0.60, 0.37, 0.95, 0.029),
}


def test_hazard_ratios():
    found = {(t.id, name): o.ratio for t in TRIALS.values() for name, o in t.outcomes.items() if o.ratio}
    assert {key: (ratio.value, ratio.low, ratio.high, ratio.p) for key, ratio in found.items()} == RATIOS
    assert found["pivot_io_001", "progression"].level == 0.97


OTHER_NUMBERS = {
    "abrams2009.silcaat.il2": 849,
    "abrams2009.silcaat.control": 846,
    "abrams2009.silcaat.randomized": 1971,
    "abrams2009.esprit.il2": 2071,
    "abrams2009.esprit.control": 2040,
    "abrams2009_cd4.silcaat.gain": 53,
    "abrams2009_cd4.esprit.gain": 159,
    "tavel2010.all": 267,
    "rosenzwajg2019": 46,
    "zhang2022.enrolled.il2": 23,
    "louapre2023.il2": 1.26,
    "louapre2023.placebo": 1.01,
    "louapre2023_patients": 30,
    "kappos2015.all": 1841,
    "kappos2015_relapse.daclizumab": 0.22,
    "kappos2015_relapse.interferon": 0.39,
    "diab2023.combination": 27.7,
    "diab2023.nivolumab": 36.0,
    "diab2023_p.response": 0.0311,
    "diab2023_patients.combination": 391,
    "diab2023_patients.nivolumab": 392,
    "lilly2023": 291,
    "jungers1994.seroconversion.il2": 74,
    "jungers1994.seroconversion.placebo": 80,
    "saadoun2011_treg": 420,
}


@pytest.mark.parametrize("path", OTHER_NUMBERS)
def test_other_numbers_of_the_trials(path):
    assert facts.lookup(path) == OTHER_NUMBERS[path]


def test_sums_of_arms_are_the_whole():
    assert 849 + 846 == facts.lookup("abrams2009.silcaat.all") == 1695
    assert 2071 + 2040 == facts.lookup("abrams2009.esprit.all") == 4111
    assert facts.lookup("kappos2015.all") == 919 + 922
    assert sum(COUNTS["stalwart", "disease_or_death"][arm][1] for arm in (0, 1)) == facts.lookup("tavel2010.all")
    for responses in ("atkins1999", "fyfe1995", "fisher2000"):
        counted = facts.ledger()[responses].value
        assert counted["complete"][0] + counted["partial"][0] == counted["response"][0]


ENDINGS = {
    "met": "rohaan2022 zhang2022 he2022 kappos2015 pivotal rezolve_ad",
    "missed": "silcaat esprit he2020 lupil2 louapre2023 mirocals pivot_io_001 artistry_7 island rezolve_aa",
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_how_primary_end_points_ended(ending):
    assert [trial.id for trial in TRIALS.values() if trial.ended == ending] == ENDINGS[ending].split()


# --- what follows from the counts ---

PUBLISHED_INTERVALS = [  # the exact method gives what was printed, at the digits printed
    ((23, 73), (21.1, 43.4), 1),
    ((4, 23), (5, 39), 0),
    ((41, 84), (38, 60), 0),
    ((18, 84), (13, 32), 0),
    ((4, 46), (2, 21), 0),
    ((3, 22), (3, 35), 0),
    ((7, 68), (4, 20), 0),
    ((19, 144), (8, 20), 0),
    ((43, 270), (12, 21), 0),
]


@pytest.mark.parametrize(("counted", "percent", "digits"), PUBLISHED_INTERVALS)
def test_published_intervals_are_exact_ones(counted, percent, digits):
    assert tuple(round(100 * end, digits) for end in interval.exact(*counted)) == percent


def test_published_intervals_come_with_their_outcomes():
    for trial, outcome in (("atkins1999", "response"), ("lifileucel", "response"), ("glesby2005", "response")):
        found = TRIALS[trial].outcomes[outcome]
        ours = interval.exact(found.events[0], found.n[0], found.level)
        np.testing.assert_allclose(found.interval, ours, atol=0.0051)


def test_fyfes_interval_is_printed_as_one_of_90_percent_and_comes_out_at_95():
    fyfe = TRIALS["fyfe1995"].outcomes["response"]
    assert fyfe.level == 0.9
    assert tuple(100 * end for end in fyfe.interval) == pytest.approx((10, 19))
    assert tuple(round(100 * end) for end in interval.exact(36, 255, 0.95)) == (10, 19)
    for method in (interval.wilson, interval.exact, interval.jeffreys, interval.wald):
        assert tuple(round(100 * end) for end in method(36, 255, 0.90)) == (11, 18)


@pytest.mark.parametrize(
    ("counted", "percent"),
    [
        ((12, 17), 70.6),
        ((10, 23), 43.5),
        ((13, 17), 76.5),
        ((13, 23), 56.5),
        ((20, 30), 66.7),
        ((8, 30), 26.7),
        ((3, 21), 14.3),
        ((2, 22), 9.1),
        ((20, 24), 83.3),
        ((15, 29), 51.7),
        ((4, 26), 15.4),
    ],
)
def test_counts_that_follow_from_percentages_give_them_back(counted, percent):
    assert round(100 * counted[0] / counted[1], 1) == percent


def test_ten_of_26_are_385_percent_and_384_was_printed():
    """38.46 %: the source cuts where it should round."""
    assert round(1000 * 10 / 26) == 385
    assert int(1000 * 10 / 26) == 384


def test_rohaans_counts_are_the_only_ones_that_fit():
    """Of all numbers of 84, one gives the printed percentage and both ends of the printed interval."""
    for percent, ends, count in ((49, (38, 60), 41), (21, (13, 32), 18)):
        fits = [
            events
            for events in range(85)
            if round(100 * events / 84) == percent
            and tuple(round(100 * end) for end in interval.exact(events, 84)) == ends
        ]
        assert fits == [count]


def test_numbers_shrank_on_confirmation():
    early, final = (TRIALS[key].outcomes["response"] for key in ("artistry_1_early", "artistry_1"))
    assert np.all(final.events / final.n <= early.events / early.n)


# --- the data as data ---


@pytest.mark.parametrize("trial", TRIALS.values(), ids=lambda trial: trial.id)
def test_every_trial_has_a_source_an_end_and_somebody_counted(trial):
    assert citation(trial.source)
    assert trial.basis and trial.arms
    assert trial.is_randomized == trial.design.startswith("randomized")
    if trial.ended in ("met", "missed"):
        assert trial.primary
    for outcome in trial.outcomes.values():
        assert set(outcome.arms) <= set(trial.arms)
        assert outcome.arms or outcome.ratio
        assert outcome.status in ("V", "S")


def test_every_fact_named_in_the_trials_exists_and_has_the_trials_source():
    for key, entry in tomllib.loads((files("il2course.facts") / "trials.toml").read_text(encoding="utf-8")).items():
        for outcome in entry.get("outcomes", {}).values():
            for field in ("counts", "interval", "level", "p", "ratio"):
                paths = outcome.get(field, ())
                for path in [paths] if isinstance(paths, str) else paths.values() if paths else ():
                    assert facts.ledger()[path.split(".")[0]].source == entry["source"], (key, path)


NEEDED = {
    "melanoma",
    "renal cell carcinoma",
    "HIV",
    "chronic GVHD",
    "HCV vasculitis",
    "type 1 diabetes",
    "SLE",
    "rheumatoid arthritis",
    "multiple sclerosis",
    "Sjögren's syndrome",
    "ulcerative colitis",
    "alopecia areata",
    "amyotrophic lateral sclerosis",
    "vaccine adjuvant",
    "chronic viral infection",
}


def test_every_indication_is_there():
    assert set(INDICATIONS) >= NEEDED
    assert [trial.id for trial in trials("renal cell carcinoma")] == ["fyfe1995", "fisher2000"]
    assert [trial.id for trial in trials("SLE", "low-dose IL-2")] == ["he2020", "lupil2"]
    assert trials() == tuple(TRIALS.values())


def test_engineered_il2s_by_the_way_they_were_changed():
    assert {way for drug in DRUGS.values() for way in drug.ways} == set(WAYS)
    for drug in DRUGS.values():
        assert citation(drug.described) and citation(drug.source) and drug.change and drug.fate
    assert [trial.id for trial in DRUGS["bempegaldesleukin"].trials] == ["pivot_02", "pivot_io_001"]


def test_the_first_outcome_is_the_primary_one():
    assert TRIALS["rohaan2022"].first is TRIALS["rohaan2022"].outcomes["progression"]
    assert TRIALS["koreth2011"].first.what == "response"


def test_outcomes_give_rates_with_intervals():
    rates, ends = TRIALS["he2020"].first.rates()
    np.testing.assert_allclose(rates, [16 / 29, 0.3])
    assert ends.low.shape == (2,)
    _, narrower = TRIALS["he2020"].first.rates(interval.exact, 0.8)
    assert np.all(narrower.width < ends.width)


def test_outcomes_know_the_p_that_was_published():
    assert TRIALS["he2020"].outcomes["nephritis"].reproduction().matches == ()
    assert TRIALS["he2022"].first.reproduction().matches == ("χ², corrected", "Fisher")


def test_arms_print_as_prose_has_them():
    assert str(Arm("IL-2", 16, 29)) == "16 of 29"
    assert Arm("IL-2", 16, 32).rate == 0.5


def some(**changed):
    fields = {"id": "x", "name": "X", "indication": "SLE", "drug": "IL-2", "design": "one arm", "ended": "none"}
    return Trial(**fields | {"basis": "all", "source": "he2020", "arms": {}, "outcomes": {}} | changed)


REFUSED = [
    (lambda: Arm("IL-2", 30, 29), "events must be <= n, got 30 of 29"),
    (lambda: Arm("IL-2", 0, 0), "n must be >= 1, got 0"),
    (
        lambda: some(design="trial"),
        "design must be one of one arm, registry, not randomized, doses, randomized, open, randomized, double-blind, pooled trials, got 'trial'",
    ),
    (lambda: some(ended="won"), "ended must be one of met, missed, none, not read, got 'won'"),
    (lambda: some().first, "X must have an outcome as data, got none"),
    (lambda: trials("gout"), f"indication must be one of {', '.join(INDICATIONS)}, got 'gout'"),
    (lambda: TRIALS["koreth2011"].first.table, "response must have counts of 2 arms, got 1"),
    (
        lambda: TRIALS["rohaan2022"].outcomes["response"].reproduction(),
        "objective response must have a published p, got none",
    ),
    (
        lambda: Drug("x", ("magic",), "", "", "", "", ""),
        "ways must be one of bias, half-life, masking, fusion, got 'magic'",
    ),
]


@pytest.mark.parametrize(("call", "message"), REFUSED)
def test_bad_trials_are_refused_in_one_sentence(call, message):
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value) == message


def test_trials_cannot_be_changed():
    with pytest.raises(TypeError):
        TRIALS["new"] = None
    with pytest.raises(AttributeError):
        TRIALS["he2020"].ended = "met"
    assert Outcome("x").arms == {}
