"""Read a document on standard input, print its term candidates, one a line, the best first.

    python tests/benchmarks/one_term_per_line.py < abstract.txt

For keyphrase benchmarks: glossary terms and candidates by termhood in one ranking.
"""

from __future__ import annotations

import sys

from cards.candidates import find_candidates
from cards.glossary import load_glossary
from cards.language import detect_language, split_sentences
from cards.matching import Matcher
from cards.tagging import tag_sentences
from cards.words import tokens


def main() -> None:
    """Rank the phrases of standard input."""
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    text = sys.stdin.read()
    language = detect_language(text)
    found = Matcher(load_glossary()).find(text)
    if language == "en":
        known = frozenset(" ".join(w.norm for w in tokens(m.text)) for m in found)
    else:
        known = frozenset("".join(m.text.split()).lower() for m in found)
    tagged = tag_sentences(split_sentences(text, language), language)
    for candidate in find_candidates(tagged, language, known):
        print(candidate.form)


if __name__ == "__main__":
    main()
