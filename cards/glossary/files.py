"""Glossary files (YAML): read strictly, every complaint with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cards.errors import GlossaryError
from cards.glossary.entry import GlossaryEntry
from cards.words import HAN
from cards.yaml_lines import LineDict, YamlError, load_yaml

_LISTS = ("abbr", "also", "heard_as", "false_friends", "near")
_TEXTS = ("full", "pinyin", "tw")
_FLAGS = ("kept", "everyday")
_FIELDS = {"en", "zh", "meaning", "since", *_LISTS, *_TEXTS, *_FLAGS}


def read_glossary_file(path: Path) -> tuple[GlossaryEntry, ...]:
    """Read and check one glossary file.

    Raises GlossaryError, "file:line: what is wrong", at the first fault.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise GlossaryError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise GlossaryError(f"{path}: is not UTF-8 text; save it as UTF-8") from None
    return parse_glossary(text, str(path))


def parse_glossary(text: str, name: str) -> tuple[GlossaryEntry, ...]:
    """Check a glossary file's text; `name` stands in the messages."""
    try:
        data = load_yaml(text, name)
    except YamlError as error:
        raise GlossaryError(str(error)) from None
    if not isinstance(data, LineDict) or not isinstance(data.get("entries"), list):
        raise GlossaryError(f"{name}:1: a glossary file has `topic:` and a list `entries:`")
    unknown = set(data) - {"topic", "name", "entries"}
    if unknown:
        key = sorted(unknown)[0]
        raise GlossaryError(f"{name}:{data.lines[key]}: unknown field {key!r}")
    topic = data.get("topic")
    if not isinstance(topic, str) or not topic:
        raise GlossaryError(f"{name}:1: `topic:` is missing")
    entries = [_entry(item, topic, name, data.lines["entries"]) for item in data["entries"]]
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.en in seen:
            raise GlossaryError(f"{entry.where}: {entry.en!r} stands twice, first at {seen[entry.en]}")
        seen[entry.en] = entry.where
    return tuple(entries)


def _entry(item: Any, topic: str, name: str, list_line: int) -> GlossaryEntry:
    if not isinstance(item, LineDict):
        raise GlossaryError(f"{name}:{list_line}: each entry begins with `- en: ...`")
    where = f"{name}:{item.line}"

    def fail(field: str, what: str) -> GlossaryError:
        return GlossaryError(f"{name}:{item.lines.get(field, item.line)}: {what}")

    for field in item:
        if field not in _FIELDS:
            raise fail(field, f"unknown field {field!r}; known are {', '.join(sorted(_FIELDS))}")
    for field in ("en", "zh", "meaning"):
        if not item.get(field):
            raise fail(field, f"entry {item.get('en', '?')!r}: `{field}:` is missing")
    for field in ("en", *_TEXTS):
        if not isinstance(item.get(field, ""), str):
            raise fail(field, f"`{field}:` must be text; put it in quotes")
    for field in _FLAGS:
        if not isinstance(item.get(field, False), bool):
            raise fail(field, f"`{field}:` is true or false")
    lists = {field: _texts(item, field, fail) for field in (*_LISTS, "zh")}
    since = item.get("since", 0)
    if not isinstance(since, int) or isinstance(since, bool) or (since and not 1940 <= since <= 2100):
        raise fail("since", "`since:` is a year")
    kept = item.get("kept", False)
    if not kept:
        for form in lists["zh"]:
            if not HAN.search(form):
                raise fail("zh", f"{form!r} has no Chinese character; if Chinese keeps it, add `kept: true`")
    meaning = item["meaning"]
    if not isinstance(meaning, LineDict) or set(meaning) != {"en", "zh"}:
        raise fail("meaning", "`meaning:` has `en:` and `zh:`")
    for language, text in meaning.items():
        if not isinstance(text, str) or not text.strip() or "\n" in text:
            raise fail("meaning", f"`meaning: {language}:` is one line of text")
    return GlossaryEntry(
        en=item["en"].strip(),
        topic=topic,
        meaning_en=meaning["en"].strip(),
        meaning_zh=meaning["zh"].strip(),
        full=item.get("full", ""),
        pinyin=item.get("pinyin", ""),
        tw=item.get("tw", ""),
        since=since,
        kept=kept,
        everyday=item.get("everyday", False),
        where=where,
        **lists,
    )


def _texts(item: LineDict, field: str, fail: Any) -> tuple[str, ...]:
    value = item.get(field, [])
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise fail(field, f"`{field}:` is a list of words; put numbers in quotes")
    return tuple(v.strip() for v in value)
