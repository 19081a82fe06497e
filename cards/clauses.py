"""Where a new sentence begins inside what captions without punctuation run together.

"the simplest way is imitation learning | you record a person" : a complete clause, then a subject
with a verb of its own and nothing to link it. Works on parts of speech, so it errs with the tagger;
it is used only where the transcript had no punctuation.
"""

from __future__ import annotations

from collections.abc import Sequence

from cards.tagging import TaggedWord

_FINITE = ("VBZ", "VBP", "VBD", "MD")
_SUBJECT_PRONOUNS = frozenset("i you we they he she it this that these those there".split())
# After these a clause is opened, so that the next subject belongs to it.
_OPENERS = frozenset(
    (
        "that which who whom whose where when while if because as since although though unless until "
        "after before once then whether what how why than like so and but or whereas wherever whenever"
    ).split()
)
# A complete clause does not end with one of these parts of speech.
_OPEN_ENDS = ("IN", "TO", "DT", "CC", "MD", "PRP$", "VBZ", "VBP", "VBD", "VB", "WDT", "WRB", "JJ")
_LEAST_WORDS = 4


def sentence_starts(words: Sequence[TaggedWord]) -> list[int]:
    """Return the characters at which further sentences begin."""
    starts: list[int] = []
    first = 0  # word at which the present sentence began
    for i in range(_LEAST_WORDS, len(words) - 2):
        if i - first < _LEAST_WORDS or not _closed(words[i - 2], words[i - 1]):
            continue
        verb = _verb_of_subject(words, i)
        if verb is None or not _complete(words[first:i]):
            continue
        if _bare_relative(words, i, verb):
            continue
        starts.append(words[i].start)
        first = i
    return starts


def _closed(before: TaggedWord, last: TaggedWord) -> bool:
    """Say whether a clause can end with a word; imitation learning is a noun, for learning is not."""
    if last.tag == "VBG":
        return before.tag.startswith("NN")
    return not last.tag.startswith(_OPEN_ENDS)


def _verb_of_subject(words: Sequence[TaggedWord], i: int) -> int | None:
    """Return the finite verb of the noun phrase that begins at word `i`, None if there is none."""
    word = words[i]
    if word.text.lower() in _SUBJECT_PRONOUNS and word.tag != "IN":
        return i + 1 if words[i + 1].tag in _FINITE else None
    if word.tag not in ("DT", "PRP$") and not word.tag.startswith("NNP"):
        return None
    for j in range(i + 1, min(i + 7, len(words))):
        if words[j].tag in _FINITE and words[j - 1].tag.startswith("NN"):
            return j
        if (
            not words[j].tag.startswith(("NN", "JJ", "VBN", "CD", "RB", "POS"))
            and words[j].text != "of"
        ):
            return None
    return None


def _complete(words: Sequence[TaggedWord]) -> bool:
    """Say whether a main clause stands there: a finite verb that no opener claims for itself."""
    open_clauses = 0
    main = False
    for word in words:
        if word.text.lower() in _OPENERS:
            open_clauses += 1
        elif word.tag in _FINITE:
            if open_clauses:
                open_clauses -= 1
                main = main or (word is not words[0] and words[0].text.lower() not in _OPENERS)
            else:
                main = True
    return main and not open_clauses


def _bare_relative(words: Sequence[TaggedWord], i: int, verb: int) -> bool:
    """Say whether the clause only describes the noun before it: the task | you see is hard."""
    if not words[i - 1].tag.startswith("NN") or words[i].text.lower() not in _SUBJECT_PRONOUNS:
        return False
    if verb + 1 < len(words) and words[verb + 1].tag == "VBN":
        verb += 1  # they had seen
    after = words[verb + 1 : verb + 3]
    # A clause of its own has its object or complement; a relative one lacks it.
    return not any(
        w.tag.startswith(("DT", "NN", "PRP", "JJ", "VB", "CD", "TO", "RB")) for w in after
    )
