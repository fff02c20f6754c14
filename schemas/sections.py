"""Table `sections`."""

from __future__ import annotations

import polars as pl

from schemas.base import Spanned, column, offset_column


class Sections(Spanned):
    """One row per section of an article."""

    article_id: str = column("Article.", references="articles.article_id")
    section_no: pl.Int32 = column("1-based, in reading order.", ge=1)
    heading: str = column("Section heading; null for what stands before the first one.", nullable=True)
    start_char: pl.Int32 = offset_column("First character, that of the heading where there is one.")
    end_char: pl.Int32 = offset_column("One past the last character of the section.")
