"""From bytes to text: UTF-8, UTF-16, GB18030 and Big5, with or without a byte order mark."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import BinaryIO

from ..errors import TranscriptError

# The longest talk seen is 0.6 MB of text; whisper's JSON with every word's time needs about
# twenty times the text. What is larger is no transcript.
MAX_BYTES = 32 * 1024 * 1024

# charset-normalizer's guess settles within the first pages, and its cost grows with the text.
_SAMPLE_BYTES = 64 * 1024

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_BINARY_SIGNATURES = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a zip or office file",
    b"ID3": "a sound file",
    b"OggS": "a sound file",
    b"fLaC": "a sound file",
    b"RIFF": "a sound or video file",
    b"\x1aE\xdf\xa3": "a video file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"SQLite format 3": "a database",
    b"\xd0\xcf\x11\xe0": "an old office file",
}

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff]")


def read_bytes(source: str | Path | BinaryIO, name: str) -> bytes:
    """Return the bytes of a file or stream; TranscriptError says why it cannot be read."""
    try:
        if isinstance(source, (str, Path)):
            with Path(source).open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
        else:
            data = source.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise TranscriptError(f"{name}: no such file; check the path") from None
    except IsADirectoryError:
        raise TranscriptError(f"{name}: is a folder; name a file in it") from None
    except ValueError as error:  # a path with a zero byte
        raise TranscriptError(f"{name!r}: cannot be a file name ({error})") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise TranscriptError(f"{name}: cannot be read ({reason})") from None
    if isinstance(data, str):
        raise TypeError("read_transcript needs a binary stream")
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise TranscriptError(f"{name}: larger than {limit} MB; that is too large for a transcript")
    if not data.strip():
        raise TranscriptError(f"{name}: the file is empty")
    return data


def decode(data: bytes, name: str) -> str:
    """Return the text of `data` with "\\n" line ends; TranscriptError where it is no text."""
    for signature, kind in _BINARY_SIGNATURES.items():
        if data.startswith(signature):
            raise TranscriptError(f"{name}: is {kind}, not a transcript; give its text")
    if data[4:8] == b"ftyp":
        raise TranscriptError(f"{name}: is a video or sound file, not a transcript")
    text = _decode(data)
    if text is None or _looks_binary(text):
        raise TranscriptError(
            f"{name}: is no text in UTF-8, UTF-16, GB18030 or Big5; save it as UTF-8"
        )
    text = _CONTROL.sub("", text)
    # every kind of line end there is, and blanks that only look different
    text = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    return re.sub("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]", "", text)


def _decode(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            # a byte lost at the end must not cost the talk
            return data.decode(encoding, errors="replace")
    if data.count(0) * 3 > len(data):  # Latin text in UTF-16 whose byte order mark is missing
        return data.decode("utf-16-be" if data[0] == 0 else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # one cut or broken character in a long UTF-8 file
        if data.count(b"\n") and error.start > len(data) - 4:
            return data.decode("utf-8", errors="ignore")
    return _decode_legacy(data)


def _decode_legacy(data: bytes) -> str | None:
    """Decode what is not UTF-8 with the encoding that charset-normalizer finds."""
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE_BYTES]
    if len(data) > _SAMPLE_BYTES and b"\n" in sample:
        sample = sample[: sample.rindex(b"\n") + 1]
    best = from_bytes(sample, cp_isolation=list(_LEGACY), language_threshold=0.05).best()
    encoding = best.encoding if best else None
    if encoding is None:
        return None
    return data.decode("gb18030" if encoding == "gb2312" else encoding, errors="replace")


_LEGACY = ("utf_8", "utf_16_le", "utf_16_be", "gb18030", "big5", "cp1252")


def _looks_binary(text: str) -> bool:
    """Say whether a decoded text is noise: more than one character in fifty is none at all."""
    sample = text[:20_000]
    bad = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    return bad * 50 > len(sample)
