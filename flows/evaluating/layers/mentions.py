"""Mentions: exact boundaries and label."""

from __future__ import annotations

from collections.abc import Iterator

from flows.evaluating.judgements import Comparison, Judgement, Verdict, compared, right
from flows.evaluating.matching import overlaps
from flows.evaluating.records import Gold, NamedSpan, Reading
from flows.finding.records import Span

# The labels that public corpora agree on; products and named events are annotated by few.
SCORED = frozenset({"organization", "person", "location"})


def judge_mentions(gold: Gold, found: Reading) -> Iterator[Judgement | Comparison]:
    """Names by span and label; what lies in a span that annotators left open is not wrong."""
    wanted = {(each.span, each.label) for each in gold.reading.mentions}
    given = {(each.span, each.label) for each in found.mentions if each.label in SCORED}
    missed, wrong = _sorted(wanted - given), _sorted(given - wanted)
    wrong = [each for each in wrong if not any(overlaps(each[0], open_span) for open_span in gold.ignored)]
    for _, label in wanted & given:
        yield from right("mentions", label)
        yield compared("mentions", "mention label", label, label)
    for span, label in missed:
        yield _judgement(Verdict.MISSED, span, label, found.text, _instead(span, label, found.mentions, "found"))
    for span, label in wrong:
        yield _judgement(Verdict.WRONG, span, label, found.text, _instead(span, label, gold.reading.mentions, "gold"))
    labels = {each.span: each.label for each in found.mentions}
    for span, label in missed:
        if span in labels:
            yield compared("mentions", "mention label", label, labels[span])


def _sorted(mentions: set[tuple[Span, str]]) -> list[tuple[Span, str]]:
    return sorted(mentions, key=lambda each: (each[0].start, each[0].end, each[1]))


def _judgement(verdict: Verdict, span: Span, label: str, text: str, note: str) -> Judgement:
    return Judgement("mentions", label, verdict, text[span.start : span.end], (span,), span, note)


def _instead(span: Span, label: str, others: tuple[NamedSpan, ...], side: str) -> str:
    """What the other side says of these characters."""
    for other in others:
        if other.span == span and other.label != label:
            return f"{side} as {other.label}"
        if overlaps(other.span, span):
            return f"{side} with other boundaries as {other.label}"
    return ""
