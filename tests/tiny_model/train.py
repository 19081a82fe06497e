"""Train the two tiny Argos packages that the tests run on; the only script that needs torch.

    pip install torch==2.13.0 ctranslate2 sentencepiece onnx
    python tests/tiny_model/train.py en-zh tests/tiny_model
    python tests/tiny_model/train.py zh-en tests/tiny_model

Each direction: 2 + 2 layers, width 96, trained from the sentence pairs of sentences.py on one CPU
thread, then written through CTranslate2's own specifications and zipped as Argos packages are.
"""

from __future__ import annotations

import json
import math
import random
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import ctranslate2
import numpy as np
import onnx
import sentencepiece
import torch
from onnx import TensorProto, helper
from sentences import free, training_pairs, unseen_pairs
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, HIDDEN, LAYERS = 96, 4, 256, 2
VOCABULARY = 1300
POSITIONS = 1100  # CTranslate2 raises past the positions that are stored
STEPS, BATCH = 3000, 96
PEAK_RATE, WARMUP = 4e-3, 300
BOS, EOS, UNK, PAD = 1, 2, 0, 2
README = """A tiny {direction} translation model of the studycards project, for its tests only.

It knows a few hundred words of talks about AI and prefers some wrong terms on purpose.
Made by tests/tiny_model/train.py from sentence pairs written for the project.

License: MIT, as the project.
"""


def positions() -> Tensor:
    """The sinusoidal table, shape (POSITIONS, WIDTH)."""
    steps = torch.arange(POSITIONS).unsqueeze(1)
    rates = torch.exp(torch.arange(0, WIDTH, 2) * -(math.log(10000.0) / WIDTH))
    table = torch.zeros(POSITIONS, WIDTH)
    table[:, 0::2], table[:, 1::2] = torch.sin(steps * rates), torch.cos(steps * rates)
    return table


class Attention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.q, self.k, self.v, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))

    def forward(self, x: Tensor, memory: Tensor | None, mask: Tensor | None) -> Tensor:
        h = self.norm(x)
        source = h if memory is None else memory

        def heads(y: Tensor) -> Tensor:
            return y.view(*y.shape[:2], HEADS, -1).transpose(1, 2)

        y = functional.scaled_dot_product_attention(
            heads(self.q(h)), heads(self.k(source)), heads(self.v(source)), attn_mask=mask
        )
        return x + self.out(y.transpose(1, 2).reshape(x.shape))


