"""Argos translation packages on this machine: found, checked, installed, removed.

Reading one is argostranslate.package's work. Around it stands what that module leaves open: one
stray folder breaks its listing, it installs what cannot be loaded, and an interrupted install
leaves half a package behind. Here a package is unpacked beside the others, checked and tried, and
moved to its place in one step.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sqlite3
import stat
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from translate.engine import ModelMissingError, TranslationError

# A full-size package unpacks to about 0.1 GB; ten times that is no translation package.
MAX_UNPACKED_BYTES = 2 * 1024**3
MAX_FILES = 2000
# What a sound model must be able to say something about before it is installed.
TRIAL = {"en": "Hello, world.", "zh": "你好，世界。"}
# A second installation waits this long for a first one (a slow download) to end.
LOCK_SECONDS = 1800.0
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,31}")


class PackageError(TranslationError):
    """A translation package is broken, or could not be fetched, installed or removed."""


@dataclass(frozen=True)
class InstalledPackage:
    """A package that lies unpacked on this machine.

    `target_prefix` is a token that a model for several languages wants before its output, else "".
    """

    source: str
    target: str
    version: str
    path: Path
    target_prefix: str = ""
    licence: str = ""

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(p.stat().st_size for p in self.path.rglob("*") if p.is_file())


def packages_dir() -> Path:
    """Where Argos Translate keeps its packages (ARGOS_PACKAGES_DIR, else its data directory)."""
    if chosen := os.environ.get("ARGOS_PACKAGES_DIR"):
        return Path(chosen)
    from argostranslate import settings

    return Path(settings.package_data_dir)


def installed_packages(directory: Path | None = None) -> list[InstalledPackage]:
    """All sound packages, by direction; folders that are none are passed over.

    Where two versions of a direction lie side by side, only the newer one is listed.
    """
    directory = directory or packages_dir()
    best: dict[tuple[str, str], InstalledPackage] = {}
    if not directory.is_dir():
        return []
    for path in sorted(p for p in directory.iterdir() if p.is_dir()):
        try:
            package = read_package(path)
        except PackageError:
            continue
        known = best.get((package.source, package.target))
        if known is None or version_key(package.version) >= version_key(known.version):
            best[package.source, package.target] = package
    return [best[key] for key in sorted(best)]


def find_installed(
    source: str, target: str, directory: Path | None = None
) -> InstalledPackage | None:
    """The installed package of a direction, or None."""
    for package in installed_packages(directory):
        if (package.source, package.target) == (source, target):
            return package
    return None


def version_key(version: str) -> tuple[int, ...]:
    """Versions in order: 1.10 is newer than 1.9."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def read_package(path: Path) -> InstalledPackage:
    """What an unpacked package says of itself.

    Raises:
        PackageError: metadata, model or tokenizer is missing or unreadable.
    """
    try:
        with (path / "metadata.json").open("rb") as file:
            metadata = json.loads(file.read(1_000_000))
    except (OSError, ValueError) as error:
        raise PackageError(f"{path}: no readable metadata.json ({error})") from error
    if not isinstance(metadata, dict):
        raise PackageError(f"{path}: metadata.json holds no object")
    if metadata.get("type", "translate") != "translate":
        raise PackageError(f"{path}: a package of type {metadata['type']!r}, not for translation")
    values = {k: metadata.get(k) for k in ("from_code", "to_code", "package_version")}
    for key, pattern in (("from_code", _CODE), ("to_code", _CODE), ("package_version", _VERSION)):
        if not isinstance(values[key], str) or not pattern.fullmatch(str(values[key])):
            raise PackageError(f"{path}: metadata.json has no valid {key}: {values[key]!r}")
    if not (path / "model" / "model.bin").is_file():
        raise PackageError(f"{path}: model/model.bin is missing")
    if not any((path / name).is_file() for name in ("sentencepiece.model", "bpe.model")):
        raise PackageError(f"{path}: neither sentencepiece.model nor bpe.model is there")
    return InstalledPackage(
        str(values["from_code"]),
        str(values["to_code"]),
        str(values["package_version"]),
        path,
        target_prefix=str(metadata.get("target_prefix") or ""),
        licence=_licence(path, metadata),
    )


def _licence(path: Path, metadata: dict[str, object]) -> str:
    """The licence that the package names: in its metadata, else the README's line about it."""
    for key in ("license", "licence"):
        if isinstance(metadata.get(key), str):
            return str(metadata[key])[:200]
    with contextlib.suppress(OSError), (path / "README.md").open("rb") as readme:
        for line in readme.read(100_000).decode("utf-8", "replace").splitlines():
            if re.search(r"licen[cs]e|CC[- ]BY", line, re.IGNORECASE):
                return line.strip("#* \t")[:200]
    return ""


def install_file(
    file: Path,
    *,
    directory: Path | None = None,
    expected: tuple[str, str] | None = None,
    lock: bool = True,
) -> InstalledPackage:
    """Check a package file, try it, and put it in the place of an older one.

    `expected` is the direction it must be for. The old package stays until the new one is in place.

    Raises:
        PackageError: the file is no sound package; nothing has changed.
    """
    directory = directory or packages_dir()
    directory.mkdir(parents=True, exist_ok=True)
    with installation_lock(directory) if lock else contextlib.nullcontext():
        staging = _staging_root(directory)
        with tempfile.TemporaryDirectory(dir=staging, prefix="new-") as folder:
            root = unpack(file, Path(folder))
            package = read_package(root)
            if expected and (package.source, package.target) != expected:
                raise PackageError(
                    f"{file}: translates {package.source} to {package.target}, "
                    f"asked for was {expected[0]} to {expected[1]}"
                )
            try_out(package)
            return _put_in_place(package, directory, staging)


