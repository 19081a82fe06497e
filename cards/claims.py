"""Key claims: the few sentences that say what the speaker holds, each able to stand on its own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log, sqrt

from cards.cleanup import clean_sentence, length
from cards.cues import Cues, cues
from cards.evidence import FoundTerm
from cards.frequency import zipf
from cards.matching import Match
from cards.repair import repaired
from cards.tagging import TaggedWord, tag_sentences
from cards.transcript import Language, Transcript
from cards.words import normal_word, tokens

# Shortest and longest claim that makes a card, and what is best: words (en), characters (zh).
_SIZES: dict[Language, tuple[int, int, int]] = {"en": (6, 35, 16), "zh": (12, 60, 30)}

# A talk of this size (words; characters) gives _USUAL claims. A longer one gives more, but not in
# proportion: users complain of floods, not of shortage.
_USUAL_SIZE: dict[Language, int] = {"en": 1500, "zh": 2800}
_USUAL, _GROWTH, _MOST = 18, 0.35, 60


@dataclass
class FoundClaim:
    """A sentence that may be a claim: what was said, how it would stand on a card, and its worth."""

    text: str
    said: str
    sentences: tuple[int, ...]
    score: float = 0.0
    refused: str = ""
    terms: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    reasons: dict[str, float] = field(default_factory=dict)
    from_summary: bool = False


def find_claims(
    transcript: Transcript,
    terms: Sequence[FoundTerm],
    tagged: Sequence[Sequence[TaggedWord]],
    most: int | None = None,
) -> list[FoundClaim]:
    """Return the candidates of a talk, chosen claims first in the order they were said.

    `tagged` holds the sentences' words with their parts of speech. `most` bounds the number chosen; by default it grows with the talk. A candidate with `refused`
    set is not to be taught; the text says why.
    """
    language = transcript.language
    weights = {t.entry.en: t.score for t in terms if not t.refused}
    top = max(weights.values(), default=1.0)
    by_sentence: dict[int, list[str]] = {}
    matches: dict[int, list[Match]] = {}
    for term in terms:
        for place in term.spoken:
            if not term.refused and place.sentence is not None:
                by_sentence.setdefault(place.sentence, []).append(term.entry.en)
                matches.setdefault(place.sentence, []).append(place.match)
    cleaned = [
        clean_sentence(repaired(s.text, matches.get(i, ())), language)
        for i, s in enumerate(transcript.sentences)
    ]
    candidates = [
        *_candidates(transcript, cleaned, by_sentence),
        *_summary_candidates(transcript, terms),
    ]
    keywords = _keywords(transcript)
    for candidate in candidates:
        candidate.keywords = tuple(
            dict.fromkeys(w for w in content_words(candidate.text, language) if w in keywords)
        )
        if not candidate.refused and not candidate.terms and not candidate.keywords:
            candidate.refused = "nothing of what the talk is about"
    vectors = _Vectors([c.text for c in candidates], language)
    points = [p for p in transcript.summary]
    for i, candidate in enumerate(candidates):
        if not candidate.refused:
            _score(candidate, cues(language), language, weights, top)
            if language == "en":
                words = (
                    tagged[candidate.sentences[0]]
                    if candidate.sentences
                    else tag_sentences([candidate.text], language)[0]
                )
                candidate.reasons.update(_grammar(words))
            candidate.reasons["central"] = 1.5 * vectors.centrality(i)
            if points:
                candidate.reasons["summary"] = 1.0 * vectors.likeness_to(i, points)
            candidate.score = sum(candidate.reasons.values())
    speech = sum(length(s.text, language) for s in transcript.sentences)
    usual = _USUAL * (speech / _USUAL_SIZE[language]) ** _GROWTH
    wanted = most or min(round(usual), len(transcript.sentences) // 3 + 1, _MOST)
    chosen = _choose(candidates, vectors, wanted, len(transcript.sentences))
    return sorted(chosen, key=lambda c: c.sentences[:1] or (-1,)) + sorted(
        (c for c in candidates if c.refused), key=lambda c: -c.score
    )


def _candidates(
    transcript: Transcript, cleaned: list[str], by_sentence: dict[int, list[str]]
) -> list[FoundClaim]:
    language = transcript.language
    table = cues(language)
    out: list[FoundClaim] = []
    for i, sentence in enumerate(transcript.sentences):
        candidate = FoundClaim(cleaned[i], sentence.text, (i,), terms=tuple(by_sentence.get(i, ())))
        candidate.refused = _unfit(sentence.text, candidate, table, language)
        if candidate.refused == "leans on an earlier sentence" and i:
            joined = _joined(transcript, cleaned, i, by_sentence)
            if joined:
                candidate = joined
        elif candidate.refused in (
            "too long",
            "about the talk, not its subject",
            "about the speaker",
        ):
            shorter = _shortened(candidate, table, language)
            if shorter:
                candidate = shorter
        out.append(candidate)
    return out


def _summary_candidates(transcript: Transcript, terms: Sequence[FoundTerm]) -> list[FoundClaim]:
    """Make candidates of the summary's points; a point's head ("Scaling: ...") is no part of the claim."""
    language = transcript.language
    table = cues(language)
    out: list[FoundClaim] = []
    for point in transcript.summary:
        head, _, rest = point.partition(": " if language == "en" else "：")
        text = rest if rest and length(head, language) <= 8 else point
        text = clean_sentence(text, language)
        words = tuple(t.entry.en for t in terms if not t.refused and _mentions(text, t.entry.en))
        claim = FoundClaim(text, point, (), terms=words, from_summary=True)
        claim.refused = _unfit(text, claim, table, language)
        if not claim.refused and _REPORTS.search(text):
            claim.refused = "about the talk, not its subject"
        out.append(claim)
    return out


# A summary that tells what the speaker does, not what is so.
_REPORTS = re.compile(
    r"\b(?:the (?:speaker|talk|presenter|author|host|guest|video|presentation)|he|she|they) \w+s\b|演讲者|讲者|作者|主讲人|本次演讲|嘉宾",
    re.IGNORECASE,
)


# A subordinate clause without its main clause.
_HALF = re.compile(
    r"(?:(?:if|when|while|because|although|though|since|unless|whereas|until|as soon as|even if)\b(?!.*(?:,|\bthen\b|;))|"
    r"(?:that|which|who|whose|where|to)\b(?!.*\b(?:is|are|means|was)\b))",
    re.IGNORECASE,
)


def _unfit(raw: str, claim: FoundClaim, table: Cues, language: Language) -> str:
    """Say why a sentence cannot be a claim, or return an empty string."""
    text = claim.text
    least, most, _ = _SIZES[language]
    size = length(text, language)
    if size < least:
        return "too short"
    if table.question.search(table.filler.sub("", raw.strip())) or table.question.search(text):
        return "a question"
    if table.housekeeping.search(text):
        return "about the talk, not its subject"
    if table.personal.search(text):
        return "about the speaker"
    if table.scene.search(text):
        return "an example acted out"
    if table.dangling.search(text) or (language == "en" and _HALF.match(text)):
        return "broken off"
    if leans(text, table, language, claim.terms):
        return "leans on an earlier sentence"
    if size > most:
        return "too long"
    return ""


# A demonstrative with a noun of its own (these models) stands by itself; one before a verb does not.
_OWN_NOUN = re.compile(
    r"(?:this|that|these|those|such|both|other|another|same|the same) (?!(?:is|are|was|were|has|have|had|will|would|can|could|may|might|"
    r"should|must|does|do|did|means?|meant|makes?|made|gives?|takes?|allows?|works?|happens?|comes?|goes|leads?|led|all|also|just|really|"
    r"actually|basically|kind|sort|way|one|ones|thing|things|guys?|stuff|point|part|case|process|step|idea|number|question|reason|example)\b)[a-z]",
    re.IGNORECASE,
)
# "There are three kinds of ..." names what it speaks of; so does "it is possible to ...".
_EXISTS = re.compile(
    r"there(?:'s| is| are| was| were| will be| has been| have been)\b|it(?:'s| is) (?:\w+ )?(?:possible|impossible|important|easy|hard|"
    r"difficult|necessary|useful|clear|true|likely|unlikely|better|easier|harder|cheaper|worth)\b|one (?:of|way|reason|problem|advantage)\b",
    re.IGNORECASE,
)


def leans(text: str, table: Cues, language: Language, terms: Sequence[str] = ()) -> bool:
    """Say whether a sentence's subject is told only by an earlier sentence."""
    if not table.leaning.match(text):
        return False
    if language == "zh":  # 这个注意力模式 names what it points to
        return not (
            terms and re.match(r"这(?!里|样|时|就|是|会|也|意|使|让|表|说|种情)[^，。]{3,}", text)
        )
    return not (_OWN_NOUN.match(text) or _EXISTS.match(text))


