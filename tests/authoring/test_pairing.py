"""Notebooks written from percent scripts."""

import json
import shutil
import subprocess
import sys

import jupytext
import nbformat
import pytest

from il2course import authoring
from il2course.authoring import sync, workshop
from il2course.authoring.pairing import notebook, request, unexecuted
from il2course.authoring.printing import needed
from il2course.authoring.script import cells
from il2course.errors import CourseError

LESSON = '''\
# %% [markdown] tags=["intro"]
# # Title
#
# Text in `code
# over lines`.

# %% tags=["setup"]
# %matplotlib inline
import math


def twice(x):
    return 2 * x


# %%
s = """
# %% no cell
"""

# %%
print(1)

# %%
print(1)
'''


def paired(text, folder, timeout_s=60.0):
    """The notebook of a script, with what its checked cells print."""
    asked = request(text, folder)
    return notebook(text, "x.py", workshop.done([asked], timeout_s)[0] if asked else None)


def made(text, tmp_path):
    return json.loads(paired(text, tmp_path))


def test_the_notebook_holds_only_what_is_fixed(tmp_path):
    """Metadata are the same for every notebook, cells keep only their tags, nothing is executed."""
    book = made(LESSON, tmp_path)
    assert book["metadata"] == {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    assert [cell["metadata"] for cell in book["cells"]] == [{"tags": ["intro"]}, {"tags": ["setup"]}, {}, {}, {}]
    assert [cell["outputs"] for cell in book["cells"][1:]] == [[], [], [], []]
    assert {cell["execution_count"] for cell in book["cells"][1:]} == {None}
    nbformat.validate(book)


def test_the_same_script_gives_the_same_text(tmp_path):
    """Byte for byte, with one line end at the end."""
    marked = LESSON.replace("print(1)", "# NBVAL_CHECK_OUTPUT\nprint(twice(1))")
    text = paired(marked, tmp_path)
    assert text == paired(marked, tmp_path)
    assert text.endswith("}\n") and not text.endswith("\n\n")
    assert "jupytext" not in text


def test_cell_ids_are_unique_and_stay_when_other_cells_change():
    """Equal cells are told apart by their order; a new cell renames no other."""
    ids = [cell.id for cell in unexecuted(LESSON).cells]
    assert len(set(ids)) == 5
    assert ids[4] == f"{ids[3]}-2"
    longer = unexecuted("# %%\nnew = 1\n\n" + LESSON.replace("# # Title", "# # Another title"))
    assert [cell.id for cell in longer.cells][2:] == ids[1:]


def test_only_checked_cells_keep_what_they_print(tmp_path):
    """Printed text in one piece and the plain value; the cell after the last checked one does not run."""
    script = "# %%\nprint('no')\n\n# %%\n# NBVAL_CHECK_OUTPUT\nprint('α')\nprint(2)\n3\n\n# %%\nraise RuntimeError\n"
    cells = made(script, tmp_path)["cells"]
    assert [cell["outputs"] for cell in cells] == [
        [],
        [
            {"name": "stdout", "output_type": "stream", "text": ["α\n", "2\n"]},
            {"data": {"text/plain": ["3"]}, "execution_count": None, "metadata": {}, "output_type": "execute_result"},
        ],
        [],
    ]


def test_the_kernel_is_this_interpreter_in_the_notebooks_folder(tmp_path, monkeypatch):
    """A kernel of the same name that someone registered is not used."""
    folder = tmp_path / "kernels" / "python3"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text('{"argv": ["false"], "display_name": "wrong", "language": "python"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    script = "# %%\n# NBVAL_CHECK_OUTPUT\nimport os, sys\nprint(sys.executable)\nprint(os.getcwd())\n"
    (output,) = made(script, tmp_path)["cells"][0]["outputs"]
    assert output["text"] == [f"{sys.executable}\n", f"{tmp_path}\n"]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("1 / 0", "x.py fails when executed: ZeroDivisionError: division by zero"),
        (
            "import sys; print(1, file=sys.stderr)",
            "x.py has a cell marked # NBVAL_CHECK_OUTPUT that shows stderr: print plain text there and nothing else",
        ),
        (
            "from IPython.display import HTML; HTML('<b>1</b>')",
            "x.py has a cell marked # NBVAL_CHECK_OUTPUT that shows text/html: print plain text there and nothing else",
        ),
        (
            "import os, sys; os.write(2, b'gone'); os._exit(1)",
            "x.py ends the interpreter that runs it: gone",
        ),
        ("import time; time.sleep(60)", "x.py takes longer than 3 s"),
    ],
)
def test_a_failing_notebook_ends_in_a_sentence(code, message, tmp_path):
    """What nbval could not compare, and what does not run, is refused."""
    with pytest.raises(CourseError) as error:
        paired(f"# %%\n# NBVAL_CHECK_OUTPUT\n{code}\n", tmp_path, timeout_s=3)
    assert str(error.value) == message


def test_cells_that_only_show_what_is_imported_are_left_out():
    """An explorer or a question binds no name; whatever else stands before the last checked cell is run."""
    cells = [
        "from il2course.explorers import receptor as explore\nfrom il2course.quiz import ask",
        "explore.staircase",
        'ask("cycle")',
        "explore.cycle_chart(fold=3).title\nask('off_rate')",
        "doses = [1, 2]",
        "doses.append(3)",
        "explore = explore.cycle_chart()",
        "%time doses",
        "# NBVAL_CHECK_OUTPUT\nprint(doses)",
        "print(doses)",
    ]
    assert needed(cells) == [0, 4, 5, 6, 7, 8]
    assert needed(cells[:8]) == []


