"""The card file: a study set as YAML that people edit, or the same as JSON for programs.

What a user changed in it outlives a new extraction: `made` at its end remembers, for each card, a
hash of what the program wrote. A card that no longer has that hash is the user's and stays; one that
is gone was dropped by the user and is not brought back.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import yaml

from cards.errors import CardFileError
from cards.study_set import Claim, Example, Meaning, StudySet, Talk, Term
from cards.yaml_lines import LineDict, YamlError, load_yaml

VERSION = 1
_LARGEST = 64 * 1024 * 1024  # bytes; a talk of ten hours makes one of 2 MB

_TOP = {"studycards", "talk", "deck", "terms", "claims", "made"}
_TALK = {"title", "url", "language", "date", "speaker"}
_TERM = {
    "id", "en", "zh", "pinyin", "abbr", "meaning", "heard_as", "count", "example", "at", "origin",
    "check", "near", "topics",
}  # fmt: skip
_CLAIM = {"id", "en", "zh", "said", "terms", "at", "speaker", "origin", "check"}

Card = TypeVar("Card", Term, Claim)


@dataclass(frozen=True)
class CardFile:
    """A study set as it lies on disk, and what the program last wrote there (id -> hash)."""

    study_set: StudySet
    made: Mapping[str, str]


def to_data(study_set: StudySet) -> dict[str, Any]:
    """Return the study set as plain data, the shape of the YAML and of `--json`."""
    talk = study_set.talk
    return {
        "studycards": VERSION,
        "talk": {
            "title": talk.title,
            "url": talk.url,
            "language": talk.language,
            "date": talk.date,
            "speaker": talk.speaker,
        },
        "deck": study_set.deck,
        "terms": [_term_data(t) for t in study_set.terms],
        "claims": [_claim_data(c) for c in study_set.claims],
    }


def _term_data(term: Term) -> dict[str, Any]:
    return {
        "id": term.id,
        "en": term.en,
        "zh": term.zh,
        "pinyin": term.pinyin,
        "abbr": term.abbr,
        "meaning": {"en": term.meaning.en, "zh": term.meaning.zh},
        "heard_as": list(term.heard_as),
        "count": term.count,
        "example": {"said": term.example.said, "en": term.example.en, "zh": term.example.zh},
        "at": term.at,
        "origin": term.origin,
        "check": list(term.check),
        "near": list(term.near),
        "topics": list(term.topics),
    }


def _claim_data(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "en": claim.en,
        "zh": claim.zh,
        "said": claim.said,
        "terms": list(claim.terms),
        "at": claim.at,
        "speaker": claim.speaker,
        "origin": claim.origin,
        "check": list(claim.check),
    }


class _Dumper(yaml.SafeDumper):
    """Lists of words on one line, everything else on lines of its own."""


def _list(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.Node:
    flow = all(isinstance(v, str) for v in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flow)


_Dumper.add_representer(list, _list)
_Dumper.add_representer(
    type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", "")
)


def to_yaml(study_set: StudySet, made: Mapping[str, str] | None = None) -> str:
    """Return the card file's text. `made` defaults to: all of it is the program's."""
    data = to_data(study_set)
    made = fingerprints(study_set) if made is None else made
    head = (
        "# Made by studycards; yours to edit. Correct or delete cards, then run\n"
        "#   studycards pack THIS_FILE -o DECK.apkg\n"
        "# What you change here stays when the talk is extracted again. Leave each `id` as it is.\n"
    )
    body = _dump(data)
    tail = "# What the program wrote, so that it knows your changes. Leave this part alone.\n"
    return head + body + tail + _dump({"made": dict(sorted(made.items()))})


def _dump(data: dict[str, Any]) -> str:
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100_000)
    assert isinstance(text, str)
    return text


def to_json(study_set: StudySet) -> str:
    """Return the study set as JSON, the same shape as the YAML."""
    return json.dumps(to_data(study_set), ensure_ascii=False, indent=2) + "\n"


def fingerprints(study_set: StudySet) -> dict[str, str]:
    """Return, for each card, a short hash of what a learner would see of it."""
    out = {t.id: _hash([t.en, t.zh, t.pinyin, t.abbr, t.meaning, t.example]) for t in study_set.terms}
    out.update({c.id: _hash([c.en, c.zh, c.said]) for c in study_set.claims})
    return out


def _hash(parts: list[Any]) -> str:
    text = "\x1f".join(str(p) for p in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def write_card_file(path: Path, study_set: StudySet, made: Mapping[str, str] | None = None) -> None:
    """Write the card file, whole or not at all."""
    write_whole(path, to_yaml(study_set, made).encode("utf-8"))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there, so that nobody ever sees half of it."""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=".part")
    except OSError as error:
        raise CardFileError(f"{path}: cannot be written: {error.strerror or error}") from None
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        os.replace(temporary, path)
    except OSError as error:
        raise CardFileError(f"{path}: cannot be written: {error.strerror or error}") from None
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)