def unpack(file: Path, folder: Path) -> Path:
    """Unpack a package file below `folder` and return its single root folder.

    Raises:
        PackageError: not a zip, damaged, too large, or with names that lead elsewhere.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            root = _check_entries(file, entries)
            written = 0
            for entry in (e for e in entries if not e.is_dir()):
                target = folder / entry.filename
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(entry) as source, target.open("wb") as sink:
                    # counted while unpacking: the sizes in a zip's directory are its author's word
                    while block := source.read(1 << 20):
                        written += len(block)
                        if written > MAX_UNPACKED_BYTES:
                            raise PackageError(
                                f"{file}: unpacks to over {MAX_UNPACKED_BYTES} bytes"
                            )
                        sink.write(block)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise PackageError(f"{file}: not a readable package (zip) file: {error}") from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise PackageError(f"{file}: damaged: {error}") from error
        raise
    return folder / root


def _check_entries(file: Path, entries: list[zipfile.ZipInfo]) -> str:
    """The single root folder of the archive; every name must stay inside it."""
    if not entries or len(entries) > MAX_FILES:
        raise PackageError(f"{file}: holds {len(entries)} files, a package holds 1 to {MAX_FILES}")
    roots = set()
    for entry in entries:
        path = PurePosixPath(entry.filename)
        unsafe = path.is_absolute() or ".." in path.parts or re.search(r"[\\:\0]", entry.filename)
        if unsafe or stat.S_ISLNK(entry.external_attr >> 16):
            raise PackageError(f"{file}: unsafe name in the package: {entry.filename!r}")
        roots.add(path.parts[0] if path.parts else "")
    if len(roots) != 1 or any(
        len(PurePosixPath(e.filename).parts) < 2 for e in entries if not e.is_dir()
    ):
        raise PackageError(f"{file}: a package holds one folder, this one {sorted(roots)}")
    return str(roots.pop())


def try_out(package: InstalledPackage) -> None:
    """Load the model and let it translate a few words.

    Raises:
        PackageError: it cannot be loaded, or says nothing.
    """
    from translate.argos import PackageModel

    trial = TRIAL.get(package.source, "1")
    try:
        wordings = PackageModel(package, inter_threads=1).propose([trial])
    except Exception as error:  # CTranslate2 and SentencePiece raise what they like on broken files
        raise PackageError(f"{package.path.name}: the model cannot be used: {error}") from error
    if not wordings[0][0].text.strip():
        raise PackageError(f"{package.path.name}: the model translates {trial!r} to nothing")


def _put_in_place(package: InstalledPackage, directory: Path, staging: Path) -> InstalledPackage:
    """Move the checked folder beside the others, then take the older ones of its direction away."""
    older = [p for p in _folders(directory) if _direction(p) == (package.source, package.target)]
    name = f"translate-{package.source}_{package.target}-{package.version.replace('.', '_')}"
    place, again = directory / name, 1
    while place.exists():
        again += 1
        place = directory / f"{name}-{again}"
    try:
        package.path.replace(place)
    except OSError as error:
        raise PackageError(f"{place}: cannot be written: {error}") from error
    for path in older:
        _discard(path, staging)
    _forget_stock_cache()
    return read_package(place)


def remove(source: str, target: str, directory: Path | None = None) -> list[Path]:
    """Remove every package of a direction; returns the folders that are gone.

    Raises:
        ModelMissingError: none is installed.
    """
    directory = directory or packages_dir()
    if not directory.is_dir():
        raise ModelMissingError(f"No package {source} → {target} is installed in {directory}.")
    with installation_lock(directory):
        found = [p for p in _folders(directory) if _direction(p) == (source, target)]
        if not found:
            raise ModelMissingError(f"No package {source} → {target} is installed in {directory}.")
        for path in found:
            _discard(path, _staging_root(directory))
    _forget_stock_cache()
    return found


def _folders(directory: Path) -> list[Path]:
    return [p for p in directory.iterdir() if p.is_dir()]


def _direction(path: Path) -> tuple[str, str] | None:
    """The direction a folder claims to be for, sound or not."""
    with contextlib.suppress(OSError, ValueError):
        metadata = json.loads((path / "metadata.json").read_bytes())
        if isinstance(metadata, dict):
            return str(metadata.get("from_code")), str(metadata.get("to_code"))
    return None


def _discard(path: Path, staging: Path) -> None:
    """Take a folder out of the packages' directory in one step, then delete it."""
    grave = Path(tempfile.mkdtemp(dir=staging, prefix="old-"))
    try:
        path.replace(grave / path.name)
    except OSError as error:
        raise PackageError(f"{path}: cannot be removed: {error}") from error
    finally:
        shutil.rmtree(grave, ignore_errors=True)


def _staging_root(directory: Path) -> Path:
    """A folder beside, on the same disk: inside, stock Argos Translate would fail on it."""
    root = directory.parent / f"{directory.name}.staging"
    root.mkdir(parents=True, exist_ok=True)
    return root


@contextlib.contextmanager
def installation_lock(directory: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Only one process at a time changes the packages; the lock dies with its process.

    An SQLite transaction is a file lock that works alike on every system and needs no clean-up.
    """
    directory.mkdir(parents=True, exist_ok=True)
    path = _staging_root(directory) / "lock.sqlite"
    connection = sqlite3.connect(path, timeout=seconds, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        yield
    except sqlite3.OperationalError as error:
        raise PackageError(
            f"{path}: another program is installing packages ({error}); try again when it is done"
        ) from error
    finally:
        connection.close()


def _forget_stock_cache() -> None:
    """Argos Translate remembers its languages for the life of the process."""
    if stock := sys.modules.get("argostranslate.translate"):
        stock.get_installed_languages.cache_clear()
        stock.installed_translates.clear()