# The verbs of showing how something is done, step by step: we take, you get.
_STEP = frozenset(
    "take get see look use put have go give call start show say talk come want make ask lay pack feed keep swap create append read "
    "sample do collect write run try find compute multiply add apply cover switch focus think know feel".split()
)


def _grammar(words: Sequence[TaggedWord]) -> dict[str, float]:
    """Weigh the build of an English sentence: a general statement about a thing, or a step or story."""
    reasons: dict[str, float] = {}
    verbs = [w for w in words if w.tag[:2] in ("VB", "MD")]
    if not verbs:
        return {"no verb": -1.5}
    subject = [w for w in words if w.end <= verbs[0].start]
    pronoun = [w.text.lower() for w in subject if w.tag == "PRP"]
    if not pronoun and any(w.tag[:2] == "NN" for w in subject):
        reasons["subject"] = 0.5
    elif (
        pronoun
        and pronoun[-1] in ("we", "i", "you", "they", "he", "she")
        and any(normal_word(w.text) in _STEP or w.text.lower() == "going" for w in verbs[:2])
    ):
        reasons["step"] = -0.5
    return reasons


# How a speaker says that what comes now matters.
_STRESSED = {
    "en": re.compile(
        r"\b(?:it turns out|the point is|keep in mind|one thing to (?:note|point out)|the (?:key|main|important|crucial|interesting|cool|nice|first) "
        r"(?:thing|point|idea|insight)|in other words|what that means|that means|the reason|in fact|actually|really|remember that|it's important|"
        r"the idea is|i (?:claim|argue|believe|would argue|would say|think)|what (?:we|people) (?:found|noticed|realized)|in practice|in general|"
        r"fundamentally|essentially|crucially|importantly)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"关键|重点|值得|需要(?:强调|注意|明确)|本质上|核心|也就是说|换句话说|事实上|实际上|意味着|唯一的|基本原则|常见的做法|我(?:认为|觉得|相信)|"
        r"通常|一般来说|总的来说|所谓|我们(?:称|所说的)|原因(?:是|在于)|目标是|目的是|为了"
    ),
}


