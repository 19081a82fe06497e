"""The command line: `studycards COMMAND`. Each command's module is loaded when it is called."""

from __future__ import annotations

import importlib
import signal
import sys
from typing import Any

import click

# Command -> the module that holds it, under its own name. In the order of a first day's use.
_COMMANDS = {
    "build": "decks.commands.build",
    "extract": "decks.commands.extract",
    "pack": "decks.commands.pack",
    "preview": "decks.commands.preview",
    "push": "decks.commands.push",
    "check": "decks.commands.check",
    "explain": "decks.commands.explain",
    "vocabulary": "decks.commands.vocabulary",
    "glossary": "decks.commands.glossary",
    "models": "decks.commands.models",
    "doctor": "decks.commands.doctor",
}


class Studycards(click.Group):
    """The top command: loads commands late, and turns the library's errors into click's."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the help page."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the module of one command."""
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = getattr(importlib.import_module(module), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the user can mend becomes one message and exit code 1."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            from cards.errors import StudycardsError  # loads a package that help can do without

            if isinstance(error, StudycardsError):
                raise click.ClickException(str(error)) from error
            raise


@click.group(
    cls=Studycards,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
    epilog="\b\nExample:\n  studycards build talk.txt -o talk.apkg",
)
@click.version_option(package_name="studycards", prog_name="studycards")
def main() -> None:
    """Turn transcripts of AI talks, English or Chinese, into bilingual Anki decks."""
    for stream in (sys.stdout, sys.stderr):  # a Windows console or LANG=C cannot show every letter
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace" if stream is sys.stderr else "backslashreplace")
    if hasattr(signal, "SIGTERM"):  # as Ctrl-C: temporary files go away
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
