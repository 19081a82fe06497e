"""Opening the translator that the options ask for, its memory, and the offer to install a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from decks.commands.console import Bar, note
from decks.commands.options import on_terminal

if TYPE_CHECKING:
    from cards.glossary import Glossary
    from cards.transcript import Language
    from translate.engine import Translator
    from translate.memory import Memory


@dataclass(frozen=True)
class TranslationChoice:
    """What the options say about translating. Raises click.UsageError where they do not fit."""

    translator: str = "auto"
    url: str | None = None
    model: str | None = None
    no_memory: bool = False

    def __post_init__(self) -> None:
        server = self.translator in ("libretranslate", "chat")
        if server and not self.url:
            raise click.UsageError(f"--translator {self.translator} needs --url")
        if self.translator == "chat" and not self.model:
            raise click.UsageError("--translator chat needs --model")
        if self.url and not server:
            raise click.UsageError("--url needs --translator libretranslate or chat")


@contextmanager
def opened(
    choice: TranslationChoice, glossary: Glossary
) -> Iterator[tuple[Translator, Memory | None]]:
    """Open the translator and its memory; a memory that cannot be opened is done without."""
    from translate import open_translator

    with Bar("Translating") as bar:
        translator = open_translator(
            choice.translator,
            glossary=glossary,
            url=choice.url,
            model=choice.model,
            progress=bar,
        )
        memory = _memory(choice)
        try:
            yield translator, memory
        finally:
            if memory:
                memory.close()


def _memory(choice: TranslationChoice) -> Memory | None:
    from translate.memory import Memory, MemoryFileError

    if choice.no_memory or choice.translator == "glossary":
        return None
    try:
        return Memory()
    except MemoryFileError as error:
        note(f"Translations are not remembered: {error}")
        return None


def offer_models(choice: TranslationChoice, languages: Iterable[Language]) -> None:
    """On a terminal, offer once to install the Argos packages that `auto` would use."""
    if choice.translator != "auto" or not on_terminal():
        return
    from platformdirs import user_config_path

    from translate.packages import find_installed

    missing = [s for s in dict.fromkeys(languages) if not find_installed(s, _other(s))]
    asked = user_config_path("studycards", appauthor=False) / "offered-models"
    if not missing or asked.exists():
        return
    note("No translation package is installed: claims would stay in the talk's language only.")
    wanted = click.confirm(
        "Download the Argos packages for English and Chinese now (about 150 MB)?",
        default=False,
        err=True,
    )
    try:
        asked.parent.mkdir(parents=True, exist_ok=True)
        asked.write_text("studycards build asked once whether to install models.\n", "utf-8")
    except OSError as error:
        note(f"The question will come again: {asked}: {error.strerror or error}")
    if wanted:
        from decks.commands.models import models

        models.main(["install", "en", "zh"], prog_name="studycards models", standalone_mode=False)


def _other(language: Language) -> Language:
    return "zh" if language == "en" else "en"
