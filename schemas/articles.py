"""Table `articles`."""

from __future__ import annotations

import polars as pl

from schemas.base import Table, column, id_column
from schemas.vocabulary import FORMATS


class Articles(Table):
    """One row per article, in its latest revision."""

    article_id: str = id_column("art", "Stable over revisions: hash of source_file and source_name.", unique=True)
    source_name: str = column(
        "Path below raw/; inside a container 'feed.jsonl#<id or row number>' or 'archive.zip/member.txt'."
    )
    source_file: str = column("Path below raw/ of the file that holds the article.")
    source_sha256: str = column("SHA-256 of that file's bytes.", str_matches=r"^[0-9a-f]{64}$")
    text_sha256: str = column("SHA-256 of text in UTF-8.", str_matches=r"^[0-9a-f]{64}$")
    format: str = column("Format it was read from.", vocabulary=FORMATS)
    language: str = column("ISO 639-1; 'und' where it can't be told.", str_matches=r"^([a-z]{2}|und)$")
    headline: str = column("Headline.", nullable=True)
    kicker: str = column("Line above the headline (Dachzeile).", nullable=True)
    standfirst: str = column("Summary below the headline (Vorspann).", nullable=True)
    byline: str = column("Author or author's sign, as printed.", nullable=True)
    dateline_place: str = column("Place the article was filed from.", nullable=True)
    published_on: pl.Date = column("Date of publication; null where nothing says it.", nullable=True)
    outlet: str = column("Newspaper, site or agency.", nullable=True)
    url: str = column("Address of the article, where its metadata gives one.", nullable=True)
    text: str = column("The text, Unicode NFC, LF line ends; all offsets count its code points.")
    revision: pl.Int32 = column("1 for the first text read under this source_name, one more per changed text.", ge=1)
    duplicate_of: str = column(
        "article_id of the article with the same text that counts instead of this one.",
        nullable=True,
        references="articles.article_id",
    )
    story_id: str = column(
        "Tellings of one text, edited or cut, share it: article_id of the first of them by date, then by name. An "
        "article alone is its own story. It changes when an earlier telling comes in; the history keeps what it was.",
        references="articles.article_id",
    )
    run_id: str = id_column("run", "Run that read this revision.", references="runs.run_id")
