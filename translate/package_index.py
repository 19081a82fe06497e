"""The Argos index: which packages there are, where, and installing one of them."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from translate.downloads import ChecksumError, DownloadError, DownloadLimits, Progress, download
from translate.engine import TranslationError
from translate.packages import (
    InstalledPackage,
    find_installed,
    install_file,
    installation_lock,
    packages_dir,
    version_key,
)
from translate.web import JsonClient, Limits

# The index gives no checksums. These are what public projects that pinned the files agree on.
PINNED = {
    ("en", "zh", "1.9"): (
        70_743_021,
        "433e7c4f034d87fbe2353161e05f18646d7999452f801a4e1f0378522b9850ab",
    ),
    ("zh", "en", "1.9"): (
        74_481_402,
        "62e7af5a3a48b530e47b7b3e5c78c2de79073ecd815750d2bf3ab35b4a67da2d",
    ),
}
INDEX_LIMITS = Limits(silence=20.0, total=60.0, tries=2)
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,31}")


class IndexUnreachableError(TranslationError):
    """The list of packages could not be read."""


@dataclass(frozen=True)
class AvailablePackage:
    """A package of the index. `size` (bytes) and `sha256` are None where nobody pinned them."""

    source: str
    target: str
    version: str
    links: tuple[str, ...]
    size: int | None = None
    sha256: str | None = None


def index_url() -> str:
    """Where the index lies: Argos Translate's own setting (ARGOS_PACKAGE_INDEX)."""
    if chosen := os.environ.get("ARGOS_PACKAGE_INDEX"):
        return chosen.rstrip("/") + "/index.json"
    from argostranslate import settings

    return str(settings.remote_package_index)


def available_packages(
    url: str | None = None, limits: Limits | None = None
) -> list[AvailablePackage]:
    """The newest package of each direction in the index; malformed entries are passed over.

    Raises:
        IndexUnreachableError: no network, no answer in time, or no index there.
    """
    url = url or index_url()
    try:
        entries = JsonClient(url, limits=limits or INDEX_LIMITS).get("")
    except TranslationError as error:
        raise IndexUnreachableError(
            f"The list of packages cannot be read: {error} Installed packages and the glossary "
            "work without a network, and `studycards models install FILE` installs a package "
            "file from elsewhere."
        ) from error
    if not isinstance(entries, list):
        raise IndexUnreachableError(f"{url}: no list of packages there.")
    newest: dict[tuple[str, str], AvailablePackage] = {}
    for package in filter(None, map(_entry, entries)):
        key = package.source, package.target
        if key not in newest or version_key(package.version) > version_key(newest[key].version):
            newest[key] = package
    return [newest[key] for key in sorted(newest)]


def _entry(entry: object) -> AvailablePackage | None:
    if not isinstance(entry, dict) or entry.get("type", "translate") != "translate":
        return None
    source, target, version = (entry.get(k) for k in ("from_code", "to_code", "package_version"))
    links = entry.get("links")
    if not (isinstance(source, str) and isinstance(target, str) and isinstance(version, str)):
        return None
    if not (_CODE.fullmatch(source) and _CODE.fullmatch(target) and _VERSION.fullmatch(version)):
        return None
    if not isinstance(links, list):
        return None
    web = tuple(link for link in links if isinstance(link, str) and link.startswith("http"))
    size, sha256 = PINNED.get((source, target, version), (None, None))
    if sha256 is None and isinstance(entry.get("sha256"), str):  # an index of one's own may pin
        sha256 = entry["sha256"]
    return AvailablePackage(source, target, version, web, size, sha256) if web else None


def install_from_index(
    source: str,
    target: str,
    *,
    directory: Path | None = None,
    downloads: Path | None = None,
    url: str | None = None,
    limits: DownloadLimits | None = None,
    progress: Progress | None = None,
    on_choice: Callable[[AvailablePackage], None] | None = None,
) -> tuple[InstalledPackage, bool]:
    """Fetch, check and install the newest package of a direction.

    Returns the package, and whether it was installed now (False: this version was there already).
    Two processes that install at once go one after the other; the second finds the first one's
    work.

    Raises:
        IndexUnreachableError: the index cannot be read.
        PackageError: the package cannot be fetched, or is broken; the installed one stays.
    """
    directory = directory or packages_dir()
    package = _choose(source, target, available_packages(url))
    if on_choice:
        on_choice(package)
    with installation_lock(directory):
        there = find_installed(source, target, directory)
        if there and version_key(there.version) >= version_key(package.version):
            return there, False
        file = _fetch(package, downloads or _downloads_dir(), limits, progress)
        try:
            installed = install_file(
                file, directory=directory, expected=(source, target), lock=False
            )
        finally:
            # a file that could be fetched whole but not installed would fail again and again
            with contextlib.suppress(OSError):
                file.unlink()
    return installed, True


def _choose(source: str, target: str, packages: list[AvailablePackage]) -> AvailablePackage:
    for package in packages:
        if (package.source, package.target) == (source, target):
            return package
    pairs = ", ".join(f"{p.source} → {p.target}" for p in packages if "zh" in (p.source, p.target))
    raise DownloadError(
        f"The index has no package {source} → {target}; with Chinese it has {pairs or 'none'}."
    )


def _fetch(
    package: AvailablePackage,
    downloads: Path,
    limits: DownloadLimits | None,
    progress: Progress | None,
) -> Path:
    """The package file, from the first of its addresses that gives it."""
    # the version in the name: an older download is never taken for this one
    version = re.sub(r"[^0-9A-Za-z]", "_", package.version)
    name = f"translate-{package.source}_{package.target}-{version}.argosmodel"
    failure: DownloadError | ChecksumError | None = None
    for link in package.links:
        try:
            return download(
                link,
                downloads / name,
                sha256=package.sha256,
                size=package.size,
                limits=limits,
                progress=progress,
            )
        except (DownloadError, ChecksumError) as error:
            failure = failure or error
    raise failure or DownloadError(f"{name}: the index gives no address.")


def _downloads_dir() -> Path:
    from platformdirs import user_cache_path

    return Path(user_cache_path("studycards")) / "downloads"
