"""Downloads resume, end in time, and give the announced file or none."""

from __future__ import annotations

import hashlib
import re
import time

import pytest
from translate_help import Handler, loopback

from translate.downloads import ChecksumError, DownloadError, DownloadLimits, download

CONTENT = bytes(range(256)) * 4000  # 1 MB
SHA256 = hashlib.sha256(CONTENT).hexdigest()
QUICK = DownloadLimits(silence=0.5, total=20, tries=3, pause=0.01)


def whole(handler: Handler) -> None:
    """Serve the file, or its rest where that is asked for, as the real server does."""
    start = _start(handler)
    part = CONTENT[start:]
    if start:
        span = f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}"
        handler.reply(206, part, "application/zip", Content_Range=span, ETag='"v1"')
    else:
        handler.reply(200, part, "application/zip", ETag='"v1"')


def _start(handler: Handler) -> int:
    found = re.match(r"bytes=(\d+)-", handler.headers.get("Range", ""))
    return int(found[1]) if found and handler.headers.get("If-Range") == '"v1"' else 0


def breaking(times: int):
    """Serve 100 KB and close the connection, `times` times; then the rest."""
    calls = []

    def answer(handler: Handler) -> None:
        calls.append(handler.headers.get("Range"))
        if len(calls) > times:
            whole(handler)
            return
        start = _start(handler)
        handler.send_response(206 if start else 200)
        handler.send_header("Content-Length", str(len(CONTENT) - start))
        handler.send_header("ETag", '"v1"')
        if start:
            span = f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}"
            handler.send_header("Content-Range", span)
        handler.end_headers()
        handler.wfile.write(CONTENT[start : start + 100_000])
        handler.wfile.flush()
        handler.connection.close()

    answer.calls = calls
    return answer


def test_a_file_comes_whole_and_leaves_nothing_beside_it(tmp_path):
    """One request, progress to the end, no .part left."""
    seen = []
    with loopback(whole) as server:
        path = download(
            f"{server.url}/a", tmp_path / "a", sha256=SHA256, size=len(CONTENT), limits=QUICK,
            progress=lambda done, total: seen.append((done, total)),
        )  # fmt: skip
    assert path.read_bytes() == CONTENT
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
    assert seen[-1] == (len(CONTENT), len(CONTENT))


def test_a_broken_connection_is_resumed_where_it_broke(tmp_path):
    """The second request asks for the rest only."""
    answer = breaking(2)
    with loopback(answer) as server:
        path = download(f"{server.url}/a", tmp_path / "a", sha256=SHA256, limits=QUICK)
    assert path.read_bytes() == CONTENT
    assert answer.calls == [None, "bytes=100000-", "bytes=200000-"]


def test_a_later_call_goes_on_from_an_earlier_one(tmp_path):
    """What came before the program ended is not fetched again."""
    with (
        loopback(breaking(99)) as server,
        pytest.raises(DownloadError, match="300000 bytes are kept"),
    ):
        download(f"{server.url}/a", tmp_path / "a", limits=QUICK)
    with loopback(whole) as server:
        # the address of the first server: the note beside the part belongs to it
        note = next(tmp_path.glob("*.json"))
        note.write_text(re.sub(r"http://[\d.:]+", server.url, note.read_text()))
        download(f"{server.url}/a", tmp_path / "a", sha256=SHA256, limits=QUICK)
        assert [h.get("Range") for _, h, _ in server.seen] == ["bytes=300000-"]


def test_another_file_on_the_server_is_fetched_from_its_beginning(tmp_path):
    """An old part is not glued to a new file: the server's validator differs."""
    (tmp_path / "a.part").write_bytes(b"old" * 1000)
    with loopback(whole) as server:
        (tmp_path / "a.part.json").write_text(
            f'{{"url": "{server.url}/a", "validator": "\\"v0\\""}}'
        )
        download(f"{server.url}/a", tmp_path / "a", sha256=SHA256, limits=QUICK)
    assert (tmp_path / "a").read_bytes() == CONTENT


def test_a_server_that_ignores_ranges_starts_again(tmp_path):
    """A 200 to a request for the rest is the whole file."""

    def answer(handler: Handler) -> None:
        handler.reply(200, CONTENT, ETag='"v1"')

    (tmp_path / "a.part").write_bytes(b"old" * 1000)
    with loopback(answer) as server:
        (tmp_path / "a.part.json").write_text(
            f'{{"url": "{server.url}/a", "validator": "\\"v1\\""}}'
        )
        download(f"{server.url}/a", tmp_path / "a", sha256=SHA256, limits=QUICK)
    assert (tmp_path / "a").read_bytes() == CONTENT


