"""What the browser edition is made of. That it runs is shown in `tests/browser/test_tab.py`."""

import ast
import sys
import zipfile

import nbformat
import pytest

from il2course import cli
from il2course.authoring import lite, sites
from il2course.errors import CourseError


@pytest.fixture(scope="module")
def laid_out(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lite")
    lite.lay_out(root, folder)
    return folder


def test_every_lesson_and_sheet_is_there_with_a_cell_that_installs_the_course(root, laid_out):
    wanted = sorted(path.relative_to(root) for name in lite.FOLDERS for path in (root / name).glob("*.ipynb"))
    assert len(wanted) == 8
    assert sorted(path.relative_to(laid_out / "files") for path in laid_out.rglob("*.ipynb")) == wanted
    for place in wanted:
        ours, theirs = (nbformat.read(folder / place, as_version=4) for folder in (root, laid_out / "files"))
        nbformat.validate(theirs)
        added = [number for number, cell in enumerate(theirs.cells) if cell.source == lite.INSTALL]
        rest = [cell for number, cell in enumerate(theirs.cells) if number not in added]
        assert rest == ours.cells
        before = "".join(cell.source for cell in theirs.cells[: added[0]] if cell.cell_type == "code")
        assert len(added) == 1 and "import" not in before


def test_solutions_are_nowhere(root, laid_out):
    with zipfile.ZipFile(next((laid_out / "pypi").glob("il2course-*.whl"))) as archive:
        names = archive.namelist()
    assert "il2course/questions/expected/01_structure.json" in names
    assert not [name for name in names if "solutions" in name]
    assert not [path for path in laid_out.rglob("*") if "solutions" in path.parts]


def test_the_packages_are_those_of_the_course_that_nobody_else_brings(laid_out):
    """With jupyter and its servers among them, which need what no browser has, nothing could be installed."""
    assert sorted(path.name.split("-")[0] for path in (laid_out / "pypi").glob("*.whl")) == [
        "anywidget", "asteval", "comm", "dill", "il2course", "ipymolstar", "ipywidgets", "jupyterlab_widgets",
        "latexcodec", "lmfit", "molviewspec", "psygnal", "pybtex", "typing_extensions", "uncertainties",
    ]  # fmt: skip


def test_outside_a_browser_the_added_cell_does_nothing():
    assert sys.platform != "emscripten"
    code = lite.INSTALL.replace("%pip install --quiet il2course", "raise SystemExit")
    exec(compile(ast.parse(code), "cell", "exec"), {})


def test_a_failure_of_jupyterlite_is_told_with_its_last_lines(tmp_path):
    (tmp_path / "jupyterlite_core").mkdir()
    (tmp_path / "jupyterlite_core" / "__init__.py").touch()
    (tmp_path / "jupyterlite_core" / "__main__.py").write_text("print('one\\ntwo\\nthree\\nfour\\nfive')\nraise SystemExit(3)")
    with pytest.raises(CourseError) as caught:
        lite.assemble(tmp_path, tmp_path / "site", sys.executable, tmp_path)
    assert str(caught.value) == "JupyterLite could not make the site: two three four five"


def test_nothing_but_an_earlier_site_is_written_over(tmp_path, capsys, monkeypatch):
    built = []
    monkeypatch.setattr(lite, "build", lambda root, folder: built.append((folder / "new").touch()))
    (tmp_path / "thesis.txt").touch()
    assert cli.main(["lite", str(tmp_path)]) == 1
    expected = f"DIR must be a new folder, an empty one or an earlier site, got {tmp_path}\n"
    assert capsys.readouterr().err == expected
    assert (tmp_path / "thesis.txt").exists() and built == []
    (tmp_path / sites.TAB).touch()
    assert cli.main(["lite", str(tmp_path)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["new"]
