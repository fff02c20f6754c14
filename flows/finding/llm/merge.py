"""A model's records beside the rules': what both found is one record and surer, the rest is added."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, Protocol, TypeVar

from flows.finding.records import Event, Figure, Mention, Quote, Records, Relation

_SUREST = 0.99


class _Judged(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def score(self) -> float: ...
    @property
    def extractor(self) -> str: ...


T = TypeVar("T", Event, Relation, Figure, Quote)


def merge(rules: Records, found: Records, agreed: set[Mention], extractor: str, score: float) -> Records:
    """The rules' records, those that the model also found made surer, and what it alone found.

    `agreed` are the rules' mentions that the model named too.
    """
    surer = {mention: _surer(mention, extractor, score) for mention in rules.mentions if mention in agreed}
    merged = Records(
        mentions=sorted((*rules.mentions, *found.mentions), key=lambda m: (m.start, m.end)),
        amounts=rules.amounts,
        quotes=_merged(rules.quotes, found.quotes, extractor, score),
        events=_merged(rules.events, found.events, extractor, score),
        relations=_merged(rules.relations, found.relations, extractor, score),
        figures=_merged(rules.figures, found.figures, extractor, score),
    )
    return _with_mentions(merged, surer) if surer else merged


def _merged(rules: list[T], found: list[T], extractor: str, score: float) -> list[T]:
    kept = list(rules)
    confirmed: set[int] = set()
    added: list[T] = []
    for record in found:
        at = next((at for at, known in enumerate(rules) if _same(known, record)), None)
        if at is None:
            added.append(record)
            continue
        if at not in confirmed:
            kept[at] = _surer(kept[at], extractor, score)
            confirmed.add(at)
        kept[at] = _completed(kept[at], record)
    return kept + added


def _surer(record: Any, extractor: str, score: float) -> Any:
    """Two that agree are surer than one; both are named."""
    together = 1 - (1 - record.score) * (1 - score)
    best = max(record.score, min(_SUREST, round(together, 2)))
    return replace(record, score=best, extractor=f"{record.extractor}+{extractor}")


def _same(known: _Judged, record: _Judged) -> bool:
    """Whether the two tell the same at the same place."""
    if known.start >= record.end or record.start >= known.end:
        return False
    match known, record:
        case Event(), Event():
            return _same_event(known, record)
        case Quote(), Quote():
            shared = min(known.end, record.end) - max(known.start, record.start)
            return known.kind == record.kind and 2 * shared >= max(known.end - known.start, record.end - record.start)
        case Relation(), Relation():
            ends = ((each.subject.name, each.predicate, each.object.name) for each in (known, record))
            return len(set(ends)) == 1
        case Figure(), Figure():
            facts = ((each.metric, each.unit, each.value_min, each.value_max) for each in (known, record))
            return len(set(facts)) == 1 and record.period in (None, known.period)
    return False


def _same_event(known: Event, record: Event) -> bool:
    """Of one type, with somebody in common, and no role, money or count that contradicts."""
    if known.event_type != record.event_type:
        return False
    ours, theirs = _roles(known), _roles(record)
    shared = [role for role in ours if role in theirs]
    if not shared or any(not ours[role] & theirs[role] for role in shared):
        return False
    pairs = ((known.amount, record.amount), (known.count, record.count))
    return all(one is None or other is None or one == other for one, other in pairs)


def _roles(event: Event) -> dict[str, set[str]]:
    roles: dict[str, set[str]] = {}
    for argument in event.arguments:
        roles.setdefault(argument.role, set()).add(argument.mention.name)
    return roles


def _completed(known: T, record: T) -> T:
    """What the rules left open, filled from the model's record of the same."""
    if isinstance(known, Event) and isinstance(record, Event):
        filled = _roles(known)
        more = tuple(argument for argument in record.arguments if argument.role not in filled)
        return replace(
            known,
            arguments=known.arguments + more,
            amount=known.amount or record.amount,
            count=known.count if known.count is not None else record.count,
            position=known.position or record.position,
        )
    if isinstance(known, Quote) and isinstance(record, Quote) and known.speaker is None:
        return replace(known, speaker=record.speaker, speaker_mention=record.speaker_mention)
    return known


def _with_mentions(value: Any, changed: dict[Mention, Mention]) -> Any:
    """The records with other mentions in the places of theirs."""
    if isinstance(value, Mention):
        return changed.get(value, value)
    if isinstance(value, list | tuple):
        return type(value)(_with_mentions(each, changed) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{each.name: _with_mentions(getattr(value, each.name), changed) for each in fields(value)}
        )
    return value
