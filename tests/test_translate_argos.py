"""The Argos engine on real, tiny packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from tiny_model.sentences import free, unseen_pairs
from translate_help import install_tiny

from translate import argos
from translate.argos import ArgosTranslator, PackageModel
from translate.engine import ModelMissingError, TranslationError
from translate.packages import find_installed


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return install_tiny(tmp_path_factory.mktemp("argos"))


@pytest.fixture(scope="module")
def translator(directory):
    return ArgosTranslator(directory=directory)


@pytest.mark.parametrize(("source", "target"), [("en", "zh"), ("zh", "en")])
def test_sentences_come_out_translated_in_their_order(translator, source, target):
    """Hand-written sentences, both directions; nearly all word for word."""
    pairs = free()
    done = translator.translate([getattr(p, source) for p in pairs], source, target)
    right = sum(t.text == getattr(p, target) for p, t in zip(pairs, done, strict=True))
    assert right >= 0.95 * len(pairs)
    assert {t.origin for t in done} == {"argos"}


def test_a_batch_gives_what_single_sentences_give(translator):
    """Sorting, batching and threads change no sentence."""
    texts = [p.en for p in unseen_pairs(60)]
    together = translator.propose(texts, "en", "zh")
    alone = [translator.propose([text], "en", "zh")[0] for text in texts]
    assert [w[0].text for w in together] == [w[0].text for w in alone]


def test_every_sentence_comes_with_different_wordings_best_first(translator):
    """What terminology and the second try choose from, with mean log-probabilities."""
    [wordings] = translator.propose(["The future is open."], "en", "zh")
    assert len(wordings) == argos.BEAM
    assert len({w.text for w in wordings}) > 1
    assert all(-10 < w.score <= 0 for w in wordings)


def test_a_sentence_is_decoded_once_however_often_it_comes(translator, monkeypatch):
    """Repeats of a talk cost nothing and every one is answered."""
    decoded = []
    real = PackageModel._decode

    def counting(self, jobs, *, guarded):
        decoded.extend(jobs)
        return real(self, jobs, guarded=guarded)

    monkeypatch.setattr(PackageModel, "_decode", counting)
    answers = translator.propose(["It depends."] * 50, "en", "zh")
    assert (len(answers), len(decoded)) == (50, 1)


def test_nothing_to_translate_loads_nothing(tmp_path):
    """No package is needed for no sentence."""
    assert ArgosTranslator(directory=tmp_path).propose([], "en", "zh") == []


def test_empty_and_blank_sentences_are_answered(translator):
    """A blank one gets an empty wording, the others theirs."""
    answers = translator.propose(["", "It depends.", " "], "en", "zh")
    assert [w[0].text for w in answers] == ["", "看情况。", ""]


def test_a_sentence_longer_than_the_model_is_split(translator):
    """Far past the stored positions: no error, and the parts are joined as the language writes."""
    long = " ".join(p.en for p in free())
    [wordings] = translator.propose([long], "en", "zh")
    assert len(wordings[0].text) > 800
    assert "。 " not in wordings[0].text


def test_a_long_sentence_without_any_mark_is_split_too(translator):
    """Speech recognisers leave marks out."""
    [wordings] = translator.propose(["the model learns from text " * 150], "en", "zh")
    assert wordings[0].text


def test_a_character_without_a_symbol_is_reported(translator):
    """The model cannot have translated what it cannot read."""
    [known], [strange] = (
        translator.propose(["我不知道答案。", "我不知道鑫龘。"], "zh", "en")[0][:1],
        (translator.propose(["我不知道鑫龘。"], "zh", "en")[0][:1]),
    )
    assert (known.unknown, strange.unknown) == (False, True)


def test_a_guarded_try_ends_a_loop(translator):
    """A single word, far from anything trained on, loops; with the guard it does not."""
    text = "pre-training pre-training pre-training pre-training"
    [guarded] = translator.propose([text], "en", "zh", guarded=True)
    assert len(guarded[0].text) < 60


def test_traditional_chinese_is_read_as_simplified(translator):
    """Without a package for it, the characters are converted first."""
    done = translator.translate(["我們談談機器學習。"], "zh", "en")
    assert "machine learning" in done[0].text


def test_traditional_chinese_goes_to_its_own_package_where_there_is_one(tmp_path):
    """zt → en installed: it gets the Traditional sentences, the other package the Simplified."""
    directory = install_tiny(tmp_path, ("zh", "en"))
    traditional = tmp_path / "packages" / "zt"
    shutil.copytree(find_installed("zh", "en", directory).path, traditional)
    metadata = traditional / "metadata.json"
    metadata.write_text(metadata.read_text().replace('"zh"', '"zt"'))
    translator = ArgosTranslator(directory=directory)
    answers = translator.propose(["我們談談機器學習。", "我们谈谈机器学习。"], "zh", "en")
    assert answers[0][0].text != answers[1][0].text
    assert "machine learning" in answers[1][0].text
    assert answers[0][0].unknown  # this test's package knows no Traditional characters


def test_a_target_prefix_is_given_and_taken_off(directory):
    """Models for several languages want a token first; it is not part of the sentence."""
    package = find_installed("en", "zh", directory)
    plain = PackageModel(package).propose(["It depends."])[0][0].text
    prefixed = (
        PackageModel(replace(package, target_prefix="看")).propose(["It depends."])[0][0].text
    )
    assert not prefixed.startswith("看")
    assert plain.startswith("看")


def test_a_missing_package_is_told_with_the_command(tmp_path):
    """The message is what to type."""
    with pytest.raises(ModelMissingError, match="studycards models install en zh"):
        ArgosTranslator(directory=tmp_path).translate(["Hello."], "en", "zh")


def test_a_package_broken_after_installation_is_told(tmp_path):
    """The model file was damaged: which folder, and how to replace it."""
    directory = install_tiny(tmp_path, ("en", "zh"))
    (find_installed("en", "zh", directory).path / "model" / "model.bin").write_bytes(b"junk")
    with pytest.raises(TranslationError, match="studycards models install en zh` replaces it"):
        ArgosTranslator(directory=directory).translate(["Hello."], "en", "zh")


def test_a_package_installed_again_is_loaded_again(tmp_path):
    """No stale model after an update within one process."""
    directory = install_tiny(tmp_path, ("en", "zh"))
    translator = ArgosTranslator(directory=directory)
    first = translator._model("en", "zh")
    assert translator._model("en", "zh") is first
    install_tiny(tmp_path, ("en", "zh"))
    assert translator._model("en", "zh") is not first


def test_progress_is_told_to_the_end(directory):
    """Done and in all, in sentences."""
    seen = []
    translator = ArgosTranslator(directory=directory, progress=lambda *step: seen.append(step))
    translator.propose([p.en for p in free()], "en", "zh")
    assert seen[-1][0] == seen[-1][1] > 200


def test_no_splitter_is_loaded_and_nothing_is_fetched(directory, tmp_path):
    """A fresh process translates without the sentence splitter, its runtime, or any connection."""
    code = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('network')\n"
        "socket.socket.connect = refuse\n"
        "from pathlib import Path\n"
        "from translate.argos import ArgosTranslator\n"
        f"t = ArgosTranslator(directory=Path({str(directory)!r}))\n"
        "print(ascii(t.translate(['It depends.'], 'en', 'zh')[0].text))\n"
        "heavy = ('minisbd', 'onnxruntime', 'stanza', 'spacy', 'torch')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    env = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=60
    )
    assert run.stdout.splitlines() == [ascii("看情况。"), "[]"], run.stderr
