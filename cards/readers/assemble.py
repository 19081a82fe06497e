"""From a format's fragments to a Transcript: language, joining, sentences, times."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..errors import TranscriptError
from ..language import blank_between_scripts, detect_language, detect_script, glue, sentence_spans
from ..loops import collapse_words, drop_repeats
from ..punctuation import Piece, infer_sentences, is_run_on, lacks_punctuation
from ..transcript import Language, Sentence, Transcript
from .bilingual import one_language
from .cleaning import clean_speech, is_credit
from .document import Document, Fragment
from .metadata import title_from_name
from .speakers import with_speakers
from .sponsors import without_sponsors

_DIALOGUE_DASH = re.compile(r"^[-–—]+\s+(?=\w)")

STDIN_NAME = "standard input"
"""How messages call a source without a file name."""


def transcript_of(document: Document, name: str, language: Language | None) -> Transcript:
    """Make the Transcript of a parsed file; TranscriptError where it holds no speech."""
    fragments = with_speakers(document.fragments)
    fragments = one_language(fragments, language)
    fragments = [_cleaned(fragment) for fragment in fragments]
    fragments = [f for f in fragments if any(map(str.isalnum, f.text)) and not is_credit(f.text)]
    said = " ".join(fragment.text for fragment in fragments) or " ".join(document.summary)
    if not said.strip():
        raise TranscriptError(f"{name}: no speech in it, only times, marks or notes")
    language = language or _language(said, document, name)
    sentences, inferred = _sentences(fragments, language)
    sentences = without_sponsors(drop_repeats(sentences, language), language)
    return Transcript(
        title=document.title or title_from_name("" if name == STDIN_NAME else name),
        language=language,
        sentences=tuple(sentences),
        summary=tuple(document.summary),
        url=document.url,
        date=document.date,
        speaker=document.speaker,
        script=detect_script(said) if language == "zh" else "hans",
        inferred=inferred,
    )


def _language(said: str, document: Document, name: str) -> Language:
    found = detect_language(said)
    if found:
        return found
    if document.language:
        return document.language
    raise TranscriptError(
        f"{name}: the speech seems neither English nor Chinese; if it is, say --from en or zh"
    )


def _cleaned(fragment: Fragment) -> Fragment:
    text = clean_speech(fragment.text)
    if text == fragment.text:
        return fragment
    return Fragment(text, fragment.start, fragment.end, fragment.speaker, fragment.new_sentence)


@dataclass
class _Run:
    """Speech that sentences may run through: joined text, and which fragment each part is from."""

    parts: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    length: int = 0

    def append(self, fragment: Fragment, separator: str) -> None:
        self.parts += [separator, fragment.text]
        self.offsets.append(self.length + len(separator))
        self.fragments.append(fragment)
        self.length += len(separator) + len(fragment.text)

    def time_at(self, offset: int) -> float | None:
        index = max(bisect_right(self.offsets, offset) - 1, 0)
        fragment = self.fragments[index]
        piece = Piece(fragment.text, fragment.start, fragment.end)
        return piece.time_at(offset - self.offsets[index])

    def pieces(self, start: int, end: int, text: str) -> Iterator[Piece]:
        """Yield the fragments' parts between two offsets, with their times."""
        index = max(bisect_right(self.offsets, start) - 1, 0)
        while index < len(self.fragments) and self.offsets[index] < end:
            fragment, offset = self.fragments[index], self.offsets[index]
            first, last = max(start, offset), min(end, offset + len(fragment.text))
            if text[first:last].strip():
                yield Piece(
                    text[first:last].strip(),
                    self.time_at(first),
                    fragment.end if last == offset + len(fragment.text) else None,
                )
            index += 1


def _runs(fragments: Iterable[Fragment], language: Language) -> Iterator[_Run]:
    fragments = list(fragments)
    spaced = language == "zh" and blank_between_scripts(f.text for f in fragments)
    run = _Run()
    for fragment in fragments:
        last = run.fragments[-1] if run.fragments else None
        if last and (fragment.new_sentence or fragment.speaker != last.speaker):
            yield run
            run = _Run()
            last = None
        separator = glue(last.text, fragment.text, language, spaced=spaced) if last else ""
        run.append(fragment, separator)
    if run.fragments:
        yield run


def _sentences(fragments: list[Fragment], language: Language) -> tuple[list[Sentence], bool]:
    """Return the sentences, and whether most of their boundaries are inferred."""
    bare = lacks_punctuation((fragment.text for fragment in fragments), language)
    sentences: list[Sentence] = []
    for run in _runs(fragments, language):
        text = "".join(run.parts)
        speaker = run.fragments[0].speaker
        for start, end in sentence_spans(text, language):
            if bare or is_run_on(text[start:end], language):
                pieces = run.pieces(start, end, text)
                for said, time in infer_sentences(pieces, language):
                    sentences.append(Sentence(said, time, speaker))
            else:
                said = _DIALOGUE_DASH.sub("", collapse_words(text[start:end], language))
                sentences.append(Sentence(said, run.time_at(start), speaker))
    return sentences, bare