def _joined(
    transcript: Transcript, cleaned: list[str], i: int, by_sentence: dict[int, list[str]]
) -> FoundClaim | None:
    """Put the sentence before in front of one that leans on it, if the two make one card."""
    language = transcript.language
    table = cues(language)
    if transcript.sentences[i].speaker != transcript.sentences[i - 1].speaker:
        return None
    first = FoundClaim(
        cleaned[i - 1],
        transcript.sentences[i - 1].text,
        (i - 1,),
        terms=tuple(by_sentence.get(i - 1, ())),
    )
    if _unfit(first.said, first, table, language):
        return None
    space = " " if language == "en" else ""
    both = FoundClaim(
        first.text + space + cleaned[i],
        transcript.sentences[i - 1].text + space + transcript.sentences[i].text,
        (i - 1, i),
        terms=tuple(dict.fromkeys((*first.terms, *by_sentence.get(i, ())))),
    )
    if length(both.text, language) > _SIZES[language][1]:
        return None
    return both


# A clause that the rest of its sentence hangs on: without it the rest would say something else.
_CONDITION = re.compile(
    r"\W*(?:if|when|whenever|unless|until|although|though|while|whereas|because|since|as long as|once|except|only|without|unlike|given)\b|"
    r"\W*(?:如果|假如|要是|虽然|尽管|因为|由于|当|即使|除非|只要|只有|除了|为了|一旦|在[^，。]{1,12}(?:中|时|下|里))",
    re.IGNORECASE,
)


