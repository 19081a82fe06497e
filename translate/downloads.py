"""Fetching one file from a server: resumed, limited in time and size, its checksum compared."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.packages import PackageError

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True)
class DownloadLimits:
    """Seconds and bytes. `silence` is how long a server may send nothing; `total` is for one file.

    A full-size package has 75 MB: an hour is enough at 20 KB a second.
    """

    silence: float = 30.0
    total: float = 3600.0
    size: int = 1024**3
    tries: int = 5
    pause: float = 1.0


class DownloadError(PackageError):
    """A file could not be fetched; what has come so far is kept for the next try."""


class ChecksumError(PackageError):
    """A file is not the one that was announced; it has been deleted."""


class _InterruptedError(Exception):
    """The connection failed or fell silent; the next try resumes."""


def download(
    url: str,
    place: Path,
    *,
    sha256: str | None = None,
    size: int | None = None,
    limits: DownloadLimits | None = None,
    progress: Progress | None = None,
) -> Path:
    """Fetch `url` to `place`, by way of `place.part`, which a later call resumes.

    `progress` is called with the bytes so far and in all (None where the server does not say).

    Raises:
        DownloadError: no connection, a refusal, too large or too slow.
        ChecksumError: the whole file came but is another one.
    """
    limits = limits or DownloadLimits()
    if not re.match(r"https?://", url):
        raise DownloadError(f"{url}: only http and https addresses are fetched.")
    place.parent.mkdir(parents=True, exist_ok=True)
    fetch = _Fetch(url, place.with_name(place.name + ".part"), limits, progress)
    for attempt in range(1, limits.tries + 1):
        try:
            fetch.resume()
            break
        except _InterruptedError as error:
            if attempt == limits.tries or fetch.late():
                raise DownloadError(
                    f"{url}: the download broke off ({error}); {fetch.have()} bytes are kept, "
                    "the same command goes on from there."
                ) from error
            time.sleep(limits.pause * attempt)
    _compare(url, fetch.part, sha256, size)
    fetch.part.replace(place)
    fetch.forget()
    return place


class _Fetch:
    """One download: its part file, and what the server said of the file when it began."""

    def __init__(
        self, url: str, part: Path, limits: DownloadLimits, progress: Progress | None
    ) -> None:
        self.url, self.part, self._limits, self._progress = url, part, limits, progress
        self._note = part.with_name(part.name + ".json")
        self._deadline = time.monotonic() + limits.total

    def have(self) -> int:
        return self.part.stat().st_size if self.part.exists() else 0

    def late(self) -> bool:
        return time.monotonic() > self._deadline

    def forget(self) -> None:
        self._note.unlink(missing_ok=True)

    def resume(self) -> None:
        """Fetch what is missing; on success the part file is whole."""
        have, headers = self.have(), {"Accept-Encoding": "identity"}
        validator = self._validator()
        if have and validator:
            # If-Range: a file that has changed meanwhile comes from its beginning
            headers |= {"Range": f"bytes={have}-", "If-Range": validator}
        else:
            have = 0
        request = urllib.request.Request(self.url, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=self._limits.silence) as answer:
                self._take(answer, have)
        except urllib.error.HTTPError as error:
            self._refused(error)
        except (OSError, http.client.HTTPException) as error:
            raise _InterruptedError(getattr(error, "reason", None) or error) from error

    def _validator(self) -> str:
        """What identifies the file on the server (ETag or date), from the first answer."""
        with contextlib.suppress(OSError, ValueError):
            note = json.loads(self._note.read_text("utf-8"))
            if isinstance(note, dict) and note.get("url") == self.url:
                return str(note.get("validator") or "")
        return ""

    def _refused(self, error: urllib.error.HTTPError) -> None:
        with error:
            if error.code == 416:  # the part is longer than the file: start again
                self.part.unlink(missing_ok=True)
                raise _InterruptedError("the server has another file now") from error
            if error.code in (408, 429, 500, 502, 503, 504):
                raise _InterruptedError(f"{error.code} {error.reason}") from error
            raise DownloadError(f"{self.url}: {error.code} {error.reason}") from error

    def _take(self, answer: Any, have: int) -> None:
        resumed = have and answer.status == 206 and self._continues(answer, have)
        if have and answer.status == 206 and not resumed:
            self.part.unlink(missing_ok=True)
            raise _InterruptedError("the server sent another part than asked for")
        have = have if resumed else 0
        length = answer.headers.get("Content-Length")
        total = have + int(length) if length and length.isdigit() else None
        if total is not None and total > self._limits.size:
            raise DownloadError(f"{self.url}: {total} bytes, over the limit of {self._limits.size}")
        if not resumed:
            self._write_note(answer)
        with self.part.open("ab" if resumed else "wb") as file:
            while block := answer.read1(1 << 18):
                have += len(block)
                if have > self._limits.size:
                    raise DownloadError(f"{self.url}: over the limit of {self._limits.size} bytes")
                file.write(block)
                if self._progress:
                    self._progress(have, total)
                if self.late():
                    raise _InterruptedError(f"slower than {self._limits.total:.0f} s for the file")
        if total is not None and have < total:
            raise _InterruptedError(f"{have} of {total} bytes came")

    def _continues(self, answer: Any, have: int) -> bool:
        return str(answer.headers.get("Content-Range", "")).startswith(f"bytes {have}-")

    def _write_note(self, answer: Any) -> None:
        etag = answer.headers.get("ETag") or ""
        strong = "" if etag.startswith("W/") else etag
        note = {"url": self.url, "validator": strong or answer.headers.get("Last-Modified")}
        self._note.write_text(json.dumps(note), "utf-8")


def _compare(url: str, part: Path, sha256: str | None, size: int | None) -> None:
    """Delete the file and say so when it is not the announced one."""
    actual = part.stat().st_size
    if size is not None and actual != size:
        part.unlink()
        raise ChecksumError(f"{url}: {actual} bytes came, {size} were announced; deleted.")
    if sha256 is None:
        return
    digest = hashlib.sha256()
    with part.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    if digest.hexdigest() != sha256.lower():
        part.unlink()
        raise ChecksumError(
            f"{url}: the file's SHA-256 is {digest.hexdigest()}, expected was {sha256}; deleted. "
            "The server, or something on the way, gives out another file."
        )
