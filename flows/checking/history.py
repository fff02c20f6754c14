"""The history: lives in order, words in the texts of their time, and the newest state equal to the dataset."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from flows.checking.dataset import main_and_history
from flows.checking.examined import rows_are
from flows.checking.rows import grounding
from schemas import derive
from schemas.keys import key
from schemas.tables import TABLES
from schemas.vocabulary import WITHDRAWAL_REASONS

# A row's words stand in every text that its article had while the row was shown.
_TEXTS_OF_ITS_TIME = """
    JOIN history.articles AS a ON s.article_id = a.article_id
        AND s.since_sequence < coalesce(a.until_sequence, 2147483647)
        AND a.since_sequence < coalesce(s.until_sequence, 2147483647)"""


def life_problems(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[str]:
    """Everything that is wrong with `history.<table>` by itself, and where it is not the dataset of now."""
    yield from main_and_history(connection, table)
    yield from _disordered(connection, table)
    yield from _overlapping(connection, table)
    for fact in derive.columns(table):
        yield from grounding(connection, table, fact, f"history.{table}", _TEXTS_OF_ITS_TIME)


def _disordered(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[str]:
    """Lives that end before they begin, or end without saying when, by which run and why."""
    keys = ", ".join(f'"{name}"' for name in key(table))
    reasons = ", ".join(f"'{reason}'" for reason in WITHDRAWAL_REASONS)
    rows = connection.execute(
        f"""
        SELECT {keys}, count(*) OVER () FROM history.{table}
        WHERE NOT coalesce(
            coalesce(until_sequence > since_sequence, true) AND coalesce(withdrawn_at >= asserted_at, true)
            AND (withdrawn_run_id IS NULL) = (withdrawn_at IS NULL)
            AND (withdrawn_run_id IS NULL) = (withdrawn_reason IS NULL)
            AND coalesce(withdrawn_reason IN ({reasons}), true), false
        )
        ORDER BY {keys} LIMIT 1
        """
    ).fetchall()
    for *values, count in rows:
        yield f"{rows_are(count)} of a life out of order, for example {', '.join(map(str, values))}"


def _overlapping(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[str]:
    """Statements that one run showed twice; a reject that two files give is one of them by right."""
    if table == "rejects":
        return
    keys = ", ".join(f'"{name}"' for name in key(table))
    rows = connection.execute(
        f"""
        WITH states AS (
            SELECT {keys}, since_sequence, lag(coalesce(until_sequence, 2147483647)) OVER (
                PARTITION BY {keys} ORDER BY since_sequence
            ) AS before_until
            FROM history.{table}
        )
        SELECT {keys}, count(*) OVER () FROM states WHERE before_until > since_sequence ORDER BY {keys} LIMIT 1
        """
    ).fetchall()
    for *values, count in rows:
        yield f"{rows_are(count)} shown twice by one run, for example {', '.join(map(str, values))}"


def as_of_problems(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Tables of which `as_of_<table>` at the time of the newest run is not what the dataset shows."""
    newest = "(SELECT max(shown_at) FROM state.clock)"
    macros = {name for (name,) in connection.execute("SELECT function_name FROM duckdb_functions()").fetchall()}
    for table in TABLES:
        if f"as_of_{table}" not in macros:
            continue
        now, then = f"FROM main.{table}", f"FROM main.as_of_{table}({newest})"
        count = connection.execute(
            f"SELECT count(*) FROM (({now} EXCEPT ALL {then}) UNION ALL ({then} EXCEPT ALL {now}))"
        ).fetchall()[0][0]
        if count:
            yield f"{rows_are(count)} different in as_of_{table} at the time of the newest run"
