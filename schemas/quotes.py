"""Table `quotes`."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas.base import Spanned, column, extractor_column, id_column, in_order, offset_column
from schemas.vocabulary import QUOTE_KINDS


class Quotes(Spanned):
    """One row per quotation."""

    quote_id: str = id_column("quo", "Hash of article, kind, text and which occurrence it is.", unique=True)
    article_id: str = column("Article.", references="articles.article_id")
    kind: str = column("Direct or indirect speech.", vocabulary=QUOTE_KINDS)
    start_char: pl.Int32 = offset_column("First character, without the mark.")
    end_char: pl.Int32 = offset_column("One past the last character, without the mark.")
    text: str = column("The words quoted.", grounds=("start_char", "end_char"))
    cue: str = column("The word of saying, as written.", nullable=True)
    speaker_entity_id: str = column(
        "Who said it; null where the speaker has no name.", nullable=True, references="entities.entity_id"
    )
    speaker_start_char: pl.Int32 = column("First character of the speaker.", unit="code points", nullable=True, ge=0)
    speaker_end_char: pl.Int32 = column(
        "One past the last character of the speaker.", unit="code points", nullable=True, ge=0
    )
    speaker_surface: str = column(
        "Name, pronoun or description of the speaker next to the quote.",
        nullable=True,
        grounds=("speaker_start_char", "speaker_end_char"),
    )
    score: float = column("How sure the extractor is.", unit="probability", ge=0, le=1)
    extractor: str = extractor_column()

    @pa.dataframe_check(name="speaker_start_before_end", description="speaker_start_char < speaker_end_char")
    def speaker_start_before_end(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return in_order(data, "speaker_start_char", "speaker_end_char", strict=True)
