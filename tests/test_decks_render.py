"""The preview's renderer beside Anki's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from decks_samples import BUILT, anki, chinese_talk, english_talk, hostile_talk

from decks.apkg import write_apkg
from decks.notes import Notes
from decks.options import DeckOptions
from decks.render import render

TALKS = {"talks": [english_talk(), chinese_talk()], "hostile": [hostile_talk()]}


def same(html: str) -> str:
    """Drop what differs by design: blank lines, the hint's script, a cloze's copy of its answer."""
    html = re.sub(r"\s*<a class=hint.*?</a>\s*", "", html, flags=re.DOTALL)
    html = re.sub(r'<div id="hint\w+" class=hint[^>]*>(.*?)</div>\n', r"(\1)", html)
    html = re.sub(r'<details class="hint"><summary>Pinyin</summary>(.*?)</details>', r"(\1)", html)
    html = re.sub(r'(<span class="cloze(?:-inactive)?")[^>]*>', r"\1>", html)
    return "\n".join(line for line in html.splitlines() if line.strip())


@pytest.mark.parametrize("script", ["simplified", "traditional", "both"])
@pytest.mark.parametrize("talks", TALKS)
def test_preview_shows_the_cards_that_anki_shows(tmp_path: Path, talks: str, script: str) -> None:
    """Front and back of every card of every kind are the same HTML."""
    options = DeckOptions(source_date_epoch=BUILT, script=script)  # type: ignore[arg-type]
    path = tmp_path / "deck.apkg"
    write_apkg(TALKS[talks], path, options=options)
    _, cards = anki(["import_", path], ["render"])
    theirs = {(c["guid"], c["ord"]): (same(c["front"]), same(c["back"])) for c in cards}
    for note in Notes(TALKS[talks], options):
        for (ordinal, _), card in zip(note.cards, render(note), strict=True):
            assert (same(card.front), same(card.back)) == theirs.pop((note.guid, ordinal))
    assert theirs == {}
