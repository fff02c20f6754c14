"""Roles that a name near the trigger fills by what it is: unions, courts, places, the one company."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.drafts import Draft
from flows.finding.eventing.fillers import Filler, Resolver, is_institution, is_site, is_union, reports
from flows.finding.eventing.roles import sides
from flows.finding.lexicon import load_lexicon
from flows.finding.records import Mention

_NEAR, _SENTENCE = 0.85, 0.7  # certainty of a name in the clause and elsewhere in the sentence
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
    if slots is None or not draft.frame.nearby:
        return
    if slots.union and "union" not in draft.roles:
        _fill_by(draft, sentence, "union", lambda chunk: chunk.mention is not None and is_union(chunk.mention, chunk))
    if slots.authority and "authority" not in draft.roles:
        _fill_by(
            draft, sentence, "authority", lambda chunk: chunk.mention is not None and is_authority(chunk.mention.name)
        )
    if slots.location and "location" not in draft.roles:
        _fill_places(draft)
    if slots.company and slots.company not in draft.roles:
        _fill_company(draft, sentence, resolver, slots.company)


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
        if mention is not None and mention.label == "location":
            site = bool(chunk.nouns) and is_site(chunk.nouns[-1])
            if chunk.prep in _PLACE_PREPS or site:
                draft.fill("location", [Filler(mention, _NEAR, chunk)])
        elif chunk.nouns and is_site(chunk.nouns[-1]):
            draft.fill(
                "location",
                [Filler(place, _NEAR, chunk) for place, tail in chunk.modifiers if not tail],
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
