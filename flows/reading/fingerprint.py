"""What tells files and texts apart: hashes of bytes and texts, size and time of a file."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_CHUNK = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class FileStamp:
    """Size in bytes and time of the last change in nanoseconds: equal stamps mean an unchanged file."""

    size: int
    mtime_ns: int


def stamp_of(path: Path) -> FileStamp | None:
    """The stamp of the file (behind a link: of its target), or None where there is none."""
    try:
        return _stamp(path.stat())
    except (OSError, ValueError):
        return None


def stamp_of_handle(handle: BinaryIO) -> FileStamp:
    """The stamp of an open file, even if its name has vanished since."""
    return _stamp(os.fstat(handle.fileno()))


def sha256_of_handle(handle: BinaryIO) -> str:
    """The SHA-256 of an open file's bytes, read in chunks; the handle ends where it began."""
    start = handle.tell()
    digest = hashlib.sha256()
    while chunk := handle.read(_CHUNK):
        digest.update(chunk)
    handle.seek(start)
    return digest.hexdigest()


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes. Raises OSError where it can't be read."""
    with path.open("rb") as handle:
        return sha256_of_handle(handle)


def text_fingerprint(text: str) -> str:
    """A hash that two articles share when their words are the same, whatever their line ends and spaces.

    >>> text_fingerprint("Zwei  Werke\\nschließen.") == text_fingerprint("Zwei Werke schließen.\\n")
    True
    """
    return hashlib.sha256(" ".join(text.split()).encode("utf-8")).hexdigest()


def _stamp(status: os.stat_result) -> FileStamp:
    return FileStamp(status.st_size, status.st_mtime_ns)
