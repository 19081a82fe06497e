"""What a file says about its talk, in header lines, front matter or its own name."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from ..transcript import Language
from .document import Document

_KEYS_OF = {
    "title": "title name talk 标题 標題 题目 題目 主题",
    "url": "url source_url source link video video_url webpage_url original_url 链接 連結 鏈接 "
    "来源 來源 原文链接 视频链接 地址",
    "date": "date published publish_date upload_date created recorded timestamp 日期 时间 時間 "
    "发布时间 發佈時間 发布日期",
    "language": "language lang 语言 語言",
    "speaker": "speaker author presenter 演讲者 演講者 主讲人 主講人 作者",
    "": "status tags kind duration channel category categories keywords views 时长 時長 标签 標籤 "
    "频道 頻道 关键词 关键字 文字记录",
}

HEADER_KEYS = {key: kind for kind, keys in _KEYS_OF.items() for key in keys.split()}
"""Keys that head a line about the talk, and what each stands for ("" for what is not kept)."""

_HEADER_LINE = re.compile(
    r"^\s{0,3}(?:[-*>]\s+)?(?:\*\*|__)?([A-Za-z_\u4e00-\u9fff][\w \u4e00-\u9fff]{0,20}?)"
    r"(?:\*\*|__)?\s{0,3}[:：](?:\*\*|__)?(?!//)\s*(.*)$"
)


def header_line(line: str) -> tuple[str, str, str] | None:
    """Read "Key: value"; return (key as written, field or "", value), None if it is no header."""
    match = _HEADER_LINE.match(line[:2000])
    if not match:
        return None
    key = match.group(1).strip()
    kind = HEADER_KEYS.get(key.lower().replace(" ", "_"))
    return None if kind is None else (key, kind, match.group(2).strip())


def apply_header(document: Document, kind: str, value: str) -> None:
    """Store a header's value in the document, if it is a usable one; the first one wins."""
    value = value.strip().strip("\"'").strip()
    if kind == "title" and not document.title:
        document.title = clean_title(value) or None
    elif kind == "url" and not document.url:
        document.url = clean_url(value)
    elif kind == "date" and not document.date:
        document.date = find_date(value)
    elif kind == "language" and not document.language:
        document.language = language_code(value)
    elif kind == "speaker" and not document.speaker:
        document.speaker = clean_title(value) or None


def clean_url(value: str) -> str | None:
    """Return an http(s) URL found in `value` ("<...>" and "[...](...)" included), else None."""
    found = re.search(r"https?://[^\s<>\"'()\[\]{}\\^`|]{3,1990}", value, re.IGNORECASE)
    if not found:
        return None
    url = found.group().rstrip(".,;，。；")
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return url if host else None


def language_code(value: str) -> Language | None:
    """Return "en" or "zh" for "en-US", "English", "zh-Hans", "中文" and the like, else None."""
    lowered = value.strip().lower()
    if re.match(r"(en\b|en[-_]|eng\b|english|英)", lowered):
        return "en"
    if re.match(r"(zh|cmn|chi\b|zho\b|chinese|mandarin|中|汉|漢|简|簡|繁|普)", lowered):
        return "zh"
    return None


_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[-/.]|\s*年\s*)(\d{1,2})(?:[-/.]|\s*月\s*)(\d{1,2})(?!\d)"
    r"|(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b", re.I)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+((?:19|20)\d\d)\b", re.I)


def find_date(text: str) -> str | None:
    """Return the first date in a text as YYYY-MM-DD, None where there is none."""
    text = text[:500]
    candidates = []
    if match := _DATE.search(text):
        year, month, day = match.group(1, 2, 3) if match.group(1) else match.group(4, 5, 6)
        candidates.append((int(year), int(month), int(day)))
    if match := _MONTH_FIRST.search(text):
        candidates.append((int(match[3]), _MONTHS.index(match[1].lower()) + 1, int(match[2])))
    if match := _DAY_FIRST.search(text):
        candidates.append((int(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1])))
    for candidate in candidates:
        try:
            return date(*candidate).isoformat()
        except ValueError:
            continue
    return None


def clean_title(text: str) -> str:
    """Return a title on one line, at most 200 characters, without Markdown marks."""
    from .cleaning import strip_markdown

    return " ".join(strip_markdown(text).split())[:200].strip()


_EXTENSIONS = re.compile(
    r"\.(?:srt|vtt|txt|text|md|markdown|tsv|csv|json|log|mp3|mp4|m4a|mkv|wav|webm|mov|flv|ogg|flac"
    r"|transcript|subtitles?|captions?|ttml|sbv|ass|ssa|lrc|en|zh|chs|cht|eng|chi|zho"
    r"|(?:en|zh)[-_](?:[a-z]{2,4}|orig|auto)|ai[-_](?:zh|en)|srv[123]|json3|f\d{3})$",
    re.IGNORECASE,
)
_TRACK = (
    r"(?:English|Chinese|[中英]文|英语|简体|繁[體体]|auto[- ]generated|downsub|subtitle|caption)"
)
_NAME_NOISE = (
    # what downloaders put around a title: the caption track, their own name, a video's id
    re.compile(rf"[\[【]{_TRACK}[^\]】]{{0,40}}[\]】]", re.IGNORECASE),
    re.compile(rf"[(（]{_TRACK}[^)）]{{0,40}}[)）]", re.IGNORECASE),
    re.compile(r"\s*\[[\w-]{11}\]"),
    re.compile(r"[\[(（]?\bBV[0-9A-Za-z]{10}\b[\])）]?"),
    re.compile(r"\s+\(\d{1,2}\)$"),
    re.compile(r"^\d{1,3}\s*[.、]\s+"),
)


def title_from_name(name: str) -> str:
    """Return a title from a file's name: without extensions, track names, ids and numbering."""
    title = re.sub(r"^.*[/\\]", "", name).strip()
    while match := _EXTENSIONS.search(title.rstrip()):
        title = title[: match.start()]
    for noise in _NAME_NOISE:
        title = noise.sub(" ", title).strip()
    if " " not in title.strip() and re.search(r"[A-Za-z0-9][-_][A-Za-z0-9]", title):
        words = re.sub(r"[-_]+", " ", title).split()
        # a word without vowels is an acronym: "gpt", "llm"
        title = " ".join(
            word.upper() if re.fullmatch("[bcdfghjklmnpqrstvwxz]{3,5}", word) else word
            for word in words
        )
        title = title[:1].upper() + title[1:]
    # a colon cannot stand in a file name; downloaders write "_" for it
    title = re.sub(r"(?<=\w)_(?=\s)", ":", title).strip(" _")
    return " ".join(title.split())[:200].strip() or "Untitled talk"
