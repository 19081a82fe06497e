"""Requests to AnkiConnect, the add-on through which other programs talk to a running Anki."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from cards.errors import StudycardsError

DEFAULT_URL = "http://127.0.0.1:8765"
_VERSION = 6  # of the protocol; every AnkiConnect since 2018 speaks it
_LARGEST = 256 * 1024 * 1024  # bytes of an answer
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class PushError(StudycardsError):
    """Anki could not be reached, or answered what it must not."""


class AnkiConnect:
    """A connection's address and key; every call is a request of its own."""

    def __init__(
        self, url: str = DEFAULT_URL, *, key: str | None = None, timeout: float = 60
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise PushError(f"{url}: is no address of AnkiConnect; it is {DEFAULT_URL} by default")
        self.url = url
        self.is_local = parts.hostname in _LOOPBACK
        self._key = key
        self._timeout = timeout
        # Anki is on this machine or in this network; a proxy would only see the cards.
        self._open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open

    def call(self, action: str, **params: Any) -> Any:
        """Return the result of an action. Raises PushError where it fails."""
        return self._result(action, self._post(self._request(action, params)))

    def call_each(self, action: str, each: Sequence[dict[str, Any]]) -> list[str | None]:
        """Run an action once for each set of parameters, in one request; return the errors."""
        answers = self.call("multi", actions=[self._request(action, params) for params in each])
        if not isinstance(answers, list) or len(answers) != len(each):
            raise PushError(f"{self.url}: {action}: asked {len(each)} times, answered otherwise")
        return [
            answer.get("error") if isinstance(answer, dict) else "an answer of no known form"
            for answer in answers
        ]

    def _request(self, action: str, params: dict[str, Any]) -> dict[str, Any]:
        request = {"action": action, "version": _VERSION, "params": params}
        return request if self._key is None else {**request, "key": self._key}

    def _post(self, request: dict[str, Any]) -> Any:
        body = json.dumps(request).encode("utf-8")
        post = urllib.request.Request(self.url, body, {"Content-Type": "application/json"})
        try:
            with self._open(post, timeout=self._timeout) as response:
                content = response.read(_LARGEST + 1)
        except (OSError, ValueError, urllib.error.HTTPError) as error:
            reason = getattr(error, "reason", None) or error
            raise PushError(
                f"{self.url}: Anki does not answer ({reason}); start Anki, with the add-on "
                "AnkiConnect (2055492159) installed, and try again"
            ) from None
        if len(content) > _LARGEST:
            raise PushError(f"{self.url}: the answer is larger than 256 MB; this is no AnkiConnect")
        try:
            return json.loads(content)
        except (ValueError, RecursionError):
            raise PushError(f"{self.url}: the answer is no JSON; this is no AnkiConnect") from None

    def _result(self, action: str, answer: Any) -> Any:
        if not isinstance(answer, dict) or not {"result", "error"} <= answer.keys():
            raise PushError(f"{self.url}: {action}: the answer has not the form of AnkiConnect's")
        if answer["error"] is not None:
            raise PushError(f"{self.url}: {action}: {str(answer['error'])[:300]}")
        return answer["result"]
