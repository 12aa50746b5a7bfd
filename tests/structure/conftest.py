"""What tests of the structure share: entries read from the reference data, and a server that can misbehave."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from il2course import structure
from il2course.structure import Entry


@pytest.fixture(scope="session")
def structures(reference) -> Path:
    return reference / "structures"


@pytest.fixture(scope="session")
def free(structures) -> Entry:
    """1M47: IL-2 alone."""
    return structure.parse((structures / "1M47.pdb").read_text(), "1M47")


@pytest.fixture(scope="session")
def complex_(structures) -> Entry:
    """2B5I: IL-2 with its whole receptor."""
    return structure.parse((structures / "2B5I.pdb").read_text(), "2B5I")


@dataclass
class Archive:
    """A server on this computer: files by name, and names whose connection breaks half-way so many times."""

    address: str
    files: dict[str, bytes] = field(default_factory=dict)
    breaks: Counter = field(default_factory=Counter)
    asked: list[str] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        archive = self.server.archive
        name = self.path.removeprefix("/")
        archive.asked.append(name)
        data = archive.files.get(name)
        if data is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        half = archive.breaks[name] > 0
        archive.breaks[name] -= half
        self.wfile.write(data[: len(data) // 2] if half else data)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def archive(monkeypatch):
    """A server; waiting between attempts takes no time here."""
    monkeypatch.setattr("pooch.core.time.sleep", lambda _: None)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.archive = Archive(f"http://127.0.0.1:{server.server_port}/{{ENTRY}}.pdb")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.archive
    server.shutdown()
    server.server_close()
    thread.join()
