"""The deck's description: what it is made from, and searches to paste into a filtered deck."""

from __future__ import annotations

from collections.abc import Sequence

from cards.study_set import Talk
from decks import fields as f
from decks.note_types import CLAIM, CLOZE, TERM

_SEARCHES = (
    ("new terms", f'note:"{TERM.name}" is:new'),
    ("claims", f'(note:"{CLAIM.name}" or note:"{CLOZE.name}")'),
    ("into Chinese only", f'card:"{TERM.templates[0].name}"'),
    ("forgotten this week", "rated:7:1"),
    ("machine translated", "(tag:origin::argos or tag:origin::libretranslate or tag:origin::chat)"),
    ("marked for a look", "tag:check::*"),
)


_MOST_TALKS = 20  # named in one deck's description


def deck_description(name: str, talks: Sequence[Talk]) -> str:
    """Return the description of a deck as HTML; Anki shows it when the deck is opened.

    The searches are text to paste into Tools, Create Filtered Deck.
    """
    listed = [_talk(talk) for talk in talks[:_MOST_TALKS]]
    deck = '"deck:' + name.replace('"', "") + '"'
    searches = "<br>".join(
        f"{what}: <code>{f.html(f'{deck} {query}')}</code>" for what, query in _SEARCHES
    )
    return (
        f"{'<br>'.join(listed)}<br><br>"
        f"Searches for a filtered deck (Tools → Create Filtered Deck):<br>{searches}"
    )


def _talk(talk: Talk) -> str:
    title = f.link(f.safe_url(talk.url), f"<i>{f.english_html(talk.title, 'zh-Hans')}</i>")
    return " · ".join(
        [title, *(f.english_html(t, "zh-Hans") for t in (talk.speaker, talk.date) if t)]
    )
