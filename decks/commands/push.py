"""`studycards push`: cards into an Anki that is running, through AnkiConnect."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from decks.commands import options
from decks.commands.console import Bar, counted, failed, note
from decks.commands.inputs import TalkOptions, study_sets_of

_SHOWN = 10  # failed notes named one by one


@click.command(
    short_help="Cards into a running Anki (AnkiConnect).",
    epilog=options.example("studycards push talk.cards.yaml"),
)
@click.argument(
    "sources", metavar="CARDS.yaml|TALK...", type=options.INPUT, nargs=-1, required=True
)
@click.option(
    "--anki",
    metavar="URL",
    default="http://127.0.0.1:8765",
    show_default=True,
    help="Where AnkiConnect listens.",
)
@click.option("--key", envvar="ANKICONNECT_KEY", metavar="KEY", help="AnkiConnect's key, if set.")
@options.reading_options
@options.glossary_option
@options.style_options
def push(
    sources: tuple[str, ...],
    anki: str,
    key: str | None,
    language: Any,
    format_: str | None,
    glossaries: tuple[Path, ...],
    script: str | None,
    tts: bool,
    typing: bool,
) -> None:
    """Put cards into a running Anki that has the add-on AnkiConnect (code 2055492159).

    Cards that Anki has are updated field by field; your own fields, tags and progress stay.
    """
    from decks.push import push as push_notes

    sets, failures = study_sets_of(sources, TalkOptions(language, format_, glossaries))
    if not sets:
        failed(failures)
    chosen = options.make_deck_options(script, tts, typing, sets)
    with Bar("Talking to Anki"):
        report = push_notes(sets, url=anki, key=key, options=chosen)
    click.echo(
        f"Anki: {report.added:,} new, {report.updated:,} updated, {report.unchanged:,} unchanged"
    )
    for skipped in report.skipped:
        note(f"no card for {skipped.card_id}: {skipped.reason}")
    if report.without_guid:
        note(
            f"{counted(report.without_guid, 'note')} went in without our ids, since Anki runs "
            "elsewhere: do not import a package of the same talk there as well"
        )
    for one in report.failed[:_SHOWN]:
        note(f"Error: {one.card_id}: {one.reason}")
    failed(failures)
    if report.failed:
        raise click.ClickException(f"Anki did not take {counted(len(report.failed), 'note')}")
