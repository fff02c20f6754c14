"""Table `story_links`."""

from __future__ import annotations

from schemas.base import Table, column


class StoryLinks(Table):
    """One row per article that tells what a fuller one tells in the same words, and how much of it is the same."""

    article_id: str = column("The reprint or shortened text.", unique=True, references="articles.article_id")
    fullest_id: str = column("The fullest telling of its story.", references="articles.article_id")
    shared: float = column(
        "Share of the article's words that stand in runs of five or more words that the fullest telling has too; "
        "1 for the same text. Pairs below 0.8 are not linked.",
        ge=0,
        le=1,
    )
    similarity: float = column(
        "Runs of five words that both have, of those that either has (Jaccard): low where the article is cut short.",
        ge=0,
        le=1,
    )
