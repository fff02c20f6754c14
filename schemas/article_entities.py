"""Table `article_entities`."""

from __future__ import annotations

import polars as pl

from schemas.base import Table, column, id_column
from schemas.vocabulary import COUNTRIES, LABELS


class ArticleEntities(Table):
    """One row per thing and article: what this article calls it and where it says it is from."""

    article_id: str = column("Article.", references="articles.article_id")
    entity_id: str = id_column("ent", "The thing.")
    label: str = column("Kind of thing.", vocabulary=LABELS)
    name: str = column("The fullest form this article uses, in the nominative.", str_length={"min_value": 1})
    country: str = column("ISO 3166-1 alpha-2, only where this article says it.", vocabulary=COUNTRIES, nullable=True)
    aliases: pl.List(pl.String) = column("All forms this article uses, sorted.")  # type: ignore[valid-type]
