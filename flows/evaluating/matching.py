"""When a found record is the one that the gold means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from flows.evaluating.records import Filler, Money, Party
from flows.finding.records import Span

G = TypeVar("G")
F = TypeVar("F")

_TOLERANCE = 0.005  # of the larger value: "2,5 Mrd." and 2,51 are one number
_SAME_QUOTE = 0.8  # of the characters that either marks


@dataclass(frozen=True, slots=True)
class Pairing(Generic[G, F]):
    """Who belongs together, and who stays alone."""

    pairs: list[tuple[G, F]]
    missed: list[G]
    wrong: list[F]


def pair(gold: Iterable[G], found: Iterable[F], alike: Callable[[G, F], float]) -> Pairing[G, F]:
    """Pair each gold record, in order, with the most alike one that is still free; of equals the last.

    >>> pair([3, 5], [5, 4, 9], lambda g, f: max(0, 2 - abs(g - f)))
    Pairing(pairs=[(3, 4), (5, 5)], missed=[], wrong=[9])
    """
    free, pairs, missed = list(found), [], []
    for each in gold:
        likeness, index = max(((alike(each, other), at) for at, other in enumerate(free)), default=(0, -1))
        if likeness > 0:
            pairs.append((each, free.pop(index)))
        else:
            missed.append(each)
    return Pairing(pairs, missed, free)


def overlaps(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def shared_part(one: Span, other: Span) -> float:
    """Intersection over union of two spans.

    >>> shared_part(Span(0, 10), Span(5, 10)), shared_part(Span(0, 5), Span(5, 9))
    (0.5, 0.0)
    """
    inside = min(one.end, other.end) - max(one.start, other.start)
    return inside / (max(one.end, other.end) - min(one.start, other.start)) if inside > 0 else 0.0


def same_quotation(one: Span, other: Span) -> float:
    """How much two quotations share; 0 where it is too little to be one."""
    part = shared_part(one, other)
    return part if part >= _SAME_QUOTE else 0.0


def same_number(one: float | None, other: float | None) -> bool:
    """Equal up to half a percent; an open bound equals an open bound.

    >>> same_number(2.5e9, 2.51e9), same_number(2.5e9, 2.52e9), same_number(None, None), same_number(None, 0)
    (True, False, True, False)
    """
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _TOLERANCE * max(abs(one), abs(other), 1e-9)


def same_money(one: Money, other: Money) -> bool:
    return one.currency == other.currency and same_number(one.low, other.low) and same_number(one.high, other.high)


def same_party(one: Party | None, other: Party | None) -> bool:
    return one is not None and other is not None and bool(one.forms & other.forms)


def same_filler(one: Filler, other: Filler) -> bool:
    if one.slot != other.slot:
        return False
    if isinstance(one.value, Party) and isinstance(other.value, Party):
        return same_party(one.value, other.value)
    if isinstance(one.value, Money) and isinstance(other.value, Money):
        return same_money(one.value, other.value)
    return one.value == other.value
