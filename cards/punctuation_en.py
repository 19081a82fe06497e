"""Where sentences begin in English speech without punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .language import word_set
from .loops import loop_ranges
from .punctuation import Piece, divide

LONGEST = 60
"""Words in the longest sentence; speech has one of over 60 in a hundred."""


def _by_word(words_by_value: dict[float, str]) -> dict[str, float]:
    return {word: value for value, words in words_by_value.items() for word in word_set(words)}


@dataclass(slots=True)  # not frozen: a talk has as many as it has words, and freezing costs
class _Word:
    text: str
    plain: str
    start: float | None
    pause: float
    opens_cue: bool


# How much likelier than the average word a word is to begin a sentence, and to end one: natural
# logarithms of the odds, counted over 71,000 punctuated sentences of 58 public English talks and
# rounded to halves. Words that are not listed lie near _OTHER_BEGINS and _OTHER_ENDS.
_BEGINS = _by_word(
    {
        3.0: "yeah um hello hi welcome okay ok alright so",
        2.5: "but well uh oh thank thanks however",
        2.0: "let's yes and",
        1.5: "i it's i'm he's i'll i've there's that's he she what's maybe if we'll no",
        1.0: "they're why sometimes now they we've we're what we there you've because let how when "
        "hopefully interestingly obviously finally similarly additionally therefore here's",
        0.5: "you once everyone it again everybody you're this imagine even one hey these",
        0.0: "then today first basically my every does every before another everything each",
        -0.5: "some by can all after his in while look those second someone as the also for do our "
        "most both that without at where whether which or did number",
        -1.0: "people just whatever here actually many often not who last probably using anything",
        -1.5: "is any your are only its don't next from could would should will has have",
        -4.0: "of than them us me him too been be know lot mean years ago yet either though am able "
        "to into with might need",
    }
)
_OTHER_BEGINS = -2.8
_ENDS = _by_word(
    {
        2.0: "right yet here today together happening happened stuff possible true else ago again",
        1.5: "too them well us him me now though sense money world problem time day life work",
        0.0: "it this that there up in on about first see no one",
        -0.5: "two next feel ask why less start come used least two three five more huge almost",
        -1.0: "those after last be not seems take tell all actually make being from look need "
        "think probably with had also going want said mean does do did",
        -1.5: "you like are oh is have for has still trying whole become most each will then what "
        "talking looking new always call called many at can i'd has someone",
        -2.0: "could been getting keep don't without such doesn't so maybe really should was were "
        "never by into having get got only didn't isn't aren't wasn't won't even gets",
        -2.5: "to these his let little kind pretty sort her when who kinda makes can't",
        -3.5: "any of um he how uh than would she put or some every whether but just its as quite "
        "where there's i'll we'll few might and i've you've you're he's we've let's we're",
        -5.0: "they i because that's it's a very the our their they're my i'm which your an we if "
        "gonna what's whose although unless per between wanna",
    }
)
_OTHER_ENDS = 0.8

# Seconds between two words that are a pause rather than a recogniser's rounding.
_SILENCE = 0.7

# After these a pronoun goes on with the sentence: "I think we", "the way you", "what I".
_TAKES_CLAUSE = word_set(
    "think know say said says believe mean guess hope feel see saw show shows find found imagine "
    "suppose sure means tells remember assume notice realize wish bet understand suggests ensure "
    "so that because if when what how where why whether which while and but or until before after "
    "since as than like way thing things everything all reason once unless whatever whenever "
    "something anything until where then now maybe perhaps first here okay well actually "
    "basically of for to with about in on from by course today example moment"
)
_PRONOUNS = word_set(
    "i we you he she they it i'm we're you're they're it's i've we've he's she's i'd we'd i'll "
    "we'll you'll they'll"
)
# Begin a sentence together with what follows: "so now", "and then", "okay so".
_LEADS = word_set("so and but now then well okay also or yeah yes anyway")
_CLAUSE_SUBJECTS = _PRONOUNS | word_set(
    "the this that these those there if when what in for as my our that's there's here's let's "
    "then now maybe because finally so actually basically also"
)
# "so much", "so that": no beginning of a sentence.
_NOT_AFTER_SO = word_set(
    "much many far on that good bad well long little few big large small great hard easy fast slow "
    "cool called forth"
)
_AUXILIARIES = word_set(
    "is are was were am do does did have has had will would can could should might must may isn't "
    "aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't won't wouldn't can't cannot "
    "couldn't shouldn't makes means gets goes takes gives says looks works needs wants let let's"
)
_CONTRACTED = ("'s", "'re", "'m", "'ve", "'ll", "'d")
_BARE_SUBJECTS = word_set("i we you they he she it")
_ASKING = word_set("is are do does can could would did should will was")
_ASKED = _BARE_SUBJECTS | word_set("the this that there")
_OBJECT_STARTS = word_set(
    "the this that these those it you a an my your our their his all some what how"
)
_SUBORDINATORS = word_set(
    "if when while whereas because since once as although though unless after before"
)
_VERBS_WITH_OBJECT = word_set(
    "make makes made take takes took give gives gave get gets got use uses used see sees saw do does "
    "did have has had put puts want wants need needs call calls called add adds added find finds "
    "found show shows showed tell tells told ask asks asked try tries tried let lets run runs ran "
    "build builds built train trains trained learn learns learned learnt predict compute understand "
    "read write keep keeps kept help helps know knows change changes changed solve create include "
    "represent represents explain describe produce consider like love look at up out over across"
)
_QUESTION = re.compile(
    r"(?:(?:so|and|but|now|okay|well|then) )*"
    r"(?:(?:what|why|how|who|where|when|which \w+|how (?:much|many|long|far|do|does|did|can))"
    r" (?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|might|am)\b"
    r"|(?:what's|why's|how's|who's) "
    r"|(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|isn't|aren't|don't"
    r"|doesn't|can't) (?:it|this|that|there|we|you|they|i|he|she|the|these|those|any|anyone)\b)",
    re.IGNORECASE,
)


def sentences(pieces: list[Piece]) -> Iterator[tuple[str, float | None]]:
    """Yield (sentence, start in seconds), capital and end mark added."""
    words = _words(pieces)
    if not words:
        return
    scores = [_score(words, index) for index in range(len(words))]
    verbs = _verbs_before([word.plain for word in words])

    def cost(first: int, last: int) -> float:
        return _cost(words[first].plain, last - first, verbs[last] - verbs[first])

    begins = divide(scores, [1] * len(words), cost, LONGEST)
    lower = sum(word.text.islower() for word in words) > 0.97 * len(words)
    for first, last in zip(begins, [*begins[1:], len(words)], strict=True):
        text = " ".join(word.text for word in words[first:last])
        yield _finished(text, lower), words[first].start


_EDGES = '.,;:!?"“”()-'


def _words(pieces: list[Piece]) -> list[_Word]:
    """Return the words with their pauses, a recogniser's loops taken out."""
    words: list[_Word] = []
    ended: float | None = None
    for piece in pieces:
        pause = 0.0
        if piece.start is not None and ended is not None:
            pause = max(0.0, piece.start - ended)
        plain = piece.text.lower().replace("’", "'").split()
        offset = 0
        for number, text in enumerate(piece.text.split()):
            word = plain[number].strip(_EDGES) if number < len(plain) else text.lower()
            time = piece.time_at(offset)
            words.append(_Word(text, word, time, pause if not number else 0.0, not number))
            offset += len(text) + 1
        ended = piece.end if piece.end is not None else piece.start
    kept: list[_Word] = []
    position = 0
    for first, last in loop_ranges([word.plain for word in words], long_group=6):
        kept += words[position:first]
        position = last
    return kept + words[position:]


