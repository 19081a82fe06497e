"""Whole talks through the tiny package: nothing is lost, nothing is translated twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from translate_help import install_tiny

from cards import extract, load_glossary, read_transcript
from translate import open_translator, translate_all
from translate.memory import Memory

SEEDS = sorted(p for p in (Path(__file__).parents[1] / "seeds").iterdir() if p.suffix != ".md")


@pytest.fixture(scope="module")
def glossary():
    return load_glossary()


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    return install_tiny(tmp_path_factory.mktemp("talks"))


@pytest.fixture(scope="module")
def study_sets(glossary):
    return [extract(read_transcript(path), glossary).study_set for path in SEEDS]


def test_every_claim_has_both_languages_or_says_why_not(study_sets, glossary, packages):
    """The seed talks, English and Chinese, in one run."""
    done, report = translate_all(study_sets, open_translator("argos", packages=packages), glossary)
    claims = [claim for study_set in done for claim in study_set.claims]
    assert len(claims) > 20
    assert [c.id for c in claims if not (c.en and c.zh) and "untranslated" not in c.check] == []
    assert all(c.origin == "argos" for c in claims if c.en and c.zh)
    assert report.sentences == sum(report.translated.values())


def test_the_second_run_of_a_talk_translates_nothing(study_sets, glossary, packages, tmp_path):
    """All from memory, card by card the same."""
    runs = []
    for _ in range(2):
        with Memory(tmp_path / "m.sqlite") as memory:
            translator = open_translator("argos", packages=packages)
            runs.append(translate_all(study_sets, translator, glossary, memory=memory))
    (first, _), (second, report) = runs
    assert second == first
    assert report.translated == {}
    assert report.remembered == report.sentences


def test_another_glossary_changes_terms_without_translating_again(study_sets, packages, tmp_path):
    """What is remembered is the engine's answer, so corrections are made anew."""
    from translate_help import glossary_of

    own = glossary_of(("scaling law", "扩展定律"), ("agent", "代理程序"))
    with Memory(tmp_path / "m.sqlite") as memory:
        translator = open_translator("argos", packages=packages)
        translate_all(study_sets, translator, glossary_of(), memory=memory)
        done, report = translate_all(study_sets, translator, own, memory=memory)
    assert report.translated == {}
    assert done


def test_without_any_package_the_glossary_still_gives_the_terms(study_sets, glossary, tmp_path):
    """No claim is invented; every term has both languages."""
    auto = open_translator("auto", packages=tmp_path, glossary=glossary)
    done, report = translate_all(study_sets, auto, glossary)
    assert all(c.check for s in done for c in s.claims)
    assert all(t.en and t.zh for s in done for t in s.terms)
    assert len(report.notes) == 2  # one for each direction
