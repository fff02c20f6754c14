"""The rows of the dataset and of its history against the batches they come from."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow.parquet as pq

from flows.checking.examined import rows_are, shortened
from flows.checking.log import ReadLog
from flows.storing.history import history_columns
from flows.storing.links import linked_rows
from flows.storing.rows import BATCH_TABLES
from schemas import derive
from schemas.keys import key

# What publishing gives a row; the batch does not know it.
_GIVEN = frozenset({"revision", "duplicate_of", "story_id", "run_id"})

# What a merge of two ids may make one row of two, or none; the batches of such articles are no measure of the history.
_MERGED = """
    article_id NOT IN (
        SELECT article_id FROM history.article_entities
        WHERE entity_id IN (SELECT entity_id FROM state.links UNION SELECT into_id FROM state.links)
    )"""
_MAY_MERGE = frozenset({"article_entities", "event_arguments", "relations"})


def run_problems(connection: duckdb.DuckDBPyConnection, log: ReadLog, published: str | None) -> Iterator[str]:
    """Where the table `runs` is not what the log says of the runs up to the published one."""
    told = dict(connection.execute("SELECT run_id, sequence FROM main.runs").fetchall())
    written = {run.run_id: run.sequence for run in log.runs}
    if published is not None and published not in written:
        yield f"the dataset was built from run {published}, which is not in the log"
    last = written.get(published or "", len(written))
    for run_id in sorted(set(told) - set(written)):
        yield f"{run_id} is not in the log"
    for run_id in sorted(set(written) - set(told)):
        if written[run_id] <= last:
            yield f"{run_id} is in the log, but not in the dataset"
    for run in log.runs:
        counts = {table: run.rows.get(table, 0) for table in (*BATCH_TABLES, "rejects")}
        wanted = (run.sequence, run.kind, *counts.values())
        rows = connection.execute(
            f"SELECT sequence, kind, {', '.join(counts)} FROM main.runs WHERE run_id = ?", [run.run_id]
        ).fetchall()
        if rows and rows[0] != wanted:
            yield f"{run.run_id} is {shortened(rows[0])} here and {shortened(wanted)} in the log"


def batch_problems(connection: duckdb.DuckDBPyConnection, log: ReadLog, table: str, last: int) -> Iterator[str]:
    """Where `main.<table>` holds other rows than the readings that count after the run `last`.

    Needs `readings` and `looks` (of `flows.checking.counting`) as views of the connection.
    """
    written = _written(log, table)
    if not written:
        count = connection.execute(f"SELECT count(*) FROM main.{table}").fetchall()[0][0]
        if count:
            yield f"{rows_are(count)} here, though no run wrote any"
        return
    keys, said = _columns(key(table)), _columns(written)
    joined, once = _joined(table)
    counted = f"since <= {last} AND coalesce(until > {last}, true)"
    batch = f"SELECT {said} FROM {_batches(log, table)} {joined} WHERE {counted} {once}"
    rows = linked_rows(connection, table, batch, written, str(last))
    found = connection.execute(
        f"""
        WITH expected AS (
            SELECT {keys}, row({said}) AS said FROM ({rows})
        ),
        shown AS (SELECT {keys}, row({said}) AS said FROM main.{table}),
        differing AS (
            SELECT {keys}, e.said AS written, s.said AS shown
            FROM expected AS e FULL JOIN shown AS s USING ({keys}) WHERE e.said IS DISTINCT FROM s.said
        )
        SELECT
            CASE WHEN shown IS NULL THEN 'lost' WHEN written IS NULL THEN 'of no run' ELSE 'changed' END AS what,
            count(*), min(row({keys}))
        FROM differing GROUP BY what ORDER BY what
        """
    ).fetchall()
    words = {
        "lost": "in the batches, but not in the dataset",
        "of no run": "in the dataset, but in no batch that counts",
        "changed": "not as the batch has it",
    }
    for what, count, example in found:
        yield f"{rows_are(count)} {words[what]}, for example {', '.join(map(str, _values(example)))}"


def history_problems(connection: duckdb.DuckDBPyConnection, log: ReadLog, table: str, last: int) -> Iterator[str]:
    """Runs after which the history shows another number of rows than the log has for them.

    Needs `readings` and `looks` as views of the connection.
    """
    if not log.files[table]:
        return
    joined, _ = _joined(table)
    unmerged = _MERGED if table in _MAY_MERGE else "true"
    rows = connection.execute(
        f"""
        WITH told AS (
            SELECT since, until FROM {_batches(log, table)} {joined} WHERE since <= {last} AND {unmerged}
        ),
        steps AS (
            SELECT since AS sequence, 1 AS written, 0 AS shown FROM told
            UNION ALL SELECT until, -1, 0 FROM told WHERE until <= {last}
            UNION ALL SELECT since_sequence, 0, 1 FROM history.{table} WHERE {unmerged}
            UNION ALL SELECT until_sequence, 0, -1 FROM history.{table}
            WHERE until_sequence IS NOT NULL AND {unmerged}
        ),
        totals AS (
            SELECT DISTINCT sequence, sum(written) OVER up_to AS written, sum(shown) OVER up_to AS shown FROM steps
            WINDOW up_to AS (ORDER BY sequence)
        )
        SELECT sequence, written, shown, count(*) OVER () FROM totals WHERE written <> shown ORDER BY sequence LIMIT 1
        """
    ).fetchall()
    for sequence, written, shown, runs in rows:
        yield (
            f"{runs:,} {'run has' if runs == 1 else 'runs have'} another number of rows than the log, "
            f"for example run {sequence}: {shown:,} in the history, {written:,} in the batches"
        )


def _written(log: ReadLog, table: str) -> list[str]:
    """The table's columns that its batches hold too."""
    there: set[str] = set()
    for path in log.files[table][:1]:
        there = set(pq.read_schema(path).names)
    return [fact.name for fact in derive.columns(table) if fact.name in there and fact.name not in _GIVEN]


def _columns(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _batches(log: ReadLog, table: str) -> str:
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in log.files[table])
    return f"read_parquet([{listed}], hive_partitioning = true, hive_types = {{'run_id': VARCHAR}})"


def _joined(table: str) -> tuple[str, str]:
    """How a batch's rows find the run that ended them; and that a record which two files hold is rejected once."""
    if table == "rejects":
        return (
            "JOIN looks USING (source_file, run_id)",
            f"QUALIFY row_number() OVER (PARTITION BY {_columns(key(table))} ORDER BY source_file) = 1",
        )
    return "JOIN readings USING (article_id, run_id)", ""


def _values(example: dict[str, object] | tuple[object, ...]) -> tuple[object, ...]:
    """The fields of a row as the driver gives it."""
    return tuple(example.values()) if isinstance(example, dict) else example


def main_and_history(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[str]:
    """Rows that are in the dataset and not in the history as what counts now, or the other way round."""
    names = _columns(history_columns(table))
    once = "DISTINCT" if table == "rejects" else ""
    now = f"SELECT {names} FROM main.{table}"
    kept = f"SELECT {once} {names} FROM history.{table} WHERE until_sequence IS NULL"
    for first, second, words in ((now, kept, "only in the dataset"), (kept, now, "only in the history, as counting")):
        keys = _columns(key(table))
        count, example = connection.execute(
            f"SELECT count(*), min(row({keys})) FROM ({first} EXCEPT ALL {second})"
        ).fetchall()[0]
        if count:
            yield f"{rows_are(count)} {words}, for example {', '.join(map(str, _values(example)))}"
