"""The tables of an export: what is selected, in which order, and into which files it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from flows.exporting.files import Format, write_file
from schemas import derive
from schemas.tables import ORDERS

# What Hive calls the folder of rows without a value; DuckDB, Polars and PyArrow read it as null.
_NO_MONTH = "__HIVE_DEFAULT_PARTITION__"


@dataclass(frozen=True, slots=True)
class DataFile:
    """One written file of a table."""

    table: str
    path: str  # below the export's folder, with slashes
    rows: int
    month: str | None = None  # "2024-03" where the table is partitioned
    part: str = ""  # "withdrawn" or "added" in an export of changes

    @property
    def group(self) -> str:
        """What the files of one table, or of one part of it, have in common; a name that no other group has."""
        return f"{self.part}_{self.table}" if self.part else self.table


def write_table(
    connection: duckdb.DuckDBPyConnection, table: str, folder: Path, form: Format, by_month: bool
) -> list[DataFile]:
    """Write the table's rows below `folder`; the files written, in order.

    `by_month` puts tables about articles into one folder per month of publication, as Hive names them.
    """
    if by_month and partitioned(table):
        parts = [
            (f"{table}/published_month={month}/data.{form}", month, rows) for month, rows in _months(connection, table)
        ]
        if parts:
            return [
                write_data(connection, rows, DataFile(table, path, int(rows.num_rows), month), folder, form)
                for path, month, rows in parts
            ]
    rows = connection.sql(f"SELECT * FROM {table} ORDER BY {order(table)}").to_arrow_table()
    return [write_data(connection, rows, DataFile(table, f"{table}.{form}", int(rows.num_rows)), folder, form)]


def partitioned(table: str) -> bool:
    """Whether the table's rows belong to an article that is there, and so to a month.

    >>> partitioned("events"), partitioned("entities"), partitioned("rejects")
    (True, False, False)
    """
    return table != "rejects" and any(fact.name == "article_id" for fact in derive.columns(table))


def write_data(
    connection: duckdb.DuckDBPyConnection, rows: pa.Table, file: DataFile, folder: Path, form: Format
) -> DataFile:
    """Write the file's rows, already in the table's order, in the table's types."""
    write_file(connection, rows.cast(derive.arrow_schema(file.table)), file.table, folder / file.path, form)
    return file


def _months(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[tuple[str, pa.Table]]:
    """The table's rows month by month, those of articles without a date last."""
    rows = connection.sql(
        f"""
        SELECT t.*, coalesce(strftime(a.published_on, '%Y-%m'), '{_NO_MONTH}') AS published_month
        FROM {table} AS t JOIN articles AS a USING (article_id)
        ORDER BY published_month, {order(table)}
        """
        if table != "articles"
        else f"""
        SELECT *, coalesce(strftime(published_on, '%Y-%m'), '{_NO_MONTH}') AS published_month
        FROM articles ORDER BY published_month, {order(table)}
        """
    ).to_arrow_table()
    months = rows.column("published_month")
    plain = rows.drop_columns(["published_month"])
    for month in pc.unique(months).to_pylist():
        yield month, plain.filter(pc.equal(months, month))


def order(table: str) -> str:
    """The table's order, as ORDER BY takes it."""
    return ", ".join(f'"{name}"' for name in ORDERS[table])