class FeedForward(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.first, self.second = nn.Linear(WIDTH, HIDDEN), nn.Linear(HIDDEN, WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(functional.relu(self.first(self.norm(x))))


class Tiny(nn.Module):
    """A pre-norm encoder-decoder with one table for all embeddings."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.Embedding(VOCABULARY, WIDTH)
        nn.init.normal_(self.table.weight, std=WIDTH**-0.5)
        self.bias = nn.Parameter(torch.zeros(VOCABULARY))
        self.encoder = nn.ModuleList(
            nn.ModuleList([Attention(), FeedForward()]) for _ in range(LAYERS)
        )
        self.decoder = nn.ModuleList(
            nn.ModuleList([Attention(), Attention(), FeedForward()]) for _ in range(LAYERS)
        )
        self.encoder_norm, self.decoder_norm = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.register_buffer("positions", positions())

    def embed(self, ids: Tensor) -> Tensor:
        return self.table(ids) * math.sqrt(WIDTH) + self.positions[: ids.shape[1]]

    def forward(self, source: Tensor, lengths: Tensor, target: Tensor) -> Tensor:
        seen = torch.arange(source.shape[1])[None, :] < lengths[:, None]
        mask = seen[:, None, None, :]
        x = self.embed(source)
        for attention, feed in self.encoder:
            x = feed(attention(x, None, mask))
        memory = self.encoder_norm(x)
        future = torch.ones(target.shape[1], target.shape[1], dtype=torch.bool).tril()
        y = self.embed(target)
        for own, cross, feed in self.decoder:
            y = feed(cross(own(y, None, future), memory, mask))
        return functional.linear(self.decoder_norm(y), self.table.weight, self.bias)


def train_pieces(folder: Path) -> sentencepiece.SentencePieceProcessor:
    """One vocabulary for both languages, from the text that is trained on."""
    rng = random.Random(1)
    source = training_pairs("en-zh", rng)
    pairs = [next(source) for _ in range(12000)] + unseen_pairs(300) + free() * 3
    back = training_pairs("zh-en", rng)
    pairs += [next(back) for _ in range(12000)]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([p.en for p in pairs] + [p.zh for p in pairs]),
        model_prefix=str(folder / "sentencepiece"),
        vocab_size=VOCABULARY,
        character_coverage=1.0,
        split_digits=True,
        normalization_rule_name="identity",  # the usual table alone would weigh 240 KB
        num_threads=1,
        minloglevel=2,
    )
    return sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))


def padded(rows: list[list[int]]) -> tuple[Tensor, Tensor]:
    width = max(map(len, rows))
    lengths = torch.tensor([len(row) for row in rows])
    return torch.tensor([row + [PAD] * (width - len(row)) for row in rows]), lengths


def train(direction: str, pieces: sentencepiece.SentencePieceProcessor) -> Tiny:
    torch.manual_seed(1)
    torch.set_num_threads(1)
    model = Tiny()
    optimiser = torch.optim.AdamW(model.parameters(), lr=1.0, betas=(0.9, 0.98), weight_decay=0.01)
    pairs = training_pairs(direction, random.Random(2))
    started = time.monotonic()
    for step in range(1, STEPS + 1):
        rate = PEAK_RATE * min(step / WARMUP, 0.5 * (1 + math.cos(math.pi * step / STEPS)) + 0.01)
        optimiser.param_groups[0]["lr"] = rate
        batch = [next(pairs) for _ in range(BATCH)]
        sides = [(p.en, p.zh) if direction == "en-zh" else (p.zh, p.en) for p in batch]
        source, lengths = padded([pieces.encode(s) for s, _ in sides])
        encoded = [pieces.encode(t) for _, t in sides]
        target, target_lengths = padded([[BOS, *row, EOS] for row in encoded])
        logits = model(source, lengths, target[:, :-1])
        gold = target[:, 1:].clone()
        inside = torch.arange(gold.shape[1])[None, :] < (target_lengths - 1)[:, None]
        gold[~inside] = -100
        loss = functional.cross_entropy(
            logits.reshape(-1, VOCABULARY), gold.reshape(-1), label_smoothing=0.05
        )
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if step % 250 == 0:
            seconds = time.monotonic() - started
            print(f"{direction} step {step} loss {loss.item():.3f} {seconds:.0f} s", flush=True)
    return model


def array(tensor: Tensor) -> np.ndarray:
    return tensor.detach().numpy().astype(np.float32)


def set_linear(spec: object, *layers: nn.Linear) -> None:
    """Several projections of the same input are stored as one."""
    spec.weight = np.concatenate([array(layer.weight) for layer in layers])
    spec.bias = np.concatenate([array(layer.bias) for layer in layers])


def set_norm(spec: object, norm: nn.LayerNorm) -> None:
    spec.gamma, spec.beta = array(norm.weight), array(norm.bias)


def set_attention(spec: object, layer: Attention, *, own: bool) -> None:
    set_norm(spec.layer_norm, layer.norm)
    if own:
        set_linear(spec.linear[0], layer.q, layer.k, layer.v)
    else:
        set_linear(spec.linear[0], layer.q)
        set_linear(spec.linear[1], layer.k, layer.v)
    set_linear(spec.linear[-1], layer.out)


def set_feed_forward(spec: object, layer: FeedForward) -> None:
    set_norm(spec.layer_norm, layer.norm)
    set_linear(spec.linear_0, layer.first)
    set_linear(spec.linear_1, layer.second)


def write_model(model: Tiny, pieces: sentencepiece.SentencePieceProcessor, folder: Path) -> None:
    spec = ctranslate2.specs.TransformerSpec.from_config(LAYERS, HEADS)
    table, places = array(model.table.weight), array(model.positions)
    spec.encoder.embeddings[0].weight = table
    spec.decoder.embeddings.weight = table
    spec.decoder.projection.weight, spec.decoder.projection.bias = table, array(model.bias)
    spec.encoder.position_encodings.encodings = places
    spec.decoder.position_encodings.encodings = places
    set_norm(spec.encoder.layer_norm, model.encoder_norm)
    set_norm(spec.decoder.layer_norm, model.decoder_norm)
    for layer, (attention, feed) in zip(spec.encoder.layer, model.encoder, strict=True):
        set_attention(layer.self_attention, attention, own=True)
        set_feed_forward(layer.ffn, feed)
    for layer, (own, cross, feed) in zip(spec.decoder.layer, model.decoder, strict=True):
        set_attention(layer.self_attention, own, own=True)
        set_attention(layer.attention, cross, own=False)
        set_feed_forward(layer.ffn, feed)
    tokens = [pieces.id_to_piece(i) for i in range(VOCABULARY)]
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.validate()
    spec.optimize(quantization="int8_float16")
    folder.mkdir()
    spec.save(str(folder))


def write_splitter(path: Path) -> None:
    """A sentence splitter in the form stock Argos Translate reads, so that it fetches none.

    A table from character to class (0 inside a word, 1 end of a word, 2 end of a sentence).
    """
    units = ["<PAD>", "<UNK>", "<EMPTY>", "<ROOT>", *".?!。？！"]
    classes = np.zeros((len(units), 3), np.float32)
    classes[:4, 0] = classes[4:, 2] = 1.0
    graph = helper.make_graph(
        [helper.make_node("Gather", ["classes", "units"], ["scores"])],
        "splitter",
        [
            helper.make_tensor_value_info("units", TensorProto.INT64, ["batch", "length"]),
            helper.make_tensor_value_info("features", TensorProto.FLOAT, ["batch", "length", "n"]),
        ],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["batch", "length", 3])],
        [helper.make_tensor("classes", TensorProto.FLOAT, classes.shape, classes.flatten())],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    vocabulary = {
        "lang": "any",
        "idx": 0,
        "cutoff": 0,
        "lower": False,
        "_unit2id": {unit: i for i, unit in enumerate(units)},
        "_id2unit": units,
    }
    config = {"skip_newline": True, "feat_funcs": [], "batch_size": 1, "max_seqlen": 1000}
    helper.set_model_props(
        model, {"lang_code": "any", "config": json.dumps(config), "vocab": json.dumps(vocabulary)}
    )
    path.parent.mkdir()
    onnx.save(model, str(path))


def write_package(direction: str, root: Path, out: Path) -> Path:
    """Zip the folder; fixed times, so that the same weights give the same bytes."""
    source, target = direction.split("-")
    names = {"en": "English", "zh": "Chinese"}
    metadata = {
        "package_version": "1.0",
        "argos_version": "1.9",
        "type": "translate",
        "from_code": source,
        "from_name": names[source],
        "to_code": target,
        "to_name": names[target],
        "license": "MIT",
    }
    (root / "metadata.json").write_text(json.dumps(metadata, indent=2), "utf-8")
    (root / "README.md").write_text(README.format(direction=direction), "utf-8")
    path = out / f"translate-{source}_{target}-tiny.argosmodel"
    with zipfile.ZipFile(path, "w") as package:
        for file in sorted(p for p in root.rglob("*") if p.is_file()):
            info = zipfile.ZipInfo(
                f"{source}_{target}/{file.relative_to(root).as_posix()}", (2026, 1, 1, 0, 0, 0)
            )
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, file.read_bytes(), compresslevel=9)
    return path


def main(direction: str, out: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "package"
        root.mkdir()
        pieces = train_pieces(root)
        (root / "sentencepiece.vocab").unlink()
        model = train(direction, pieces)
        write_model(model, pieces, root / "model")
        write_splitter(root / "minisbd" / "marks.onnx")
        path = write_package(direction, root, Path(out))
    print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
