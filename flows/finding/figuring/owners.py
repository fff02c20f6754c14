"""Whose figure it is: named with the metric, the subject, or the organisation spoken of before."""

from __future__ import annotations

from dataclasses import dataclass

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.fillers import Resolver, is_institution, reports
from flows.finding.eventing.roles import followers, prepositional, sides
from flows.finding.figuring.values import Level
from flows.finding.records import Mention


@dataclass(frozen=True, slots=True)
class Owner:
    mention: Mention
    score: float


def find_owner(sentence: Sentence, clause: Clause, level: Level, resolver: Resolver) -> Owner | None:
    metric = level.metric_chunk
    value = level.value_chunk
    if metric is not None and value.prep == "mit" and value.after is not None and value.after.kind == "name":
        owner = _organisation(resolver, value.after, 0.8)
        if owner is not None:
            return owner
    if metric is not None:
        named = _at_metric(sentence, clause, metric, level, resolver)
        if named is not None:
            return named
    if level.value_chunk.after is not None and level.value_chunk.prep == "mit":
        owner = _organisation(resolver, level.value_chunk.after, 0.85)
        if owner is not None:
            return owner
    return _in_clause(sentence, clause, metric, resolver)


def _at_metric(sentence: Sentence, clause: Clause, metric: Chunk, level: Level, resolver: Resolver) -> Owner | None:
    """ "der X-Umsatz", "Xs Umsatz", "der Umsatz der X", "der Umsatz bei X"."""
    for mention, _ in metric.modifiers:
        if mention.label == "organization":
            return Owner(mention, 0.95)
    before = metric.after
    if before is not None and before.kind == "name" and before.genitive:
        owner = _organisation(resolver, before, 0.95)
        if owner is not None:
            return owner
    for follower in followers(sentence.chunks, metric, sentence.end):
        if follower.kind in ("amount", "date") or follower is level.value_chunk:
            continue
        if follower.genitive or follower.prep in ("von", "bei"):
            for mention, tail in follower.modifiers:
                if mention.label == "organization" and tail.endswith(
                    ("aktie", "papier", "konzern", "gruppe", "aktien")
                ):
                    return Owner(mention, 0.9)
            owner = _organisation(resolver, follower, 0.95)
            if owner is not None:
                return owner
    if metric.prep in ("mit", "bei") and before is not None and not before.prep:
        return _organisation(resolver, before, 0.85)
    return None


def _in_clause(sentence: Sentence, clause: Clause, metric: Chunk | None, resolver: Resolver) -> Owner | None:
    found = sides(sentence.words, clause)
    candidates: list[Chunk | None] = [found.subject, *found.objects]
    if metric is not None and metric is found.subject:
        candidates = [*found.objects]
    for chunk in candidates:
        if chunk is not None and chunk is not metric:
            owner = _organisation(resolver, chunk, 0.9)
            if owner is not None:
                return owner
    for prep in ("bei", "von", "für"):
        for chunk in prepositional(clause, prep):
            owner = _organisation(resolver, chunk, 0.75)
            if owner is not None and chunk.kind == "name":
                return owner
    told_by = _teller(sentence, clause)
    if told_by is not None:
        return Owner(told_by, 0.7)
    anchor = metric or (sentence.chunks[0] if sentence.chunks else None)
    if anchor is None:
        return None
    mention = resolver.organization_before(anchor)
    return Owner(mention, 0.6) if mention is not None else None


def _teller(sentence: Sentence, clause: Clause) -> Mention | None:
    """ "…, teilte X mit", "X: Gewinn steigt …": the only company that another clause has as its subject."""
    subjects = [sides(sentence.words, other).subject for other in sentence.clauses if other is not clause]
    named = [
        chunk.mention
        for chunk in subjects
        if chunk is not None and chunk.kind == "name" and chunk.mention is not None
        if chunk.mention.label == "organization"
    ]
    single = len({mention.name for mention in named}) == 1
    tells = single and not is_institution(named[0].name.lower()) and not reports(sentence.words.text, named[0])
    return named[0] if tells else None


def _organisation(resolver: Resolver, chunk: Chunk, score: float) -> Owner | None:
    for filler in resolver.fillers(chunk, frozenset({"organization"})):
        if filler.mention.label == "organization":
            return Owner(filler.mention, round(score * filler.certainty, 3))
    return None
