"""Every row of the dataset against its model, its references and its words in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import duckdb
import polars as pl

from flows.checking.examined import rows_are, shortened
from flows.storing.check import Failure, model_failures
from schemas import derive
from schemas.derive import ColumnFacts
from schemas.keys import key

# Rows that Pandera judges at once: it costs 24 ms per call, and a whole table would not fit into memory.
_ROWS_AT_ONCE = 100_000


def table_problems(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[str]:
    """Everything that is wrong with the table's rows; where its columns are others, only that."""
    there = {name: dtype for name, dtype, *_ in connection.execute(f"DESCRIBE main.{table}").fetchall()}
    wanted = {fact.name: derive.sql_type(fact.dtype) for fact in derive.columns(table)}
    different = sorted({name for name, _ in {*_normal(there).items()} ^ {*_normal(wanted).items()}})
    if different:
        yield f"its columns are not those of its model: {', '.join(different)}"
        return
    yield from _model_problems(connection, table)
    yield from _repeated(connection, table)
    for fact in derive.columns(table):
        yield from _references(connection, table, fact)
        yield from grounding(connection, table, fact, f"main.{table}", "JOIN main.articles AS a USING (article_id)")


def _normal(columns: dict[str, str]) -> dict[str, str]:
    names = {"TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ"}
    return {name: names.get(dtype, dtype.replace(", ", ",")) for name, dtype in columns.items()}


def _model_problems(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[str]:
    counts: Counter[tuple[str | None, str]] = Counter()
    examples: dict[tuple[str | None, str], str] = {}
    schema = derive.pandera_schema(table)
    names = [fact.name for fact in derive.columns(table)]
    reader = connection.sql(f"FROM main.{table}").to_arrow_reader(_ROWS_AT_ONCE)
    for batch in reader:
        frame = pl.DataFrame(pl.from_arrow(batch)).select(names).cast(derive.polars_schema(table))  # type: ignore[arg-type]
        for failure in model_failures(table, schema, frame):
            if failure.check == "unique":
                continue  # told for the whole table, not for a part of it
            kind = failure.column, failure.check
            counts[kind] += 1
            examples.setdefault(kind, _told(table, frame, failure))
    for kind, count in counts.items():
        yield f"{rows_are(count)} not as the model says: {examples[kind]}"


def _told(table: str, frame: pl.DataFrame, failure: Failure) -> str:
    row = frame.row(failure.index, named=True)
    return f"{failure.reason} ({', '.join(f'{name} {row[name]}' for name in key(table))})"


def _repeated(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[str]:
    """Values that may stand in one row only: ids, and what does their work together."""
    unique = [(fact.name,) for fact in derive.columns(table) if fact.unique]
    for names in dict.fromkeys([key(table), *unique]):
        listed = ", ".join(f'"{name}"' for name in names)
        rows = connection.execute(
            f"SELECT {listed}, count(*) FROM main.{table} GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL"
        ).fetchall()
        if rows:
            *values, times = rows[0]
            yield (
                f"{table}.{', '.join(names)} is not unique: {len(rows):,} repeated, "
                f"for example {', '.join(map(str, values))} in {times} rows"
            )


def _references(connection: duckdb.DuckDBPyConnection, table: str, fact: ColumnFacts) -> Iterator[str]:
    if fact.references is None:
        return
    parent, column = fact.references
    count, example = connection.execute(
        f'SELECT count(*), min("{fact.name}") FROM main.{table} WHERE "{fact.name}" IS NOT NULL '
        f'AND "{fact.name}" NOT IN (SELECT "{column}" FROM main.{parent} WHERE "{column}" IS NOT NULL)'
    ).fetchall()[0]
    if count:
        missing = f"{table}.{fact.name} is not in {parent}.{column}"
        yield f"{rows_are(count)} without what it points to: {missing}, for example {example}"


def grounding(
    connection: duckdb.DuckDBPyConnection, table: str, fact: ColumnFacts, source: str, articles: str
) -> Iterator[str]:
    """Rows of the source (as `s`) whose words are not between their offsets in the text of the article (as `a`)."""
    if fact.grounds is None:
        return
    low, high = fact.grounds
    words = f'substring(a.text, s."{low}" + 1, s."{high}" - s."{low}")'
    keys = ", ".join(f's."{name}"' for name in key(table))
    rows = connection.execute(
        f"""
        SELECT s."{low}", s."{high}", s."{fact.name}", {words}, {keys}, count(*) OVER ()
        FROM {source} AS s {articles}
        WHERE NOT (s."{low}" IS NULL AND s."{high}" IS NULL AND s."{fact.name}" IS NULL)
            AND NOT coalesce(s."{low}" >= 0 AND s."{low}" < s."{high}" AND {words} = s."{fact.name}", false)
        ORDER BY {keys} LIMIT 1
        """
    ).fetchall()
    for start, end, told, found, *values, count in rows:
        yield (
            f"{rows_are(count)} not grounded: {fact.name} is {shortened(told)}, but the text at [{start}:{end}] is "
            f"{shortened(found)} ({', '.join(map(str, values))})"
        )