def test_one_lesson_leaves_nothing_behind_in_another(tmp_path):
    """Though both are forked from one process."""
    first = "# %%\n# NBVAL_CHECK_OUTPUT\nimport json\njson.mark = 1\nprint(json.mark)\n"
    second = "# %%\n# NBVAL_CHECK_OUTPUT\nimport json\nprint(hasattr(json, 'mark'))\n"
    replies = workshop.done([request(each, tmp_path) for each in (first, second)])
    assert [reply["outputs"]["0"][0]["text"] for reply in replies] == ["1\n", "False\n"]


def test_sync_writes_and_check_says_what_differs(course):
    """Missing, stale and up to date, in notebooks/ and solutions/."""
    course.write("notebooks/02_receptor.py", LESSON)
    course.write("solutions/02_receptor.py", "# %%\n1\n")
    missing = "is missing: run `il2course sync`"
    assert sync(course.root, check=True) == [
        f"exercises/02_receptor.py {missing}",
        f"notebooks/02_receptor.ipynb {missing}",
        f"exercises/02_receptor.ipynb {missing}",
        f"solutions/02_receptor.ipynb {missing}",
        f"binder/requirements.txt {missing}",
    ]
    assert not (course.root / "notebooks/02_receptor.ipynb").exists()
    assert len(sync(course.root)) == 5
    assert sync(course.root) == sync(course.root, check=True) == []

    course.write("notebooks/02_receptor.ipynb", course.read("notebooks/02_receptor.ipynb").rstrip())
    assert sync(course.root, check=True) == [
        "notebooks/02_receptor.ipynb differs from what notebooks/02_receptor.py makes: run `il2course sync`"
    ]


def test_a_notebook_without_script_is_reported_and_kept(course):
    """Someone may have drawn it in JupyterLab."""
    course.write("notebooks/07_new.ipynb", "{}")
    line = "notebooks/07_new.ipynb has no 07_new.py beside it: delete it, or make one with `jupytext --to py:percent`"
    assert line in sync(course.root, check=True)
    assert line in sync(course.root)
    assert course.read("notebooks/07_new.ipynb") == "{}"


def test_line_ends_of_the_script_do_not_matter(course):
    """A checkout with Windows line ends makes the same bytes."""
    path = course.write("notebooks/02_receptor.py", LESSON)
    sync(course.root)
    made = (course.root / "notebooks/02_receptor.ipynb").read_bytes()
    path.write_bytes(LESSON.replace("\n", "\r\n").encode())
    assert sync(course.root, check=True) == []
    assert b"\r" not in made


def test_cells_with_lines_are_jupytexts_cells(lessons):
    """The reader that knows lines splits as jupytext does, and its lines are the file's."""
    for text in (LESSON, *lessons):
        ours, theirs = cells(text, "x.py"), jupytext.reads(text, fmt="py:percent").cells
        plain = [cell.source.replace("# %matplotlib", "%matplotlib") for cell in ours]
        assert [cell.kind for cell in ours] == [cell.cell_type for cell in theirs]
        assert plain == [cell.source for cell in theirs]
        assert [list(cell.tags) for cell in ours] == [cell.metadata.get("tags", []) for cell in theirs]
        for cell in ours:
            first = cell.source.splitlines()[0] if cell.source else ""
            assert text.splitlines()[cell.line - 1].removeprefix("# ").endswith(first.removeprefix("# "))


@pytest.fixture
def lessons(pytestconfig):
    """Every script of the course itself."""
    folders = ("notebooks", "exercises", "solutions")
    return [
        path.read_text(encoding="utf-8") for name in folders for path in (pytestconfig.rootpath / name).glob("*.py")
    ]


def test_a_text_cell_must_be_comments():
    """Otherwise lines and cells part ways."""
    with pytest.raises(CourseError) as error:
        cells("# %% [markdown]\n# Text\nmore text\n", "notebooks/x.py")
    assert str(error.value) == "notebooks/x.py:3 stands in a text cell and must start with '# ', got 'more text'"


def test_authoring_has_two_words():
    """Anything else is an AttributeError, as in any module."""
    with pytest.raises(AttributeError, match=r"^module 'il2course.authoring' has no attribute 'render'$"):
        authoring.render  # noqa: B018


@pytest.mark.full
def test_what_is_deleted_comes_back_byte_for_byte(root, tmp_path):
    """The whole course: sheets, notebooks, expected answers and pins, made again from their sources."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True).stdout.decode()
    for place in filter(None, listed.split("\0")):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / place, tmp_path / place)
    made = [*tmp_path.glob("exercises/*"), *tmp_path.glob("*/*.ipynb"), tmp_path / "binder/requirements.txt"]
    made += tmp_path.glob("src/il2course/questions/expected/*.json")
    before = {path: path.read_bytes() for path in made}
    for path in before:
        path.unlink()
    assert len(sync(tmp_path)) == len(before) > 20
    assert {path: path.read_bytes() for path in before} == before
    assert sync(tmp_path, check=True) == []
