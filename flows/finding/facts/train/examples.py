"""An annotated article as the network learns from it: which pieces are anchors, which candidates fill which roles."""

# mypy: disable-error-code="import-not-found,misc,no-any-return"
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from flows.finding.cleaned import CleanedText
from flows.finding.facts.advice import RuleAdvice
from flows.finding.facts.labels import KIND, LOSSES, NOTHING, ROLE, SPEECH, STATUS, SUBJECT
from flows.finding.facts.pairs import PAIR_WIDTH, Anchor, fits, pair_features
from flows.finding.facts.scene import Candidate, Scene, SceneSentence, read_scene
from flows.finding.facts.train.matching import (
    EntityMatch,
    anchor_piece,
    find_words,
    quote_at,
    same_money,
    same_number,
    says_value,
)
from flows.finding.frame import german_pipeline, start_doc
from flows.finding.model.features import Floats
from flows.finding.model.train.annotated import Gold
from flows.finding.numbers import Number
from flows.finding.records import Amount, DateExpression, Mention
from flows.reading.article import Article

UNKNOWN = -1  # a label that is not taught
_COMPONENT = "depesche_facts"

# What a candidate is around an anchor: its role, and the number of the bag of which one at least must have it.
Label = tuple[int, int]
_NONE: Label = (NOTHING, -1)
_UNTAUGHT: Label = (UNKNOWN, -1)


@dataclass(slots=True)
class Example:
    """One article's arrays; pieces are counted through the whole article."""

    name: str
    sentences: list[list[str]]  # forms
    marks: list[Floats]
    anchors: NDArray[np.int64]  # kind per piece, UNKNOWN where it is not taught
    values: NDArray[np.bool_]  # pieces that can anchor figures
    pairs: NDArray[np.int64]  # first and last piece of anchor and candidate, kind, role, bag
    features: Floats
    statuses: NDArray[np.int64]  # piece, status


def read_example(gold: Gold, article: Article) -> Example:
    """The article as the pipeline reads it, labelled by its annotations."""
    cleaned = CleanedText(article.text)
    pipeline = german_pipeline()
    doc = start_doc(pipeline, article, cleaned)
    for name, component in pipeline.pipeline:
        if name != _COMPONENT:
            doc = component(doc)
    return _Labeller(gold, doc, cleaned).read()


@dataclass(slots=True)
class _Labels:
    anchors: list[NDArray[np.int64]] = field(default_factory=list)
    pairs: list[tuple[int, ...]] = field(default_factory=list)
    features: list[Floats] = field(default_factory=list)
    statuses: list[tuple[int, int]] = field(default_factory=list)
    bags: dict[object, int] = field(default_factory=dict)

    def bag(self, key: object) -> int:
        return self.bags.setdefault(key, len(self.bags))


