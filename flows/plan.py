"""What a run has to do: which input files are new or changed since the dataset was published."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.errors import InputError
from flows.reading.discovery import list_files, name_below
from flows.reading.fingerprint import sha256_of
from flows.storing.batches import FileState
from flows.storing.warehouse import Warehouse

# A file written within this time of being read may change again without a new time stamp (file
# systems keep coarse times); such a file is compared by content.
_RACY_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Plan:
    """The files to read, and how many need no reading."""

    new: tuple[Path, ...]
    changed: tuple[Path, ...]
    unchanged: int
    twins: tuple[Path, ...] = ()  # not read: their names differ from another's in Unicode form only

    @property
    def todo(self) -> tuple[Path, ...]:
        return tuple(sorted((*self.new, *self.changed), key=os.fsencode))


def make_plan(raw: Path, warehouse: Warehouse, settings: str, finders: str = "") -> Plan:
    """Compare the raw folder with what the published dataset has read.

    Where the settings are others than the last run's (their fingerprints differ), feeds count as changed;
    where other models are to find, every file does.

    Raises InputError if `raw` is missing or no folder, WarehouseError if the dataset can't be read.
    """
    if not raw.exists():
        raise InputError(f"the raw folder {raw} does not exist: create it, or name another with --raw")
    if not raw.is_dir():
        raise InputError(f"{raw} is a file: --raw takes the folder that holds the articles")
    known = warehouse.file_states()
    head = warehouse.batches.head()
    read_at = int(datetime.fromisoformat(head.started_at).timestamp() * 1e9) if head else 0
    read_differently = head is not None and head.settings != settings
    found_differently = head is not None and head.finders != finders
    new, changed, unchanged = [], [], 0
    files, twins = _by_name(raw)
    for name, path in files.items():
        before = known.get(name)
        if before is None:
            new.append(path)
        elif found_differently or (read_differently and _may_hold_rows(path)):
            changed.append(path)
        elif _is_unchanged(path, before, read_at):
            unchanged += 1
        else:
            changed.append(path)
    return Plan(tuple(new), tuple(changed), unchanged, tuple(twins))


def _by_name(raw: Path) -> tuple[dict[str, Path], list[Path]]:
    """The files by their names in the dataset, and those that give way to one whose name is NFC as it stands."""
    files: dict[str, Path] = {}
    twins: list[Path] = []
    for path in list_files(raw):
        name = name_below(path, raw)
        if name not in files:
            files[name] = path
        elif path.relative_to(raw).as_posix() == name:
            twins.append(files[name])
            files[name] = path
        else:
            twins.append(path)
    return files, twins


def file_state(path: Path, raw: Path) -> FileState:
    """The file as it is now, for the log: stamp and hash, or why it can't be read."""
    name = name_below(path, raw)
    try:
        status = path.stat()
        if not path.is_file():
            return FileState(name, None, None, None, "not a regular file")
        return FileState(name, status.st_size, status.st_mtime_ns, sha256_of(path), None)
    except (OSError, ValueError) as error:
        return FileState(name, None, None, None, _problem(error))


def _is_unchanged(path: Path, before: FileState, read_at: int) -> bool:
    try:
        status = path.stat()
        if before.problem is not None:
            return file_problem(path) == before.problem
        if status.st_size != before.size:
            return False
        if status.st_mtime_ns == before.mtime_ns and status.st_mtime_ns < read_at - _RACY_NS:
            return True
        return sha256_of(path) == before.sha256
    except (OSError, ValueError) as error:
        return _problem(error) == before.problem


def file_problem(path: Path) -> str | None:
    """Why the file can't be read, None if it can."""
    try:
        if not path.is_file():
            path.stat()
            return "not a regular file"
        with path.open("rb"):
            return None
    except (OSError, ValueError) as error:
        return _problem(error)


def _problem(error: Exception) -> str:
    return type(error).__name__


def _may_hold_rows(path: Path) -> bool:
    """Whether the settings of columns matter to the file."""
    return bool({".csv", ".jsonl", ".parquet", ".zip"} & {suffix.lower() for suffix in path.suffixes})


def split_batches(files: tuple[Path, ...], size: int) -> list[tuple[Path, ...]]:
    """The files in groups of at most `size`, in their order."""
    return [files[start : start + size] for start in range(0, len(files), size)]
