"""What Binder does, done here: the Dockerfile's install, postBuild and start in a fresh environment, and a lesson in it.

All of it as an ordinary user, since Binder's is one. It needs the network, and a Python of runtime.txt's version.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

pytestmark = pytest.mark.full

USER = {"user": 1000, "group": 1000, "extra_groups": []} if hasattr(os, "getuid") and os.getuid() == 0 else {}
SECONDS = 900
TOKEN = "binder"


class Image:
    """A copy of the repository and a fresh environment, both the ordinary user's, and the Dockerfile's words."""

    def __init__(self, dockerfile: str, repository: Path, environment: Path) -> None:
        self.dockerfile, self.repository, self.environment = dockerfile, repository, environment

    @property
    def variables(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "LANG"))}
        path = f"{self.environment}/bin:/usr/bin:/bin"
        return kept | {
            "PATH": path,
            "HOME": str(self.repository),
            "REPO_DIR": str(self.repository),
            "KERNEL_PYTHON_PREFIX": str(self.environment),
            "JUPYTER_TOKEN": TOKEN,
        }

    def start(self, words: list[str], output: object) -> subprocess.Popen:
        """A command in the repository, as the ordinary user."""
        return subprocess.Popen(
            words, cwd=self.repository, env=self.variables, stdout=output, stderr=subprocess.STDOUT, text=True, **USER
        )

    def run(self, words: list[str]) -> str:
        """What a command prints; fails when it does."""
        process = self.start(words, subprocess.PIPE)
        printed, _ = process.communicate(timeout=SECONDS)
        assert process.returncode == 0, printed[-3000:]
        return printed

    def lines(self, pattern: str) -> list[str]:
        """What the Dockerfile's lines of this form say."""
        return re.findall(pattern, self.dockerfile, re.MULTILINE)


def python_for_everybody(root: Path) -> str:
    """A Python of runtime.txt's version with pip, which the ordinary user may run."""
    version = (root / "binder/runtime.txt").read_text(encoding="utf-8").strip()
    code = f"import ensurepip, sys; sys.exit('python-%d.%d' % sys.version_info[:2] != {version!r})"
    for python in (sys._base_executable, shutil.which(version.replace("-", ""), path="/usr/local/bin:/usr/bin")):
        try:
            if python and not subprocess.call([python, "-I", "-c", code], cwd="/", stderr=subprocess.DEVNULL, **USER):
                return python
        except PermissionError:
            continue
    pytest.skip(f"there is no {version} with ensurepip that an ordinary user may run (Debian: apt install python3-venv)")


@pytest.fixture(scope="module")
def image(root, dockerfile) -> Iterator[Image]:
    """Built as Binder builds it, in a folder that is the user's."""
    with TemporaryDirectory() as folder:
        yield built(root, dockerfile, Path(folder))


def built(root: Path, dockerfile: str, folder: Path) -> Image:
    repository, environment = folder / "jovyan", folder / "notebook"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True).stdout
    for name in filter(None, tracked.split("\0")):
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, repository / name)
    if USER:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, USER["user"], USER["group"])
    image = Image(dockerfile, repository, environment)
    image.run([python_for_everybody(root), "-m", "venv", str(environment)])
    (install,) = image.lines(r"^RUN (\$\{KERNEL_PYTHON_PREFIX\}/bin/pip install .*binder/requirements\.txt.*)$")
    image.run(["bash", "-c", install])
    (post_build,) = image.lines(r"^RUN (\./binder/postBuild)$")
    image.run(["bash", "-c", post_build])
    return image


@pytest.fixture
def server(image) -> Iterator[str]:
    """The address of what the Dockerfile starts."""
    (command,) = image.lines(r"^CMD (\[.*\])$")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = ["127.0.0.1" if word == "0.0.0.0" else word for word in json.loads(command)]
    words += [f"--port={port}", "--no-browser"]
    log = image.repository / "server.log"
    with log.open("w") as file:
        process = image.start(words, file)
        try:
            yield _when_it_answers(f"http://127.0.0.1:{port}", process, log)
        finally:
            process.terminate()
            process.wait(60)


def _when_it_answers(address: str, process: subprocess.Popen, log: Path) -> str:
    for _ in range(SECONDS):
        if process.poll() is not None:
            break
        try:
            ask(f"{address}/api/status")
            return address
        except urllib.error.URLError:
            time.sleep(1)
    pytest.fail(f"the server does not answer: {log.read_text()[-2000:]}")


def ask(address: str) -> str:
    request = urllib.request.Request(address, headers={"Authorization": f"token {TOKEN}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read().decode()


def test_the_badge_opens_a_page_and_a_lesson_that_are_there(server, root):
    badge = re.search(r"mybinder\.org/v2/\S+\?urlpath=(\S+?)\)", (root / "README.md").read_text(encoding="utf-8"))
    assert "jupyter-config-data" in ask(f"{server}/{badge[1]}")
    lesson = json.loads(ask(f"{server}/api/contents/{badge[1].removeprefix('lab/tree/')}"))
    assert lesson["content"]["cells"][0]["source"].startswith("# The structure")


def test_the_course_is_the_wheel_and_not_the_checkout(image):
    where = image.run(["python", "-P", "-c", "import il2course; print(il2course.__file__)"])
    assert where.startswith(f"{image.environment}/lib/python3.11/site-packages/il2course/")


def test_nothing_is_missing_or_at_odds(image):
    assert image.run(["pip", "check"]) == "No broken requirements found.\n"


@pytest.mark.parametrize("notebook", ["notebooks/01_structure.ipynb", "exercises/02_receptor.ipynb"])
def test_a_lesson_and_a_sheet_run(image, notebook):
    image.run(["jupyter", "execute", "--inplace", notebook])
    book = json.loads((image.repository / notebook).read_text(encoding="utf-8"))
    outputs = [output for cell in book["cells"] for output in cell.get("outputs", ())]
    assert len(outputs) > 5
    assert not [output for output in outputs if output["output_type"] == "error"]
