"""Readings of Chinese text: by words, with tone marks."""

from __future__ import annotations


def pinyin(text: str) -> str:
    """Return the reading of a Chinese text: tone marks, words joined, Latin kept."""
    import pypinyin

    return " ".join(pypinyin.lazy_pinyin(text, style=pypinyin.Style.TONE))
