"""Checks that can fail: mutants of every reference solution, and what rejects them."""

import ast

import numpy as np
import pytest

from il2course.authoring.mutants import report
from il2course.authoring.mutants.equivalent import reasons
from il2course.authoring.mutants.judging import Bench
from il2course.authoring.mutants.making import Mutant, mutants, solution
from il2course.commands import mutants as command
from il2course.errors import CourseError
from il2course.questions import Comparator, Exercise
from il2course.questions.expected import Case

MASTER = '''\
# %%
def occupancy(dose_nM, kd_nM):
    """Share of receptors that hold ligand."""
    ### BEGIN SOLUTION
    return dose_nM / (dose_nM + kd_nM)
    ### END SOLUTION

# %%
### BEGIN SOLUTION
_double = 2 * 4.0
kd_nM = _double + 1
### END SOLUTION
'''
OCCUPANCY = Exercise(
    id="occupancy",
    title="",
    kind="function",
    points=1,
    sample=lambda random: {"dose_nM": random.uniform(1, 2), "kd_nM": random.uniform(3, 4)},
)
KD = Exercise(id="kd_nM", title="", kind="number", points=1, parameters={})


def made(exercise):
    """Names of the mutants, with their code."""
    (case,) = exercise.cases(np.random.default_rng(0), 1)
    return {each.name: ast.unparse(each.tree) for each in mutants(solution(MASTER, exercise), exercise, case)}


def occupancy(dose_nM, kd_nM):
    return dose_nM / (dose_nM + kd_nM)


def judged(text, comparator=Comparator(), samples=50):  # noqa: B008  frozen
    """What becomes of a mutant with this body."""
    exercise = Exercise(**{**vars(OCCUPANCY), "comparator": comparator})
    cases = [Case(case, occupancy(**case)) for case in exercise.cases(np.random.default_rng(5), 3)]
    bench = Bench(exercise, {"occupancy": occupancy}, cases, samples)
    return bench.judge(Mutant("one", ast.parse(f"def occupancy(dose_nM, kd_nM):\n    {text}")))


def test_a_mutant_differs_in_one_thing():
    """Operators, dropped and swapped terms, arguments taken for each other, units."""
    names = made(OCCUPANCY)
    for name in (
        "dose_nM / (dose_nM + kd_nM) → dose_nM * (dose_nM + kd_nM)",
        "dose_nM / (dose_nM + kd_nM) → dose_nM / (dose_nM - kd_nM)",
        "dose_nM / (dose_nM + kd_nM) → dose_nM / dose_nM",
        "dose_nM / (dose_nM + kd_nM) → (dose_nM + kd_nM) / dose_nM",
        "dose_nM / (dose_nM + kd_nM) → kd_nM / (dose_nM + kd_nM)",
        "dose_nM and kd_nM swapped",
        "dose_nM × 0.001",
        "kd_nM × 1e+06",
        "result × 1000",
        "1 / result",
    ):
        assert name in names
    assert len(set(names.values())) == len(names)
    assert not any("Share of receptors" in text for text in names.values())


def test_a_value_is_mutated_from_its_mark_on():
    """Also in the steps before it."""
    names = made(KD)
    assert {"2 * 4.0 → 2 / 4.0", "_double + 1 → _double - 1", "2 * 4.0 → 2 * 4000.0"} <= set(names)
    assert all("occupancy" not in text for text in names.values())


@pytest.mark.parametrize(
    ("text", "changes", "public"),
    [
        ("return dose_nM / (kd_nM + dose_nM)", False, True),
        ("return [dose_nM / (dose_nM + kd_nM)]", True, False),
        ("return dose_nM / kd_nM", True, False),
        ("return 1 / 0", True, False),
        ("return None", True, False),
        ("return float('nan')", True, False),
        ("while True: pass", True, False),
    ],
)
def test_what_a_mutant_does_is_told(text, changes, public, monkeypatch):
    """Wrong numbers, another form, exceptions and endless loops."""
    monkeypatch.setattr("il2course.authoring.mutants.judging.ENDLESS_S", 0.05)
    verdict = judged(text)
    assert (verdict.changes, verdict.public, verdict.survives) == (changes, public, False)
    assert verdict.kept == (0 if changes else 1)


def test_a_rare_change_survives_the_hidden_cases_and_is_seen_in_the_samples():
    """So that a weak check is told from an equivalent mutant."""
    rare = "return dose_nM / (dose_nM + kd_nM) if kd_nM > 3.01 else 0"
    assert judged(rare, samples=10).changes is False
    verdict = judged(rare, samples=1000)
    assert (verdict.changes, verdict.survives) == (True, True)


def test_less_than_the_comparator_sees_is_no_change():
    """A tolerance of the exercise's own."""
    text = "return dose_nM / (dose_nM + kd_nM) * 1.001"
    assert judged(text, Comparator(rtol=0.01)).changes is False
    assert judged(text).changes is True


QUICK = [name for name in report.known() if name not in report.SLOW]


@pytest.mark.parametrize("name", QUICK)
def test_checks_reject_what_is_wrong(root, name):
    """A third of the mutants of each exercise: the hidden cases let at most a rare one pass that changes a result."""
    row = report.row(root, name, share=1 / 3, samples=100)
    assert len(row.survivors) <= 2, row.survivors
    assert len(row.passing) <= max(2, 0.15 * len(row.changing)), row.passing
    assert [each.mutant for each in row.changing if each.mutant in reasons().get(name, {})] == []


@pytest.mark.full
def test_of_all_mutants_almost_all_are_rejected(root):
    """All mutants, 1,000 samples: 98 in a hundred by the hidden cases, 85 by the public ones."""
    rows = list(report.rows(root, list(report.known())))
    hidden, public = report.pooled(rows)
    assert hidden >= report.HIDDEN, [(row.exercise, row.survivors) for row in rows]
    assert public >= report.PUBLIC
    assert [line for row in rows for line in report.mislisted(row)] == []


def test_every_listed_mutant_is_made(root):
    """A list that has fallen behind its master is seen."""
    for name, listed in reasons().items():
        _, every = report.bench(root, name, samples=1)
        assert set(listed) <= {each.name for each in every}, name


def test_the_command_prints_a_row_an_exercise(capsys, monkeypatch):
    """And the shares of all; its exit code says whether they are enough."""
    row = report.row(command.find_root(), "bound_fraction", share=0.1, samples=10)
    monkeypatch.setattr(report, "rows", lambda root, names: [row] * len(names))
    options = type("Options", (), {"exercises": ["bound_fraction"]})
    assert command.run(options) == 0
    assert capsys.readouterr().out.splitlines() == [
        "exercise\tmade\tequivalent\tchanging\thidden\tpublic\tkeep half\tsurvivors",
        "bound_fraction\t7\t0\t7\t7\t7\t0\t",
        "of all that change a result, hidden cases reject 100.0 %, public cases 100.0 %",
    ]


def test_an_unknown_exercise_is_refused():
    """With those there are."""
    options = type("Options", (), {"exercises": ["nothing"]})
    with pytest.raises(CourseError, match=r"^an exercise must be one of mutein_name, .*, trial_design, got nothing$"):
        command.run(options)
