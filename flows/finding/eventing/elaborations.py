"""What later sentences add to an event: "Der Kaufpreis liegt bei …", "Verkäufer ist X"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.verbs import form_index
from flows.finding.eventing.fillers import Filler, Resolver
from flows.finding.eventing.frames import ROLE_LABELS
from flows.finding.eventing.roles import prepositional
from flows.finding.eventing.status import clause_verbs
from flows.finding.lexicon import load_lexicon
from flows.finding.records import Argument, Event

_REACH = 3  # sentences after the event


@dataclass(frozen=True, slots=True)
class Addition:
    """One entry of `lexicon/events_elaborations.yml`."""

    types: frozenset[str]
    role: str  # a role, or "amount"
    nouns: frozenset[str]
    verbs: frozenset[str]


@cache
def additions() -> tuple[Addition, ...]:
    return tuple(
        Addition(
            frozenset(entry["types"]),
            entry["role"],
            frozenset(entry.get("nouns", ())),
            frozenset(entry.get("verbs", ())),
        )
        for entry in load_lexicon("events_elaborations")
    )


@cache
def elaboration_words() -> frozenset[str]:
    takings = form_index(verb for addition in additions() if addition.role == "amount" for verb in addition.verbs)
    return (
        frozenset(noun for addition in additions() for noun in addition.nouns)
        | frozenset(takings)
        | {
            "angeführt",
            "beteiligten",
            "beteiligt",
            "dabei",
        }
    )


def elaborate(sentence: Sentence, resolver: Resolver, events: list[Event], reach: list[int]) -> None:
    """Adds to the events told shortly before; `reach` holds how many sentences ago each was told."""
    resolver.enter(sentence.chunks)
    for clause in sentence.clauses:
        verbs = set(clause_verbs(sentence.words, clause))
        for addition in additions():
            heads = [chunk for chunk in clause.chunks if chunk.noun in addition.nouns]
            if not heads and not addition.verbs & verbs:
                continue
            at = _latest(events, reach, addition.types)
            if at is None:
                continue
            if addition.role == "amount":
                events[at] = _with_amount(events[at], clause)
            else:
                fillers = _fillers(resolver, clause, heads, bool(addition.verbs & verbs))
                events[at] = _with_arguments(events[at], addition.role, fillers)


def _latest(events: list[Event], reach: list[int], types: frozenset[str]) -> int | None:
    for at in range(len(events) - 1, -1, -1):
        if reach[at] > _REACH:
            return None
        if events[at].event_type in types:
            return at
    return None


def _with_amount(event: Event, clause: Clause) -> Event:
    amounts = [chunk.amount for chunk in clause.chunks if chunk.amount is not None]
    if event.amount is not None or not amounts:
        return event
    return replace(event, amount=amounts[0])


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
    for chunk in chosen:
        if not chunk.group or chunk.group[0] is chunk:
            found.extend(resolver.fillers(chunk))
    return found


def _with_arguments(event: Event, role: str, fillers: list[Filler]) -> Event:
    taken = {argument.mention.name for argument in event.arguments}
    single = role in ("buyer", "seller", "customer", "supplier")
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
