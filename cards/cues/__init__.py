"""The words by which a sentence shows what it is: a claim, a question, small talk, talk about the talk.

One table per language. They are closed classes of the two languages (pronouns, connectives, verbs of
presenting), not words of any subject.
"""

from __future__ import annotations

from functools import cache

from cards.cues.table import Cues
from cards.transcript import Language

__all__ = ["Cues", "cues"]


@cache
def cues(language: Language) -> Cues:
    """Return the cue table of a language."""
    if language == "en":
        from cards.cues.english import ENGLISH

        return ENGLISH
    from cards.cues.chinese import CHINESE

    return CHINESE
