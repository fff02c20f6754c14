"""What tells files apart: hashes of their bytes, size and time."""

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


def stamp_of_handle(handle: BinaryIO) -> FileStamp:
    """The stamp of an open file, even if its name has vanished since."""
    status = os.fstat(handle.fileno())
    return FileStamp(status.st_size, status.st_mtime_ns)


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
