"""One deal, one event: of readings of the same parties that exclude each other the fuller and surer one stays."""

from __future__ import annotations

from collections.abc import Callable

from flows.finding.records import Event, Mention

# Types that are readings of one deal between two parties.
_DEALS = frozenset(["acquisition", "merger", "investment", "funding_round"])
_PARTIES = frozenset(["buyer", "acquired", "seller", "old", "investor", "recipient", "company"])
# Roles that one company may have in two deals of one text: it buys, and it sells.
_ACTIVE = frozenset(["buyer", "seller"])

_ONE = frozenset(["merger", "acquisition"])

EntityOf = Callable[[Mention], int]


def settle_events(events: list[Event], entity_of: EntityOf) -> list[Event]:
    """The events without those that another one contradicts; in the order given."""
    kept: list[Event] = []
    for event in sorted(events, key=lambda each: (len(_parties(each, entity_of)) < 2, -each.score)):
        if not any(_contradicts(event, other, entity_of) for other in kept):
            kept.append(event)
    return [event for event in events if any(event is other for other in kept)]


def _contradicts(event: Event, other: Event, entity_of: EntityOf) -> bool:
    if event.event_type not in _DEALS or other.event_type not in _DEALS:
        return False
    mine, theirs = _parties(event, entity_of), _parties(other, entity_of)
    shared = mine.keys() & theirs.keys()
    if event.event_type != other.event_type:
        # "Die Fusion" of a text that tells how A takes over B; the price that A pays is no investment in nobody.
        vague = event.event_type == "investment" and len(event.arguments) == 1
        one = {event.event_type, other.event_type} == _ONE
        less = (vague or one) and len(theirs) > 1 and bool(mine)
        return len(shared) > 1 or (less and mine.keys() <= theirs.keys())
    # A buys B; nobody else is named where B buys, or buys A.
    crossed = any(mine[entity] != theirs[entity] and {mine[entity], theirs[entity]} != _ACTIVE for entity in shared)
    return event.event_type == "acquisition" and crossed and mine.keys() <= theirs.keys()


def _parties(event: Event, entity_of: EntityOf) -> dict[int, str]:
    return {entity_of(each.mention): each.role for each in event.arguments if each.role in _PARTIES}
