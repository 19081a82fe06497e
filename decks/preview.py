"""One page of HTML with all cards of a deck, to read before it is imported.

No file beside it, no script in it. The cards are made by the templates and the style sheet that
Anki gets.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cards.study_set import StudySet
from decks import fields as f
from decks.note_types import Kind, page_stylesheet, stylesheet
from decks.notes import Notes, Skipped
from decks.options import DeckOptions
from decks.render import RenderedCard, render
from decks.times import whole_file

_HEADINGS: dict[Kind, str] = {"term": "Terms", "claim": "Claims", "cloze": "Claims with a gap"}
# No script, no other file, no form: whatever a card might hold, the page does nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_LONGEST_TITLE = 200  # characters


def write_preview(
    study_sets: Sequence[StudySet], path: str | Path, *, options: DeckOptions | None = None
) -> int:
    """Write the cards as one self-contained page, whole or not at all; return how many there are.

    The page follows the reader's choice of light or dark. Raises StudycardsError where it cannot be
    written.
    """
    page, cards = preview_html(study_sets, options=options)
    with whole_file(Path(path)) as part:
        part.write_bytes(page.encode("utf-8"))
    return cards


def preview_html(
    study_sets: Sequence[StudySet], *, options: DeckOptions | None = None
) -> tuple[str, int]:
    """Return the page and the number of cards on it."""
    options = options or DeckOptions()
    notes = Notes(study_sets, options)
    cards = [card for note in notes for card in render(note, options.style)]
    title = " · ".join(dict.fromkeys(f.clean(s.talk.title) for s in study_sets))[:_LONGEST_TITLE]
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{f.escape(title)}</title>\n"
        f"<style>\n{page_stylesheet()}\n{_day_and_night(stylesheet())}</style>\n</head>\n<body>\n"
        f"<header><h1>{f.with_lang(title, 'zh-Hans')}</h1>"
        f"<p>{len(cards)} cards, each with its question and its answer</p></header>\n"
        f"<main>\n{''.join(_sections(cards))}{_left_out(notes.skipped)}</main>\n</body>\n</html>\n"
    )
    return page, len(cards)


def _sections(cards: Iterable[RenderedCard]) -> Iterator[str]:
    """Give the cards of each kind and direction under a heading."""

    def group(card: RenderedCard) -> tuple[Kind, str]:
        return card.note.note_type.kind, card.name

    order: list[Kind] = ["term", "claim", "cloze"]
    ordered = sorted(cards, key=lambda c: (order.index(group(c)[0]), c.name != "English → Chinese"))
    for (kind, name), members in itertools.groupby(ordered, key=group):
        shown = [_card(card) for card in members]
        yield f"<h2>{_HEADINGS[kind]} <small>{name} · {len(shown)}</small></h2>\n{''.join(shown)}"


def _card(card: RenderedCard) -> str:
    # The anchor of the answer would stand on the page once for every card.
    back = card.back.replace(' id="answer"', "")
    return (
        f'<article class="sides">\n<div class="card">{card.front}</div>\n'
        f'<div class="card">{back}</div>\n</article>\n'
    )


def _left_out(skipped: Sequence[Skipped]) -> str:
    if not skipped:
        return ""
    rows = "".join(f"<li>{f.english_html(s.card_id, 'zh-Hans')}: {s.reason}</li>" for s in skipped)
    heading = f"<h2>Without a card <small>{len(skipped)}</small></h2>"
    return f'{heading}\n<ul class="skipped">{rows}</ul>\n'


def _day_and_night(css: str) -> str:
    """Return Anki's style sheet with its night colours by the reader's choice, as on a page."""
    night = re.search(r"\.card\.nightMode, \.card\.night_mode \{(.*?)\}", css, re.DOTALL)
    assert night is not None
    return f"{css}\n@media (prefers-color-scheme: dark) {{\n.card {{{night[1]}}}\n}}\n"
