"""A warehouse of an older tables version brought forward: its log migrated beside, the old one kept as a backup.

The log is swapped in by two renames; a process that dies between them leaves `batches.migrated`, which
the next one puts in place. The DuckDB file is built anew afterwards, and until then the old one is read.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from flows.errors import WarehouseError
from flows.storing.batches import sync, sync_tree
from flows.storing.migrations import STEPS
from schemas import SCHEMA_VERSION


def migrate(warehouse: Path) -> Path | None:
    """Bring the log to the version of this Depesche; returns where the backup is, None if there was nothing to do.

    Needs the lock. Raises WarehouseError if the log can't be read; it is then as it was.
    """
    batches, ready = warehouse / "batches", warehouse / "batches.migrated"
    if ready.exists() and not batches.exists():
        ready.rename(batches)
    versions = [_read(path)["schema_version"] for path in _manifests(batches)]
    # A log that a newer Depesche wrote to is refused by whoever reads its manifests.
    if not versions or min(versions) == SCHEMA_VERSION or max(versions) > SCHEMA_VERSION:
        return None
    try:
        _write_beside(batches, ready)
        backup = _make_backup(warehouse, min(versions))
        batches.rename(backup / "batches")
        ready.rename(batches)
        sync(warehouse)
    except OSError as error:
        raise WarehouseError(f"{warehouse} can't be brought forward: {error.strerror or error}") from error
    return backup


def _manifests(batches: Path) -> list[Path]:
    return sorted(batches.glob("run_id=*/manifest.json"))


def _read(path: Path) -> dict[str, int]:
    try:
        content: dict[str, int] = json.loads(path.read_text("utf-8"))
        if not isinstance(content["schema_version"], int):
            raise TypeError("schema_version is no number")
        return content
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise WarehouseError(f"{path} can't be read ({error}): restore it from a backup") from error


def _write_beside(batches: Path, ready: Path) -> None:
    """The migrated log as `ready`, complete as soon as it has that name."""
    beside = batches.with_name("batches.migrating")
    for leftover in (beside, ready):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(batches, beside, copy_function=_link, ignore=shutil.ignore_patterns("pending"))
    for path in _manifests(beside):
        content = _read(path)
        for version in range(content["schema_version"] + 1, SCHEMA_VERSION + 1):
            content = STEPS[version](path.parent, content) | {"schema_version": version}
        written = path.with_suffix(".new")
        written.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", "utf-8")
        written.replace(path)
    sync_tree(beside)
    beside.rename(ready)


def _link(source: str, target: str) -> None:
    """The file under a second name; a copy where the file system has no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _make_backup(warehouse: Path, version: int) -> Path:
    """A folder for the old log, with the old DuckDB file in it."""
    number = 1
    while (backup := warehouse / "backups" / f"version-{version}-{number}").joinpath("batches").exists():
        number += 1
    backup.mkdir(parents=True, exist_ok=True)
    database = warehouse / "depesche.duckdb"
    kept = backup / database.name
    kept.unlink(missing_ok=True)
    if database.exists():
        _link(str(database), str(kept))
    sync(backup)
    return backup
