"""Study sets into a text file for Anki's own import: one note a line, to read, compare and mend.

Anki's headers name the columns, so that notes a learner has are updated in place by their GUID. The
note types must already be in the collection (a deck imported once brings them): a text file cannot
bring them, and Anki leaves out notes of a type it does not know.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from cards.study_set import StudySet
from decks.note_types import NoteType
from decks.notes import Notes
from decks.options import DeckOptions
from decks.times import whole_file

_HEADER = """\
#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:4
"""


def write_tsv(
    study_sets: Sequence[StudySet], path: str | Path, *, options: DeckOptions | None = None
) -> int:
    """Write the notes as tab-separated text, whole or not at all; return how many there are.

    The columns are GUID, note type, deck, tags, then the fields that the program fills, in order;
    the learner's own fields have no column, so that an import leaves them as they are. Raises
    StudycardsError where the file cannot be written.
    """
    count = 0
    with (
        whole_file(Path(path)) as part,
        part.open("w", encoding="utf-8", newline="") as file,
    ):
        file.write(_HEADER)
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        for note in Notes(study_sets, options or DeckOptions()):
            kind = note.note_type
            fields = note.fields[: own_fields(kind)]
            rows.writerow((note.guid, kind.name, note.deck, " ".join(note.tags), *fields))
            count += 1
    return count


def own_fields(note_type: NoteType) -> int:
    """Return how many fields the program fills; the learner's and the spare ones follow."""
    return note_type.field_names.index("My notes")
