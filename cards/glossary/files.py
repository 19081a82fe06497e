"""Glossary files (YAML): read strictly, every complaint with file and line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from cards.errors import GlossaryError
from cards.glossary.entry import GlossaryEntry, Topic
from cards.glossary.rules import entry_faults
from cards.yaml_lines import LineDict, YamlError, load_yaml

_LISTS = ("abbr", "also", "heard_as", "false_friends", "near", "not_in")
_TEXTS = ("full", "pinyin", "tw")
_FLAGS = ("kept", "everyday")
_FIELDS = {"en", "zh", "meaning", "since", *_LISTS, *_TEXTS, *_FLAGS}
_LARGEST = 16 * 1024 * 1024  # bytes; ten times the whole built-in glossary


_NO_TOPIC = Topic("", "", "")


class Fault(NamedTuple):
    """Something wrong in a glossary file: the line (from 1) and what it is."""

    line: int
    what: str


@dataclass
class GlossaryFile:
    """A glossary file as read: its topic, the entries without a fault, and all faults by line."""

    name: str
    topic: Topic = _NO_TOPIC
    entries: tuple[GlossaryEntry, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, line: int, what: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(line, what))


def parse_glossary(text: str, name: str) -> GlossaryFile:
    """Read a glossary file's text; `name` stands in the messages.

    Raises GlossaryError, "file:line: what is wrong", at the first fault.
    """
    return accepted(check_glossary(text, name))


def accepted(file: GlossaryFile) -> GlossaryFile:
    """Return a file without faults. Raises GlossaryError with the first fault of any other."""
    if not file.faults:
        return file
    line, what = file.faults[0]
    more = len(file.faults) - 1
    rest = f" (and {more} more; `studycards glossary check` lists them)" if more else ""
    raise GlossaryError(f"{file.name}:{line}: {what}{rest}")


def check_glossary_file(path: Path) -> GlossaryFile:
    """Read a glossary file and list all its faults. Raises GlossaryError if it is not readable."""
    try:
        if path.stat().st_size > _LARGEST:
            raise GlossaryError(f"{path}: is larger than 16 MB; this is no glossary file")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise GlossaryError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise GlossaryError(f"{path}: is not UTF-8 text; save it as UTF-8") from None
    return check_glossary(text, str(path))


def check_glossary(text: str, name: str) -> GlossaryFile:
    """List all faults of a glossary file's text; faulty YAML is one, and nothing follows it."""
    file = GlossaryFile(name)
    try:
        data = load_yaml(text, name)
    except YamlError as error:
        line, what = _placed(str(error), name)
        file.refuse(line, what)
        return file
    if not isinstance(data, LineDict) or not isinstance(data.get("entries"), list):
        file.refuse(1, "a glossary file has `topic:` and a list `entries:`")
        return file
    for key in data:
        if key not in ("topic", "name", "entries"):
            file.refuse(data.lines[key], f"unknown field {key!r}; known are topic, name, entries")
    file.topic = _topic(data, file)
    entries = [_entry(item, file, data.lines["entries"]) for item in data["entries"]]
    file.entries = tuple(e for e in entries if e is not None)
    file.faults.sort()
    return file


def _placed(message: str, name: str) -> tuple[int, str]:
    """Take "name:line: what" apart; what has no line is said of the first."""
    rest = message.removeprefix(f"{name}:")
    number, _, what = rest.partition(": ")
    return (int(number), what) if number.isdecimal() else (1, rest.strip())


def _topic(data: LineDict, file: GlossaryFile) -> Topic:
    key = data.get("topic")
    if not isinstance(key, str) or not key.strip():
        file.refuse(data.lines.get("topic", 1), "`topic:` is missing")
        return _NO_TOPIC
    name = data.get("name", {})
    if not isinstance(name, LineDict) and name != {}:
        file.refuse(data.lines["name"], "`name:` has `en:` and `zh:`")
        return Topic(key, key, key)
    texts = [name.get(language, key) for language in ("en", "zh")]
    if set(name) - {"en", "zh"} or not all(isinstance(t, str) and t.strip() for t in texts):
        file.refuse(data.lines["name"], "`name:` has `en:` and `zh:`")
        return Topic(key, key, key)
    return Topic(key, *texts)


def _entry(item: Any, file: GlossaryFile, list_line: int) -> GlossaryEntry | None:
    if not isinstance(item, LineDict):
        file.refuse(list_line, "each entry begins with `- en: ...`")
        return None
    before = len(file.faults)

    def refuse(key: str, what: str) -> None:
        outer, _, inner = key.partition(".")
        line = item.lines.get(outer, item.line)
        file.refuse(item[outer].lines[inner] if inner else line, what)

    _check_shape(item, refuse)
    if len(file.faults) > before:
        return None
    entry = GlossaryEntry(
        en=item["en"].strip(),
        topic=file.topic.key,
        meaning_en=item["meaning"]["en"].strip(),
        meaning_zh=item["meaning"]["zh"].strip(),
        since=item.get("since", 0),
        where=f"{file.name}:{item.line}",
        zh=_words(item, "zh"),
        abbr=_words(item, "abbr"),
        also=_words(item, "also"),
        heard_as=_words(item, "heard_as"),
        false_friends=_words(item, "false_friends"),
        not_in=_words(item, "not_in"),
        near=_words(item, "near"),
        full=item.get("full", "").strip(),
        pinyin=item.get("pinyin", "").strip(),
        tw=item.get("tw", "").strip(),
        kept=item.get("kept", False),
        everyday=item.get("everyday", False),
    )
    for key, what in entry_faults(entry):
        refuse(key, what)
    return entry if len(file.faults) == before else None


def _check_shape(item: LineDict, refuse: Any) -> None:
    """Find what keeps an item from being an entry: fields unknown, missing or of the wrong kind."""
    for key in item:
        if key not in _FIELDS:
            refuse(key, f"unknown field {key!r}; known are {', '.join(sorted(_FIELDS))}")
    for key in ("en", "zh", "meaning"):
        if not item.get(key):
            refuse(key, f"entry {item.get('en') or '?'!r}: `{key}:` is missing")
    for key in ("en", *_TEXTS):
        if not isinstance(item.get(key, ""), str):
            refuse(key, f"`{key}:` must be text; put it in quotes")
    for key in _FLAGS:
        if not isinstance(item.get(key, False), bool):
            refuse(key, f"`{key}:` is true or false")
    for key in ("zh", *_LISTS):
        value = item.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(
            isinstance(v, str) and v.strip() for v in values
        ):
            refuse(key, f"`{key}:` is a list of words; put numbers in quotes")
    if type(item.get("since", 0)) is not int:
        refuse("since", "`since:` is a year")
    meaning = item.get("meaning")
    if meaning and not (
        isinstance(meaning, LineDict)
        and set(meaning) == {"en", "zh"}
        and all(isinstance(text, str) and text.strip() for text in meaning.values())
    ):
        refuse("meaning", "`meaning:` has a text `en:` and a text `zh:`")


def _words(item: LineDict, key: str) -> tuple[str, ...]:
    value = item.get(key, [])
    return tuple(v.strip() for v in ([value] if isinstance(value, str) else value))
