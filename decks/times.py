"""When each note's content last changed: kept in a small file that travels with the card file.

Anki updates a note only if the package's copy is later than the learner's, and an update replaces
everything the learner wrote into it. So a note's time has to stand still while its content does,
and move to the real time of the build when it changes. The times are kept as lines of

    <guid>: [<hash of the content>, <seconds since 1970, UTC>]

in a lock file, sorted, one note a line: `talk.yaml.lock` beside the card file of a deck of one
talk, `all.apkg.lock` beside a deck of several. It can be committed, it merges line by line, and a
fresh clone or another machine builds the same bytes from it. Where there is no lock, the times are
read back from the deck built last; without that either, every note is as old as this build (or
SOURCE_DATE_EPOCH). What left the talk stays in the lock: a card that comes back unchanged has not
changed.

    times = load_times(lock) or read_times(deck)     # an empty NoteTimes is false
    report = write_apkg(sets, deck, options=options, times=times)
    save_times(report.times, lock)
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from cards.errors import StudycardsError
from decks.collection import PackageError, open_collection
from decks.identity import content_hash

_HEAD = (
    "# When each note last changed. Commit it with the card file: it keeps what learners did to\n"
    "# unchanged cards. Made by studycards; on a merge conflict keep the lines of both sides.\n"
)
_LINE = re.compile(r"([A-Za-z0-9]{4,40}): \[([0-9a-f]{16}), (\d{1,12})\]")
_EARLIEST = 1_000_000_000  # 2001; Anki makes note ids of the times, and 0 is none
_DAY = 86_400
_LARGEST_LOCK = 64 * 1024 * 1024  # bytes, a million notes


class TimesError(StudycardsError):
    """A file with note times is damaged."""


class NoteTime(NamedTuple):
    """A note's content as a hash of 16 hexadecimal digits, and since when (seconds, UTC)."""

    content: str
    mod: int


class NoteTimes:
    """The times of notes by GUID. Never changed once made; `Stamps` makes the next one."""

    def __init__(self, notes: Mapping[str, NoteTime] | None = None) -> None:
        self._notes = dict(notes or {})

    def get(self, guid: str) -> NoteTime | None:
        """Return what is known of a note, None if it is new."""
        return self._notes.get(guid)

    def items(self) -> Iterator[tuple[str, NoteTime]]:
        """Return (GUID, time) pairs, sorted by GUID."""
        return iter(sorted(self._notes.items()))

    def __len__(self) -> int:
        return len(self._notes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoteTimes) and self._notes == other._notes

    __hash__ = None  # type: ignore[assignment]


class Stamps:
    """Gives the notes of one build their times, and counts what is new and what changed."""

    def __init__(self, before: NoteTimes, now: int) -> None:
        self._notes = dict(before.items())
        self._now = now
        self.new = 0
        self.changed = 0

    def stamp(
        self, guid: str, content: str, *, default: int | None = None, counted: bool = True
    ) -> int:
        """Return the note's time: unchanged content keeps it, changed content is now.

        Changed content is always later than before, whatever the clock says. `default` is the time
        of what is not known yet, instead of now. What is not `counted` is no note (a note type).
        """
        known = self._notes.get(guid)
        if known is not None and known.content == content:
            return known.mod
        if known is None:
            self.new += counted
            mod = self._now if default is None else default
        else:
            self.changed += counted
            mod = max(self._now, known.mod + 1)
        self._notes[guid] = NoteTime(content, mod)
        return mod

    def times(self) -> NoteTimes:
        """Return the times after this build, those of notes that were not in it included."""
        return NoteTimes(self._notes)


def build_time(source_date_epoch: int | None = None) -> int:
    """Return the time of a build in seconds: the one given, SOURCE_DATE_EPOCH, or now.

    Raises TimesError where the variable is no time Anki can use.
    """
    if source_date_epoch is None:
        text = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
        if not text:
            return int(time.time())
        if not text.isdecimal():
            raise TimesError(
                f"SOURCE_DATE_EPOCH is {text!r}; give whole seconds since 1970, or unset it"
            )
        source_date_epoch = int(text)
    if not _EARLIEST <= source_date_epoch < 10**11:
        raise TimesError(
            f"SOURCE_DATE_EPOCH is {source_date_epoch}; Anki needs seconds since 1970, after 2001"
        )
    return source_date_epoch


