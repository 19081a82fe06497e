"""Turn card files' JSON into the form of a term-and-claim scorer, one file a talk.

    python tests/benchmarks/score_talks.py OUT_DIR TALK... [--without PART]

Writes OUT_DIR/<name of the talk>.json: {"terms": [{"term", "translation"}], "claims": [{"text",
"translation"}]}. A term is shown as a card shows it: the headword, its abbreviation and the form the
talk uses in brackets, mishearings left out. `--without` leaves out one part of the program, to see
what it is worth: one of PARTS, or of the SIGNS that claims are weighed by.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cards import Extraction, ExtractOptions, Transcript, extract, load_glossary, read_transcript
from cards.evidence import FoundTerm
from cards.glossary import form_key
from cards.repair import MISHEARD
from cards.worth import weigh

PARTS = ("company", "misheard", "compounds", "score", "summary", "likeness", "standing", "joining",
         "cutting")  # fmt: skip
SIGNS = ("length", "a term", "terms", "speaker", "past", "pronouns", "fillers", "joined", "stress",
         "hedge", "address", "asking", "mid-sentence", "cut")  # fmt: skip


def shown(extraction: Extraction) -> dict[str, Any]:
    """Return what a learner would see of an extraction, in the scorer's form."""
    english = extraction.transcript.language == "en"
    terms = []
    for term in extraction.terms:
        if not term.refused:
            entry = term.entry
            if english:
                row = {"term": _as_said(term, entry.en, entry.abbr), "translation": entry.zh[0]}
            else:
                row = {"term": _as_said(term, entry.zh[0], ()), "translation": entry.en}
            terms.append(row)
    claims = [
        {"text": c.en if english else c.zh, "translation": c.zh if english else c.en}
        for c in extraction.study_set.claims
    ]
    return {"terms": terms, "claims": claims}


def _as_said(term: FoundTerm, name: str, abbr: tuple[str, ...]) -> str:
    """Return the name with the abbreviation and the talk's own form in brackets."""
    own = {form_key(f) for f in (name, *abbr)}
    said = [p.match.text for p in term.places if p.match.kind not in MISHEARD]
    others = [f for f in said if form_key(f) not in own and f.isascii() == name.isascii()]
    brackets = [*abbr[:1], *([max(set(others), key=others.count)] if others else [])]
    return name + "".join(f" ({b})" for b in brackets)


@contextmanager
def without(part: str) -> Iterator[None]:
    """Leave one part of the program out."""
    nothing: Any = lambda *args, **kwargs: []  # noqa: E731
    patches: dict[str, list[Any]] = {
        "": [],
        "company": [patch("cards.terms.is_everyday", lambda match: False),
                    patch("cards.terms.is_elliptical", lambda match: False)],
        "misheard": [patch("cards.terms.find_misheard", nothing)],
        "compounds": [patch("cards.terms.find_compounds", nothing)],
        "score": [patch("cards.terms._LEAST_SCORE", 0.0)],
        "likeness": [patch("cards.claims.Vectors.likeness", lambda *a: 0.0),
                     patch("cards.claims.Vectors.same", lambda *a: False)],
        "standing": [patch("cards.claims.unfit", lambda *a: "")],
        "joining": [patch("cards.claims.joined", lambda *a: None)],
        "cutting": [patch("cards.claims.shortened", lambda *a: None)],
    }  # fmt: skip
    for sign in SIGNS:
        patches[sign] = [patch("cards.claims.weigh", _dropping(sign))]
    with ExitStack() as stack:
        for one in patches[part]:
            stack.enter_context(one)
        yield


def _dropping(sign: str) -> Any:
    return lambda *args: {k: v for k, v in weigh(*args).items() if k != sign}


def read(path: Path, part: str = "") -> Transcript:
    """Read a talk; without its summary where that is the part left out."""
    transcript = read_transcript(path)
    return replace(transcript, summary=()) if part == "summary" else transcript


def main(arguments: list[str]) -> None:
    """Write one JSON file a talk."""
    part = ""
    if "--without" in arguments:
        at = arguments.index("--without")
        part = arguments[at + 1]
        if part not in (*PARTS, *SIGNS):
            sys.exit(f"no such part: {part}; there are {', '.join((*PARTS, *SIGNS))}")
        arguments = arguments[:at] + arguments[at + 2 :]
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    glossary = load_glossary()
    for name in arguments[1:]:
        path = Path(name)
        with without("" if part == "summary" else part):
            data = shown(extract(read(path, part), glossary, ExtractOptions()))
        target = out / f"{path.stem}.json"
        target.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
