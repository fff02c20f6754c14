"""Figures: whose number, which metric, the bounds, the unit and, where the gold has one, the period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.evaluating.judgements import Comparison, Judgement, Verdict, compared, right
from flows.evaluating.marking import expressions, filler_spans
from flows.evaluating.matching import overlaps, pair, same_number, same_party
from flows.evaluating.records import Amount, Figure, Filler, Gold, Money, Reading
from flows.evaluating.wording import figure_in_words
from flows.finding.records import Span


@dataclass(frozen=True, slots=True)
class _Place:
    """The article that figures are told in, for marking their words."""

    text: str
    amounts: tuple[Amount, ...]

    def marks(self, figure: Figure) -> tuple[Span, ...]:
        value = Filler("amount", Money(figure.unit, figure.low, figure.high))
        return filler_spans([Filler("owner", figure.owner), value], figure.evidence, self.text, self.amounts)


def judge_figures(gold: Gold, found: Reading) -> Iterator[Judgement | Comparison]:
    """Numbers of organisations, and of those that nearly match the part that differs."""
    pairing = pair([each for each in gold.reading.figures if not each.optional], found.figures, _same)
    wrong = pair([each for each in gold.reading.figures if each.optional], pairing.wrong, _same).wrong
    for want, have in pairing.pairs:
        yield from right("figures", want.metric)
        if want.status:
            yield compared("figures", "figure status", want.status, have.status)
        yield from _details(want, have)
    place = _Place(found.text, expressions(gold, found))
    near = pair(pairing.missed, wrong, _nearness)
    for want, have in near.pairs:
        yield from _details(want, have)
        yield _judgement(Verdict.MISSED, want, f"found {figure_in_words(have)}", place)
        yield _judgement(Verdict.WRONG, have, f"gold {figure_in_words(want)}", place)
    for want in near.missed:
        yield _judgement(Verdict.MISSED, want, "", place)
    for have in near.wrong:
        yield _judgement(Verdict.WRONG, have, "", place)


def _same_value(want: Figure, have: Figure) -> bool:
    return want.unit == have.unit and same_number(want.low, have.low) and same_number(want.high, have.high)


def _same_period(want: Figure, have: Figure) -> bool:
    return want.period is None or want.period == have.period


def _same(want: Figure, have: Figure) -> bool:
    return (
        want.metric == have.metric
        and same_party(want.owner, have.owner)
        and _same_value(want, have)
        and _same_period(want, have)
    )


def _nearness(want: Figure, have: Figure) -> float:
    """How much of a figure is right; the same number, or one passage with the same metric, must be."""
    one_passage = want.evidence is not None and have.evidence is not None and overlaps(want.evidence, have.evidence)
    if not _same_value(want, have) and not (one_passage and want.metric == have.metric):
        return 0
    return (
        2 * _same_value(want, have)
        + one_passage
        + (want.metric == have.metric)
        + same_party(want.owner, have.owner)
        + _same_period(want, have) / 2
    )


def _details(want: Figure, have: Figure) -> Iterator[Comparison]:
    owners = same_party(want.owner, have.owner)
    yield compared("figures", "figure owner", want.owner.name, have.owner.name, owners)
    yield compared("figures", "figure metric", want.metric, have.metric)
    value = _same_value(want, have)
    yield compared("figures", "figure value", figure_in_words(want), figure_in_words(have), value)
    if want.period:
        yield compared("figures", "figure period", want.period, have.period)


def _judgement(verdict: Verdict, figure: Figure, note: str, place: _Place) -> Judgement:
    marks = place.marks(figure)
    return Judgement("figures", figure.metric, verdict, figure_in_words(figure), marks, figure.evidence, note)
