"""Rivalries told by verbs: konkurriert mit, macht Konkurrenz, setzt sich gegen jemanden durch."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.kinds import is_institution, is_union
from flows.finding.eventing.roles import Sides, followers, prepositional, sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.relating.arguments import behind_preposition, between
from flows.finding.relating.finds import Found
from flows.finding.relating.tense import denied, has_become
from flows.finding.relating.topics import TopicResolver

_RIVALRY = frozenset(["wettbewerb", "konkurrenz", "rivalität", "konkurrenzkampf"])


def verb_relations(sentence: Sentence, resolver: TopicResolver) -> Iterator[Found]:
    for clause in sentence.clauses:
        verbs = set(clause_verbs(sentence.words, clause))
        if not verbs:
            continue
        found = sides(sentence.words, clause)
        yield from _rivals(sentence, resolver, clause, found, verbs)


def _beaten(resolver: TopicResolver, winner: Chunk, losers: list[Chunk]) -> Iterator[Found]:
    """ "Talbau setzte sich gegen Nordwerk durch": no union, no authority."""
    for found in (each for loser in losers for each in between(resolver, loser, "competitor_of", [winner], 0.65)):
        if not any(is_institution(each.name.lower()) or is_union(each) for each in (found.subject, found.object)):
            yield found


def _rivals(
    sentence: Sentence, resolver: TopicResolver, clause: Clause, found: Sides, verbs: set[str]
) -> Iterator[Found]:
    subject = found.subject
    if subject is None or denied(sentence.words, clause):
        return
    if verbs & {"konkurrieren", "wetteifern"}:
        yield from between(resolver, subject, "competitor_of", behind_preposition(sentence, clause, "mit"), 0.85)
        return
    if "durch|setzen" in verbs and has_become(sentence.words, clause, "durch|setzen"):
        losers = [chunk for chunk in prepositional(clause, "gegen") if chunk.kind == "name"]
        yield from _beaten(resolver, subject, losers)
    for chunk in clause.chunks:
        if chunk.noun not in _RIVALRY:
            continue
        behind = followers(sentence.chunks, chunk, clause.end)[:1]
        if chunk.prep == "in" and behind and behind[0].prep in ("mit", "zu"):
            yield from between(resolver, subject, "competitor_of", behind, 0.8)
        elif "machen" in verbs and not chunk.prep:
            yield from between(resolver, subject, "competitor_of", found.objects[:1], 0.75)
        elif chunk.det in ("die", "der") and behind and behind[0].prep == "von" and behind[0].mention and found.objects:
            yield from between(resolver, behind[0], "competitor_of", found.objects[:1], 0.7)
