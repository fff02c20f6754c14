"""Changes at the top: who joins or leaves which organisation, in which office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause, voice
from flows.finding.clausing.verbs import form_index
from flows.finding.clausing.words import Words
from flows.finding.eventing.drafts import Draft
from flows.finding.eventing.fillers import Filler, Resolver, is_body, is_position
from flows.finding.eventing.frames import Frame
from flows.finding.eventing.roles import followers, prepositional, sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.lexicon import load_lexicon


@dataclass(frozen=True, eq=False)
class Change:
    """One entry of `lexicon/events_leadership.yml`."""

    name: str
    way: str
    example: str
    expect: list[list[Any]]
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    successors: frozenset[str] = frozenset()
    copula: frozenset[str] = frozenset()
    person: str = ""
    organization: str = ""
    prepositions: tuple[str, ...] = ()
    origin: str = ""
    needs: bool = False
    needs_office: bool = False
    replaces: bool = False
    takes_sein: bool = False
    labels_only: bool = False


@dataclass(slots=True)
class _Office:
    """The position and the organisation that a clause names for a change."""

    position: str | None = None
    organizations: list[Filler] = field(default_factory=list)
    body: bool = False


@cache
def changes() -> tuple[Change, ...]:
    return tuple(_change(entry) for entry in load_lexicon("events_leadership"))


def _change(entry: dict[str, Any]) -> Change:
    values = dict(entry)
    values["origin"] = values.pop("from", "")
    for key in ("verbs", "nouns", "successors", "copula"):
        values[key] = frozenset(values.get(key, ()))
    values["prepositions"] = tuple(values.get("prepositions", ()))
    return Change(**values)


@cache
def trigger_words() -> frozenset[str]:
    """Every written form, lower case, that may tell a change."""
    verbs = frozenset(verb for change in changes() for verb in change.verbs)
    copulas = frozenset(form for change in changes() for form in change.copula)
    return frozenset(form_index(verbs)) | copulas | trigger_nouns() | {"neue", "neuer"}


@cache
def trigger_nouns() -> frozenset[str]:
    return frozenset(noun for change in changes() for noun in change.nouns | change.successors)


@cache
def _frame(takes_sein: bool) -> Frame:
    return Frame(
        name="leadership",
        type="leadership_change",
        score=0.8,
        example="",
        expect={},
        needs=[["person"]],
        takes_sein=takes_sein,
    )


def leadership_drafts(sentence: Sentence, resolver: Resolver) -> Iterator[Draft]:
    if not any(
        chunk.kind == "pronoun" or (chunk.mention is not None and chunk.mention.label == "person")
        for chunk in sentence.chunks
    ):
        return
    for clause in sentence.clauses:
        verbs = set(clause_verbs(sentence.words, clause))
        for change in changes():
            if change.verbs & verbs:
                yield from _by_verb(sentence, resolver, clause, change)
            elif change.copula and _announces(clause, change):
                yield from _by_copula(sentence, resolver, clause, change)
    for chunk in sentence.chunks:
        if chunk.noun in trigger_nouns():
            yield from _by_noun(sentence, resolver, chunk)


def _announces(clause: Clause, change: Change) -> bool:
    """ "X wird Chef", or a headline without a verb: "X neue Chefin bei Y"."""
    if clause.nonfinite:
        return False
    if change.copula & set(clause.auxiliaries):
        return True
    fresh = any(word.startswith("neu") for chunk in clause.chunks for word in (*chunk.adjectives, *chunk.nouns[:-1]))
    return fresh and (not clause.finite or bool({"ist", "sind", "heißt"} & set(clause.auxiliaries)))


# --- verbs ---------------------------------------------------------------------------------------


def _by_verb(sentence: Sentence, resolver: Resolver, clause: Clause, change: Change) -> Iterator[Draft]:
    words = sentence.words
    found = sides(words, clause)
    passive = (
        bool(clause.nonfinite)
        and voice(clause, "participle", change.takes_sein) == "passive"
        and bool(set(clause.auxiliaries) & {"wurde", "wurden", "wird", "worden", "werden", "werde"})
        and not set(clause.auxiliaries) & {"will", "soll", "muss", "musste", "kann"}
    )
    subject, objects = found.subject, found.objects
    if change.person == "subject":
        if passive:
            return
        people = _people(resolver, [subject])
    elif change.person == "object":
        people = _people(resolver, [subject] if passive else objects)
    else:
        people = _people(resolver, prepositional(clause, change.person))
    if not people:
        return
    office = _office(sentence, resolver, clause, people[0].chunk)
    follows = change.replaces and bool(_people(resolver, prepositional(clause, "auf")))
    if (change.needs and not (office.position or office.body or follows)) or (
        change.needs_office and not office.position
    ):
        return
    organizations = _organizations(sentence, resolver, clause, change, found.subject, objects, passive)
    organizations = organizations or office.organizations or _spoken_of(resolver, people[0].chunk)
    for person in people:
        for organization in organizations[:1] or (None,):
            yield _draft(clause, change, person, organization, office.position, _verb_at(words, clause))
    if change.origin:
        for filler in _named(resolver, prepositional(clause, change.origin)):
            yield _draft(clause, change, people[0], filler, None, _verb_at(words, clause))
    if change.replaces:
        others = _people(resolver, [*prepositional(clause, "auf"), found.dative, *objects])
        for other in others[:1]:
            if other.mention.name != people[0].mention.name:
                yield _draft(
                    clause,
                    change,
                    other,
                    organizations[0] if organizations else None,
                    office.position,
                    _verb_at(words, clause),
                )


def _by_copula(sentence: Sentence, resolver: Resolver, clause: Clause, change: Change) -> Iterator[Draft]:
    """ "X wird neuer Chef von Y", "Neuer Chef von Y wird X"."""
    bare = [chunk for chunk in clause.chunks if chunk.bare]
    offices = [chunk for chunk in bare if chunk.kind == "noun" and is_position(chunk.noun)]
    people = _people(resolver, [chunk for chunk in bare if chunk not in offices])
    if not people or not offices or offices[0].noun.startswith("nachfolger"):
        return
    office = _Office(_written(sentence.words, offices[0]))
    _add_owners(sentence, resolver, office, offices[0])
    organizations = office.organizations or _spoken_of(resolver, people[0].chunk)
    at = (clause.finite or [clause.start])[0]
    yield _draft(clause, change, people[0], organizations[0] if organizations else None, office.position, at)


def _organizations(
    sentence: Sentence,
    resolver: Resolver,
    clause: Clause,
    change: Change,
    subject: Chunk | None,
    objects: list[Chunk],
    passive: bool,
) -> list[Filler]:
    if change.organization == "object":
        return _named(resolver, objects)
    if change.prepositions:
        for prep in change.prepositions:
            found = _named(resolver, prepositional(clause, prep))
            if found:
                return found
    found = _named(resolver, [*prepositional(clause, "bei"), *prepositional(clause, "aus")])
    if found:
        return found
    if change.person in ("object", "von") and not passive and subject is not None:
        found = _named(resolver, [subject])
        if not found and is_body(subject.noun):
            office = _Office()
            _add_owners(sentence, resolver, office, subject)
            found = office.organizations
        return found
    return []


# --- nouns ---------------------------------------------------------------------------------------


def _by_noun(sentence: Sentence, resolver: Resolver, chunk: Chunk) -> Iterator[Draft]:
    clause = sentence.clause_at(chunk.head)
    if clause is None:
        return
    change = next(item for item in changes() if chunk.noun in item.nouns | item.successors)
    behind = followers(sentence.chunks, chunk, clause.end)
    office = _Office()
    if change.successors:
        yield from _successor(sentence, resolver, clause, change, chunk, behind)
        return
    people = _people(resolver, [item for item in behind if item.genitive or item.prep == "von"])
    if not people and chunk.after is not None and chunk.after.genitive:
        people = _people(resolver, [chunk.after])
    if not people and chunk.det.startswith(("sein", "ihr")):
        people = _people(resolver, [sides(sentence.words, clause).subject])
    if not people:
        return
    office = _office(sentence, resolver, clause, people[0].chunk)
    organizations = office.organizations or _spoken_of(resolver, chunk)
    yield _draft(clause, change, people[0], organizations[0] if organizations else None, office.position, chunk.head)


def _successor(
    sentence: Sentence, resolver: Resolver, clause: Clause, change: Change, chunk: Chunk, behind: list[Chunk]
) -> Iterator[Draft]:
    """ "Nachfolgerin (von Y) wird X", "X wird Nachfolger von Y", "seinen Nachfolger X"."""
    before = [item for item in behind if item.genitive or item.prep == "von"]
    gone = _people(resolver, before)
    if chunk.mention is not None:
        people = [Filler(chunk.mention, 0.9, chunk)]
    else:
        people = _people(resolver, [item for item in clause.chunks if item.bare and item is not chunk])
    if not people or people[0].mention.label != "person":
        return
    office = _Office()
    for filler in gone:
        _add_chunk_office(sentence, office, filler.chunk)
    _add_as(sentence, resolver, office, clause)
    organizations = office.organizations or _spoken_of(resolver, chunk)
    yield _draft(clause, change, people[0], organizations[0] if organizations else None, office.position, chunk.head)


# --- offices -------------------------------------------------------------------------------------


def _office(sentence: Sentence, resolver: Resolver, clause: Clause, person: Chunk) -> _Office:
    """Position and organisation beside the person, and after "zu", "als" and "in"."""
    office = _Office()
    _add_as(sentence, resolver, office, clause)
    _add_chunk_office(sentence, office, person)
    if person.kind == "noun":
        _add_owners(sentence, resolver, office, person)
    for chunk in (*clause.chunks, *clause.asides):
        if chunk.kind == "noun" and is_body(chunk.noun) and not (chunk.bare and chunk.first < clause.start):
            office.body = True
            _add_owners(sentence, resolver, office, chunk)
    return office


def _add_as(sentence: Sentence, resolver: Resolver, office: _Office, clause: Clause) -> None:
    for chunk in clause.chunks:
        if chunk.prep in ("zu", "als") and is_position(chunk.noun) and chunk.kind == "noun":
            office.position = office.position or _written(sentence.words, chunk)
            _add_owners(sentence, resolver, office, chunk)


def _add_chunk_office(sentence: Sentence, office: _Office, person: Chunk) -> None:
    """ "Talbau-Chef Jonas Behrend"."""
    if not person.nouns or not is_position(person.nouns[-1]):
        return
    if office.position is None:
        office.position = _written(sentence.words, person)
    office.organizations.extend(Filler(mention, 0.95, person) for mention, tail in person.modifiers if tail)


def _add_owners(sentence: Sentence, resolver: Resolver, office: _Office, chunk: Chunk) -> None:
    office.organizations.extend(
        Filler(mention, 0.95, chunk) for mention, tail in chunk.modifiers if tail and mention.label == "organization"
    )
    if chunk.after is not None and chunk.after.genitive:
        office.organizations.extend(_named(resolver, [chunk.after]))
    for follower in followers(sentence.chunks, chunk, sentence.end):
        if follower.genitive or follower.prep in ("von", "bei", "in"):
            office.organizations.extend(_named(resolver, [follower]))


def _written(words: Words, chunk: Chunk) -> str | None:
    """The office as written, without the name it is compounded with ("Talbau-Chef": "Chef")."""
    noun = next((noun for noun in reversed(chunk.nouns) if is_position(noun)), None)
    if noun is None:
        return None
    for at in range(chunk.first, chunk.last + 1):
        if words.lows[at].endswith(noun):
            written = words.words[at][-len(noun) :]
            return written[:1].upper() + written[1:]
    return None


def _people(resolver: Resolver, chunks: list[Chunk | None] | list[Chunk]) -> list[Filler]:
    wanted = frozenset({"person"})
    return [
        filler
        for chunk in chunks
        if chunk is not None
        for filler in resolver.fillers(chunk, wanted)
        if filler.mention.label == "person"
    ]


def _named(resolver: Resolver, chunks: list[Chunk]) -> list[Filler]:
    wanted = frozenset({"organization"})
    return [
        filler
        for chunk in chunks
        for filler in resolver.fillers(chunk, wanted)
        if filler.mention.label == "organization"
    ]


def _spoken_of(resolver: Resolver, chunk: Chunk) -> list[Filler]:
    mention = resolver.organization_before(chunk)
    return [Filler(mention, 0.6, chunk)] if mention is not None else []


def _verb_at(words: Words, clause: Clause) -> int:
    return (clause.nonfinite or clause.finite or [clause.start])[-1]


def _draft(
    clause: Clause, change: Change, person: Filler, organization: Filler | None, position: str | None, at: int
) -> Draft:
    draft = Draft(_frame(change.takes_sein), clause, at, position=position)
    draft.roles["person"] = [[person]]
    if organization is not None:
        draft.roles["organization"] = [[organization]]
    return draft
