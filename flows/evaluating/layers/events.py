"""Events: every filled role, amount and count of the events that match best; and events with all of them right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from flows.evaluating.judgements import Comparison, Judgement, Verdict, compared, right
from flows.evaluating.marking import expressions, filler_spans
from flows.evaluating.matching import overlaps, pair, same_filler
from flows.evaluating.records import Amount, Event, Filler, Gold, Party, Reading
from flows.evaluating.wording import event_in_words, filler_in_words
from flows.finding.records import Span


@dataclass(frozen=True, slots=True)
class _Place:
    """The article that events are told in, for marking their words."""

    text: str
    amounts: tuple[Amount, ...]

    def marks(self, event: Event, fillers: Sequence[Filler]) -> tuple[Span, ...]:
        return filler_spans(fillers, event.evidence, self.text, self.amounts)


def judge_events(gold: Gold, found: Reading) -> Iterator[Judgement | Comparison]:
    """Layers `events` (arguments) and `events=` (whole events)."""
    place = _Place(found.text, expressions(gold, found))
    given = [_annotated(each, gold) for each in found.events if not gold.event_types or each.type in gold.event_types]
    pairing = pair(gold.reading.events, given, _shared_fillers)
    for want, have in pairing.pairs:
        yield compared("events", "event type", want.type, have.type)
        yield from _judge_pair(want, have, place)
    confused = _confused(pairing.missed, pairing.wrong)
    for want, have in confused:
        yield compared("events", "event type", want.type, have.type)
    instead = {id(want): have for want, have in confused} | {id(have): want for want, have in confused}
    for want in pairing.missed:
        yield from _judge_whole(Verdict.MISSED, want, place, _note("found", instead.get(id(want))))
    for have in pairing.wrong:
        yield from _judge_whole(Verdict.WRONG, have, place, _note("gold", instead.get(id(have))))


def _annotated(event: Event, gold: Gold) -> Event:
    """The found event without what the annotators did not mark."""

    def marked(filler: Filler) -> bool:
        return (
            not gold.roles or filler.slot in gold.roles
            if isinstance(filler.value, Party)
            else filler.slot in gold.slots
        )

    return replace(event, fillers=tuple(filter(marked, event.fillers)))


def _shared_fillers(want: Event, have: Event) -> int:
    return len(pair(want.fillers, have.fillers, same_filler).pairs) if want.type == have.type else 0


def _judge_pair(want: Event, have: Event, place: _Place) -> Iterator[Judgement | Comparison]:
    pairing = pair(want.fillers, have.fillers, same_filler)
    extra = [each for each in pairing.wrong if not any(same_filler(allowed, each) for allowed in want.optional)]
    yield from right("events", want.type, len(pairing.pairs))
    if want.status:
        yield compared("events", "event status", want.status, have.status)
    if want.position:
        yield compared("events", "event position", want.position, have.position)
    for filler in pairing.missed:
        note = f"found {_told(filler.slot, extra)}" if any(each.slot == filler.slot for each in extra) else ""
        yield _judge_filler(Verdict.MISSED, want, filler, place, note)
    for filler in extra:
        missed = any(each.slot == filler.slot for each in pairing.missed)
        yield _judge_filler(
            Verdict.WRONG, have, filler, place, f"gold {_told(filler.slot, pairing.missed)}" if missed else ""
        )
    if not pairing.missed and not extra:
        yield from right("events=", want.type)
        return
    yield _judge_event(Verdict.MISSED, want, place, f"found {event_in_words(have)}")
    yield _judge_event(Verdict.WRONG, have, place, f"gold {event_in_words(want)}")


def _told(slot: str, fillers: Iterable[Filler]) -> str:
    return ", ".join(filler_in_words(each) for each in fillers if each.slot == slot)


def _judge_whole(verdict: Verdict, event: Event, place: _Place, note: str) -> Iterator[Judgement]:
    for filler in event.fillers:
        yield _judge_filler(verdict, event, filler, place, note or "the whole event")
    yield _judge_event(verdict, event, place, note)


def _judge_filler(verdict: Verdict, event: Event, filler: Filler, place: _Place, note: str) -> Judgement:
    shown = f"{event.type}: {filler_in_words(filler)}"
    return Judgement("events", event.type, verdict, shown, place.marks(event, [filler]), event.evidence, note)


def _judge_event(verdict: Verdict, event: Event, place: _Place, note: str) -> Judgement:
    marks = place.marks(event, event.fillers)
    return Judgement("events=", event.type, verdict, event_in_words(event), marks, event.evidence, note)


def _confused(missed: Sequence[Event], wrong: Sequence[Event]) -> list[tuple[Event, Event]]:
    """Events of two types, or of one with no argument in common, that one passage tells."""

    def one_passage(want: Event, have: Event) -> float:
        if want.evidence is None or have.evidence is None or not overlaps(want.evidence, have.evidence):
            return 0
        same = pair(
            [each.value for each in want.fillers if isinstance(each.value, Party)],
            [each.value for each in have.fillers if isinstance(each.value, Party)],
            lambda one, other: len(one.forms & other.forms),
        )
        return 1 + len(same.pairs) + (want.type == have.type) / 2

    return pair(missed, wrong, one_passage).pairs


def _note(side: str, other: Event | None) -> str:
    return f"{side} {event_in_words(other)}" if other else ""
