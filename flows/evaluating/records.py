"""Gold and found records in one shape, so that they can be compared.

Offsets are code points of the article's text; bounds are full units, an open one is None.
`score` is 1 on the gold side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.finding.records import Span


@dataclass(frozen=True, slots=True)
class Party:
    """A named thing as one article knows it; `forms` are the normal forms of its names."""

    key: str
    label: str
    name: str
    forms: frozenset[str]
    country: str | None = None
    spans: tuple[Span, ...] = ()  # where it is mentioned, as far as known


@dataclass(frozen=True, slots=True)
class NamedSpan:
    span: Span
    label: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Money:
    currency: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Amount:
    span: Span
    money: Money
    qualifier: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """`speaker_spans` is None where the gold names its speakers as entities; empty where nobody is named."""

    span: Span
    kind: str
    speaker: Party | None
    speaker_spans: tuple[Span, ...] | None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a slot of an event: a party its role, money the slot `amount`, a number the slot `count`."""

    slot: str
    value: Party | Money | int


@dataclass(frozen=True, slots=True)
class Event:
    type: str
    fillers: tuple[Filler, ...]
    status: str | None
    position: str | None
    evidence: Span | None
    optional: tuple[Filler, ...] = ()  # neither missed nor wrong
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Relation:
    subject: Party
    predicate: str
    object: Party
    evidence: Span | None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    owner: Party
    metric: str
    low: float | None
    high: float | None
    unit: str
    period: str | None
    status: str | None
    evidence: Span | None
    optional: bool = False  # neither missed nor wrong
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """The records of one article, by one reader."""

    text: str
    mentions: tuple[NamedSpan, ...] = ()
    entities: tuple[Party, ...] = ()
    amounts: tuple[Amount, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated article, and how much of it was annotated."""

    doc: str  # the stem of the article's file
    place: str  # "business.jsonl, line 3"
    layers: tuple[str, ...]
    reading: Reading
    has_text: bool
    ignored: tuple[Span, ...] = ()  # names there don't count as wrong
    ignored_quotes: tuple[Span, ...] = ()
    event_types: frozenset[str] = frozenset()  # empty: all
    roles: frozenset[str] = frozenset()  # empty: all
    slots: frozenset[str] = frozenset({"amount", "count"})  # slots beside the roles that were annotated
    record: Mapping[str, Any] = field(default_factory=dict, repr=False)