def note_type_key(model_id: int) -> str:
    """Return the name under which a note type's time stands among those of the notes."""
    return f"notetype{model_id}"


def lock_path(beside: Path) -> Path:
    """Return the lock that belongs to a card file or deck: talk.yaml -> talk.yaml.lock."""
    return beside.with_name(beside.name + ".lock")


def load_times(path: Path) -> NoteTimes:
    """Read a lock file; one that is not there is empty. Raises TimesError with file and line."""
    try:
        if path.stat().st_size > _LARGEST_LOCK:
            raise TimesError(f"{path}: is larger than 64 MB; this is no lock file of note times")
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return NoteTimes()
    except OSError as error:
        raise TimesError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise TimesError(f"{path}: is not UTF-8 text; delete it, or restore it") from None
    latest = _latest()
    notes: dict[str, NoteTime] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.rstrip())
        if match is None:
            raise TimesError(
                f"{path}:{number}: is no note's time: {line[:60]!r}; after a merge keep "
                "the lines of both sides and delete the conflict marks"
            )
        guid, content, mod = match[1], match[2], int(match[3])
        if not _EARLIEST <= mod <= latest:
            raise TimesError(
                f"{path}:{number}: the time {mod} lies in the future or before 2001, and "
                "would block every later update; delete the line"
            )
        known = notes.get(guid)
        if known is None or known.mod < mod:  # both sides of a merge: the later one was delivered
            notes[guid] = NoteTime(content, mod)
    return NoteTimes(notes)


def save_times(times: NoteTimes, path: Path) -> None:
    """Write a lock file, whole or not at all. A file that says the same already is left alone."""
    lines = [f"{guid}: [{known.content}, {known.mod}]\n" for guid, known in times.items()]
    content = (_HEAD + "".join(lines)).encode("utf-8")
    with contextlib.suppress(OSError):
        if path.read_bytes() == content:
            return
    with whole_file(path) as part:
        part.write_bytes(content)


def read_times(deck: Path) -> NoteTimes:
    """Read the times of the notes back from a deck built earlier; no deck gives none.

    Only what this program writes is understood. Anything else, and a time that cannot be, is not
    taken over: the notes in it then count as new.
    """
    latest = _latest()
    notes: dict[str, NoteTime] = {}
    try:
        with open_collection(deck) as db:
            for guid, model, mod, fields in db.execute("SELECT guid, mid, mod, flds FROM notes"):
                if _EARLIEST <= mod <= latest:
                    content = content_hash(int(model), fields.split("\x1f"))
                    notes[str(guid)] = NoteTime(content, int(mod))
            for (models,) in db.execute("SELECT models FROM col"):
                notes.update(_note_type_times(json.loads(models), latest))
    except (PackageError, LookupError, TypeError, AttributeError, ValueError):
        return NoteTimes()
    return NoteTimes(notes)


def _note_type_times(models: dict[str, Any], latest: int) -> Iterator[tuple[str, NoteTime]]:
    for model in models.values():
        sides = [side for t in model["tmpls"] for side in (t["qfmt"], t["afmt"])]
        if _EARLIEST <= model["mod"] <= latest:
            content = content_hash(int(model["id"]), [model["css"], *sides])
            yield note_type_key(int(model["id"])), NoteTime(content, model["mod"])


def is_plausible(mod: int) -> bool:
    """Say whether a note's time is one that does not break updates."""
    return _EARLIEST <= mod <= _latest()


def _latest() -> int:
    """A time later than this is wrong: Anki would refuse all updates until then."""
    now = int(time.time())
    with contextlib.suppress(TimesError):
        now = max(now, build_time())
    return now + _DAY


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a file beside `path` to write to, and move it into place when that went well.

    Raises StudycardsError where the folder cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=".part")
        os.close(handle)
    except OSError as error:
        raise StudycardsError(f"{path}: cannot be written: {error.strerror or error}") from None
    part = Path(name)
    try:
        yield part
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o666 & ~mask)
        part.replace(path)
    except OSError as error:
        raise StudycardsError(f"{path}: cannot be written: {error.strerror or error}") from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
