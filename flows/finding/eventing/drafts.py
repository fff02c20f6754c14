"""A draft of an event: roles filled by a frame, before it is split into one event per fact."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.finding.clausing.segments import Clause
from flows.finding.eventing.fillers import Filler
from flows.finding.eventing.frames import Frame
from flows.finding.eventing.kinds import is_exchange, is_institution, is_part, is_site, is_union
from flows.finding.records import Amount, Argument, DateExpression, Event, Mention

EXTRACTOR = "events.frames/3"
# What a court, an office or an exchange never is.
_COMPANY_ROLES = frozenset(["company", "acquired", "old", "parent", "child", "supplier", "recipient", "party"])
_REPEATED = frozenset(["partner", "investor", "old", "party", "customer", "supplier", "location", "authority"])


# Deals have two sides: a telling that names only one is right less often.
_TWO_SIDED = frozenset(["acquisition", "contract", "investment", "funding_round", "spin_off"])
_ONE_SIDED = 0.75


@dataclass(eq=False, slots=True)
class Draft:
    """Roles with their fillers in order of discovery; one inner list per coordinated phrase."""

    frame: Frame
    clause: Clause
    trigger: int  # token
    status: str = "announced"
    roles: dict[str, list[list[Filler]]] = field(default_factory=dict)
    score: float = 1.0
    amount: Amount | None = None
    count: int | None = None
    position: str | None = None
    occurred: DateExpression | None = None
    thing: bool = False  # what changes hands is described, not named ("15 Filialen")
    joins: bool = False  # of a change at the top: the person comes, not goes
    by_office: bool = False  # … and an office is what changes hands, not only the employer
    attribute: bool = False  # told by a participle in front of a name ("die übernommene Y")

    def fill(self, role: str, fillers: list[Filler]) -> bool:
        """Give the role to those of the fillers whose label fits; False where none does."""
        byrole: dict[str, list[Filler]] = {}
        for filler in fillers:
            union = is_union(filler.mention, filler.chunk)
            exchange = filler.mention.label == "organization" and is_exchange(filler.mention.name)
            chosen = self.frame.role_for(role, filler.mention.label, union, exchange and self.frame.type == "ipo")
            if not chosen and _is_named_site(role, filler):
                chosen = "recipient" if role == "location_or_recipient" else role
            if chosen in _COMPANY_ROLES and is_institution(filler.mention.name.lower()):
                continue
            if exchange and chosen == "buyer" and filler.chunk.prep == "an":
                continue  # "geht an die Börse"
            if chosen == "authority" and filler.chunk.kind == "pronoun" and filler.mention.label == "person":
                continue
            if chosen and not self._holds(filler.mention):
                byrole.setdefault(chosen, []).append(filler)
        for chosen, group in byrole.items():
            if chosen in self.roles and chosen not in _REPEATED and (chosen, self.frame.type) != ("company", "strike"):
                continue
            self.roles.setdefault(chosen, []).append(group)
        return bool(byrole)

    def add(self, role: str, fillers: list[Filler]) -> None:
        """More fillers of a role, whether it may repeat or not ("gemeinsam mit X")."""
        group = [
            filler
            for filler in fillers
            if self.frame.role_for(role, filler.mention.label, False) == role and not self._holds(filler.mention)
        ]
        if group:
            self.roles.setdefault(role, []).append(group)

    def _holds(self, mention: Mention) -> bool:
        return any(
            same_name(filler.mention, mention) for groups in self.roles.values() for group in groups for filler in group
        )

    def names(self) -> frozenset[str]:
        """Who already has a role or is named in the clause: a description means somebody else."""
        named = {chunk.mention.name for chunk in self.clause.chunks if chunk.mention and chunk.kind == "name"}
        return frozenset(named) | self.filled()

    def filled(self) -> frozenset[str]:
        """The names of all that have a role."""
        return frozenset(filler.mention.name for groups in self.roles.values() for group in groups for filler in group)

    def complete(self) -> bool:
        """Are the roles there without which the frame says nothing?"""
        if any(not any(role in self.roles or self._slot(role) for role in needs) for needs in self.frame.needs):
            return False
        several = self.frame.pairs or self.frame.plural
        if several and sum(len(group) for group in self.roles.get(several, [])) < 2:
            return False
        return not self.frame.needs_one or any(role in self.roles or self._slot(role) for role in self.frame.needs_one)

    def _slot(self, name: str) -> bool:
        return (
            (name == "amount" and self.amount is not None)
            or (name == "count" and self.count is not None)
            or (name == "thing" and self.thing)
        )


def _is_named_site(role: str, filler: Filler) -> bool:
    """ "der Windpark X" is a place that can be bought or paid for."""
    site = filler.chunk.noun and (is_site(filler.chunk.noun) or is_part(filler.chunk.noun))
    return (
        role in ("acquired", "recipient", "location_or_recipient") and bool(site) and filler.mention.label == "location"
    )


def same_name(first: Mention, second: Mention) -> bool:
    return first.name == second.name or (first.start == second.start and first.end == second.end)


def events_of(draft: Draft, start: int, end: int) -> list[Event]:
    """One event per fact of the draft: per pair, per investor, or just one."""
    pairs = draft.frame.pairs
    if pairs and pairs in draft.roles:
        return [_event(draft, start, end, {pairs: pair}) for pair in _pairs(draft.roles[pairs])]
    split = draft.frame.split
    if split and split in draft.roles:
        fillers = [filler for group in draft.roles[split] for filler in group]
        return [_event(draft, start, end, {split: [filler]}) for filler in fillers]
    return [_event(draft, start, end, {})]


def _pairs(groups: list[list[Filler]]) -> list[list[Filler]]:
    """Each with the hub; three or more that are coordinated in one phrase form one alliance."""
    if len(groups) == 1:
        return [groups[0]]
    others = [filler for group in groups[1:] for filler in group]
    return [[hub, other] for hub in groups[0] for other in others]


def _event(draft: Draft, start: int, end: int, chosen: dict[str, list[Filler]]) -> Event:
    arguments: list[Argument] = []
    score = draft.frame.score * draft.score
    for role, groups in draft.roles.items():
        fillers = chosen.get(role) or [filler for group in groups for filler in group]
        for filler in fillers:
            arguments.append(Argument(role, filler.mention))
        score *= min(filler.certainty for filler in fillers)
    if draft.frame.type in _TWO_SIDED and len(arguments) + (draft.amount is not None) < 2:
        score *= _ONE_SIDED
    return Event(
        draft.frame.type,
        draft.status,
        start,
        end,
        tuple(arguments),
        round(score, 3),
        EXTRACTOR,
        amount=draft.amount,
        count=draft.count,
        position=draft.position,
        occurred=draft.occurred,
    )
