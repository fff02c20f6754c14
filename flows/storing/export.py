"""The published dataset as files that others can use without us."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path

import duckdb
import pyarrow as pa

from flows.errors import InputError
from flows.storing.parquet import write_parquet
from flows.storing.warehouse import Warehouse
from schemas import derive
from schemas.tables import TABLES

# Names the folder as an export of ours, so that a later export may replace it.
_MARKER = "_depesche_export"


def export_parquet(warehouse: Warehouse, target: Path) -> dict[str, int]:
    """Write every table as `target/<table>.parquet`; returns rows per table.

    Written beside and renamed, so no half export is ever seen. Raises InputError if `target` holds
    something that is no earlier export.
    """
    if target.exists() and not (target / _MARKER).exists() and (target.is_file() or any(target.iterdir())):
        raise InputError(f"{target} exists and is no export of Depesche: name a new folder")
    beside = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
    try:
        beside.mkdir(parents=True)
        with warehouse.connected() as connection:  # one connection: one dataset, whatever is swapped in meanwhile
            counts = {table: _export_table(connection, table, beside) for table in TABLES}
            run_id = connection.execute("SELECT run_id FROM state.published").fetchall()[0][0]
        (beside / _MARKER).write_text(f"{run_id}\n", "utf-8")
        _replace(beside, target)
    except OSError as error:
        raise InputError(f"can't write the export to {target}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return counts


def _export_table(connection: duckdb.DuckDBPyConnection, table: str, folder: Path) -> int:
    data: pa.Table = connection.sql(f"SELECT * FROM {table}").to_arrow_table()
    write_parquet(data.cast(derive.arrow_schema(table)), folder / f"{table}.parquet")
    return int(data.num_rows)


def _replace(beside: Path, target: Path) -> None:
    """Put `beside` in the place of `target`; a folder can't be renamed over a full one, so that steps aside."""
    if target.exists():
        aside = beside.with_name(beside.name + ".old")
        target.rename(aside)
        beside.rename(target)
        shutil.rmtree(aside)
    else:
        beside.rename(target)
