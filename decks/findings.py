"""What a check of cards finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Name of the rule -> why it is one.
RULES = {
    # study sets
    "no-card": "A term needs both languages, a claim a translation or a known term.",
    "same-term": "Two spellings of one term are one note; the second card is lost.",
    "no-meaning": "A word without its meaning is learnt as a sound.",
    "circular-meaning": "A meaning made of the word itself explains nothing.",
    "long-meaning": "A meaning is one line: under 25 words, under 45 characters of Chinese.",
    "no-example": "A word is remembered with the sentence it came from.",
    "example-without-term": "The example does not hold the term.",
    "long-term": "A term of more than six words is a claim.",
    "long-claim": "A claim of more than 35 words (60 characters of Chinese) is a reading text.",
    "question": "A question states nothing that could be learnt.",
    "leans-on-context": "A sentence that begins with this, it or they says nothing on its own.",
    "twins": "Terms with one translation cannot be told apart; name each as the other's `near`.",
    "wrong-language": "The Chinese is not Chinese, or the English is not English.",
    "reading": "The pinyin has another number of syllables than the Chinese has characters.",
    "unchecked": "A machine's translation is learnt by heart: somebody should look at it.",
    "link": "The talk's address is none that could be opened.",
    # packages
    "note-type": "The note type is not the frozen one; Anki would refuse all updates.",
    "duplicate-guid": "Two notes share a GUID; later updates would reach only one of them.",
    "fields": "A note has another number of fields than its note type, or an empty first one.",
    "cards": "A note without cards is never seen, a card without a template never opens.",
    "alive": "A field does something: a script, a frame, a link that runs code.",
    "time": "A note's time lies in the future or before 2001, and breaks every later update.",
    "long-front": "A front of more than 300 characters is a reading text.",
}


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be. An error does damage, a warning makes a poor card.

    `card` is the id in the card file, or the first field of the note.
    """

    rule: str
    card: str
    message: str
    level: Literal["error", "warning"] = "warning"
