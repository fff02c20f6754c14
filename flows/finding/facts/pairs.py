"""What is known of an anchor and a candidate together: distance, frequency, what the rules say of both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from flows.finding.facts.advice import RuleAdvice
from flows.finding.facts.labels import PREDICATES, ROLE, ROLES, ROLES_OF, SPEECH, SUBJECT, VALUES
from flows.finding.facts.scene import Candidate, Scene
from flows.finding.model.features import Floats
from flows.finding.numbers import Number
from flows.finding.records import DateExpression, Mention

_LABEL = {"organization": 0, "person": 1, "location": 2, "product": 3, "event": 4}
_CANDIDATE = {"name": 0, "description": 1, "amount": 2, "number": 3, "date": 4}
_STEPS = (1, 2, 4, 7, 12, 20)  # pieces between
_APART = (0, 1, 2, 4)  # sentences between
_MANY = 10

_PLACE = len(_LABEL) + len(_CANDIDATE)
_DISTANCE = _PLACE + 2 * (len(_STEPS) + 1)
_SENTENCES = _DISTANCE + len(_APART) + 2
_ENTITY = _SENTENCES + 8
_ADVICE = _ENTITY + len(ROLES)
PAIR_WIDTH = _ADVICE + len(PREDICATES) + 3
ADVICE_FEATURES = slice(_ENTITY, PAIR_WIDTH)

_VALUES = frozenset(VALUES)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Pieces of a sentence that a fact hangs on: an event's word, a value, the subject of relations."""

    sentence: int
    first: int
    last: int
    kind: str
    entity: int = -1  # of a subject; whom the rules hold for the speaker of a speech
    before: int = -1  # the speaker of the quotation before

    def is_itself(self, candidate: Candidate) -> bool:
        """Is the candidate the value or the name that is the anchor?"""
        same = candidate.sentence == self.sentence and candidate.first == self.first
        return same and candidate.kind != "date" and (self.kind in _VALUES or self.kind == SUBJECT)


def fits(anchor: Anchor, candidate: Candidate, scene: Scene) -> bool:
    """May the candidate have a role around such an anchor at all?"""
    if candidate.kind in ("name", "description"):
        if anchor.kind == SUBJECT:
            subject = scene.entities[anchor.entity]
            assert isinstance(candidate.filling, Mention)
            return candidate.entity != anchor.entity and (subject.label, candidate.filling.label) in _RELATED
        inside = candidate.sentence == anchor.sentence and anchor.first <= candidate.first < anchor.last
        return anchor.kind != SPEECH or not inside
    if candidate.kind == "amount":
        return "amount" in ROLES_OF[anchor.kind]
    if candidate.kind == "number":
        percent = isinstance(candidate.filling, Number) and candidate.filling.percent
        return "count" in ROLES_OF[anchor.kind] and not percent
    dated = isinstance(candidate.filling, DateExpression) and candidate.filling.period is not None
    return anchor.kind in _VALUES and dated


_RELATED = frozenset(
    [
        ("person", "organization"), ("organization", "organization"), ("location", "organization"),
        ("organization", "location"), ("product", "organization"), ("product", "product"),
    ]
)  # fmt: skip


def pair_features(anchor: Anchor, candidate: Candidate, scene: Scene, advice: RuleAdvice) -> Floats:
    """PAIR_WIDTH numbers."""
    row = np.zeros(PAIR_WIDTH, dtype=np.float32)
    row[len(_LABEL) + _CANDIDATE[candidate.kind]] = 1
    apart = candidate.sentence - anchor.sentence
    if apart == 0:
        before = candidate.last <= anchor.first
        gap = anchor.first - candidate.last if before else candidate.first - anchor.last
        step = sum(gap > limit for limit in _STEPS)
        row[_PLACE + (0 if before else len(_STEPS) + 1) + step] = 1
    else:
        far = sum(abs(apart) > limit for limit in _APART)
        row[_DISTANCE + far - 1] = 1
        row[_DISTANCE + len(_APART)] = apart > 0
        row[_DISTANCE + len(_APART) + 1] = candidate.sentence < 2
    if candidate.entity >= 0:
        _entity_features(row, anchor, candidate, scene, advice)
    elif candidate.kind == "amount":
        spans = advice.money.get(anchor.sentence, ())
        row[_ADVICE - len(ROLES) + ROLE["amount"]] = (candidate.filling.start, candidate.filling.end) in spans
    return row


def _entity_features(row: Floats, anchor: Anchor, candidate: Candidate, scene: Scene, advice: RuleAdvice) -> None:
    mention = scene.entities[candidate.entity]
    row[_LABEL[mention.label]] = 1
    count = scene.counts[candidate.entity]
    row[_SENTENCES] = min(count, _MANY) / _MANY
    row[_SENTENCES + 1] = count == 1
    row[_SENTENCES + 2] = count == max(scene.counts)
    row[_SENTENCES + 3] = mention.start < scene.sentences[min(1, len(scene.sentences) - 1)].end
    row[_SENTENCES + 4] = candidate.entity == 0
    row[_SENTENCES + 5] = candidate.kind == "description"
    sentence = scene.sentences[candidate.sentence].pieces
    after = sentence[candidate.last][0] if candidate.last < len(sentence) else ""
    row[_SENTENCES + 6] = after == "=-="
    row[_SENTENCES + 7] = any(
        other.entity == candidate.entity and other is not candidate
        for other in scene.sentences[anchor.sentence].candidates
    )
    for role, score in advice.roles.get((anchor.sentence, candidate.entity), {}).items():
        row[_ENTITY + role] = score
    if anchor.kind == SPEECH:
        row[_ENTITY + ROLE["speaker"]] = candidate.entity == anchor.entity
        row[_ADVICE + len(PREDICATES) + 1] = candidate.entity == anchor.before
        row[_ADVICE + len(PREDICATES) + 2] = anchor.entity < 0
    elif anchor.kind == SUBJECT:
        for predicate, score in advice.relations.get((anchor.entity, candidate.entity), {}).items():
            row[_ADVICE + predicate] = score
    elif anchor.kind in _VALUES:
        for each in scene.sentences[anchor.sentence].candidates:
            if each.first == anchor.first and each.kind in ("amount", "number"):
                told = advice.figure_at(anchor.sentence, each)
                if told is not None and told[2] == candidate.entity:
                    row[_ADVICE + len(PREDICATES)] = told[1]
