"""Warehouses of every released version come forward, with a backup; newer ones are refused."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import duckdb
import pytest

from flows.config import Config
from flows.errors import WarehouseError
from flows.plan import make_plan
from flows.run import catch_up
from flows.storing.migrating import migrate
from flows.storing.rows import BATCH_TABLES
from flows.storing.warehouse import Warehouse
from schemas import SCHEMA_VERSION
from tests.conftest import ask
from tests.schemas.test_released import released

KEPT = Path(__file__).parent / "warehouses"
VERSIONS = list(range(1, SCHEMA_VERSION))


def unpack(version: int, folder: Path) -> None:
    with zipfile.ZipFile(KEPT / f"version-{version}.zip") as archive:
        archive.extractall(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows(database: Path, version: int) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a DuckDB file in the columns of a version."""
    with duckdb.connect(str(database), read_only=True) as connection:
        found = {}
        for table, columns in released(version).items():
            names = ", ".join(f'"{name}"' for name in columns)
            found[table] = sorted(connection.execute(f"SELECT {names} FROM {table}").fetchall(), key=repr)
        return found


@pytest.mark.parametrize("version", VERSIONS)
def test_older_warehouse_comes_forward_whole_with_a_backup(version: int, folder: Path) -> None:
    unpack(version, folder)
    before, old = contents(folder), rows(folder / "depesche.duckdb", version)
    catch_up(Warehouse(folder))
    assert rows(folder / "depesche.duckdb", version) == old
    assert contents(folder / "backups" / f"version-{version}-1") == before
    assert {manifest.schema_version for manifest in Warehouse(folder).batches.manifests()} == {SCHEMA_VERSION}
    assert ask(folder, "SELECT DISTINCT kind FROM runs") == [("load",)]
    # The history is told of the runs that there were before it was kept.
    assert ask(folder, "SELECT count(*) FROM history.events WHERE withdrawn_reason = 'text_changed'") != [(0,)]
    for table in BATCH_TABLES:
        assert ask(folder, f"SELECT count(*) FROM as_of_{table}(now())") == ask(folder, f"SELECT count(*) FROM {table}")
    assert migrate(folder) is None, "once is enough"


@pytest.mark.parametrize("moment", ["copied", "swapped half"])
def test_migration_that_dies_is_done_by_the_next(moment: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unpack(VERSIONS[-1], folder)
    old = rows(folder / "depesche.duckdb", VERSIONS[-1])

    def die(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        if moment == "copied":
            dying.setattr("flows.storing.migrating._make_backup", die)
        else:
            rename = Path.rename
            dying.setattr(
                Path, "rename", lambda path, to: die() if path.name == "batches.migrated" else rename(path, to)
            )
        migrate(folder)
    assert rows(folder / "depesche.duckdb", VERSIONS[-1]) == old, "readers keep the old dataset"
    catch_up(Warehouse(folder))
    assert rows(folder / "depesche.duckdb", VERSIONS[-1]) == old
    assert not (folder / "batches.migrated").exists()


def test_older_warehouse_is_named_where_nothing_may_be_written(folder: Path, raw: Path) -> None:
    unpack(1, folder)
    with pytest.raises(WarehouseError, match=r"older Depesche \(tables version 1\).*depesche rebuild"):
        make_plan(raw, Warehouse(folder), Config())


def test_newer_warehouse_is_refused_untouched(folder: Path) -> None:
    unpack(1, folder)
    for path in folder.glob("batches/run_id=*/manifest.json"):
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"schema_version": SCHEMA_VERSION + 1}))
    before = contents(folder)
    with pytest.raises(WarehouseError, match="newer Depesche"):
        catch_up(Warehouse(folder))
    assert contents(folder) == before


def test_log_that_can_not_be_read_stays_as_it_was(folder: Path) -> None:
    unpack(1, folder)
    next(folder.glob("batches/run_id=*/manifest.json")).write_text("{}")
    before = contents(folder)
    with pytest.raises(WarehouseError, match="restore it from a backup"):
        migrate(folder)
    assert contents(folder) == before


def test_warehouse_without_its_database_comes_forward(folder: Path) -> None:
    unpack(1, folder)
    (folder / "depesche.duckdb").unlink()
    shutil.rmtree(folder / "batches" / "pending", ignore_errors=True)
    catch_up(Warehouse(folder))
    assert ask(folder, "SELECT count(*) FROM articles") == [(2,)]
