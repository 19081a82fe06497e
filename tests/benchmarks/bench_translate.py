"""Sentences a second: this project, bare CTranslate2, and Argos Translate as everybody calls it.

    python tests/benchmarks/bench_translate.py                   # three ways, same model, same run
    python tests/benchmarks/bench_translate.py --memory 10000    # peak memory at 1,000 and 10,000

The model has the size of the real packages (6 + 6 layers, width 512, 8 heads, int8; 65,000 symbols)
and random weights: speed does not depend on what a model says. Two channels are wired so that it
ends a sentence near its source's length. The sentences are those of seeds/, the tokenizer is made
from them.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import ctranslate2
import numpy as np
import sentencepiece

LAYERS, WIDTH, HIDDEN, HEADS, SYMBOLS, POSITIONS = 6, 512, 2048, 8, 65_000, 1100
SEEDS = Path(__file__).parents[2] / "seeds"


def sentences(count: int) -> list[str]:
    """English sentences of ordinary speech; numbered when more are wanted than there are."""
    text = " ".join(p.read_text("utf-8") for p in sorted(SEEDS.iterdir()) if p.is_file())
    found = [s.strip() for s in re.findall(r"[A-Z][^.!?\n]{20,240}[.!?]", text)]
    found = [s for s in found if s.isascii()]
    again = [f"{found[i % len(found)][:-1]}, {i}." for i in range(len(found), count)]
    return [*found, *again][:count]


def write_package(root: Path) -> None:
    """A full-size Argos package of random weights, written through CTranslate2's classes."""
    root.mkdir(parents=True)
    corpus = sentences(2000)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(corpus), model_prefix=str(root / "sentencepiece"), vocab_size=1000,
        hard_vocab_limit=False, minloglevel=2,
    )  # fmt: skip
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(root / "sentencepiece.model"))
    own = [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())]
    tokens = own + [f"filler{i}" for i in range(SYMBOLS - len(own))]
    rng = np.random.default_rng(1)
    spec = ctranslate2.specs.TransformerSpec.from_config(LAYERS, HEADS)
    _fill(spec, rng, tokens.index("</s>"))
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.validate()
    spec.optimize(quantization="int8")
    (root / "model").mkdir()
    spec.save(str(root / "model"))
    metadata = {
        "package_version": "1.0",
        "from_code": "en",
        "from_name": "English",
        "to_code": "zh",
    }
    (root / "metadata.json").write_text(json.dumps(metadata | {"to_name": "Chinese"}), "utf-8")


def _fill(spec: object, rng: np.random.Generator, end: int) -> None:
    """Random weights; the decoder's position alone decides when a sentence ends.

    The last channel of the position table grows with the place; the output layer gives the end
    symbol a weight on it, so that its score passes the others' near place 25, a usual sentence's
    length.
    """
    places = rng.normal(0, 0.02, (POSITIONS, WIDTH)).astype(np.float32)
    table = rng.normal(0, WIDTH**-0.5, (SYMBOLS, WIDTH)).astype(np.float32)
    ramp = places.copy()
    ramp[:, -1] = np.arange(POSITIONS) - 10
    for side, rows in ((spec.encoder, places), (spec.decoder, ramp)):
        side.position_encodings.encodings = rows
        _norm(side.layer_norm)
    spec.encoder.embeddings[0].weight = table
    spec.decoder.embeddings.weight = table
    output = rng.normal(0, 0.05, (SYMBOLS, WIDTH)).astype(np.float32)
    output[:, -1] = 0.0
    output[end] = 0.0
    output[end, -1] = 1.0
    spec.decoder.projection.weight = output
    spec.decoder.projection.bias = np.zeros(SYMBOLS, np.float32)
    for layer in spec.encoder.layer:
        _attention(layer.self_attention, rng, own=True)
        _feed_forward(layer.ffn, rng)
    for layer in spec.decoder.layer:
        _attention(layer.self_attention, rng, own=True)
        _attention(layer.attention, rng, own=False)
        _feed_forward(layer.ffn, rng)


def _norm(spec: object) -> None:
    spec.gamma, spec.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)


def _linear(spec: object, rng: np.random.Generator, rows: int, columns: int) -> None:
    spec.weight = rng.normal(0, columns**-0.5, (rows, columns)).astype(np.float32)
    spec.bias = np.zeros(rows, np.float32)


