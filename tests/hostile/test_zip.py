"""What a learning platform hands out, with hostile entries among the others."""

import stat
import zipfile


def test_a_hostile_zip(school, office):
    """A path out of it, a bomb and a link cost nobody else anything, and leave nothing behind."""
    office.hand_in([])
    (office.folder / "roster.csv").write_text("student,name\nada,Ada Lovelace\nbob,Bob Ng\neve,Eve\nmal,Mal\n")
    link = zipfile.ZipInfo("Mal_4_assignsubmission_file_/sheet.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(office.folder / "platform.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Ada Lovelace_1_assignsubmission_file_/sheet.ipynb", school.paper.by("ada").notebook())
        archive.writestr("ngbob_LATE_12_34_sheet.py", school.paper.by("bob").percent())
        archive.writestr("../../eve.ipynb", school.paper.by("eve").notebook())
        archive.writestr("Eve_3_assignsubmission_file_/bomb.ipynb", bytes(300 << 20))
        archive.writestr(link, "../course.key")
        archive.writestr("notes/readme.txt", "no submission")
    before = set(office.folder.parent.rglob("*"))
    office.grade(place="platform.zip")
    most = office.table()[0]["max_points"]
    assert [(row["student"], row["file"], row["status"], row["points"]) for row in office.table()] == [
        ("ada", "Ada Lovelace_1_assignsubmission_file_/sheet.ipynb", "graded", most),
        ("bob", "ngbob_LATE_12_34_sheet.py", "graded", most),
        ("eve", "../../eve.ipynb", "unreadable", ""),
        ("eve", "Eve_3_assignsubmission_file_/bomb.ipynb", "unreadable", ""),
        ("mal", "Mal_4_assignsubmission_file_/sheet.ipynb", "unreadable", ""),
    ]
    new = {
        path for path in set(office.folder.parent.rglob("*")) - before if office.folder / "marks" not in path.parents
    }
    assert new == {office.folder / "marks"}
