"""Study sets into what people open: Anki packages, text files, pages, a running Anki.

The names below are loaded when first used: the command line lives in this package, and its help
must not wait for what makes decks.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from decks.apkg import DeckReport, write_apkg
    from decks.lint import Finding, lint_apkg, lint_study_set
    from decks.options import DeckError, DeckOptions
    from decks.preview import preview_html, write_preview
    from decks.tsv import write_tsv

__all__ = [
    "DeckError",
    "DeckOptions",
    "DeckReport",
    "Finding",
    "lint_apkg",
    "lint_study_set",
    "preview_html",
    "write_apkg",
    "write_preview",
    "write_tsv",
]

_HOMES = {
    "DeckError": "decks.options",
    "DeckOptions": "decks.options",
    "DeckReport": "decks.apkg",
    "Finding": "decks.lint",
    "lint_apkg": "decks.lint",
    "lint_study_set": "decks.lint",
    "preview_html": "decks.preview",
    "write_apkg": "decks.apkg",
    "write_preview": "decks.preview",
    "write_tsv": "decks.tsv",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
