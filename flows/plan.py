"""What a run has to do: which input files are new or changed since the dataset was published."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.config import Config
from flows.errors import InputError
from flows.reading.discovery import list_files, name_below
from flows.reading.fingerprint import sha256_of
from flows.resolving.keys import name_key
from flows.resolving.overrides import Overrides
from flows.storing.batches import FileState
from flows.storing.warehouse import Warehouse

# A file written within this time of being read may change again without a new time stamp (file
# systems keep coarse times); such a file is compared by content.
_RACY_NS = 2_000_000_000

# Why statements are withdrawn whose file is gone: one of WITHDRAWAL_REASONS.
MISSING = "file_missing"


@dataclass(frozen=True, slots=True)
class Plan:
    """The files to read, and how many need no reading."""

    new: tuple[Path, ...]
    changed: tuple[Path, ...]
    unchanged: int
    twins: tuple[Path, ...] = ()  # not read: their names differ from another's in Unicode form only
    withdrawals: tuple[FileState, ...] = ()  # files whose statements are to be withdrawn
    kind: str = "load"  # one of RUN_KINDS
    relinks: bool = False  # what people say of entities is other than before

    @property
    def todo(self) -> tuple[Path, ...]:
        return tuple(sorted((*self.new, *self.changed), key=os.fsencode))

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.changed or self.withdrawals or self.relinks)


def make_plan(raw: Path, warehouse: Warehouse, config: Config) -> Plan:
    """Compare the raw folder with what the published dataset has read.

    Where the settings are others than the last run's (their fingerprints differ), feeds count as changed;
    where other models are to find, every file does; where other names are told apart, files of articles with
    these names do. A file that was retracted counts as changed only when its content is another.

    Raises InputError if `raw` is missing or no folder, WarehouseError if the dataset can't be read.
    """
    if not raw.exists():
        raise InputError(f"the raw folder {raw} does not exist: create it, or name another with --raw")
    if not raw.is_dir():
        raise InputError(f"{raw} is a file: --raw takes the folder that holds the articles")
    # Other kinds of runs look at some files only: what they were set to says nothing of the rest.
    last = next((run for run in reversed(warehouse.batches.manifests()) if run.kind == "load"), None)
    known = warehouse.file_states()
    read_at = int(datetime.fromisoformat(last.started_at).timestamp() * 1e9) if last else 0
    read_differently = last is not None and last.settings != config.fingerprint
    found_differently = last is not None and last.finders != config.finders
    before_overrides = Overrides.model_validate(last.overrides) if last else config.overrides
    retold = told_apart_differently(warehouse, before_overrides, config.overrides)
    new, changed, unchanged = [], [], 0
    files, twins = files_by_name(raw)
    for name, path in files.items():
        before = known.get(name)
        if before is None or before.withdrawn == MISSING:
            new.append(path)
        elif before.withdrawn and _is_unchanged(path, before, read_at):
            unchanged += 1
        elif found_differently or name in retold or (read_differently and _may_hold_rows(path)):
            changed.append(path)
        elif _is_unchanged(path, before, read_at):
            unchanged += 1
        else:
            changed.append(path)
    gone = missing_files(files, known) if config.deletions == "follow" else ()
    return Plan(
        tuple(new),
        tuple(changed),
        unchanged,
        tuple(twins),
        tuple(withdrawal(name, MISSING) for name in gone),
        relinks=before_overrides != config.overrides,
    )


def told_apart_differently(warehouse: Warehouse, before: Overrides, now: Overrides) -> frozenset[str]:
    """Files of articles that name both things of a pair that was not, or is no longer, to be told apart."""
    changed = before.told_apart ^ now.told_apart
    if not changed or not warehouse.database.exists():
        return frozenset()
    with warehouse.connected() as connection:
        rows = connection.execute(
            """
            SELECT source_file, label, flatten(list(aliases)) FROM article_entities JOIN articles USING (article_id)
            WHERE label IN (SELECT unnest($labels::VARCHAR[])) GROUP BY article_id, source_file, label
            """,
            {"labels": sorted({label for label, _ in changed})},
        ).fetchall()
    files = set()
    for file, label, aliases in rows:
        keys = {name_key(alias) for alias in aliases}
        if any(label == each and pair <= keys for each, pair in changed):
            files.add(file)
    return frozenset(files)


def missing_files(files: Mapping[str, Path], known: Mapping[str, FileState]) -> tuple[str, ...]:
    """Names of files whose statements count and that are no longer below raw.

    A folder that can't be listed hides its files, it does not remove them; and a raw folder without any
    file is more likely a share that is away: then none is missing.
    """
    if not files or "." in files:
        return ()
    hidden = tuple(f"{name}/" for name, path in files.items() if path.is_dir())
    gone = (name for name, state in known.items() if name not in files and not state.withdrawn)
    return tuple(sorted(name for name in gone if not name.startswith(hidden)))


def withdrawal(name: str, reason: str) -> FileState:
    """The state of a file whose statements are withdrawn and of which nothing is remembered."""
    return FileState(name, None, None, None, None, reason)


def files_by_name(raw: Path) -> tuple[dict[str, Path], list[Path]]:
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
