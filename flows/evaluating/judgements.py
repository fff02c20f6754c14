"""What the judges of all layers hand back: records that are right, missed or wrong, and their details compared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flows.finding.records import Span


class Verdict(StrEnum):
    RIGHT = "right"
    MISSED = "missed"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One record, or one argument of an event, against the gold."""

    layer: str  # a layer of the report, such as "events="
    kind: str  # label, event type, kind of quote, predicate, metric, currency
    verdict: Verdict
    shown: str = ""  # the record in words
    marks: tuple[Span, ...] = ()  # the words it stands on
    evidence: Span | None = None  # the passage around them
    note: str = ""  # what stands in its place on the other side


@dataclass(frozen=True, slots=True)
class Comparison:
    """One detail of a record that both sides have."""

    detail: str  # "event status"
    gold: str
    found: str
    equal: bool
    layer: str


def right(layer: str, kind: str, count: int = 1) -> list[Judgement]:
    return [Judgement(layer, kind, Verdict.RIGHT)] * count


def compared(layer: str, detail: str, gold: str | None, found: str | None, equal: bool | None = None) -> Comparison:
    """The comparison; values that are not there are a dash."""
    return Comparison(detail, gold or "–", found or "–", gold == found if equal is None else equal, layer)
