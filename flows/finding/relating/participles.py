"""Relations told in front of a noun: "die von X geführte Y", "ein 2009 von A gegründetes Unternehmen"."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.eventing.fillers import Filler
from flows.finding.eventing.kinds import describes_company
from flows.finding.relating.finds import Found
from flows.finding.relating.nouns import words
from flows.finding.relating.topics import TopicResolver

# Participles, the preposition of the phrase inside, predicate, and whether that phrase is the object.
_RULES = (
    ("lead_participles", "von", "executive_of", False, 0.8),
    ("found_participles", "von", "founder_of", False, 0.88),
    ("make_participles", "von", "product_of", True, 0.8),
    ("belong_participles", "zu", "subsidiary_of", True, 0.85),
    ("hold_participles", "an", "shareholder_of", True, 0.8),
)
_FARTHEST = 12  # tokens between the article and its noun


def participle_relations(sentence: Sentence, resolver: TopicResolver) -> Iterator[Found]:
    lows = sentence.words.lows
    for at in range(sentence.start, sentence.end):
        for group, prep, predicate, turned, score in _RULES:
            if lows[at] in words(group):
                yield from _of_participle(sentence, resolver, at, prep, predicate, turned, score)


def _of_participle(
    sentence: Sentence, resolver: TopicResolver, at: int, prep: str, predicate: str, turned: bool, score: float
) -> Iterator[Found]:
    head = next((chunk for chunk in sentence.chunks if chunk.head > at), None)
    inside = [
        chunk
        for chunk in sentence.chunks
        if chunk.head < at and at - chunk.first <= _FARTHEST and chunk is not head and chunk.prep == prep
    ]
    if head is None or head.head - at > 3 or not inside or not _adjoins(sentence, inside[-1], at):
        return
    for bearer in _borne_by(sentence, resolver, head):
        for filler in resolver.fillers(inside[-1].group[0] if inside[-1].group else inside[-1]):
            certainty = round(score * filler.certainty * bearer.certainty, 3)
            if turned:
                yield Found(bearer.mention, predicate, filler.mention, certainty)
            else:
                yield Found(filler.mention, predicate, bearer.mention, certainty)


def _adjoins(sentence: Sentence, chunk: Chunk, at: int) -> bool:
    """Between the inner phrase and the participle stand adverbs and dates only."""
    last = (chunk.group[-1] if chunk.group else chunk).last
    between = range(last + 1, at)
    return len(between) <= 4 and not any(sentence.words.lows[each] in (",", ";", "(", ")") for each in between)


def _borne_by(sentence: Sentence, resolver: TopicResolver, head: Chunk) -> list[Filler]:
    """The name behind the participle, or that which its noun is an apposition to ("X, ein von A gegründetes Haus")."""
    if head.mention is not None:
        return [Filler(head.mention, 1.0, head)]
    position = sentence.chunks.index(head)
    lows = sentence.words.lows
    for before in reversed(sentence.chunks[:position]):
        if before.mention is not None and before.mention.label == "organization":
            following = before.last + 1
            if (
                following < sentence.end
                and lows[following] == ","
                and lows[following + 1] in ("ein", "eine", "einer", "einem", "das", "die", "der")
            ):
                return [Filler(before.mention, 0.95, before)]
    if describes_company(head.noun) and head.det not in ("ein", "eine"):
        return resolver.fillers(head)
    return []
