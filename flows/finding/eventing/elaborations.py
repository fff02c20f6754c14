"""What later sentences add to an event: "Der Kaufpreis liegt bei …", "Verkäufer ist X"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.verbs import form_index
from flows.finding.clausing.words import Words
from flows.finding.eventing.fillers import Filler, Resolver
from flows.finding.eventing.frames import ROLE_LABELS
from flows.finding.eventing.roles import prepositional
from flows.finding.eventing.slots import is_converted
from flows.finding.eventing.status import clause_verbs
from flows.finding.figuring.values import is_figure_amount
from flows.finding.lexicon import load_lexicon
from flows.finding.records import Argument, Event

REACH = 3  # sentences after the event
_NAMES = frozenset(["venture", "new", "child"])
_SINGLE = frozenset(["buyer", "seller", "customer", "supplier", "venture", "new", "child", "acquired"])


@dataclass(frozen=True, slots=True)
class Addition:
    """One entry of `lexicon/events_elaborations.yml`."""

    types: frozenset[str]
    role: str  # a role, "amount", or "status"
    nouns: frozenset[str]
    verbs: frozenset[str]
    words: frozenset[str]  # one of these must stand in the clause
    status: str


@cache
def additions() -> tuple[Addition, ...]:
    return tuple(
        Addition(
            frozenset(entry["types"]),
            entry["role"],
            frozenset(entry.get("nouns", ())),
            frozenset(entry.get("verbs", ())),
            frozenset(entry.get("words", ())),
            entry.get("status", ""),
        )
        for entry in load_lexicon("events_elaborations")
    )


@cache
def elaboration_words() -> frozenset[str]:
    """Words without which a sentence adds nothing."""
    verbs = form_index(verb for addition in additions() for verb in addition.verbs)
    return frozenset(word for addition in additions() for word in (*addition.nouns, *addition.words)) | frozenset(verbs)


def elaborate(sentence: Sentence, resolver: Resolver, events: list[Event], reach: list[int]) -> None:
    """Adds to the events told shortly before; `reach` holds how many sentences ago each was told."""
    resolver.enter(sentence.chunks)
    other = other_money(sentence)
    for clause in sentence.clauses:
        verbs = set(clause_verbs(sentence.words, clause))
        lows = {sentence.words.lows[at] for at in clause.tokens()}
        for addition in additions():
            heads = [chunk for chunk in clause.chunks if chunk.noun in addition.nouns]
            by_verb = bool(addition.verbs & verbs)
            if addition.role in _NAMES and not by_verb:
                heads = [chunk for chunk in heads if chunk.mention is not None]
            if not (heads or by_verb) or (addition.role == "status" and not (heads and by_verb)):
                continue
            if addition.words and not addition.words & lows:
                continue
            at = _latest(events, reach, addition)
            if at is not None:
                events[at] = _with(events[at], addition, sentence, resolver, clause, heads, by_verb, other)


def other_money(sentence: Sentence) -> frozenset[int]:
    """Heads of the amounts that are no price: a metric's level, money per share, the same money converted."""
    return frozenset(
        chunk.head
        for chunk in sentence.chunks
        if chunk.amount is not None
        and (
            is_figure_amount(sentence, chunk)
            or is_converted(sentence.words, chunk)
            or _is_valuation(sentence.words, sentence, chunk)
        )
    )


def _is_valuation(words: Words, sentence: Sentence, chunk: Chunk) -> bool:
    """ "mit 3 Mrd. Euro bewertet": what a company is worth."""
    clause = sentence.clause_at(chunk.head)
    return clause is not None and chunk.prep == "mit" and "bewerten" in clause_verbs(words, clause)


def _latest(events: list[Event], reach: list[int], addition: Addition) -> int | None:
    """The last event of the types that still lacks what is added."""
    for at in range(len(events) - 1, -1, -1):
        if reach[at] > REACH:
            return None
        event = events[at]
        if event.event_type not in addition.types:
            continue
        if addition.role == "status" or (addition.role == "amount" and event.amount is None):
            return at
        if addition.role == "amount":
            return None
        if addition.role not in _SINGLE or all(argument.role != addition.role for argument in event.arguments):
            return at
    return None


def _with(
    event: Event,
    addition: Addition,
    sentence: Sentence,
    resolver: Resolver,
    clause: Clause,
    heads: list[Chunk],
    by_verb: bool,
    other: frozenset[int],
) -> Event:
    if addition.role == "status":
        return replace(event, status=addition.status)
    if addition.role == "amount":
        return _with_amount(event, clause, other)
    if addition.role in _NAMES:
        return _with_arguments(event, addition.role, _named(resolver, clause, heads))
    return _with_arguments(event, addition.role, _fillers(resolver, clause, heads, by_verb))


def _with_amount(event: Event, clause: Clause, other: frozenset[int]) -> Event:
    amounts = [
        chunk.amount
        for chunk in (*clause.chunks, *clause.asides)
        if chunk.amount is not None and chunk.head not in other and chunk.prep not in ("um", "gegenüber")
    ]
    if event.amount is not None or not amounts:
        return event
    return replace(event, amount=amounts[0])


def _named(resolver: Resolver, clause: Clause, heads: list[Chunk]) -> list[Filler]:
    """ "unter dem Namen X", "das Unternehmen soll X heißen": the name that is given."""
    given = [chunk for chunk in heads if chunk.mention is not None]
    bare = [chunk for chunk in clause.chunks if chunk.kind == "name" and chunk.bare]
    chosen = given[:1] or bare[-1:]
    return [filler for chunk in chosen for filler in resolver.fillers(chunk)]


def _fillers(resolver: Resolver, clause: Clause, heads: list[Chunk], by_verb: bool) -> list[Filler]:
    """The names beside the noun ("Verkäufer ist X", "Käufer X"), or those that act in the clause."""
    found: list[Filler] = []
    for head in heads:
        if head.mention is not None:
            found.extend(resolver.fillers(head))
    if found:
        return found
    names = [chunk for chunk in clause.chunks if chunk.kind == "name" and chunk not in heads]
    bare = [chunk for chunk in names if chunk.bare]
    chosen = bare or (prepositional(clause, "von") if by_verb else [])
    if not chosen and not by_verb:
        chosen = [chunk for chunk in clause.chunks if chunk.kind == "noun" and chunk.bare and chunk not in heads]
    for chunk in chosen:
        if not chunk.group or chunk.group[0] is chunk:
            found.extend(resolver.fillers(chunk))
    return found


def _with_arguments(event: Event, role: str, fillers: list[Filler]) -> Event:
    taken = {argument.mention.name for argument in event.arguments}
    single = role in _SINGLE
    if single and any(argument.role == role for argument in event.arguments):
        return event
    added = [
        Argument(role, filler.mention)
        for filler in fillers
        if filler.mention.label in ROLE_LABELS[role] and filler.mention.name not in taken
    ]
    if not added:
        return event
    return replace(
        event, arguments=(*event.arguments, *(added[:1] if single else added)), score=round(event.score * 0.9, 3)
    )
