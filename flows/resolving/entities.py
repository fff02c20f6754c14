"""Entities of an article: one per chain of mentions, with the same id in every article that names it so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from flows.finding.records import Mention, Records, Relation
from flows.finding.relating.towns import town_stems
from flows.reading.article import Article
from flows.resolving.aliases import link_mentions
from flows.resolving.keys import country_codes, entity_id, name_key
from flows.resolving.merge import merge_events, merge_figures, merge_relations
from flows.resolving.nominative import in_nominative
from flows.resolving.overrides import NOTHING, Overrides


@dataclass(frozen=True, slots=True)
class ResolvedEntity:
    """A thing as one article tells it."""

    entity_id: str
    label: str
    name: str  # the fullest form, in the nominative
    country: str | None  # ISO 3166-1 alpha-2, only where the article says it
    aliases: frozenset[str]  # all forms, `name` included


class Resolved:
    """The entities of an article, and which of them a mention names."""

    def __init__(self, by_mention: dict[Mention, ResolvedEntity]) -> None:
        self._by_mention = by_mention
        self.entities = list({entity.entity_id: entity for entity in by_mention.values()}.values())

    def entity_of(self, mention: Mention) -> ResolvedEntity:
        return self._by_mention[mention]

    def entity_id_of(self, mention: Mention) -> str:
        return self._by_mention[mention].entity_id


def resolve(article: Article, records: Records, overrides: Overrides = NOTHING) -> tuple[Records, Resolved]:
    """Mentions to entities; what the article tells twice becomes one record."""
    mentions = list(dict.fromkeys([*records.mentions, *_referred(records)]))
    chains: dict[int, list[Mention]] = {}
    named = in_nominative(article.text, mentions, country_codes())
    apart = _told_apart(records.relations)
    linked = link_mentions(article.text, named, country_codes(), apart, overrides.apart)
    for mention, chain in zip(named, linked, strict=True):
        chains.setdefault(chain, []).append(mention)
    ids = _ids({chain: _named(members) for chain, members in chains.items()}, apart, overrides.own)
    by_id: dict[str, list[Mention]] = {}
    for chain, members in chains.items():
        by_id.setdefault(ids[chain], []).extend(members)
    entities = {entity_id: _entity(entity_id, members) for entity_id, members in by_id.items()}
    resolved = Resolved({mention: entities[ids[chain]] for mention, chain in zip(mentions, linked, strict=True)})
    merged = replace(
        records,
        events=merge_events(records.events, resolved.entity_id_of),
        relations=merge_relations(records.relations, resolved.entity_id_of),
        figures=merge_figures(records.figures, resolved.entity_id_of),
    )
    return merged, resolved


def _named(members: list[Mention]) -> tuple[str, str]:
    return members[0].label, fullest_name(members)


def _ids(
    names: dict[int, tuple[str, str]], apart: set[frozenset[str]], own: Collection[tuple[str, str]]
) -> dict[int, str]:
    """The entity of each chain; "Falk" and "Falk Group" are two where the article tells them apart."""
    ids: dict[int, str] = {}
    held: dict[str, set[str]] = {}
    for chain, (label, name) in sorted(names.items(), key=lambda each: (len(each[1][1]), each[1], each[0])):
        key, shared = name_key(name), entity_id(label, name)
        told_apart = any(frozenset((key, other)) in apart for other in held.get(shared, ()))
        ids[chain] = entity_id(label, name, own=told_apart or (label, key) in own)
        held.setdefault(ids[chain], set()).add(key)
    return ids


def _told_apart(relations: list[Relation]) -> set[frozenset[str]]:
    """Names that the article puts into a relation: a company and its subsidiary are two, however alike their names."""
    return {frozenset((name_key(each.subject.name), name_key(each.object.name))) for each in relations}


def _referred(records: Records) -> list[Mention]:
    """Mentions that records refer to; the check of references rejects those that finding did not list."""
    found = [argument.mention for event in records.events for argument in event.arguments]
    found += [mention for relation in records.relations for mention in (relation.subject, relation.object)]
    found += [figure.entity for figure in records.figures]
    found += [quote.speaker_mention for quote in records.quotes if quote.speaker_mention]
    return found


def _entity(entity_id: str, members: list[Mention]) -> ResolvedEntity:
    label, name = _named(members)
    code = country_codes().get(name_key(name)) if label == "location" else None
    stated = {member.country for member in members if member.country}
    return ResolvedEntity(
        entity_id=entity_id,
        label=label,
        name=name,
        country=code or (stated.pop() if len(stated) == 1 else None),
        aliases=frozenset(member.name for member in members),
    )


def fullest_name(members: list[Mention]) -> str:
    """The form with most words (legal forms apart); no genitive, mixed case before capitals, the most frequent."""
    label = members[0].label
    frequency = Counter(member.name for member in members)

    def rank(name: str) -> tuple[int, bool, bool, int, int, str]:
        genitive = name.endswith("s") and name[:-1] in frequency
        shouted = name.isupper() and len(name) > 4
        derived = (
            label == "location"
            and bool(town_stems(name))
            and any(form.lower() in town_stems(name) for form in frequency)
        )
        return (-len(name_key(name).split()), genitive or derived, shouted, -frequency[name], -len(name), name)

    return min(frequency, key=rank)
