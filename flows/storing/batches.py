"""The log of runs below `warehouse/batches/`: validated Parquet batches and one manifest per run.

A run writes into `pending/`; one rename to `run_id=…/` commits it. What is committed never changes,
and the DuckDB file is built from it, so that file can always be made again.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.errors import WarehouseError, writing
from flows.reading.article import content_id
from flows.storing.parquet import write_parquet
from schemas import SCHEMA_VERSION

# How each input file looked when a run read it; decides what the next run has to do.
FILES_SCHEMA = pa.schema(
    [
        pa.field("source_file", pa.string(), nullable=False),
        pa.field("size", pa.int64()),
        pa.field("mtime_ns", pa.int64()),
        pa.field("sha256", pa.string()),  # null where the file could not be read
        pa.field("problem", pa.string()),  # why it could not be read, null if it could
        pa.field("withdrawn", pa.string()),  # why its statements were withdrawn, null if it was read
    ]
)


LLM_COUNTS = ("requests", "cached", "input_tokens", "output_tokens", "cost_usd")


@dataclass(frozen=True, slots=True)
class FileState:
    """One input file as a run saw it."""

    source_file: str
    size: int | None
    mtime_ns: int | None
    sha256: str | None  # None also, like the time, for a file that was read but must be read again
    problem: str | None
    withdrawn: str | None = None  # one of WITHDRAWAL_REASONS: its statements count no longer


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of a committed run; its rows are in the Parquet files beside it."""

    run_id: str
    parent_run_id: str | None
    sequence: int
    started_at: str  # ISO 8601, UTC
    finished_at: str
    code_version: str
    schema_version: int
    settings: str  # fingerprint of the settings it read with
    files_new: int
    files_changed: int
    files_unchanged: int
    files_withdrawn: int
    rows: dict[str, int]  # per batch table, and "rejects"
    finders: str  # fingerprint of the models it found with
    llm: dict[str, int | str]  # what a language model took: columns llm_… of `runs`
    kind: str  # one of RUN_KINDS
    extractors: dict[str, str]  # finder and version by table, as `flows.extractors` gives them
    overrides: dict[str, Any]  # which entities are one and which are two, as people say


class BatchLog:
    """Committed runs of a warehouse, and the pending one."""

    def __init__(self, warehouse: Path) -> None:
        self.root = warehouse / "batches"
        self.pending = self.root / "pending"

    def start(self) -> Path:
        """An empty pending folder; what a run that died left there is dropped."""
        with writing(self.root.parent):
            self.drop_pending()
            self.pending.mkdir(parents=True)
        return self.pending

    def drop_pending(self) -> None:
        if self.pending.exists():
            shutil.rmtree(self.pending)

    def write_files(self, states: Iterable[FileState]) -> None:
        rows = [asdict(state) for state in sorted(states, key=lambda state: state.source_file)]
        write_parquet(pa.Table.from_pylist(rows, schema=FILES_SCHEMA), self.pending / "files" / "all.parquet")

    def commit(
        self,
        *,
        started_at: datetime,
        finished_at: datetime,
        code_version: str,
        settings: str,
        files: list[FileState],
        files_new: int,
        files_changed: int,
        files_unchanged: int,
        rows: dict[str, int],
        finders: str = "",
        llm: dict[str, int | str] | None = None,
        kind: str = "load",
        extractors: dict[str, str] | None = None,
        overrides: dict[str, Any] | None = None,
    ) -> Manifest:
        """Write the manifest and make the pending run part of the log in one rename.

        Without `overrides` those of the run before go on.

        The run's id is a hash of its parent, its code and the files it read: the same input in the
        same order of runs gives the same ids on every machine.
        """
        head = self.head()
        parent = head.run_id if head else None
        withdrawn = sorted((state.source_file, state.withdrawn) for state in files if state.withdrawn)
        read = sorted((state.source_file, state.sha256, state.problem) for state in files if not state.withdrawn)
        # Left out where there are none: the ids of plain runs stay what they were in every version.
        if overrides is None:
            overrides = head.overrides if head else {}
        others = [part for part in (finders, withdrawn, overrides) if part]
        manifest = Manifest(
            run_id=content_id("run", parent, code_version, settings, *others, read),
            parent_run_id=parent,
            sequence=head.sequence + 1 if head else 1,
            started_at=started_at.isoformat(),
            finished_at=finished_at.isoformat(),
            code_version=code_version,
            schema_version=SCHEMA_VERSION,
            settings=settings,
            files_new=files_new,
            files_changed=files_changed,
            files_unchanged=files_unchanged,
            files_withdrawn=len(withdrawn),
            rows=rows,
            finders=finders,
            llm=llm or {},
            kind=kind,
            extractors=extractors or {},
            overrides=overrides,
        )
        text = json.dumps(asdict(manifest), indent=1, sort_keys=True)
        with writing(self.root.parent):
            self.write_files(files)
            (self.pending / "manifest.json").write_text(text + "\n", "utf-8")
            sync_tree(self.pending)
            self.pending.rename(self.root / f"run_id={manifest.run_id}")
            sync(self.root)
        return manifest

    def set_aside(self, manifest: Manifest) -> Path:
        """Take a committed run out of the log, for a look at what is wrong with it; returns where it went."""
        aside = self.root / "failed" / f"run_id={manifest.run_id}"
        if aside.exists():
            shutil.rmtree(aside)
        aside.parent.mkdir(exist_ok=True)
        (self.root / f"run_id={manifest.run_id}").rename(aside)
        sync(self.root)
        return aside

    def manifests(self) -> list[Manifest]:
        """All committed runs, oldest first. Raises WarehouseError where one can't be read."""
        found = [read_manifest(path) for path in self.root.glob("run_id=*/manifest.json")]
        return sorted(found, key=lambda manifest: manifest.sequence)

    def head(self) -> Manifest | None:
        manifests = self.manifests()
        return manifests[-1] if manifests else None

    def parquet_files(self, table: str) -> list[str]:
        """Paths of the table's committed Parquet files, in a fixed order."""
        return sorted(str(path) for path in self.root.glob(f"run_id=*/{table}/*.parquet"))

    def relation(self, table: str) -> str:
        """A FROM clause over the table's batches, each row with its run's id and sequence; needs the table `runs`."""
        listed = ", ".join("'" + path.replace("'", "''") + "'" for path in self.parquet_files(table))
        return (
            f"(SELECT batch.*, runs.sequence FROM read_parquet([{listed}], hive_partitioning = true, "
            "hive_types = {'run_id': VARCHAR}) AS batch JOIN main.runs USING (run_id))"
        )


def read_manifest(path: Path) -> Manifest:
    """What a run says of itself. Raises WarehouseError where it can't be read or is of another version."""
    try:
        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
        version = content["schema_version"]
        if version > SCHEMA_VERSION:
            raise WarehouseError(
                f"{path.parents[2]} was written by a newer Depesche (tables version {version}, this one knows "
                f"{SCHEMA_VERSION}): update Depesche, or use another warehouse folder"
            )
        if version < SCHEMA_VERSION:
            raise WarehouseError(
                f"{path.parents[2]} was written by an older Depesche (tables version {version}): "
                "`depesche rebuild`, or the next run, brings it forward and keeps a backup"
            )
        return Manifest(**content)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise WarehouseError(f"{path} can't be read ({error}): restore it from a backup") from error


def sync(path: Path) -> None:
    """Make a file's or folder's content survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(root: Path) -> None:
    for path in root.rglob("*"):
        sync(path)
    sync(root)
