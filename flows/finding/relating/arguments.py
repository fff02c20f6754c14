"""Relations between the arguments of a verb, whatever the verb."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.roles import prepositional
from flows.finding.relating.finds import Found
from flows.finding.relating.topics import TopicResolver


def between(
    resolver: TopicResolver, subject: Chunk, predicate: str, objects: list[Chunk], score: float
) -> Iterator[Found]:
    """The relation from everyone that the first phrase stands for to everyone that the others stand for."""
    for left in resolver.fillers(subject):
        for chunk in objects:
            for right in resolver.fillers(chunk):
                yield Found(left.mention, predicate, right.mention, round(score * left.certainty * right.certainty, 3))


def behind_preposition(sentence: Sentence, clause: Clause, prep: str) -> list[Chunk]:
    """The phrases with a preposition, and what "an dem" and "zu der" of a relative clause stand for."""
    found = prepositional(clause, prep)
    lows = sentence.words.lows
    if clause.relative_at > sentence.start and clause.antecedent is not None and lows[clause.relative_at - 1] == prep:
        found.append(clause.antecedent)
    return found
