"""From a transcript to a study set."""

from __future__ import annotations

from dataclasses import replace

import pytest
from glossary_samples import sample_glossary

from cards.extract import ExtractOptions, claim_id, deck_name, extract
from cards.transcript import Sentence, Transcript

TALK = Transcript(
    "Why models grow",
    "en",
    (
        Sentence("Thank you all for coming today.", 0.0),
        Sentence("So, um, a neural network gets better when the dataset grows.", 4.0),
        Sentence("The age of pre-training will end because there is only one internet.", 9.0),
        Sentence("What comes after that?", 15.0),
        Sentence("Reinforcment learning lets a large language model practise on problems.", 17.0),
        Sentence("It does not need new text for that.", 22.0),
    ),
)


def test_terms_carry_what_a_card_needs() -> None:
    """Both languages, reading, both meanings, the speaker's sentence and its time."""
    found = extract(TALK, sample_glossary()).study_set
    term = next(t for t in found.terms if t.en == "pre-training")
    assert (term.zh, term.pinyin, term.at) == ("预训练", "yù xùnliàn", 9.0)
    assert term.meaning.en
    assert term.meaning.zh
    assert term.example.said == TALK.sentences[2].text


def test_examples_and_claims_show_repaired_terms_and_keep_what_was_said() -> None:
    """The card has the right spelling, `said` the recogniser's."""
    found = extract(TALK, sample_glossary()).study_set
    claim = next(c for c in found.claims if "practise" in c.en)
    assert claim.en.startswith("Reinforcement learning lets")
    assert claim.said.startswith("Reinforcment")
    term = next(t for t in found.terms if t.en == "reinforcement learning")
    assert term.heard_as == ("Reinforcment learning",)


def test_claims_are_no_thanks_and_no_questions() -> None:
    """Only sentences about the subject are taught."""
    said = " ".join(c.said for c in extract(TALK, sample_glossary()).study_set.claims)
    assert "Thank" not in said
    assert "?" not in said


def test_the_numbers_asked_for_are_kept_to() -> None:
    """--max-terms keeps the best, --max-claims likewise."""
    options = ExtractOptions(max_terms=2, max_claims=1)
    found = extract(TALK, sample_glossary(), options).study_set
    assert (len(found.terms), len(found.claims)) == (2, 1)


def test_a_talk_about_nothing_known_gives_an_empty_set() -> None:
    """No terms and no claims are no error here."""
    talk = replace(TALK, sentences=(Sentence("Hello."),))
    found = extract(talk, sample_glossary()).study_set
    assert (found.terms, found.claims) == ((), ())


def test_identities_hang_on_what_was_said_alone() -> None:
    """Case, blanks and punctuation do not make another claim."""
    assert claim_id("Scaling  works!") == claim_id("scaling works")
    assert claim_id("Scaling works") != claim_id("Scaling works not")


def test_deck_names_make_one_deck() -> None:
    """A title cannot open decks inside decks or hold control characters."""
    assert deck_name('A::B "C"\n\t ') == "AI Talks::A: B C"
    assert deck_name("") == "AI Talks::Untitled"


def test_a_sentence_that_is_only_the_term_is_no_example() -> None:
    """A heading read aloud shows nothing; without another sentence the card has no example."""
    talk = Transcript(
        "T", "en", (Sentence("Pre-training."), Sentence("Let us look at the dataset."))
    )
    terms = extract(talk, sample_glossary()).study_set.terms
    assert {t.example.said for t in terms if t.en == "pre-training"} == {""}


@pytest.mark.parametrize(
    ("point", "claim"),
    [
        (
            "Data: A large language model needs a dataset.",
            "A large language model needs a dataset.",
        ),
        (
            "Reinforcement learning: a way to train a large language model on problems.",
            "Reinforcement learning: a way to train a large language model on problems.",
        ),
    ],
)
def test_a_point_keeps_its_head_where_the_head_is_its_subject(point: str, claim: str) -> None:
    """What goes on in lower case cannot stand without its head."""
    talk = replace(TALK, summary=(point,))
    assert claim in {c.text for c in extract(talk, sample_glossary()).claims if not c.sentences}
