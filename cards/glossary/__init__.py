"""The bilingual AI glossary: hand-written entries, one YAML file a topic."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from cards.glossary.cache import load_compiled
from cards.glossary.entry import GlossaryEntry, Topic
from cards.transcript import Language
from cards.words import tokens

__all__ = [
    "Glossary",
    "GlossaryEntry",
    "Topic",
    "built_in_files",
    "form_key",
    "load_glossary",
]


class Glossary:
    """Glossary entries, looked up by any of their forms in either language."""

    def __init__(self, entries: Sequence[GlossaryEntry], topics: Sequence[Topic] = ()) -> None:
        self.entries = tuple(entries)
        self.topics = tuple(topics)

    def lookup(self, text: str, language: Language) -> GlossaryEntry | None:
        """Return the entry that has `text` as one of its correct forms, or None."""
        table = self._english if language == "en" else self._chinese
        return table.get(form_key(text))

    @cached_property
    def _english(self) -> dict[str, GlossaryEntry]:
        table: dict[str, GlossaryEntry] = {}
        for entry in self.entries:  # a headword goes before another entry's alias
            table.setdefault(form_key(entry.en), entry)
        for entry in self.entries:
            for form in entry.english_forms[1:]:
                table.setdefault(form_key(form), entry)
        return table

    @cached_property
    def _chinese(self) -> dict[str, GlossaryEntry]:
        table: dict[str, GlossaryEntry] = {}
        for entry in self.entries:
            table.setdefault(form_key(entry.zh[0]), entry)
        for entry in self.entries:
            for form in (*entry.zh[1:], *((entry.tw,) if entry.tw else ())):
                table.setdefault(form_key(form), entry)
        return table


def form_key(form: str) -> str:
    """Return what all spellings of a form share: case, hyphens, blanks and plural aside."""
    words = tokens(form)
    if not words:
        return "".join(form.split())
    out, at = [], 0
    for word in words:
        out.append(
            "".join(c for c in form[at : word.start] if not c.isspace() and c not in "-‐‑–_/")
        )
        out.append(word.norm)
        at = word.end
    out.append("".join(c for c in form[at:] if not c.isspace() and c not in "-‐‑–_/"))
    return "".join(out)


def load_glossary(*paths: Path | str) -> Glossary:
    """Return the built-in glossary, with the entries of the user's files before it.

    A user's entry takes the place of the built-in one with the same headword. Raises GlossaryError.
    """
    built_in = load_compiled(built_in_files(), _cache_folder())
    if not paths:
        return Glossary(*built_in)
    from cards.glossary.own import read_own_files  # loads the YAML reader

    files = read_own_files([Path(path) for path in paths], built_in.entries)
    own = [entry for file in files for entry in file.entries]
    taken = {form_key(entry.en) for entry in own}
    topics = {topic.key: topic for topic in (*(f.topic for f in files), *built_in.topics)}
    rest = [e for e in built_in.entries if form_key(e.en) not in taken]
    return Glossary([*own, *rest], tuple(topics.values()))


def built_in_files() -> list[Path]:
    """Return the YAML files that come with the program, sorted by name."""
    return sorted(Path(__file__).parent.glob("*.yaml"))


def _cache_folder() -> Path | None:
    from platformdirs import user_cache_path

    try:
        return user_cache_path("studycards", appauthor=False)
    except OSError:
        return None
