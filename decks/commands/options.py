"""The options that several commands share, and what they mean."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

if TYPE_CHECKING:
    from cards.glossary import Glossary
    from cards.study_set import StudySet
    from decks.options import DeckOptions

Command = TypeVar("Command", bound=Callable[..., Any])

# translate.choice.NAMES and cards.readers.FORMATS; repeated, because `--help` must load neither
# package. A test holds them together.
TRANSLATORS = ("auto", "argos", "libretranslate", "chat", "glossary")
FORMATS = ("console", "csv", "downloader", "json", "srt", "text", "timed", "tsv", "vtt")


# A file, a folder or standard input; a path to the shell's completion, and nothing is asked of it yet.
INPUT = click.Path(allow_dash=True)


def example(*lines: str) -> str:
    """Return the epilog of a help page: examples that run as they stand."""
    title = "Example:" if len(lines) == 1 else "Examples:"
    return "\n".join(["\b", title, *(f"  {line}" for line in lines)])


def _together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        return functools.reduce(lambda inner, option: option(inner), reversed(options), command)

    return decorate


glossary_option = click.option(
    "--glossary",
    "glossaries",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A glossary file of your own; its entries go before the built-in ones. Repeatable.",
)

reading_options = _together(
    click.option(
        "--from",
        "--language",
        "language",
        type=click.Choice(["en", "zh"]),
        help="The talk's language; found by itself where not given.",
    ),
    click.option(
        "--format",
        "format_",
        type=click.Choice(FORMATS),
        help="The transcript's format; found by itself where not given.",
    ),
)

extraction_options = _together(
    click.option(
        "--max-terms",
        type=click.IntRange(min=0),
        metavar="N",
        help="At most so many terms a talk, the most important ones.",
    ),
    click.option(
        "--max-claims",
        type=click.IntRange(min=0),
        metavar="N",
        help="At most so many claims a talk.",
    ),
)

translation_options = _together(
    click.option(
        "--translator",
        type=click.Choice(TRANSLATORS),
        default="auto",
        show_default=True,
        help="auto: Argos where a package is installed, else the glossary.",
    ),
    click.option(
        "--url",
        metavar="URL",
        help="The server of libretranslate or chat. Its key is read "
        "from LIBRETRANSLATE_API_KEY or OPENAI_API_KEY.",
    ),
    click.option("--model", metavar="NAME", help="The model of the chat server."),
    click.option(
        "--no-memory", is_flag=True, help="Translate everything anew and remember nothing."
    ),
)

style_options = _together(
    click.option(
        "--script",
        type=click.Choice(["simplified", "traditional", "both"]),
        help="The Chinese characters on the cards; by default those of the talk.",
    ),
    click.option(
        "--tts",
        is_flag=True,
        help="Cards speak. Anki complains on every card where a device has no voices.",
    ),
    click.option("--typing", is_flag=True, help="The answer is typed."),
)

tsv_option = click.option(
    "--tsv",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also a text file that Anki imports over an earlier deck.",
)

deck_options = _together(
    style_options,
    tsv_option,
    click.option("--together", is_flag=True, help="All talks in one deck, named as the file."),
)


def load_glossaries(glossaries: Iterable[Path]) -> Glossary:
    """Load the built-in glossary and the user's files. Raises GlossaryError."""
    from cards.glossary import load_glossary

    return load_glossary(*glossaries)


def sources_of(talks: Iterable[str]) -> list[str | BinaryIO]:
    """Return what the TALK arguments name; `-` is standard input, once."""
    names = list(talks)
    if names.count("-") > 1:
        raise click.UsageError("standard input (-) can be read once only")
    return [sys.stdin.buffer if name == "-" else name for name in names]


def make_deck_options(
    script: str | None, tts: bool, typing: bool, study_sets: Iterable[StudySet]
) -> DeckOptions:
    """Return the deck options; without `--script`, the characters of the talks."""
    from decks.build import choose_script
    from decks.options import DeckOptions

    chosen: Any = script or choose_script(study_sets)
    return DeckOptions(script=chosen, tts=tts, typing=typing)


def check_deck_name(deck: Path) -> None:
    """Refuse names that Anki takes for something else. Raises click.UsageError."""
    if deck.suffix.lower() != ".apkg":
        raise click.UsageError(f"{deck}: a deck's name ends in .apkg")
    if deck.name.lower() == "collection.apkg" or deck.name.lower().startswith("backup-"):
        raise click.UsageError(
            f"{deck}: Anki takes this name for a whole collection's backup; choose another"
        )


def check_outputs(outputs: Iterable[Path | None], inputs: Iterable[str | Path]) -> None:
    """Refuse outputs that are inputs, or one another, or lie in no folder, before any work.

    Raises click.UsageError, or ClickException for the folder.
    """
    taken = {_identity(Path(i)) for i in inputs if i != "-"}
    for output in outputs:
        if output is None or output == Path("-"):
            continue
        if _identity(output) in taken:
            raise click.UsageError(f"{output} would be written over another file of this command")
        taken.add(_identity(output))
        if output.is_dir():
            raise click.UsageError(f"{output} is a folder; name a file in it")
        if not output.parent.is_dir():
            raise click.ClickException(
                f"{output}: there is no folder {output.parent}; make it first"
            )


def _identity(path: Path) -> object:
    """Return what two names of one file share."""
    try:
        status = path.stat()
    except OSError:
        return os.path.normcase(path.resolve())
    return status.st_dev, status.st_ino


def on_terminal() -> bool:
    """Say whether somebody is there to answer a question."""
    return sys.stdin.isatty() and sys.stderr.isatty()
