"""What the text's relations say of who takes part: whose daughter a company is, whose chief a person is."""

from __future__ import annotations

from collections.abc import Iterable

from flows.finding.records import Mention, Relation


class Known:
    """Owners and chiefs by name; of several the first that the text tells."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        self._owners: dict[str, Mention] = {}
        self._companies: dict[str, Mention] = {}
        for relation in relations:
            if relation.predicate == "subsidiary_of":
                self._owners.setdefault(relation.subject.name, relation.object)
            elif relation.predicate == "executive_of" and relation.object.label == "organization":
                for name in (relation.subject.name, relation.subject.name.split()[-1]):
                    self._companies.setdefault(name, relation.object)

    def owner(self, company: Mention) -> Mention | None:
        return self._owners.get(company.name)

    def company_of(self, person: Mention) -> Mention | None:
        """The company that a person acts for when they buy, sell or invest."""
        return self._companies.get(person.name)
