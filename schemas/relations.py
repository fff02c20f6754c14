"""Table `relations`."""

from __future__ import annotations

import polars as pl

from schemas.base import Spanned, column, extractor_column, id_column, offset_column
from schemas.vocabulary import PREDICATES


class Relations(Spanned):
    """One row per relation that an article states."""

    relation_id: str = id_column("rel", "Hash of article, subject, predicate and object.", unique=True)
    article_id: str = column("Article.", references="articles.article_id")
    subject_id: str = column("Who or what stands in the relation.", references="entities.entity_id")
    predicate: str = column("The relation.", vocabulary=PREDICATES)
    object_id: str = column("To whom or what.", references="entities.entity_id")
    start_char: pl.Int32 = offset_column("First character of the evidence.")
    end_char: pl.Int32 = offset_column("One past the last character of the evidence.")
    evidence: str = column("The words that state it.", grounds=("start_char", "end_char"))
    score: float = column("How sure the extractor is.", unit="probability", ge=0, le=1)
    extractor: str = extractor_column()
