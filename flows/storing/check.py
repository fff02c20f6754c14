"""Rows against their model: good ones go on as typed frames, bad ones become rejects with the reason.

Pandera judges a whole batch at once; the split into good and bad rows is ours, so that one bad row
never takes another with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandera.polars as pandera
import polars as pl
import pyarrow as pa

from flows.reading.article import content_id
from flows.storing.rows import BATCH_TABLES, Row, Rows
from schemas import derive

# What a table gets only when the dataset is published, and what references mean inside a batch.
_LATER = {"articles": ("revision", "duplicate_of", "story_id", "run_id"), "rejects": ("run_id",)}
_STANDS_FOR = {"entities": "article_entities"}
_VALUE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Failure:
    """Row `index` of a table failed `check`."""

    index: int
    column: str | None
    check: str
    reason: str
    value: Any


@dataclass
class Checked:
    """The batch after checking: a frame per table, and what was rejected."""

    frames: dict[str, pl.DataFrame] = field(default_factory=dict)
    rejects: list[Row] = field(default_factory=list)


def check_rows(rows: Rows) -> Checked:
    """Split all tables of a batch into good frames and rejects; never raises for bad rows."""
    checked = Checked()
    texts = {row.get("article_id"): row.get("text") for row in rows["articles"]}
    sources = {row.get("article_id"): row for row in rows["articles"]}
    known: dict[tuple[str, str], set[Any]] = {}
    for table in BATCH_TABLES:
        frame, failures = check_table(table, rows[table], texts, known)
        checked.frames[table] = frame
        for column in frame.columns:
            known[table, column] = set(frame[column]) if column.endswith("_id") else set()
        for failure in failures:
            row = rows[table][failure.index]
            checked.rejects.append(_reject(table, row, failure, sources.get(row.get("article_id"), {})))
    return checked


def check_table(
    table: str,
    rows: list[Row],
    texts: Mapping[Any, str | None],
    known: Mapping[tuple[str, str], set[Any]],
) -> tuple[pl.DataFrame, list[Failure]]:
    """The table's good rows as a frame, and every failure of the others.

    `texts` maps article ids to texts (for grounding); `known` holds the good values of the columns
    that others refer to.
    """
    schema = batch_schema(table)
    failures = list(_type_failures(rows, schema))
    typed = [index for index in range(len(rows)) if index not in {failure.index for failure in failures}]
    names = list(schema.columns)
    frame = pl.DataFrame(
        {name: [rows[index].get(name) for index in typed] for name in names},
        schema=_dtypes(table),
        strict=True,
    )
    failures += [_at(failure, typed) for failure in model_failures(table, schema, frame)]
    failures += _grounding_failures(table, rows, typed, texts)
    failures += _reference_failures(table, rows, typed, known)
    bad = {failure.index for failure in failures}
    good = pl.Series([index not in bad for index in typed], dtype=pl.Boolean)
    return frame.filter(good), sorted(failures, key=lambda f: (f.index, f.column or "", f.check))


def batch_schema(table: str) -> pandera.DataFrameSchema:
    """The table's schema without the columns that only publishing can fill."""
    return derive.pandera_schema(table).remove_columns(list(_LATER.get(table, ())))


def _dtypes(table: str) -> dict[str, pl.DataType]:
    return {name: dtype for name, dtype in derive.polars_schema(table).items() if name not in _LATER.get(table, ())}


# What a Python value must be to go into a column of a type; bool is an int to Python, not to us.
_ACCEPTED: dict[type[pl.DataType], tuple[type, ...]] = {
    pl.String: (str,),
    pl.Int32: (int,),
    pl.Int64: (int,),
    pl.Float64: (float, int),
    pl.Date: (date,),
    pl.Decimal: (Decimal, int),
    pl.List: (list,),
}


def _type_failures(rows: list[Row], schema: pandera.DataFrameSchema) -> Iterable[Failure]:
    """Values that the column's type can't hold, one by one: a cast would lose them or the whole batch."""
    for name, column in schema.columns.items():
        dtype = column.dtype.type
        base = dtype.base_type()
        accepted = _ACCEPTED[base]
        for index, row in enumerate(rows):
            value = row.get(name)
            if value is None:
                continue
            if not isinstance(value, accepted) or isinstance(value, bool) or not _fits(value, base, dtype):
                reason = f"{name} holds {type(value).__name__} {_shortened(value)!r}, which {dtype} can't hold"
                yield Failure(index, name, "type", reason, value)


def _fits(value: Any, base: type[pl.DataType], dtype: Any) -> bool:
    if base is pl.Int32:
        return bool(-(2**31) <= value < 2**31)
    if base is pl.Int64:
        return bool(-(2**63) <= value < 2**63)
    if base is pl.Decimal:
        number = Decimal(value)
        return number.is_finite() and bool(abs(number) < Decimal(10) ** (dtype.precision - dtype.scale))
    if base is pl.String:
        return not any("\ud800" <= char <= "\udfff" for char in value)  # no UTF-8 for lone surrogates
    return True


