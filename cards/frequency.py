"""How common a word is in general English and Chinese, so that what is rare there stands out here."""

from __future__ import annotations

from functools import cache
from math import log10

from cards.transcript import Language

# Occurrences per thousand million words, as a power of ten: `the` is 7.7, `network` 5.0, `token` 3.8.
# The small list ends at 3.0 (one in a million); what it lacks is rarer than that.
UNKNOWN = 2.5


@cache
def _table(language: Language) -> dict[str, float]:
    from wordfreq import get_frequency_dict

    return dict(get_frequency_dict(language, wordlist="small"))


def zipf(word: str, language: Language = "en") -> float:
    """Return the Zipf frequency of a lower-case word, UNKNOWN where the list lacks it.

    The lists are wordfreq's (data up to 2021), so words of the language-model era look rare; for
    finding terms that is as it should be.
    """
    share = _table(language).get(word)
    return log10(share) + 9 if share else UNKNOWN


def is_word(word: str) -> bool:
    """Say whether English has the word at all, however rare (1 in 30 million of wordfreq's large list)."""
    return _rare_words().get(word, 0.0) > 3e-8


@cache
def _rare_words() -> dict[str, float]:
    from wordfreq import get_frequency_dict

    return dict(get_frequency_dict("en", wordlist="large"))


def is_common(word: str, language: Language = "en", least: float = 3.0) -> bool:
    """Say whether general language uses the word at all often."""
    return zipf(word, language) >= least
