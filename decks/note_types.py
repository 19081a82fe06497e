"""The three note types, frozen: what is written here can never change after the first release.

Anki knows a note type by its id, a field and a template by theirs. A learner's collection that
already holds these note types meets every later deck, for years:

- another id, or one field or template more or less, in another order: Anki refuses to update all
  notes the learner has, and puts the new ones under a copy named "Studycards Term+";
- another text in a template or another line of CSS: arrives, and nobody loses anything. That is
  the part that may change, and then `TEMPLATES_CHANGED` must be set to the day of the change.

So there are spare fields for what nobody has thought of yet, and `My notes`, which belongs to the
learner: the program never fills it. The first field is a plain key that nothing else resembles,
because AnkiConnect and Anki's text import take the first field for the note's identity.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from importlib import resources
from typing import Literal

Kind = Literal["term", "claim", "cloze"]
KINDS: tuple[Kind, ...] = ("term", "claim", "cloze")

# When a template or the style sheet was last changed (seconds since 1970, UTC; 24 November 2026).
# It is the note types' time stamp: a later one replaces what learners have, their own CSS included,
# so it moves only together with the templates (a test holds their hash).
TEMPLATES_CHANGED = 1_795_478_400


@dataclass(frozen=True)
class Template:
    """One direction of a note: the name in Anki, the id that Anki matches, the files' stem."""

    name: str
    id: int
    stem: str


@dataclass(frozen=True)
class NoteType:
    """A note type as Anki gets it. `fields` holds (name, id) pairs in Anki's order."""

    kind: Kind
    name: str
    id: int
    fields: tuple[tuple[str, int], ...]
    templates: tuple[Template, ...]
    is_cloze: bool = False

    @functools.cached_property
    def field_names(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(name for name, _ in self.fields)


@dataclass(frozen=True)
class Style:
    """What of the templates the user may choose: spoken sides and typed answers, off by default."""

    tts: bool = False
    typing: bool = False


def _fields(first_id: int, names: str) -> tuple[tuple[str, int], ...]:
    spare = ("My notes", "Spare 1", "Spare 2", "Spare 3", "Spare 4", "Spare 5", "Spare 6")
    return tuple((name, first_id + i) for i, name in enumerate((*names.split(), *spare)))


TERM = NoteType(
    "term",
    "Studycards Term",
    1_786_204_937_151,
    _fields(
        6_180_339_100,
        "Key English Chinese Pinyin Abbreviation Traditional Script Near Variants MeasureWord "
        "MeaningEN MeaningZH Example1EN Example1ZH Source1 Example2EN Example2ZH Source2 "
        "MoreSources Check AudioEN AudioZH",
    ),
    (
        Template("English → Chinese", 6_180_339_190, "term_en_zh"),
        Template("Chinese → English", 6_180_339_191, "term_zh_en"),
    ),
)

CLAIM = NoteType(
    "claim",
    "Studycards Claim",
    1_786_204_951_688,
    _fields(
        6_180_339_200,
        "Key English Chinese Traditional Script Said SaidScript Terms Speaker Source Check "
        "AudioEN AudioZH",
    ),
    (
        Template("English → Chinese", 6_180_339_290, "claim_en_zh"),
        Template("Chinese → English", 6_180_339_291, "claim_zh_en"),
    ),
)

CLOZE = NoteType(
    "cloze",
    "Studycards Cloze",
    1_786_204_966_027,
    _fields(
        6_180_339_300,
        "Key Text TextScript English Chinese Pinyin Script MeaningEN MeaningZH Terms Speaker "
        "Source Check AudioEN AudioZH",
    ),
    (Template("Cloze", 6_180_339_390, "cloze"),),
    is_cloze=True,
)

NOTE_TYPES: tuple[NoteType, ...] = (TERM, CLAIM, CLOZE)


@dataclass(frozen=True)
class CardHtml:
    """The two sides of a template, ready for Anki."""

    name: str
    id: int
    front: str = field(repr=False)
    back: str = field(repr=False)


@functools.cache
def stylesheet() -> str:
    """Return the CSS that all note types share."""
    return _resource("cards.css")


@functools.cache
def page_stylesheet() -> str:
    """Return the CSS of the preview page around the cards."""
    return _resource("page.css")


def card_templates(note_type: NoteType, style: Style | None = None) -> tuple[CardHtml, ...]:
    """Return the note type's templates in the chosen style.

    In the files a line that begins with `<!--tts-->` or `<!--typing-->` is for decks that ask for
    it: `{{tts}}` makes Anki complain on every card where a platform has no voices (Linux).
    `<!--include FILE-->` stands for the lines of that file.
    """
    style = style or Style()
    return tuple(
        CardHtml(
            t.name,
            t.id,
            _styled(_resource(f"{t.stem}_front.html"), style),
            _styled(_resource(f"{t.stem}_back.html"), style),
        )
        for t in note_type.templates
    )


def _styled(html: str, style: Style) -> str:
    lines = []
    for line in html.splitlines():
        if line.startswith("<!--include "):
            lines.append(_styled(_resource(line[12:-3]), style).rstrip())
            continue
        for mark, wanted in (("<!--tts-->", style.tts), ("<!--typing-->", style.typing)):
            if line.startswith(mark):
                line = line.removeprefix(mark) if wanted else ""
        if line:
            lines.append(line)
    return "\n".join(lines) + "\n"


@functools.cache
def _resource(name: str) -> str:
    return (resources.files("decks.templates") / name).read_text(encoding="utf-8")
