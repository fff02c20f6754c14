"""Table `entity_links`."""

from __future__ import annotations

from schemas.base import Table, column, id_column
from schemas.vocabulary import LINK_REASONS


class EntityLinks(Table):
    """One row per merge of two ids over articles, with its reason; one that was taken back is a split."""

    link_id: str = id_column("lnk", "Hash of both ids, the article and the run that merged them.", unique=True)
    entity_id: str = id_column("ent", "The id that articles gave, shown no more while the link holds.")
    into_entity_id: str = id_column("ent", "The id that is shown instead.")
    article_id: str = column(
        "The only article that it holds in; null for all.", nullable=True, str_matches=r"^art_[0-9a-f]{20}$"
    )
    reason: str = column("Why they are one.", vocabulary=LINK_REASONS)
    detail: str = column("The forms that an article uses, or what the override says.")
    merged_run_id: str = id_column("run", "Run that merged them.", references="runs.run_id")
    split_run_id: str = id_column("run", "Run that split them again; null while they are one.", nullable=True)
