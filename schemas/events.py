"""Table `events`."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas.base import Value, Valued, column, extractor_column, id_column, in_order, offset_column
from schemas.vocabulary import CURRENCIES, EVENT_TYPES, STATUSES


class Events(Valued):
    """One row per event told by an article."""

    event_id: str = id_column("eve", "Hash of article, type, arguments and value.", unique=True)
    article_id: str = column("Article.", references="articles.article_id")
    event_type: str = column("Type of event.", vocabulary=EVENT_TYPES)
    status: str = column("Latest state the article reports.", vocabulary=STATUSES)
    start_char: pl.Int32 = offset_column("First character of the evidence.")
    end_char: pl.Int32 = offset_column("One past the last character of the evidence.")
    evidence: str = column("The sentence or clause that tells it best.", grounds=("start_char", "end_char"))
    currency: str = column("ISO 4217 of the value.", vocabulary=CURRENCIES, nullable=True)
    value_min: Value = column("Lower bound of the event's own amount.", unit="currency", nullable=True)
    value_max: Value = column("Upper bound of the event's own amount.", unit="currency", nullable=True)
    count: pl.Int64 = column("Jobs or people.", unit="people", nullable=True, ge=0)
    position: str = column("Office, as written (leadership_change).", nullable=True)
    occurred_on_start: pl.Date = column("First day it may have happened.", nullable=True)
    occurred_on_end: pl.Date = column("Last day it may have happened.", nullable=True)
    score: float = column("How sure the extractor is.", unit="probability", ge=0, le=1)
    extractor: str = extractor_column()

    @pa.dataframe_check(name="days_in_order", description="occurred_on_start <= occurred_on_end")
    def days_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return in_order(data, "occurred_on_start", "occurred_on_end")

    @pa.dataframe_check(name="value_has_currency", description="a value has a currency")
    def value_has_currency(cls, data: pa.PolarsData) -> pl.LazyFrame:
        no_value = pl.col("value_min").is_null() & pl.col("value_max").is_null()
        return data.lazyframe.select(no_value | pl.col("currency").is_not_null())
