"""`studycards models`, with an index served on this machine."""

from __future__ import annotations

import functools
import hashlib
import json
import multiprocessing
import time

import pytest
from click.testing import CliRunner
from translate_help import TINY_FILES, Handler, install_tiny, loopback

from decks.commands.models import models
from translate import package_index
from translate.downloads import DownloadLimits
from translate.package_index import available_packages, install_from_index
from translate.packages import installed_packages
from translate.web import Limits

FILES = {f"/{s}_{t}.argosmodel": path.read_bytes() for (s, t), path in TINY_FILES.items()}


def _entry(source, target, url, **more):
    link = f"{url}/{source}_{target}.argosmodel"
    return {
        "package_version": "1.0", "argos_version": "1.9", "from_code": source, "to_code": target,
        "from_name": source, "to_name": target, "links": [link], **more,
    }  # fmt: skip


def _index(handler: Handler, **more) -> bytes:
    url = f"http://{handler.headers['Host']}"
    entries = [_entry(s, t, url, **more) for s, t in TINY_FILES]
    return json.dumps([{"type": "sbd"}, "junk", *entries]).encode()


def serving(handler: Handler, files=FILES, **more) -> None:
    """An index and its packages."""
    if handler.path == "/index.json":
        handler.reply(200, _index(handler, **more))
    elif handler.path in files:
        handler.reply(200, files[handler.path], "application/zip")
    else:
        handler.reply(404, b"no")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the command with its own packages, caches and index; returns click's result."""
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    monkeypatch.setattr(package_index, "_downloads_dir", lambda: tmp_path / "downloads")
    monkeypatch.setattr(
        package_index, "INDEX_LIMITS", Limits(silence=0.5, total=2, tries=1, pause=0.01)
    )
    limits = DownloadLimits(silence=0.3, total=10, tries=2, pause=0.01)
    monkeypatch.setattr("translate.downloads.DownloadLimits", lambda: limits)

    def invoke(*arguments, server=None):
        monkeypatch.setenv(
            "ARGOS_PACKAGE_INDEX", f"{server.url if server else 'http://127.0.0.1:9'}/"
        )
        return CliRunner().invoke(models, arguments)

    return invoke


def test_install_fetches_both_directions_and_says_what_came(run, tmp_path):
    """Results on standard output: direction, version, size, licence; the rest on standard error."""
    with loopback(serving) as server:
        result = run("install", "en", "zh", server=server)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["en → zh", "zh → en"]
    assert all("installed  MIT" in line for line in lines)
    assert "no checksum is known" in result.stderr
    assert "#" not in result.stderr  # no progress bar without a terminal
    assert len(installed_packages(tmp_path / "packages")) == 2
    assert list((tmp_path / "downloads").iterdir()) == []


def test_one_way_installs_one_direction(run):
    """Only what was asked for is fetched."""
    with loopback(serving) as server:
        result = run("install", "en", "zh", "--one-way", server=server)
        assert [path for path, _, _ in server.seen] == ["/index.json", "/en_zh.argosmodel"]
    assert len(result.stdout.splitlines()) == 1


def test_what_is_installed_already_is_not_fetched_again(run):
    """The same version: said so, nothing downloaded."""
    with loopback(serving) as server:
        run("install", "en", "zh", server=server)
        server.seen.clear()
        result = run("install", "en", "zh", server=server)
        assert [path for path, _, _ in server.seen] == ["/index.json"] * 2
    assert "is installed already" in result.stderr


def test_a_file_is_installed_without_a_network(run):
    """A package file from elsewhere."""
    result = run("install", str(TINY_FILES["zh", "en"]))
    assert result.stdout.startswith("zh → en  1.0")


def test_list_shows_installed_and_available(run, tmp_path):
    """Installed ones alone, or with what the index has."""
    install_tiny(tmp_path, ("en", "zh"))
    assert run("list").stdout.startswith("en → zh  1.0  0.8 MB  installed  MIT")
    with loopback(serving) as server:
        shown = run("list", "--available", server=server).stdout
    assert "en → zh  1.0  -  available  installed" in shown
    assert "zh → en  1.0  -  available\n" in shown


def test_remove_says_what_is_gone(run, tmp_path):
    """And fails, with a message, where there is nothing."""
    install_tiny(tmp_path, ("en", "zh"))
    assert run("remove", "en", "zh").stdout.startswith("removed ")
    again = run("remove", "en", "zh")
    assert again.exit_code == 1
    assert "No package en → zh is installed" in again.stderr


