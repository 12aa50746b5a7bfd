"""Environments for peers: made once, kept, made again when what is wanted changes."""

import subprocess
import sys

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


def test_without_uv_it_has_a_pip_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(peers.shutil, "which", lambda _: None)
    python = peers.python_with("x", ["pip"], tmp_path)  # which is there already
    found = subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    assert str(tmp_path / "x") in found.stdout
