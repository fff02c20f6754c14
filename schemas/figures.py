"""Table `figures`."""

from __future__ import annotations

import polars as pl

from schemas.base import Value, Valued, column, extractor_column, id_column, offset_column
from schemas.vocabulary import FIGURE_STATUSES, METRICS, UNITS


class Figures(Valued):
    """One row per number that an article states of an organisation."""

    figure_id: str = id_column("fig", "Hash of article, entity, metric, value, unit and period.", unique=True)
    article_id: str = column("Article.", references="articles.article_id")
    entity_id: str = column("Whose number it is.", references="entities.entity_id")
    metric: str = column("What is measured.", vocabulary=METRICS)
    value_min: Value = column("Lower bound; null if open.", unit="unit", nullable=True)
    value_max: Value = column("Upper bound; null if open.", unit="unit", nullable=True)
    unit: str = column("ISO 4217 code, people or percent.", vocabulary=UNITS)
    period: str = column(
        "2025, 2025-Q1, 2025-H1, 2025-06 or 2024/25; null where the text does not say it.",
        nullable=True,
        str_matches=r"^[0-9]{4}(-(Q[1-4]|H[12]|0[1-9]|1[0-2])|/[0-9]{2})?$",
    )
    status: str = column("Reported, expected or aimed at.", vocabulary=FIGURE_STATUSES)
    start_char: pl.Int32 = offset_column("First character of the evidence.")
    end_char: pl.Int32 = offset_column("One past the last character of the evidence.")
    evidence: str = column("The words that state it.", grounds=("start_char", "end_char"))
    score: float = column("How sure the extractor is.", unit="probability", ge=0, le=1)
    extractor: str = extractor_column()
