"""The card file: a study set as YAML that people edit, or the same as JSON for programs.

What a user changed in it outlives a new extraction (`cards.merge`): `made` at its end remembers,
for each card and for the talk, a hash of what the program wrote.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml

from cards.errors import CardFileError
from cards.output import write_whole
from cards.study_set import Claim, Example, Meaning, StudySet, Talk, Term
from cards.yaml_lines import LineDict, YamlError, load_yaml

VERSION = 1
TALK = "/talk"  # among the cards' ids in `made`; no id of the program's has a slash
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


def to_json(study_set: StudySet, made: Mapping[str, str] | None = None) -> str:
    """Return the card file as JSON, the same shape as the YAML."""
    made = fingerprints(study_set) if made is None else made
    data = {**to_data(study_set), "made": dict(sorted(made.items()))}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def fingerprints(study_set: StudySet) -> dict[str, str]:
    """Return a short hash of each card by its id, and of talk and deck under `TALK`."""
    data = to_data(study_set)
    cards = {card["id"]: _hash(card) for card in (*data["terms"], *data["claims"])}
    return {TALK: _hash({**data["talk"], "deck": data["deck"]}), **cards}


def _hash(card: Mapping[str, Any]) -> str:
    """Hash what is there, not what is empty: a field of a later version then changes nothing."""
    text = json.dumps(_filled(card), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    pairs = ((k, _filled(v) if isinstance(v, dict) else v) for k, v in data.items())
    return {k: v for k, v in pairs if v not in (None, "", [], {}, 0)}


def write_card_file(path: Path, study_set: StudySet, made: Mapping[str, str] | None = None) -> None:
    """Write the card file, whole or not at all: as JSON where `path` ends so, else as YAML."""
    text = (to_json if path.suffix.lower() == ".json" else to_yaml)(study_set, made)
    write_whole(path, text.encode("utf-8"))


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
    """Check a card file's text, YAML or JSON (which is YAML too); `name` stands in the messages."""
    try:
        data = load_yaml(text, name)
    except YamlError as error:
        raise CardFileError(str(error)) from None
    if not isinstance(data, LineDict) or "studycards" not in data:
        raise CardFileError(f"{name}:1: is no card file: it does not begin with `studycards: 1`")
    top = _Reader(data, name, _TOP)
    if data["studycards"] != VERSION:
        version = data["studycards"]
        raise top.error("studycards", f"version {version!r}; this program reads {VERSION}")
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
                names = ", ".join(sorted(known))
                raise self.error(field, f"unknown field {field!r}; known are {names}")

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
        if not isinstance(value, list) or not all(_is_word(v) for v in value):
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
            raise self.error(field, f"`{field}:` must be a list, each card beginning with `- id:`")
        out: list[Card] = []
        seen: set[str] = set()
        for item in value:
            if not isinstance(item, LineDict):
                raise self.error(field, f"each of `{field}:` begins with `- id:`")
            reader = _Reader(item, self._name, known)
            card = read(reader)
            if card.id in seen:
                raise reader.error("id", f"the id {card.id!r} stands twice; each card has its own")
            seen.add(card.id)
            out.append(card)
        return tuple(out)


def _is_word(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


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
