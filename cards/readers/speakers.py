"""Who speaks: labels at the start of a turn, kept as data and taken out of the speech.

A label is only taken for one where the text shows that it is: a generic name ("Speaker 2",
发言人1), a name set in bold or brackets or in capitals, or a name before a colon more than once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..language import HAN, word_set
from ..punctuation import lacks_punctuation
from .cleaning import decode_entities, strip_markdown, strip_stage_directions
from .document import Fragment

_GENERIC = (
    r"(?:speaker|host|guest|interviewer|interviewee|moderator|narrator|audience(?: member)?"
    r"|participant|panelist|presenter|questioner|student|professor|unknown(?: speaker)?|q|a)"
    r"(?:[ _#]?[0-9A-Z]{1,3})?"
    r"|(?:发言人|發言人|说话人|說話人|讲者|講者|主持人|嘉宾|嘉賓|观众|觀眾|提问者|提問者|学生|老师|记者|问|答)"
    r"\s?[0-9一二三四五六七八九十A-Z]{0,3}"
)
_LATIN_NAME = (
    r"(?:Dr\.? |Prof\.? |Mr\.? |Ms\.? )?[A-ZÀ-Þ][\w.'’-]{0,20}"
    r"(?: (?:de|van|von|der|la|al|bin|[A-ZÀ-Þ][\w.'’-]{0,20})){0,3}"
)
NAME = rf"(?:{_LATIN_NAME}|(?i:{_GENERIC})|[{HAN}·]{{2,8}}\s?\d{{0,2}})"
"""Pattern of what may be a speaker's label, generic or a name."""

_GENERIC_ONLY = re.compile(rf"(?i:{_GENERIC})$")
_NAME_ONLY = re.compile(rf"{NAME}$")
_LEAD = re.compile(rf"^\s*(?:>>+\s*|-\s+)?({NAME})\s?[:：](?=\s|[{HAN}]|$)")
BOLD_LEAD = re.compile(
    rf"^\W{{0,6}}(?:\*\*|__)({NAME})\s?(?:[:：]\s?(?:\*\*|__)|(?:\*\*|__)\s?[:：])"
)
_CAPITALS = re.compile(r"(?<![\w.])([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){1,3}):(?=\s)")
_TAG = re.compile(rf"\[({NAME})\]:?")
_ARROWS = re.compile(r"\s*>>+\s*")
_FINAL = re.compile(r"[.!?。！？…:：\"”]\s*$")

# Words that stand before a colon at a line's start and are no names.
_NO_NAMES = word_set(
    "note example examples warning tip summary step part chapter section figure source question "
    "answer important remember first second third finally so but and now okay yes no well then "
    "break intro outro music today however also because the this that here there http https "
    "比如 例如 注意 总结 問題 问题 第一 第二 第三 首先 其次 最后 所以 但是 然后 因为 总之 结论 "
    "如下 换句话说 也就是说 比如说 举例 标题 时间 地点"
)


def is_generic(text: str) -> bool:
    """Say whether a text is a label that stands for no name: "Speaker 2", 发言人1."""
    return bool(_GENERIC_ONLY.match(text.strip().rstrip(":：").strip()))


def is_name(text: str) -> bool:
    """Say whether a text may be a speaker's label, by its form."""
    text = text.strip().rstrip(":：").strip()
    return bool(_NAME_ONLY.match(text)) and text.lower() not in _NO_NAMES and len(text) < 60


def with_speakers(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Return the fragments with speaker labels moved from the text to `speaker`.

    A label holds until the next one; ">>" alone tells that somebody else speaks, not who.
    """
    fragments = list(fragments)
    raw = [fragment.text for fragment in fragments]
    plain = [strip_markdown(decode_entities(text)) for text in raw]
    names, tags = _labels(raw, plain)
    arrows = any(">>" in text for text in plain)
    if not names and not tags and not arrows:
        return fragments
    splitter = _splitter(names, tags)
    bare = arrows and lacks_punctuation(plain, "en")
    result: list[Fragment] = []
    speaker: str | None = None
    for fragment, text in zip(fragments, plain, strict=True):
        offset = 0
        for label, said in _turns(text, splitter):
            if label:
                speaker = label
            part = replace(fragment, text=said, speaker=fragment.speaker or speaker)
            part = _placed(part, fragment, offset, len(text))
            result.extend(_split_at_arrows(part, result, bare))
            offset += len(said) + len(label or "")
    return result


def _labels(raw: list[str], plain: list[str]) -> tuple[set[str], set[str]]:
    """Return the names that stand before a colon and those that stand in brackets."""
    bold = {
        m[1] for text in raw if "*" in text[:8] or "_" in text[:8] if (m := BOLD_LEAD.match(text))
    }
    leads = Counter(m[1] for text in plain if (m := _LEAD.match(text[:80])))
    capitals = Counter(m for text in plain if ":" in text for m in _CAPITALS.findall(text))
    names = {name for name in bold if is_name(name)}
    for name, count in leads.items():
        if is_name(name) and (count > 1 or _GENERIC_ONLY.match(name)):
            names.add(name)
    in_capitals = any(name.isupper() and " " in name for name in leads)
    names |= {name for name, count in capitals.items() if in_capitals or count > 1}
    found = Counter(m for text in plain if "[" in text for m in _TAG.findall(text))
    tags = {n for n in found if is_name(n) and strip_stage_directions(f"({n})").strip()}
    if not any(found[name] > 1 for name in tags):
        tags = set()
    return names, tags


def _splitter(names: set[str], tags: set[str]) -> re.Pattern[str] | None:
    if not names and not tags:
        return None
    # longer names first: "Anna Lee" before "Anna"
    ordered = sorted(names, key=lambda name: (-len(name), name))[:300]
    options = []
    if ordered:
        listed = "|".join(map(re.escape, ordered))
        options.append(rf"(?<![^\s.!?。！？>\"”)）\]-])({listed})\s?[:：](?=\s|[{HAN}]|$)")
    if tags:
        listed = "|".join(map(re.escape, sorted(tags, key=lambda name: (-len(name), name))[:300]))
        options.append(rf"\[({listed})\]:?")
    return re.compile("|".join(options))


def _turns(text: str, splitter: re.Pattern[str] | None) -> Iterator[tuple[str | None, str]]:
    """Yield (label or None, speech) for the turns in a text."""
    position, label = 0, None
    for match in splitter.finditer(text) if splitter else ():
        if text[position : match.start()].strip(" >-"):
            yield label, text[position : match.start()]
        label = " ".join(next(group for group in match.groups() if group).split())
        position = match.end()
    if text[position:].strip() or label:
        yield label, text[position:]


def _placed(part: Fragment, whole: Fragment, offset: int, length: int) -> Fragment:
    """Give a part of a fragment its share of the fragment's time."""
    if whole.start is None or whole.end is None or not offset:
        return replace(part, new_sentence=whole.new_sentence) if not offset else part
    start = whole.start + (whole.end - whole.start) * min(offset / max(length, 1), 1)
    return replace(part, start=round(start, 3), new_sentence=False)


def _split_at_arrows(part: Fragment, before: list[Fragment], bare: bool) -> Iterator[Fragment]:
    """Split at ">>": another speaker, unless the sentence plainly goes on."""
    pieces = _ARROWS.split(part.text)
    last = before[-1].text if before else ""
    for number, piece in enumerate(pieces):
        if number and piece:
            goes_on = not bare and not _FINAL.search(last) and piece[:1].islower() and bool(last)
            yield replace(part, text=piece, new_sentence=not goes_on)
        elif piece:
            yield replace(part, text=piece)
        last = piece or last