def read_card_file(path: Path) -> CardFile:
    """Read a card file. Raises CardFileError, "file:line: what is wrong"."""
    try:
        if path.stat().st_size > _LARGEST:
            raise CardFileError(f"{path}: is larger than 64 MB; this is no card file")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CardFileError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise CardFileError(f"{path}: is not UTF-8 text; this is no card file") from None
    return parse_card_file(text, str(path))


def parse_card_file(text: str, name: str) -> CardFile:
    """Check a card file's text (YAML, or JSON, which is YAML too); `name` stands in the messages."""
    try:
        data = load_yaml(text, name)
    except YamlError as error:
        raise CardFileError(str(error)) from None
    if not isinstance(data, LineDict) or "studycards" not in data:
        raise CardFileError(f"{name}:1: is no card file: it does not begin with `studycards: 1`")
    top = _Reader(data, name, _TOP)
    if data["studycards"] != VERSION:
        raise top.error("studycards", f"version {data['studycards']!r}; this program reads {VERSION}")
    talk = _Reader(top.mapping("talk"), name, _TALK)
    language = talk.text("language")
    if language not in ("en", "zh"):
        raise talk.error("language", "`language:` is en or zh")
    study_set = StudySet(
        talk=Talk(
            title=talk.text("title"),
            language="en" if language == "en" else "zh",
            url=talk.text("url") or None,
            date=talk.text("date") or None,
            speaker=talk.text("speaker") or None,
        ),
        deck=top.text("deck") or f"AI Talks::{talk.text('title')}",
        terms=top.cards("terms", _TERM, _read_term),
        claims=top.cards("claims", _CLAIM, _read_claim),
    )
    made = data.get("made") or {}
    if not isinstance(made, dict) or not all(isinstance(v, str) for v in made.values()):
        made = {k: str(v) for k, v in made.items()} if isinstance(made, dict) else {}
    return CardFile(study_set, dict(made))


