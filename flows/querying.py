"""Read-only questions to the dataset, and their answers as table, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb

from flows.errors import QueryError
from flows.storing.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class Answer:
    """Column names and rows of a query."""

    columns: list[str]
    rows: list[tuple[Any, ...]]

    def as_csv(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_csv_value(value) for value in row] for row in self.rows)
        return out.getvalue()

    def as_json(self) -> str:
        if len(set(self.columns)) < len(self.columns):
            raise QueryError("two columns have one name, which JSON can't hold: name them apart with AS")
        records = [dict(zip(self.columns, map(_json_value, row), strict=True)) for row in self.rows]
        return json.dumps(records, ensure_ascii=False, indent=1)


def ask(warehouse: Warehouse, sql: str) -> Answer:
    """The answer to one SQL question; the connection can neither write nor reach other files.

    Raises QueryError with DuckDB's reason.
    """
    with warehouse.connected() as connection:
        try:
            connection.execute("SET enable_external_access = false")
            if len(connection.extract_statements(sql)) > 1:
                raise QueryError("this is more than one statement: ask one at a time")
            cursor: duckdb.DuckDBPyConnection | None = connection.execute(sql)
            if cursor is None:
                raise QueryError("the query is empty")
            columns = [column[0] for column in cursor.description or []]
            return Answer(columns, cursor.fetchall())
        except duckdb.Error as error:
            raise QueryError(str(error)) from error


def as_json_line(record: dict[str, Any]) -> str:
    """A record as one line of JSON, values as in `Answer.as_json`."""
    return json.dumps(_json_value(record), ensure_ascii=False) + "\n"


def plain_number(value: Decimal) -> str:
    """A decimal without the zeros its column's scale adds.

    >>> plain_number(Decimal("2500000000.0000")), plain_number(Decimal("43.2000"))
    ('2500000000', '43.2')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _csv_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, list | tuple):
        return json.dumps([_json_value(item) for item in value], ensure_ascii=False)
    return value


def _json_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_json_value(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _json_value(item) for name, item in value.items()}
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and not math.isfinite(value):
        return None  # JSON has no NaN and no infinity
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def find_article(warehouse: Warehouse, wanted: str) -> dict[str, Any]:
    """The article with this id or source name, or the only one whose source name contains it.

    Raises QueryError if none or more than one fits.
    """
    with warehouse.connected() as connection:
        exact = "SELECT * FROM articles WHERE article_id = ? OR source_name = ?"
        rows = _records(connection.execute(exact, [wanted, wanted]))
        if not rows:
            part = "SELECT * FROM articles WHERE contains(source_name, ?) ORDER BY source_name"
            rows = _records(connection.execute(part, [wanted]))
    if not rows:
        raise QueryError(f"no article has the id or name {wanted!r}: `SELECT source_name FROM articles` lists them")
    if len(rows) > 1:
        names = ", ".join(row["source_name"] for row in rows[:5])
        raise QueryError(f"{len(rows)} articles have {wanted!r} in their name: {names}{' …' if rows[5:] else ''}")
    return rows[0]


def records_of(warehouse: Warehouse, article_id: str) -> dict[str, list[dict[str, Any]]]:
    """The article's records by table, with names beside the ids, in reading order."""
    with warehouse.connected() as connection:
        return {table: _records(connection.execute(sql, [article_id])) for table, sql in _ARTICLE_QUERIES.items()}


def _records(cursor: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


_ARTICLE_QUERIES = {
    "mentions": """
        SELECT m.*, e.name FROM mentions AS m JOIN entities AS e USING (entity_id)
        WHERE article_id = ? ORDER BY start_char""",
    "amounts": "SELECT * FROM amounts WHERE article_id = ? ORDER BY start_char",
    "quotes": """
        SELECT q.*, e.name AS speaker FROM quotes AS q LEFT JOIN entities AS e ON e.entity_id = q.speaker_entity_id
        WHERE article_id = ? ORDER BY start_char""",
    "events": """
        SELECT e.*, (
            SELECT string_agg(a.role || ' ' || n.name, ', ' ORDER BY a.role, n.name)
            FROM event_arguments AS a JOIN entities AS n USING (entity_id) WHERE a.event_id = e.event_id
        ) AS arguments
        FROM events AS e WHERE article_id = ? ORDER BY start_char, event_id""",
    "relations": """
        SELECT r.*, s.name AS subject, o.name AS object FROM relations AS r
        JOIN entities AS s ON s.entity_id = r.subject_id JOIN entities AS o ON o.entity_id = r.object_id
        WHERE article_id = ? ORDER BY start_char, relation_id""",
    "figures": """
        SELECT f.*, e.name FROM figures AS f JOIN entities AS e USING (entity_id)
        WHERE article_id = ? ORDER BY start_char, figure_id""",
}
