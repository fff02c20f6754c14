"""Whose daughter a company is, as far as the text's relations tell."""

from __future__ import annotations

from collections.abc import Iterable

from flows.finding.records import Mention, Relation


class Owners:
    """Owners by the company's name; of several the one that the text tells first."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self._owners: dict[str, Mention] = {}
        for relation in relations:
            if relation.predicate == "subsidiary_of":
                self._owners.setdefault(relation.subject.name, relation.object)

    def of(self, company: Mention) -> Mention | None:
        return self._owners.get(company.name)
