"""`studycards doctor`: what is installed, which translator would be used, what is missing."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from importlib import metadata

import click

from decks.commands import options
from decks.commands.console import counted

_ANKI = "http://127.0.0.1:8765"
_PATIENCE = 2.0  # seconds for a program on this machine to answer


@click.command(
    short_help="What is installed and what is missing.", epilog=options.example("studycards doctor")
)
def doctor() -> None:
    """Say what is installed, which translator would be used, and what is missing."""
    missing = False
    for good, line in (*_program(), *_translation(), *_anki()):
        click.echo(f"{'ok' if good else 'none' if good is None else 'MISSING':8} {line}")
        missing = missing or good is False
    if missing:
        raise click.ClickException("what is MISSING is needed; installing studycards again adds it")


def _program() -> Iterator[tuple[bool | None, str]]:
    version = _version("studycards")
    shown = version or "not installed as a package"
    python = f"Python {platform.python_version()}, {platform.platform()}"
    yield True, f"studycards {shown}, {python}"
    for requirement in metadata.requires("studycards") or () if version else ():
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        if "extra ==" not in requirement:
            yield bool(_version(name)), f"{name} {_version(name)}".rstrip()
    glossary = options.load_glossaries(())
    yield (
        True,
        (
            f"glossary: {counted(len(glossary.entries), 'entry', 'entries')} in "
            f"{counted(len(glossary.topics), 'topic')}"
        ),
    )


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _translation() -> Iterator[tuple[bool | None, str]]:
    from translate.memory import memory_path
    from translate.packages import find_installed, packages_dir

    for source, target in (("en", "zh"), ("zh", "en")):
        package = find_installed(source, target)
        if package:
            yield True, f"{source} → {target}: Argos package {package.version} would translate"
        else:
            yield (
                None,
                f"{source} → {target}: no Argos package in {packages_dir()}; the glossary would "
                f"translate terms only. `studycards models install {source} {target}` adds one",
            )
    for name in ("LIBRETRANSLATE_API_KEY", "OPENAI_API_KEY"):
        if os.environ.get(name):
            yield True, f"{name} is set"
    memory = memory_path()
    if memory.exists():
        yield True, f"translations remembered in {memory} ({memory.stat().st_size / 1e6:.1f} MB)"
    else:
        yield None, f"no translations are remembered yet ({memory})"


def _anki() -> Iterator[tuple[bool | None, str]]:
    from cards.errors import StudycardsError
    from decks.anki_connect import AnkiConnect

    try:
        version = AnkiConnect(_ANKI, timeout=_PATIENCE).call("version")
        yield True, f"Anki is running, AnkiConnect {version} answers: `studycards push` works"
    except StudycardsError:
        yield None, f"no Anki with AnkiConnect answers at {_ANKI}: only `studycards push` needs it"
