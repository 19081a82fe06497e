"""The collection inside an Anki package, opened to be read: a package may come from anybody."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from cards.errors import StudycardsError

_LARGEST = 1024 * 1024 * 1024  # bytes unpacked; 50,000 notes of ours make 60 MB


class PackageError(StudycardsError):
    """A file is no Anki package that can be read."""


@contextlib.contextmanager
def open_collection(package: Path) -> Iterator[sqlite3.Connection]:
    """Open the collection of a package read-only. Raises PackageError with the file and the reason.

    Errors of SQLite while it is read become PackageError too: the file inside may be anything.
    """
    try:
        with tempfile.TemporaryDirectory() as folder:
            collection = Path(folder) / "collection.anki2"
            _unpack(package, collection)
            uri = f"{collection.as_uri()}?mode=ro"
            with contextlib.closing(sqlite3.connect(uri, uri=True)) as db:
                db.execute("PRAGMA trusted_schema = OFF")
                yield db
    except OSError as error:
        raise PackageError(f"{package}: cannot be read: {error.strerror or error}") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise PackageError(f"{package}: is no Anki package, or a damaged one") from None
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise PackageError(f"{package}: the collection in it is damaged ({error})") from None


def _unpack(package: Path, target: Path) -> None:
    """Unpack the collection, and no more of it than it says it has."""
    with zipfile.ZipFile(package) as archive:
        names = set(archive.namelist())
        if names & {"collection.anki21", "collection.anki21b"}:
            raise PackageError(
                f"{package}: was exported by a newer Anki; export it with "
                '"Support older Anki versions" to have it read here'
            )
        if "collection.anki2" not in names:
            raise PackageError(f"{package}: is no Anki package, there is no collection in it")
        info = archive.getinfo("collection.anki2")
        if info.file_size > _LARGEST:
            raise PackageError(f"{package}: the collection in it is larger than 1 GB")
        left = info.file_size
        with archive.open(info) as source, target.open("wb") as out:
            while left > 0 and (chunk := source.read(min(left, 1 << 20))):
                out.write(chunk)
                left -= len(chunk)
