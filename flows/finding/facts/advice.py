"""What the rules hold of each piece and each candidate, as numbers that the fact model reads."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import cache

import numpy as np
from spacy.tokens import Doc

from flows.finding.eventing.changes import trigger_words
from flows.finding.eventing.frames import adjective_triggers, noun_triggers, verb_triggers
from flows.finding.facts.labels import EVENT_TYPES, METRICS, PREDICATES, ROLE
from flows.finding.facts.scene import Candidate, Scene, SceneSentence
from flows.finding.figuring.metrics import noun_metric
from flows.finding.model.features import Floats
from flows.finding.numbers import Number
from flows.finding.records import Amount, Mention

_TYPE = {name: number for number, name in enumerate(EVENT_TYPES)}
_METRIC = {name: number for number, name in enumerate(METRICS)}
_PREDICATE = {name: number for number, name in enumerate(PREDICATES)}
_LABEL = {"organization": 0, "person": 1, "location": 2, "product": 3, "event": 4}
_HEADS = frozenset(["title", "kicker", "headline", "standfirst", "heading"])

# Where each group of numbers begins in a piece's row.
_NAME, _VALUE, _PLACE = 0, 10, 16
_LEXICON = 22
_METRIC_WORD = _LEXICON + len(EVENT_TYPES)
_TOLD = _METRIC_WORD + len(METRICS)
_ROLE = _TOLD + len(EVENT_TYPES)
_RELATION = _ROLE + len(ROLE)
_FIGURE = _RELATION + 2 * len(PREDICATES)
MARKS_WIDTH = _FIGURE + len(METRICS)
NAME_MARKS = slice(_NAME, _VALUE)
ADVICE_MARKS = slice(_TOLD, MARKS_WIDTH)  # what the rules found, not only what words may mean


@cache
def _lexicon_types(low: str) -> tuple[int, ...]:
    """Event types whose frames the word triggers."""
    found = {_TYPE[frame.type] for frame, _ in verb_triggers().get(low, ())}
    found |= {_TYPE[frame.type] for frame in noun_triggers().find(low)}
    if low in adjective_triggers():
        found.add(_TYPE[adjective_triggers()[low].type])
    if low in trigger_words():
        found.add(_TYPE["leadership_change"])
    return tuple(sorted(found))


class RuleAdvice:
    """What the rules found in a document, by sentence and entity."""

    def __init__(self, doc: Doc, scene: Scene) -> None:
        self._doc, self._scene = doc, scene
        starts = [sentence.start for sentence in scene.sentences]
        self._entity = {
            (each.filling.start, each.filling.end): each.entity
            for sentence in scene.sentences
            for each in sentence.candidates
            if each.kind == "name"
        }
        self.told: dict[int, dict[int, float]] = defaultdict(dict)  # sentence → event type → score
        self.roles: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)  # sentence, entity → role → score
        self.money: dict[int, set[tuple[int, int]]] = defaultdict(set)  # sentence → spans of sums that events have
        for event in doc._.events:
            at = max(0, bisect_right(starts, event.start) - 1)
            kind = _TYPE[event.event_type]
            self.told[at][kind] = max(event.score, self.told[at].get(kind, 0.0))
            for argument in event.arguments:
                key = (at, self.entity_of(argument.mention))
                role = ROLE[argument.role]
                self.roles[key][role] = max(event.score, self.roles[key].get(role, 0.0))
            if event.amount is not None:
                self.money[at].add((event.amount.start, event.amount.end))
        self.relations: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)  # entities → predicate → score
        for relation in doc._.relations:
            pair = (self.entity_of(relation.subject), self.entity_of(relation.object))
            number = _PREDICATE[relation.predicate]
            self.relations[pair][number] = max(relation.score, self.relations[pair].get(number, 0.0))
        self.figures: dict[int, list[tuple[int, object, object, float, int, str | None]]] = defaultdict(list)
        for figure in doc._.figures:
            at = max(0, bisect_right(starts, figure.start) - 1)
            entry = (_METRIC[figure.metric], figure.value_min, figure.value_max, figure.score)
            self.figures[at].append((*entry, self.entity_of(figure.entity), figure.period))

    def entity_of(self, mention: Mention) -> int:
        return self._entity.get((mention.start, mention.end), -1)

    def figure_at(self, number: int, candidate: Candidate) -> tuple[int, float, int, str | None] | None:
        """Metric, score, bearer and period that the rules gave to a value."""
        if not isinstance(candidate.filling, Amount | Number):
            return None
        low, high = candidate.filling.value_min, candidate.filling.value_max
        for metric, first, second, score, entity, period in self.figures.get(number, ()):
            same = _same(low, first) and _same(high, second)
            if same:
                return metric, score, entity, period
        return None

    def may_tell(self, low: str, kind: str) -> bool:
        """Does the lexicon know the word as one that tells such events?"""
        return _TYPE[kind] in _lexicon_types(low)

    def marks(self) -> list[Floats]:
        """Pieces × MARKS_WIDTH for each sentence."""
        quoted = sorted((quote.start, quote.end, quote.kind) for quote in self._doc._.quotes)
        heads = [(block.start, block.end) for block in self._doc._.blocks if block.kind in _HEADS]
        return [self._mark(number, sentence, quoted, heads) for number, sentence in enumerate(self._scene.sentences)]

    def _mark(
        self,
        number: int,
        sentence: SceneSentence,
        quoted: list[tuple[int, int, str]],
        heads: list[tuple[int, int]],
    ) -> Floats:
        marks = np.zeros((len(sentence.pieces), MARKS_WIDTH), dtype=np.float32)
        for candidate in sentence.candidates:
            self._mark_candidate(marks, number, candidate)
        told = self.told.get(number, {})
        for at, (form, start, end) in enumerate(sentence.pieces):
            low = form.lower()
            for kind in _lexicon_types(low):
                marks[at, _LEXICON + kind] = 1
                marks[at, _TOLD + kind] = told.get(kind, 0.0)
            metric = noun_metric(low) if form[0].isupper() else None
            if metric is not None and metric.name in _METRIC:
                marks[at, _METRIC_WORD + _METRIC[metric.name]] = 1
            for first, last, kind_of in quoted:
                if first < end and start < last:
                    marks[at, _PLACE + (kind_of == "direct")] = 1
        marks[:, _PLACE + 2] = any(first <= sentence.start < last for first, last in heads)
        marks[:, _PLACE + 3] = number < 3
        marks[:, _PLACE + 4] = min(number, 20) / 20
        return marks

    def _mark_candidate(self, marks: Floats, number: int, candidate: Candidate) -> None:
        first, last = candidate.first, candidate.last
        if candidate.kind == "name":
            assert isinstance(candidate.filling, Mention)
            label = _NAME + 2 * _LABEL[candidate.filling.label]
            marks[first, label] = 1
            marks[first + 1 : last, label + 1] = 1
        else:
            column = {"amount": 0, "date": 1, "number": 2, "description": 3}[candidate.kind]
            marks[first:last, _VALUE + column] = 1
            if candidate.kind == "number" and isinstance(candidate.filling, Number) and candidate.filling.percent:
                marks[first:last, _VALUE + 4] = 1
            if candidate.kind in ("amount", "number"):
                marks[first, _VALUE + 5] = 1
                told = self.figure_at(number, candidate)
                if told is not None:
                    marks[first:last, _FIGURE + told[0]] = told[1]
        if candidate.entity >= 0:
            for role, score in self.roles.get((number, candidate.entity), {}).items():
                marks[first:last, _ROLE + role] = score
        if candidate.kind == "name":
            for (subject, object_), predicates in self.relations.items():
                for side, entity in enumerate((subject, object_)):
                    if entity == candidate.entity:
                        for predicate, score in predicates.items():
                            marks[first:last, _RELATION + 2 * predicate + side] = score


def _same(first: object, second: object) -> bool:
    """Equal bounds; a loss is the same number below zero."""
    if first is None or second is None:
        return first is second
    return abs(first) == abs(second)  # type: ignore[arg-type]
