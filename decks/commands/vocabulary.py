"""`studycards vocabulary`: the glossary, or some topics of it, as a deck."""

from __future__ import annotations

from pathlib import Path

import click

from decks.commands import options
from decks.commands.console import Bar, counted


@click.command(
    short_help="A deck of the built-in AI glossary.",
    epilog=options.example(
        "studycards vocabulary -o ai-vocabulary.apkg",
        "studycards vocabulary --topic reasoning --topic agents-tools -o agents.apkg",
    ),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("ai-vocabulary.apkg"),
    show_default=True,
    metavar="DECK.apkg",
    help="The package.",
)
@click.option(
    "--topic",
    "topics",
    multiple=True,
    metavar="TOPIC",
    help="Only this topic (`studycards glossary topics` lists them). Repeatable.",
)
@options.glossary_option
@options.style_options
@options.tsv_option
def vocabulary(
    output: Path,
    topics: tuple[str, ...],
    glossaries: tuple[Path, ...],
    script: str | None,
    tts: bool,
    typing: bool,
    tsv: Path | None,
) -> None:
    """Make a deck of the built-in AI glossary, with a subdeck for each topic.

    Its notes are those that talks give: what is learnt in one deck counts in the other.
    """
    from decks.commands.report import deck_lines, what_next
    from decks.options import DeckError
    from decks.vocabulary import vocabulary_sets, write_vocabulary

    options.check_deck_name(output)
    options.check_outputs([output, tsv], glossaries)
    glossary = options.load_glossaries(glossaries)
    try:
        sets = vocabulary_sets(glossary, topics)
    except DeckError as error:
        raise click.BadParameter(str(error), param_hint="--topic") from None
    chosen = options.make_deck_options(script, tts, typing, ())
    with Bar("Writing the deck"):
        report = write_vocabulary(sets, output, chosen)
    click.echo(
        f"{counted(sum(len(s.terms) for s in sets), 'term')} in {counted(len(sets), 'topic')}"
    )
    for line in deck_lines(report, output):
        click.echo(line)
    if tsv:
        from decks.tsv import write_tsv

        write_tsv(sets, tsv, options=chosen)
        click.echo(f"{tsv}: the same notes as text")
    what_next([output], [])
