"""JSON over HTTP to translation servers: time limits, size limits, few retries, readable errors."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from translate.engine import TranslationError

MAX_ANSWER_BYTES = 32 * 1024**2
# A server that says "later" (429, 503) or dies is asked again this often.
TRIES = 4
LONGEST_WAIT = 30.0
_PASSING = frozenset((408, 425, 429, 500, 502, 503, 504))


class ServerError(TranslationError):
    """A translation server cannot be reached, refuses, or answers something unusable.

    `status` is the HTTP status where there was one.
    """

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Limits:
    """Seconds: `silence` between two pieces of an answer, `total` for one whole answer."""

    silence: float = 60.0
    total: float = 300.0
    tries: int = TRIES
    pause: float = 1.0


@dataclass
class JsonClient:
    """Asks one server; after a failure it waits for `pause` seconds, then for twice as long."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = Limits()

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in ("http", "https") or not urlsplit(self.url).hostname:
            raise ServerError(f"{self.url!r} is no http address, such as http://localhost:5000.")
        self.url = self.url.rstrip("/")
        # a key must not follow a redirect to another server
        self._opener = urllib.request.build_opener(_NoRedirect)

    def get(self, path: str) -> Any:
        """The JSON that the server gives for a path."""
        return self._ask(path, None)

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """The JSON that the server answers.

        Raises:
            ServerError: no answer in time, an error status, or no JSON, after the retries.
        """
        return self._ask(path, json.dumps(body).encode())

    def _ask(self, path: str, body: bytes | None) -> Any:
        for attempt in range(1, self.limits.tries + 1):
            try:
                return self._once(path, body)
            except _PassingError as failure:
                if attempt == self.limits.tries:
                    raise failure.error from failure
                wait = failure.wait or self.limits.pause * 2 ** (attempt - 1)
                time.sleep(min(wait, LONGEST_WAIT))
        raise AssertionError("unreachable: the last try returns or raises")

    def _once(self, path: str, body: bytes | None) -> Any:
        url = self.url + path
        headers = {"Content-Type": "application/json", "Accept": "application/json", **self.headers}
        request = urllib.request.Request(url, data=body, headers=headers)
        try:
            with self._opener.open(request, timeout=self.limits.silence) as answer:
                return _json(url, self._read(url, answer))
        except urllib.error.HTTPError as error:
            raise self._refused(url, error) from error
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            said = ServerError(f"{url}: no usable answer ({reason or type(error).__name__}).")
            raise _PassingError(said) from error

    def _read(self, url: str, answer: Any) -> bytes:
        """The whole body, or an error when it is too long or trickles for too long."""
        deadline = time.monotonic() + self.limits.total
        parts, size = [], 0
        while block := answer.read1(1 << 16):
            parts.append(block)
            size += len(block)
            if size > MAX_ANSWER_BYTES:
                raise ServerError(f"{url}: the answer is longer than {MAX_ANSWER_BYTES} bytes.")
            if time.monotonic() > deadline:
                raise ServerError(f"{url}: the answer took over {self.limits.total:.0f} s.")
        if answer.length:
            raise http.client.IncompleteRead(b"".join(parts), answer.length)
        return b"".join(parts)

    def _refused(self, url: str, error: urllib.error.HTTPError) -> Exception:
        with error:
            detail = _detail(error.read(4096))
        said = ServerError(f"{url}: {error.code} {error.reason}{detail}", error.code)
        if error.code in _PASSING:
            return _PassingError(said, _seconds(error.headers.get("Retry-After")))
        return said


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class _PassingError(Exception):
    """A failure that may pass: worth another try, after `wait` seconds where the server says so."""

    def __init__(self, error: ServerError, wait: float | None = None) -> None:
        super().__init__(str(error))
        self.error, self.wait = error, wait


def _json(url: str, body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError as error:
        start = body[:60].decode("utf-8", "replace").strip()
        raise ServerError(
            f"{url}: answered no JSON but {start!r}; is the address right?"
        ) from error


def _detail(body: bytes) -> str:
    """The reason in an error's body: its "error", or the "message" in that."""
    try:
        said = json.loads(body)
        said = said.get("error", said.get("detail", ""))
        said = said.get("message", "") if isinstance(said, dict) else said
    except (ValueError, AttributeError):
        return ""
    return f": {str(said)[:300]}" if said else ""


def _seconds(value: str | None) -> float | None:
    try:
        return max(0.0, float(value)) if value else None
    except ValueError:
        return None
