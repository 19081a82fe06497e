"""One identity for all spellings of an English term, so that it is one note in every deck for ever.

`term_identity` is what a note's GUID is made of. A change of these rules after the first release
gives learners a second note beside the one they studied, so they are frozen with it. The identity
is nothing a person reads; the card file's `id` ("pre-training", from `term_id`) is its readable
form.
"""

from __future__ import annotations

import functools
import re
import unicodedata

# beta-VAE is β-VAE. Unicode writes "lamda".
_GREEK = {
    chr(code): unicodedata.name(chr(code)).rsplit(" ", 1)[-1].lower().replace("lamda", "lambda")
    for code in range(ord("α"), ord("ω") + 1)
}

# British spellings and the American ones. They are looked for inside the joined term, so that
# joined words (multilabelling) follow. Words that only look British (noise, supervise) change too:
# an identity need not be a word, it must only be the same for every spelling of one term.
_SPELLINGS = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"is(?=e|ing|ation|able)", "iz"),
        (r"ys(?=e|ing)", "yz"),
        (
            r"(behavi|neighb|arb|arm|col|eav|fav|flav|hon|hum|lab|od|rig|rum|sav|tum|vap|vig)our",
            r"\1or",
        ),
        (r"(calib|cent|fib|lit|met|theat)re", r"\1er"),
        (r"(annel|ancel|fuel|ignal|label|level|model|ravel|total|unnel)l(ing|ed|er)", r"\1\2"),
        (r"logue", "log"),
        (r"(def|lic|off|ret)ence", r"\1ense"),
        (r"programme(?![rd])", "program"),
        (r"grey", "gray"),
        (r"artefact", "artifact"),
        (r"(judg|acknowledg)ement", r"\1ment"),
        (r"sceptic", "skeptic"),
    )
)

# Plurals that are no "-s". Endings of the joined term: "data sets" and "datasets" have to agree.
_IRREGULAR = tuple(
    (re.compile(plural + "$"), singular)
    for plural, singular in (
        (r"matrices", "matrix"),
        (r"(append|ind|vert|vort)ices", r"\1ex"),
        (r"(anal|paral)y[sz]es", r"\1ysis"),
        (r"(hypoth|parenth|synth|th)eses", r"\1esis"),
        (r"(phenomen|criteri|automat)a", r"\1on"),
        (r"(extrem|max|min|opt)ima", r"\1imum"),
        (r"spectra", "spectrum"),
        (r"corpora", "corpus"),
        (r"formulae", "formula"),
        (r"(foc|loc|nucle|stimul)i", r"\1us"),
        (r"leaves", "leaf"),
    )
)

_SOME_RULE = re.compile("|".join(f"(?:{rule.pattern})" for rule, _ in (*_IRREGULAR, *_SPELLINGS)))

# Endings in -us and -is that are plurals all the same (GPUs, ReLUs, APIs); corpus and axis are
# none.
_PLURAL_ABBREVIATION = re.compile(r"([cdgilntvx]p|gr|[eig]l)us$|(agi|ap|bc|cl|gu|kp|mr|ro)is$")
_HEAD_PLURAL = re.compile(r"(?<=\w\w)s(?= (?:of|in|for|to) )")  # chains of thought


@functools.lru_cache(maxsize=65536)
def term_identity(en: str) -> str:
    """Return an English term's identity: one for all cases, numbers, hyphenations and spellings.

    "Pre-Training", "pre training" and "pretrainings" are one, "tokenisation" and "tokenization" are
    one. What makes another term stays: C, C++ and C#; A and A*; GPT-4 and GPT-4.1; 3 7B and 37B.
    A text without letters and digits is its own identity. Empty only for a blank text.
    """
    folded = _folded(en)
    words = re.sub(r"[\u2018\u2019'\u02bc]", "", folded).replace("&", " and ")
    words = re.sub(r"[^\w+#*.]|_", " ", words)
    words = re.sub(r"(?<!\d)\.|\.(?!\d)", " ", words)
    words = _HEAD_PLURAL.sub("", " ".join(words.split()))
    joined = re.sub(r"(?<=\d) (?=\d)", "-", words).replace(" ", "")
    return _one_spelling(joined) or folded


def term_id(en: str) -> str:
    """Return a term's readable id for the card file: lower case, words joined by hyphens.

    It has the identity of the term: `term_identity(term_id(en)) == term_identity(en)`.
    """
    folded = _folded(en)
    return re.sub(r"[^\w+#*.&'\u2019]+|_", "-", folded).strip("-") or folded


def _folded(text: str) -> str:
    """Return the text without case, accents, invisible characters, Greek letters, extra blanks."""
    if text.isascii():
        return " ".join(text.lower().split())
    for _ in range(2):  # folding may uncover a character that folds again (U+03D4, U+0130)
        text = unicodedata.normalize("NFKC", text).casefold()
        text = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", text))
        text = "".join(
            _GREEK.get(c, c) for c in text if unicodedata.category(c) not in ("Cf", "Cs")
        )
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.split())


def _one_spelling(joined: str) -> str:
    """Apply the rules of number and spelling until none of them changes anything."""
    before = None
    while joined != before:
        before = joined
        if _SOME_RULE.search(joined):  # one look instead of two dozen
            for rule, replacement in (*_IRREGULAR, *_SPELLINGS):
                joined = rule.sub(replacement, joined)
        joined = _singular(joined)
    return joined


def _singular(word: str) -> str:
    """Drop one regular plural ending, or the "e" that would stand in the way of telling it.

    The result is no English: base and bases both become "bas". Only agreement counts.
    """
    if len(word) < 4:
        return word
    if len(word) > 4 and word.endswith(("ies", "ie")):
        word = word.removesuffix("s").removesuffix("ie") + "y"
    if word.endswith(("e", "es")):
        word = re.sub(r"([sxz]|ch|sh)es?$", r"\1", word)
    if word.endswith(("us", "is")) and _PLURAL_ABBREVIATION.search(word):
        return word[:-1]
    return word if word.endswith(("ss", "us", "is")) else word.removesuffix("s")
