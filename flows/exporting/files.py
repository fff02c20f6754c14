"""Arrow tables as Parquet, CSV or JSON Lines files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa

from flows.storing.parquet import write_parquet
from schemas import derive
from schemas.tables import ORDERS


class Format(StrEnum):
    """File formats of an export."""

    PARQUET = "parquet"
    CSV = "csv"
    JSONL = "jsonl"


MEDIA_TYPES = {
    Format.PARQUET: "application/vnd.apache.parquet",
    Format.CSV: "text/csv",
    Format.JSONL: "application/jsonl",
}

_COPY_OPTIONS = {Format.CSV: "FORMAT csv, HEADER true", Format.JSONL: "FORMAT json"}


def write_file(connection: duckdb.DuckDBPyConnection, rows: pa.Table, table: str, path: Path, form: Format) -> None:
    """Write rows of the table, already in its order; equal rows give equal bytes. The connection's time is UTC.

    Parquet keeps every type. In CSV and JSON Lines times are ISO 8601 in UTC, and a list in CSV is a JSON array.
    """
    if form is Format.PARQUET:
        write_parquet(rows, path, sorted_by=ORDERS[table])
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if not rows.num_rows and form is Format.JSONL:
        path.touch()  # DuckDB writes an empty line
        return
    values = ", ".join(_written(fact, form) for fact in derive.columns(table))
    place = str(path).replace("'", "''")
    connection.register("exported", rows)
    connection.execute(f"COPY (SELECT {values} FROM exported) TO '{place}' ({_COPY_OPTIONS[form]})")
    connection.unregister("exported")


def _written(fact: derive.ColumnFacts, form: Format) -> str:
    """The SQL that gives a column's values as they stand in the file."""
    name = f'"{fact.name}"'
    if isinstance(fact.dtype, pl.Datetime):
        return f"strftime({name}, '%Y-%m-%dT%H:%M:%S.%fZ') AS {name}"
    if isinstance(fact.dtype, pl.List) and form is Format.CSV:
        return f"to_json({name}) AS {name}"
    return name
