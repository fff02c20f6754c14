"""What rules and model found, as one: the rules' facts first, then those that only the model sees and is sure of.

The rules are read by the model as advice, so where both tell the same the model says how likely it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from flows.finding.records import Argument, Event, Figure, Mention, Relation
from schemas.vocabulary import REPEATED_ROLES

# Chosen on the articles held out of training and the development gold; see README.md beside this file.
EVENT_LEAST = 0.6  # score of an event that only the model tells
FIGURE_LEAST = 0.5
RELATION_LEAST = 0.65
ARGUMENT_LEAST = 0.5  # score of an event whose arguments fill what the rules left open
UNTOLD = 0.35  # factor for what the rules tell in a sentence where the model sees nothing of the kind
FILLER_LEAST = 0.5  # chance of another filler than the rules found …
FILLER_LEAD = 0.6  # … and how much likelier it is than theirs
OWNER_LEAST = 0.5  # chance of another owner than the rules found for a value …
GUESSED = 0.64  # … where they score less, since then they took whom the text speaks of, not whom a clause names

EntityOf = Callable[[Mention], int]


@dataclass(slots=True)
class Heard:
    """Who may fill which role of a type of event in a sentence: per role and entity the chance and a mention."""

    roles: dict[str, dict[int, tuple[float, Mention]]] = field(default_factory=dict)

    def add(self, role: str, entity: int, chance: float, mention: Mention) -> None:
        fillers = self.roles.setdefault(role, {})
        if chance > fillers.get(entity, (0.0,))[0]:
            fillers[entity] = (chance, mention)


def combine_events(
    rules: list[Event], model: list[Event], heard: dict[tuple[int, str], Heard], entity_of: EntityOf
) -> list[Event]:
    """Events of both; `heard` has start of the sentence and type of all that the model holds possible."""
    told: dict[tuple[int, str], list[Event]] = defaultdict(list)
    for event in model:
        told[event.start, event.event_type].append(event)
    combined = []
    known: dict[tuple[int, str], set[int]] = defaultdict(set)  # … and who has a part in those events
    for event in rules:
        known[event.start, event.event_type].update(entity_of(each.mention) for each in event.arguments)
    for event in rules:
        key = (event.start, event.event_type)
        if key in heard:
            combined.append(_completed(_corrected(event, heard[key], known[key], entity_of), told.get(key, [])))
        else:
            combined.append(replace(event, score=round(event.score * UNTOLD, 3)))
    new = [each for each in model if (each.start, each.event_type) not in known and each.score >= EVENT_LEAST]
    return sorted([*combined, *new], key=lambda each: (each.start, each.end))


def _corrected(event: Event, heard: Heard, taken: set[int], entity_of: EntityOf) -> Event:
    """The event with the model's filler of a role where the model is far surer of that one, and it is not `taken`."""
    arguments = []
    for each in event.arguments:
        fillers = heard.roles.get(each.role, {})
        if fillers and each.role not in REPEATED_ROLES.get(event.event_type, ()):
            mine = fillers.get(entity_of(each.mention), (0.0,))[0]
            entity, (chance, mention) = max(fillers.items(), key=lambda item: item[1][0])
            if entity not in taken and chance >= FILLER_LEAST and chance - mine >= FILLER_LEAD:
                each = replace(each, mention=mention)
                taken.add(entity)
        arguments.append(each)
    return replace(event, arguments=tuple(arguments))


def _completed(event: Event, others: list[Event]) -> Event:
    """The event with the arguments and the money that only the model sees, where it tells one event there."""
    if len(others) != 1 or others[0].score < ARGUMENT_LEAST:
        return event
    (other,) = others
    roles = {each.role for each in event.arguments}
    names = {each.mention.name for each in event.arguments}
    missing: list[Argument] = [
        each for each in other.arguments if each.role not in roles and each.mention.name not in names
    ]
    return replace(
        event,
        arguments=(*event.arguments, *missing),
        amount=event.amount or other.amount,
        count=event.count if event.count is not None else other.count,
        position=event.position or other.position,
        score=max(event.score, other.score),
    )


@dataclass(frozen=True, slots=True)
class OwnedFigure:
    """A figure of the model with how likely its owner is."""

    figure: Figure
    owned: float


def combine_figures(rules: list[Figure], model: list[OwnedFigure], entity_of: EntityOf) -> list[Figure]:
    """The rules' figures, with the model's owner where it is sure of another, and the model's for other values."""
    told: dict[tuple[int, Decimal], OwnedFigure] = {}
    for each in model:
        for key in _values(each.figure):
            told.setdefault(key, each)
    known = {key for figure in rules for key in _values(figure)}
    combined = []
    for figure in rules:
        other = next((told[key] for key in _values(figure) if key in told), None)
        elsewhere = other is not None and entity_of(other.figure.entity) != entity_of(figure.entity)
        if other is not None and elsewhere and figure.score < GUESSED and other.owned >= OWNER_LEAST:
            combined.append(replace(figure, entity=other.figure.entity))
        else:
            combined.append(figure)
    new = [
        each.figure for each in model if each.figure.score >= FIGURE_LEAST and known.isdisjoint(_values(each.figure))
    ]
    return sorted([*combined, *new], key=lambda each: (each.start, each.end))


def _values(figure: Figure) -> list[tuple[int, Decimal]]:
    """What tells a value apart: its sentence and its bounds, whatever their sign."""
    return [(figure.start, abs(bound)) for bound in (figure.value_min, figure.value_max) if bound is not None]


def combine_relations(rules: list[Relation], model: list[Relation], entity_of: EntityOf) -> list[Relation]:
    """The rules' relations, and the model's between two of whom the rules say nothing."""
    known = {(entity_of(each.subject), entity_of(each.object)) for each in rules}
    new = [
        each
        for each in model
        if each.score >= RELATION_LEAST and (entity_of(each.subject), entity_of(each.object)) not in known
    ]
    return sorted([*rules, *new], key=lambda each: (each.start, each.end))
