"""Punctuation and spacing as each language writes them.

Translation engines leave half-width marks and stray spaces in Chinese and full-width ones in
English. Spaces between Han and Latin are removed, as in the glossary's own names (GPT模型), so that
a term reads the same wherever it stands.
"""

from __future__ import annotations

import re

from cards.transcript import Language

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WIDE = "，。！？；：（）《》“”‘’、…—"
_TO_WIDE = {",": "，", "!": "！", "?": "？", ";": "；", ":": "："}
_TO_NARROW = str.maketrans("，。！？；：（）“”‘’、", ",.!?;:()\"\"'',")
# Addresses, times, decimals and ratios keep their marks.
_KEPT = re.compile(r"https?://[!-~]+|\b[\w.-]+@[\w.-]+\b|\d+(?:[.,:]\d+)+|\b\w+\.\w+\b", re.ASCII)


def tidy(text: str, language: Language) -> str:
    """The text with the punctuation and spacing of its language, otherwise unchanged."""
    text = re.sub(r"\s+", " ", text).strip()
    if not text:
        return ""
    return _chinese(text) if language == "zh" else _english(text)


def _chinese(text: str) -> str:
    if not re.search(f"[{HAN}]", text):
        return text
    text = re.sub(f"(?<=[{HAN}{_WIDE}]) +(?=[{HAN}{_WIDE}])", "", text)
    text = re.sub(f"(?<=[{HAN}]) +(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) +(?=[{HAN}])", "", text)
    text = _mark_by_part(text)
    text = re.sub(r"\((?=[^()]*[" + HAN + r"])([^()]*)\)", r"（\1）", text)
    text = _curly_quotes(text)
    text = re.sub(r"(?:\.{3,}|…+|。{3,})", "……", text)
    return re.sub(f" *([{_WIDE}]) *", r"\1", text)


def _wide_marks(text: str) -> str:
    """Half-width marks that end or divide Chinese become full-width ones."""
    text = re.sub(r"(?<!\.)\.(?=\s*[\"'”’）)]*$)", "。", text)
    text = re.sub(f"(?<=[{HAN}”）])\\s*\\.(?!\\.)", "。", text)
    return re.sub(f'[,!?;:](?=\\s*(?:[{HAN}A-Za-z0-9“‘（"(]|["”’）)]*$))', _wide_mark, text)


def _wide_mark(match: re.Match[str]) -> str:
    return _TO_WIDE[match[0]]


def _mark_by_part(text: str) -> str:
    """`_wide_marks` on what stands between addresses and numbers."""
    parts, last = [], 0
    for kept in _KEPT.finditer(text):
        parts += [_inner(text[last : kept.start()]), kept[0]]
        last = kept.end()
    return "".join([*parts, _wide_marks(text[last:])])


def _inner(part: str) -> str:
    """A part that does not end the text: guard its end against the rules for final marks."""
    return _wide_marks(part + "0")[:-1]


def _curly_quotes(text: str) -> str:
    if text.count('"') % 2:
        return text
    opening = True

    def curl(_: re.Match[str]) -> str:
        nonlocal opening
        opening = not opening
        return "”" if opening else "“"

    return re.sub('"', curl, text)


def _english(text: str) -> str:
    if re.search(f"[{HAN}]", text):
        return text  # not English yet: the quality check says so, nothing is disguised here
    text = re.sub(r"([，。！？；：、])(?=[A-Za-z0-9“‘（])", r"\1 ", text)
    text = text.replace("……", "...").replace("…", "...").translate(_TO_NARROW)
    text = re.sub(r" +([,.!?;:%)])", r"\1", text)
    return re.sub(r"\( +", "(", text)
