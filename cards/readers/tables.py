"""Captions in rows: whisper's .tsv and .json, CSV, JSON lists and what other programs write."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from ..errors import TranscriptError
from .decoding import MAX_BYTES
from .document import Document, Fragment
from .metadata import HEADER_KEYS, apply_header
from .prose import prose_fragments
from .times import any_seconds

_TEXT_KEYS = (
    *("text", "caption", "captions", "transcript", "content", "sentence", "subtitle", "utterance"),
    *("line", "speech", "utf8", "body", "字幕", "内容", "內容", "文本", "文字", "台词"),
)
_START_KEYS = (
    *("start", "startms", "starttime", "starttimems", "begin", "from", "timestamp", "time"),
    *("offset", "tstartms", "startsec", "startseconds", "bg", "开始", "开始时间", "時間", "时间"),
)
_END_KEYS = ("end", "endms", "endtime", "endtimems", "to", "endsec", "endseconds", "ed", "结束")
_LENGTH_KEYS = ("duration", "dur", "durationms", "ddurationms")
_SPEAKER_KEYS = ("speaker", "speakername", "speakerlabel", "who", "说话人", "发言人", "發言人")

# Speech is two to five words a second; a number of "seconds" per word above this is milliseconds.
_SECONDS_PER_WORD = 20.0

_Row = Mapping[str, object]


def _plain_key(key: object) -> str:
    """Return a key in lower case without blanks, marks and units: "Start (ms)" is "startms"."""
    return re.sub(r"[^\w]|_", "", str(key).lower())


def rows_to_fragments(rows: Sequence[_Row]) -> list[Fragment]:
    """Return rows with a text and perhaps times and a speaker as fragments."""
    plain = [{_plain_key(key): value for key, value in row.items()} for row in rows]
    starts = [any_seconds(_first(row, _START_KEYS)[1]) for row in plain]
    milliseconds = _in_milliseconds(plain, starts)
    fragments = []
    for row, following in zip(plain, [*starts, None][1:], strict=True):
        text = _first(row, _TEXT_KEYS)[1]
        if not isinstance(text, str) or not text.strip():
            continue
        start = _seconds(row, _START_KEYS, milliseconds)
        end = _seconds(row, _END_KEYS, milliseconds)
        length = _seconds(row, _LENGTH_KEYS, milliseconds)
        if end is None and start is not None:
            if length is not None:
                end = start + length
            elif following is not None:
                end = following / 1000 if milliseconds else following
        if start is not None and end is not None:
            end = max(start, end)
        speaker = _first(row, _SPEAKER_KEYS)[1]
        label = " ".join(str(speaker).split())[:60] if isinstance(speaker, (str, int)) else None
        fragments.append(Fragment(text.strip(), start, end, label or None))
    return fragments


def _first(row: _Row, keys: Sequence[str]) -> tuple[str, object]:
    for key in keys:
        if row.get(key) is not None:
            return key, row[key]
    return "", None


def _seconds(row: _Row, keys: Sequence[str], milliseconds: bool) -> float | None:
    return any_seconds(_first(row, keys)[1], milliseconds=milliseconds)


def _in_milliseconds(rows: Sequence[_Row], starts: Sequence[float | None]) -> bool:
    """Say whether the rows' numbers are milliseconds: by the keys' names, else by their size."""
    for row in rows[:5]:
        key, value = _first(row, _START_KEYS)
        if isinstance(value, str) and ":" in value:
            return False
        if key.endswith("ms"):
            return True
    known = [start for start in starts if start is not None]
    if not known:
        return False
    words = sum(
        len(re.findall(r"[a-zA-Z]+|[\u4e00-\u9fff]", str(_first(row, _TEXT_KEYS)[1])))
        for row in rows
    )
    return max(known) - min(known) > _SECONDS_PER_WORD * max(words, 1)


# --- delimited ---------------------------------------------------------------------------------


def table_delimiter(lines: Sequence[str]) -> str | None:
    """Return the delimiter of a table of captions, None where the lines are no such table.

    A table has a header that names a text and a time, or whisper's two numbers and a text a line.
    """
    filled = [line for line in lines if line.strip()][:20]
    if not filled:
        return None
    for delimiter in ("\t", ",", ";", "|"):
        keys = {_plain_key(cell.strip().strip('"')) for cell in filled[0][:500].split(delimiter)}
        if keys & set(_TEXT_KEYS) and keys & {*_START_KEYS, *_SPEAKER_KEYS} and len(filled) > 1:
            return delimiter
    numbered = [re.match(r"\d+(?:\.\d+)?\t\d+(?:\.\d+)?\t", line) for line in filled]
    return "\t" if len(filled) > 1 and all(numbered) else None


def parse_table(text: str) -> Document:
    """Read CSV or TSV with a header, or whisper's TSV without one."""
    lines = text.split("\n")
    delimiter = table_delimiter(lines) or ","
    limit = csv.field_size_limit(MAX_BYTES)  # one caption may hold a whole talk
    try:
        if delimiter == "\t":
            reader = csv.reader(io.StringIO(text), delimiter=delimiter, quoting=csv.QUOTE_NONE)
        else:
            reader = csv.reader(io.StringIO(text), delimiter=delimiter)
        cells = list(reader)
    except csv.Error as error:
        raise TranscriptError(f"the table of captions is broken ({error})") from None
    finally:
        csv.field_size_limit(limit)
    cells = [row for row in cells if any(cell.strip() for cell in row)]
    header = ["start", "end", "text"]
    if cells and any(_plain_key(cell) in _TEXT_KEYS for cell in cells[0]):
        header = cells.pop(0)
    fragments = rows_to_fragments([_row(header, row, delimiter) for row in cells])
    return Document(fragments=fragments)


