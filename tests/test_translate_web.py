"""Servers that hang, die, answer something else: one readable error, in time."""

from __future__ import annotations

import json
import time

import pytest
from translate_help import Handler, loopback

from translate.web import JsonClient, Limits, ServerError

QUICK = Limits(silence=0.3, total=1.0, tries=3, pause=0.01)


def _post(server, path="/translate"):
    return JsonClient(server.url, limits=QUICK).post(path, {"q": ["你好"]})


def test_json_goes_out_and_comes_back():
    """UTF-8 both ways."""
    with loopback(lambda h: h.reply(200, h.body)) as server:
        assert _post(server) == {"q": ["你好"]}


def _dies(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"translatedText": ["half')
    handler.wfile.flush()
    handler.connection.close()


def _hangs(handler: Handler) -> None:
    time.sleep(1)


def _hangs_inside(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"{")
    handler.wfile.flush()
    time.sleep(1)


def _trickles(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def _redirects(handler: Handler) -> None:
    handler.reply(302, b"", Location="http://127.0.0.1:9/elsewhere")


@pytest.mark.parametrize(
    ("answer", "message", "requests"),
    [
        (_dies, "no usable answer", 3),
        (_hangs, "no usable answer", 3),
        (_hangs_inside, "no usable answer", 3),
        (_trickles, "took over 1 s", 1),
        (_redirects, "302", 1),
        (lambda h: h.reply(200, b"<html>Log in</html>"), "answered no JSON but '<html>Log in", 1),
        (lambda h: h.reply(404, b"<html>", "text/html"), "404", 1),
        (lambda h: h.reply(403, b'{"error": "Invalid API key"}'), "403 .*: Invalid API key", 1),
        (lambda h: h.reply(400, b'{"error": {"message": "no such model"}}'), "no such model", 1),
        (lambda h: h.reply(500, b'{"error": "boom"}'), "500 .*: boom", 3),
        (lambda h: h.reply(200, b"x" * (33 * 1024**2)), "longer than", 1),
    ],
    ids=[
        "dies",
        "hangs",
        "hangs-inside",
        "trickles",
        "redirects",
        "html",
        "404-html",
        "key",
        "model",
        "500",
        "huge",
    ],
)
def test_a_bad_server_is_one_error_in_time(answer, message, requests):
    """What may pass is tried again, what will not is told at once."""
    started = time.monotonic()
    with loopback(answer) as server:
        with pytest.raises(ServerError, match=message):
            _post(server)
        assert len(server.seen) == requests
    assert time.monotonic() - started < 4


def test_a_server_that_says_later_is_asked_later():
    """429 with Retry-After, then the answer."""
    times = []

    def busy(handler: Handler) -> None:
        times.append(time.monotonic())
        if len(times) == 1:
            handler.reply(429, b'{"error": "Slowdown"}', Retry_After="0.2")
        else:
            handler.reply(200, b"[]")

    with loopback(busy) as server:
        assert _post(server) == []
    assert times[1] - times[0] >= 0.2


@pytest.mark.parametrize("url", ["localhost:5000", "ftp://example.org", "", "http://"])
def test_an_address_that_is_none_is_refused_at_once(url):
    """With an example of a good one."""
    with pytest.raises(ServerError, match="is no http address"):
        JsonClient(url)


def test_nobody_listening_is_told():
    """The address is in the message."""
    with loopback(lambda h: h.reply(200, b"[]")) as server:
        url = server.url
    with pytest.raises(ServerError, match=url):
        JsonClient(url, limits=QUICK).post("/x", {})


def test_headers_reach_the_server():
    """Keys travel in a header, not in the address."""
    with loopback(
        lambda h: h.reply(200, json.dumps(h.headers["Authorization"]).encode())
    ) as server:
        client = JsonClient(server.url, {"Authorization": "Bearer k"}, QUICK)
        assert client.get("/") == "Bearer k"
