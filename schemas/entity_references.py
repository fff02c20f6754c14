"""Table `entity_references`."""

from __future__ import annotations

from schemas.base import Table, column
from schemas.vocabulary import COUNTRIES, SCHEMES


class EntityReferences(Table):
    """One row per organisation and entry of a register that may be it; empty until `depesche reference load`."""

    entity_id: str = column("The organisation.", references="entities.entity_id")
    scheme: str = column("The register.", vocabulary=SCHEMES)
    reference: str = column("Its id there: an LEI, or a Wikidata item.")
    name: str = column("Its main name there.")
    country: str = column("ISO 3166-1 alpha-2 there; null if unknown.", vocabulary=COUNTRIES, nullable=True)
    score: float = column(
        "How well name and country fit, shared by all that fit equally well: below 0.5 look before you trust it.",
        unit="probability",
        ge=0,
        le=1,
    )
