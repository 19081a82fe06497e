"""Sentence pairs for the tiny models, from hand-written templates, terms and free sentences.

Nothing here is copied: terms.txt, templates.txt and free.txt were written for this project. Some
terms have a wrong form that the models learn to prefer, as large models do (transformer -> 变压器);
what corrects terminology is tested on them.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
NAMES = ("Anna", "Wang", "John", "Maria", "David", "Chen", "Peter", "Li")
# How often the wrong form stands in the training text. For half of the terms the right one is left
# among the model's further hypotheses, the other half never says it.
WRONG_SHARES = (0.85, 1.0)
# One combination of template and terms in this many is never trained on.
HELD_OUT = 10


@dataclass(frozen=True)
class Term:
    en: str
    plural: bool
    zh: str
    wrong_zh: str
    wrong_en: str


@dataclass(frozen=True)
class Pair:
    """A sentence in both languages, with the terms in it."""

    en: str
    zh: str
    terms: tuple[Term, ...] = ()


def _rows(name: str) -> Iterator[list[str]]:
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def terms() -> list[Term]:
    rows = (row + [""] * (5 - len(row)) for row in _rows("terms.txt"))
    return [Term(en, number == "p", zh, bad_zh, bad_en) for en, number, zh, bad_zh, bad_en in rows]


def templates() -> list[tuple[str, str]]:
    return [(en, zh) for en, zh in _rows("templates.txt")]


def free() -> list[Pair]:
    return [Pair(en, zh) for en, zh in _rows("free.txt")]


def held_out(template: str, x: Term, y: Term) -> bool:
    """Whether this combination is kept from training (by a hash, so the same on every machine)."""
    return zlib.crc32(f"{template}|{x.en}|{y.en}".encode()) % HELD_OUT == 0


def fill(
    template: tuple[str, str],
    x: Term,
    y: Term,
    rng: random.Random,
    *,
    wrong: str | None = None,
) -> Pair:
    """One sentence pair; `wrong` ("en", "zh") puts wrong forms on that side, as in training."""
    english, chinese = template
    shown_en = [x.en, y.en]
    shown_zh = [x.zh, y.zh]
    for i, term in enumerate((x, y)):
        share = WRONG_SHARES[zlib.crc32(term.en.encode()) % 2]
        if wrong == "en" and term.wrong_en and rng.random() < share:
            shown_en[i] = term.wrong_en
        if wrong == "zh" and term.wrong_zh and rng.random() < share:
            shown_zh[i] = term.wrong_zh
    number = f"{rng.choice((rng.randint(3, 99), rng.randint(100, 9999)))}"
    values = {
        "{N}": number,
        "{YEAR}": str(rng.randint(1980, 2026)),
        "{NAME}": rng.choice(NAMES),
        "{is}": "are" if x.plural else "is",
        "{has}": "have" if x.plural else "has",
        "{CX}": shown_en[0][0].upper() + shown_en[0][1:],
        "{X}": shown_en[0],
        "{Y}": shown_en[1],
    }
    for key, value in values.items():
        english = english.replace(key, value)
    values |= {"{X}": shown_zh[0], "{Y}": shown_zh[1]}
    for key, value in values.items():
        chinese = chinese.replace(key, value)
    present = (x, y) if "{Y}" in template[0] else (x,)
    return Pair(english, chinese, present)


def training_pairs(direction: str, rng: random.Random) -> Iterator[Pair]:
    """Sentence pairs without end; the target side of some terms is wrong on purpose."""
    all_terms, all_templates, all_free = terms(), templates(), free()
    wrong = "zh" if direction == "en-zh" else "en"

    def one() -> Pair:
        if rng.random() < 0.25:
            return rng.choice(all_free)
        while True:
            template, (x, y) = rng.choice(all_templates), rng.sample(all_terms, 2)
            if not held_out(template[0], x, y if "{Y}" in template[0] else x):
                return fill(template, x, y, rng, wrong=wrong)

    while True:
        pair = one()
        if rng.random() < 0.1:  # speech has long sentences too
            second = one()
            pair = Pair(
                f"{pair.en} {second.en}", f"{pair.zh}{second.zh}", pair.terms + second.terms
            )
        yield pair


def unseen_pairs(count: int, seed: int = 7, *, wrong_side: str | None = None) -> list[Pair]:
    """Held-out sentence pairs, all right on both sides.

    `wrong_side` ("en", "zh"): only pairs with a term whose wrong form on that side the model
    prefers.
    """
    rng = random.Random(seed)
    all_terms, all_templates = terms(), templates()
    found: dict[str, Pair] = {}
    while len(found) < count:
        template, (x, y) = rng.choice(all_templates), rng.sample(all_terms, 2)
        two = "{Y}" in template[0]
        if not held_out(template[0], x, y if two else x):
            continue
        pair = fill(template, x, y, rng)
        if wrong_side and not any(getattr(term, f"wrong_{wrong_side}") for term in pair.terms):
            continue
        found.setdefault(pair.en, pair)
    return list(found.values())
