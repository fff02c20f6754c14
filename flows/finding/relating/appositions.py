"""Relations between neighbours: "Karla Winter, Vorstandschefin der Nordwerk AG"."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.verbs import SEIN
from flows.finding.eventing.fillers import Resolver
from flows.finding.eventing.roles import followers, sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.records import Mention
from flows.finding.relating.finds import Found, directed
from flows.finding.relating.nouns import is_former, noun_relation, words

# "Großaktionär ist mit 31 Prozent X": of the company the text speaks of.
_BIG_OWNERS = (
    "großaktionär",
    "großaktionärin",
    "hauptaktionär",
    "hauptaktionärin",
    "mehrheitseigner",
    "mehrheitsaktionär",
)
_BETWEEN = frozenset([",", "(", "–", "-", ")", "und", "sowie"])


def apposition_relations(sentence: Sentence, resolver: Resolver) -> Iterator[Found]:
    for position, chunk in enumerate(sentence.chunks):
        if chunk.kind != "noun" or not chunk.nouns:
            continue
        relation = noun_relation(chunk.noun)
        if relation is None or (relation[0] == "executive_of" and is_former(sentence.words, chunk)):
            continue
        owners, last = _owners(sentence, resolver, chunk)
        bearers = _bearers(sentence, resolver, position, chunk, last)
        big = chunk.noun.endswith(_BIG_OWNERS)
        if (
            bearers
            and not owners
            and (relation[0] == "executive_of" or big)
            and chunk.noun not in words("weak_offices")
        ):
            spoken_of = resolver.organization_before(chunk, half=400)
            owners = [(spoken_of, 0.65)] if spoken_of is not None else []
        for bearer, bearer_score in bearers:
            for owner, owner_score in owners:
                yield directed(bearer, *relation, owner, round(bearer_score * owner_score, 3))


def participle_relations(sentence: Sentence, resolver: Resolver) -> Iterator[Found]:
    """ "die von X geführte Y", "die zu X gehörende Y"."""
    for chunk in sentence.chunks:
        if chunk.mention is None or not chunk.adjectives:
            continue
        leads = any(adjective in words("lead_participles") for adjective in chunk.adjectives)
        belongs = any(adjective in words("belong_participles") for adjective in chunk.adjectives)
        for other in sentence.chunks:
            if not chunk.first <= other.first < chunk.head or other is chunk or other.mention is None:
                continue
            if leads and other.prep == "von":
                yield Found(other.mention, "executive_of", chunk.mention, 0.8)
            if belongs and other.prep == "zu":
                yield Found(chunk.mention, "subsidiary_of", other.mention, 0.85)


def _owners(sentence: Sentence, resolver: Resolver, chunk: Chunk) -> tuple[list[tuple[Mention, float]], Chunk]:
    """Whose chief, whose subsidiary; and the last phrase that belongs to it."""
    found: list[tuple[Mention, float]] = [(mention, 0.95) for mention, tail in chunk.modifiers if tail]
    last = chunk
    before = chunk.after
    if before is not None and before.kind == "name" and before.genitive and before.mention is not None:
        found.append((before.mention, 0.95))
    for follower in followers(sentence.chunks, chunk, sentence.end):
        if follower.genitive or follower.prep in ("von", "bei", "an", "des"):
            for filler in resolver.fillers(follower):
                if not found:
                    found.append((filler.mention, filler.certainty))
            last = follower
        elif follower.prep in ("für", "in", "mit"):
            last = follower
        else:
            break
    return found, last


def _bearers(
    sentence: Sentence, resolver: Resolver, position: int, chunk: Chunk, last: Chunk
) -> list[tuple[Mention, float]]:
    """Who holds the office or is the subsidiary: before it, behind it, or the subject of "ist"."""
    view = sentence.words
    after = next((other for other in sentence.chunks[position + 1 :] if other.first > last.last), None)
    if (
        after is not None
        and after.mention is not None
        and after.bare
        and not after.modifiers
        and view.lows[last.last + 1 : after.first] in ([","], [], ["–"], ["("], ["„"])
        and _closes(view.lows, after.last + 1)
    ):
        return [(after.mention, 0.88)]
    if position:
        before = sentence.chunks[position - 1]
        between = view.lows[before.last + 1 : chunk.first]
        if (
            before.mention is not None
            and not before.modifiers
            and between in ([","], ["("], ["–"], [",", "als"])
            and chunk.prep in ("", "als")
        ):
            return [(before.mention, 0.85)]
        if before.mention is not None and chunk.prep == "als" and not between and before.prep in ("", "mit", "von"):
            return [(before.mention, 0.8)]
    clause = sentence.clause_at(chunk.head)
    if clause is not None and _is_copula(clause, clause_verbs(view, clause)) and not chunk.prep:
        subject = sides(view, clause).subject
        other = subject
        if subject is chunk:
            other = next((item for item in clause.chunks if item.bare and item is not chunk), None)
        if other is not None and other is not chunk:
            return [(filler.mention, 0.8 * filler.certainty) for filler in resolver.fillers(other)]
    return []


def _closes(lows: list[str], at: int) -> bool:
    """Does the apposition end here?"""
    return (
        at >= len(lows)
        or not lows[at][0].isalpha()
        or lows[at] in ("ist", "hat", "sagte", "und", "will", "war", "am", "in", "im", "dem", "den", "bei", "zu", "mit")
    )


def _is_copula(clause: Clause, verbs: list[str]) -> bool:
    if set(clause.auxiliaries) & {"war", "waren"} or clause.nonfinite:
        return False
    return bool(set(clause.auxiliaries) & SEIN) or "bleiben" in verbs
