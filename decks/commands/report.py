"""What a command that made a deck says at its end: what a person got, and what to do with it."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from decks.commands.console import counted

if TYPE_CHECKING:
    from cards.study_set import Claim, Term
    from decks.apkg import DeckReport
    from decks.build import Studied
    from translate.study_sets import TranslationReport

_BY = {
    "glossary": "by the glossary",
    "argos": "by Argos",
    "libretranslate": "by LibreTranslate",
    "chat": "by the chat model",
    "you": "by you",
}
_KINDS = {"term": "of terms", "claim": "of claims", "cloze": "to fill in"}
_LANGUAGES = {"en": "English", "zh": "Chinese"}
# No reason to look at a card: what it has shows on the card itself.
_PLAIN = frozenset({"untranslated"})


def talk_lines(talk: Studied) -> Iterable[str]:
    """Give the lines about one talk: what was found, who translated it, what wants a look."""
    study_set = talk.study_set
    about = [_LANGUAGES[study_set.talk.language], study_set.talk.date or ""]
    yield f"{study_set.talk.title} ({', '.join(a for a in about if a)})"
    yield (
        f"  found       {counted(len(study_set.terms), 'term')}, "
        f"{counted(len(study_set.claims), 'claim')}"
    )
    yield f"  translated  {_translated('term', study_set.terms)}"
    if study_set.claims:
        yield f"              {_translated('claim', study_set.claims)}"
    checks = [t.check for t in study_set.terms] + [c.check for c in study_set.claims]
    doubts = [set(check) - _PLAIN for check in checks]
    if any(doubts):
        reasons = Counter(reason for doubt in doubts for reason in doubt).most_common()
        listed = ", ".join(f"{reason} {n}" for reason, n in reasons)
        yield f"  look at     {counted(sum(map(bool, doubts)), 'card')}: {listed}"
    if talk.yours or talk.dropped:
        kept = [f"{counted(talk.yours, 'card')} as you changed them"] if talk.yours else []
        gone = [f"{counted(talk.dropped, 'card')} you deleted left out"] if talk.dropped else []
        yield f"  kept        {', '.join(kept + gone)}"


def _translated(what: str, cards: Sequence[Term] | Sequence[Claim]) -> str:
    """Return "52 terms by the glossary, 3 by Argos; 2 without a translation"."""
    by = Counter(card.origin for card in cards if card.en and card.zh)
    open_ = sum(not (card.en and card.zh) for card in cards)
    parts = [f"{n:,} {_BY.get(origin, origin)}" for origin, n in by.most_common()]
    if open_:
        how = "" if what == "term" else " (cards with a key term to fill in)"
        parts.append(f"{open_:,} without a translation{how}")
    return f"{what}s: {', '.join(parts) or 'none'}"


def translation_line(report: TranslationReport) -> str:
    """Return what the run translated and what it knew already, "" where no engine was at work."""
    if not report.translated and not report.remembered:
        return ""
    new = [f"{n:,} translated {_BY.get(name, name)}" for name, n in report.translated.items()]
    parts = [*(new or ["0 translated"]), f"{report.remembered:,} remembered from earlier"]
    if report.untranslated:
        parts.append(f"{report.untranslated:,} without a translation")
    if report.suspect:
        parts.append(f"{report.suspect:,} to look at")
    return f"{counted(report.sentences, 'sentence')}: {', '.join(parts)}"


def deck_lines(report: DeckReport, deck: Path) -> Iterable[str]:
    """Give the lines about a package: cards by kind, changes since the last build, where it is."""
    kinds = [f"{n:,} {_KINDS[kind]}" for kind, n in report.cards.items() if n]
    yield f"{deck}: {counted(sum(report.cards.values()), 'card')} ({', '.join(kinds)})"
    unchanged = sum(report.notes.values()) - report.new - report.changed
    if unchanged:
        yield (
            f"  since the last build: {report.new:,} new, {report.changed:,} changed, "
            f"{unchanged:,} unchanged (Anki leaves those alone)"
        )
    for skipped in report.skipped[:5]:
        yield f"  no card for {skipped.card_id}: {skipped.reason}"
    if len(report.skipped) > 5:
        yield f"  no card for {len(report.skipped) - 5} more"


def what_next(decks: Sequence[Path], card_files: Sequence[Path]) -> None:
    """Print how the decks get into Anki, and how cards are corrected."""
    click.echo(
        "To import: open the .apkg with Anki (double-click it, or File > Import). Importing a\n"
        "later build again updates the cards and keeps your progress."
    )
    if card_files:
        names = " ".join(shlex.quote(str(path)) for path in card_files[:3])
        more = " ..." if len(card_files) > 3 else ""
        click.echo(
            f"To correct cards: edit {names}{more}, then\n"
            f"  studycards pack {names}{more} -o {shlex.quote(str(decks[0]))}"
        )
