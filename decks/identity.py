"""GUIDs and deck ids: made of what a note is about, never of its text, its talk or its deck.

Anki knows a note by its GUID alone. The GUID of a term is made of the identity of its English
(`cards.identity.term_identity` of the card file's `id`), that of a claim or a cloze of its id in
the card file; so a corrected translation updates the note a learner has, and a term met in two
talks is one note. Frozen with the first release: another GUID is another note, and the learner's
history stays behind with the old one.
"""

from __future__ import annotations

import hashlib

from cards.identity import term_identity
from decks.note_types import Kind

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# 20 digits to base 62 are 119 bits: among a million notes two share a GUID once in 10^24.
_DIGITS = 20
_PAIRS = [low + high for high in _ALPHABET for low in _ALPHABET]


def note_identity(kind: Kind, card_id: str) -> str:
    """Return what makes the note this note: for a term all spellings of its id, else the id."""
    if kind == "term":
        return term_identity(card_id)
    return " ".join(card_id.split())


def note_guid(kind: Kind, card_id: str) -> str:
    """Return the GUID of a card of the card file: "sc" and 20 letters or digits.

    Letters and digits only, a letter first: spreadsheets damage what begins with "=", Anki's text
    import drops lines that begin with "#".
    """
    text = f"studycards\x1f{kind}\x1f{note_identity(kind, card_id)}"
    return "sc" + _base62(_number(text))


def deck_id(name: str) -> int:
    """Return an id for a deck. Anki goes by the name and throws it away; it is only distinct."""
    return 1_000_000_000_000 + _number(f"studycards\x1fdeck\x1f{name}") % 1_000_000_000_000


def content_hash(model_id: int, fields: tuple[str, ...] | list[str]) -> str:
    """Return the hash of what a note shows, 16 hexadecimal digits.

    Fields only. Tags are left out on purpose: an update replaces the learner's edits and own tags,
    and a topic that was renamed in a new release of the glossary is not worth that. New tags arrive
    with the note's next real change.
    """
    text = "\x1f".join((str(model_id), *fields))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def _number(text: str) -> int:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:16], "big")


def _base62(number: int) -> str:
    out = []
    for _ in range(_DIGITS // 2):  # two digits at a time: a deck has many notes
        number, digits = divmod(number, 62 * 62)
        out.append(_PAIRS[digits])
    return "".join(out)
