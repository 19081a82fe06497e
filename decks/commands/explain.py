"""`studycards explain`: why a term or claim of a talk was chosen, or was not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from decks.commands import options
from decks.commands.console import counted, failed

if TYPE_CHECKING:
    from cards.evidence import FoundClaim, FoundTerm
    from cards.extract import Extraction
    from cards.glossary import Glossary, GlossaryEntry

_SHOWN = 15  # refused candidates without --all: the nearest misses
_PLACES = 6  # places shown of one term
_HOW = {
    "exact": "as it is",
    "inflected": "inflected",
    "spelled": "spelled out",
    "heard": "misheard, as the glossary knows",
    "sound": "misheard, it sounds alike",
    "typo": "misspelled",
}


@click.command(
    short_help="Why a term or claim was chosen or not.",
    epilog=options.example(
        "studycards explain talk.txt",
        'studycards explain talk.txt "scaling law"',
    ),
)
@click.argument("talk", metavar="TALK", type=options.INPUT)
@click.argument("words", metavar="[TERM]", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every candidate that was refused.")
@options.reading_options
@options.extraction_options
@options.glossary_option
def explain(
    talk: str,
    words: tuple[str, ...],
    everything: bool,
    language: Any,
    format_: str | None,
    max_terms: int | None,
    max_claims: int | None,
    glossaries: tuple[Path, ...],
) -> None:
    """Say why TERM was chosen from TALK or not; without TERM, why everything was.

    TERM is a term in either language, or words of a sentence that might be a claim.
    """
    from cards.extract import ExtractOptions, extract
    from decks.build import read_talks

    glossary = options.load_glossaries(glossaries)
    read, failures = read_talks(options.sources_of([talk]), language=language, format=format_)
    failed(failures)
    wanted = " ".join(words)
    chosen = ExtractOptions(max_terms=max_terms, max_claims=max_claims)
    for one in read:
        extraction = extract(one.transcript, glossary, chosen)
        if wanted:
            _explain_one(extraction, glossary, wanted)
        else:
            _explain_all(extraction, everything)


def _explain_all(extraction: Extraction, everything: bool) -> None:
    click.echo(extraction.transcript.title)
    for what, found in (("term", extraction.terms), ("claim", extraction.claims)):
        taken = [f for f in found if not f.refused]
        refused = [f for f in found if f.refused]
        shown = refused if everything else refused[:_SHOWN]
        click.echo(f"\n{counted(len(taken), what)} chosen (score, {what}):")
        for item in taken:
            click.echo(f"{item.score:6.2f}  {_line(item)}")
        click.echo(f"\n{counted(len(refused), what)} refused:")
        for item in shown:
            click.echo(f"{item.score:6.2f}  {_line(item)}\n        {item.refused}")
        if len(shown) < len(refused):
            click.echo(f"        ... {len(refused) - len(shown)} more: --all shows them")


def _line(found: FoundTerm | FoundClaim) -> str:
    from cards.evidence import FoundTerm

    if not isinstance(found, FoundTerm):
        return found.text
    heard = f", misheard as {', '.join(found.heard_as)}" if found.heard_as else ""
    name = found.entry.zh[0] if found.entry.zh else "no Chinese yet"
    return f"{found.entry.en} · {name}  ({counted(found.count, 'time')}{heard})"


def _explain_one(extraction: Extraction, glossary: Glossary, wanted: str) -> None:
    terms = _terms_called(extraction, glossary, wanted)
    for term in terms:
        _show_term(term, extraction)
    folded = "".join(wanted.casefold().split())
    claims = [
        c for c in extraction.claims if folded in _folded(c.text) or folded in _folded(c.said)
    ]
    # Of a term the chosen claims are of interest, of a sentence every candidate that has it.
    claims = [c for c in claims if not c.refused] if terms else claims
    for claim in claims[:_SHOWN]:
        _show_claim(claim)
    if not terms and not claims:
        _show_absent(extraction, glossary, wanted)


def _folded(text: str) -> str:
    return "".join(text.casefold().split())


def _terms_called(extraction: Extraction, glossary: Glossary, wanted: str) -> list[FoundTerm]:
    from cards.glossary import form_key

    entries = {e.en for language in ("en", "zh") if (e := glossary.lookup(wanted, language))}
    key = form_key(wanted)
    return [
        t
        for t in extraction.terms
        if t.entry.en in entries
        or form_key(t.entry.en) == key
        or any(form_key(p.match.text) == key for p in t.places)
    ]


def _show_term(term: FoundTerm, extraction: Extraction) -> None:
    verdict = f"refused: {term.refused}" if term.refused else "chosen"
    click.echo(f"{_line(term)}\n  {verdict}; score {term.score:.2f}")
    if term.origin == "glossary":
        where = term.entry.where or "the glossary"
        click.echo(f"  from the glossary ({where}, topic {term.entry.topic})")
    else:
        click.echo(f"  not in the glossary; proposed by {term.origin}")
    sentences = extraction.transcript.sentences
    for place in term.places[:_PLACES]:
        how = _HOW.get(place.match.kind, place.match.kind)
        support = f", company {place.support:.1f}" if place.support != 1.0 else ""
        if place.sentence is None:
            click.echo(f"  title or summary: {place.match.text!r}, {how}{support}")
            continue
        sentence = sentences[place.sentence]
        click.echo(f"  {_at(sentence.start)}{place.match.text!r}, {how}{support}: {sentence.text}")
    if len(term.places) > _PLACES:
        click.echo(f"  ... and {len(term.places) - _PLACES} places more")


def _show_claim(claim: FoundClaim) -> None:
    verdict = f"refused: {claim.refused}" if claim.refused else "chosen"
    click.echo(f"claim: {claim.text}\n  {verdict}; score {claim.score:.2f}")
    if claim.said != claim.text:
        click.echo(f"  said: {claim.said}")
    weights = sorted(claim.reasons.items(), key=lambda r: -abs(r[1]))
    if weights:
        click.echo(f"  because of {', '.join(f'{name} {w:+.2f}' for name, w in weights if w)}")


def _show_absent(extraction: Extraction, glossary: Glossary, wanted: str) -> None:
    """Say what stopped a term that is no candidate: not said, or said but not known as a term."""
    from cards.glossary.search import find_entries

    folded = _folded(wanted)
    said = [s for s in extraction.transcript.sentences if folded in _folded(s.text)]
    hits = find_entries(glossary, wanted, 3)
    if said:
        click.echo(f"{wanted!r} is said in {counted(len(said), 'sentence')}, but is no candidate:")
        for sentence in said[:_PLACES]:
            click.echo(f"  {_at(sentence.start)}{sentence.text}")
    else:
        click.echo(f"{wanted!r} was not met in this talk, in no form that is known.")
    if hits and hits[0].how == "exact":
        entry = hits[0].entry
        forms = (*entry.english_forms, *entry.zh, *entry.heard_as)
        click.echo(f"  the glossary knows it; looked for were {', '.join(forms)}")
        _show_near_misses(extraction, entry)
    elif hits:
        near = ", ".join(f"{h.entry.en} · {h.entry.zh[0]}" for h in hits)
        click.echo(f"  it is not in the glossary; near it are {near}")
    else:
        click.echo("  it is not in the glossary; `--glossary FILE` adds terms of your own")


def _show_near_misses(extraction: Extraction, entry: GlossaryEntry) -> None:
    """Say what is like the term but was left as it is, so that a user can judge."""
    from cards.mishearing import near_misses

    sentences = extraction.transcript.sentences
    misses = near_misses([s.text for s in sentences], entry)
    if misses:
        click.echo("  like it, but not repaired:")
    for miss in misses:
        sentence = sentences[miss.text]
        click.echo(
            f"  {_at(sentence.start)}{miss.said!r} for {miss.form!r}, {miss.why}: {sentence.text}"
        )
    if misses:
        click.echo("  if one of them is the term, `heard_as` in a glossary of your own repairs it")


def _at(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d} "
