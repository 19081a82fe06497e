"""The whole way: transcripts in, study sets with both languages out, then decks and card files.

Each step takes many talks: an unreadable one becomes a `Failure` and the others go on, and all
sentences of all talks are translated in one run. Nothing here prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cards.card_file import fingerprints, read_card_file, write_card_file
from cards.errors import CardFileError, StudycardsError, TranscriptError
from cards.merge import Merged, is_same_talk, merge, with_earlier_translations
from cards.study_set import StudySet
from cards.transcript import Language, Transcript
from decks.options import DeckOptions
from decks.times import NoteTime, NoteTimes, load_times, lock_path, read_times, save_times

if TYPE_CHECKING:
    from cards.extract import ExtractOptions
    from cards.glossary import Glossary
    from decks.apkg import DeckReport
    from translate.engine import Translator
    from translate.memory import Memory
    from translate.study_sets import TranslationReport

# Called with how many talks are done and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Failure:
    """A talk or card file that could not be used, and why, in one line that names it."""

    source: str
    reason: str


@dataclass(frozen=True)
class Read:
    """A transcript that was read, and the file it came from (None: standard input)."""

    source: Path | None
    transcript: Transcript


@dataclass
class Studied:
    """A talk's study set, ready to be written.

    `made` are the hashes for its card file, `yours` how many cards of an earlier card file the user
    had changed or added, `dropped` how many deleted.
    """

    source: Path | None
    card_file: Path | None
    study_set: StudySet
    made: dict[str, str] = field(default_factory=dict)
    yours: int = 0
    dropped: int = 0


def read_talks(
    sources: Iterable[str | BinaryIO],
    *,
    language: Language | None = None,
    format: str | None = None,  # noqa: A002 - named as the command line's option
) -> tuple[list[Read], list[Failure]]:
    """Read the transcripts that files, folders and streams hold, each for itself and once."""
    from cards.readers import find_transcripts, read_transcript

    talks: list[Read] = []
    failures: list[Failure] = []
    seen: set[Path] = set()
    for source in sources:
        found: Sequence[Path | BinaryIO]
        try:
            found = find_transcripts([source]) if isinstance(source, str) else [source]
        except StudycardsError as error:
            failures.append(Failure(str(source), str(error)))
            continue
        for item in found:
            if isinstance(item, Path):
                if item.resolve() in seen:  # named twice, or in a folder that is named as well
                    continue
                seen.add(item.resolve())
            if isinstance(item, Path) and is_card_file(item):
                how = f"{item}: is a card file; `studycards pack {item}` makes a deck of it"
                failures.append(Failure(str(item), how))
                continue
            try:
                transcript = read_transcript(item, language=language, format=format)
            except StudycardsError as error:
                failures.append(Failure(str(item), str(error)))
            else:
                talks.append(Read(item if isinstance(item, Path) else None, transcript))
    return talks, failures


def is_card_file(path: Path) -> bool:
    """Say whether a file is a card file rather than a transcript, by its name and first line."""
    suffix = path.suffix.lower()
    if suffix != ".json":
        return suffix in (".yaml", ".yml")
    try:
        with path.open("rb") as file:
            return b'"studycards"' in file.read(200)
    except OSError:
        return False


def study_talks(
    talks: Sequence[tuple[Read, Path | None]],
    glossary: Glossary,
    translator: Translator,
    *,
    options: ExtractOptions | None = None,
    memory: Memory | None = None,
    progress: Progress | None = None,
) -> tuple[list[Studied], list[Failure], TranslationReport]:
    """Extract and translate talks, each with the place of its card file (None: there is none).

    A card file that is there already gives back what its user changed. One that cannot be read,
    or is another talk's, is a Failure of this talk, and so is a talk in which nothing was found.
    Raises TranslationError where the translator cannot work at all.
    """
    from translate import translate_all

    done: list[tuple[Studied, Merged | None]] = []
    failures: list[Failure] = []
    for number, (talk, card_file) in enumerate(talks):
        if progress:
            progress(number, len(talks))
        try:
            done.append(_extracted(talk, card_file, glossary, options))
        except StudycardsError as error:
            failures.append(Failure(str(talk.source or "standard input"), str(error)))
    if progress:
        progress(len(talks), len(talks))
    finals, report = translate_all(
        [studied.study_set for studied, _ in done], translator, glossary, memory=memory
    )
    for (studied, merged), final in zip(done, finals, strict=True):
        _finish(studied, merged, final)
    return [studied for studied, _ in done], failures, report


def _extracted(
    talk: Read, card_file: Path | None, glossary: Glossary, options: ExtractOptions | None
) -> tuple[Studied, Merged | None]:
    """Extract a talk, with what its user changed in the card file that is there."""
    from cards.extract import extract

    study_set = extract(talk.transcript, glossary, options).study_set
    if card_file is None or not card_file.exists():
        if not study_set.terms and not study_set.claims:
            raise TranscriptError(
                f"{talk.source or 'standard input'}: nothing to learn was found in it, no term of the "
                "glossary and no claim; `--glossary FILE` adds terms of your own"
            )
        return Studied(talk.source, card_file, study_set), None
    old = read_card_file(card_file)
    if not is_same_talk(old, study_set):
        raise CardFileError(
            f"{card_file}: holds the cards of another talk, {old.study_set.talk.title!r}; "
            "name another output, or move that file away"
        )
    merged = merge(old, study_set)
    return Studied(talk.source, card_file, merged.study_set), merged


def _finish(studied: Studied, merged: Merged | None, final: StudySet) -> None:
    """Put the translated study set in, and what its card file has to remember."""
    if merged is None:
        studied.study_set, studied.made = final, fingerprints(final)
        return
    final = with_earlier_translations(merged, final)
    ids = {t.id for t in final.terms} | {c.id for c in final.claims}
    studied.yours = len(merged.yours & ids)
    studied.dropped = len(merged.dropped)
    studied.study_set, studied.made = final, merged.made(final)


def read_card_files(paths: Iterable[Path]) -> tuple[list[Studied], list[Failure]]:
    """Read card files, each for itself."""
    done: list[Studied] = []
    failures: list[Failure] = []
    for path in paths:
        try:
            card_file = read_card_file(path)
        except StudycardsError as error:
            failures.append(Failure(str(path), str(error)))
        else:
            done.append(Studied(None, path, card_file.study_set, dict(card_file.made)))
    return done, failures


def write_cards(studied: Iterable[Studied]) -> None:
    """Write the card files of talks, each whole or not at all."""
    for talk in studied:
        if talk.card_file:
            write_card_file(talk.card_file, talk.study_set, talk.made)


def write_deck(studied: Sequence[Studied], deck: Path, options: DeckOptions) -> DeckReport:
    """Write one package of some talks, and beside their card files when each note last changed.

    One talk's times stand beside its card file; those of a package of several beside the package,
    which begins with what the card files know.
    """
    from decks.apkg import write_apkg

    locks = [lock_path(talk.card_file) for talk in studied if talk.card_file]
    own = locks[0] if len(locks) == 1 and len(studied) == 1 else lock_path(deck)
    times = known_times([*locks, own]) or read_times(deck)
    report = write_apkg([t.study_set for t in studied], deck, options=options, times=times)
    save_times(report.times, own)
    return report


def known_times(locks: Iterable[Path]) -> NoteTimes:
    """Return what lock files know together, a later one before an earlier one."""
    known: dict[str, NoteTime] = {}
    for lock in dict.fromkeys(locks):
        known.update(load_times(lock).items())
    return NoteTimes(known)


def choose_script(study_sets: Iterable[StudySet]) -> str:
    """Return "traditional" if all Chinese talks are in such characters, else "simplified"."""
    from cards.language import detect_script

    scripts = {
        detect_script(" ".join(c.said for c in s.claims))
        for s in study_sets
        if s.talk.language == "zh"
    }
    return "traditional" if scripts == {"hant"} else "simplified"


def in_one_deck(options: DeckOptions, name: str) -> DeckOptions:
    """Return the options with all talks in one deck of this name."""
    return replace(options, deck=name)