def _shortened(claim: FoundClaim, table: Cues, language: Language) -> FoundClaim | None:
    """Cut a sentence at its clauses; of the runs of clauses that make a claim, keep the best one.

    A condition is never cut off from what it is a condition of.
    """
    text = claim.text
    comma = re.compile(r"(?<=,)\s+") if language == "en" else table.clause
    marks = sorted({m.start() for p in (table.clause, comma) for m in p.finditer(text)})
    cuts = [0, *(m for m in marks if 0 < m < len(text)), len(text)]
    _, most, best_size = _SIZES[language]
    best: tuple[float, FoundClaim] | None = None
    for a in range(len(cuts) - 1):
        if a and _CONDITION.match(text[cuts[a - 1] : cuts[a]]):
            continue
        if (
            a
            and language == "en"
            and not re.match(r"\W*(?:and|but|so|that)\b", text[cuts[a] :], re.IGNORECASE)
        ):
            if not re.match(
                r"\W*(?:that's|the|this|these|\w+(?:s|ing)?) ", text[cuts[a] :]
            ) or not text[: cuts[a]].rstrip().endswith((",", ";", ":")):
                continue
        for b in range(a + 1, len(cuts)):
            if b < len(cuts) - 1 and re.match(
                r"\W*(?:unless|except|only if|if|除非|但只)", text[cuts[b] : cuts[b + 1]]
            ):
                continue
            piece = clean_sentence(text[cuts[a] : cuts[b]], language)
            size = length(piece, language)
            if size > most:
                break
            kept = tuple(t for t in claim.terms if language == "zh" or _mentions(piece, t))
            shorter = FoundClaim(piece, claim.said, claim.sentences, terms=kept)
            if _unfit(piece, shorter, table, language):
                continue
            worth = -abs(size - best_size) / best_size - 0.2 * (a > 0) + 0.3 * len(kept)
            if best is None or worth > best[0]:
                best = (worth, shorter)
    return best[1] if best else None


def _mentions(text: str, term: str) -> bool:
    words = {w.norm for w in tokens(text)}
    return all(w.norm in words for w in tokens(term))


def _score(
    claim: FoundClaim, table: Cues, language: Language, weights: dict[str, float], top: float
) -> None:
    """Fill in the reasons that speak for and against a candidate."""
    text = claim.text
    size = length(text, language)
    _, most, best = _SIZES[language]
    worth = [weights.get(t, 0.0) / top for t in dict.fromkeys(claim.terms)]
    claim.reasons["terms"] = min(
        2.0, 0.5 * len(worth) + sum(worth) + 0.25 * min(3, len(claim.keywords))
    )
    claim.reasons["assertion"] = min(
        0.8, 0.5 * sum(w for p, w in table.assertion if p.search(text))
    )
    claim.reasons["length"] = -0.8 * max(0.0, (best - size) / best) - 0.3 * max(
        0.0, (size - 1.6 * best) / best
    )
    if _STRESSED[language].search(claim.said):
        claim.reasons["stress"] = 0.7
    if table.hedge.search(text):
        claim.reasons["hedge"] = -1.0
    if table.pointing.search(text):
        claim.reasons["pointing"] = -0.6
    if len(claim.sentences) > 1:
        claim.reasons["joined"] = -0.1


