"""The compiled glossary: the same as the YAML, never stale, never half."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cards.glossary import cache
from cards.glossary.cache import Compiled, load_compiled

TEXT = """\
topic: mine
name: {en: Mine, zh: 我的}
entries:
- en: widget tuning
  zh: [部件微调, 部件调整]
  heard_as: [widget tooning]
  everyday: true
  since: 2024
  meaning:
    en: Small change of a widget until it fits.
    zh: 对部件做小改动，直到合适。
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def compiled_files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


def without_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str, name: str) -> object:
        raise AssertionError("the YAML was read though it is compiled")

    monkeypatch.setattr("cards.glossary.files.parse_glossary", fail)


def test_the_compiled_copy_is_the_same(
    source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Second time: no YAML is read, and every value has the type it had."""
    first = load_compiled([source], folder)
    without_yaml(monkeypatch)
    second = load_compiled([source], folder)
    assert second == first
    assert isinstance(second, Compiled)
    assert [type(v) for v in second.entries[0]] == [type(v) for v in first.entries[0]]


def test_a_changed_source_is_read_again(source: Path, folder: Path) -> None:
    """Same length, same time stamp, one letter: the content decides."""
    load_compiled([source], folder)
    stat = source.stat()
    source.write_text(TEXT.replace("until it fits", "until it suits"[:13]), "utf-8")
    os.utime(source, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert load_compiled([source], folder).entries[0].meaning_en.endswith("until it suit.")


def test_a_renamed_source_is_read_again(source: Path, folder: Path) -> None:
    """`where` has to name the file as it is called now."""
    load_compiled([source], folder)
    renamed = source.rename(source.with_name("yours.yaml"))
    assert load_compiled([renamed], folder).entries[0].where == "yours.yaml:4"


def test_another_layout_of_the_program_has_its_own_copy(
    source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new field of an entry never meets a copy without it."""
    load_compiled([source], folder)
    monkeypatch.setattr(cache, "_LAYOUT", "other")
    load_compiled([source], folder)
    assert len(compiled_files(folder)) == 2


@pytest.mark.parametrize("damage", ["cut", "empty", "flipped", "json"])
def test_a_damaged_copy_is_not_used_but_replaced(source: Path, folder: Path, damage: str) -> None:
    """Cut off, emptied, one letter changed, something else altogether."""
    whole = load_compiled([source], folder)
    (path,) = compiled_files(folder)
    content = path.read_bytes()
    path.write_bytes(
        {
            "cut": content[: len(content) // 2],
            "empty": b"",
            "flipped": content.replace(b"tooning", b"toonimg"),
            "json": json.dumps([[], []]).encode(),
        }[damage]
    )
    assert load_compiled([source], folder) == whole
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_written_only_costs_time(source: Path, tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "taken").write_text("x", "utf-8")
    assert load_compiled([source], tmp_path / "taken").entries[0].en == "widget tuning"
    assert load_compiled([source], None).entries[0].en == "widget tuning"


def test_copies_nobody_used_for_a_month_go(
    source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of another version in use stay; old ones do not pile up."""
    folder.mkdir()
    for name, age in (("glossary-old.json", 40), ("glossary-young.json", 3)):
        (folder / name).write_text("x", "utf-8")
        then = time.time() - age * 86_400
        os.utime(folder / name, (then, then))
    load_compiled([source], folder)
    names = {path.name for path in compiled_files(folder)}
    assert "glossary-old.json" not in names
    assert "glossary-young.json" in names


def test_many_starts_at_once_all_get_the_whole_glossary(source: Path, folder: Path) -> None:
    """Eight processes compile at the same time; each sees all, and one file is left."""
    program = (
        "import sys; from pathlib import Path; from cards.glossary.cache import load_compiled\n"
        "print(load_compiled([Path(sys.argv[1])], Path(sys.argv[2])).entries[0].en)"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(source), str(folder)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(8)
    ]
    assert [p.communicate(timeout=60)[0] for p in running] == ["widget tuning\n"] * 8
    assert len(compiled_files(folder)) == 1
