"""Relations: subject, predicate and object."""

from __future__ import annotations

from collections.abc import Iterator

from flows.evaluating.judgements import Comparison, Judgement, Verdict, compared, right
from flows.evaluating.matching import pair, same_party
from flows.evaluating.records import Gold, Reading, Relation
from flows.evaluating.wording import relation_in_words
from flows.finding.records import Span


def judge_relations(gold: Gold, found: Reading) -> Iterator[Judgement | Comparison]:
    """Relations by all three parts, and predicates mixed up between the same two."""
    pairing = pair(gold.reading.relations, found.relations, _same)
    for want, have in pairing.pairs:
        yield from right("relations", want.predicate)
        yield compared("relations", "relation predicate", want.predicate, have.predicate)
    mixed_up = pair(pairing.missed, pairing.wrong, _same_two)
    for want, have in mixed_up.pairs:
        yield compared("relations", "relation predicate", want.predicate, have.predicate)
        yield _judgement(Verdict.MISSED, want, f"found {relation_in_words(have)}")
        yield _judgement(Verdict.WRONG, have, f"gold {relation_in_words(want)}")
    for want in mixed_up.missed:
        yield _judgement(Verdict.MISSED, want, "")
    for have in mixed_up.wrong:
        yield _judgement(Verdict.WRONG, have, "")


def _same(want: Relation, have: Relation) -> bool:
    return want.predicate == have.predicate and _same_direction(want, have)


def _same_direction(want: Relation, have: Relation) -> bool:
    return same_party(want.subject, have.subject) and same_party(want.object, have.object)


def _same_two(want: Relation, have: Relation) -> bool:
    turned = same_party(want.subject, have.object) and same_party(want.object, have.subject)
    return turned or _same_direction(want, have)


def _judgement(verdict: Verdict, relation: Relation, note: str) -> Judgement:
    marks = _marks(relation)
    evidence = relation.evidence or _stretch(marks)
    return Judgement("relations", relation.predicate, verdict, relation_in_words(relation), marks, evidence, note)


def _marks(relation: Relation) -> tuple[Span, ...]:
    """Where both are named nearest to each other; gold relations say no place."""
    both = [
        (abs(one.start - other.start), one, other)
        for one in relation.subject.spans
        for other in relation.object.spans
        if relation.evidence is None
        or (relation.evidence.start <= min(one.start, other.start) and max(one.end, other.end) <= relation.evidence.end)
    ]
    return min(both, key=lambda each: each[0])[1:] if both else (relation.subject.spans + relation.object.spans)[:1]


def _stretch(marks: tuple[Span, ...]) -> Span | None:
    return Span(min(each.start for each in marks), max(each.end for each in marks)) if marks else None
