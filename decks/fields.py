"""Text into safe HTML: whatever a transcript holds reaches a note as text and does nothing there.

Anki takes a field for HTML and acts on much more in it: script, `{{...}}` templates and clozes,
`[sound:]` and `[anki:tts]`, `[latex]` and `[$]`, MathJax's `\\(`. All of them are written as
entities here, which every renderer shows as the character and none acts on.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_HAN_RUN = re.compile(
    f"{HAN.pattern}+(?:[\u3000-\u303f\uff00-\uffef\u2018-\u201d]*{HAN.pattern}+)*[\u3002\uff0c\uff01\uff1f]?"
)

_ENTITIES = {
    ord(char): f"&#{ord(char)};" if char in "{}[]" else entity
    for char, entity in {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "{": "",
        "}": "",
        "[": "",
        "]": "",
    }.items()
}
# MathJax reads the page's text, where an entity is already a character again; an invisible word
# joiner between backslash and bracket is no formula to it and no difference to a reader.
_MATHJAX = re.compile(r"\\(?=[(\[)\]])")


_SPECIAL = re.compile(r'[&<>"{}\[\]\\]')


class _Clean(dict[int, str]):
    """Maps characters that must not reach a field; every other one maps to itself."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if category == "Cs":  # half a surrogate pair: no UTF-8 can hold it
            new = "\ufffd"
        elif category == "Cc" or category in ("Zl", "Zp"):
            new = " "
        elif (
            category == "Cf" and char not in "\u200c\u200d"
        ):  # joiners shape letters; the rest hides
            new = ""
        else:
            new = char
        self[code] = new
        return new


_CLEAN = _Clean()


def clean(text: str) -> str:
    """Return the text in NFC on one line, without control, bidi and invisible characters."""
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text):
        return text.strip()
    text = unicodedata.normalize("NFC", text).translate(_CLEAN)
    return " ".join(text.split())


def has_han(text: str) -> bool:
    """Say whether there is a Chinese character in the text."""
    return not text.isascii() and HAN.search(text) is not None


def escape(text: str) -> str:
    """Return clean text as HTML in which nothing is alive: no tag, template, sound, formula."""
    if not _SPECIAL.search(text):
        return text
    return _MATHJAX.sub("\\\\\u2060", text).translate(_ENTITIES)


def html(text: str) -> str:
    """Return any text as the safe HTML of one line."""
    return escape(clean(text))


def english_html(text: str, script: str) -> str:
    """Return English text as safe HTML; Chinese inside it gets the `lang` given as `script`."""
    return with_lang(clean(text), script)


def with_lang(cleaned: str, script: str) -> str:
    """Escape clean text and put each run of Chinese in it into a span that says so."""
    if not has_han(cleaned):
        return escape(cleaned)
    out = []
    end = 0
    for run in _HAN_RUN.finditer(cleaned):
        out.append(escape(cleaned[end : run.start()]))
        out.append(f'<span lang="{script}">{escape(run.group())}</span>')
        end = run.end()
    return "".join(out) + escape(cleaned[end:])


_SEPARATOR = re.compile("[ \\-\u2010-\u2015]")
_LATIN = re.compile("[A-Za-z0-9]")
_LATIN_OR_SIGN = re.compile("[A-Za-z0-9+#]")
_PLURAL = re.compile("e?s(?![A-Za-z0-9+#])", re.IGNORECASE)


class Span(NamedTuple):
    """Where a term stands in a text: characters, end excluded."""

    start: int
    end: int


def find_term(text: str, forms: Iterable[str]) -> list[Span]:
    """Find a term's forms in clean text: any case, hyphen or blank or none, plural; longest first.

    Latin forms are whole words ("RAG" is not in "fragment", C not in C++); no spans overlap.
    """
    joined, cuts = _joined(text)
    found: list[Span] = []
    for form in sorted({clean(f) for f in forms if f}, key=lambda f: (-len(f), f)):
        words, breaks = _joined(form)
        at = joined.find(words) if words else -1
        while at >= 0:
            last = at + len(words) - 1
            start, end = at + bisect_right(cuts, at), last + bisect_right(cuts, last) + 1
            at = joined.find(words, at + 1)
            # Where the form has no blank or hyphen, the text may not have one: "a head", "ahead".
            if end - start - len(words) > len(breaks):
                continue
            span = _whole(text, start, end, form)
            if span and all(span.end <= o.start or span.start >= o.end for o in found):
                found.append(span)
    return sorted(found)


def _joined(text: str) -> tuple[str, list[int]]:
    """Return the text in lower case without blanks and hyphens, and where in it they were cut out."""
    lower = text.lower()
    if len(lower) != len(text):  # İ has two characters in lower case
        lower = "".join([c if len(c.lower()) != 1 else c.lower() for c in text])
    cuts = [m.start() - i for i, m in enumerate(_SEPARATOR.finditer(lower))]
    return (_SEPARATOR.sub("", lower) if cuts else lower), cuts


