"""Table `event_arguments`."""

from __future__ import annotations

from schemas.base import Table, column
from schemas.vocabulary import ROLES


class EventArguments(Table):
    """One row per filled role of an event."""

    event_id: str = column("Event.", references="events.event_id")
    article_id: str = column("Article.", references="articles.article_id")
    role: str = column("What it is in the event.", vocabulary=ROLES)
    entity_id: str = column("Who or what fills the role.", references="entities.entity_id")
    mention_id: str = column("The mention it was read from.", references="mentions.mention_id")
