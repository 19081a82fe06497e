"""The text file: read by Anki's own import, updating in place by GUID."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from decks_samples import BUILT, OTHER_ANKIS, anki, chinese_talk, english_talk, hostile_talk

from cards.study_set import Term
from decks.apkg import write_apkg
from decks.options import DeckOptions
from decks.tsv import write_tsv

OPTIONS = DeckOptions(source_date_epoch=BUILT)


@OTHER_ANKIS
def test_text_import_updates_in_place_and_leaves_the_learners_fields(
    tmp_path: Path, python: str
) -> None:
    """A translation changed, a term added: two updated, one new, `My notes` and history kept.

    Two, because a gap in a claim has the translation for its hint.
    """
    deck, text = tmp_path / "deck.apkg", tmp_path / "deck.tsv"
    talk = english_talk()
    write_apkg([talk, chinese_talk()], deck, options=OPTIONS)
    edited = replace(
        talk,
        terms=(
            talk.terms[0],
            replace(talk.terms[1], zh="推断"),
            *talk.terms[2:],
            Term("loss", "loss", "损失"),
        ),
    )
    assert write_tsv([edited, chinese_talk()], text, options=OPTIONS) == 10
    guid = next(
        n["guid"] for n in anki(["import_", deck], ["notes"])[1] if "推理" in str(n["fields"])
    )
    results = anki(
        ["import_", deck],
        ["study", 4],
        ["edit", guid, "My notes", "mine", "tag-of-mine"],
        ["cards"],
        ["import_text", text],
        ["cards"],
        ["notes"],
        ["import_text", text],
        python=python,
    )
    before, log, after, notes, again = results[3:]
    assert (log["updated"], log["new"], log["missing_notetype"], log["conflicting"]) == (2, 1, 0, 0)
    assert (again["updated"], again["new"]) == (0, 0)
    now = {(c["guid"], c["ord"]): c for c in after}
    assert all(now[c["guid"], c["ord"]] == c for c in before)
    note = next(n for n in notes if n["guid"] == guid)
    assert note["fields"]["Chinese"] == "推断"
    assert note["fields"]["My notes"] == "mine"


def test_rows_hold_what_the_package_holds(tmp_path: Path) -> None:
    """Import of the text over the package of the same talk finds nothing to update."""
    deck, text = tmp_path / "deck.apkg", tmp_path / "deck.tsv"
    for talks in ([english_talk(), chinese_talk()], [hostile_talk()]):
        write_apkg(talks, deck, options=OPTIONS)
        count = write_tsv(talks, text, options=OPTIONS)
        first, log = anki(["import_", deck], ["import_text", text])
        assert first["new"] == count
        assert (log["duplicate"], log["updated"], log["new"]) == (count, 0, 0)


def test_every_note_is_one_line(tmp_path: Path) -> None:
    """Six headers and one line a note, so that two versions can be compared line by line."""
    text = tmp_path / "deck.tsv"
    count = write_tsv([hostile_talk()], text, options=OPTIONS)
    lines = text.read_text(encoding="utf-8").split("\n")
    assert lines[:4] == ["#separator:tab", "#html:true", "#guid column:1", "#notetype column:2"]
    assert len(lines) == 6 + count + 1
    rows = list(csv.reader(lines[6:-1], delimiter="\t"))
    assert all(row[0].startswith("sc") for row in rows)
