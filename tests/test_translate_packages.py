"""A package is installed whole and sound, or not at all."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import zipfile
from typing import ClassVar

import pytest
from translate_help import TINY_FILES, install_tiny

from translate import packages
from translate.engine import ModelMissingError
from translate.packages import (
    PackageError,
    find_installed,
    install_file,
    installed_packages,
    remove,
    version_key,
)

EN_ZH = TINY_FILES["en", "zh"]


def _rebuilt(tmp_path, change, name="changed.argosmodel"):
    """The tiny en-zh package with its files changed by `change(dict of name to bytes)`."""
    with zipfile.ZipFile(EN_ZH) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
    change(files)
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as archive:
        for file, content in files.items():
            archive.writestr(file, content)
    return path


def _metadata(**values):
    def change(files):
        data = json.loads(files["en_zh/metadata.json"]) | values
        files["en_zh/metadata.json"] = json.dumps(data).encode()

    return change


def _without(name):
    return lambda files: files.pop(f"en_zh/{name}")


def _with(name, content):
    return lambda files: files.update({name: content})


def _second_root(files):
    files["other/file.txt"] = b"x"


BROKEN = {
    "no metadata": (_without("metadata.json"), "metadata.json"),
    "metadata no JSON": (_with("en_zh/metadata.json", b"{"), "metadata.json"),
    "metadata a list": (_with("en_zh/metadata.json", b"[]"), "no object"),
    "no languages": (_metadata(from_code=None), "from_code"),
    "a language that is a path": (_metadata(to_code="../../x"), "to_code"),
    "a version that is a path": (_metadata(package_version="../x"), "package_version"),
    "no model": (_without("model/model.bin"), "model.bin is missing"),
    "a model cut off": (_with("en_zh/model/model.bin", b"\x06\x00\x00\x00abc"), "cannot be used"),
    "no tokenizer": (_without("sentencepiece.model"), "sentencepiece.model"),
    "a broken tokenizer": (_with("en_zh/sentencepiece.model", b"junk"), "cannot be used"),
    "no vocabulary": (_without("model/shared_vocabulary.json"), "cannot be used"),
    "two folders": (_second_root, "holds one folder"),
    "a file outside": (_with("readme.txt", b"x"), "holds one folder"),
    "a name upwards": (_with("en_zh/../../evil.txt", b"x"), "unsafe name"),
    "an absolute name": (_with("/tmp/evil.txt", b"x"), "unsafe name"),
    "a name with a drive": (_with("en_zh/C:evil.txt", b"x"), "unsafe name"),
    "a name with a backslash": (_with("en_zh\\..\\evil.txt", b"x"), "unsafe name"),
    "another kind": (_metadata(type="sbd"), "not for translation"),
    "another direction": (_metadata(from_code="de"), "asked for was en to zh"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_package_is_refused_and_the_old_one_stays(case, tmp_path):
    """Whatever is wrong with the file, the message says it and nothing has changed."""
    change, message = BROKEN[case]
    directory = install_tiny(tmp_path, ("en", "zh"))
    before = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*"))
    file = _rebuilt(tmp_path, change)
    with pytest.raises(PackageError, match=message):
        install_file(file, directory=directory, expected=("en", "zh"))
    file.unlink()
    assert sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*")) == before
    assert find_installed("en", "zh", directory).version == "1.0"


@pytest.mark.parametrize("part", ["text", "half", "flipped", "empty"])
def test_a_damaged_file_is_refused(part, tmp_path):
    """No zip, half a zip, a changed byte: nothing is installed."""
    content = EN_ZH.read_bytes()
    middle = len(content) // 2
    damaged = {
        "text": b"<html>not found</html>",
        "half": content[:middle],
        "flipped": content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :],
        "empty": b"",
    }[part]
    file = tmp_path / "damaged.argosmodel"
    file.write_bytes(damaged)
    with pytest.raises(PackageError, match=r"damaged\.argosmodel"):
        install_file(file, directory=tmp_path / "packages")
    assert list((tmp_path / "packages").iterdir()) == []


def test_a_link_in_the_package_is_refused(tmp_path):
    """A symbolic link could lead anywhere."""
    link = zipfile.ZipInfo("en_zh/link")
    link.external_attr = 0o120777 << 16
    file = _rebuilt(tmp_path, lambda files: None)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(PackageError, match="unsafe name"):
        install_file(file, directory=tmp_path / "packages")


def test_a_package_that_unpacks_too_large_is_refused(tmp_path, monkeypatch):
    """The limit holds for what comes out, not for what the zip's directory says."""
    monkeypatch.setattr(packages, "MAX_UNPACKED_BYTES", 100_000)
    with pytest.raises(PackageError, match="unpacks to over"):
        install_file(EN_ZH, directory=tmp_path / "packages")


def test_an_installed_package_is_found_with_what_it_says(tmp_path):
    """Direction, version, licence and size are read from the package."""
    package = find_installed("en", "zh", install_tiny(tmp_path))
    assert (package.source, package.target, package.version) == ("en", "zh", "1.0")
    assert package.licence == "MIT"
    assert 500_000 < package.size < 2_000_000


