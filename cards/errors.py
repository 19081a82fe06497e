"""The errors that a user can mend: each message says what, where and what to do."""

from __future__ import annotations


class StudycardsError(Exception):
    """Something the user can mend went wrong; the message is meant for them."""


class TranscriptError(StudycardsError):
    """A transcript could not be read, or holds no speech."""


class CardFileError(StudycardsError):
    """A card file is not valid; the message names file and line."""


class GlossaryError(StudycardsError):
    """A glossary file is not valid; the message names file and line."""
