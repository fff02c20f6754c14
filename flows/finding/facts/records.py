"""From facts to records: an event per fact, each value's figure, relations of subjects."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from flows.finding.facts.combining import Heard, OwnedFigure
from flows.finding.facts.decoding import ROLE_LEAST, Fact, Filled
from flows.finding.facts.details import Details
from flows.finding.facts.labels import EVENT_TYPES, LOSSES, SPEECH, SUBJECT, VALUES
from flows.finding.facts.scene import Scene
from flows.finding.numbers import Number
from flows.finding.records import Amount, Argument, DateExpression, Event, Figure, Mention, Quote, Relation, Span
from schemas.vocabulary import REPEATED_ROLES

EXTRACTOR = "facts.model/3"
PERIOD_LEAST = 0.3
SPEAKER_LEAST = 0.7  # of another speaker than the rules hold

# Roles that several must fill before a sentence needs nobody of another one.
_SIDES = {"partner": 2, "old": 2}
# Roles with one event per filler.
_SPLIT = {
    "investment": "investor",
    "acquisition": "acquired",
    "leadership_change": "person",
    "layoffs": "company",
    "ipo": "company",
    "product_launch": "product",
    "contract": "customer",
    "facility": "location",
}
# Roles that an event of the kind nearly always has: the likeliest is taken where none is sure.
_CORE = {
    "acquisition": ("acquired", "buyer"),
    "investment": ("investor",),
    "leadership_change": ("person", "organization"),
    "product_launch": ("company", "product"),
    "contract": ("supplier", "customer"),
    "legal": ("party",),
    "spin_off": ("parent",),
}
# Roles without which an event says nothing.
_NEEDS = {
    "partnership": ("partner",),
    "joint_venture": ("partner", "venture"),
    "investment": ("investor", "recipient", "location"),
    "funding_round": ("company",),
    "acquisition": ("buyer", "acquired", "seller"),
    "merger": ("old", "new"),
    "spin_off": ("parent", "child"),
    "product_launch": ("product",),
    "contract": ("supplier", "customer"),
    "legal": ("party",),
}
# … and such as need all of them.
_NEEDS_ALL = {"leadership_change": ("person", "organization")}


def events_of(fact: Fact, scene: Scene, details: Details) -> list[Event]:
    """The events that an anchor tells: one, or one per filler of the role that tells them apart."""
    kind = fact.anchor.kind
    roles = _roles(fact)
    split = _SPLIT.get(kind)
    for role, fillers in roles.items():
        if role not in REPEATED_ROLES.get(kind, ()) and role not in (split, "amount"):
            del fillers[1:]  # the surest stays
    word = scene.sentences[fact.anchor.sentence].pieces[fact.anchor.first][0]
    if not _says_enough(kind, roles) or not details.may_tell(kind, word):
        return []
    amounts = roles.pop("amount", [])
    counts = roles.pop("count", [])
    groups = [[each] for each in roles.get(split, [])] if split else []
    groups = sorted(groups, key=lambda group: group[0].candidate.first) or [[]]
    monies = sorted(amounts, key=lambda each: (each.candidate.sentence, each.candidate.first))
    events = []
    for number, group in enumerate(groups):
        if len(monies) == len(groups) > 1:
            money: Filled | None = monies[number]
        else:
            money = amounts[0] if amounts else None
        chosen = [each for role, fillers in roles.items() for each in (group if role == split else fillers)]
        events.append(_event(fact, scene, details, chosen, money, counts[0] if counts else None))
    return events


def _says_enough(kind: str, roles: dict[str, list[Filled]]) -> bool:
    if kind in _NEEDS_ALL:
        return all(role in roles for role in _NEEDS_ALL[kind])
    return any(role in roles for role in _NEEDS.get(kind, ("company",)))


def heard_of(facts: list[Fact], scene: Scene) -> dict[tuple[int, str], Heard]:
    """Start of the sentence and type of every event that is possible, with who may fill its roles."""
    heard: dict[tuple[int, str], Heard] = {}
    for fact in facts:
        here = heard.setdefault((scene.sentences[fact.anchor.sentence].start, fact.anchor.kind), Heard())
        for each in fact.filled:
            if isinstance(each.candidate.filling, Mention):
                here.add(each.role, each.candidate.entity, each.chance, each.candidate.filling)
    return heard


def _roles(fact: Fact) -> dict[str, list[Filled]]:
    """Who is sure enough of a role, the surest first; for a role of the core at least the likeliest."""
    core = _CORE.get(fact.anchor.kind, ("company",))
    roles: dict[str, list[Filled]] = {}
    taken: set[int] = set()
    for each in sorted(fact.filled, key=lambda filled: -filled.chance):
        entity = each.candidate.entity
        weak = each.chance < ROLE_LEAST
        if entity in taken or (weak and (each.role not in core or each.role in roles)):
            continue
        roles.setdefault(each.role, []).append(each)
        if entity >= 0:
            taken.add(entity)
    return {role: _nearby(role, fillers, fact.anchor.sentence) for role, fillers in roles.items()}


def _nearby(role: str, fillers: list[Filled], sentence: int) -> list[Filled]:
    """Those of the anchor's own sentence, where it names enough of them."""
    here = [each for each in fillers if each.candidate.sentence == sentence]
    return here if len(here) >= _SIDES.get(role, 1) else fillers