def test_a_newer_version_takes_the_place_of_the_older(tmp_path):
    """One package a direction is left, the new one."""
    directory = install_tiny(tmp_path, ("en", "zh"))
    install_file(_rebuilt(tmp_path, _metadata(package_version="1.10")), directory=directory)
    assert [p.version for p in installed_packages(directory)] == ["1.10"]
    assert len(list(directory.iterdir())) == 1


def test_a_package_can_be_installed_again(tmp_path):
    """The same version over itself, as a repair."""
    directory = install_tiny(tmp_path, ("en", "zh"))
    (find_installed("en", "zh", directory).path / "model" / "model.bin").write_bytes(b"")
    install_tiny(tmp_path, ("en", "zh"))
    assert find_installed("en", "zh", directory).size > 500_000
    assert len(list(directory.iterdir())) == 1


def test_stray_folders_do_not_hide_the_packages(tmp_path):
    """A folder without metadata breaks stock Argos Translate, not this listing."""
    directory = install_tiny(tmp_path)
    (directory / "stray").mkdir()
    (directory / "broken").mkdir()
    (directory / "broken" / "metadata.json").write_text("{")
    assert [(p.source, p.target) for p in installed_packages(directory)] == [
        ("en", "zh"),
        ("zh", "en"),
    ]


def test_remove_takes_the_package_away_and_leaves_the_other_direction(tmp_path):
    """Afterwards it is gone from the listing and from the disk."""
    directory = install_tiny(tmp_path)
    [gone] = remove("en", "zh", directory)
    assert not gone.exists()
    assert [(p.source, p.target) for p in installed_packages(directory)] == [("zh", "en")]


@pytest.mark.parametrize("there", [True, False])
def test_removing_what_is_not_there_says_so(there, tmp_path):
    """A message with the direction, whether or not the folder of packages exists."""
    directory = install_tiny(tmp_path, ("zh", "en")) if there else tmp_path / "none"
    with pytest.raises(ModelMissingError, match="en → zh is installed"):
        remove("en", "zh", directory)


def test_versions_are_ordered_by_number():
    """1.10 is newer than 1.9."""
    assert version_key("1.10") > version_key("1.9.6") > version_key("1.9")


def _install(directory, file):
    install_file(file, directory=directory)


def test_two_installations_at_once_leave_one_sound_package(tmp_path):
    """Several processes install the same direction: one after the other, each whole."""
    directory = tmp_path / "packages"
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=_install, args=(directory, EN_ZH)) for _ in range(3)]
    for run in runs:
        run.start()
    for run in runs:
        run.join(60)
    assert [run.exitcode for run in runs] == [0, 0, 0]
    assert len(installed_packages(directory)) == len(list(directory.iterdir())) == 1


def test_stock_argos_translate_uses_the_package(tmp_path):
    """What is installed here is an ordinary package: stock code finds it and translates."""
    directory = install_tiny(tmp_path)
    code = (
        "import argostranslate.translate as t;"
        "print(t.translate('We talk about neural networks.', 'en', 'zh'));"
        "print(t.translate('今天我们谈谈机器学习。', 'zh', 'en'))"
    )
    env = {
        **os.environ,
        "ARGOS_PACKAGES_DIR": str(directory),
        "HOME": str(tmp_path),
        "PYTHONUTF8": "1",
    }
    env |= {"XDG_DATA_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    env |= {"XDG_CONFIG_HOME": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert run.stdout.split("\n")[:2] == [
        "我们谈谈神经网络。",
        "Today we talk about machine learning.",
    ], run.stderr


def test_a_running_stock_argos_translate_sees_the_new_package(tmp_path, monkeypatch):
    """Its list of languages is forgotten when a package comes or goes."""

    class Stock:
        installed_translates: ClassVar = ["stale"]

        class get_installed_languages:  # noqa: N801
            cleared = 0

            @classmethod
            def cache_clear(cls):
                cls.cleared += 1

    monkeypatch.setitem(sys.modules, "argostranslate.translate", Stock)
    remove("en", "zh", install_tiny(tmp_path, ("en", "zh")))
    assert (Stock.get_installed_languages.cleared, Stock.installed_translates) == (2, [])


def test_a_package_that_cannot_be_moved_in_leaves_the_old_one(tmp_path, monkeypatch):
    """The last step fails (full disk, no right): an error, and the old package is still listed."""
    directory = install_tiny(tmp_path, ("en", "zh"))
    newer = _rebuilt(tmp_path, _metadata(package_version="2.0"))
    real = os.replace

    def refuse(source, target):
        if str(target).startswith(str(directory) + os.sep):
            raise PermissionError("no right")
        return real(source, target)

    monkeypatch.setattr("pathlib.Path.replace", lambda self, target: refuse(self, target))
    with pytest.raises(PackageError, match="cannot be written"):
        install_file(newer, directory=directory)
    monkeypatch.undo()
    assert [p.version for p in installed_packages(directory)] == ["1.0"]
    shutil.rmtree(directory)
