"""From the network's probabilities to events, relations and figures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from flows.finding.facts.advice import RuleAdvice
from flows.finding.facts.labels import (
    EVENT_STATUSES,
    EVENT_TYPES,
    FIGURE_STATUSES,
    KIND,
    KINDS,
    NOTHING,
    ROLES,
    SPEECH,
    STATUSES,
    SUBJECT,
    VALUES,
)
from flows.finding.facts.network import FactNetwork
from flows.finding.facts.pairs import Anchor, fits, pair_features
from flows.finding.facts.scene import Candidate, Scene, SceneSentence
from flows.finding.model.features import Floats

# How likely an anchor and a role must be to be looked at; `combining.py` decides what is taken up.
ANCHOR_LEAST = 0.3
ROLE_LEAST = 0.4
WEAK_LEAST = 0.05  # … for a role without which a fact says little, where nobody else has it

_EVENTS = [KIND[name] for name in EVENT_TYPES]
_VALUES = [KIND[name] for name in VALUES]


@dataclass(frozen=True, slots=True)
class Filled:
    """A candidate in a role, and how sure that is."""

    role: str
    candidate: Candidate
    chance: float


@dataclass(frozen=True, slots=True)
class Fact:
    """An anchor with what fills the roles around it."""

    anchor: Anchor
    chance: float
    status: str
    filled: tuple[Filled, ...]


def read_facts(network: FactNetwork, doc: Doc, scene: Scene, advice: RuleAdvice) -> list[Fact]:
    """Every anchor that is likely enough with its roles, in reading order; subjects, then speeches come last."""
    sentences = scene.sentences
    if not sentences:
        return []
    states = network.states([[form for form, _, _ in each.pieces] for each in sentences], advice.marks())
    offsets = np.cumsum([0, *(len(each.pieces) for each in sentences)])
    found = _anchors(network, states, scene, offsets)
    subjects = [
        (Anchor(number, each.first, each.last, SUBJECT, each.entity), 1.0)
        for number, sentence in enumerate(sentences)
        for each in sentence.candidates
        if each.kind in ("name", "description")
    ]
    speeches = [
        (Anchor(each.sentence, each.first, each.last, SPEECH, each.speaker, each.before), 1.0)
        for each in scene.speeches
    ]
    anchors = [*found, *subjects, *speeches]
    roles = _roles(network, states, [anchor for anchor, _ in anchors], scene, advice, offsets)
    at = np.array([offsets[anchor.sentence] + anchor.first for anchor, _ in found], dtype=np.int64)
    kinds = np.array([KIND[anchor.kind] for anchor, _ in found], dtype=np.int64)
    statuses = network.statuses(states[at], kinds) if found else np.zeros((0, len(STATUSES)))
    facts = []
    for number, (anchor, chance) in enumerate(anchors):
        status = _status(anchor, statuses[number]) if number < len(found) else ""
        facts.append(Fact(anchor, chance, status, tuple(roles[number])))
    return facts


def _status(anchor: Anchor, scores: Floats) -> str:
    group = EVENT_STATUSES if anchor.kind in EVENT_TYPES else FIGURE_STATUSES
    return STATUSES[group.start + int(scores[group].argmax())]


def _anchors(
    network: FactNetwork, states: Floats, scene: Scene, offsets: NDArray[np.int64]
) -> list[tuple[Anchor, float]]:
    values = np.zeros(len(states), dtype=bool)
    for number, sentence in enumerate(scene.sentences):
        for each in sentence.candidates:
            if each.kind in ("amount", "number"):
                values[offsets[number] + each.first] = True
    chances = network.anchors(states, values)
    anchors = []
    for number, sentence in enumerate(scene.sentences):
        here = chances[offsets[number] : offsets[number + 1]]
        for group in (_EVENTS, _VALUES):
            best = here[:, group].max(axis=1)
            for at in np.flatnonzero(best >= ANCHOR_LEAST):
                kind = group[int(here[at, group].argmax())]
                anchors.append((_anchor(number, int(at), kind, sentence), float(best[at])))
    return anchors


def _anchor(number: int, at: int, kind: int, sentence: SceneSentence) -> Anchor:
    name = KINDS[kind]
    last = at + 1
    if name in VALUES:
        last = max(each.last for each in sentence.candidates if each.first == at and each.kind in ("amount", "number"))
    return Anchor(number, at, last, name)


def _roles(
    network: FactNetwork,
    states: Floats,
    anchors: list[Anchor],
    scene: Scene,
    advice: RuleAdvice,
    offsets: NDArray[np.int64],
) -> dict[int, list[Filled]]:
    pairs: list[tuple[int, Candidate]] = []
    for number, anchor in enumerate(anchors):
        sentence = scene.sentences[anchor.sentence]
        pairs += [
            (number, each)
            for each in (*sentence.candidates, *sentence.elsewhere)
            if not anchor.is_itself(each) and fits(anchor, each, scene)
        ]
    found: dict[int, list[Filled]] = defaultdict(list)
    if not pairs:
        return found
    spans = np.array(
        [
            (
                offsets[anchors[number].sentence] + anchors[number].first,
                offsets[anchors[number].sentence] + anchors[number].last,
                offsets[each.sentence] + each.first,
                offsets[each.sentence] + each.last,
            )
            for number, each in pairs
        ],
        dtype=np.int64,
    )
    kinds = np.array([KIND[anchors[number].kind] for number, _ in pairs], dtype=np.int64)
    features = np.array([pair_features(anchors[number], each, scene, advice) for number, each in pairs])
    chances = network.roles(states, spans, kinds, features)
    for (number, each), row in zip(pairs, chances, strict=True):
        best = int(row[NOTHING + 1 :].argmax()) + 1
        if row[best] >= WEAK_LEAST:
            found[number].append(Filled(ROLES[best], each, float(row[best])))
    return found
