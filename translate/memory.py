"""Translations remembered in one SQLite file, so that nothing is translated twice.

What is remembered is what the engine said, before terms are corrected and sentences checked: a new
glossary or a better check works on it anew without translating again. The key holds everything the
answer depends on: engine, its version (package, model, settings), direction, kind of request,
sentence.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from cards.transcript import Language
from translate.engine import Engine, Hypothesis, TranslationError

# Two runs at once wait for each other's short writes; a minute is for a laptop that just woke up.
BUSY_SECONDS = 60.0
_ROWS_PER_QUERY = 400  # SQLite's oldest limit on variables is 999
_FORMAT = 1


def memory_path() -> Path:
    """The user's memory, in the cache directory of the system."""
    from platformdirs import user_cache_path

    return Path(user_cache_path("studycards")) / "translations.sqlite"


class MemoryFileError(TranslationError):
    """The file of remembered translations cannot be used."""


class Memory:
    """Remembered answers; safe with several processes on one file."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or memory_path()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            # losing the last answers in a power cut costs a second translation, not a broken file
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS answers"
                " (key TEXT, sentence TEXT, wordings TEXT, PRIMARY KEY (key, sentence))"
                " WITHOUT ROWID"
            )
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from error

    def recall(self, key: str, sentences: Sequence[str]) -> dict[str, tuple[Hypothesis, ...]]:
        """What is known of the sentences under this key."""
        found: dict[str, tuple[Hypothesis, ...]] = {}
        try:
            for part in _parts(sentences):
                marks = ",".join("?" * len(part))
                rows = self._db.execute(
                    "SELECT sentence, wordings FROM answers"
                    f" WHERE key = ? AND sentence IN ({marks})",
                    (key, *part),
                )
                found.update((sentence, _decoded(wordings)) for sentence, wordings in rows)
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise self._unusable(error) from error
        return found

    def remember(self, key: str, answers: Iterable[tuple[str, tuple[Hypothesis, ...]]]) -> None:
        """Keep answers; all of them or none."""
        rows = [(key, sentence, _encoded(wordings)) for sentence, wordings in answers]
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", rows)
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise self._unusable(error) from error

    def count(self) -> int:
        """How many answers are remembered."""
        return int(self._db.execute("SELECT count(*) FROM answers").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _unusable(self, error: Exception) -> MemoryFileError:
        return MemoryFileError(
            f"{self.path}: the translation memory cannot be used ({error}); "
            "delete the file, or run with --no-memory."
        )


def _parts(sentences: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(sentences), _ROWS_PER_QUERY):
        yield sentences[start : start + _ROWS_PER_QUERY]


def _encoded(wordings: tuple[Hypothesis, ...]) -> str:
    return json.dumps([[h.text, h.score, h.unknown] for h in wordings], ensure_ascii=False)


def _decoded(text: str) -> tuple[Hypothesis, ...]:
    return tuple(Hypothesis(str(t), s, bool(u)) for t, s, u in json.loads(text))


class RememberingEngine:
    """An engine for one direction that asks only for what is not remembered.

    `asked` and `remembered` count the distinct sentences so far.
    """

    def __init__(
        self, engine: Engine, source: Language, target: Language, memory: Memory | None
    ) -> None:
        self._engine, self._source, self._target, self._memory = engine, source, target, memory
        self._seen: dict[tuple[str, bool], tuple[Hypothesis, ...]] = {}
        self.asked = 0
        self.remembered = 0

    def propose(
        self, sentences: Sequence[str], *, guarded: bool = False
    ) -> list[tuple[Hypothesis, ...]]:
        """The wordings of each sentence, best first, from memory where it has them."""
        new = [s for s in dict.fromkeys(sentences) if (s, guarded) not in self._seen]
        if new:
            key = self._key(guarded)
            known = self._memory.recall(key, new) if self._memory is not None else {}
            self.remembered += len(known)
            open_ones = [s for s in new if s not in known]
            known.update(self._ask(open_ones, key, guarded))
            self._seen.update(((s, guarded), known[s]) for s in new)
        return [self._seen[s, guarded] for s in sentences]

    def _ask(
        self, sentences: list[str], key: str, guarded: bool
    ) -> dict[str, tuple[Hypothesis, ...]]:
        if not sentences:
            return {}
        answers = self._engine.propose(sentences, self._source, self._target, guarded=guarded)
        if len(answers) != len(sentences) or not all(answers):
            raise TranslationError(
                f"{self._engine.name} gave {len(answers)} answers to {len(sentences)} sentences."
            )
        self.asked += len(sentences)
        pairs = list(zip(sentences, answers, strict=True))
        if self._memory is not None:
            # an empty answer may be a server's bad moment: ask again next time
            self._memory.remember(key, [(s, a) for s, a in pairs if a[0].text.strip()])
        return dict(pairs)

    def _key(self, guarded: bool) -> str:
        version = self._engine.version(self._source, self._target)
        kind = "guarded" if guarded else "plain"
        return f"{_FORMAT}|{self._engine.name}|{version}|{self._source}>{self._target}|{kind}"
