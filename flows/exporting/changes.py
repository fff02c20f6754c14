"""What changed since an earlier run: per table the rows withdrawn and the rows added, whole, in every column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from flows.exporting.about import About, Earlier
from flows.exporting.files import Format
from flows.exporting.tables import DataFile, order, write_data
from flows.storing.changes import find_run, shown_by
from schemas import SCHEMA_VERSION, derive
from schemas.keys import key
from schemas.tables import TABLES

WITHDRAWN, ADDED = "withdrawn", "added"


def write_changes(
    connection: duckdb.DuckDBPyConnection, since: str, folder: Path, form: Format
) -> tuple[Earlier, list[DataFile]]:
    """Write `withdrawn/` and `added/` below `folder`, each with a file for every table.

    A row that differs in any column is in both. The earlier state is taken from `as_of_<table>`, so what depends on all
    articles (`duplicate_of`, entities) is compared as it was then. Raises InputError if no run is named `since`.
    """
    sequence = find_run(connection, since)
    files: list[DataFile] = []
    counts: dict[str, int] = {}
    for table in TABLES:
        names = ", ".join(f'"{fact.name}"' for fact in derive.columns(table))
        connection.execute(f"CREATE OR REPLACE TEMP TABLE earlier AS SELECT {names} FROM {shown_by(table, sequence)}")
        counts[table] = connection.execute("SELECT count(*) FROM earlier").fetchall()[0][0]
        before, now = f"SELECT {names} FROM earlier", f"SELECT {names} FROM main.{table}"
        for part, query in ((WITHDRAWN, f"{before} EXCEPT {now}"), (ADDED, f"{now} EXCEPT {before}")):
            rows = connection.sql(f"FROM ({query}) ORDER BY {order(table)}").to_arrow_table()
            file = DataFile(table, f"{part}/{table}.{form}", int(rows.num_rows), part=part)
            files.append(write_data(connection, rows, file, folder, form))
    connection.execute("DROP TABLE earlier")
    run = "SELECT run_id, finished_at::TIMESTAMP FROM runs WHERE sequence = ?"
    run_id, finished_at = (connection.execute(run, [sequence]).fetchall() or [(None, None)])[0]
    return Earlier(sequence, run_id, finished_at, counts), files


def changes(about: About, earlier: Earlier) -> dict[str, Any]:
    """The content of `changes.json`: what a program needs to apply the changes, and to see that it did."""
    return {
        "from": {"sequence": earlier.sequence, "run_id": earlier.run_id},
        "to": {"sequence": about.sequence, "run_id": about.run_id},
        "tables_version": SCHEMA_VERSION,
        "format": about.form.value,
        "tables": {table: _counted(table, about, before) for table, before in earlier.counts.items()},
    }


def _counted(table: str, about: About, before: int) -> dict[str, Any]:
    withdrawn, added = (about.counts[f"{part}_{table}"] for part in (WITHDRAWN, ADDED))
    return {
        "key": list(key(table)),
        "rows_before": before,
        "withdrawn": withdrawn,
        "added": added,
        "rows_after": before - withdrawn + added,
    }
