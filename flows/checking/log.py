"""The log of runs as it lies on disk: every run's manifest and Parquet files, complete and readable."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.checking.examined import Examined
from flows.errors import WarehouseError
from flows.storing.batches import BatchLog, Manifest, read_manifest
from flows.storing.rows import BATCH_TABLES

WRITTEN_TABLES = (*BATCH_TABLES, "rejects", "files")


@dataclass
class ReadLog:
    """What of the log could be read."""

    runs: list[Manifest] = field(default_factory=list)  # oldest first
    files: dict[str, list[str]] = field(default_factory=dict)  # paths of readable Parquet files by table
    incomplete: set[str] = field(default_factory=set)  # tables of which something is lost

    def is_whole(self, *tables: str) -> bool:
        return self.incomplete.isdisjoint(tables)


def read_log(log: BatchLog) -> tuple[ReadLog, list[Examined]]:
    """Look at every committed run and read each of its files once, to the end."""
    read = ReadLog(files={table: [] for table in WRITTEN_TABLES})
    problems = _read_manifests(log, read)
    found = [Examined("runs in the log", len(read.runs), tuple(problems + _breaks(read.runs)))]
    folders = sorted(log.root.glob("run_id=*"))
    manifests = {run.run_id: run for run in read.runs}
    for table in WRITTEN_TABLES:
        rows, problems = 0, []
        for folder in folders:
            there, problem = _read_table(folder / table, manifests.get(_id_of(folder)), read.files[table])
            rows += there
            if problem:
                problems.append(problem)
                read.incomplete.add(table)
        found.append(Examined(f"batches of {table}", rows, tuple(problems)))
    return read, found


def _id_of(folder: Path) -> str:
    return folder.name.removeprefix("run_id=")


def _read_manifests(log: BatchLog, read: ReadLog) -> list[str]:
    problems = []
    for folder in sorted(log.root.glob("run_id=*")):
        try:
            manifest = read_manifest(folder / "manifest.json")
        except WarehouseError as error:
            problems.append(str(error))
            read.incomplete.update(WRITTEN_TABLES)  # without it nobody knows what the run wrote
            continue
        if manifest.run_id != _id_of(folder):
            problems.append(f"{folder} holds the manifest of {manifest.run_id}")
        read.runs.append(manifest)
    read.runs.sort(key=lambda run: run.sequence)
    return problems


def _breaks(runs: list[Manifest]) -> list[str]:
    """Where the chain of runs, each of which names the one before it, is broken."""
    problems = []
    before: Manifest | None = None
    for run in runs:
        sequence = before.sequence + 1 if before else 1
        parent = before.run_id if before else None
        if (run.sequence, run.parent_run_id) != (sequence, parent):
            problems.append(
                f"run {run.sequence} ({run.run_id}) follows on {run.parent_run_id or 'nothing'}, "
                f"but before it the log has {f'run {before.sequence} ({before.run_id})' if before else 'nothing'}"
            )
        before = run
    return problems


def _read_table(folder: Path, manifest: Manifest | None, readable: list[str]) -> tuple[int, str | None]:
    """Rows of one run's files of one table, and what is wrong with them."""
    rows = 0
    for path in sorted(folder.glob("*.parquet")):
        try:
            # Every page is unpacked: the footer alone does not show damage in the middle.
            rows += pq.read_table(path, partitioning=None).num_rows
        except (OSError, pa.ArrowException) as error:
            return rows, f"{path} can't be read ({str(error).splitlines()[0]}): restore it from a backup"
        readable.append(str(path))
    if manifest is None:
        return rows, None
    written = _written(manifest, folder.name)
    if rows == written:
        return rows, None
    return rows, f"{folder} has {rows:,} of the {written:,} rows that the run wrote: restore it from a backup"


def _written(manifest: Manifest, table: str) -> int:
    if table == "files":
        return manifest.files_new + manifest.files_changed + manifest.files_withdrawn
    return manifest.rows.get(table, 0)