def test_without_a_network_one_message_says_what_still_works(run):
    """No traceback, no endless retry."""
    started = time.monotonic()
    result = run("install", "en", "zh")
    assert result.exit_code == 1
    assert "cannot be read" in result.stderr
    assert "the glossary work without a network" in result.stderr
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("install", "en"), "two languages"),
        (("install", "en", "zh", "de"), "two languages"),
        (("install",), "Missing argument"),
        (("remove", "en"), "Missing argument"),
    ],
)
def test_wrong_usage_has_its_own_exit_code(run, arguments, message):
    """2, with the usage."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def _broken_zip(handler):
    serving(handler, {path: content[:5000] for path, content in FILES.items()})


def _html(handler):
    serving(handler, dict.fromkeys(FILES, b"<html>please log in</html>"))


def _wrong_checksum(handler):
    serving(handler, sha256="0" * 64)


def _no_file(handler):
    serving(handler, {})


def _swapped(handler):
    serving(handler, {"/en_zh.argosmodel": FILES["/zh_en.argosmodel"]})


def _stalling(handler):
    if handler.path == "/index.json":
        return serving(handler)
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b"PK")
    handler.wfile.flush()
    time.sleep(2)
    return None


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (_broken_zip, "not a readable package"),
        (_html, "not a readable package"),
        (_wrong_checksum, "SHA-256"),
        (_no_file, "404"),
        (_swapped, "asked for was en to zh"),
        (_stalling, "broke off"),
    ],
)
def test_a_bad_download_installs_nothing(run, tmp_path, answer, message):
    """One message, exit code 1, and what was installed before is still there."""
    install_tiny(tmp_path, ("zh", "en"))
    with loopback(answer) as server:
        result = run("install", "en", "zh", "--one-way", server=server)
    assert result.exit_code == 1
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert [p.source for p in installed_packages(tmp_path / "packages")] == ["zh"]


@pytest.mark.parametrize(
    ("body", "message"),
    [(b"<html>", "no JSON"), (b'{"a": 1}', "no list"), (b"[]", "has no package en → zh")],
)
def test_a_bad_index_is_told(run, body, message):
    """HTML from a login page, another JSON, an empty list."""
    with loopback(lambda handler: handler.reply(200, body)) as server:
        result = run("install", "en", "zh", server=server)
    assert result.exit_code == 1
    assert message in result.stderr


def test_an_index_that_hangs_is_left_in_time(run):
    """The server takes the connection and says nothing."""
    started = time.monotonic()
    with loopback(lambda handler: time.sleep(3)) as server:
        result = run("install", "en", "zh", server=server)
    assert result.exit_code == 1
    assert time.monotonic() - started < 3


def test_known_packages_are_pinned(tmp_path):
    """The two packages that matter carry size and checksum though the index has none."""

    def answer(handler):
        url = f"http://{handler.headers['Host']}"
        entries = [_entry("en", "zh", url) | {"package_version": v} for v in ("1.9", "1.1", "1.0")]
        handler.reply(200, json.dumps(entries).encode())

    with loopback(answer) as server:
        [package] = available_packages(f"{server.url}/index.json")
    assert (package.version, package.size) == ("1.9", 70_743_021)
    assert package.sha256.startswith("433e7c4f034d87fb")


@pytest.mark.parametrize(
    "entry",
    [
        {"links": ["file:///etc/passwd"]},
        {"links": []},
        {"links": "http://x"},
        {"from_code": "../en"},
        {"package_version": "../1"},
        {"to_code": None},
    ],
)
def test_malformed_entries_are_passed_over(entry):
    """An index entry cannot name paths or local files."""

    def answer(handler):
        handler.reply(200, json.dumps([_entry("en", "zh", "http://x") | entry]).encode())

    with loopback(answer) as server:
        assert available_packages(f"{server.url}/index.json") == []


def test_the_second_address_is_tried_when_the_first_fails(tmp_path):
    """An index may name several."""
    good = FILES["/en_zh.argosmodel"]
    digest = hashlib.sha256(good).hexdigest()

    def answer(handler):
        url = f"http://{handler.headers['Host']}"
        links = [f"{url}/gone.argosmodel", f"{url}/en_zh.argosmodel"]
        if handler.path == "/index.json":
            entry = _entry("en", "zh", url, sha256=digest) | {"links": links}
            handler.reply(200, json.dumps([entry]).encode())
        else:
            serving(handler)

    with loopback(answer) as server:
        package, new = install_from_index(
            "en",
            "zh",
            directory=tmp_path / "p",
            downloads=tmp_path / "d",
            url=f"{server.url}/index.json",
        )
    assert new
    assert package.version == "1.0"


def _install(url, folder, results):
    _, new = install_from_index("en", "zh", directory=folder / "p", downloads=folder / "d", url=url)
    results.put(new)


def test_two_installations_at_once_fetch_once(tmp_path):
    """The second waits for the first and finds its work."""
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    with loopback(serving) as server:
        target = functools.partial(_install, f"{server.url}/index.json", tmp_path, results)
        runs = [context.Process(target=target) for _ in range(2)]
        for process in runs:
            process.start()
        for process in runs:
            process.join(60)
        fetched = [path for path, _, _ in server.seen if path.endswith("argosmodel")]
    assert sorted(results.get(timeout=5) for _ in runs) == [False, True]
    assert len(fetched) == 1
    assert len(installed_packages(tmp_path / "p")) == 1
