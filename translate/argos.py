"""Argos packages, translated straight through their CTranslate2 model in large batches.

Called sentence by sentence, as Argos Translate itself does it, the same model does a tenth of the
sentences in the same time: its batches of 32 tokens are no batches. Here all sentences of a run go
in together, sorted by length; splitting into sentences is the caller's, so no splitter is ever
loaded.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cards.language import split_sentences
from cards.transcript import Language
from translate.engine import Hypothesis, ModelMissingError, Translation, TranslationError
from translate.packages import InstalledPackage, find_installed

if TYPE_CHECKING:
    from argostranslate.tokenizer import Tokenizer

# Measured on two cores with a full-size model: 512 tokens a batch is as fast as 1,024 and takes
# 0.24 GB less; beam 2 changes 11 % of the sentences.
BATCH_TOKENS = 512
BEAM = 4
# As Argos Translate decodes; with it, the same model gives the same sentences.
LENGTH_PENALTY = 0.2
# CTranslate2 holds the tokens of one call in memory: a few thousand sentences at a time keep it
# flat.
SENTENCES_PER_CALL = 1024
# CTranslate2 raises past a model's stored positions and cuts sources at 1,024 tokens; models were
# trained on single sentences, far shorter.
MAX_SOURCE_TOKENS = 200
PIECE_TOKENS = 80
MAX_TARGET_TOKENS = 256
UNKNOWN = "<unk>"

Progress = Callable[[int, int], None]


class PackageModel:
    """One installed package, loaded."""

    def __init__(
        self, package: InstalledPackage, *, beam: int = BEAM, inter_threads: int | None = None
    ) -> None:
        import ctranslate2
        from argostranslate.package import Package

        self.package = package
        self.beam = beam
        self._tokenizer: Tokenizer = Package(package.path).tokenizer
        device = os.environ.get("ARGOS_DEVICE_TYPE", "cpu")
        self._model = ctranslate2.Translator(
            str(package.path / "model"),
            device=device,
            inter_threads=(inter_threads or cores()) if device == "cpu" else 1,
            intra_threads=1 if device == "cpu" else 0,
            compute_type=os.environ.get("ARGOS_COMPUTE_TYPE", "auto"),
        )

    def propose(
        self,
        sentences: Sequence[str],
        *,
        guarded: bool = False,
        progress: Progress | None = None,
    ) -> list[tuple[Hypothesis, ...]]:
        """`beam` wordings of each sentence, best first."""
        distinct = list(dict.fromkeys(sentences))
        parts = [self._parts(sentence) for sentence in distinct]
        # longest first, as CTranslate2 takes them itself, so that results come in this order
        jobs = sorted({part for group in parts for part in group}, key=lambda p: (-len(p), p))
        done: dict[tuple[str, ...], tuple[Hypothesis, ...]] = {}
        for chunk in _chunks(jobs, guarded=guarded):
            for job, wordings in zip(chunk, self._decode(chunk, guarded=guarded), strict=True):
                done[job] = wordings
                if progress:
                    progress(len(done), len(jobs))
        known = {
            sentence: self._joined([done[part] for part in group])
            for sentence, group in zip(distinct, parts, strict=True)
        }
        return [known[sentence] for sentence in sentences]

    def _parts(self, text: str) -> list[tuple[str, ...]]:
        """The tokens of each sentence in the text, of shorter pieces where one is too long.

        Models were trained on single sentences: given two, they tend to leave one out.
        """
        language: Language = "en" if self.package.source == "en" else "zh"
        parts: list[tuple[str, ...]] = []
        for sentence in split_sentences(text, language):
            tokens = tuple(self._tokenizer.encode(sentence))
            if len(tokens) <= MAX_SOURCE_TOKENS:
                parts.append(tokens)
            else:
                parts += self._pieces(sentence)
        return parts

    def _pieces(self, sentence: str) -> list[tuple[str, ...]]:
        """Neighbouring clauses together, up to the size of a usual sentence."""
        groups: list[tuple[str, ...]] = []
        for clause in _clauses(sentence):
            coded = tuple(self._tokenizer.encode(clause))
            for start in range(0, len(coded), PIECE_TOKENS):
                piece = coded[start : start + PIECE_TOKENS]
                if groups and len(groups[-1]) + len(piece) <= PIECE_TOKENS:
                    groups[-1] += piece
                else:
                    groups.append(piece)
        return groups

    def _decode(
        self, jobs: list[tuple[str, ...]], *, guarded: bool
    ) -> Iterator[tuple[Hypothesis, ...]]:
        options: dict[str, Any] = {"max_decoding_length": MAX_TARGET_TOKENS}
        if (
            guarded
        ):  # breaks no good sentence and ends loops, where a repetition penalty breaks some
            longest = max(len(job) for job in jobs)
            options = {
                "no_repeat_ngram_size": 3,
                "max_decoding_length": min(MAX_TARGET_TOKENS, 2 * longest + 10),
                "replace_unknowns": True,
            }
        prefix = self.package.target_prefix
        results = self._model.translate_batch(
            [list(job) for job in jobs],
            target_prefix=[[prefix]] * len(jobs) if prefix else None,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            beam_size=self.beam,
            num_hypotheses=self.beam,
            length_penalty=LENGTH_PENALTY,
            return_scores=True,
            asynchronous=True,  # the model works on while the first results are made into text
            **options,
        )
        for job, pending in zip(jobs, results, strict=True):
            result = pending.result()
            strange = self._strange(job)
            yield tuple(
                self._hypothesis(tokens, score, strange)
                for tokens, score in zip(result.hypotheses, result.scores, strict=True)
            )

    def _hypothesis(self, tokens: list[str], score: float, strange: bool) -> Hypothesis:
        prefix = self.package.target_prefix
        if prefix and tokens[:1] == [prefix]:
            tokens = tokens[1:]
        length = max(len(tokens), 1)
        mean = score * length**LENGTH_PENALTY / length
        unknown = strange or UNKNOWN in tokens
        text = self._tokenizer.decode([t for t in tokens if t != UNKNOWN]).strip()
        return Hypothesis(text, round(mean, 4), unknown)

    def _strange(self, tokens: tuple[str, ...]) -> bool:
        """Whether the model has no symbol for a letter or digit of the source."""
        lazy = getattr(self._tokenizer, "lazy_processor", None)
        if lazy is None:  # an older package's word pieces: its output tells
            return False
        pieces = lazy()
        ids = pieces.piece_to_id(list(tokens))
        unknown = pieces.unk_id()
        return any(
            i == unknown and re.search(r"\w", token) for i, token in zip(ids, tokens, strict=True)
        )

    def _joined(self, parts: list[tuple[Hypothesis, ...]]) -> tuple[Hypothesis, ...]:
        if not parts:
            return (Hypothesis("", 0.0),)
        if len(parts) == 1:
            return parts[0]
        space = "" if self.package.target in ("zh", "zt") else " "
        return tuple(
            Hypothesis(
                space.join(h.text for h in column),
                min(h.score or 0.0 for h in column),
                any(h.unknown for h in column),
            )
            for column in zip(*parts, strict=False)
        )


def _chunks(jobs: list[tuple[str, ...]], *, guarded: bool) -> Iterator[list[tuple[str, ...]]]:
    """Jobs of similar length; the guarded ones share one length limit, so they are kept closer."""
    size = 64 if guarded else SENTENCES_PER_CALL
    for start in range(0, len(jobs), size):
        yield jobs[start : start + size]


def _clauses(sentence: str) -> list[str]:
    """A long sentence at its marks, and where it has none, at its spaces."""
    found = re.findall(r"[^，。！？；,.!?;]+[，。！？；,.!?;]*\s*", sentence) or [sentence]
    return [
        piece
        for clause in found
        for piece in (re.findall(r"(?:\S+\s*){1,40}", clause) if len(clause) > 400 else [clause])
    ]


def cores() -> int:
    """The processors this process may use, at most eight: more copies only cost memory."""
    affinity = getattr(os, "sched_getaffinity", None)
    return min(8, len(affinity(0)) if affinity else os.cpu_count() or 1)


class ArgosTranslator:
    """The installed Argos packages as a translator and as an engine for `translate_cards`.

    Loading happens at the first sentence of a direction, once. Traditional Chinese goes through a
    package for it (`zt`) where one is installed, else it is read as Simplified.
    """

    name = "argos"

    def __init__(
        self,
        *,
        directory: Path | None = None,
        beam: int = BEAM,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._directory = directory
        self._beam = beam
        self._threads = threads
        self._progress = progress
        self._models: dict[tuple[Path, int], PackageModel] = {}

    def version(self, source: Language, target: Language) -> str:
        """Version and model size of the packages, and the beam: what decides the answers."""
        packages = [self._package(source, target)]
        if source == "zh" and (own := find_installed("zt", target, self._directory)):
            packages.append(own)
        models = [f"{p.version} {(p.path / 'model/model.bin').stat().st_size}" for p in packages]
        return f"{' '.join(models)} beam {self._beam}"

    def propose(
        self, sentences: Sequence[str], source: Language, target: Language, *, guarded: bool = False
    ) -> list[tuple[Hypothesis, ...]]:
        """Several wordings of each sentence, best first.

        Raises:
            ModelMissingError: no package for this direction is installed.
            TranslationError: the installed one cannot be loaded.
        """
        if not sentences:
            return []
        if source == "zh":
            return self._propose_chinese(sentences, target, guarded=guarded)
        return self._model(source, target).propose(
            sentences, guarded=guarded, progress=self._progress
        )

    def _propose_chinese(
        self, sentences: Sequence[str], target: Language, *, guarded: bool
    ) -> list[tuple[Hypothesis, ...]]:
        simplified = [_simplified(s) for s in sentences]
        own = find_installed("zt", target, self._directory)
        if own is None or simplified == list(sentences):
            return self._model("zh", target).propose(
                simplified, guarded=guarded, progress=self._progress
            )
        traditional = [a != b for a, b in zip(simplified, sentences, strict=True)]
        answers: dict[str, tuple[Hypothesis, ...]] = {}
        for code, wanted in (("zt", True), ("zh", False)):
            texts = [s for s, is_t in zip(sentences, traditional, strict=True) if is_t == wanted]
            if texts:
                model = self._load(own) if code == "zt" else self._model("zh", target)
                answers.update(zip(texts, model.propose(texts, guarded=guarded), strict=True))
        return [answers[sentence] for sentence in sentences]

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

    def _package(self, source: str, target: str) -> InstalledPackage:
        package = find_installed(source, target, self._directory)
        if package is None:
            raise ModelMissingError(
                f"No translation package {source} → {target} is installed; "
                f"`studycards models install {source} {target}` fetches it."
            )
        return package

    def _model(self, source: str, target: str) -> PackageModel:
        return self._load(self._package(source, target))

    def _load(self, package: InstalledPackage) -> PackageModel:
        # the time of the files: a package that was installed again is another one
        key = package.path, (package.path / "metadata.json").stat().st_mtime_ns
        if key not in self._models:
            try:
                self._models[key] = PackageModel(
                    package, beam=self._beam, inter_threads=self._threads
                )
            except (RuntimeError, OSError, ValueError) as error:
                raise TranslationError(
                    f"{package.path}: the package cannot be loaded ({error}); "
                    f"`studycards models install {package.source} {package.target}` replaces it."
                ) from error
        return self._models[key]


def _simplified(text: str) -> str:
    converter = _converter()
    return str(converter.convert(text))


@functools.cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
