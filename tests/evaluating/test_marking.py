"""Words that gold records stand on are found in their evidence."""

from __future__ import annotations

from flows.evaluating.marking import filler_spans
from flows.evaluating.records import Amount, Filler, Money, Party
from flows.finding.records import Span

TEXT = "Falk wächst. Nordwerk verlor 5 Mio. Euro an Falk."
SENTENCE = Span(13, len(TEXT))
FALK = Filler("owner", Party("e1", "organization", "Falk", frozenset({"falk"}), spans=(Span(0, 4),)))
LOSS = Filler("amount", Money("EUR", -5e6, -5e6))
AMOUNTS = (Amount(Span(29, 40), Money("EUR", 5e6, 5e6), None),)


def surfaces(fillers: list[Filler], evidence: Span | None, amounts: tuple[Amount, ...] = AMOUNTS) -> list[str]:
    return [TEXT[span.start : span.end] for span in filler_spans(fillers, evidence, TEXT, amounts)]


def test_names_are_marked_in_the_evidence_else_where_they_first_stand() -> None:
    assert filler_spans([FALK], SENTENCE, TEXT, ()) == (Span(44, 48),)
    assert filler_spans([FALK], None, TEXT, ()) == (Span(0, 4),)
    assert filler_spans([FALK], Span(13, 28), TEXT, ()) == ()


def test_a_loss_is_marked_where_its_amount_stands() -> None:
    assert surfaces([FALK, LOSS], SENTENCE) == ["Falk", "5 Mio. Euro"]


def test_only_amounts_of_the_evidence_with_the_same_value_are_marked() -> None:
    assert surfaces([LOSS], Span(0, 12)) == []
    assert surfaces([Filler("amount", Money("CHF", 5e6, 5e6))], SENTENCE) == []
    assert surfaces([Filler("count", 5)], SENTENCE) == []
