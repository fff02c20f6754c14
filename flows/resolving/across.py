"""Which names are forms of a fuller one that other articles explain, and what overrides say of that.

A pure function of what is told at a time: the order in which articles came does not matter. A link holds
from one run to another, so that the history can give back every earlier state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flows.finding.naming.gazetteer import country_adjectives, first_names
from flows.resolving.keys import name_key
from flows.resolving.overrides import Overrides

# Runs by number: from the first on, until the second shows it no more (None: until now).
Life = tuple[int, int | None]
_ENDLESS = 1 << 40


@dataclass(frozen=True, slots=True)
class Evidence:
    """An article of these runs uses a short form beside the full name of one thing."""

    short_id: str
    full_id: str
    form: str
    name: str
    why: str  # "acronym" or "short_form"
    life: Life


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """While it holds, rows with the one id are shown with the other; in one article where it is named."""

    entity_id: str
    into_id: str
    since: int
    until: int | None
    reason: str  # one of LINK_REASONS
    detail: str
    article_id: str | None = None
    name: str | None = None  # what that article's thing is called then


def form_reason(form: str, name: str) -> str | None:
    """Why a form that an article uses for a company means it alone, too; None where it may mean others.

    >>> form_reason("NWK", "Nordwerk"), form_reason("Seilbahn", "Deutsche Seilbahn AG")
    ('acronym', 'short_form')
    >>> form_reason("Siemens", "Siemens Energy")
    """
    short, full = name_key(form), name_key(name)
    if form.isupper() and form.isalnum() and 2 <= len(form) <= 6 and short != full:
        return "acronym" if _abbreviates(short, full.split()) else None
    words, all_words = short.split(), full.split()
    before = all_words[: -len(words)]
    if not before or all_words[-len(words) :] != words or len(short) < 4:
        return None
    if all(_is_adjective(word) for word in before) or (len(before) == 1 and before[0].capitalize() in first_names()):
        return "short_form"
    return None


def _abbreviates(short: str, words: list[str]) -> bool:
    """Of several words the initials, else letters in their order from the first on."""
    if len(words) > 1 and len(short) > 1:
        initials = "".join(word[0] for word in words)
        return short == initials or short == "".join(word[0] for word in words if len(word) > 3)
    letters = iter("".join(words))
    return short[0] == words[0][0] and all(letter in letters for letter in short)


def _is_adjective(word: str) -> bool:
    return word in country_adjectives()


def find_links(evidence: Iterable[Evidence], overridden: Sequence[tuple[Overrides, Life]]) -> list[Link]:
    """The links of all times, without those that name one article; each ends where its reason does."""
    held = [*_unique(evidence, overridden), *_stated(overridden)]
    found: list[Link] = []
    for group in _connected(held):
        found += _followed(group)
    return sorted(found)


def _stated(overridden: Sequence[tuple[Overrides, Life]]) -> list[Link]:
    return [
        Link(other, entry.ids[0], *life, "override", f"{entry}: {entry.reason}")
        for overrides, life in overridden
        for entry in overrides.one
        for other in dict.fromkeys(entry.ids)
        if other != entry.ids[0]
    ]


def _unique(evidence: Iterable[Evidence], overridden: Sequence[tuple[Overrides, Life]]) -> list[Link]:
    """Per short form the times at which what is told explains it by one full name only."""
    by_short: dict[str, list[Evidence]] = defaultdict(list)
    for each in evidence:
        by_short[each.short_id].append(each)
    links = []
    for short, told in sorted(by_short.items()):
        for since, until in _segments(each.life for each in told):
            alive = sorted(
                (each for each in told if _covers(each.life, since)),
                key=lambda each: (each.full_id, each.form, each.name),
            )
            if len({each.full_id for each in alive}) == 1:
                full = alive[0]
                links.append(Link(short, full.full_id, since, until, full.why, f"{full.form} = {full.name}"))
    return [each for each in links for each in _without_forbidden(each, overridden)]


def _without_forbidden(link: Link, overridden: Sequence[tuple[Overrides, Life]]) -> list[Link]:
    """The parts of the link's life in which no override says that the names are two."""
    forbidding = [
        life
        for overrides, life in overridden
        if any({link.entity_id, link.into_id} == set(two.ids) for two in overrides.two)
    ]
    return [
        Link(link.entity_id, link.into_id, since, until, link.reason, link.detail)
        for since, until in _segments([(link.since, link.until), *forbidding])
        if _covers((link.since, link.until), since) and not any(_covers(life, since) for life in forbidding)
    ]


def _followed(links: list[Link]) -> list[Link]:
    """Links of connected things, each to what the others lead to at the time; neighbours in time joined."""
    found: list[Link] = []
    for since, until in _segments((each.since, each.until) for each in links):
        alive = [each for each in links if _covers((each.since, each.until), since)]
        for group in _connected(alive):
            target = _target(group)
            sources = {each.entity_id: each for each in sorted(group, reverse=True)}
            for each in {end for link in group for end in (link.entity_id, link.into_id)} - {target}:
                why = sources.get(each) or min(link for link in group if link.into_id == each)
                found.append(Link(each, target, since, until, why.reason, why.detail))
    return _joined(found)


def _target(group: list[Link]) -> str:
    """The id that stays: what an override names first, else the full name that is no form of another."""
    overrides = [each for each in group if each.reason == "override"]
    firsts = {each.into_id for each in overrides} - {each.entity_id for each in overrides}
    if firsts:
        return min(firsts)
    return min(
        {each.into_id for each in group} - {each.entity_id for each in group} or {each.into_id for each in group}
    )


def _joined(links: list[Link]) -> list[Link]:
    joined: list[Link] = []
    for each in sorted(links):
        last = joined[-1] if joined else None
        if last and (last.entity_id, last.into_id, last.until) == (each.entity_id, each.into_id, each.since):
            joined[-1] = Link(last.entity_id, last.into_id, last.since, each.until, last.reason, last.detail)
        else:
            joined.append(each)
    return joined


def _connected(links: Sequence[Link]) -> list[list[Link]]:
    parent: dict[str, str] = {}

    def find(item: str) -> str:
        parent.setdefault(item, item)
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for each in links:
        parent[find(each.entity_id)] = find(each.into_id)
    groups: dict[str, list[Link]] = defaultdict(list)
    for each in links:
        groups[find(each.entity_id)].append(each)
    return list(groups.values())


def _segments(lives: Iterable[Life]) -> list[Life]:
    """The times between all beginnings and ends."""
    bounds = sorted({bound for since, until in lives for bound in (since, until or _ENDLESS)})
    return [(one, None if other == _ENDLESS else other) for one, other in pairwise(bounds)]


def _covers(life: Life, at: int) -> bool:
    return life[0] <= at and (life[1] is None or at < life[1])
