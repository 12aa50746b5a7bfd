"""Where authors' code is run: a process that imports once what many of them need, and forks for each.

`done` hands it requests, each a master to be asked or a lesson whose checked cells are to be printed, and gives back
their replies. Nothing that one does shows in another, nor here. Where a system cannot fork, each gets an interpreter
of its own.
"""

import ast
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout, suppress
from importlib import import_module
from pathlib import Path

from il2course import master
from il2course.authoring import printing

Request = Mapping[str, object]
TIMEOUT_S = 300
PAUSE_S = 0.01
QUIET = {"MPLBACKEND": "Agg", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # no window, no threads to fork


def done(requests: Sequence[Request], timeout_s: float = TIMEOUT_S) -> list[dict[str, object]]:
    """The reply to each request, in their order.

    A request is what `master.reply` or `printing.reply` takes; it is told by its key "master" or "cells".

    Returns
    -------
    What they reply; {"slow": seconds} where one takes too long, {"ended": last words} where it ends its interpreter.
    """
    if not requests:
        return []
    batches = [requests] if hasattr(os, "fork") else [[request] for request in requests]
    return [reply for batch in batches for reply in _handed_over(batch, timeout_s)]


def _handed_over(requests: Sequence[Request], timeout_s: float) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        order = {"requests": list(requests), "timeout_s": timeout_s, "folder": folder}
        words = [sys.executable, "-m", "il2course.authoring.workshop"]
        with open(place / "log", "wb") as log:
            process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=log, stderr=log, env=os.environ | QUIET)
            waits = None if hasattr(os, "fork") else timeout_s
            with suppress(subprocess.TimeoutExpired):
                process.communicate(json.dumps(order).encode(), timeout=waits)
            if process.returncode is None:
                process.kill()
                process.wait()
                return [{"slow": timeout_s}]
        return [_read(place, number) for number in range(len(requests))]


def _read(folder: Path, number: int) -> dict[str, object]:
    reply = folder / f"{number}.json"
    if reply.exists():
        return json.loads(reply.read_text(encoding="utf-8"))
    words = folder / f"{number}.log"
    return {"ended": (words if words.exists() else folder / "log").read_text(encoding="utf-8", errors="replace")}


def main() -> None:
    """Work through the order on standard input."""
    order = json.loads(sys.stdin.read())
    folder, requests = Path(order["folder"]), order["requests"]
    if not hasattr(os, "fork"):
        _work(requests[0], folder, 0)
        return
    for name in sorted(set(imports(requests))):
        with suppress(Exception):  # who runs it will be told
            import_module(name)
    waiting, running = list(enumerate(requests)), {}
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            number, request = waiting.pop(0)
            running[_forked(request, folder, number)] = (number, time.monotonic() + order["timeout_s"])
        _tend(running, folder, order["timeout_s"])
        time.sleep(PAUSE_S)


def _tend(running: dict[int, tuple[int, float]], folder: Path, timeout_s: float) -> None:
    """Let go of those who are done, and end those whose time is over."""
    for process, (number, end) in list(running.items()):
        late = time.monotonic() > end
        if late:
            os.kill(process, signal.SIGKILL)
        if os.waitpid(process, 0 if late else os.WNOHANG)[0]:
            del running[process]
            if late:
                (folder / f"{number}.json").write_text(json.dumps({"slow": timeout_s}), encoding="utf-8")


def imports(requests: Sequence[Request]) -> Iterator[str]:
    """The modules that the code of all requests names, as far as can be told without running it."""
    yield "IPython.core.interactiveshell"
    for text in (text for request in requests for text in _code(request)):
        with suppress(SyntaxError):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Import):
                    yield from (alias.name for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    yield node.module
                    yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _code(request: Request) -> list[str]:
    return request["cells"] if "cells" in request else [Path(request["master"]).read_text(encoding="utf-8")]


def _forked(request: Request, folder: Path, number: int) -> int:
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        log = os.open(folder / f"{number}.log", os.O_WRONLY | os.O_CREAT)
        os.dup2(log, 1)
        os.dup2(log, 2)
        _work(request, folder, number)
        status = 0
    finally:
        os._exit(status)


def _work(request: Request, folder: Path, number: int) -> None:
    """Do what is asked, in the folder where the code stands; what it prints is dropped."""
    os.chdir(request["folder"] if "cells" in request else Path(request["master"]).parent)
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        reply = master.reply(request) if "master" in request else printing.reply(request)
    written = folder / f"{number}.part"
    written.write_text(json.dumps(reply), encoding="utf-8")
    written.rename(folder / f"{number}.json")


if __name__ == "__main__":
    main()