class _Reader:
    """Typed access to one mapping of the file, with complaints that name the line."""

    def __init__(self, data: LineDict, name: str, known: set[str]) -> None:
        self._data, self._name = data, name
        for field in data:
            if field not in known:
                raise self.error(field, f"unknown field {field!r}; known are {', '.join(sorted(known))}")

    def error(self, field: str, what: str) -> CardFileError:
        line = self._data.lines.get(field, self._data.line)
        return CardFileError(f"{self._name}:{line}: {what}")

    def text(self, field: str, required: bool = False) -> str:
        value = self._data.get(field)
        if value is None or value == "":
            if required:
                raise self.error(field, f"`{field}:` is missing")
            return ""
        if isinstance(value, (dict, list)):
            raise self.error(field, f"`{field}:` must be text")
        if isinstance(value, bool):
            raise self.error(field, f"`{field}:` reads as yes/no here; put it in quotes")
        return str(value)

    def texts(self, field: str) -> tuple[str, ...]:
        value = self._data.get(field) or []
        if not isinstance(value, list) or any(isinstance(v, (dict, list)) or v is None for v in value):
            raise self.error(field, f"`{field}:` must be a list of words, like [a, b]")
        return tuple(str(v) for v in value)

    def number(self, field: str) -> float | None:
        value = self._data.get(field)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1e7:
            raise self.error(field, f"`{field}:` must be a number of seconds or times")
        return float(value)

    def mapping(self, field: str) -> LineDict:
        value = self._data.get(field)
        if value is None:
            empty = LineDict()
            empty.line, empty.lines = self._data.lines.get(field, self._data.line), {}
            return empty
        if not isinstance(value, LineDict):
            raise self.error(field, f"`{field}:` must hold fields of its own, indented below it")
        return value

    def sub(self, field: str, known: set[str]) -> _Reader:
        return _Reader(self.mapping(field), self._name, known)

    def cards(
        self, field: str, known: set[str], read: Callable[[_Reader], Card]
    ) -> tuple[Card, ...]:
        value = self._data.get(field) or []
        if not isinstance(value, list):
            raise self.error(field, f"`{field}:` must be a list of cards, each beginning with `- id:`")
        out: list[Card] = []
        seen: set[str] = set()
        for item in value:
            if not isinstance(item, LineDict):
                raise self.error(field, f"each of `{field}:` begins with `- id:`")
            reader = _Reader(item, self._name, known)
            card = read(reader)
            if card.id in seen:
                raise reader.error("id", f"the id {card.id!r} stands twice; every card needs its own")
            seen.add(card.id)
            out.append(card)
        return tuple(out)


def _read_term(item: _Reader) -> Term:
    meaning = item.sub("meaning", {"en", "zh"})
    example = item.sub("example", {"said", "en", "zh"})
    return Term(
        id=item.text("id", required=True),
        en=item.text("en", required=True),
        zh=item.text("zh"),
        pinyin=item.text("pinyin"),
        abbr=item.text("abbr"),
        meaning=Meaning(meaning.text("en"), meaning.text("zh")),
        heard_as=item.texts("heard_as"),
        count=int(item.number("count") or 0),
        example=Example(example.text("said"), example.text("en"), example.text("zh")),
        at=item.number("at"),
        origin=item.text("origin") or "you",
        check=item.texts("check"),
        near=item.texts("near"),
        topics=item.texts("topics"),
    )


def _read_claim(item: _Reader) -> Claim:
    claim = Claim(
        id=item.text("id", required=True),
        en=item.text("en"),
        zh=item.text("zh"),
        said=item.text("said"),
        terms=item.texts("terms"),
        at=item.number("at"),
        speaker=item.text("speaker") or None,
        origin=item.text("origin"),
        check=item.texts("check"),
    )
    if not claim.en and not claim.zh:
        raise item.error("id", f"the claim {claim.id!r} has neither `en:` nor `zh:`")
    return claim


def merge(old: CardFile, new: StudySet) -> tuple[StudySet, dict[str, str]]:
    """Return the new extraction with the user's changes of the old file kept, and its fingerprints.

    Cards the user changed or added stay as they are; cards the user deleted stay away; the rest is
    the new extraction's.
    """
    now = fingerprints(old.study_set)
    changed = {i for i, h in now.items() if old.made.get(i) != h}
    dropped = {i for i in old.made if i not in now}
    terms = _merged(old.study_set.terms, new.terms, changed, dropped)
    claims = _merged(old.study_set.claims, new.claims, changed, dropped)
    merged = replace(new, deck=old.study_set.deck, terms=terms, claims=claims)
    made = {i: h for i, h in fingerprints(new).items()}
    made.update({i: old.made[i] for i in (*changed, *dropped) if i in old.made})
    for i in changed - set(old.made):
        made.pop(i, None)
    return merged, made


def _merged(
    old: tuple[Card, ...], new: tuple[Card, ...], changed: set[str], dropped: set[str]
) -> tuple[Card, ...]:
    mine = {c.id: c for c in old if c.id in changed}
    out = [mine.pop(c.id, c) for c in new if c.id not in dropped]
    return (*out, *mine.values())
