"""Events: what companies do and what happens to them, with who takes part in which role."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from flows.finding.clauses import Sentence, parse_sentence, sentence_spans, words_of
from flows.finding.eventing.changes import possible_words
from flows.finding.eventing.completion import complete_slots
from flows.finding.eventing.context import complete_by_context, fill_bought, fill_implied, fill_leaders
from flows.finding.eventing.drafts import Draft, events_of
from flows.finding.eventing.elaborations import REACH, elaborate, elaboration_words, other_money
from flows.finding.eventing.fillers import Resolver
from flows.finding.eventing.frames import adjective_triggers, noun_triggers, verb_triggers
from flows.finding.eventing.kinds import is_exchange
from flows.finding.eventing.leadership import leadership_drafts
from flows.finding.eventing.nominal import adjective_drafts, noun_drafts
from flows.finding.eventing.slots import clause_amount, clause_count, clause_date, relative_amount
from flows.finding.eventing.status import event_status, trigger_form
from flows.finding.eventing.verbal import attribute_drafts, verb_drafts
from flows.finding.records import Event


@Language.component("depesche_events")
def depesche_events(doc: Doc) -> Doc:
    """Fill `doc._.events`; names, amounts and dates must be there."""
    doc._.events = find_events(doc)
    return doc


def find_events(doc: Doc) -> list[Event]:
    """Every telling of an event, in reading order."""
    if not doc._.mentions:
        return []
    words = words_of(doc)
    resolver = Resolver(doc, words)
    events: list[Event] = []
    told: list[int] = []  # the sentence of each event
    later = elaboration_words()
    for number, (start, end) in enumerate(sentence_spans(doc)):
        adds = any(low in later for low in words.lows[start:end])
        if events and adds:
            near = bisect_left(told, number - REACH)  # only these, so that time stays linear
            latest = events[near:]
            elaborate(parse_sentence(doc, start, end), resolver, latest, [number - at for at in told[near:]])
            events[near:] = latest
        if _worth_reading(words.lows, start, end):
            found = _sentence_events(parse_sentence(doc, start, end), resolver)
            if found and adds:
                elaborate(parse_sentence(doc, start, end), resolver, found, [0] * len(found))
            resolver.note(found)
            events.extend(found)
            told.extend([number] * len(found))
    return events


def _worth_reading(lows: list[str], start: int, end: int) -> bool:
    verbs, nouns, adjectives = verb_triggers(hints=False), noun_triggers(hints=False), adjective_triggers()
    changes = possible_words()
    return any(
        low in verbs or low in changes or low in adjectives or nouns.find(low) or is_exchange(low)
        for low in lows[start:end]
    )


def _sentence_events(sentence: Sentence, resolver: Resolver) -> list[Event]:
    drafts: list[Draft] = []
    resolver.enter(sentence.chunks)
    inside: set[int] = set()
    for chunk in sentence.chunks:
        inside.update(range(chunk.head, chunk.last + 1))
        drafts.extend(noun_drafts(sentence, resolver, chunk))
        drafts.extend(attribute_drafts(sentence, resolver, chunk))
    for at in range(sentence.start, sentence.end):
        low = sentence.words.lows[at]
        if low in adjective_triggers():
            drafts.extend(adjective_drafts(sentence, resolver, at))
        if at not in inside and low in verb_triggers(hints=False):
            drafts.extend(verb_drafts(sentence, resolver, at))
    events = [event for draft in _best(drafts, sentence, resolver) for event in _finish(draft, sentence)]
    if any(sentence.words.lows[at] in possible_words() for at in range(sentence.start, sentence.end)):
        for draft in _distinct(leadership_drafts(sentence, resolver)):
            events.extend(_finish(draft, sentence))
    return events


def _distinct(drafts: Iterable[Draft]) -> list[Draft]:
    """Of several drafts about one person and organisation, the one that also names the office."""
    chosen: dict[tuple[str, ...], Draft] = {}
    for draft in drafts:
        key = tuple(filler.mention.name for groups in draft.roles.values() for filler in groups[0])
        if key not in chosen or (chosen[key].position is None and draft.position):
            chosen[key] = draft
    return list(chosen.values())


def _best(drafts: list[Draft], sentence: Sentence, resolver: Resolver) -> list[Draft]:
    """Complete drafts; of several of one type in a clause, those that say most."""
    words = sentence.words
    kept: list[Draft] = []
    figures = other_money(sentence)
    for draft in drafts:
        related = [draft.clause, *([draft.clause.parent] if draft.clause.parent else [])]
        if draft.frame.amount:
            draft.amount = clause_amount([draft.clause], draft.trigger, figures, draft.frame.bare_amount)
            draft.amount = draft.amount or relative_amount(sentence, draft.clause, figures)
        if draft.frame.count:
            draft.count = clause_count(words, related, draft.trigger)
        complete_slots(draft, sentence, resolver)
        fill_leaders(draft, sentence, resolver)
        fill_implied(draft, sentence, resolver)
        if draft.complete() or complete_by_context(draft, sentence, resolver):
            kept.append(draft)
    fill_bought(kept)
    kept.sort(key=lambda draft: (-_weight(draft), draft.trigger))
    chosen: list[Draft] = []
    for draft in kept:
        same = next((other for other in chosen if _tells_same(other, draft)), None)
        if same is None:
            chosen.append(draft)
        elif same.frame.amount or same.frame.type == "funding_round":
            same.amount = same.amount or draft.amount
    return sorted(chosen, key=lambda draft: draft.trigger)


def _weight(draft: Draft) -> float:
    filled = sum(len(group) for groups in draft.roles.values() for group in groups)
    return filled + draft.frame.score * draft.score


def _tells_same(first: Draft, second: Draft) -> bool:
    if first.frame.type != second.frame.type:
        return False
    if first.clause is second.clause:
        return True
    if _sides_differ(first, second):
        return False
    names = [
        {filler.mention.name for groups in draft.roles.values() for group in groups for filler in group}
        for draft in (first, second)
    ]
    return names[1] <= names[0]


def _sides_differ(first: Draft, second: Draft) -> bool:
    """ "X kaufte Y 2008 und verkaufte es 2012 an Z": who buys in one telling sells in the other."""
    buyers, sellers = (
        [{filler.mention.name for group in draft.roles.get(role, []) for filler in group} for draft in (first, second)]
        for role in ("buyer", "seller")
    )
    return bool(buyers[0] & sellers[1] or buyers[1] & sellers[0])


def _finish(draft: Draft, sentence: Sentence) -> list[Event]:
    words = sentence.words
    noun = next(
        (chunk for chunk in sentence.chunks if chunk.head <= draft.trigger <= chunk.last and chunk.kind != "pronoun"),
        None,
    )
    form = "" if noun is not None else trigger_form(words, draft.clause, draft.trigger)
    draft.status = event_status(words, draft.clause, (sentence.start, sentence.end), draft.frame, form, noun)
    if draft.attribute and draft.status in (draft.frame.status, "planned"):
        draft.status = draft.frame.past  # "die übernommene Y", whatever the clause goes on to say of Y
    draft.occurred = clause_date(draft.clause, draft.trigger)
    return events_of(draft, words.starts[sentence.start], _end_of(sentence))


def _end_of(sentence: Sentence) -> int:
    words, last = sentence.words, sentence.end - 1
    while last > sentence.start and not words.words[last].strip():
        last -= 1
    return words.ends[last]
