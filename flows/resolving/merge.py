"""The same event, relation or figure told twice in an article becomes one, with its best evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from flows.finding.records import Amount, Argument, Event, Figure, Mention, Relation
from schemas.vocabulary import REPEATED_ROLES

T = TypeVar("T")
EntityOf = Callable[[Mention], str]

# Events less sure than this are wrong more often than right on annotated articles that no rule was written with.
_LEAST = 0.3
_OPPOSED = (("buyer", "seller"), ("seller", "buyer"))
_NEAR = 400  # characters between two tellings of one deal that name different sides of it
# How far along a status is; the article's latest state wins, and news does not go back from done to planned.
_PROGRESS = {"rumored": 0, "planned": 1, "announced": 2, "completed": 3, "expanded": 4, "ended": 4, "denied": 4}


@dataclass
class _Group:
    """Tellings of one event, in the order of the text."""

    tellings: list[Event]
    roles: dict[str, set[str]] = field(default_factory=dict)

    def add(self, event: Event, roles: dict[str, set[str]]) -> None:
        self.tellings.append(event)
        for role, entities in roles.items():
            self.roles.setdefault(role, set()).update(entities)


def merge_events(events: list[Event], entity_of: EntityOf) -> list[Event]:
    """One event per group of compatible tellings, surer than mere guesses; the order of `events` does not matter."""
    groups: list[_Group] = []
    # Full tellings found the groups, sparse ones ("die Übernahme") join them.
    for event in sorted(events, key=lambda e: (-len(e.arguments), e.start, e.end, e.event_type, repr(e))):
        roles = _roles(event, entity_of)
        group = next((group for group in groups if _is_same(group, event, roles)), None)
        if group is None:
            groups.append(group := _Group([]))
        group.add(event, roles)
    merged = [_merge(group.tellings, entity_of) for group in groups]
    merged = [event for event in merged if event.score >= _LEAST]
    return sorted(merged, key=lambda e: (e.start, e.end, e.event_type, repr(e)))


def _roles(event: Event, entity_of: EntityOf) -> dict[str, set[str]]:
    roles: dict[str, set[str]] = {}
    for argument in event.arguments:
        roles.setdefault(argument.role, set()).add(entity_of(argument.mention))
    return roles


def _is_same(group: _Group, event: Event, roles: dict[str, set[str]]) -> bool:
    """Whether the event may be the one the group tells: nothing contradicts, and something is shared."""
    first = group.tellings[0]
    if first.event_type != event.event_type:
        return False
    repeated = REPEATED_ROLES.get(event.event_type, frozenset())
    if any(roles.get(one, set()) & group.roles.get(other, set()) for one, other in _OPPOSED):
        return False  # "X kaufte Y 2008 und verkaufte es 2012": nobody buys from himself
    shared = False
    for role, entities in roles.items():
        known = group.roles.get(role)
        if known is None:
            continue
        agree = bool(known & entities) and (role not in repeated or entities <= known or known <= entities)
        if not agree if role in repeated else known != entities:
            return False
        shared = True
    if roles and group.roles and not shared:
        return False
    if event.event_type == "acquisition" and _is_far(group, event) and _other_sides(roles, group.roles):
        return False  # one buyer, two deals in different parts of the article
    amounts = [telling.amount for telling in group.tellings if telling.amount]
    counts = [telling.count for telling in group.tellings if telling.count is not None]
    if event.amount and amounts and all(_bounds(amount) != _bounds(event.amount) for amount in amounts):
        return False
    return event.count is None or not counts or event.count in counts


def _other_sides(first: dict[str, set[str]], second: dict[str, set[str]]) -> bool:
    """Does each name a side that the other does not, and is what changes hands not named by both?"""
    return bool(first.keys() - second.keys() and second.keys() - first.keys()) and not (
        "acquired" in first and "acquired" in second
    )


def _is_far(group: _Group, event: Event) -> bool:
    return all(min(abs(event.start - each.end), abs(each.start - event.end)) > _NEAR for each in group.tellings)


def _bounds(amount: Amount) -> tuple[object, ...]:
    return (amount.currency, amount.value_min, amount.value_max)


def _merge(tellings: list[Event], entity_of: EntityOf) -> Event:
    best = min(tellings, key=lambda e: (-len(e.arguments), -_details(e), -e.score, e.start, e.end))
    arguments: dict[tuple[str, str], Argument] = {}
    for event in [best, *tellings]:
        for argument in event.arguments:
            arguments.setdefault((argument.role, entity_of(argument.mention)), argument)
    return replace(
        best,
        status=_latest_status(tellings),
        arguments=tuple(arguments.values()),
        score=max(event.score for event in tellings),
        amount=best.amount or _first(event.amount for event in tellings),
        count=best.count if best.count is not None else _first(event.count for event in tellings),
        position=best.position or _first(event.position for event in tellings),
        occurred=best.occurred or _first(event.occurred for event in tellings),
    )


def _details(event: Event) -> int:
    return sum(value is not None for value in (event.amount, event.count, event.position, event.occurred))


def _latest_status(tellings: list[Event]) -> str:
    status = ""
    for event in sorted(tellings, key=lambda e: (e.start, e.end)):
        if not status or _PROGRESS[event.status] >= _PROGRESS[status]:
            status = event.status
    return status


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def merge_relations(relations: list[Relation], entity_of: EntityOf) -> list[Relation]:
    """One relation per subject, predicate and object: the surest telling, the earliest of equals."""
    best: dict[tuple[str, str, str], Relation] = {}
    for relation in sorted(relations, key=lambda r: (-r.score, r.start, r.end)):
        subject, object_ = entity_of(relation.subject), entity_of(relation.object)
        if subject != object_:
            best.setdefault((subject, relation.predicate, object_), relation)
    return sorted(best.values(), key=lambda r: (r.start, r.end, r.predicate))


def merge_figures(figures: list[Figure], entity_of: EntityOf) -> list[Figure]:
    """One figure per entity, metric, period and status; without a period also per value.

    A value told once with and once without its period is one figure, with the period.
    """
    best: dict[tuple[object, ...], Figure] = {}
    dated: set[tuple[object, ...]] = set()
    for figure in sorted(figures, key=lambda f: (f.period is None, -f.score, f.start, f.end)):
        what = (entity_of(figure.entity), figure.metric, figure.unit)
        value = (figure.value_min, figure.value_max)
        if figure.period is not None:
            if best.setdefault((*what, figure.period, figure.status), figure) is figure:
                dated.add((*what, *value))
        elif (*what, *value) not in dated:
            best.setdefault((*what, *value), figure)
    return sorted(best.values(), key=lambda f: (f.start, f.end, f.metric))