def test_a_part_longer_than_the_file_is_thrown_away(tmp_path):
    """416, as real servers answer a range past the end."""

    def answer(handler: Handler) -> None:
        if handler.headers.get("Range"):
            handler.reply(416, b"")
        else:
            whole(handler)

    (tmp_path / "a.part").write_bytes(CONTENT + b"x")
    with loopback(answer) as server:
        (tmp_path / "a.part.json").write_text(
            f'{{"url": "{server.url}/a", "validator": "\\"v1\\""}}'
        )
        download(f"{server.url}/a", tmp_path / "a", sha256=SHA256, limits=QUICK)
    assert (tmp_path / "a").read_bytes() == CONTENT


def test_a_wrong_checksum_deletes_the_file(tmp_path):
    """Both sums are told, and nothing is left that a later call could take for good."""
    with (
        loopback(whole) as server,
        pytest.raises(ChecksumError, match=f"{SHA256}, expected was {'0' * 64}"),
    ):
        download(f"{server.url}/a", tmp_path / "a", sha256="0" * 64, limits=QUICK)
    assert not (tmp_path / "a").exists()
    assert not (tmp_path / "a.part").exists()


def test_a_wrong_size_deletes_the_file(tmp_path):
    """A pinned size is checked even before the sum."""
    with loopback(whole) as server, pytest.raises(ChecksumError, match="were announced"):
        download(f"{server.url}/a", tmp_path / "a", size=5, limits=QUICK)
    assert not (tmp_path / "a.part").exists()


def test_a_server_that_falls_silent_is_left(tmp_path):
    """Headers, some bytes, then nothing: the call ends by the limits, not never."""

    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(CONTENT)))
        handler.end_headers()
        handler.wfile.write(CONTENT[:1000])
        handler.wfile.flush()
        time.sleep(3)

    started = time.monotonic()
    limits = DownloadLimits(silence=0.2, total=5, tries=2, pause=0.01)
    with loopback(answer) as server, pytest.raises(DownloadError, match="1000 bytes are kept"):
        download(f"{server.url}/a", tmp_path / "a", limits=limits)
    assert time.monotonic() - started < 3


def test_a_server_that_trickles_is_left_in_time(tmp_path):
    """Never silent, never done: the limit for the whole file ends it."""

    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(CONTENT)))
        handler.end_headers()
        for i in range(100):
            handler.wfile.write(CONTENT[i : i + 1])
            handler.wfile.flush()
            time.sleep(0.05)

    limits = DownloadLimits(silence=1, total=0.3, tries=3, pause=0.01)
    with loopback(answer) as server, pytest.raises(DownloadError, match="slower than"):
        download(f"{server.url}/a", tmp_path / "a", limits=limits)


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_over_the_limit_is_not_fetched(tmp_path, announced):
    """Neither one that says its size nor one that keeps coming."""

    def answer(handler: Handler) -> None:
        handler.send_response(200)
        if announced:
            handler.send_header("Content-Length", str(len(CONTENT)))
        else:
            handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(CONTENT)
        handler.close_connection = True

    limits = DownloadLimits(silence=1, total=5, size=10_000, tries=1)
    with loopback(answer) as server, pytest.raises(DownloadError, match="over the limit"):
        download(f"{server.url}/a", tmp_path / "a", limits=limits)
    part = tmp_path / "a.part"
    assert not part.exists() or part.stat().st_size <= 10_000


def test_a_busy_server_is_asked_again(tmp_path):
    """503 may pass; 404 does not and is told at once."""
    answers = iter([503, 503, 200])

    def busy(handler: Handler) -> None:
        status = next(answers)
        handler.reply(status, CONTENT if status == 200 else b"later")

    with loopback(busy) as server:
        download(f"{server.url}/a", tmp_path / "a", limits=QUICK)
    with loopback(lambda h: h.reply(404, b"no")) as server:
        with pytest.raises(DownloadError, match="404"):
            download(f"{server.url}/b", tmp_path / "b", limits=QUICK)
        assert len(server.seen) == 1


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/a", "/a"])
def test_only_web_addresses_are_fetched(url, tmp_path):
    """An index from elsewhere must not make the program read local files."""
    with pytest.raises(DownloadError, match="only http"):
        download(url, tmp_path / "a")


def test_no_server_at_all_is_told(tmp_path):
    """Nobody listens: an error with the address, after the tries."""
    with loopback(whole) as server:
        url = f"{server.url}/a"
    with pytest.raises(DownloadError, match="broke off"):
        download(url, tmp_path / "a", limits=QUICK)
