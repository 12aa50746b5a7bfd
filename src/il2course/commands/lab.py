"""Open the lessons in JupyterLab.

Stop it with Ctrl-C. It needs no network, and asks neither for news nor for updates.
"""

import argparse
import os
import socket
from importlib.resources import files
from pathlib import Path

from il2course.checkout import find_lessons, find_root
from il2course.errors import CourseError

EXAMPLES = ("lab", "lab --no-browser --port 9000")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-browser", action="store_true", help="only print the address, open nothing")
    parser.add_argument("--port", type=port, help="the port to serve on (a free one from 8888 up)")


def port(word: str) -> int:
    """Return the port that `word` names."""
    if word.isdecimal() and 1 <= int(word) <= 65535:
        return int(word)
    raise argparse.ArgumentTypeError(f"must be a whole number from 1 to 65535, got {word!r}")


def is_taken(port: int) -> bool:
    """Whether something listens on `port` already, or we may not listen there."""
    for family, *_, address in socket.getaddrinfo("localhost", port, type=socket.SOCK_STREAM):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name == "posix":  # a port whose server has just stopped is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except OSError:
                return True
    return False


def jupyter_words(root: Path, options: argparse.Namespace) -> list[str]:
    """Return JupyterLab's own command line."""
    first = next((path.name for path in find_lessons(root).values()), "")
    words = [
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/notebooks/{first}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        "--MappingKernelManager.transport_encryption=auto",
        "--Application.log_level=ERROR",
    ]
    if options.no_browser:
        words.append("--no-browser")
    if options.port:
        words += [f"--ServerApp.port={options.port}", "--ServerApp.port_retries=0"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        words.append("--allow-root")
    return words


def use_settings() -> None:
    """Have JupyterLab read the course's defaults (no pop-up about news), which a student's own settings outrank."""
    paths = [str(files("il2course") / "jupyter"), os.environ.get("JUPYTER_CONFIG_PATH")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))


def run(options: argparse.Namespace) -> int:
    if options.port and is_taken(options.port):
        raise CourseError(f"port {options.port} is taken; choose another with --port")
    words = jupyter_words(find_root(), options)
    from jupyterlab.labapp import LabApp

    use_settings()
    LabApp.launch_instance(words)
    return 0
