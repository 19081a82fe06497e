"""`studycards check`: decks and card files against the rules of good cards."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from decks.commands import options
from decks.commands.console import counted, failed, note

if TYPE_CHECKING:
    from decks.build import Failure
    from decks.findings import Finding


@click.command(
    short_help="Decks and card files against the rules of good cards.",
    epilog=options.example("studycards check talk.cards.yaml", "studycards check talk.apkg"),
)
@click.argument(
    "files",
    metavar="DECK.apkg|CARDS.yaml...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
)
@click.option("--strict", is_flag=True, help="Fail for warnings too, not only for errors.")
def check(files: tuple[Path, ...], strict: bool) -> None:
    """Check decks and card files against the rules of good cards.

    An error does damage and fails the check; a warning makes a poor card.
    """
    from decks.lint import RULES

    findings: list[Finding] = []
    failures = []
    for path in files:
        found, unreadable = _findings(path)
        failures += unreadable
        for finding in found:
            click.echo(
                f"{path}: {finding.level}: {finding.card}: {finding.message} [{finding.rule}]"
            )
        findings += found
    for rule, number in Counter(f.rule for f in findings).most_common():
        note(f"{number:5}  {rule}: {RULES[rule]}")
    levels = Counter(f.level for f in findings)
    note(f"{counted(levels['error'], 'error')}, {counted(levels['warning'], 'warning')}")
    failed(failures)
    if levels["error"] or (strict and findings):
        raise click.exceptions.Exit(1)


def _findings(path: Path) -> tuple[list[Finding], list[Failure]]:
    """Return what is wrong with a file, or why it cannot be read."""
    from cards.card_file import read_card_file
    from cards.errors import StudycardsError
    from decks.build import Failure
    from decks.lint import lint_apkg, lint_study_set

    try:
        if path.suffix.lower() == ".apkg":
            return lint_apkg(path), []
        return lint_study_set(read_card_file(path).study_set), []
    except StudycardsError as error:
        return [], [Failure(str(path), str(error))]
