"""Quotes: most of the characters and the kind; and the same quotes with the right speaker."""

from __future__ import annotations

from collections.abc import Iterator

from flows.evaluating.judgements import Comparison, Judgement, Verdict, compared, right
from flows.evaluating.matching import overlaps, pair, same_party, same_quotation
from flows.evaluating.records import Gold, Quote, Reading


def judge_quotes(gold: Gold, found: Reading) -> Iterator[Judgement | Comparison]:
    """Layers `quotes` and `speakers`; what lies in a span that annotators left open is not wrong."""
    pairing = pair(gold.reading.quotes, found.quotes, _likeness)
    wrong = [
        have for have in pairing.wrong if not any(overlaps(have.span, open_span) for open_span in gold.ignored_quotes)
    ]
    for want, have in pairing.pairs:
        yield from right("quotes", want.kind)
        yield compared("quotes", "quote kind", want.kind, have.kind)
        yield from _judge_speaker(want, have, found.text)
    mixed_up = pair(pairing.missed, wrong, lambda want, have: same_quotation(want.span, have.span))
    for want, have in mixed_up.pairs:
        yield compared("quotes", "quote kind", want.kind, have.kind)
    for want in pairing.missed:
        note = _instead(want, found.quotes, "found")
        yield _judgement("quotes", Verdict.MISSED, want, found.text, note)
        yield _judgement("speakers", Verdict.MISSED, want, found.text, "the quote itself is missed")
    for have in wrong:
        note = _instead(have, gold.reading.quotes, "gold")
        yield _judgement("quotes", Verdict.WRONG, have, found.text, note)
        yield _judgement("speakers", Verdict.WRONG, have, found.text, "the quote itself is wrong")


def _likeness(want: Quote, have: Quote) -> float:
    return same_quotation(want.span, have.span) if want.kind == have.kind else 0.0


def _judge_speaker(want: Quote, have: Quote, text: str) -> Iterator[Judgement | Comparison]:
    says, said = _speaker(want, text), _speaker(have, text)
    equal = _same_speaker(want, have)
    yield compared("speakers", "speaker", says, said, equal)
    if equal:
        yield from right("speakers", want.kind)
    else:
        yield _judgement("speakers", Verdict.MISSED, want, text, f"gold: {says or 'nobody named'}", want)
        yield _judgement("speakers", Verdict.WRONG, have, text, f"found: {said or 'nobody'}", have)


def _same_speaker(want: Quote, have: Quote) -> bool:
    if want.speaker_spans is not None:
        if not want.speaker_spans:
            return not have.speaker_spans and have.speaker is None
        return any(overlaps(one, other) for one in want.speaker_spans for other in have.speaker_spans or ())
    if want.speaker is None:
        return have.speaker is None
    return same_party(want.speaker, have.speaker)


def _speaker(quote: Quote, text: str) -> str | None:
    """Who says it: the name, else the words."""
    if quote.speaker is not None:
        return quote.speaker.name
    return next((text[span.start : span.end] for span in quote.speaker_spans or ()), None)


def _judgement(
    layer: str, verdict: Verdict, quote: Quote, text: str, note: str, speaker: Quote | None = None
) -> Judgement:
    marks = (quote.span, *((speaker.speaker_spans or ()) if speaker else ()))
    shown = text[quote.span.start : quote.span.end]
    return Judgement(layer, quote.kind, verdict, shown, marks, quote.span, note)


def _instead(quote: Quote, others: tuple[Quote, ...], side: str) -> str:
    for other in others:
        if same_quotation(other.span, quote.span) and other.kind != quote.kind:
            return f"{side} as {other.kind}"
        if overlaps(other.span, quote.span):
            return f"{side} with other boundaries as {other.kind}"
    return ""
