"""The model reference: a page for every public module, made from its docstrings."""

from importlib import import_module
from pathlib import Path

PACKAGE = Path(__file__).parents[1]

ROOMS = (
    "facts",
    "structure",
    "coordinates",
    "receptor",
    "trimer",
    "kinetics",
    "dose_response",
    "signaling",
    "therapy",
    "charts",
    "explorers",
    "viewer",
    "quiz",
    "check",
    "questions",
)
PRIVATE = {f"il2course.questions.{name}" for name in ("expected", "structure", "receptor", "signaling", "therapy")}
OPENING = """\
# Reference of the package

What the lessons import, room by room: models and data first, then charts and what asks questions. All of it is plain
Python: arrays and numbers in, arrays and small frozen types out, units in the names of arguments.

"""


def pages() -> dict[str, str]:
    """Every page in Markdown, by its file's name.

    Only the first is in the list of pages beside each page, where a hundred modules would bury everything else.
    """
    rooms = {f"il2course.{room}": modules(room) for room in ROOMS}
    made = {"index.md": OPENING + "\n".join(entry(room, inner) for room, inner in rooms.items()) + "\n"}
    for room, inner in rooms.items():
        made[f"{room}.md"] = page(room, [("reference", "index.md")], inner)
        above = [("reference", "index.md"), (short(room), f"{room}.md")]
        made |= {f"{module}.md": page(module, above, []) for module in inner}
    return made


def modules(room: str) -> list[str]:
    """The public modules inside a room that is a package; none where it is a module."""
    folder = PACKAGE / room
    names = sorted(f"il2course.{room}.{file.stem}" for file in folder.glob("[!_]*.py"))
    return [name for name in names if name not in PRIVATE]


def page(module: str, above: list[tuple[str, str]], inner: list[str]) -> str:
    """One module: the way up, its docstring, what is defined in it, and the modules below it."""
    way = " / ".join(f"[{title}]({file})" for title, file in above)
    members = ", ".join(defined(module))
    option = f"\n   :members: {members}" if members else ""
    text = f"---\norphan: true\n---\n\n# {short(module)}\n\nBack to: {way}\n\n"
    text += f"```{{eval-rst}}\n.. automodule:: {module}{option}\n```\n"
    return text + (f"\n## Modules\n\n{listed(inner)}\n" if inner else "")


def entry(room: str, inner: list[str]) -> str:
    """A room in the list of rooms, with its modules below it."""
    return "\n".join([listed([room]), *(f"  {line}" for line in listed(inner).splitlines())])


def listed(names: list[str]) -> str:
    """Modules as a list of links, each with the first sentence of its docstring."""
    return "\n".join(f"- [{short(name)}]({name}.md): {first_line(name)}" for name in names)


def short(module: str) -> str:
    """A module's name as the page's title: "structure.protein"."""
    return module.removeprefix("il2course.")


def first_line(module: str) -> str:
    """What a module is for."""
    return import_module(module).__doc__.splitlines()[0]


def defined(module: str) -> list[str]:
    """Public functions and classes that a module defines itself, from top to bottom."""
    things = vars(import_module(module)).items()
    named = (name for name, thing in things if hasattr(thing, "__qualname__") and thing.__module__ == module)
    return [name for name in named if not name.startswith("_")]
