"""What the zygote has imported, so that no attempt has to."""

import json
import subprocess
import sys

import pytest

from il2course.grading import sheet as sheets
from il2course.questions import LESSONS

# Prepares as the zygote does, then tells what running the master's cells imports besides.
PREPARED = """
import contextlib, io, json, sys
from il2course.grading.zygote import prepare
modules, cells = json.load(sys.stdin)
shell = prepare(modules)
with contextlib.redirect_stdout(io.StringIO()):
    shell.run_cell("0")
    before = set(sys.modules)
    for cell in cells:
        shell.run_cell(cell)
print(json.dumps(sorted(set(sys.modules) - before)))
"""


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_good_submission_imports_nothing_more(lesson, root):
    """An import that every attempt has to do takes longer than all the rest of it."""
    sheet = sheets.find(lesson, root / "solutions")
    given = json.dumps([sheet.imports, list(sheet.cells_for("ada").values())])
    found = subprocess.run([sys.executable, "-c", PREPARED], input=given, capture_output=True, text=True, check=True)
    assert json.loads(found.stdout) == []
