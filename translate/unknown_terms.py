"""Terms that the glossary lacks: translated in the sentences that carry them.

Alone, a term comes out wrong too often to be put on a card. In each sentence, other nouns in its
place tell which part of the translation is the term's; only a reading on which the sentences agree
is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cards.transcript import Language
from translate.carriers import CARRIERS, best_texts, stand_ins
from translate.engine import Engine, Translation
from translate.memory import Memory, RememberingEngine
from translate.quality import UNTRANSLATED, repeats
from translate.terminology import agreed, differing, plausible_reading
from translate.typography import tidy

# Of a talk's sentences with the term; the carriers of every run come on top.
SENTENCES_PER_TERM = 3
READINGS_DISAGREE = "readings-disagree"


def translate_terms(
    carrying: Mapping[str, Sequence[str]],
    engine: Engine,
    source: Language,
    target: Language,
    *,
    memory: Memory | None = None,
) -> dict[str, Translation]:
    """A translation of each term on which its sentences agree; an empty one with the reason else.

    `carrying` maps each term to sentences of the talk that hold it.
    """
    frames = {term: _frames(term, sentences, source) for term, sentences in carrying.items()}
    wanted = dict.fromkeys(
        text for group in frames.values() for variants in group for text in variants
    )
    desk = RememberingEngine(engine, source, target, memory)
    answers = desk.propose(list(wanted))
    texts = dict(zip(wanted, (tidy(t, target) for t in best_texts(answers)), strict=True))
    return {
        term: _agreed_on(term, [[texts[v] for v in variants] for variants in group], engine, target)
        for term, group in frames.items()
    }


def _frames(term: str, sentences: Sequence[str], source: Language) -> list[list[str]]:
    """Sentences with the term, each followed by the same sentence with other nouns in its place."""
    frames = []
    pattern = re.compile(re.escape(term), re.IGNORECASE)
    for sentence in sentences:
        nouns = stand_ins(term, sentence, source)[:2]
        if len(pattern.findall(sentence)) == 1 and len(nouns) == 2:
            frames.append([sentence, *(pattern.sub(noun, sentence) for noun in nouns)])
        if len(frames) == SENTENCES_PER_TERM:
            break
    nouns = stand_ins(term, "", source)[:2]
    frames += [[c.format(w) for w in (term, *nouns)] for c in CARRIERS[source]]
    return frames


def _agreed_on(
    term: str, outputs: Sequence[Sequence[str]], engine: Engine, target: Language
) -> Translation:
    readings = [differing(group, target) for group in outputs]
    sound = [r for r in readings if plausible_reading(r, target) and _readable(r, term, target)]
    reading = agreed(sound)
    # the agreement must not be that of the shortest carriers alone
    if reading is None or 2 * sound.count(reading) < len(readings):
        return Translation("", engine.name, (UNTRANSLATED, READINGS_DISAGREE))
    if target == "zh" and reading.lower() == term.lower():
        return Translation(term, engine.name)
    return Translation(reading, engine.name)


def _readable(reading: str, term: str, target: Language) -> bool:
    """A reading in the target's script, or a name that stays as it is; never a loop."""
    if repeats(reading):
        return False
    if target == "zh":
        name = term[:1].isupper() and reading.lower() == term.lower()
        return name or re.search("[\u3400-\u9fff]", reading) is not None
    return re.search("[\u3400-\u9fff]", reading) is None
