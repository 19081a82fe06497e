"""What to learn from a talk: its transcript read, its key terms and key claims found."""

from __future__ import annotations

from cards.extract import Extraction, ExtractOptions, extract
from cards.glossary import Glossary, load_glossary
from cards.readers import read_transcript
from cards.study_set import Claim, StudySet, Term
from cards.transcript import Transcript

__all__ = [
    "Claim",
    "ExtractOptions",
    "Extraction",
    "Glossary",
    "StudySet",
    "Term",
    "Transcript",
    "extract",
    "load_glossary",
    "read_transcript",
]