def _score(words: list[_Word], index: int) -> float:
    """Return how well a sentence begins at this word: above 0 more likely than not."""
    if index == 0:
        return 0.0
    word, before = words[index], words[index - 1]
    after = words[index + 1].plain if index + 1 < len(words) else ""
    score = _BEGINS.get(word.plain, _OTHER_BEGINS) + _ENDS.get(before.plain, _OTHER_ENDS)
    company = _company(word.plain, before.plain, after)
    # a phrase that holds words together does not reach over a silence
    score += company if word.pause < _SILENCE else max(company, 0.0)
    if before.text.endswith((".", "!", "?")) and len(before.plain) > 1:
        score += 4.0
    elif before.text.endswith((",", ";", ":")):
        score -= 1.0
    score += min(word.pause, 2.0) * 1.5
    if word.opens_cue:
        score += 0.2
    # where capitals are kept, a function word with one begins a sentence
    if word.text[0].isupper() and _BEGINS.get(word.plain, -9) > -1 and word.plain[0] != "i":
        score += 2.0
    return score


def _company(word: str, before: str, after: str) -> float:
    """Return what the neighbours change: the words of a phrase or a clause stay together."""
    score = 0.0
    if word == "and":
        score += 1.5 if after in _CLAUSE_SUBJECTS else -2.5
    if word == "so" and (after in _NOT_AFTER_SO or before in ("and", "or", "not", "is", "are")):
        score -= 4.0
    if before in _LEADS and word in _CLAUSE_SUBJECTS:
        score -= 2.0
    if word in ("now", "then", "first", "today") and after not in _CLAUSE_SUBJECTS:
        score -= 1.0
    if word in ("what", "how", "why", "where", "when", "if") and before in _TAKES_CLAUSE:
        score -= 1.0
    if word in ("for", "in", "of") and after in ("example", "fact", "course", "instance"):
        score += 1.5
    if word in _CLAUSE_SUBJECTS and before in _TAKES_CLAUSE:
        score -= 1.0
    if word in _OBJECT_STARTS and (before in _VERBS_WITH_OBJECT or before.endswith("ing")):
        score -= 1.0
    if word in _BARE_SUBJECTS or word in ("this", "that", "there", "these", "those"):
        score += 0.5 if after in _AUXILIARIES else 0.0
    if word in _ASKING and after in _ASKED:
        score += 1.5
    return score


def _verbs_before(words: list[str]) -> list[int]:
    """Return for each place how many finite verbs stand before it, as far as words show that."""
    counts = [0]
    for index, word in enumerate(words):
        after = words[index + 1] if index + 1 < len(words) else ""
        finite = word in _AUXILIARIES or word.endswith(_CONTRACTED)
        finite = finite or (word in _BARE_SUBJECTS and after not in _AUXILIARIES)
        counts.append(counts[-1] + finite)
    return counts


def _cost(first_word: str, size: int, verbs: int) -> float:
    """Return what a sentence costs beyond its beginning's score: by length and completeness."""
    cost = 1.5 + max(0, size - 18) * 0.03
    if size < 4:
        cost += 0.5
    elif size < 7:
        cost += 0.4
    if not verbs or (verbs == 1 and first_word in _SUBORDINATORS):
        cost += 0.7
    return cost


def _finished(text: str, lower: bool) -> str:
    """Add what the recogniser left out: the capital, "I", and the mark at the end."""
    if lower:
        text = re.sub(r"\bi(?=$|[\s'’])", "I", text)
    text = text[:1].upper() + text[1:]
    if text[-1] in ".!?…":
        return text
    return text.rstrip(",;:- ") + ("?" if _QUESTION.match(text) else ".")
