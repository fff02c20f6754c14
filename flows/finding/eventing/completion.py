"""Roles that a name near the trigger fills by what it is: unions, courts, places, the one company."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.drafts import Draft
from flows.finding.eventing.fillers import Filler, Resolver
from flows.finding.eventing.kinds import describes_company, is_institution, is_site, is_union, reports
from flows.finding.eventing.roles import followers, sides
from flows.finding.eventing.slots import clause_count
from flows.finding.lexicon import load_lexicon
from flows.finding.records import Mention

_NEAR, _SENTENCE, _TOPIC = 0.85, 0.7, 0.55  # certainty of a name in the clause, in the sentence, in the text
_DEALS = ("übernahme", "fusion", "zusammenschluss", "kauf", "verkauf", "beteiligung", "einstieg")
_INDEFINITE = frozenset(["ein", "eine", "kein", "keine", "mehrere", "viele", "einige"])
_PLACE_PREPS = frozenset(["in", "bei", "an", "auf", "nahe", "vor"])
_COMPANY_PREPS = frozenset(["", "bei", "von", "in", "an", "für", "durch"])


@dataclass(frozen=True)
class Slots:
    """What is looked for by type of event; the keys of `lexicon/events_slots.yml`."""

    company: str = ""  # the role of the one company nearby
    union: bool = False
    location: bool = False
    authority: bool = False


@cache
def _slots(event_type: str) -> Slots | None:
    found = load_lexicon("events_slots")["types"].get(event_type)
    return Slots(**found) if found else None


@cache
def is_authority(name: str) -> bool:
    """A court, prosecutor or regulator by its name: it judges and fines, and nobody takes it over.

    >>> is_authority("Landgericht Köln"), is_authority("EU-Kommission"), is_authority("Talbau")
    (True, True, False)
    """
    low = name.lower()
    data = load_lexicon("events_slots")
    return low in data["authorities"] or any(part in low for part in data["authority_parts"])


def complete_slots(draft: Draft, sentence: Sentence, resolver: Resolver) -> None:
    """Fill what the frame's grammar left open."""
    slots = _slots(draft.frame.type)
    if draft.frame.official:
        _keep_officials(draft)
    if slots is None or not draft.frame.nearby:
        return
    if draft.frame.deal and "party" not in draft.roles:
        _fill_deal(draft, sentence, resolver)
    if slots.union and "union" not in draft.roles:
        _fill_by(draft, sentence, "union", lambda chunk: chunk.mention is not None and is_union(chunk.mention, chunk))
    if slots.authority:
        _fill_by(
            draft, sentence, "authority", lambda chunk: chunk.mention is not None and is_authority(chunk.mention.name)
        )
    if draft.frame.split == "location" and "location" in draft.roles:
        groups = [[each for each in group if not _inside_place(each.chunk)] for group in draft.roles["location"]]
        draft.roles["location"] = [group for group in groups if group] or draft.roles["location"]
    if slots.location and "location" not in draft.roles:
        _fill_places(draft)
    if draft.frame.count and draft.count is None and "union" in draft.roles:
        draft.count = clause_count(sentence.words, sentence.clauses, draft.trigger)
    if slots.company and slots.company not in draft.roles and (not slots.authority or _official(draft)):
        _fill_company(draft, sentence, resolver, slots.company)
    if slots.company and slots.company not in draft.roles and _may_be_topic(draft, sentence):
        _fill_topic(draft, sentence, resolver, slots.company)


def _official(draft: Draft) -> bool:
    return any(is_authority(filler.mention.name) for group in draft.roles.get("authority", []) for filler in group)


def _keep_officials(draft: Draft) -> None:
    """Who is no court and no regulator is no authority here."""
    groups = [
        [filler for filler in group if is_authority(filler.mention.name)] for group in draft.roles.get("authority", [])
    ]
    draft.roles.pop("authority", None)
    if any(groups):
        draft.roles["authority"] = [group for group in groups if group]


def _fill_deal(draft: Draft, sentence: Sentence, resolver: Resolver) -> None:
    """ "untersagt die Übernahme von X durch Y": Y is stopped; without Y all who are named."""
    for chunk in draft.clause.chunks:
        if chunk.noun.endswith(_DEALS):
            behind = followers(sentence.chunks, chunk, draft.clause.end)
            buyers = [item for item in behind if item.prep == "durch"]
            for item in buyers or [item for item in behind if item.genitive or item.prep in ("von", "mit", "zwischen")]:
                draft.fill("party", resolver.actors(item, draft.names()))


