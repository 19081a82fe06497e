"""Far from what a model knows it loops; no loop may pass for a translation."""

from __future__ import annotations

import random
import re

import pytest
from tiny_model.sentences import free, terms
from translate_help import install_tiny

from translate.argos import ArgosTranslator
from translate.quality import judged
from translate.sentences import translate_sentences

# What a reader sees at once, written another way than the check itself: something said three times
# running, whole words in English, two characters or more in Chinese.
LOOPS = {
    "zh": re.compile(r"([\u4e00-\u9fff]{2,}?)\1{2,}"),
    "en": re.compile(r"\b(\w+(?: \w+){0,4})(?: \1\b){2,}", re.IGNORECASE),
}


def _out_of_domain(language):
    """Single terms, doubled words and word salad; none of them says anything three times."""
    rng = random.Random(3)
    names = [getattr(term, language) for term in terms()]
    pieces = r"\w+" if language == "en" else r"\w\w"
    words = [w for pair in free() for w in re.findall(pieces, getattr(pair, language))]
    space = " " if language == "en" else ""
    doubled = [space.join([word] * 2) for word in words[:150]]
    salad = [space.join(rng.sample(words, rng.randint(4, 40))) for _ in range(300)]
    return names + doubled + salad


@pytest.fixture(scope="module")
def argos(tmp_path_factory):
    return ArgosTranslator(directory=install_tiny(tmp_path_factory.mktemp("loops")))


@pytest.mark.parametrize(("source", "target", "least"), [("en", "zh", 300), ("zh", "en", 30)])
def test_every_loop_the_model_makes_is_marked(argos, source, target, least):
    """All wordings of hundreds of hopeless texts: hundreds of loops, none unmarked."""
    texts = _out_of_domain(source)
    done = [
        judged(text, wording, source, target, "argos")
        for text, wordings in zip(texts, argos.propose(texts, source, target), strict=True)
        for wording in wordings
    ]
    loops = [t for t in done if LOOPS[target].search(t.text)]
    assert len(loops) >= least
    assert [t.text for t in loops if "repetition" not in t.check] == []


@pytest.mark.parametrize(("source", "target"), [("en", "zh"), ("zh", "en")])
def test_a_second_try_leaves_fewer_loops_and_marks_those(argos, source, target):
    """What cards would show: loops are fewer, the rest is marked."""
    texts = _out_of_domain(source)
    first = [w[0].text for w in argos.propose(texts, source, target)]
    done, _ = translate_sentences(texts, argos, source, target)
    loops = [t for t in done if LOOPS[target].search(t.text)]
    assert len(loops) < sum(bool(LOOPS[target].search(text)) for text in first)
    assert all("repetition" in t.check for t in loops)
