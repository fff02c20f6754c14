"""Table `entity_aliases`."""

from __future__ import annotations

from schemas.base import Table, column


class EntityAliases(Table):
    """One row per form of a name."""

    entity_id: str = column("Entity.", references="entities.entity_id")
    alias: str = column("A form of its name used by an article, its main name included.")
