"""Judgements of many articles summed up: tallies by layer and kind, details compared, and what `score` buys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flows.evaluating.judgements import Comparison, Judgement, Verdict
from flows.evaluating.layers import JUDGES
from flows.evaluating.records import Gold, Reading

# Layers of a report in its order; `speakers` follow from quotes, `events=` (every argument right) from events.
REPORTED = ("mentions", "entities", "amounts", "quotes", "speakers", "events", "events=", "relations", "figures")
_FOLLOWING = {"quotes": "speakers", "events": "events="}
# Layers whose records have a score that users can filter by, and where the curve is measured.
_WITH_SCORE = ("mentions", "quotes", "events", "relations", "figures")
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


@dataclass(slots=True)
class Tally:
    """Counts of a layer or kind; its figures are shares of 1, and 0 where there is nothing to divide by."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    def add(self, verdict: Verdict) -> None:
        setattr(self, verdict.value, getattr(self, verdict.value) + 1)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Detail:
    """How often a detail is the same on both sides, and which values are taken for which."""

    equal: int = 0
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)  # (gold, found)

    @property
    def total(self) -> int:
        return self.equal + self.confused.total()

    @property
    def accuracy(self) -> float:
        return self.equal / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Problem:
    """A judgement that is not right, with its article."""

    doc: str
    judgement: Judgement
    text: str


@dataclass(slots=True)
class Score:
    """Everything measured by one gold file."""

    name: str
    documents: int = 0
    layers: dict[str, Tally] = field(default_factory=dict)
    kinds: dict[str, dict[str, Tally]] = field(default_factory=dict)
    details: dict[str, Detail] = field(default_factory=dict)
    curves: dict[str, dict[float, Tally]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def open(self, layer: str) -> None:
        """Have a tally of the layer, also where no record of it comes."""
        for each in filter(None, (layer, _FOLLOWING.get(layer))):
            self.layers.setdefault(each, Tally())
            self.kinds.setdefault(each, {})

    def add(self, doc: str, text: str, verdict: Judgement | Comparison) -> None:
        if isinstance(verdict, Comparison):
            detail = self.details.setdefault(verdict.detail, Detail())
            if verdict.equal:
                detail.equal += 1
            else:
                detail.confused[verdict.gold, verdict.found] += 1
            return
        self.layers[verdict.layer].add(verdict.verdict)
        self.kinds[verdict.layer].setdefault(verdict.kind, Tally()).add(verdict.verdict)
        if verdict.verdict is not Verdict.RIGHT:
            self.problems.append(Problem(doc, verdict, text))


def score(name: str, articles: Iterable[Gold], found: Mapping[str, Reading]) -> Score:
    """The articles of a gold file against what was found; one that was not found counts as empty."""
    result = Score(name)
    for gold in articles:
        reading = found.get(gold.doc, Reading(gold.reading.text))
        result.documents += 1
        for layer in filter(gold.layers.__contains__, JUDGES):
            result.open(layer)
            for verdict in JUDGES[layer](gold, reading):
                result.add(gold.doc, reading.text, verdict)
            if layer in _WITH_SCORE:
                _add_curve(result, layer, gold, reading)
    result.layers = {layer: result.layers[layer] for layer in REPORTED if layer in result.layers}
    return result


def _add_curve(result: Score, layer: str, gold: Gold, reading: Reading) -> None:
    """What is left of the layer where users ask for `score >= threshold`."""
    curve = result.curves.setdefault(layer, {threshold: Tally() for threshold in THRESHOLDS})
    records = getattr(reading, layer)
    for threshold, tally in curve.items():
        kept: dict[str, Any] = {layer: tuple(each for each in records if each.score >= threshold)}
        for verdict in JUDGES[layer](gold, replace(reading, **kept)):
            if isinstance(verdict, Judgement) and verdict.layer == layer:
                tally.add(verdict.verdict)
