"""What changed in the dataset from one run to another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from flows.errors import InputError
from flows.storing.history import history_columns, shown_at
from flows.storing.rows import BATCH_TABLES
from flows.storing.warehouse import Warehouse
from schemas.keys import key

# Which run read it, and the hash of a feed that holds other articles too, say nothing of the row.
_NOT_SAID = frozenset({"run_id", "source_sha256"})


@dataclass(frozen=True, slots=True)
class Changes:
    """What one table gained, lost and says differently."""

    table: str
    added: int
    withdrawn: int
    changed: int


@dataclass(frozen=True, slots=True)
class Change:
    """One row that came, went or changed: as it was and as it is, None where it was not there."""

    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def kind(self) -> str:
        if self.before is None:
            return "added"
        return "withdrawn" if self.after is None else "changed"


def count_changes(warehouse: Warehouse, first: str, second: str) -> list[Changes]:
    """Changes per record table between the datasets that two runs published.

    A run is named by its id, the beginning of it, or its number. Raises InputError if none or several fit.
    """
    with warehouse.connected() as connection:
        states = find_run(connection, first), find_run(connection, second)
        found = []
        for table in BATCH_TABLES:
            query = f"""
                SELECT
                    count(*) FILTER (WHERE before IS NULL), count(*) FILTER (WHERE after IS NULL),
                    count(*) FILTER (WHERE before IS NOT NULL AND after IS NOT NULL)
                FROM ({_changes_query(table, *states)})"""
            found.append(Changes(table, *connection.execute(query).fetchall()[0]))
        return found


def list_changes(warehouse: Warehouse, first: str, second: str, table: str) -> Iterator[Change]:
    """Every change of one table, in the order of its keys."""
    if table not in BATCH_TABLES:
        raise InputError(f"{table!r} has no history; there are {', '.join(BATCH_TABLES)}")
    with warehouse.connected() as connection:
        states = find_run(connection, first), find_run(connection, second)
        rows = connection.execute(_changes_query(table, *states)).fetchall()
    return (Change(before, after) for before, after in rows)


def _changes_query(table: str, first: int, second: int) -> str:
    """Rows as structs `before` and `after` where they differ between two runs."""
    keys = list(key(table))
    said = [name for name in history_columns(table) if name not in _NOT_SAID]
    packed = ", ".join(f'"{name}" := "{name}"' for name in said)

    def state(sequence: int) -> str:
        columns = ", ".join(f'"{name}"' for name in keys)
        return (
            f"(SELECT {columns}, struct_pack({packed}) AS said FROM state.all_{table} WHERE {shown_at(str(sequence))})"
        )

    names = ", ".join(f'"{name}"' for name in keys)
    return f"""
        SELECT old.said AS before, new.said AS after
        FROM {state(first)} AS old FULL JOIN {state(second)} AS new USING ({names})
        WHERE old.said IS DISTINCT FROM new.said
        ORDER BY {names}"""


def shown_by(table: str, sequence: int) -> str:
    """A FROM clause: any table's rows as the run with this sequence published them; none for 0."""
    return f"main.as_of_{table}((SELECT shown_at FROM state.clock WHERE sequence = {sequence}))"


def find_run(connection: duckdb.DuckDBPyConnection, wanted: str) -> int:
    """The sequence of the run with this id, beginning of an id, or number; 0 is the empty dataset before the first.

    Raises InputError if none or several fit.
    """
    try:
        runs = connection.execute("SELECT sequence, run_id FROM state.clock ORDER BY sequence").fetchall()
    except duckdb.CatalogException as error:
        raise InputError("this dataset is of an older Depesche, without history: `depesche rebuild` adds it") from error
    if wanted == "0":
        return 0
    if wanted.isdecimal() and runs and int(wanted) > runs[-1][0]:
        raise InputError(f"run {wanted} is newer than this dataset, whose newest run is {runs[-1][0]}")
    fitting = [sequence for sequence, run_id in runs if wanted == str(sequence) or run_id.startswith(wanted)]
    if len(fitting) != 1:
        told = "several runs have" if fitting else "no run has"
        raise InputError(f"{told} the id or number {wanted!r}: `SELECT sequence, run_id, kind FROM runs` lists them")
    return int(fitting[0])
