"""The built-in glossary, compiled once: reading YAML takes 0.5 s, reading this takes milliseconds.

The compiled file's name carries a hash of the YAML files it was made from, so it can never be
stale; it is written beside and moved into place, and begins with a hash of its own content, so half
a one is never used. It is JSON, so a tampered one can do no more than hold wrong words.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cards.glossary.entry import GlossaryEntry, Topic

# Part of the hash: moves when the layout of the compiled file does.
_LAYOUT = "2:" + ",".join((*GlossaryEntry._fields, *Topic._fields))
# Compiled files of other versions of the program are removed when unused for this long (seconds).
_KEPT = 30 * 86_400


class Compiled(NamedTuple):
    """All entries of some glossary files, and their topics, both in the order of the files."""

    entries: tuple[GlossaryEntry, ...]
    topics: tuple[Topic, ...]


def load_compiled(files: Sequence[Path], folder: Path | None) -> Compiled:
    """Return what is in the YAML `files`, from the compiled copy in `folder` where there is one.

    A folder that cannot be written only costs time: the YAML is read at each start then. Raises
    GlossaryError for a faulty file.
    """
    sources = [(path, path.read_bytes()) for path in files]
    digest = hashlib.sha256(_LAYOUT.encode())
    for path, content in sources:
        digest.update(f"{path.name}:{len(content)}:".encode())
        digest.update(content)
    compiled = folder / f"glossary-{digest.hexdigest()[:32]}.json" if folder else None
    if compiled:
        with contextlib.suppress(OSError, ValueError, TypeError), _collector_paused():
            return _unpacked(compiled.read_bytes())
    from cards.glossary.files import parse_glossary  # loads the YAML reader: only to compile

    parsed = [parse_glossary(content.decode("utf-8"), path.name) for path, content in sources]
    result = Compiled(
        tuple(entry for file in parsed for entry in file.entries),
        tuple(file.topic for file in parsed),
    )
    if compiled:
        with contextlib.suppress(OSError):
            _write(compiled, _packed(result))
    return result


def _packed(compiled: Compiled) -> bytes:
    """Return a first line with the hash of the second, the JSON."""
    body = json.dumps(compiled, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return _hash(body) + b"\n" + body


def _unpacked(content: bytes) -> Compiled:
    """Read what `_packed` made. Raises ValueError or TypeError for anything else."""
    seal, _, body = content.partition(b"\n")
    if seal != _hash(body):
        raise ValueError("not a compiled glossary")
    rows, topics = json.loads(body)
    return Compiled(
        tuple(
            GlossaryEntry._make([tuple(v) if type(v) is list else v for v in row]) for row in rows
        ),
        tuple(Topic._make(topic) for topic in topics),
    )


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """Thousands of new rows set off the garbage collector again and again: 13 ms become 40."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _hash(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    for old in path.parent.glob("glossary-*.json"):
        with contextlib.suppress(OSError):
            if old != path and time.time() - old.stat().st_mtime > _KEPT:
                old.unlink()
