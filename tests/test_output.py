"""Files appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from cards.errors import StudycardsError
from cards.output import write_whole


def test_the_content_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    """An existing file is replaced, and nothing else is left in the folder."""
    path = tmp_path / "a.yaml"
    path.write_text("old", "utf-8")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file_and_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the move fails, the old file stays and the temporary one goes."""
    path = tmp_path / "a.yaml"
    path.write_text("old", "utf-8")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StudycardsError, match=r"a\.yaml: cannot be written: Permission denied"):
        write_whole(path, b"new")
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """The message has the path the user gave."""
    with pytest.raises(StudycardsError, match="cannot be written: No such file"):
        write_whole(tmp_path / "no" / "a.yaml", b"")