def _attention(spec: object, rng: np.random.Generator, *, own: bool) -> None:
    _norm(spec.layer_norm)
    sizes = (3 * WIDTH, WIDTH) if own else (WIDTH, 2 * WIDTH, WIDTH)
    for linear, rows in zip(spec.linear, sizes, strict=True):
        _linear(linear, rng, rows, WIDTH)


def _feed_forward(spec: object, rng: np.random.Generator) -> None:
    _norm(spec.layer_norm)
    _linear(spec.linear_0, rng, HIDDEN, WIDTH)
    _linear(spec.linear_1, rng, WIDTH, HIDDEN)


def stock(root: Path, texts: Sequence[str]) -> int:
    """`argostranslate.translate` for each sentence, its splitter switched off in its favour."""
    import argostranslate.translate as argos
    from argostranslate import package

    class OneSentence:
        def __init__(self, _: object) -> None:
            pass

        def split_sentences(self, text: str) -> list[str]:
            return [text]

    argos.MiniSBDSentencizer = OneSentence
    english, chinese = argos.Language("en", "English"), argos.Language("zh", "Chinese")
    translation = argos.PackageTranslation(english, chinese, package.Package(root))
    return sum(len(translation.translate(text)) for text in texts)


def bare(root: Path, texts: Sequence[str]) -> int:
    """CTranslate2 on the same batches, with its tokenizer and nothing else."""
    from translate import argos

    pieces = sentencepiece.SentencePieceProcessor(model_file=str(root / "sentencepiece.model"))
    model = ctranslate2.Translator(
        str(root / "model"), inter_threads=argos.cores(), intra_threads=1, compute_type="auto"
    )
    results = model.translate_batch(
        pieces.encode(list(texts), out_type=str), max_batch_size=argos.BATCH_TOKENS,
        batch_type="tokens", beam_size=argos.BEAM, num_hypotheses=argos.BEAM, return_scores=True,
        length_penalty=argos.LENGTH_PENALTY,
    )  # fmt: skip
    return sum(len(pieces.decode_pieces(r.hypotheses[0])) for r in results)


def ours(root: Path, texts: Sequence[str]) -> int:
    """The whole way of a sentence: batches, wordings, punctuation, checks."""
    from translate.argos import ArgosTranslator

    done = ArgosTranslator(directory=root.parent).translate(texts, "en", "zh")
    return sum(len(t.text) for t in done)


def timed(
    way: Callable[[Path, Sequence[str]], int], root: Path, texts: Sequence[str]
) -> tuple[float, float]:
    """Seconds on the clock, and of all cores together."""
    started, worked = time.perf_counter(), time.process_time()
    way(root, texts)
    return time.perf_counter() - started, time.process_time() - worked


def speed(root: Path, count: int, rounds: int) -> None:
    """The best of several rounds: what else runs on the machine only ever adds."""
    texts = sentences(count)
    found = [{way: timed(way, root, texts) for way in (bare, ours)} for _ in range(rounds)]
    best = {way: min(round_[way] for round_ in found) for way in (bare, ours)}
    best[stock] = timed(stock, root, texts)
    worked = {way: min(round_[way][1] for round_ in found) for way in (bare, ours)}
    print(
        f"{count} sentences, beam 4, {len(os.sched_getaffinity(0))} cores, model loading included"
    )
    for way, (seconds, _) in best.items():
        times = best[stock][0] / seconds
        print(f"{way.__name__:6} {seconds:7.2f} s {count / seconds:7.1f} /s {times:6.2f} x")
    print(
        f"ours against bare CTranslate2: {best[ours][0] / best[bare][0] - 1:+.1%} on the clock, ",
        end="",
    )
    print(f"{worked[ours] / worked[bare] - 1:+.1%} of processor time")


def memory(root: Path, count: int) -> None:
    from translate.argos import ArgosTranslator

    translator = ArgosTranslator(directory=root.parent)
    for share in (count // 10, count):
        started = time.perf_counter()
        translator.translate(sentences(share), "en", "zh")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{share} sentences: {time.perf_counter() - started:.0f} s, peak {peak:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sentences", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, metavar="SENTENCES")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "packages" / "en_zh"
        # in a process of its own: making the weights takes more memory than using them
        maker = multiprocessing.get_context("spawn").Process(target=write_package, args=(root,))
        maker.start()
        maker.join()
        if chosen.memory:
            memory(root, chosen.memory)
        else:
            speed(root, chosen.sentences, chosen.rounds)


if __name__ == "__main__":
    main()
