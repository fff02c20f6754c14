"""A folder that is seen whole or not at all: written beside its place and renamed."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import InputError
from flows.storing.batches import sync_tree

# Names the folder as an export of ours, so that a later export may replace it.
MARKER = "_depesche_export"
SUMS = "SHA256SUMS"
# Only an export of changes has it.
CHANGES = "changes.json"


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """An empty folder that takes the place of `target` once the block has ended well.

    Raises InputError if `target` holds something that is no earlier export, or can't be written.
    """
    if target.exists() and not (target / MARKER).exists() and (target.is_file() or any(target.iterdir())):
        raise InputError(f"{target} exists and is no export of Depesche: name a new folder")
    beside = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
    try:
        beside.mkdir(parents=True)
        yield beside
        sync_tree(beside)
        _replace(beside, target)
    except OSError as error:
        raise InputError(f"can't write the export to {target}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _replace(beside: Path, target: Path) -> None:
    """Put `beside` in the place of `target`; a folder can't be renamed over a full one, so that steps aside."""
    if target.exists():
        aside = beside.with_name(beside.name + ".old")
        target.rename(aside)
        beside.rename(target)
        shutil.rmtree(aside)
    else:
        beside.rename(target)


def sha256(path: Path) -> str:
    """The file's SHA-256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sums(folder: Path) -> None:
    """List the SHA-256 of every file below the folder, as `sha256sum --check` reads it."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    lines = [f"{sha256(folder / path)}  {path}\n" for path in files if path != SUMS]
    (folder / SUMS).write_text("".join(lines), "utf-8")
