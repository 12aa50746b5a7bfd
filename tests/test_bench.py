"""`il2course bench`: it finds what stands in benchmarks/, runs it and shows one row a comparison."""

import argparse
import json
from dataclasses import replace

import pytest

from il2course.commands import bench
from il2course.errors import CourseError
from il2course.explorers import receptor

TOY = '''"""Counting, on fingers."""

from il2course.commands.bench import Comparison


def compare():
    yield Comparison("to ten", "2 s", "toes", "5 s", 2.5, "all ten")
    yield Comparison("to twenty", "4 s", "fingers and toes", "4 s", 1.0, "one missed")
'''
TABLE = """\
what       ours  peer              peer's figure  ratio  accuracy reached
to ten     2 s   toes              5 s            2.5    all ten
to twenty  4 s   fingers and toes  4 s            1      one missed
"""


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with one benchmark."""
    (tmp_path / "benchmarks").mkdir()
    (tmp_path / "benchmarks" / "counting.py").write_text(TOY, encoding="utf-8")
    monkeypatch.setattr(bench, "find_root", lambda: tmp_path)
    return tmp_path


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    bench.arguments(parser)
    return bench.run(parser.parse_args(words))


def test_rows_stand_below_one_another(checkout, capsys):
    assert run("counting") == 0
    assert capsys.readouterr().out == TABLE


def test_without_a_name_all_run_and_json_says_the_same(checkout, capsys):
    (checkout / "benchmarks" / "again.py").write_text(TOY, encoding="utf-8")
    assert run("--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 4 and rows[:2] == rows[2:]
    assert rows[0] == {
        "what": "to ten",
        "ours": "2 s",
        "peer": "toes",
        "peers_figure": "5 s",
        "ratio": 2.5,
        "accuracy": "all ten",
    }


def test_an_unknown_benchmark_is_refused_in_one_sentence(checkout):
    with pytest.raises(CourseError) as caught:
        run("weighing")
    assert str(caught.value) == "there is no benchmark 'weighing'; they are counting"
    (checkout / "benchmarks" / "counting.py").unlink()
    with pytest.raises(CourseError) as caught:
        run("weighing")
    assert str(caught.value) == "there is no benchmark 'weighing'; they are not here yet"


def test_every_benchmark_of_the_course_says_what_it_measures(root):
    known = bench.find_benchmarks(root)
    assert "latency" in known
    for path in known.values():
        text = path.read_text(encoding="utf-8")
        assert text.startswith('"""') and "def compare() -> Iterator[Comparison]:" in text


def test_the_notebook_whose_latency_is_measured_runs(root):
    """Its explorer is lesson 2's with one slider of finer steps, and the peers' curves are the same."""
    cells = bench.load(bench.find_benchmarks(root)["latency"]).CELLS
    home: dict[str, object] = {}
    exec(cells["ours"], home)
    dose = receptor.on_off.parameters[0]
    assert home["dose"] == replace(dose, value=dose.low, steps=400)
    assert home["curves"](dose.value).describe() == receptor.on_off.chart().describe()
