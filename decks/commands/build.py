"""`studycards build`: talks in, decks and card files out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from decks.commands import options
from decks.commands.console import Bar, failed, note
from decks.commands.translation import TranslationChoice, offer_models, opened

if TYPE_CHECKING:
    from decks.build import Failure, Read, Studied


@click.command(
    short_help="Talks in, a deck and its card file out.",
    epilog=options.example(
        "studycards build talk.txt -o talk.apkg",
        "studycards build talks/ -o all.apkg --max-terms 40",
    ),
)
@click.argument("talks", metavar="TALK...", type=options.INPUT, nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DECK.apkg|FOLDER",
    help="One package for all talks, or a folder for a package each. By default one "
    "each in this folder, named as its talk.",
)
@click.option(
    "--cards",
    "cards_at",
    type=click.Path(path_type=Path),
    metavar="FILE|FOLDER",
    help="The card file, or with several talks their folder. By default beside the deck.",
)
@options.reading_options
@options.extraction_options
@options.glossary_option
@options.translation_options
@options.deck_options
def build(
    talks: tuple[str, ...],
    output: Path | None,
    cards_at: Path | None,
    language: Any,
    format_: str | None,
    max_terms: int | None,
    max_claims: int | None,
    glossaries: tuple[Path, ...],
    translator: str,
    url: str | None,
    model: str | None,
    no_memory: bool,
    script: str | None,
    tts: bool,
    typing: bool,
    tsv: Path | None,
    together: bool,
) -> None:
    """Build an Anki deck from each TALK (a transcript, a folder of them, or - for standard input).

    Beside the deck lies a card file (YAML): correct it, and pack it or build again; your changes
    stay.
    """
    from cards.extract import ExtractOptions
    from decks.build import read_talks, study_talks, write_cards
    from decks.commands.report import translation_line

    _check_usage(output, tsv, together)
    choice = TranslationChoice(translator, url, model, no_memory)
    sources = options.sources_of(talks)
    glossary = options.load_glossaries(glossaries)
    read, failures = read_talks(sources, language=language, format=format_)
    if not read:
        failed(failures)
    plan = _plan(read, output, cards_at)
    options.check_outputs(
        [*dict.fromkeys(d for d, _ in plan), *(c for _, c in plan), tsv], [*talks, *glossaries]
    )
    offer_models(choice, (talk.transcript.language for talk in read))
    with Bar("Reading the talks") as bar, opened(choice, glossary) as (engine, memory):
        studied, unusable, translation = study_talks(
            [(talk, cards) for talk, (_, cards) in zip(read, plan, strict=True)],
            glossary,
            engine,
            options=ExtractOptions(max_terms=max_terms, max_claims=max_claims),
            memory=memory,
            progress=bar,
        )
    for line in (*translation.notes, translation_line(translation)):
        if line:
            note(line)
    write_cards(studied)
    deck_of = {cards: deck for deck, cards in plan}
    decks: dict[Path, list[Studied]] = {}
    for talk in studied:
        assert talk.card_file
        decks.setdefault(deck_of[talk.card_file], []).append(talk)
    failures += unusable
    _write(decks, script, tts, typing, tsv, together, failures)
    failed(failures)


def _check_usage(output: Path | None, tsv: Path | None, together: bool) -> None:
    one = output is not None and output.suffix.lower() == ".apkg" and not output.is_dir()
    if output and not one and not output.is_dir():
        raise click.UsageError(
            f"-o {output}: neither a name ending in .apkg nor a folder that exists"
        )
    if output and one:
        options.check_deck_name(output)
    if (together or tsv) and not one:
        raise click.UsageError(f"{'--together' if together else '--tsv'} needs -o DECK.apkg")


def _plan(read: list[Read], output: Path | None, cards_at: Path | None) -> list[tuple[Path, Path]]:
    """Return, for each talk, the deck it goes into and the place of its card file."""
    folder = output if output and output.is_dir() else Path() if output is None else None
    names = _names(read)
    decks = [folder / f"{name}.apkg" if folder is not None else output for name in names]
    if cards_at is None:
        single = folder is None and len(read) == 1
        cards = [
            (deck.parent / f"{deck.stem if single else name}.cards.yaml")
            for deck, name in zip(decks, names, strict=True)
            if deck is not None
        ]
    elif cards_at.is_dir():
        cards = [cards_at / f"{name}.cards.yaml" for name in names]
    elif len(read) == 1:
        cards = [cards_at]
    else:
        raise click.UsageError(f"--cards {cards_at}: with several talks, name a folder that exists")
    return [(deck, card) for deck, card in zip(decks, cards, strict=True) if deck is not None]


def _names(read: list[Read]) -> list[str]:
    """Return a file name's stem for each talk, no two alike."""
    taken: dict[str, int] = {}
    names = []
    for talk in read:
        stem = talk.source.stem if talk.source else _stem(talk.transcript.title)
        taken[stem.casefold()] = number = taken.get(stem.casefold(), 0) + 1
        names.append(stem if number == 1 else f"{stem}-{number}")
    return names


def _stem(title: str) -> str:
    kept = "".join(c if c.isalnum() else "-" for c in title)
    return "-".join(part for part in kept.split("-") if part)[:60] or "talk"


def _write(
    decks: dict[Path, list[Studied]],
    script: str | None,
    tts: bool,
    typing: bool,
    tsv: Path | None,
    together: bool,
    failures: list[Failure],
) -> None:
    """Write each package and say what is in it; one that cannot be written is a failure."""
    from cards.errors import StudycardsError
    from decks.build import Failure, in_one_deck, write_deck
    from decks.commands.report import deck_lines, talk_lines, what_next

    written = []
    for deck, talks in decks.items():
        sets = [talk.study_set for talk in talks]
        chosen = options.make_deck_options(script, tts, typing, sets)
        if together:
            chosen = in_one_deck(chosen, f"AI Talks::{deck.stem}")
        try:
            report = write_deck(talks, deck, chosen)
            if tsv:
                from decks.tsv import write_tsv

                write_tsv(sets, tsv, options=chosen)
        except StudycardsError as error:
            failures.append(Failure(str(deck), str(error)))
            continue
        written.append(deck)
        for line in (
            *(line for talk in talks for line in talk_lines(talk)),
            *deck_lines(report, deck),
        ):
            click.echo(line)
    if written:
        what_next(written, [t.card_file for d in written for t in decks[d] if t.card_file])
