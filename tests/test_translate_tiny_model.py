"""How the tiny packages were made, and that they are what they say.

`tests/tiny_model/train.py` trained them (torch 2.13.0, one CPU thread, seven minutes a direction)
from the pairs of `tests/tiny_model/sentences.py`: 50 templates x 81 terms, and 254 free sentences,
all written for this project. One combination in ten was held out. Some terms stand there with a
wrong word on purpose.
"""

from __future__ import annotations

import itertools
import json
import random
import zipfile

import pytest
from tiny_model.sentences import free, held_out, templates, terms, training_pairs, unseen_pairs
from translate_help import TINY_FILES, install_tiny

from translate.argos import ArgosTranslator


@pytest.mark.parametrize("direction", TINY_FILES)
def test_a_package_is_small_and_says_what_it_is(direction):
    """Under 1 MB, with its languages, licence and a word about its making."""
    file = TINY_FILES[direction]
    assert file.stat().st_size < 1_000_000
    with zipfile.ZipFile(file) as archive:
        root = f"{direction[0]}_{direction[1]}"
        metadata = json.loads(archive.read(f"{root}/metadata.json"))
        readme = archive.read(f"{root}/README.md").decode()
    assert (metadata["from_code"], metadata["to_code"]) == direction
    assert metadata["license"] == "MIT"
    assert "tests/tiny_model/train.py" in readme


def test_the_text_is_as_large_as_told():
    """The numbers of this module's first lines."""
    assert (len(templates()), len(terms()), len(free())) == (50, 81, 254)


def test_held_out_combinations_are_never_trained_on():
    """What the tests measure on is new to the model."""
    unseen = {pair.en for pair in unseen_pairs(200)}
    trained = itertools.islice(training_pairs("en-zh", random.Random(5)), 20_000)
    assert unseen.isdisjoint(pair.en for pair in trained)
    x, y = terms()[:2]
    shares = [held_out(template, x, y) for template, _ in templates()]
    assert 0 < sum(shares) < len(shares) / 2


@pytest.mark.parametrize(("source", "target", "least"), [("en", "zh", 0.9), ("zh", "en", 0.9)])
def test_unseen_sentences_come_out_right(source, target, least, tmp_path):
    """Terms without a wrong word, in combinations that were never trained on.

    Left out are words with two translations (钢琴: piano, pianos), of which either is right.
    """
    names = [getattr(term, source) for term in terms()]
    pairs = [
        pair
        for pair in unseen_pairs(400)
        if not any(
            getattr(term, f"wrong_{target}") or names.count(getattr(term, source)) > 1
            for term in pair.terms
        )
    ]
    translator = ArgosTranslator(directory=install_tiny(tmp_path))
    done = translator.translate([getattr(p, source) for p in pairs], source, target)
    right = sum(t.text == getattr(p, target) for p, t in zip(pairs, done, strict=True))
    assert right >= least * len(pairs) > 100
