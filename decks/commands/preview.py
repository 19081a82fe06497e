"""`studycards preview`: the cards as one page to read before importing them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from decks.commands import options
from decks.commands.console import counted, failed
from decks.commands.inputs import TalkOptions, study_sets_of
from decks.commands.translation import TranslationChoice


@click.command(
    short_help="All cards on one HTML page.",
    epilog=options.example("studycards preview talk.cards.yaml -o talk.html"),
)
@click.argument("source", metavar="CARDS.yaml|TALK", type=options.INPUT)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="PAGE.html",
    help="The page; - prints it. By default named as the input, in this folder.",
)
@options.reading_options
@options.glossary_option
@options.translation_options
@options.style_options
def preview(
    source: str,
    output: Path | None,
    language: Any,
    format_: str | None,
    glossaries: tuple[Path, ...],
    translator: str,
    url: str | None,
    model: str | None,
    no_memory: bool,
    script: str | None,
    tts: bool,
    typing: bool,
) -> None:
    """Show all cards of a card file, or of a talk, on one HTML page without scripts."""
    from decks.preview import preview_html, write_preview

    if output is None:
        output = Path("talk.html" if source == "-" else f"{Path(source).stem}.html")
    options.check_outputs([output], [source, *glossaries])
    choice = TranslationChoice(translator, url, model, no_memory)
    sets, failures = study_sets_of([source], TalkOptions(language, format_, glossaries, choice))
    if sets:
        chosen = options.make_deck_options(script, tts, typing, sets)
        if output == Path("-"):
            click.echo(preview_html(sets, options=chosen)[0], nl=False)
        else:
            number = write_preview(sets, output, options=chosen)
            click.echo(f"{output}: {counted(number, 'card')}; open it in a browser")
    failed(failures)
