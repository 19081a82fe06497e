"""The glossary as a deck of its own, of the same term notes that talks give."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cards.study_set import StudySet, Talk, Term
from decks.options import DeckError, DeckOptions
from decks.times import load_times, lock_path, read_times, save_times

if TYPE_CHECKING:
    from cards.glossary import Glossary, Topic
    from decks.apkg import DeckReport

DECK = "AI Talks::AI Vocabulary"

# The time of vocabulary notes (seconds since 1970; 1 January 2026), older than any talk's deck. The
# note of a term met in a talk holds the speaker's sentence; were the vocabulary's note the newer
# one, importing it would take the sentence away. A corrected entry counts one second on.
_BEFORE_ALL_TALKS = 1_767_225_600


def vocabulary_sets(glossary: Glossary, topics: Sequence[str] = ()) -> list[StudySet]:
    """Return a study set for each topic of the glossary, or for those named (key or name).

    Raises DeckError for a topic that is not there.
    """
    chosen = [_topic(glossary, name) for name in topics] if topics else list(glossary.topics)
    talk = Talk(title="AI Vocabulary", language="en")
    sets = []
    for topic in dict.fromkeys(chosen):
        terms = tuple(Term.of(e) for e in glossary.entries if e.topic == topic.key)
        if terms:
            sets.append(StudySet(talk, f"{DECK}::{topic.en}", terms))
    return sets


def _topic(glossary: Glossary, name: str) -> Topic:
    wanted = name.strip().casefold()
    for topic in glossary.topics:
        if wanted in (topic.key.casefold(), topic.en.casefold(), topic.zh):
            return topic
    known = ", ".join(topic.key for topic in glossary.topics)
    raise DeckError(f"the glossary has no topic {name!r}; there are {known}")


def write_vocabulary(sets: Sequence[StudySet], deck: Path, options: DeckOptions) -> DeckReport:
    """Write the vocabulary as one package, with its notes' times in a lock file beside it."""
    from decks.apkg import write_apkg

    if options.source_date_epoch is None and not os.environ.get("SOURCE_DATE_EPOCH"):
        options = replace(options, source_date_epoch=_BEFORE_ALL_TALKS)
    times = load_times(lock_path(deck)) or read_times(deck)
    report = write_apkg(sets, deck, options=options, times=times)
    save_times(report.times, lock_path(deck))
    return report