class _Labeller:
    def __init__(self, gold: Gold, doc: Doc, cleaned: CleanedText) -> None:
        self.gold, self.doc, self.cleaned = gold, doc, cleaned
        self.text: str = doc.text
        self.scene: Scene = read_scene(doc)
        self.advice = RuleAdvice(doc, self.scene)
        self.sentences: list[SceneSentence] = self.scene.sentences
        self.offsets = np.cumsum([0, *(len(each.pieces) for each in self.sentences)])
        self.match = EntityMatch(gold, self.scene, self.text)
        self.labels = _Labels([np.zeros(len(each.pieces), dtype=np.int64) for each in self.sentences])

    def read(self) -> Example:
        self._events()
        self._figures()
        self._relations()
        self._speeches()
        labels = self.labels
        values = [np.zeros(len(each.pieces), dtype=bool) for each in self.sentences]
        for number, sentence in enumerate(self.sentences):
            for each in sentence.candidates:
                values[number][each.first] |= each.kind in ("amount", "number")
        return Example(
            self.gold["doc"],
            [[form for form, _, _ in each.pieces] for each in self.sentences],
            self.advice.marks(),
            np.concatenate(labels.anchors) if labels.anchors else np.zeros(0, dtype=np.int64),
            np.concatenate(values) if values else np.zeros(0, dtype=bool),
            np.array(labels.pairs, dtype=np.int64).reshape(-1, 7),
            np.array(labels.features, dtype=np.float32).reshape(-1, PAIR_WIDTH),
            np.array(labels.statuses, dtype=np.int64).reshape(-1, 2),
        )

    def _candidates(self, anchor: Anchor) -> list[Candidate]:
        sentence = self.sentences[anchor.sentence]
        return [
            each
            for each in (*sentence.candidates, *sentence.elsewhere)
            if not anchor.is_itself(each) and fits(anchor, each, self.scene)
        ]

    def _teach(self, anchor: Anchor, label: Callable[[Candidate], Label]) -> None:
        start = self.offsets[anchor.sentence]
        for each in self._candidates(anchor):
            there = self.offsets[each.sentence]
            spans = (start + anchor.first, start + anchor.last, there + each.first, there + each.last)
            self.labels.pairs.append((*spans, KIND[anchor.kind], *label(each)))
            self.labels.features.append(pair_features(anchor, each, self.scene, self.advice))

    # Events ------------------------------------------------------------------------------------------------------

    def _events(self) -> None:
        told: dict[tuple[int, int], list[Gold]] = defaultdict(list)
        for event in self.gold["events"]:
            place = anchor_piece(self.sentences, self.text, event["evidence"], event["trigger"])
            if place is not None and (place not in told or told[place][0]["type"] == event["type"]):
                told[place].append(event)
        for (number, piece), events in told.items():
            kind = events[0]["type"]
            self.labels.anchors[number][piece] = KIND[kind]
            self.labels.statuses.append((int(self.offsets[number]) + piece, STATUS[events[0]["status"]]))
            self._teach_roles(Anchor(number, piece, piece + 1, kind), events)
        for (number, piece), events in told.items():
            self._leave_open(number, piece, events)

    def _teach_roles(self, anchor: Anchor, events: list[Gold]) -> None:
        roles = {entity: ROLE[role] for event in events for role, entity in event["arguments"]}
        sums = [event["amount"] for event in events if event["amount"]]
        counts = [event["count"] for event in events if event["count"]]
        candidates = self._candidates(anchor)
        nearest = self._nearest(anchor, candidates)
        here = [each for each in candidates if each.sentence == anchor.sentence and isinstance(each.filling, Amount)]
        money_here = any(same_money(each.filling, money) for each in here for money in sums)

        def label(each: Candidate) -> Label:
            if isinstance(each.filling, Mention):
                role = roles.get(self.match.gold_of(each.entity))
                if role is None:
                    return _NONE
                return (role, -1) if nearest[each.entity] is each else _UNTAUGHT
            if isinstance(each.filling, Amount):
                if not any(same_money(each.filling, money) for money in sums):
                    return _NONE
                return _UNTAUGHT if each.sentence != anchor.sentence and money_here else (ROLE["amount"], -1)
            counted = isinstance(each.filling, Number) and any(same_number(each.filling, count) for count in counts)
            return (ROLE["count"], -1) if counted else _NONE

        self._teach(anchor, label)

    @staticmethod
    def _nearest(anchor: Anchor, candidates: list[Candidate]) -> dict[object, Candidate]:
        """Of each entity and each period the candidate nearest to the anchor, in its own sentence first."""

        def distance(each: Candidate) -> tuple[bool, int]:
            gaps = (abs(each.first - anchor.first), abs(each.last - 1 - anchor.first))
            return each.sentence != anchor.sentence, min(gaps)

        nearest: dict[object, Candidate] = {}
        for each in sorted(candidates, key=distance):
            key = each.filling.period if isinstance(each.filling, DateExpression) else each.entity
            nearest.setdefault(key, each)
        return nearest

    def _leave_open(self, number: int, piece: int, events: list[Gold]) -> None:
        """Other tellings of an event are not annotated: what may be one is not taught."""
        stem = self.sentences[number].pieces[piece][0].lower()[:6]
        parties = {entity for event in events for _, entity in event["arguments"]}
        for other, sentence in enumerate(self.sentences):
            named = any(self.match.gold_of(each.entity) in parties for each in sentence.candidates)
            for at, (form, _, _) in enumerate(sentence.pieces):
                if self.labels.anchors[other][at] != NOTHING:
                    continue
                again = len(stem) > 3 and form.lower()[:6] == stem
                if again or (named and self.advice.may_tell(form.lower(), events[0]["type"])):
                    self.labels.anchors[other][at] = UNKNOWN

    # Figures -----------------------------------------------------------------------------------------------------

    def _figures(self) -> None:
        losses = {metric: loss for loss, metric in LOSSES.items()}
        for figure in self.gold["figures"]:
            value = self._value_of(figure)
            if value is None or self.labels.anchors[value.sentence][value.first] > NOTHING:
                continue
            bound = figure["min"] if figure["min"] is not None else figure["max"]
            kind = losses.get(figure["metric"], figure["metric"]) if bound < 0 else figure["metric"]
            self.labels.anchors[value.sentence][value.first] = KIND[kind]
            at = int(self.offsets[value.sentence]) + value.first
            self.labels.statuses.append((at, STATUS[figure["status"]]))
            self._teach_bearer(Anchor(value.sentence, value.first, value.last, kind), figure)

    def _value_of(self, figure: Gold) -> Candidate | None:
        place = find_words(self.text, figure["evidence"])
        if place is None:
            return None
        for sentence in self.sentences:
            if sentence.start < place[1] and place[0] < sentence.end:
                for each in sentence.candidates:
                    if says_value(each.filling, figure):
                        return each
        return None

    def _teach_bearer(self, anchor: Anchor, figure: Gold) -> None:
        nearest = self._nearest(anchor, self._candidates(anchor))

        def label(each: Candidate) -> Label:
            if isinstance(each.filling, DateExpression):
                if each.filling.period != figure["period"]:
                    return _NONE
                return (ROLE["period"], -1) if nearest[each.filling.period] is each else _UNTAUGHT
            if self.match.gold_of(each.entity) != figure["entity"]:
                return _NONE
            return (ROLE["bearer"], -1) if nearest[each.entity] is each else _UNTAUGHT

        self._teach(anchor, label)

    # Relations and speakers --------------------------------------------------------------------------------------

    def _relations(self) -> None:
        """Gold does not say where a relation is told: one pair at least of those that name both must tell it."""
        told = {(subject, object_): predicate for subject, predicate, object_ in self.gold["relations"]}
        together = {
            (self.match.gold_of(one.entity), self.match.gold_of(other.entity))
            for sentence in self.sentences
            for one in sentence.candidates
            for other in sentence.candidates
            if one.kind == other.kind == "name"
        }
        for number, sentence in enumerate(self.sentences):
            for each in sentence.candidates:
                if each.kind in ("name", "description"):
                    anchor = Anchor(number, each.first, each.last, SUBJECT, each.entity)
                    self._teach(anchor, lambda other, anchor=anchor: self._relation(anchor, other, told, together))

    def _relation(
        self,
        anchor: Anchor,
        other: Candidate,
        told: dict[tuple[Any, Any], str],
        together: set[tuple[Any, Any]],
    ) -> Label:
        pair = (self.match.gold_of(anchor.entity), self.match.gold_of(other.entity))
        if pair not in told:
            return _NONE
        if pair in together and other.sentence != anchor.sentence:
            return _UNTAUGHT
        return ROLE[told[pair]], self.labels.bag(pair)

    def _speeches(self) -> None:
        for speech in self.scene.speeches:
            start, end = self.cleaned.source_span(speech.quote.start, speech.quote.end)
            quote = quote_at(self.gold["quotes"], start, end)
            if quote is None:
                continue
            anchor = Anchor(speech.sentence, speech.first, speech.last, SPEECH, speech.speaker, speech.before)
            hits = [
                each
                for each in self._candidates(anchor)
                if quote["speaker"] is not None and self.match.gold_of(each.entity) == quote["speaker"]
            ]
            best = [each for each in hits if each.sentence == anchor.sentence] or hits
            bag = self.labels.bag(("speech", speech.quote.start))
            self._teach(anchor, lambda each, hits=hits, best=best, bag=bag: _speaker(each, hits, best, bag))


def _speaker(each: Candidate, hits: list[Candidate], best: list[Candidate], bag: int) -> Label:
    if all(each is not hit for hit in hits):
        return _NONE
    return (ROLE["speaker"], bag) if any(each is one for one in best) else _UNTAUGHT
