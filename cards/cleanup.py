"""Spoken sentences made readable without changing what they say."""

from __future__ import annotations

import re

from cards.cues import cues
from cards.transcript import Language
from cards.words import HAN

# A word or short phrase said twice in a row: "about about", "I, I", "they are, they are".
_DOUBLED = re.compile(r"\b(\w+(?:['’]\w+)?(?: \w+(?:['’]\w+)?){0,3}),? \1\b(?!['’])", re.IGNORECASE)
# Words that may rightly stand twice (very very, had had, that that).
_MAY_DOUBLE = frozenset("very really that had many much more long far so never bye no".split())
# In Chinese 研究研究 is grammar, so two characters need a pause between them, or to be a filler; and what
# ends one clause may begin the next (读权重，权重小了), so only the start of a clause is said again.
_DOUBLED_ZH = re.compile(
    r"(?<![\u4e00-\u9fff])(?:([\u4e00-\u9fff]{3,8})[，,、]?\1|([\u4e00-\u9fff]{2})[，,、]\2)"
    r"|(这个|那个|我们|他们|就是|然后|因为|所以)[，,、]?\3"
)
# A stammer: a word of grammar said again and again. Words of meaning may rightly stand twice (刚刚, 看看).
_STAMMER_ZH = re.compile(r"([这那就我你他她它们在是有不也都会要把被从对和跟但可所因给让])\1+")
# A start that was given up: "the most - ", "I wanted, I want" are left; only a dash or dots mark it surely.
_FALSE_START = re.compile(r"^[^,.;:]{1,30}?(?:\.\.\.|…|--| - |—)\s*(?=[A-Za-z])")


def clean_sentence(text: str, language: Language) -> str:
    """Drop fillers, false starts, doubled words and opening connectives; the words kept are the speaker's.

    The result starts with a capital (English) and ends with a stop.
    """
    table = cues(language)
    text = " ".join(text.split())
    text = _FALSE_START.sub("", text)
    before = None
    while before != text:
        before = text
        text = table.opening.sub("", text)
        text = table.filler.sub(" ", text)
        text = _undouble(text)
        text = _tidy(text, language)
    return _finish(text, language)


def _undouble(text: str) -> str:
    def once(match: re.Match[str]) -> str:
        return match.group() if match.group(1).lower() in _MAY_DOUBLE else match.group(1)

    text = _STAMMER_ZH.sub(r"\1", text)
    return _DOUBLED_ZH.sub(
        lambda m: m.group(1) or m.group(2) or m.group(3), _DOUBLED.sub(once, text)
    )


def _tidy(text: str, language: Language) -> str:
    text = re.sub(r"\s+([,.;:!?，。；：！？、])", r"\1", text)
    text = re.sub(r"([,，])(?:\s*[,，])+", r"\1", text)
    text = re.sub(r"[,，]\s*([.。!?！？])", r"\1", text)
    text = re.sub(r"^[\s,，.。;；:：、\-–—]+", "", text)
    if language == "zh":
        text = re.sub(
            r"(?<=[\u3400-\u9fff，。；：！？、])\s+(?=[\u3400-\u9fff，。；：！？、])", "", text
        )
    return " ".join(text.split())


def _finish(text: str, language: Language) -> str:
    if not text:
        return text
    if language == "en":
        text = text[0].upper() + text[1:]
        text = re.sub(r"[,;:\-–—…\s]+$", "", text)
        return text if re.search(r"[.!?][\"”’')]*$", text) else text + "."
    text = re.sub(r"[,;:，；：、…\s]+$", "", text)
    text = re.sub(r"(?<=[\u3400-\u9fff]),\s*", "，", text)
    if text.endswith("."):
        text = text[:-1]
    return text if re.search(r"[。！？!?][”’』」）)]*$", text) else text + "。"


def length(text: str, language: Language) -> int:
    """Return the size of a sentence: words in English, Han characters and Latin words in Chinese."""
    latin = len(re.findall(r"[A-Za-z0-9][\w.'’+#-]*", text))
    return latin if language == "en" else len(HAN.findall(text)) + latin