def _may_be_topic(draft: Draft, sentence: Sentence) -> bool:
    """Does the clause say enough of an event for the company to be the one the text speaks of?"""
    subject = sides(sentence.words, draft.clause).subject
    if subject is not None and subject.det in _INDEFINITE and describes_company(subject.noun):
        return False
    told = {
        "strike": draft.count is not None or "union" in draft.roles,
        "layoffs": draft.count is not None,
        "facility": "location" in draft.roles,
        "legal": _official(draft) and (draft.amount is not None or draft.frame.official),
    }
    return told.get(draft.frame.type, False)


def _fill_topic(draft: Draft, sentence: Sentence, resolver: Resolver, role: str) -> None:
    if not draft.clause.chunks:
        return
    anchor = draft.clause.chunks[0]
    mention = resolver.organization_before(anchor, draft.names())
    trigger = next((chunk for chunk in sentence.chunks if chunk.first <= draft.trigger <= chunk.last), anchor)
    if mention is not None and not is_authority(mention.name):
        draft.fill(role, [Filler(mention, _TOPIC, trigger)])


def _fill_by(draft: Draft, sentence: Sentence, role: str, fits: Callable[[Chunk], bool]) -> None:
    clauses = [draft.clause, *(clause for clause in sentence.clauses if clause is not draft.clause)]
    for clause in clauses:
        found = [chunk for chunk in (*clause.chunks, *clause.asides) if chunk.kind == "name" and fits(chunk)]
        certainty = _NEAR if clause is draft.clause else _SENTENCE
        if found and draft.fill(role, [Filler(chunk.mention, certainty, chunk) for chunk in found if chunk.mention]):
            return


def _fill_places(draft: Draft) -> None:
    """ "in Kassel", "am Standort Kassel", "im Kasseler Werk"."""
    for chunk in draft.clause.chunks:
        mention = chunk.mention
        if _inside_place(chunk):
            continue
        if mention is not None and mention.label == "location":
            site = bool(chunk.nouns) and is_site(chunk.nouns[-1])
            if chunk.prep in _PLACE_PREPS or site:
                draft.fill("location", [Filler(mention, _NEAR, chunk)])
        elif chunk.nouns and is_site(chunk.nouns[-1]):
            draft.fill(
                "location",
                [Filler(place, _NEAR, chunk) for place, tail in chunk.modifiers if not tail],
            )


def _inside_place(chunk: Chunk) -> bool:
    """ "in Köln in Nordrhein-Westfalen": the second only says where the first is."""
    before = chunk.after
    return (
        before is not None
        and before not in chunk.group
        and before.mention is not None
        and before.mention.label == "location"
        and before.kind == "name"
    )


def _fill_company(draft: Draft, sentence: Sentence, resolver: Resolver, role: str) -> None:
    """The clause's one company; else the subject that the clause shares with another."""
    near = _companies(draft.clause, resolver)
    names = {filler.mention.name for filler in near}
    if len(names) == 1:
        draft.fill(role, near[:1])
        return
    if names or draft.clause.parent is None:
        return
    subject = sides(sentence.words, draft.clause.parent).subject
    if subject is not None and draft.clause.kind == "infinitive":
        draft.fill(role, [filler for filler in resolver.actors(subject) if not is_authority(filler.mention.name)])


def _companies(clause: Clause, resolver: Resolver) -> list[Filler]:
    found: list[Filler] = []
    for chunk in clause.chunks:
        if chunk.kind == "name" and chunk.mention is not None and _is_company(chunk.mention, chunk, resolver):
            if chunk.prep in _COMPANY_PREPS:
                found.append(Filler(chunk.mention, _SENTENCE, chunk))
        elif chunk.kind == "noun":
            found.extend(
                Filler(mention, _SENTENCE, chunk)
                for mention, tail in chunk.modifiers
                if tail and _is_company(mention, chunk, resolver)
            )
    return found


def _is_company(mention: Mention, chunk: Chunk, resolver: Resolver) -> bool:
    return (
        mention.label == "organization"
        and not is_union(mention, chunk)
        and not is_authority(mention.name)
        and not is_institution(mention.name.lower())
        and not reports(resolver.words.text, mention)
    )
