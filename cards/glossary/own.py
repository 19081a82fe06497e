"""A user's own glossary files, checked together and against the built-in entries."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cards.glossary.entry import GlossaryEntry
from cards.glossary.files import GlossaryFile, accepted, check_glossary_file
from cards.glossary.rules import set_faults


def check_own_files(paths: Sequence[Path], built_in: Sequence[GlossaryEntry]) -> list[GlossaryFile]:
    """Read the files and list all their faults, those against each other included.

    `near` may name headwords of these files and of `built_in`. Raises GlossaryError for a file that
    cannot be read at all.
    """
    files = [check_glossary_file(path) for path in paths]
    by_name = {file.name: file for file in files}
    entries = [entry for file in files for entry in file.entries]
    for fault in set_faults(entries, {entry.en for entry in built_in}):
        name, _, line = fault.where.rpartition(":")
        by_name[name].refuse(int(line), fault.what)
    for file in files:
        file.faults.sort()
    return files


def read_own_files(paths: Sequence[Path], built_in: Sequence[GlossaryEntry]) -> list[GlossaryFile]:
    """Read the files. Raises GlossaryError, "file:line: what is wrong", at the first fault."""
    return [accepted(file) for file in check_own_files(paths, built_in)]
