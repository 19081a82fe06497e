"""`studycards models`: the Argos translation packages on this machine and in the index."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from decks.commands import options

if TYPE_CHECKING:
    from translate.package_index import AvailablePackage
    from translate.packages import InstalledPackage


T = TypeVar("T")


@click.group(
    short_help="Translation packages: list, install, remove.",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=options.example("studycards models install en zh"),
)
def models() -> None:
    """List, install and remove translation packages."""


@models.command("list", epilog=options.example("studycards models list --available"))
@click.option("--available", is_flag=True, help="Also what the index offers (needs a network).")
@click.option("--all", "everything", is_flag=True, help="With --available: all languages.")
def list_command(available: bool, everything: bool) -> None:
    """List the installed packages: direction, version, size, licence."""
    from translate.packages import installed_packages, packages_dir

    installed = installed_packages()
    for package in installed:
        click.echo(_line(package))
    if not installed:
        click.echo(f"No package is installed in {packages_dir()}.", err=True)
    if available:
        _list_available(installed, everything)


def _list_available(installed: list[InstalledPackage], everything: bool) -> None:
    from translate.package_index import available_packages

    versions = {(p.source, p.target): p.version for p in installed}
    for package in _or_fail(available_packages):
        languages = {package.source, package.target}
        if everything or languages in ({"en", "zh"}, {"en", "zt"}):
            have = versions.get((package.source, package.target))
            state = "installed" if have == package.version else f"have {have}" if have else ""
            size = _megabytes(package.size) if package.size else "-"
            row = f"{package.source} → {package.target}  {package.version}  {size}  available"
            click.echo(f"{row}  {state}".rstrip())


@models.command(
    "install",
    epilog=options.example(
        "studycards models install en zh",
        "studycards models install translate-en_zh-1_9.argosmodel",
    ),
)
@click.argument("what", nargs=-1, required=True)
@click.option("--one-way", is_flag=True, help="Only FROM to TO, not the way back.")
def install_command(what: tuple[str, ...], one_way: bool) -> None:
    """Install packages from the index (FROM TO, both ways), or from package files (FILE...)."""
    files = [Path(w) for w in what if w.endswith(".argosmodel") or Path(w).is_file()]
    if len(files) == len(what):
        for file in files:
            _install_file(file)
        return
    if len(what) != 2 or files:
        raise click.UsageError("give two languages (en zh), or package files (*.argosmodel)")
    source, target = what
    for direction in [(source, target)] if one_way else [(source, target), (target, source)]:
        _install_direction(*direction)


def _install_file(file: Path) -> None:
    from translate.packages import install_file

    if not file.is_file():
        raise click.ClickException(f"{file}: no such file.")
    click.echo(_line(_or_fail(lambda: install_file(file))))


def _install_direction(source: str, target: str) -> None:
    from translate.package_index import install_from_index

    bar = _Bar(f"{source} → {target}")

    def chosen(package: AvailablePackage) -> None:
        size = f", {_megabytes(package.size)}" if package.size else ""
        checked = "" if package.sha256 else ", no checksum is known"
        click.echo(
            f"{source} → {target} {package.version}{size}{checked}: {package.links[0]}", err=True
        )

    try:
        package, new = _or_fail(
            lambda: install_from_index(source, target, progress=bar.show, on_choice=chosen)
        )
    finally:
        bar.close()
    if not new:
        click.echo(f"{source} → {target} {package.version} is installed already.", err=True)
    click.echo(_line(package))


@models.command("remove", epilog=options.example("studycards models remove en zh"))
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def remove_command(source: str, target: str) -> None:
    """Remove the package that translates FROM to TO."""
    from translate.packages import remove

    for path in _or_fail(lambda: remove(source, target)):
        click.echo(f"removed {path}")


def _line(package: InstalledPackage) -> str:
    licence = package.licence or "states no licence"
    return (
        f"{package.source} → {package.target}  {package.version}  {_megabytes(package.size)}  "
        f"installed  {licence}"
    )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _or_fail(action: Callable[[], T]) -> T:
    """The action's result; what the user can mend becomes click's message and exit code 1."""
    from cards.errors import StudycardsError

    try:
        return action()
    except StudycardsError as error:
        raise click.ClickException(str(error)) from error


class _Bar:
    """A progress bar on standard error, on a terminal only; the size is known when bytes come."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._shown = -1

    def show(self, done: int, total: int | None) -> None:
        """Draw the bar when another percent (or megabyte) is done."""
        step = done * 100 // total if total else done // 1_000_000
        if not sys.stderr.isatty() or step == self._shown:
            return
        self._shown = step
        if total:
            filled = step * 30 // 100
            text = f"[{'#' * filled}{'-' * (30 - filled)}] {step:3d} % of {_megabytes(total)}"
        else:
            text = _megabytes(done)
        click.echo(f"\r{self._label} {text}", err=True, nl=False)

    def close(self) -> None:
        """End the bar's line, if one was drawn."""
        if self._shown >= 0:
            click.echo(err=True)
