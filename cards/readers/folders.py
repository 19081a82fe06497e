"""Which files in a folder are transcripts."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ..errors import TranscriptError

_TRANSCRIPTS = frozenset(
    {".txt", ".text", ".srt", ".vtt", ".tsv", ".csv", ".json", ".md", ".markdown"}
)
# What people keep beside transcripts and is none.
_NO_TALKS = frozenset(
    {
        *("readme", "license", "licence", "changelog", "contributing", "notice", "authors"),
        *("requirements", "package", "package-lock", "tsconfig", "manifest", "index", "todo"),
        *("copying", "notes", "metadata", "code_of_conduct", "security"),
    }
)
# Of one talk in several forms the first is read: times first, then what needs least guessing.
_PREFERENCE = (".vtt", ".srt", ".json", ".tsv", ".csv", ".md", ".markdown", ".txt", ".text")


def find_transcripts(paths: Iterable[str | Path]) -> list[Path]:
    """Return the transcripts that files and folders name, in order, each once.

    A file that is named is taken whatever it is called. Of a folder (and its folders) the files
    with a transcript's extension are taken, without hidden ones, read-me files and card files;
    where whisper wrote one talk in several forms (talk.srt, talk.txt, talk.json) only the one
    with the best times. TranscriptError for a folder without any.
    """
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if path.is_dir():
            inside = _in_folder(path)
            if not inside:
                raise TranscriptError(
                    f"{path}: no transcript in this folder (looked for "
                    f"{', '.join(sorted(_TRANSCRIPTS))})"
                )
            found.update(dict.fromkeys(inside))
        else:
            found[path] = None
    return list(found)


def _in_folder(folder: Path) -> list[Path]:
    candidates = []
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        candidates += [Path(root, name) for name in sorted(files) if _may_be_talk(name)]
    talks: dict[Path, Path] = {}
    for path in candidates:
        known = talks.setdefault(path.with_suffix(""), path)
        if _rank(path) < _rank(known):
            talks[path.with_suffix("")] = path
    return sorted(talks.values())


def _may_be_talk(name: str) -> bool:
    stem, extension = Path(name).stem.lower(), Path(name).suffix.lower()
    if name.startswith((".", "~")) or extension not in _TRANSCRIPTS:
        return False
    return stem.split(".")[0] not in _NO_TALKS and not stem.endswith((".cards", ".info"))


def _rank(path: Path) -> int:
    extension = path.suffix.lower()
    return _PREFERENCE.index(extension) if extension in _PREFERENCE else len(_PREFERENCE)
