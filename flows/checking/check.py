"""A whole warehouse looked at: its log, its dataset, its history, and whether they agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import duckdb

from flows.checking.counting import what_counts
from flows.checking.dataset import batch_problems, history_problems, run_problems
from flows.checking.examined import Examined
from flows.checking.history import as_of_problems, life_problems
from flows.checking.log import ReadLog, read_log
from flows.checking.rows import table_problems
from flows.errors import WarehouseError
from flows.storing.rows import BATCH_TABLES
from flows.storing.warehouse import Warehouse
from schemas import SCHEMA_VERSION
from schemas.tables import TABLES

# Tables whose rows come from batches as they are.
_COMPARED = (*BATCH_TABLES, "rejects")


def check_warehouse(warehouse: Warehouse, tell: Callable[[str], None] = lambda what: None) -> list[Examined]:
    """Everything that was looked at, with all problems; `tell` hears what is looked at now.

    Needs no lock: what is committed never changes, and the dataset that was opened stays as it was.
    Raises WarehouseError if there is nothing to look at.
    """
    if not warehouse.database.exists() and not any(warehouse.batches.root.glob("run_id=*")):
        raise WarehouseError(f"there is no dataset at {warehouse.database} yet: load one with `depesche run`")
    # The dataset first: a run that ends meanwhile adds to the log what the opened dataset can't have.
    try:
        with warehouse.connected() as connection:
            connection.execute("SET TimeZone = 'UTC'")
            tell("the log")
            log, found = read_log(warehouse.batches)
            return found + list(_dataset(connection, log, tell))
    except WarehouseError as error:
        return [*read_log(warehouse.batches)[1], Examined("dataset", None, (str(error),))]


def _dataset(connection: duckdb.DuckDBPyConnection, log: ReadLog, tell: Callable[[str], None]) -> Iterator[Examined]:
    published, version = connection.execute("SELECT run_id, schema_version FROM state.published").fetchall()[0]
    if version < SCHEMA_VERSION:
        older = f"is of tables version {version}: `depesche rebuild`, or the next run, brings it forward"
        yield Examined("dataset", None, (older,))
        return
    last = next((run.sequence for run in log.runs if run.run_id == published), len(log.runs))
    comparable = {table for table in _COMPARED if log.is_whole("files", "articles", table)}
    if log.is_whole("files", "articles"):
        counting = what_counts(log)
        connection.register("readings", counting.readings)
        connection.register("looks", counting.looks)
    for table in TABLES:
        tell(table)
        looks, note = [partial(table_problems, connection, table)], ""
        if table in comparable:
            looks.append(partial(batch_problems, connection, log, table, last))
        elif table in _COMPARED:
            note = "not compared with its batches, of which something is lost"
        elif table == "runs":
            looks.append(partial(run_problems, connection, log, published))
            note = _behind(log, last)
        yield Examined(table, *_looked(connection, f"main.{table}", looks), note)
    for table in _COMPARED:
        tell(f"history of {table}")
        looks = [partial(life_problems, connection, table)]
        if table in comparable:
            looks.append(partial(history_problems, connection, log, table, last))
        yield Examined(f"history of {table}", *_looked(connection, f"history.{table}", looks))
    tell("as_of tables")
    yield Examined("as_of the newest run", *_looked(connection, "main.runs", [partial(as_of_problems, connection)]))


def _behind(log: ReadLog, last: int) -> str:
    later = sum(run.sequence > last for run in log.runs)
    return f"{later} newer in the log: the next run swaps them in" if later else ""


def _looked(
    connection: duckdb.DuckDBPyConnection, relation: str, looks: list[partial[Iterator[str]]]
) -> tuple[int | None, tuple[str, ...]]:
    """How many rows there are and what is wrong with them; what can't be read is a problem too."""
    problems: list[str] = []
    rows = None
    try:
        rows = int(connection.execute(f"SELECT count(*) FROM {relation}").fetchall()[0][0])
    except duckdb.Error as error:
        return None, (f"can't be read: {str(error).splitlines()[0]}",)
    for look in looks:
        try:
            problems += look()
        except duckdb.Error as error:
            problems.append(f"can't be read: {str(error).splitlines()[0]}")
    return rows, tuple(problems)
