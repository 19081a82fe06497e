"""The built-in glossary, compiled once: reading YAML takes 0.5 s, reading this takes milliseconds.

The compiled file's name carries a hash of the YAML files it was made from, so it can never be
stale; it is written beside and moved into place, so it can never be half there. It is JSON, so a
tampered one can do no more than hold wrong words.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from cards.glossary.entry import GlossaryEntry
from cards.glossary.files import parse_glossary

# Part of the hash: moves when the layout of a row does.
_LAYOUT = "1:" + ",".join(GlossaryEntry._fields)


def load_compiled(files: Sequence[Path], folder: Path | None) -> tuple[GlossaryEntry, ...]:
    """Return the entries of the YAML `files`, from the compiled copy in `folder` where there is one.

    A folder that cannot be written only costs time: the YAML is read at each start then.
    """
    sources = [(path, path.read_bytes()) for path in files]
    digest = hashlib.sha256(_LAYOUT.encode())
    for path, content in sources:
        digest.update(f"{path.name}:{len(content)}:".encode())
        digest.update(content)
    compiled = folder / f"glossary-{digest.hexdigest()[:32]}.json" if folder else None
    if compiled:
        with contextlib.suppress(OSError, ValueError, TypeError):
            return _rows(compiled.read_bytes())
    entries = tuple(
        entry
        for path, content in sources
        for entry in parse_glossary(content.decode("utf-8"), path.name)
    )
    if compiled:
        with contextlib.suppress(OSError):
            _write(compiled, entries)
    return entries


def _rows(content: bytes) -> tuple[GlossaryEntry, ...]:
    rows = json.loads(content)
    width = len(GlossaryEntry._fields)
    if not all(len(row) == width for row in rows):
        raise ValueError("not a compiled glossary")
    return tuple(
        GlossaryEntry._make([tuple(v) if type(v) is list else v for v in row]) for row in rows
    )


def _write(path: Path, entries: tuple[GlossaryEntry, ...]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(entries, out, ensure_ascii=False, separators=(",", ":"))
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    for old in path.parent.glob("glossary-*.json"):
        if old != path:
            with contextlib.suppress(OSError):
                old.unlink()
