"""What all tests share: no test reads or writes the caches, settings and models of its user."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the whole run an empty home: caches start empty and no translation model is there."""
    home = tmp_path_factory.mktemp("home")
    patch = pytest.MonkeyPatch()
    for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
        patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    patch.setenv("ARGOS_PACKAGES_DIR", str(home / "no-packages"))
    for name in ("SOURCE_DATE_EPOCH", "LIBRETRANSLATE_API_KEY", "OPENAI_API_KEY"):
        if name in os.environ:
            patch.delenv(name)
    yield home
    patch.undo()
