"""`studycards glossary`: look a term up, count the topics, check a file of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from decks.commands import options
from decks.commands.console import counted, note

if TYPE_CHECKING:
    from cards.glossary import Glossary, GlossaryEntry

_LISTS = (
    ("also", "also"),
    ("heard_as", "heard as"),
    ("false_friends", "not to be rendered as"),
    ("near", "tell apart"),
)


@click.group(
    short_help="Look terms up; check a glossary file.",
    epilog=options.example("studycards glossary find 微调"),
)
def glossary() -> None:
    """Look terms up in the bilingual AI glossary, or check a glossary file of your own."""


@glossary.command(
    epilog=options.example(
        "studycards glossary find attention", "studycards glossary find 强化学系"
    )
)
@click.argument("words", metavar="WORD...", nargs=-1, required=True)
@click.option(
    "-n",
    "--most",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    metavar="N",
    help="Show at most so many entries.",
)
@options.glossary_option
def find(words: tuple[str, ...], most: int, glossaries: tuple[Path, ...]) -> None:
    """Show the entries for WORD, English or Chinese, the beginning of it, or misspelled."""
    from cards.glossary.search import find_entries

    word = " ".join(words)
    loaded = options.load_glossaries(glossaries)
    hits = find_entries(loaded, word, most)
    if not hits:
        raise click.ClickException(
            f"{word!r} is not in the glossary, and nothing there is like it; "
            "`--glossary FILE` adds terms of your own"
        )
    if hits[0].how == "similar":
        note(f"{word!r} is not in the glossary; similar:")
    click.echo("\n\n".join("\n".join(_shown(hit.entry, loaded)) for hit in hits))


def _shown(entry: GlossaryEntry, loaded: Glossary) -> list[str]:
    """Return the lines of an entry: names, meanings, then what else is known."""
    topic = next((t for t in loaded.topics if t.key == entry.topic), None)
    abbreviations = [*entry.abbr, entry.full]
    english = " · ".join([entry.en, *(a for a in abbreviations if a)])
    reading = f" ({entry.pinyin})" if entry.pinyin else ""
    lines = [
        f"{english}  {entry.zh[0]}{reading}",
        f"  {entry.meaning_en}",
        f"  {entry.meaning_zh}",
    ]
    if entry.zh[1:]:
        lines.append(f"  Chinese also: {'、'.join(entry.zh[1:])}")
    if entry.tw:
        lines.append(f"  Taiwan: {entry.tw}")
    for field, label in _LISTS:
        if values := getattr(entry, field):
            lines.append(f"  {label}: {', '.join(values)}")
    if entry.everyday:
        lines.append("  an everyday word too: a term only in technical company")
    since = f", since {entry.since}" if entry.since else ""
    lines.append(f"  topic: {topic.en if topic else entry.topic}{since}")
    return lines


@glossary.command(epilog=options.example("studycards glossary topics"))
@options.glossary_option
def topics(glossaries: tuple[Path, ...]) -> None:
    """Count the entries of each topic."""
    from collections import Counter

    loaded = options.load_glossaries(glossaries)
    counts = Counter(entry.topic for entry in loaded.entries)
    width = max(len(topic.key) for topic in loaded.topics)
    for topic in loaded.topics:
        click.echo(f"{counts[topic.key]:6,}  {topic.key:{width}}  {topic.en} · {topic.zh}")
    new = sum(entry.since >= 2020 for entry in loaded.entries)
    heard = sum(bool(entry.heard_as) for entry in loaded.entries)
    click.echo(
        f"{len(loaded.entries):6,}  in {counted(len(loaded.topics), 'topic')}; {new:,} "
        f"came into use in 2020 or later, {heard:,} know how they are misheard"
    )


@glossary.command(epilog=options.example("studycards glossary check my-glossary.yaml"))
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
def check(files: tuple[Path, ...]) -> None:
    """Check glossary files of your own and list every fault with its line."""
    from cards.glossary.own import check_own_files

    built_in = options.load_glossaries(())
    faults = 0
    for file in check_own_files(files, built_in.entries):
        for line, what in file.faults:
            click.echo(f"{file.name}:{line}: {what}")
        faults += len(file.faults)
        replaced = {e.en for e in file.entries} & {e.en for e in built_in.entries}
        note(
            f"{file.name}: {counted(len(file.entries), 'entry', 'entries')} without a fault"
            + (f", {len(replaced)} in place of built-in ones" if replaced else "")
        )
    if faults:
        raise click.ClickException(f"{counted(faults, 'fault')}; see above")
