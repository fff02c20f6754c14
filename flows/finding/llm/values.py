"""Numbers that a model claims against what our own readers make of the cited words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from flows.finding.numbers import find_numbers
from flows.finding.records import Amount, Span

_AROUND = 60  # characters in which "rund" or "bis zu" in front of a number stands


@dataclass(frozen=True, slots=True)
class Claim:
    """Bounds as claimed, None where nothing is; `negative` marks a loss."""

    low: Decimal | None
    high: Decimal | None
    currency: str | None
    negative: bool = False

    @classmethod
    def of(cls, low: float | None, high: float | None, currency: str | None) -> Claim:
        """From JSON numbers: a loss is compared by its size."""
        values = [None if value is None else Decimal(str(value)) for value in (low, high)]
        negative = any(value is not None and value < 0 for value in values)
        first, second = (None if value is None else abs(value) for value in values)
        return cls(first, second, currency, negative)

    def agrees(self, low: Decimal | None, high: Decimal | None) -> bool:
        """Whether all that is claimed is among the bounds that were read."""
        claimed = {value for value in (self.low, self.high) if value is not None}
        return claimed <= {abs(value) for value in (low, high) if value is not None}


def read_amount(amounts: list[Amount], spans: list[Span], claim: Claim) -> Amount | None:
    """The amount of money at one of the places that says what is claimed, None where none does."""
    for amount in amounts:
        there = any(amount.start < span.end and span.start < amount.end for span in spans)
        same = claim.currency in (None, amount.currency) and claim.agrees(amount.value_min, amount.value_max)
        if there and same:
            return amount
    return None


def read_number(
    text: str, spans: list[Span], claim: Claim, *, percent: bool
) -> tuple[Decimal | None, Decimal | None] | None:
    """The bounds of a number at one of the places that says what is claimed, None where none does.

    >>> read_number("Rund 600 Stellen fallen weg.", [Span(5, 16)], Claim(Decimal(600), None, None), percent=False)
    (Decimal('600'), Decimal('600'))
    """
    for span in spans:
        first = max(0, span.start - _AROUND)
        for number in find_numbers(text[first : span.end + _AROUND]):
            if not (first + number.start < span.end and span.start < first + number.end) or number.vague:
                continue
            if number.percent == percent and claim.agrees(number.value_min, number.value_max):
                return number.value_min, number.value_max
    return None
