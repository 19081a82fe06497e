"""LibreTranslate: its protocol, and the real server where one is installed."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.request

import pytest
from tiny_model.sentences import free
from translate_help import Handler, install_tiny, loopback

from translate.libretranslate import KEY_VARIABLE, LibreTranslator
from translate.memory import Memory
from translate.sentences import translate_sentences
from translate.terminology import PlainTerms, TermRule
from translate.web import Limits, ServerError

QUICK = Limits(silence=0.5, total=2, tries=2, pause=0.01)


def answering(texts, alternatives=None, settings=b'{"charLimit": -1}'):
    """A server whose translations are `texts(list of sentences)`."""

    def answer(handler: Handler) -> None:
        if handler.path == "/frontend/settings":
            handler.reply(200, settings)
            return
        sentences = json.loads(handler.body)["q"]
        body = {"translatedText": texts(sentences)}
        if alternatives is not None:
            body["alternatives"] = alternatives
        handler.reply(200, json.dumps(body).encode())

    return answer


def _translator(server, **options):
    return LibreTranslator(server.url, limits=QUICK, **options)


def _requests(server):
    return [json.loads(body) for path, _, body in server.seen if path == "/translate"]


def test_many_sentences_go_in_few_requests():
    """Fifty a request, in their order."""
    sentences = [f"Sentence {i}." for i in range(120)]
    with loopback(answering(lambda q: [f"第{s[9:-1]}句。" for s in q])) as server:
        done = _translator(server).translate(sentences, "en", "zh")
        assert [len(r["q"]) for r in _requests(server)] == [50, 50, 20]
    assert [t.text for t in done] == [f"第{i}句。" for i in range(120)]


def test_the_servers_own_limit_is_kept():
    """A request never has more characters than the server takes."""
    sentences = ["x" * 90] * 10
    with loopback(answering(lambda q: q, settings=b'{"charLimit": 200}')) as server:
        _translator(server).propose(sentences, "en", "zh")
        assert [len(r["q"]) for r in _requests(server)] == [2] * 5


def test_a_server_without_settings_gets_our_limits():
    """Older servers answer 404 in HTML there."""

    def answer(handler: Handler) -> None:
        if handler.path == "/frontend/settings":
            handler.reply(404, b"<html>", "text/html")
        else:
            answering(lambda q: q)(handler)

    with loopback(answer) as server:
        assert len(_translator(server).propose(["a", "b"], "en", "zh")) == 2


def test_alternatives_are_further_wordings():
    """They come after the translation, each once."""
    with loopback(answering(lambda q: ["甲"], [["乙", "甲", "丙"]])) as server:
        [wordings] = _translator(server).propose(["a"], "en", "zh")
    assert [w.text for w in wordings] == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("sentence", "answer", "clean"),
    [
        ("Hello everyone.", "大家好。.", "大家好。"),
        ("Hello everyone.", "大家好.", "大家好。"),
        ("Really?", "真的吗？?", "真的吗？"),
        ("大家好。", "Hello everyone.。", "Hello everyone."),
    ],
)
def test_the_mark_that_the_server_forces_on_is_repaired(sentence, answer, clean):
    """It copies the source's last mark behind the translation."""
    source, target = ("zh", "en") if sentence.startswith("大") else ("en", "zh")
    with loopback(answering(lambda q: [answer])) as server:
        [done] = _translator(server).translate([sentence], source, target)
    assert done.text == clean


def test_the_key_comes_from_the_environment(monkeypatch):
    """In the body, as the server wants it; no key, no field."""
    with loopback(answering(lambda q: q)) as server:
        _translator(server).propose(["a"], "en", "zh")
        monkeypatch.setenv(KEY_VARIABLE, "secret")
        _translator(server).propose(["a"], "en", "zh")
        assert [r.get("api_key") for r in _requests(server)] == [None, "secret"]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (lambda q: q[:-1], "1 translations for 2 sentences"),
        (lambda q: [*q, "more"], "3 translations for 2 sentences"),
        (lambda q: "one text", "without translations"),
        (lambda q: [1, 2], "without translations"),
    ],
)
def test_a_wrong_number_or_kind_of_answers_is_refused(texts, message):
    """Answers that may belong to other sentences are not used."""
    with loopback(answering(texts)) as server, pytest.raises(ServerError, match=message):
        _translator(server).propose(["a", "b"], "en", "zh")


def test_terms_checks_and_memory_work_on_it_too(tmp_path):
    """The wrong word is corrected, the loop marked, the second run asks nothing."""
    table = {"We use dropout.": "我们使用辍学。", "It failed again.": "它又又又又又又又又失败了。"}
    rules = [TermRule(("dropout",), ("随机失活",), "随机失活", wrong=("辍学",))]
    with loopback(answering(lambda q: [table.get(s, s) for s in q])) as server:
        for run in range(2):
            with Memory(tmp_path / "m.sqlite") as memory:
                done, counts = translate_sentences(
                    list(table), _translator(server), "en", "zh",
                    terms=PlainTerms(rules, "en"), memory=memory,
                )  # fmt: skip
            asked = len(server.seen)
            if run == 0:
                first = asked
        assert asked == first
    assert (done[0].text, done[0].check) == ("我们使用随机失活。", ())
    assert "repetition" in done[1].check
    assert counts.remembered == 2


@pytest.fixture(scope="module")
def real_server(tmp_path_factory):
    """LibreTranslate itself with the tiny packages, on a free port."""
    program = os.environ.get("STUDYCARDS_LIBRETRANSLATE")
    if not program:
        if os.environ.get("CI"):
            pytest.fail("STUDYCARDS_LIBRETRANSLATE must name the libretranslate program in CI")
        pytest.skip("STUDYCARDS_LIBRETRANSLATE does not name a libretranslate program")
    home = tmp_path_factory.mktemp("libretranslate")
    packages = install_tiny(home)
    with socket.socket() as free_port:
        free_port.bind(("127.0.0.1", 0))
        port = free_port.getsockname()[1]
    env = {**os.environ, "ARGOS_PACKAGES_DIR": str(packages), "HOME": str(home)}
    env |= {f"XDG_{kind}_HOME": str(home / kind) for kind in ("DATA", "CACHE", "CONFIG")}
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [program, "--host", "127.0.0.1", "--port", str(port), "--load-only", "en,zh"],
            env=env, cwd=home, stdout=log, stderr=log,
        )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, process, home / "log")
        yield url
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(url, process, log):
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/languages", timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"LibreTranslate did not start: {log.read_text('utf-8', 'replace')[-2000:]}")


@pytest.mark.parametrize(("source", "target"), [("en", "zh"), ("zh", "en")])
def test_the_real_server_translates(real_server, source, target):
    """Sentences of the tiny model, both directions, with the punctuation of the target."""
    pairs = free()[:60]
    translator = LibreTranslator(real_server)
    done = translator.translate([getattr(p, source) for p in pairs], source, target)
    right = sum(t.text == getattr(p, target) for p, t in zip(pairs, done, strict=True))
    assert right >= 0.8 * len(pairs)


def test_the_real_server_gives_alternatives(real_server):
    """What terminology chooses from."""
    [wordings] = LibreTranslator(real_server).propose(["The future is open."], "en", "zh")
    assert len(wordings) > 1


def test_the_real_server_refuses_an_unknown_language_readably(real_server):
    """Its own words are in the message."""
    with pytest.raises(ServerError, match=r"400 .*xx"):
        LibreTranslator(real_server).propose(["Hello."], "en", "xx")
