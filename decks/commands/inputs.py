"""Card files and talks alike, as study sets: what preview and push work on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from decks.commands import options
from decks.commands.console import Bar, note
from decks.commands.translation import TranslationChoice, opened

if TYPE_CHECKING:
    from cards.study_set import StudySet
    from decks.build import Failure, Studied


@dataclass(frozen=True)
class TalkOptions:
    """How a talk among the inputs is read, extracted and translated; card files need none of it."""

    language: Any = None
    format: str | None = None
    glossaries: Sequence[Path] = ()
    translation: TranslationChoice = field(default_factory=TranslationChoice)


def study_sets_of(
    names: Sequence[str], chosen: TalkOptions
) -> tuple[list[StudySet], list[Failure]]:
    """Read card files first, then talks, which are extracted and translated."""
    from decks.build import is_card_file, read_card_files, read_talks, study_talks

    cards = [Path(n) for n in names if n != "-" and is_card_file(Path(n))]
    talks = [n for n in names if n == "-" or not is_card_file(Path(n))]
    packed, failures = read_card_files(cards)
    studied: list[Studied] = []
    if talks:
        glossary = options.load_glossaries(chosen.glossaries)
        sources = options.sources_of(talks)
        read, unreadable = read_talks(sources, language=chosen.language, format=chosen.format)
        failures += unreadable
        with (
            Bar("Reading the talks") as bar,
            opened(chosen.translation, glossary) as (engine, memory),
        ):
            studied, _, report = study_talks(
                [(talk, None) for talk in read], glossary, engine, memory=memory, progress=bar
            )
        for line in report.notes:
            note(line)
    return [talk.study_set for talk in (*packed, *studied)], failures
