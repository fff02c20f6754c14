"""Relations told by verbs: hält … an, ist … beteiligt, gehört zu, leitet, gründet."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.fillers import Resolver, is_stake
from flows.finding.eventing.roles import Sides, followers, prepositional, sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.relating.finds import Found

_HOLDING = frozenset(["halten", "besitzen"])
_LEADING = frozenset(["leiten", "führen"])


def verb_relations(sentence: Sentence, resolver: Resolver) -> Iterator[Found]:
    for clause in sentence.clauses:
        verbs = set(clause_verbs(sentence.words, clause))
        lows = {sentence.words.lows[at] for at in clause.tokens()}
        if not verbs and "beteiligt" not in lows:
            continue
        if lows & {"nicht", "will", "wollen", "soll", "sollen", "könnte"}:
            continue
        found = sides(sentence.words, clause)
        if found.subject is None:
            continue
        if verbs & _HOLDING:
            yield from _holds(sentence, resolver, clause, found)
        if "beteiligt" in lows and not lows & {"sich", "wurde", "wird"}:
            yield from _between(resolver, found.subject, "shareholder_of", prepositional(clause, "an"), 0.85)
        if "gehören" in verbs:
            yield from _belongs(resolver, clause, found)
        if verbs & _LEADING and found.objects and not set(clause.auxiliaries) & {"hatte", "hat", "wurde"}:
            yield from _between(resolver, found.subject, "executive_of", found.objects[:1], 0.7)
        if "gründen" in verbs:
            yield from _founds(resolver, clause, found)


def _between(resolver: Resolver, subject: Chunk, predicate: str, objects: list[Chunk], score: float) -> Iterator[Found]:
    for left in resolver.fillers(subject):
        for chunk in objects:
            for right in resolver.fillers(chunk):
                yield Found(left.mention, predicate, right.mention, round(score * left.certainty * right.certainty, 3))


def _holds(sentence: Sentence, resolver: Resolver, clause: Clause, found: Sides) -> Iterator[Found]:
    words = sentence.words
    percent = any(words.lows[at] in ("prozent", "%") for at in clause.tokens())
    stakes = [chunk for chunk in clause.chunks if chunk.kind == "noun" and is_stake(chunk.noun)]
    if not percent and not stakes:
        return
    assert found.subject is not None
    objects = prepositional(clause, "an") + prepositional(clause, "bei")
    for stake in stakes:
        for mention, tail in stake.modifiers:
            if tail:
                for left in resolver.fillers(found.subject):
                    yield Found(left.mention, "shareholder_of", mention, round(0.85 * left.certainty, 3))
        objects += [
            chunk for chunk in followers(sentence.chunks, stake, clause.end) if chunk.genitive or chunk.prep == "von"
        ]
    yield from _between(resolver, found.subject, "shareholder_of", objects, 0.85)


def _belongs(resolver: Resolver, clause: Clause, found: Sides) -> Iterator[Found]:
    assert found.subject is not None
    owners = prepositional(clause, "zu")
    if found.dative is not None:
        owners.append(found.dative)
    elif not owners:
        owners = [chunk for chunk in found.objects if chunk.kind == "name"][:1]
    named = [chunk for chunk in owners if chunk.kind == "name" or chunk.modifiers]
    yield from _between(resolver, found.subject, "subsidiary_of", named, 0.75)


def _founds(resolver: Resolver, clause: Clause, found: Sides) -> Iterator[Found]:
    assert found.subject is not None
    passive = bool(set(clause.auxiliaries) & {"wurde", "wurden", "worden", "wird"})
    if passive:
        for chunk in prepositional(clause, "von"):
            yield from _between(resolver, chunk, "founder_of", [found.subject], 0.85)
    else:
        yield from _between(resolver, found.subject, "founder_of", found.objects[:1], 0.85)
