"""`studycards pack`: card files in, a deck out."""

from __future__ import annotations

from pathlib import Path

import click

from decks.commands import options
from decks.commands.console import failed


@click.command(
    short_help="Card files, edited or not, into a deck.",
    epilog=options.example("studycards pack talk.cards.yaml -o talk.apkg"),
)
@click.argument(
    "cards", metavar="CARDS.yaml...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DECK.apkg",
    help="The package. By default named as the first card file, beside it.",
)
@options.deck_options
def pack(
    cards: tuple[Path, ...],
    output: Path | None,
    script: str | None,
    tts: bool,
    typing: bool,
    tsv: Path | None,
    together: bool,
) -> None:
    """Pack card files, edited or not, into one Anki package."""
    from decks.build import in_one_deck, read_card_files, write_deck
    from decks.commands.report import deck_lines, what_next

    if output is None:
        stem = cards[0].name.removesuffix(cards[0].suffix).removesuffix(".cards")
        output = cards[0].with_name(f"{stem}.apkg")
    options.check_deck_name(output)
    options.check_outputs([output, tsv], cards)
    packed, failures = read_card_files(cards)
    if not packed:
        failed(failures)
    sets = [talk.study_set for talk in packed]
    chosen = options.make_deck_options(script, tts, typing, sets)
    if together:
        chosen = in_one_deck(chosen, f"AI Talks::{output.stem}")
    for line in deck_lines(write_deck(packed, output, chosen), output):
        click.echo(line)
    if tsv:
        from decks.tsv import write_tsv

        write_tsv(sets, tsv, options=chosen)
        click.echo(f"{tsv}: the same notes as text")
    what_next([output], [])
    failed(failures)
