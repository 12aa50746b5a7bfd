"""Environments for peers: made once, kept, made again when what is wanted changes."""

import subprocess
import sys
import zipfile

import pytest

from il2course.authoring import peers
from il2course.errors import CourseError

FAILS = "raise SystemExit('resolving\\nno route')"


def test_one_is_made_once_and_sees_the_course(tmp_path, monkeypatch):
    calls = []
    monkeypatch.setattr(peers, "_pip", lambda python, _: calls.append(python) or [sys.executable, "-c", ""])
    python = peers.python_with("x", ["some==1"], tmp_path)
    assert peers.python_with("x", ["some==1"], tmp_path) == python
    assert calls == [python]
    found = subprocess.run([str(python), "-c", "import numpy, il2course"], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    peers.python_with("x", ["some==2"], tmp_path)
    assert len(calls) == 2


def test_without_the_network_it_says_so_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(peers, "_pip", lambda *_: [sys.executable, "-c", FAILS])
    with pytest.raises(CourseError) as caught:
        peers.python_with("x", ["one==1", "two==2"], tmp_path)
    assert str(caught.value) == f"the network is needed once, to install one==1, two==2 into {tmp_path / 'x'}: no route"
    assert not (tmp_path / "x").exists()


@pytest.mark.full  # twenty seconds of ensurepip
def test_without_uv_it_has_a_pip_of_its_own(tmp_path, monkeypatch):
    """Which installs what the course has too: here a package of NumPy's name."""
    monkeypatch.setattr(peers.shutil, "which", lambda _: None)
    wheel = tmp_path / "numpy-99-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr("numpy_of_the_peer.py", "")
        file.writestr("numpy-99.dist-info/METADATA", "Metadata-Version: 2.1\nName: numpy\nVersion: 99\n")
        file.writestr("numpy-99.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        file.writestr("numpy-99.dist-info/RECORD", "")
    python = peers.python_with("x", [str(wheel)], tmp_path)
    told = "import numpy_of_the_peer; print(numpy_of_the_peer.__file__)"
    found = subprocess.run([str(python), "-c", told], capture_output=True, text=True, check=False)
    assert found.stdout.startswith(str(tmp_path / "x")), found.stderr


def test_without_uv_and_ensurepip_it_says_what_is_needed(tmp_path, monkeypatch):
    def fails(home, with_pip):
        raise subprocess.CalledProcessError(1, "ensurepip")

    monkeypatch.setattr(peers.venv, "create", fails)
    with pytest.raises(CourseError) as caught:
        peers.python_with("x", ["one==1", "two==2"], tmp_path)
    assert str(caught.value) == "a Python with ensurepip, or uv, is needed to install one==1, two==2"


def test_what_takes_too_long_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(peers, "SECONDS", 0.1)
    monkeypatch.setattr(peers, "_pip", lambda *_: [sys.executable, "-c", "import time; time.sleep(30)"])
    with pytest.raises(CourseError) as caught:
        peers.python_with("x", ["one==1"], tmp_path)
    told = f"the network is needed once, to install one==1 into {tmp_path / 'x'}: it took more than 0.1 s"
    assert str(caught.value) == told
