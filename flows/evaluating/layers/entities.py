"""Entities: distinct things of an article, by label and any shared form of their names."""

from __future__ import annotations

from collections.abc import Iterator

from flows.evaluating.judgements import Comparison, Judgement, Verdict, compared, right
from flows.evaluating.matching import pair, same_party
from flows.evaluating.records import Gold, Party, Reading


def judge_entities(gold: Gold, found: Reading) -> Iterator[Judgement | Comparison]:
    """Things by label and name, the country of those that both sides have, and labels mixed up."""
    pairing = pair(gold.reading.entities, found.entities, _shared_forms)
    for want, have in pairing.pairs:
        yield from right("entities", want.label)
        yield compared("entities", "entity label", want.label, have.label)
        if want.country or have.country:
            yield compared("entities", "entity country", want.country, have.country)
    mixed_up = pair(pairing.missed, pairing.wrong, lambda want, have: len(want.forms & have.forms))
    for want, have in mixed_up.pairs:
        yield compared("entities", "entity label", want.label, have.label)
        yield _judgement(Verdict.MISSED, want, f"found as {have.label}")
        yield _judgement(Verdict.WRONG, have, f"gold has it as {want.label}")
    for want in mixed_up.missed:
        yield _judgement(Verdict.MISSED, want, _twin(want, found.entities, "is found once for two"))
    for have in mixed_up.wrong:
        yield _judgement(Verdict.WRONG, have, _twin(have, gold.reading.entities, "is one in the gold, found as two"))


def _shared_forms(want: Party, have: Party) -> int:
    return len(want.forms & have.forms) if want.label == have.label else 0


def _judgement(verdict: Verdict, party: Party, note: str) -> Judgement:
    span = party.spans[0] if party.spans else None
    return Judgement("entities", party.label, verdict, party.name, party.spans[:1], span, note)


def _twin(party: Party, others: tuple[Party, ...], words: str) -> str:
    return next((f"{other.name} {words}" for other in others if same_party(party, other)), "")