def model_failures(table: str, schema: pandera.DataFrameSchema, frame: pl.DataFrame) -> Iterable[Failure]:
    """What Pandera finds; `index` counts the frame's rows. The first of rows with one id is good."""
    try:
        schema.validate(frame, lazy=True)
        return
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
    if cases["index"].is_null().any():
        # A schema-level failure means that the code and the model disagree: no row is to blame.
        raise RuntimeError(f"the frame does not fit its model: {cases.filter(pl.col('index').is_null()).to_dicts()}")
    facts = {fact.name: fact for fact in derive.columns(table)}
    first_with: set[tuple[str, Any]] = set()
    for case in cases.sort("index").iter_rows(named=True):
        check = case["check"].split("(")[0]
        if case["schema_context"] != "Column":
            yield Failure(case["index"], None, check, f"the row breaks the rule {check}", None)
            continue
        column, value = case["column"], frame[case["column"]][case["index"]]
        if check == "field_uniqueness" and (column, value) not in first_with:
            first_with.add((column, value))
            continue
        rules = [*facts[column].rules, *(["one of its vocabulary"] if facts[column].vocabulary else [])]
        reason = f"{column} is {_shortened(value)!r}, it must be {', '.join(rules)}"
        yield Failure(case["index"], column, _CHECK_NAMES.get(check, check), reason, value)


# Pandera's names for its checks, in the words of the data dictionary.
_CHECK_NAMES = {
    "field_uniqueness": "unique",
    "not_nullable": "not_null",
    "isin": "vocabulary",
    "str_matches": "pattern",
    "greater_than_or_equal_to": "minimum",
    "less_than_or_equal_to": "maximum",
    "str_length": "length",
}


def _at(failure: Failure, typed: list[int]) -> Failure:
    return Failure(typed[failure.index], failure.column, failure.check, failure.reason, failure.value)


def _grounding_failures(
    table: str, rows: list[Row], typed: list[int], texts: Mapping[Any, str | None]
) -> Iterable[Failure]:
    """Rows whose words do not stand between their offsets."""
    for fact in derive.columns(table):
        if fact.grounds is None:
            continue
        low, high = fact.grounds
        for index in typed:
            row = rows[index]
            start, end, words = row.get(low), row.get(high), row.get(fact.name)
            if start is None and end is None and words is None:
                continue
            text = texts.get(row.get("article_id"))
            if text is None or start is None or end is None or start < 0 or text[start:end] != words:
                found = text[start:end] if text is not None and start is not None else None
                reason = (
                    f"{fact.name} is {_shortened(words)!r}, but the text at [{start}:{end}] is {_shortened(found)!r}"
                )
                yield Failure(index, fact.name, "grounding", reason, words)


def _reference_failures(
    table: str, rows: list[Row], typed: list[int], known: Mapping[tuple[str, str], set[Any]]
) -> Iterable[Failure]:
    """Rows that point to a row that is not there (or was itself rejected)."""
    for fact in derive.columns(table):
        if fact.references is None or fact.name in _LATER.get(table, ()):
            continue
        parent, column = fact.references
        values = known.get((_STANDS_FOR.get(parent, parent), column), set())
        for index in typed:
            value = rows[index].get(fact.name)
            if value is not None and value not in values:
                reason = f"{fact.name} {_shortened(value)!r} is not in {parent}.{column}"
                yield Failure(index, fact.name, "reference", reason, value)


def _reject(table: str, row: Row, failure: Failure, article: Row) -> Row:
    record = json.dumps(row, ensure_ascii=True, default=_jsonable, sort_keys=True)
    value = None if failure.value is None else _shortened(failure.value)
    source_name = str(article.get("source_name") or "(unknown)")
    return {
        "reject_id": content_id("rej", source_name, table, failure.column, failure.check, value, record),
        "table_name": table,
        "source_name": source_name,
        "source_file": str(article.get("source_file") or "(unknown)"),
        "article_id": row.get("article_id") if isinstance(row.get("article_id"), str) else None,
        "column_name": failure.column,
        "check_name": failure.check,
        "reason": failure.reason,
        "value": value,
        "record": record,
    }


def _shortened(value: Any) -> str:
    """The value as text that any UTF-8 column can hold."""
    return str(value).encode("utf-8", "backslashreplace").decode("utf-8")[:_VALUE_LENGTH]


def _jsonable(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return str(value)


def described(frame: pl.DataFrame, table: str) -> pa.Table:
    """The frame as an Arrow table whose fields carry the descriptions and units of their columns."""
    full = derive.arrow_schema(table)
    return frame.to_arrow().cast(pa.schema([full.field(name) for name in frame.columns], metadata=full.metadata))


def rejects_frame(rejects: list[Row]) -> pl.DataFrame:
    """Rejects as a frame; of equal ones (the same row twice) one stays."""
    by_id = {row["reject_id"]: row for row in rejects}
    rows = [by_id[reject_id] for reject_id in sorted(by_id)]
    names = _dtypes("rejects")
    return pl.DataFrame({name: [row[name] for row in rows] for name in names}, schema=names, strict=True)
