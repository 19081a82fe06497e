"""A LibreTranslate server as an engine: many sentences a request, within its limits."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cards.transcript import Language
from translate.engine import Hypothesis, Translation
from translate.web import JsonClient, Limits, ServerError

if TYPE_CHECKING:
    from translate.argos import Progress

KEY_VARIABLE = "LIBRETRANSLATE_API_KEY"
# Enough that a round trip weighs nothing, few enough that one answer comes within the time limit.
SENTENCES_PER_REQUEST = 50
CHARACTERS_PER_REQUEST = 4000
ALTERNATIVES = 3
_END = re.compile(r"[.。!！?？…]+$")


class LibreTranslator:
    """Translates through a LibreTranslate server, its alternatives as further wordings."""

    name = "libretranslate"

    def __init__(
        self,
        url: str,
        *,
        api_key: str | None = None,
        limits: Limits | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._client = JsonClient(url, limits=limits or Limits())
        self._key = api_key or os.environ.get(KEY_VARIABLE) or None
        self._progress = progress
        self._settings: dict[str, Any] | None = None

    def version(self, source: Language, target: Language) -> str:
        """The server's address: it does not say which models it runs."""
        return self._client.url

    def propose(
        self, sentences: Sequence[str], source: Language, target: Language, *, guarded: bool = False
    ) -> list[tuple[Hypothesis, ...]]:
        """The translation and its alternatives for each sentence.

        A server knows no guarded decoding, so for that there is nothing new: the same again.

        Raises:
            ServerError: the server cannot be reached, refuses, or gives the wrong number of
            answers.
        """
        answers: list[tuple[Hypothesis, ...]] = []
        for batch in self._batches(sentences):
            answers += self._batch(batch, source, target)
            if self._progress:
                self._progress(len(answers), len(sentences))
        return answers

    def translate(
        self, sentences: Sequence[str], source: Language, target: Language
    ) -> list[Translation]:
        """The best wording of each sentence, checked but not corrected (see `translate_cards`)."""
        from translate.quality import judged

        proposals = self.propose(sentences, source, target)
        return [
            judged(sentence, wordings[0], source, target, self.name)
            for sentence, wordings in zip(sentences, proposals, strict=True)
        ]

    def _batches(self, sentences: Sequence[str]) -> Iterator[list[str]]:
        count, room = self._limits()
        batch: list[str] = []
        size = 0
        for sentence in sentences:
            if batch and (len(batch) >= count or size + len(sentence) > room):
                yield batch
                batch, size = [], 0
            batch.append(sentence)
            size += len(sentence)
        if batch:
            yield batch

    def _limits(self) -> tuple[int, int]:
        """Sentences and characters a request, ours or the server's where those are smaller."""
        if self._settings is None:
            try:
                found = self._client.get("/frontend/settings")
            except ServerError as error:
                if error.status is None:
                    raise
                found = {}  # an older or closed server: our own limits
            self._settings = found if isinstance(found, dict) else {}
        own = self._settings.get("charLimit")
        room = min(CHARACTERS_PER_REQUEST, own) if isinstance(own, int) and own > 0 else None
        return SENTENCES_PER_REQUEST, room or CHARACTERS_PER_REQUEST

    def _batch(
        self, batch: list[str], source: Language, target: Language
    ) -> list[tuple[Hypothesis, ...]]:
        body: dict[str, Any] = {
            "q": batch,
            "source": source,
            "target": target,
            "format": "text",
            "alternatives": ALTERNATIVES,
        }
        if self._key:
            body["api_key"] = self._key
        answer = self._client.post("/translate", body)
        texts = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(texts, list) or not all(isinstance(t, str) for t in texts):
            raise ServerError(f"{self._client.url}: answered without translations.")
        if len(texts) != len(batch):
            raise ServerError(
                f"{self._client.url}: {len(texts)} translations for {len(batch)} sentences."
            )
        others = answer.get("alternatives")
        if not isinstance(others, list) or len(others) != len(batch):
            others = [[] for _ in batch]
        return [
            _wordings(sentence, [text, *(o for o in more if isinstance(o, str))])
            for sentence, text, more in zip(batch, texts, others, strict=True)
        ]


def _wordings(sentence: str, texts: Sequence[str]) -> tuple[Hypothesis, ...]:
    """The texts without repeats, and without the mark that the server adds: the source's own."""
    return tuple(Hypothesis(t) for t in dict.fromkeys(_own_end(sentence, t.strip()) for t in texts))


def _own_end(sentence: str, text: str) -> str:
    """LibreTranslate puts the source's last mark behind the translation's own ("大家好。.")."""
    end = _END.search(sentence)
    if end and text.endswith(end[0]) and _END.search(text[: -len(end[0])]):
        return text[: -len(end[0])]
    return text
