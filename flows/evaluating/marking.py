"""Which words of the evidence a record stands on: gold records name things, not their places."""

from __future__ import annotations

from collections.abc import Iterable

from flows.evaluating.matching import same_money
from flows.evaluating.records import Amount, Filler, Gold, Money, Party, Reading
from flows.finding.records import Span


def expressions(gold: Gold, found: Reading) -> tuple[Amount, ...]:
    """All expressions of money that either side sees in the article."""
    return (*gold.reading.amounts, *found.amounts)


def filler_spans(
    fillers: Iterable[Filler], evidence: Span | None, text: str, amounts: Iterable[Amount]
) -> tuple[Span, ...]:
    """Where names and sums stand: in the evidence if they do; without evidence where the name first stands."""
    marks: list[Span] = []
    for filler in fillers:
        if isinstance(filler.value, Party):
            marks += party_spans(filler.value, evidence, text)
        elif isinstance(filler.value, Money) and evidence is not None:
            marks += money_spans(filler.value, evidence, amounts)
    return tuple(marks)


def party_spans(party: Party, evidence: Span | None, text: str) -> list[Span]:
    """The party's name in the evidence; without evidence its first mention."""
    if evidence is None:
        return list(party.spans[:1])
    for span in party.spans:
        if evidence.start <= span.start and span.end <= evidence.end:
            return [span]
    surfaces = {party.name, *(text[span.start : span.end] for span in party.spans)}
    for surface in sorted(filter(None, surfaces), key=len, reverse=True):
        at = text.find(surface, evidence.start, evidence.end)
        if at >= 0:
            return [Span(at, at + len(surface))]
    return []


def money_spans(money: Money, evidence: Span, amounts: Iterable[Amount]) -> list[Span]:
    """The sum in the evidence; a negative one may be written as a loss."""
    positive = Money(money.currency, *(None if bound is None else abs(bound) for bound in (money.low, money.high)))
    inside = (each for each in amounts if evidence.start <= each.span.start and each.span.end <= evidence.end)
    return [each.span for each in inside if same_money(each.money, money) or same_money(each.money, positive)][:1]
