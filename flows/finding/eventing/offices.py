"""The position and the organisation that a clause names for somebody who joins or leaves."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.words import Words
from flows.finding.eventing.fillers import Filler, Resolver
from flows.finding.eventing.kinds import is_body, is_position, reports
from flows.finding.eventing.roles import followers
from flows.finding.relating.nouns import is_former

_COMPANY = frozenset({"organization"})


@dataclass(slots=True)
class Office:
    position: str | None = None
    organizations: list[Filler] = field(default_factory=list)
    body: bool = False


def office_of(sentence: Sentence, resolver: Resolver, clause: Clause, person: Chunk, leaves: bool) -> Office:
    """Position and organisation beside the person, and after "zu", "als" and "in"."""
    office = Office()
    add_as(sentence, resolver, office, clause)
    add_beside(sentence, resolver, office, person, leaves)
    for chunk in (*clause.chunks, *clause.asides):
        if chunk.kind == "noun" and is_body(chunk.noun) and not (chunk.bare and chunk.first < clause.start):
            office.body = True
            add_owners(sentence, resolver, office, chunk)
    return office


def add_as(sentence: Sentence, resolver: Resolver, office: Office, clause: Clause) -> None:
    """ "als Finanzchefin von X", "zum Vorsitzenden der Geschäftsführung"."""
    for chunk in clause.chunks:
        if chunk.prep in ("zu", "als") and is_position(chunk.noun) and chunk.kind == "noun":
            office.position = office.position or written(sentence, chunk)
            add_owners(sentence, resolver, office, chunk)


def add_beside(sentence: Sentence, resolver: Resolver, office: Office, person: Chunk, leaves: bool = True) -> None:
    """ "Talbau-Chef Jonas Behrend", "der Chef von Talbau, Jonas Behrend"; "Jonas Behrend, Chef von Talbau".

    An office behind the name counts where somebody leaves: who joins is called by what he was before.
    """
    if person.nouns and is_position(person.nouns[-1]) and not is_former(sentence.words, person):
        office.position = office.position or written(sentence, person)
        office.organizations.extend(Filler(mention, 0.95, person) for mention, tail in person.modifiers if tail)
        if person.after is not None and person.after.genitive:
            office.organizations.extend(named(resolver, [person.after]))
    if person.kind == "noun":
        add_owners(sentence, resolver, office, person)
        return
    if not leaves:
        return
    if not office.organizations:  # "Talbau-Mitgründer Jonas Behrend"
        office.organizations.extend(Filler(mention, 0.85, person) for mention, tail in person.modifiers if tail)
    at = sentence.chunks.index(person)
    behind = sentence.chunks[at + 1 : at + 2]
    lows = sentence.words.lows[person.last + 1 : behind[0].first] if behind else []
    if behind and lows in ([","], ["("]) and behind[0].kind == "noun" and is_position(behind[0].noun):
        office.position = office.position or written(sentence, behind[0])
        add_owners(sentence, resolver, office, behind[0])


def add_owners(sentence: Sentence, resolver: Resolver, office: Office, chunk: Chunk) -> None:
    office.organizations.extend(
        Filler(mention, 0.95, chunk) for mention, tail in chunk.modifiers if tail and mention.label == "organization"
    )
    if chunk.after is not None and chunk.after.genitive:
        office.organizations.extend(named(resolver, [chunk.after]))
    for follower in followers(sentence.chunks, chunk, sentence.end):
        if follower.genitive or follower.prep in ("von", "bei", "in"):
            office.organizations.extend(named(resolver, [follower]))


def written(sentence: Sentence, chunk: Chunk) -> str | None:
    """The office as written, without the name it is compounded with ("Talbau-Chef": "Chef")."""
    words = sentence.words
    noun = next((noun for noun in reversed(chunk.nouns) if is_position(noun)), None)
    if noun is None:
        return None
    for at in range(chunk.first, chunk.last + 1):
        if words.lows[at].endswith(noun):
            office = words.words[at][-len(noun) :]
            return office[:1].upper() + office[1:] + _of_body(sentence, words, chunk, noun)
    return None


def _of_body(sentence: Sentence, words: Words, chunk: Chunk, noun: str) -> str:
    """ " der Geschäftsführung" behind "Vorsitzende"."""
    if not noun.startswith(("vorsitzend", "mitglied", "sprecher")):
        return ""
    for follower in followers(sentence.chunks, chunk, sentence.end)[:1]:
        if follower.genitive and follower.kind == "noun" and is_body(follower.noun) and not follower.modifiers:
            return " " + " ".join(words.words[follower.first : follower.last + 1])
    return ""


def people(resolver: Resolver, chunks: list[Chunk | None] | list[Chunk]) -> list[Filler]:
    wanted = frozenset({"person"})
    return [
        filler
        for chunk in chunks
        if chunk is not None
        for filler in resolver.fillers(chunk, wanted)
        if filler.mention.label == "person"
    ]


def named(resolver: Resolver, chunks: list[Chunk]) -> list[Filler]:
    return [
        filler
        for chunk in chunks
        for filler in resolver.fillers(chunk, _COMPANY)
        if filler.mention.label == "organization" and not reports(resolver.words.text, filler.mention)
    ]