def _whole(text: str, start: int, end: int, form: str) -> Span | None:
    """Return the span with its plural ending, None where it is only a part of a Latin word."""
    if _LATIN.match(form[0]) and start and _LATIN.match(text[start - 1]):
        return None
    if _LATIN.match(form[-1]):
        if not form[-1].isdigit():
            plural = _PLURAL.match(text, end)
            end = plural.end() if plural else end
        if end < len(text) and _LATIN_OR_SIGN.match(text[end]):
            return None
    return Span(start, end)


def marked_html(text: str, forms: Iterable[str], script: str, *, chinese: bool) -> str:
    """Return the text as safe HTML with every form of the term in `<b>`.

    Chinese text stands in an element with its own `lang`; Chinese inside English text gets one
    here.
    """
    cleaned = clean(text)
    out = []
    end = 0
    for span in find_term(cleaned, forms):
        out.append(_piece(cleaned[end : span.start], script, chinese))
        out.append(f"<b>{_piece(cleaned[span.start : span.end], script, chinese)}</b>")
        end = span.end
    out.append(_piece(cleaned[end:], script, chinese))
    return "".join(out)


def _piece(text: str, script: str, chinese: bool) -> str:
    return escape(text) if chinese else with_lang(text, script)


class Gap(NamedTuple):
    """A part of a sentence to hide: where, under which cloze number, with which hint."""

    span: Span
    number: int
    hint: str


def cloze_html(text: str, gaps: Sequence[Gap], script: str, *, chinese: bool) -> str:
    """Return clean text as a cloze field: `{{c1::answer::hint}}` for a gap, all else defused."""
    out = []
    end = 0
    for gap in sorted(gaps):
        out.append(_piece(text[end : gap.span.start], script, chinese))
        answer = _piece(text[gap.span.start : gap.span.end], script, chinese)
        hint = with_lang(clean(gap.hint), script)
        if chinese:
            hint = f'<span lang="en">{escape(clean(gap.hint))}</span>'
        out.append(f"{{{{c{gap.number}::{_no_colon(answer)}::{_no_colon(hint)}}}}}")
        end = gap.span.end
    out.append(_piece(text[end:], script, chinese))
    return "".join(out)


def _no_colon(markup: str) -> str:
    """Two colons inside a cloze would begin the hint."""
    return markup.replace(":", "&#58;")


# --- links ---------------------------------------------------------------------------------------


def safe_url(url: str | None) -> str:
    """Return an http(s) address that can stand in an attribute and a template, else nothing."""
    if not url:
        return ""
    try:
        parts = urlsplit(clean(url).replace(" ", "%20"))
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return ""
        host = parts.netloc.rsplit("@", 1)[-1]  # no user names and passwords on cards
        if not re.fullmatch(r"[\w.\-]+(:\d+)?|\[[0-9a-fA-F:.]+\](:\d+)?", host):
            return ""
        path, query, fragment = (
            quote(part, safe="/%:@!$&'()*+,;=~-._?")
            for part in (parts.path, parts.query, parts.fragment)
        )
        return urlunsplit((parts.scheme.lower(), host, path, query, fragment))
    except ValueError:
        return ""


def url_at(url: str | None, seconds: float | None) -> str:
    """Return the address of a second of a talk where the site has such, else of the talk."""
    address, timed = _timed_url(url)
    if seconds is None or not timed:
        return address
    return timed.replace(_SECOND, str(max(0, int(seconds))))


_SECOND = "%00second%00"  # cannot be in an address that `safe_url` returns


@functools.lru_cache(maxsize=1024)
def _timed_url(url: str | None) -> tuple[str, str]:
    """Return the address, and the same with `_SECOND` for the second; empty where it knows none."""
    address = safe_url(url)
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if host not in ("youtube.com", "youtu.be", "bilibili.com", "music.youtube.com"):
        return address, ""
    query = [
        (k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k not in ("t", "start")
    ]
    before = urlencode(query)
    timed = f"{before}{'&' if before else ''}t={_SECOND}"
    return address, urlunsplit(parts._replace(query=timed))


def link(address: str, label_html: str) -> str:
    """Return a link to a safe address, or the label alone where there is none."""
    if not address:
        return label_html
    return f'<a href="{address.replace("&", "&amp;")}">{label_html}</a>'


def clock(seconds: float) -> str:
    """Return 372.4 as 6:12 and 3723 as 1:02:03."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, second = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{second:02}" if hours else f"{minutes}:{second:02}"


# --- tags ----------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=4096)
def tag(*parts: str) -> str:
    """Return a tag of the parts (`ai::agents`), lower case, without what Anki splits or renames."""
    return "::".join(_slug(p) for p in parts)


def _slug(text: str, longest: int = 60) -> str:
    """Return the text in letters, digits and hyphens of any script, at most `longest` of them."""
    text = unicodedata.normalize("NFC", clean(text).lower())
    text = re.sub(r"[^\w.+#]+|_", "-", text)
    return re.sub(r"-+", "-", text)[:longest].strip("-.") or "other"
