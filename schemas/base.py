"""What all table models share: how a column is declared, and the types of ids, offsets and values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import pandera.polars as pa
import polars as pl

# Exact money and figures: 20 digits before the point, 4 after it (a share price has up to 4).
Value = Annotated[pl.Decimal, 24, 4]
Timestamp = Annotated[pl.Datetime, "us", "UTC"]


class Table(pa.DataFrameModel):
    """Base of all tables: exactly the declared columns, exactly their types, nothing coerced."""

    class Config:
        strict = True
        coerce = False


def column(
    description: str,
    *,
    unit: str | None = None,
    references: str | None = None,
    grounds: tuple[str, str] | None = None,
    vocabulary: Iterable[str] | None = None,
    **options: Any,
) -> Any:
    """A Pandera field with what the exports need beyond it.

    `references` names "table.column" whose values this column takes; `grounds` names the two offset
    columns between which the article's text is this column's value; `vocabulary` closes its values.
    """
    metadata = {"unit": unit, "references": references, "grounds": grounds}
    if vocabulary is not None:
        options["isin"] = list(vocabulary)
    return pa.Field(description=description, metadata=metadata, **options)


def id_column(prefix: str, description: str, **options: Any) -> Any:
    """An id: content hash behind its table's prefix."""
    return column(description, str_matches=rf"^{prefix}_[0-9a-f]{{20}}$", **options)


def extractor_column() -> Any:
    """Who found it: "names.lexicon/1", with a model behind the colon "names.spacy:de_core_news_lg-3.8.0/1"."""
    return column(
        "Finder and its version; where a model found it, the model behind a colon; where two agree, both.",
        str_matches=r"^[a-z_.]+(:[^\s+]+)?/[0-9]+(\+[a-z_.]+(:[^\s+]+)?/[0-9]+)*$",
    )


def offset_column(description: str) -> Any:
    return column(description, unit="code points", ge=0)


def in_order(data: pa.PolarsData, low: str, high: str, *, strict: bool = False) -> pl.LazyFrame:
    """One boolean per row: `low` is not above `high` where both are known (below it if strict)."""
    first, second = pl.col(low), pl.col(high)
    holds = first < second if strict else first <= second
    return data.lazyframe.select(holds.fill_null(True))


class Spanned(Table):
    """A table whose rows have offsets into `articles.text`."""

    @pa.dataframe_check(name="start_before_end", description="start_char < end_char")
    def start_before_end(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return in_order(data, "start_char", "end_char", strict=True)


class Valued(Spanned):
    """A spanned table whose rows have a value between two bounds."""

    @pa.dataframe_check(name="bounds_in_order", description="value_min <= value_max")
    def bounds_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return in_order(data, "value_min", "value_max")
