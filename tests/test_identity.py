"""A term's identity: one for all its spellings, another for every other term, for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.identity import term_id, term_identity
from decks.identity import content_hash, deck_id, note_guid
from decks.note_types import KINDS

ONE_TERM = [
    ("pre-training", "Pre-Training", "pre training", "pretraining", "PRETRAINING", "pre–training"),
    ("tokenization", "tokenisation", "Tokenizations"),
    ("data set", "dataset", "data sets", "Data-Sets", "datasets"),
    ("neural network", "neural networks", "Neural-Network"),
    ("chain of thought", "chains of thought", "chain-of-thought"),
    ("GPU", "GPUs", "gpu"),
    ("API", "APIs"),
    ("ReLU", "ReLUs"),
    ("matrix", "matrices"),
    ("hypothesis", "hypotheses"),
    ("analysis", "analyses"),
    ("bias", "biases"),
    ("class", "classes"),
    ("cache", "caches"),
    ("batch", "batches"),
    ("policy", "policies"),
    ("cookie", "cookies"),
    ("corpus", "corpora"),
    ("behaviour", "behavior", "behaviours"),
    ("labelled data", "labeled data", "labelled-data"),
    ("world modelling", "world modeling"),
    ("analyse", "analyze"),
    ("centre", "center", "centres"),
    ("catalogue", "catalog"),
    ("programme", "program", "programs"),
    ("defence", "defense"),
    ("grey box", "gray-box", "greybox"),
    ("Bézier curve", "Bezier curves"),
    ("naïve Bayes", "naive bayes", "Naive-Bayes"),
    ("β-VAE", "beta-VAE", "Beta VAE"),
    ("TD(λ)", "TD(lambda)"),
    ("Moore's law", "Moore’s Law", "Moores law"),
    ("Q&A", "Q & A", "Q and A"),
    ("GPT-4", "GPT 4", "gpt4", "ＧＰＴ－４"),
    ("F1 score", "F1-score", "F1 scores"),
]  # fmt: skip

# Each pair is two terms.
TWO_TERMS = [
    ("C", "C++"),
    ("C++", "C#"),
    ("A", "A*"),
    ("GPT-4", "GPT-4.1"),
    ("GPT-4.1", "GPT-41"),
    ("Llama 3 7B", "Llama 37B"),
    ("k-means", "means"),
    ("gate", "GAT"),
    ("plan", "plane"),
    ("inference", "reasoning"),
    ("embedding", "embedding model"),
    ("loss", "lossy"),
    ("policy", "police"),
    ("corpus", "corp"),
    ("…", "—"),
]


@pytest.mark.parametrize("spellings", ONE_TERM, ids=lambda s: s[0])
def test_spellings_of_a_term_are_one_identity(spellings: tuple[str, ...]) -> None:
    """Case, number, hyphen, British and American, accents, Greek letters: one note."""
    assert len({term_identity(s) for s in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), TWO_TERMS)
def test_two_terms_are_two_identities(one: str, other: str) -> None:
    """What makes another term stays in its identity."""
    assert term_identity(one) != term_identity(other)
    assert note_guid("term", one) != note_guid("term", other)


@pytest.mark.parametrize("spellings", ONE_TERM, ids=lambda s: s[0])
def test_the_readable_id_has_the_identity_of_its_term(spellings: tuple[str, ...]) -> None:
    """The card file's id can be read, and stands for the term."""
    assert {term_identity(term_id(s)) for s in spellings} == {term_identity(spellings[0])}


def test_the_readable_id_keeps_the_words() -> None:
    """An id is words joined by hyphens."""
    assert term_id("Chain of Thought") == "chain-of-thought"
    assert term_id("C++") == "c++"


words = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z", "Mn")),
    min_size=1,
    max_size=30,
)


@given(st.text(max_size=60))
def test_identity_of_an_identity_is_itself(text: str) -> None:
    """Whatever the text, a second look changes nothing, and only a blank text has none."""
    identity = term_identity(text)
    assert term_identity(identity) == identity
    assert term_identity(term_id(text)) == identity or not any(c.isalnum() for c in identity)


@given(words)
def test_case_and_blanks_never_matter(text: str) -> None:
    """Upper case, title case and blanks around are no other term."""
    assert term_identity(f"  {text}\t") == term_identity(text)
    if text.isascii():
        assert term_identity(text.upper()) == term_identity(text.lower())


@given(
    st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8), min_size=2, max_size=4)
)
def test_hyphens_blanks_and_nothing_join_words_alike(parts: list[str]) -> None:
    """A term of several words is one however they are joined ("of" aside, which shows a head)."""
    if not {"of", "in", "for", "to"} & set(parts):
        assert (
            len({term_identity(sign.join(parts)) for sign in ("-", " ", "", " - ", "\u2013")}) == 1
        )


@given(st.sampled_from(KINDS), st.sampled_from(KINDS), words, words)
def test_different_identities_have_different_guids(kind: str, other: str, a: str, b: str) -> None:
    """Kinds have GUIDs of their own, and no two identities of a kind share one."""
    same = kind == other and (
        term_identity(a) == term_identity(b) if kind == "term" else a.split() == b.split()
    )
    assert (note_guid(kind, a) == note_guid(other, b)) == same  # type: ignore[arg-type]


@given(words)
def test_guids_survive_spreadsheets_and_text_files(text: str) -> None:
    """Letters and digits only, a letter first, always of one length."""
    guid = note_guid("term", text)
    assert guid.isascii()
    assert guid.isalnum()
    assert guid.startswith("sc")
    assert len(guid) == 22


FROZEN = {
    ("term", "pre-training"): "sce8lcxOCITWS21xGh9ozG",
    ("claim", "c1"): "scIkCSK9QM6hZdDTwS3ewb",
    ("cloze", "c2"): "scfIK4ACT7blDkQtOF5RVH",
}


@pytest.mark.parametrize(("kind", "card_id"), FROZEN)
def test_guids_are_frozen(kind: str, card_id: str) -> None:
    """If this fails, everybody's next import brings every note again, without its history."""
    assert note_guid(kind, card_id) == FROZEN[kind, card_id]  # type: ignore[arg-type]


def test_decks_have_ids_of_their_own() -> None:
    """Anki goes by the name, but within a package the ids must differ."""
    ids = {deck_id(f"AI Talks::{i}") for i in range(2000)}
    assert len(ids) == 2000
    assert all(10**12 <= i < 2 * 10**12 for i in ids)


def test_content_is_the_fields_and_their_order() -> None:
    """A field's text moving to another field is another content."""
    assert content_hash(1, ["a", "b"]) != content_hash(1, ["b", "a"])
    assert content_hash(1, ["a", "b"]) != content_hash(2, ["a", "b"])
    assert content_hash(1, ["a", "b"]) == content_hash(1, ("a", "b"))
