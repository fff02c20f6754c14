"""Amounts: overlapping words, the same currency and bounds."""

from __future__ import annotations

from collections.abc import Iterator

from flows.evaluating.judgements import Comparison, Judgement, Verdict, compared, right
from flows.evaluating.matching import overlaps, pair, same_money, shared_part
from flows.evaluating.records import Amount, Gold, Reading
from flows.evaluating.wording import money_in_words


def judge_amounts(gold: Gold, found: Reading) -> Iterator[Judgement | Comparison]:
    """Expressions of money by place and value, and how the number is meant."""
    pairing = pair(gold.reading.amounts, found.amounts, _likeness)
    for want, have in pairing.pairs:
        yield from right("amounts", want.money.currency)
        if want.qualifier:
            yield compared("amounts", "amount qualifier", want.qualifier, have.qualifier)
    for want in pairing.missed:
        yield _judgement(Verdict.MISSED, want, found.text, _instead(want, found.amounts, "found"))
    for have in pairing.wrong:
        yield _judgement(Verdict.WRONG, have, found.text, _instead(have, gold.reading.amounts, "gold"))


def _likeness(want: Amount, have: Amount) -> float:
    return shared_part(want.span, have.span) if same_money(want.money, have.money) else 0.0


def _judgement(verdict: Verdict, amount: Amount, text: str, note: str) -> Judgement:
    surface = text[amount.span.start : amount.span.end]
    shown = f"{surface} ({money_in_words(amount.money)})"
    return Judgement("amounts", amount.money.currency, verdict, shown, (amount.span,), amount.span, note)


def _instead(amount: Amount, others: tuple[Amount, ...], side: str) -> str:
    near = (other for other in others if overlaps(amount.span, other.span))
    return next((f"{side} as {money_in_words(other.money)}" for other in near), "")
