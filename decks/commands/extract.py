"""`studycards extract`: a talk in, its card file out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from decks.commands import options
from decks.commands.console import Bar, failed, note
from decks.commands.translation import TranslationChoice, offer_models, opened


@click.command(
    short_help="Only the card file of a talk.",
    epilog=options.example(
        "studycards extract talk.txt -o talk.cards.yaml",
        "studycards extract talk.txt --json",
    ),
)
@click.argument("talk", metavar="TALK", type=options.INPUT)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The card file (YAML; JSON if it ends in .json). By default it is printed.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@options.reading_options
@options.extraction_options
@options.glossary_option
@options.translation_options
def extract(
    talk: str,
    output: Path | None,
    as_json: bool,
    language: Any,
    format_: str | None,
    max_terms: int | None,
    max_claims: int | None,
    glossaries: tuple[Path, ...],
    translator: str,
    url: str | None,
    model: str | None,
    no_memory: bool,
) -> None:
    """Take the key terms and claims out of TALK (a transcript, or - for standard input).

    The card file is for you to correct; `studycards pack` makes the deck of it. Where the file is
    there already, what you changed in it stays.
    """
    from cards.card_file import to_json, to_yaml
    from cards.extract import ExtractOptions
    from cards.output import write_whole
    from decks.build import read_talks, study_talks
    from decks.commands.report import talk_lines, translation_line

    choice = TranslationChoice(translator, url, model, no_memory)
    if output:
        options.check_outputs([output], [talk, *glossaries])
    glossary = options.load_glossaries(glossaries)
    read, failures = read_talks(options.sources_of([talk]), language=language, format=format_)
    failed(failures)
    if len(read) > 1:
        raise click.UsageError(f"{talk} holds {len(read)} talks; extract takes one, build many")
    offer_models(choice, (r.transcript.language for r in read))
    with Bar("Reading the talk") as bar, opened(choice, glossary) as (engine, memory):
        studied, failures, translation = study_talks(
            [(read[0], output)],
            glossary,
            engine,
            options=ExtractOptions(max_terms=max_terms, max_claims=max_claims),
            memory=memory,
            progress=bar,
        )
    failed(failures)
    for line in (*translation.notes, *talk_lines(studied[0]), translation_line(translation)):
        if line:
            note(line)
    json_wanted = as_json or (output is not None and output.suffix.lower() == ".json")
    text = (to_json if json_wanted else to_yaml)(studied[0].study_set, studied[0].made)
    if output is None:
        click.echo(text, nl=False)
        return
    write_whole(output, text.encode("utf-8"))
    note(f"{output}: correct it, then `studycards pack {output}`")
