"""Table `mentions`."""

from __future__ import annotations

import polars as pl

from schemas.base import Spanned, column, extractor_column, id_column, offset_column
from schemas.vocabulary import LABELS


class Mentions(Spanned):
    """One row per named span."""

    mention_id: str = id_column("men", "Hash of article, label, surface and which occurrence it is.", unique=True)
    article_id: str = column("Article.", references="articles.article_id")
    entity_id: str = column("The thing it names.", references="entities.entity_id")
    label: str = column("Kind of thing.", vocabulary=LABELS)
    start_char: pl.Int32 = offset_column("First character.")
    end_char: pl.Int32 = offset_column("One past the last character.")
    surface: str = column("The words as written.", grounds=("start_char", "end_char"))
    score: float = column("How sure the extractor is.", unit="probability", ge=0, le=1)
    extractor: str = extractor_column()
