"""The command line: `python3 course.py WORD …` in a checkout, `il2course WORD …` where the package is installed.

A command is a module of `il2course.commands` and its name in `COMMANDS`. The module has a docstring, whose first
line is its help; `EXAMPLES`, a line each; `arguments(parser)`; and `run(options)`, which returns the exit code:
0 done, 1 something is wrong with the input (2 is wrong use, and argparse's). It imports at the top what is quick,
inside `run` what is not, and raises `CourseError` for whatever one sentence can explain.
"""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path

from il2course import __version__
from il2course.errors import CourseError

COMMANDS = (
    "lab", "run", "test", "doctor", "sync", "lint", "mutants", "key", "release", "grade", "report", "export",
    "similar", "docs", "lite", "bench",
)  # fmt: skip


def program() -> str:
    """Return what the person typed to get here: `python3 course.py` starts this module by its file."""
    return "python3 course.py" if Path(sys.argv[0]).name == "cli.py" else "il2course"


def worded(sentence: object) -> str:
    """A sentence whose advice names the program as the person called it."""
    return str(sentence).replace("`il2course ", f"`{program()} ")


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    look = {"formatter_class": argparse.RawDescriptionHelpFormatter, "allow_abbrev": False}
    parser = argparse.ArgumentParser(prog=program(), description="A computational course on interleukin-2.", **look)
    parser.add_argument("--version", action="version", version=__version__)
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    examples = []
    for name in COMMANDS:
        command = import_module(f"il2course.commands.{name}")
        lines = [f"  {program()} {example}" for example in command.EXAMPLES]
        child = subparsers.add_parser(
            name,
            help=command.__doc__.splitlines()[0],
            description=command.__doc__,
            epilog="\n".join(["examples:", *lines]),
            **look,
        )
        command.arguments(child)
        child.set_defaults(run=command.run)
        examples += lines
    parser.epilog = "\n".join(["examples:", *examples])
    return parser


def main(words: list[str] | None = None) -> int:
    """Run one command and return its exit code; `words` are the program's own arguments unless given."""
    options = make_parser().parse_args(words)
    try:
        return options.run(options)
    except CourseError as error:
        print(worded(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever reads the output, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
