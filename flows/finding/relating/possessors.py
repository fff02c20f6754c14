"""Who "sein", "ihr", "dessen" and "deren" in front of a noun mean."""

from __future__ import annotations

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.eventing.roles import sides
from flows.finding.records import Mention
from flows.finding.relating.topics import TopicResolver

_NEAR = 150  # characters between a person and "dessen Firma" in the next sentence


def possessors(sentence: Sentence, resolver: TopicResolver, chunk: Chunk) -> list[tuple[Mention, float]]:
    """The mentions that a possessive before the phrase's noun stands for, persons among them."""
    lows = sentence.words.lows
    clause = sentence.clause_at(chunk.head)
    opener = lows[chunk.first]
    if chunk.first > sentence.start and opener not in ("dessen", "deren"):
        opener = lows[chunk.first - 1] if not chunk.det else opener
    if clause is None:
        return []
    if opener in ("dessen", "deren"):
        if clause.kind == "relative" and clause.antecedent is not None:
            return [(filler.mention, 0.9 * filler.certainty) for filler in resolver.fillers(clause.antecedent)]
        last = resolver.last_person(chunk, _NEAR)
        return [(last, 0.85)] if last is not None else []
    if not chunk.det.startswith(("sein", "ihr")):
        return []
    subject = sides(sentence.words, clause).subject
    if subject is None or subject is chunk or chunk in subject.members():
        return []
    return [(filler.mention, 0.85 * filler.certainty) for filler in resolver.fillers(subject)]
