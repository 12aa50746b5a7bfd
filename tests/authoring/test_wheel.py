"""Wheels of what is installed: whole, the same every time, and none of what is compiled."""

import subprocess
import sys
import zipfile
from importlib.metadata import Distribution, distribution

import pytest

from il2course.authoring import wheel
from il2course.errors import CourseError


def installed(folder, files: dict[str, str]) -> Distribution:
    """A package `toy` as an installer leaves it."""
    information = "toy-1.0.dist-info"
    files |= {f"{information}/METADATA": "Metadata-Version: 2.1\nName: toy\nVersion: 1.0\n", f"{information}/INSTALLER": "uv\n"}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    listed = [*files, f"{information}/RECORD", "../../../bin/toy"]
    (folder / information / "RECORD").write_text("".join(f"{name},,\n" for name in listed))
    return Distribution.at(folder / information)


def test_a_packed_wheel_is_what_was_installed(tmp_path):
    files = {"toy/__init__.py": "answer = 42\n", "toy/__pycache__/__init__.pyc": "x", "toy/data.txt": "α\n"}
    packed = wheel.pack(installed(tmp_path / "site", files), tmp_path / "wheels")
    assert packed.name == "toy-1.0-py3-none-any.whl"
    with zipfile.ZipFile(packed) as archive:
        names = ["METADATA", "RECORD", "WHEEL"]
        assert archive.namelist() == [*(f"toy-1.0.dist-info/{name}" for name in names), "toy/__init__.py", "toy/data.txt"]
        assert archive.read("toy/data.txt").decode() == "α\n"
        record = archive.read("toy-1.0.dist-info/RECORD").decode().splitlines()
    assert record[-2] == "toy/data.txt,sha256=kbsR3L8uUj3F30Ol7DFmLeqxi-ObS4iXoQas-GqSghQ,3"
    assert record[-1] == "toy-1.0.dist-info/RECORD,,"


def test_it_is_the_same_every_time(tmp_path):
    once, again = (wheel.pack(distribution("pybtex"), tmp_path / name) for name in ("once", "again"))
    assert once.read_bytes() == again.read_bytes()


def test_python_imports_from_it(tmp_path):
    packed = wheel.pack(distribution("uncertainties"), tmp_path)
    code = "import sys; sys.path.insert(0, sys.argv[1]); import uncertainties; print(uncertainties.__file__)"
    done = subprocess.run([sys.executable, "-I", "-c", code, packed], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"{packed}/")


def test_what_is_compiled_is_refused_or_left_out(tmp_path):
    package = installed(tmp_path / "site", {"toy/__init__.py": "", "toy/fast.cpython-311-x86_64-linux-gnu.so": "x"})
    with pytest.raises(CourseError) as caught:
        wheel.pack(package, tmp_path / "wheels")
    assert str(caught.value) == "toy must be written in Python to be packed, got fast.cpython-311-x86_64-linux-gnu.so"
    with zipfile.ZipFile(wheel.pack(package, tmp_path / "wheels", without_compiled=True)) as archive:
        assert [name for name in archive.namelist() if name.startswith("toy/")] == ["toy/__init__.py"]


def test_a_package_without_a_list_of_files_is_refused(tmp_path):
    package = installed(tmp_path, {})
    (tmp_path / "toy-1.0.dist-info" / "RECORD").unlink()
    with pytest.raises(CourseError) as caught:
        wheel.pack(package, tmp_path)
    assert str(caught.value) == "toy must list its files to be packed, got none: install it from a wheel"
