"""Table `amounts`."""

from __future__ import annotations

import polars as pl

from schemas.base import Value, Valued, column, id_column, offset_column
from schemas.vocabulary import CURRENCIES, QUALIFIERS


class Amounts(Valued):
    """One row per expression of money."""

    amount_id: str = id_column("amo", "Hash of article, surface and which occurrence it is.", unique=True)
    article_id: str = column("Article.", references="articles.article_id")
    start_char: pl.Int32 = offset_column("First character of the number or vague quantifier.")
    end_char: pl.Int32 = offset_column("One past the last character of the currency.")
    surface: str = column("The words as written, without 'rund' or 'bis zu'.", grounds=("start_char", "end_char"))
    currency: str = column("ISO 4217.", vocabulary=CURRENCIES)
    value_min: Value = column("Lower bound; null if open.", unit="currency", nullable=True)
    value_max: Value = column("Upper bound; null if open.", unit="currency", nullable=True)
    qualifier: str = column("How the number is meant.", vocabulary=QUALIFIERS)
