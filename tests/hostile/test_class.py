"""A class of more than fifty, graded by the real command: everyone gets what is earned, nobody costs another."""

import sqlite3
from contextlib import closing

from office import processes


def verdict(pupil, sheet):
    """The state, and the points of each exercise, that a pupil's row should hold."""
    if pupil.status != "graded":
        return pupil.status, *("" for _ in sheet.exercises)
    shares = [1 if each.id in pupil.full else 0.5 if each.id in pupil.half else 0 for each in sheet.exercises]
    return pupil.status, *(f"{share * each.points:g}" for share, each in zip(shares, sheet.exercises, strict=True))


def test_everyone_gets_what_is_earned(graded, sheet):
    ids = [exercise.id for exercise in sheet.exercises]
    found = {row["file"]: (row["status"], *(row[name] for name in ids)) for row in graded.office.table()}
    expected = {pupil.path: verdict(pupil, sheet) for pupil in graded.pupils}
    assert {file: (found.get(file), it) for file, it in expected.items() if found.get(file) != it} == {}
    assert found.keys() == expected.keys()
    print(f"{len(graded.pupils)} submissions in {graded.seconds:.0f} s")


def test_the_columns(graded, sheet):
    rows = graded.office.table()
    columns = ["student", "file", "sha256", "status", "points", "points_pending", "max_points"]
    assert list(rows[0]) == columns + [exercise.id for exercise in sheet.exercises]
    assert rows == sorted(rows, key=lambda row: (row["student"], row["file"]))
    assert {row["max_points"] for row in rows} == {f"{sum(exercise.points for exercise in sheet.exercises):g}"}


def results(office):
    """The rows of results with the numbers SQLite gave them; a result written again would have a new one."""
    with closing(sqlite3.connect(office.folder / "marks" / "gradebook.sqlite")) as gradebook:
        return gradebook.execute("SELECT rowid, * FROM result ORDER BY rowid").fetchall()


def test_a_second_run_regrades_nothing(graded):
    before = graded.office.csv(), results(graded.office)
    graded.office.grade()
    assert (graded.office.csv(), results(graded.office)) == before


def test_nothing_outlives_the_run(graded):
    assert processes() == []


def test_the_spies_can_see(school, office):
    """Without a jail they find what they look for, so it is the jail that hides it."""
    spies = list(school.spies())
    office.hand_in(spies)
    office.grade("--no-jail")
    rows = office.table()
    assert {row["student"] for row in rows} == {"search", "network", "processes"}
    assert {(row["status"], row[school.value], row[school.function] != "0") for row in rows} == {("graded", "0", True)}
