"""A course of a few lines in a temporary folder."""

from dataclasses import dataclass
from pathlib import Path

import pytest

PYPROJECT = """\
[project]
name = "il2course"
dependencies = ["numpy>=2", "Lmfit>=1"]

[project.optional-dependencies]
test = ["pytest"]

[project.urls]
Repository = "https://github.com/somebody/il2"
"""

LOCK = """\
asteval==1.0 \\
    --hash=sha256:aa
    # via lmfit
colorama==0.4 ; sys_platform == 'win32' \\
    --hash=sha256:bb
    # via pytest
dill==0.4 ; python_version < '3.13' \\
    --hash=sha256:cc \\
    --hash=sha256:dd
    # via
    #   asteval
    #   pytest
lmfit==1.3 \\
    --hash=sha256:ee
    # via il2course (pyproject.toml)
numpy==2.4 ; python_full_version < '3.12' \\
    --hash=sha256:ff
    # via
    #   il2course (pyproject.toml)
    #   lmfit
numpy==2.5 ; python_full_version >= '3.12' \\
    --hash=sha256:ab
    # via
    #   il2course (pyproject.toml)
    #   lmfit
pytest==9.2 \\
    --hash=sha256:ac
    # via il2course (pyproject.toml)
"""

FACTS = """\
[kd_alpha]
value = 10.0
unit = "nM"
what = "K_D of IL-2 for the α chain"
status = "S"
source = "rickert2004"
via = "farhat2021"

[half_life]
value = [4, 10]
unit = "s"
what = "half-life of IL-2 on the α chain"
status = "V"
source = "lowenthal1987"

[treg_ec50]
value = 51.3
unit = "pM"
what = "EC50 of Tregs"
status = "C"
source = "farhat2021"
computed = "receptor.ec50()"

[shift]
value = 27
unit = "fold"
what = "shift of the EC50 by CD25"
status = "V"
source = "farhat2021"

[responders]
value = [12, 23]
unit = ""
what = "responders of patients"
status = "V"
source = "farhat2021"

[rate]
value = 16
unit = "%"
what = "response rate"
status = "V"
source = "farhat2021"

[kon]
value = 1e7
unit = "M⁻¹ s⁻¹"
what = "association rate"
status = "V"
source = "farhat2021"

[counts]
unit = "per cell"
what = "receptors per cell"
status = "V"
source = "farhat2021"
[counts.value]
Treg = { cd25 = 3476, cd122 = 657 }
"""

REFERENCES = """\
@article{farhat2021, author = {Farhat, A.}, title = {A}, year = {2021},
  doi = {10.1016/J.celrep.2021.1}, pmid = {33910015}}
@article{rickert2004, author = {Rickert, M.}, title = {B}, year = {2004}}
@article{lowenthal1987, author = {Lowenthal, J.}, title = {C}, year = {1987}, pmcid = {PMC2188}}
"""


@dataclass(frozen=True)
class Course:
    """A checkout to write files into."""

    root: Path

    def write(self, place: str, text: str) -> Path:
        """Write one file, with its folder."""
        path = self.root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    def read(self, place: str) -> str:
        """The text of one file."""
        return (self.root / place).read_text(encoding="utf-8")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A checkout with a project file, a lock, a ledger and a bibliography, and no lesson."""
    course = Course(tmp_path)
    course.write("pyproject.toml", PYPROJECT)
    course.write("requirements.lock", LOCK)
    course.write("src/il2course/facts/facts.toml", FACTS)
    course.write("src/il2course/facts/references.bib", REFERENCES)
    return course
