"""What follows from the models: Polars and Arrow schemas, DuckDB DDL with comments, and the vocabularies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl
import pyarrow as pa
from pandera.api.polars.components import Column
from pandera.api.polars.container import DataFrameSchema
from polars._typing import PolarsDataType

from schemas import SCHEMA_VERSION, vocabulary
from schemas.tables import TABLES

# Longer vocabularies (all currencies, all countries) are described in the DDL, not listed in a CHECK.
LISTED = 40


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """One column of one table, as every derived form needs it."""

    name: str
    dtype: pl.DataType
    description: str
    nullable: bool
    unique: bool
    unit: str | None
    references: tuple[str, str] | None  # (table, column)
    grounds: tuple[str, str] | None  # offset columns whose text it is
    vocabulary: tuple[str, ...] | None
    pattern: str | None
    minimum: float | None
    maximum: float | None

    @property
    def rules(self) -> list[str]:
        """The column's checks in words."""
        found = [] if self.nullable else ["not null"]
        if self.unique:
            found.append("unique")
        if self.references:
            found.append("in {}.{}".format(*self.references))
        if self.grounds:
            found.append("= articles.text[{}:{}]".format(*self.grounds))
        if self.pattern:
            found.append(f"matches {self.pattern}")
        if self.minimum is not None:
            found.append(f">= {self.minimum:g}")
        if self.maximum is not None:
            found.append(f"<= {self.maximum:g}")
        return found


@cache
def pandera_schema(table: str) -> DataFrameSchema:
    """The table's model as a Pandera schema."""
    return TABLES[table].to_schema()


@cache
def columns(table: str) -> tuple[ColumnFacts, ...]:
    return tuple(_facts(name, column) for name, column in pandera_schema(table).columns.items())


def _facts(name: str, column: Column) -> ColumnFacts:
    metadata: dict[str, Any] = column.metadata or {}
    statistics: dict[str, Any] = {}
    for check in column.checks:
        statistics |= check.statistics or {}
    declared = column.dtype.type
    dtype: pl.DataType = declared() if isinstance(declared, type) else declared
    references = metadata.get("references")
    allowed = statistics.get("allowed_values")
    return ColumnFacts(
        name=name,
        dtype=dtype,
        description=column.description or "",
        nullable=column.nullable,
        unique=bool(column.unique),
        unit=metadata.get("unit"),
        references=tuple(references.split(".")) if references else None,
        grounds=metadata.get("grounds"),
        vocabulary=tuple(allowed) if allowed else None,
        pattern=statistics.get("pattern"),
        minimum=statistics.get("min_value") if dtype.is_numeric() else None,
        maximum=statistics.get("max_value") if dtype.is_numeric() else None,
    )


def table_description(table: str) -> str:
    return (TABLES[table].__doc__ or "").strip()


def table_rules(table: str) -> list[str]:
    """Checks that look at more than one column, in words."""
    return sorted(check.description for check in pandera_schema(table).checks if check.description)


def polars_schema(table: str) -> dict[str, pl.DataType]:
    return {column.name: column.dtype for column in columns(table)}


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema with description, unit, references and values in each field's metadata."""
    plain = pl.DataFrame(schema=polars_schema(table)).to_arrow().schema
    fields = [
        pa.field(fact.name, _plain_type(field.type), nullable=fact.nullable, metadata=_field_metadata(fact))
        for fact, field in zip(columns(table), plain, strict=True)
    ]
    about = {"table": table, "description": table_description(table), "schema_version": str(SCHEMA_VERSION)}
    return pa.schema(fields, metadata=about)


def _plain_type(dtype: pa.DataType) -> pa.DataType:
    """Polars gives 64-bit string offsets; 32-bit ones are what other readers expect."""
    if pa.types.is_large_string(dtype):
        return pa.string()
    if pa.types.is_large_list(dtype):
        return pa.list_(_plain_type(dtype.value_type))
    return dtype


def _field_metadata(fact: ColumnFacts) -> dict[str, str]:
    metadata = {"description": fact.description}
    if fact.unit:
        metadata["unit"] = fact.unit
    if fact.references:
        metadata["references"] = ".".join(fact.references)
    if fact.vocabulary:
        metadata["values"] = json.dumps(fact.vocabulary, ensure_ascii=False)
    return metadata


def ddl(table: str) -> Iterator[str]:
    """DuckDB statements that create the table with its constraints and comments.

    Ids get no PRIMARY KEY: uniqueness is checked before loading, and a text key would double load time.
    """
    lines = [_column_ddl(fact) for fact in columns(table)]
    names = {fact.name for fact in columns(table)}
    for low, high, sign in (("start_char", "end_char", "<"), ("value_min", "value_max", "<=")):
        if {low, high} <= names:
            lines.append(f"CHECK ({low} {sign} {high})")
    yield f"CREATE TABLE {table} (\n  " + ",\n  ".join(lines) + "\n)"
    yield f"COMMENT ON TABLE {table} IS {_literal(table_description(table))}"
    for fact in columns(table):
        unit = f" Unit: {fact.unit}." if fact.unit else ""
        yield f'COMMENT ON COLUMN {table}."{fact.name}" IS {_literal(fact.description + unit)}'


def _column_ddl(fact: ColumnFacts) -> str:
    parts = [f'"{fact.name}"', sql_type(fact.dtype)]
    if not fact.nullable:
        parts.append("NOT NULL")
    if fact.vocabulary and len(fact.vocabulary) <= LISTED:
        parts.append(f'CHECK ("{fact.name}" IN ({", ".join(map(_literal, fact.vocabulary))}))')
    if fact.minimum is not None:
        parts.append(f'CHECK ("{fact.name}" >= {fact.minimum:g})')
    if fact.maximum is not None:
        parts.append(f'CHECK ("{fact.name}" <= {fact.maximum:g})')
    return " ".join(parts)


def sql_type(dtype: PolarsDataType) -> str:
    """The DuckDB type for a Polars type."""
    match dtype:
        case pl.Decimal(precision=precision, scale=scale):
            return f"DECIMAL({precision}, {scale})"
        case pl.List(inner=inner):
            return f"{sql_type(inner)}[]"
        case pl.Datetime():
            return "TIMESTAMPTZ"
    return _SQL_TYPES[dtype.base_type()]


_SQL_TYPES: dict[object, str] = {
    pl.String: "VARCHAR",
    pl.Int32: "INTEGER",
    pl.Int64: "BIGINT",
    pl.Float64: "DOUBLE",
    pl.Date: "DATE",
}


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def vocabularies() -> dict[str, dict[str, str]]:
    """All closed vocabularies with a sentence per value."""
    return {
        "labels": vocabulary.LABELS,
        "event types": vocabulary.EVENT_TYPES,
        "event statuses": vocabulary.STATUSES,
        "roles": vocabulary.ROLES,
        "qualifiers": vocabulary.QUALIFIERS,
        "predicates": vocabulary.PREDICATES,
        "metrics": vocabulary.METRICS,
        "figure statuses": vocabulary.FIGURE_STATUSES,
        "quote kinds": vocabulary.QUOTE_KINDS,
        "formats": vocabulary.FORMATS,
        "run statuses": vocabulary.RUN_STATUSES,
        "run kinds": vocabulary.RUN_KINDS,
        "withdrawal reasons": vocabulary.WITHDRAWAL_REASONS,
    }
