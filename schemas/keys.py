"""What tells the rows of a table apart: its id, or the columns that do together what an id does."""

from __future__ import annotations

from schemas import derive

_TOGETHER = {
    "sections": ("article_id", "section_no"),
    "entity_aliases": ("entity_id", "alias"),
    "entity_references": ("entity_id", "scheme", "reference"),
    "article_entities": ("article_id", "entity_id"),
    "event_arguments": ("event_id", "role", "entity_id"),
}


def key(table: str) -> tuple[str, ...]:
    """The columns whose values no two rows of the table share.

    >>> key("mentions"), key("sections")
    (('mention_id',), ('article_id', 'section_no'))
    """
    if table in _TOGETHER:
        return _TOGETHER[table]
    return (next(fact.name for fact in derive.columns(table) if fact.unique),)
