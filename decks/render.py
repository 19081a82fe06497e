"""Anki's template language, as far as the note types use it: cards for the preview page.

The real thing is Anki's; a test holds this against it for every card of every kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from decks.note_types import CardHtml, Style, card_templates
from decks.notes import DeckNote

_TOKEN = re.compile(r"\{\{([#^/]?)([^{}]+)\}\}")
_CLOZE = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)


class RenderedCard(NamedTuple):
    """One card of a note: its template's name and its two sides as HTML."""

    note: DeckNote
    name: str
    front: str
    back: str


def render(note: DeckNote, style: Style | None = None) -> list[RenderedCard]:
    """Return the note's cards as Anki would show them.

    A hint is a `details` element here, which opens without JavaScript; speech and typing are left
    out, as a page can do neither.
    """
    templates = card_templates(note.note_type, style)
    values = dict(zip(note.note_type.field_names, note.fields, strict=True))
    out = []
    for ordinal, _ in note.cards:
        template: CardHtml = templates[0 if note.note_type.is_cloze else ordinal]
        number = ordinal + 1 if note.note_type.is_cloze else 0
        front = _fill(template.front, values, number, answer=False)
        back = _fill(template.back, values, number, answer=True)
        out.append(RenderedCard(note, template.name, front, back))
    return out


def _fill(template: str, values: Mapping[str, str], cloze: int, *, answer: bool) -> str:
    """Fill a template in one pass; what a field holds is never looked at again."""
    out: list[str] = []
    shown = [True]
    end = 0
    for token in _TOKEN.finditer(template):
        if shown[-1]:
            out.append(template[end : token.start()])
        end = token.end()
        sign, name = token.groups()
        if sign == "/":
            shown.pop()
        elif sign:
            filled = name == f"c{cloze}" if re.fullmatch(r"c\d+", name) else bool(values[name])
            shown.append(shown[-1] and filled == (sign == "#"))
        elif shown[-1]:
            out.append(_value(name, values, cloze, answer=answer))
    out.append(template[end:])
    return "".join(out)


def _value(name: str, values: Mapping[str, str], cloze: int, *, answer: bool) -> str:
    kind, _, field = name.rpartition(":")
    if kind == "cloze":
        return _cloze(values[field], cloze, answer=answer)
    if kind == "hint":
        return f'<details class="hint"><summary>{field}</summary>{values[field]}</details>'
    if kind.startswith(("tts", "type")):
        return ""
    return values[name]


def _cloze(text: str, number: int, *, answer: bool) -> str:
    def gap(match: re.Match[str]) -> str:
        inside, hint = match[2], match[3]
        if int(match[1]) != number:
            return f'<span class="cloze-inactive">{inside}</span>'
        shown = inside if answer else f"[{hint or '...'}]"
        return f'<span class="cloze">{shown}</span>'

    return _CLOZE.sub(gap, text)
