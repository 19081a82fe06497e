"""Texts that give every line in two languages."""

from __future__ import annotations

from ..transcript import Language
from .document import Fragment


def one_language(fragments: list[Fragment], language: Language | None) -> list[Fragment]:
    """Return the fragments of one of the two languages, or all where there is only one."""
    return fragments