def _choose(
    candidates: list[FoundClaim], vectors: _Vectors, wanted: int, sentences: int
) -> list[FoundClaim]:
    """Take the best, then the best that is unlike those taken and from a part not yet covered."""
    left = [i for i, c in enumerate(candidates) if not c.refused]
    chosen: list[int] = []
    parts: Counter[int] = Counter()

    def part(i: int) -> int:
        return (candidates[i].sentences or (0,))[0] * 8 // max(sentences, 1)

    while left and len(chosen) < wanted:

        def gain(i: int) -> float:
            like = max((vectors.likeness(i, j) for j in chosen), default=0.0)
            return candidates[i].score - 2.0 * like - 0.15 * parts[part(i)]

        best = max(left, key=lambda i: (gain(i), -i))
        if candidates[best].score < 1.0:
            break
        left.remove(best)
        near = [
            j
            for j in chosen
            if vectors.same(best, j)
            or set(candidates[best].sentences) & set(candidates[j].sentences)
        ]
        if near:
            candidates[best].refused = "says again what another claim says"
            continue
        chosen.append(best)
        parts[part(best)] += 1
    for i in left:
        candidates[i].refused = candidates[i].refused or "others weigh more"
    return [candidates[i] for i in chosen]


class _Vectors:
    """The sentences of a talk as bags of content words, weighed by rarity in the talk and outside."""

    def __init__(self, texts: Sequence[str], language: Language) -> None:
        self._language = language
        bags = [content_words(t, language) for t in texts]
        df: Counter[str] = Counter(w for bag in bags for w in set(bag))
        n = max(len(bags), 1)
        self._weight = {w: log(1 + n / c) for w, c in df.items()}
        self._rows = [self._vector(bag) for bag in bags]
        self._texts = texts
        centre: defaultdict[str, float] = defaultdict(float)
        for row in self._rows:
            for w, v in row.items():
                centre[w] += v
        self._centre = _unit(centre)

    def _vector(self, bag: Sequence[str]) -> dict[str, float]:
        counts = Counter(bag)
        return _unit({w: (1 + log(c)) * self._weight.get(w, 1.0) for w, c in counts.items()})

    def centrality(self, i: int) -> float:
        return _dot(self._rows[i], self._centre)

    def likeness(self, i: int, j: int) -> float:
        return _dot(self._rows[i], self._rows[j])

    def likeness_to(self, i: int, texts: Sequence[str]) -> float:
        return max(
            _dot(self._rows[i], self._vector(content_words(t, self._language))) for t in texts
        )

    def same(self, i: int, j: int) -> bool:
        """Say whether two sentences state the same: nearly all words of the shorter are in the longer."""
        a, b = set(self._rows[i]), set(self._rows[j])
        small = min(len(a), len(b))
        return bool(small) and len(a & b) >= 0.7 * small and self.likeness(i, j) > 0.5


def _unit(row: Mapping[str, float]) -> dict[str, float]:
    size = sqrt(sum(v * v for v in row.values())) or 1.0
    return {w: v / size for w, v in row.items()}


def _dot(a: dict[str, float], b: dict[str, float]) -> float:
    if len(b) < len(a):
        a, b = b, a
    return sum(v * b.get(w, 0.0) for w, v in a.items())


def content_words(text: str, language: Language) -> list[str]:
    """Return the words that carry a sentence's subject; Chinese gives two-character pieces."""
    words = [w.norm for w in tokens(text) if _carries(w.norm)]
    if language == "zh":
        for run in re.findall(r"[\u3400-\u9fff]+", text):
            words += [run[i : i + 2] for i in range(len(run) - 1)]
    return words


def _keywords(transcript: Transcript) -> frozenset[str]:
    """Return the words the talk says far more often than general language does."""
    language = transcript.language
    counts = Counter(w for s in transcript.sentences for w in content_words(s.text, language))
    size = sum(counts.values()) or 1
    return frozenset(
        w for w, n in counts.items() if n >= 3 and n / size > 20 * 10 ** (zipf(w, language) - 9)
    )


@lru_cache(maxsize=16384)
def _carries(word: str) -> bool:
    return len(word) > 2 and zipf(word) < 6.0
