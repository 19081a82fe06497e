"""What the translation tests share: tiny packages, loopback servers, engines made of tables."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cards.glossary import Glossary, GlossaryEntry
from cards.transcript import Language
from translate.engine import Hypothesis
from translate.packages import install_file

TINY = Path(__file__).parent / "tiny_model"
TINY_FILES = {
    ("en", "zh"): TINY / "translate-en_zh-tiny.argosmodel",
    ("zh", "en"): TINY / "translate-zh_en-tiny.argosmodel",
}


def install_tiny(directory: Path, *directions: tuple[str, str]) -> Path:
    """Install the tiny packages (both unless told) below `directory` and return where they lie."""
    packages = directory / "packages"
    for direction in directions or TINY_FILES:
        install_file(TINY_FILES[direction], directory=packages)
    return packages


def glossary_of(*entries: tuple[str, str] | GlossaryEntry) -> Glossary:
    """A glossary of (English, Chinese) pairs or whole entries."""
    return Glossary(
        [
            e if isinstance(e, GlossaryEntry) else GlossaryEntry(e[0], (e[1],), "test", "", "")
            for e in entries
        ]
    )


class TableEngine:
    """An engine that knows a table of sentences; all else it copies. It counts what it is asked."""

    name = "table"

    def __init__(
        self,
        table: Mapping[str, str | Sequence[str]],
        guarded: Mapping[str, str] | None = None,
        version: str = "1",
    ) -> None:
        self.table, self.guarded, self._version = table, guarded or {}, version
        self.asked: list[str] = []
        self.calls = 0

    def version(self, source: Language, target: Language) -> str:
        return self._version

    def propose(
        self, sentences: Sequence[str], source: Language, target: Language, *, guarded: bool = False
    ) -> list[tuple[Hypothesis, ...]]:
        self.calls += 1
        self.asked += sentences
        return [self._wordings(s, guarded) for s in sentences]

    def _wordings(self, sentence: str, guarded: bool) -> tuple[Hypothesis, ...]:
        if guarded and sentence in self.guarded:
            return (Hypothesis(self.guarded[sentence]),)
        found = self.table.get(sentence, sentence)
        return tuple(Hypothesis(t) for t in ([found] if isinstance(found, str) else found))


class Handler(BaseHTTPRequestHandler):
    """Hands every request to the test's own function."""

    protocol_version = "HTTP/1.1"
    answer: Callable[[Handler], None]

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers), b""))
        type(self).answer(self)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.append((self.path, dict(self.headers), body))
        self.body = body
        type(self).answer(self)

    def reply(
        self, status: int, body: bytes, kind: str = "application/json", **headers: str
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, answer: Callable[[Handler], None]) -> None:
        super().__init__(
            ("127.0.0.1", 0), type("Own", (Handler,), {"answer": staticmethod(answer)})
        )
        self.seen: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """A client that went away is no failure of the test."""


@contextmanager
def loopback(answer: Callable[[Handler], None]) -> Iterator[Server]:
    """A server on this machine for the time of a test."""
    server = Server(answer)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