def _event(
    fact: Fact, scene: Scene, details: Details, chosen: list[Filled], money: Filled | None, count: Filled | None
) -> Event:
    sentence = scene.sentences[fact.anchor.sentence]
    arguments = tuple(
        Argument(each.role, each.candidate.filling) for each in chosen if isinstance(each.candidate.filling, Mention)
    )
    sure = sum(each.chance for each in chosen) / len(chosen)
    amount = money.candidate.filling if money is not None else None
    number = count.candidate.filling if count is not None else None
    counted = _whole(number) if isinstance(number, Number) else None
    _, start, end = sentence.pieces[fact.anchor.first]
    person = next((each.mention for each in arguments if each.role == "person"), None)
    return Event(
        fact.anchor.kind,
        details.status(fact.anchor.kind, fact.status, sentence, start, end),
        sentence.start,
        sentence.end,
        arguments,
        round(fact.chance * sure, 3),
        EXTRACTOR,
        amount=amount if isinstance(amount, Amount) else None,
        count=counted,
        position=details.office(sentence, start, end, person) if person is not None else None,
        occurred=details.date(sentence, start, end),
    )


def _whole(number: Number) -> int | None:
    value = number.value_max if number.value_max is not None else number.value_min
    return int(value) if value is not None and value == int(value) else None


def figures_of(fact: Fact, scene: Scene) -> list[OwnedFigure]:
    """The figure of a value: its surest bearer, its surest period."""
    bearers = [each for each in fact.filled if each.role == "bearer"]
    periods = [each for each in fact.filled if each.role == "period" and each.chance >= PERIOD_LEAST]
    if not bearers:
        return []
    bearer = max(bearers, key=lambda each: each.chance)
    assert isinstance(bearer.candidate.filling, Mention)
    period = max(periods, key=lambda each: each.chance).candidate.filling if periods else None
    sentence = scene.sentences[fact.anchor.sentence]
    value = next(
        each.filling
        for each in sentence.candidates
        if each.first == fact.anchor.first and each.kind in ("amount", "number")
    )
    assert isinstance(value, Amount | Number)
    unit = value.currency if isinstance(value, Amount) else "percent" if value.percent else "people"
    low, high = _bounds(value, fact.anchor.kind in LOSSES)
    if low is None and high is None:
        return []
    figure = Figure(
        bearer.candidate.filling,
        LOSSES.get(fact.anchor.kind, fact.anchor.kind),
        low,
        high,
        unit,
        period.period if isinstance(period, DateExpression) else None,
        fact.status,
        sentence.start,
        sentence.end,
        round(fact.chance * bearer.chance, 3),
        EXTRACTOR,
    )
    return [OwnedFigure(figure, bearer.chance)]


def _bounds(value: Amount | Number, loss: bool) -> tuple[Decimal | None, Decimal | None]:
    if not loss:
        return value.value_min, value.value_max
    low = -value.value_max if value.value_max is not None else None
    high = -value.value_min if value.value_min is not None else None
    return low, high


def relations_of(fact: Fact, scene: Scene) -> list[Relation]:
    """Relations whose subject the anchor is."""
    subject = scene.entities[fact.anchor.entity]
    found = []
    for each in fact.filled:
        candidate = each.candidate
        if not isinstance(candidate.filling, Mention):
            continue
        ends = (scene.sentences[fact.anchor.sentence], scene.sentences[candidate.sentence])
        start = min(end.start for end in ends)
        stop = max(end.end for end in ends)
        found.append(Relation(subject, each.role, candidate.filling, start, stop, round(each.chance, 3), EXTRACTOR))
    return found


def is_event(fact: Fact) -> bool:
    return fact.anchor.kind in EVENT_TYPES


def is_figure(fact: Fact) -> bool:
    return fact.anchor.kind in VALUES


def is_subject(fact: Fact) -> bool:
    return fact.anchor.kind == SUBJECT


def is_speech(fact: Fact) -> bool:
    return fact.anchor.kind == SPEECH


def with_speakers(facts: list[Fact], scene: Scene, quotes: list[Quote]) -> list[Quote]:
    """The quotations with their likeliest speakers."""
    named: dict[int, Quote] = {}
    for speech, fact in zip(scene.speeches, facts, strict=True):
        best = max(fact.filled, key=lambda each: each.chance, default=None)
        if best is None or best.chance < SPEAKER_LEAST or best.candidate.entity == speech.speaker:
            continue
        mention = best.candidate.filling
        assert isinstance(mention, Mention)
        pieces = scene.sentences[best.candidate.sentence].pieces
        span = Span(pieces[best.candidate.first][1], pieces[best.candidate.last - 1][2])
        named[id(speech.quote)] = replace(speech.quote, speaker=span, speaker_mention=mention)
    return [named.get(id(quote), quote) for quote in quotes]