def _row(header: Sequence[str], row: Sequence[str], delimiter: str) -> dict[str, object]:
    """Pair cells with their keys; an unquoted delimiter in a last text column is text."""
    if len(row) > len(header) and _plain_key(header[-1]) in _TEXT_KEYS:
        row = [*row[: len(header) - 1], delimiter.join(row[len(header) - 1 :])]
    return dict(zip(header, row, strict=False))


# --- JSON --------------------------------------------------------------------------------------

_JSON_START = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\{\[\"\]])")


def looks_like_json(text: str) -> bool:
    """Say whether a text begins like JSON ("[Music]" does not)."""
    return bool(_JSON_START.match(text[:1000]))


def parse_json(text: str) -> Document:
    """Read whisper's JSON, a list of captions, YouTube's json3 or JSON lines."""
    value = _load(text)
    document = Document()
    if isinstance(value, Mapping):
        for key, entry in value.items():
            kind = HEADER_KEYS.get(str(key).lower())
            if kind and isinstance(entry, str):
                apply_header(document, kind, entry)
        result = value.get("result")
        if isinstance(result, Mapping) and isinstance(result.get("language"), str):
            apply_header(document, "language", str(result["language"]))
    rows = _caption_rows(value)
    if rows:
        document.fragments = rows_to_fragments(rows)
    elif isinstance(value, Mapping):
        key, speech = _first({_plain_key(k): v for k, v in value.items()}, _TEXT_KEYS)
        if isinstance(speech, str):
            document.fragments = prose_fragments(speech.split("\n"))
    elif isinstance(value, list) and all(isinstance(line, str) for line in value):
        document.fragments = prose_fragments([str(line) for line in value])
    return document


def _load(text: str) -> object:
    try:
        return json.loads(text)
    except RecursionError:
        raise TranscriptError("the JSON is nested too deeply to be a transcript") from None
    except ValueError as error:
        rows = list(_json_lines(text))
        if rows:
            return rows
        line = getattr(error, "lineno", None)
        where = f" at line {line}" if line else ""
        raise TranscriptError(f"the JSON is broken{where}; was it saved whole?") from None


def _json_lines(text: str) -> Iterator[object]:
    """Yield the objects of a file that holds one a line; nothing where a line is none."""
    rows = []
    for line in text.split("\n"):
        if line.strip():
            try:
                rows.append(json.loads(line))
            except (ValueError, RecursionError):
                return
    yield from rows


def _caption_rows(value: object) -> list[_Row]:
    """Return the longest list of captions anywhere in a JSON value."""
    best: list[_Row] = []
    open_values: list[object] = [value]
    while open_values:
        current = open_values.pop()
        if isinstance(current, Mapping):
            open_values.extend(v for v in current.values() if isinstance(v, (list, Mapping)))
        elif isinstance(current, list):
            rows = [row for entry in current if (row := _caption_row(entry)) is not None]
            if len(rows) * 2 > len(current):
                if sum(len(str(row["text"])) for row in rows) > sum(
                    len(str(row["text"])) for row in best
                ):
                    best = rows
            else:
                open_values.extend(v for v in current if isinstance(v, (list, Mapping)))
    return best


def _caption_row(entry: object) -> _Row | None:
    """Return a caption as a flat row with a "text", None where an entry is no caption."""
    if not isinstance(entry, Mapping):
        return None
    row = {_plain_key(key): value for key, value in entry.items()}
    if isinstance(row.get("segs"), list):  # YouTube's json3
        pieces = [seg.get("utf8") for seg in row["segs"] if isinstance(seg, Mapping)]
        row["text"] = "".join(piece for piece in pieces if isinstance(piece, str))
    if isinstance(row.get("offsets"), Mapping):  # whisper.cpp
        row["startms"], row["endms"] = row["offsets"].get("from"), row["offsets"].get("to")
    if isinstance(row.get("timestamp"), list) and len(row["timestamp"]) == 2:  # transformers
        row["start"], row["end"] = row["timestamp"]
    text = _first(row, _TEXT_KEYS)[1]
    return {**row, "text": text} if isinstance(text, str) else None
