"""SRT and WebVTT, through pysubs2: malformed times, rolling captions, word times."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from .cleaning import decode_entities, strip_tags
from .document import Document, Fragment
from .metadata import language_code

_ARROW = re.compile(
    r"^\s{0,8}((?:\d{1,4}:)?\d{1,4}:\d{1,2})[.,]?(\d*)\S{0,20}?\s*-{1,2}>\s*"
    r"((?:\d{1,4}:)?\d{1,4}:\d{1,2})[.,]?(\d*)"
)
_WORD_TIME = re.compile(r"<((?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3})>")
# who speaks: WebVTT's <v Anna Lee>, and the dash of a dialogue in one cue
_VOICE = re.compile(r"^\s*<v(?:\.[\w.]+)?\s+([^<>]{1,60})>")
_DASH = re.compile(r"^\s*[-–—‐]\s?(?=[^\W\d_])")
_MARKED_TIME = re.compile(r"<at (\d+)>")

# Rolling captions repeat the last line in the next cue; in ordinary subtitles fewer than one cue
# in twenty begins with the words of the one before.
_ROLLING_SHARE = 0.3


@dataclass(frozen=True)
class _Cue:
    start: float
    end: float
    lines: tuple[str, ...]


def is_cue_time(line: str) -> bool:
    """Say whether a line is a subtitle cue's "start --> end"."""
    return "->" in line[:80] and bool(_ARROW.match(line[:120]))


def parse(text: str) -> Document:
    """Read SRT or WebVTT, whichever it is; rolling captions come out once."""
    document = Document()
    lines = text.split("\n")
    for line in lines[:15]:
        if line.lower().startswith("language:"):
            document.language = language_code(line.split(":", 1)[1])
    cues = list(_cues(lines))
    if _is_rolling(cues):
        cues = list(_unrolled(cues))
    for cue in cues:
        document.fragments.extend(_fragments(cue))
    return document


def _cues(lines: list[str]) -> Iterator[_Cue]:
    from pysubs2 import SSAFile

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        events = SSAFile.from_string(_canonical(lines), format_="srt", keep_html_tags=True)
    for event in events:
        shown = tuple(line.strip() for line in event.text.split(r"\N"))
        yield _Cue(event.start / 1000, event.end / 1000, tuple(line for line in shown if line))


def _canonical(lines: list[str]) -> str:
    """Return the cues as strict SRT, which pysubs2 reads without surprises.

    Left as they are, it drops a cue's last line when that is a number, takes a line with two word
    times for the time of a cue, joins NOTE blocks to the cue before and stumbles over times
    without milliseconds.
    """
    out: list[str] = []
    in_note = started = False
    for number, line in enumerate(lines):
        if is_cue_time(line):
            match = _ARROW.match(line[:120])
            assert match is not None
            in_note, started = False, True
            start, end = _clock(match[1], match[2]), _clock(match[3], match[4])
            out += ["", str(number), f"{start} --> {max(start, end)}"]
        elif not line.strip():
            in_note = False
        elif _is_cue_name(lines, number):
            continue
        elif started and not in_note:
            in_note = line.startswith(("NOTE ", "STYLE", "REGION")) or line == "NOTE"
            if not in_note:
                # neither a bare number nor two times may stand on a line of text
                line = _WORD_TIME.sub(lambda m: f"<at {_milliseconds(m[1])}>", line)
                out.append(line if not line.strip().isdigit() else f"<c>{line.strip()}</c>")
    return "\n".join(out)


def _is_cue_name(lines: list[str], number: int) -> bool:
    """Say whether a line is the number or name of the cue below it."""
    following = lines[number + 1] if number + 1 < len(lines) else ""
    if not is_cue_time(following):
        return False
    alone = number == 0 or not lines[number - 1].strip()
    return alone or lines[number].strip().isdigit()


def _clock(whole: str, fraction: str) -> str:
    """Return a time as HH:MM:SS,mmm, minutes over 59 carried to hours, at most 99 hours."""
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    seconds = min(seconds, 99 * 3600)
    milliseconds = (fraction + "000")[:3]
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{milliseconds}"


def _milliseconds(time: str) -> int:
    whole, _, fraction = time.replace(",", ".").partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int((fraction + "000")[:3])


def _plain(line: str) -> str:
    return " ".join(strip_tags(decode_entities(line)).split())


def _is_rolling(cues: list[_Cue]) -> bool:
    repeated = followed = 0
    last = ""
    for cue in cues:
        lines = [plain for plain in map(_plain, cue.lines) if plain]
        if not lines:
            continue
        if last:
            followed += 1
            repeated += lines[0] == last or lines[0].startswith(last + " ")
        last = lines[-1]
    return followed >= 2 and repeated >= _ROLLING_SHARE * followed


def _unrolled(cues: list[_Cue]) -> Iterator[_Cue]:
    """Yield each line at the cue that shows it first; a line that grows yields what is new."""
    shown: list[str] = []
    for cue in cues:
        pairs = [(raw, plain) for raw in cue.lines if (plain := _plain(raw))]
        if not pairs:
            continue
        plains = [plain for _, plain in pairs]
        known = min(len(plains), len(shown))
        while known and plains[:known] != shown[-known:]:
            known -= 1
        new = [raw for raw, _ in pairs[known:]]
        if not known and shown and plains[0].startswith(shown[-1] + " "):
            new[0] = plains[0][len(shown[-1]) :]
        shown = plains
        if new:
            yield _Cue(cue.start, cue.end, tuple(new))


def _fragments(cue: _Cue) -> Iterator[Fragment]:
    """Yield a cue's speech: one fragment a cue, or one a word where the words have times."""
    for line in cue.lines:
        voice = _VOICE.match(line)
        speaker = " ".join(voice.group(1).split()) if voice else None
        dash = _DASH.match(line)
        pieces = _MARKED_TIME.split(line[dash.end() :] if dash else line)
        times = [cue.start, *(int(value) / 1000 for value in pieces[1::2])]
        for index, piece in enumerate(pieces[::2]):
            if text := _plain(piece):
                end = times[index + 1] if index + 1 < len(times) else cue.end
                turn = bool(dash) and not index
                yield Fragment(text, times[index], max(end, times[index]), speaker, turn)
