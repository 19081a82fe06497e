"""Which translator a run uses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cards.transcript import Language
from translate.engine import Translation, TranslationError, Translator

if TYPE_CHECKING:
    from cards.glossary import Glossary
    from translate.argos import Progress

Name = Literal["auto", "argos", "libretranslate", "chat", "glossary"]
NAMES: tuple[Name, ...] = ("auto", "argos", "libretranslate", "chat", "glossary")


class AutoTranslator:
    """Argos where a package for the direction is installed, else the glossary."""

    name = "auto"

    def __init__(self, argos: Translator, glossary: Translator, directory: Path | None) -> None:
        self._argos, self._glossary, self._directory = argos, glossary, directory

    def choose(self, source: Language, target: Language) -> tuple[Translator, str]:
        """The translator for a direction, and a line for the user where it is the lesser one."""
        from translate.packages import find_installed

        if find_installed(source, target, self._directory):
            return self._argos, ""
        note = (
            f"No translation package {source} → {target} is installed: terms come from the "
            "glossary, claims stay untranslated. "
            f"`studycards models install {source} {target}` changes that."
        )
        return self._glossary, note

    def translate(
        self, sentences: Sequence[str], source: Language, target: Language
    ) -> list[Translation]:
        """Translate with whatever there is for the direction."""
        return self.choose(source, target)[0].translate(sentences, source, target)


def resolve(translator: Translator, source: Language, target: Language) -> tuple[Translator, str]:
    """The translator that will do the work in this direction, and a note for the user or ""."""
    if isinstance(translator, AutoTranslator):
        return translator.choose(source, target)
    return translator, ""


def open_translator(
    name: str = "auto",
    *,
    glossary: Glossary | None = None,
    url: str | None = None,
    model: str | None = None,
    api_key: str | None = None,
    packages: Path | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Translator:
    """Open a translator by name; nothing is loaded, fetched or sent before the first sentence.

    Args:
        name: auto, argos, libretranslate, chat or glossary.
        glossary: for the glossary translator, and for the words a chat model is told; the built-in
            one where None.
        url: of the LibreTranslate or OpenAI-compatible server.
        model: of the chat server.
        api_key: for either server; where None, LIBRETRANSLATE_API_KEY or OPENAI_API_KEY.
        packages: where Argos packages lie; where None, Argos Translate's own place.
        threads: sentences that Argos translates side by side; where None, one a processor.
        progress: called with sentences done and sentences in all.

    Raises:
        TranslationError: an unknown name, or a server without its address.
    """
    if name in ("auto", "argos"):
        from translate.argos import ArgosTranslator

        argos = ArgosTranslator(directory=packages, threads=threads, progress=progress)
        if name == "argos":
            return argos
        return AutoTranslator(argos, _glossary_translator(glossary), packages)
    if name == "glossary":
        return _glossary_translator(glossary)
    if name == "libretranslate":
        from translate.libretranslate import LibreTranslator

        return LibreTranslator(_needed(url, name, "--url"), api_key=api_key, progress=progress)
    if name == "chat":
        from translate.chat import ChatTranslator

        return ChatTranslator(
            _needed(url, name, "--url"),
            _needed(model, name, "--model"),
            api_key=api_key,
            glossary=glossary,
            progress=progress,
        )
    raise TranslationError(f"Unknown translator {name!r}; there are {', '.join(NAMES)}.")


def _needed(value: str | None, name: str, option: str) -> str:
    if not value:
        raise TranslationError(f"The translator {name} needs {option}.")
    return value


def _glossary_translator(glossary: Glossary | None) -> Translator:
    from translate.glossary import GlossaryTranslator

    return GlossaryTranslator(glossary)
