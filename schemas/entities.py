"""Table `entities`."""

from __future__ import annotations

import polars as pl

from schemas.base import Table, column, id_column
from schemas.vocabulary import COUNTRIES, LABELS


class Entities(Table):
    """One row per distinct thing, over all articles."""

    entity_id: str = id_column("ent", "Hash of label and normalised name.", unique=True)
    label: str = column("Kind of thing.", vocabulary=LABELS)
    name: str = column("The name most articles use, in the nominative.")
    country: str = column(
        "ISO 3166-1 alpha-2 as most articles say it; null if unknown or told both ways.",
        vocabulary=COUNTRIES,
        nullable=True,
    )
    articles: pl.Int64 = column("Articles that name it, duplicates not counted.", ge=0)
    mentions: pl.Int64 = column("Mentions of it, duplicates not counted.", ge=0)
