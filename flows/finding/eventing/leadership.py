"""Changes at the top: who joins or leaves which organisation, in which office."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause, voice
from flows.finding.clausing.words import Words
from flows.finding.eventing.changes import Change, change_of_noun, changes, trigger_nouns
from flows.finding.eventing.drafts import Draft
from flows.finding.eventing.fillers import Filler, Resolver
from flows.finding.eventing.frames import Frame
from flows.finding.eventing.kinds import is_body, is_position
from flows.finding.eventing.offices import Office, add_as, add_beside, add_owners, named, office_of, people, written
from flows.finding.eventing.roles import Sides, followers, prepositional, sides
from flows.finding.eventing.status import clause_verbs

_TOPIC = 400  # characters: a plain "Finanzchef" is that of the company the text is about
_PASSIVE = frozenset(["wurde", "wurden", "wird", "worden", "werden", "werde", "ist", "sind"])
_PLAIN = frozenset(["aus|scheiden", "auf|hören", "gehen", "aus|steigen", "ab|treten", "zurück|ziehen"])
_MUST = frozenset(["muss", "musste", "müsse", "soll", "sollte"])
_MOVES_UP = frozenset(["nach|rücken", "nach|folgen"])
_PREDECESSORS = frozenset(["vorgänger", "vorgängerin", "amtsvorgänger", "amtsvorgängerin"])
_POSSESSIVE = ("sein", "ihr", "dessen", "deren")
_PLACES = frozenset(["stelle", "aufgaben", "amt", "posten", "platz"])
_FREE = frozenset(["freiheit", "haft", "gefängnis", "untersuchungshaft", "klinik", "krankenhaus", "spital", "freie"])
_FROM_NOW = frozenset(["ab", "seit", "von"])


@cache
def _frame(takes_sein: bool, status: str) -> Frame:
    return Frame(
        name="leadership",
        type="leadership_change",
        score=0.8,
        example="",
        expect={},
        needs=[["person"]],
        takes_sein=takes_sein,
        status=status or "announced",
        past=status or "completed",
    )


def leadership_drafts(sentence: Sentence, resolver: Resolver) -> Iterator[Draft]:
    if not any(
        chunk.kind == "pronoun" or (chunk.mention is not None and chunk.mention.label == "person") or chunk.nouns
        for chunk in sentence.chunks
    ):
        return
    for clause in sentence.clauses:
        verbs = set(clause_verbs(sentence.words, clause))
        for change in changes():
            if change.verbs & verbs and _fits(sentence, clause, change):
                yield from _by_verb(sentence, resolver, clause, change)
            elif change.copula and _announces(sentence, clause, change):
                yield from _by_copula(sentence, resolver, clause, change)
    for chunk in sentence.chunks:
        if chunk.noun in trigger_nouns():
            yield from _by_noun(sentence, resolver, chunk)


def _fits(sentence: Sentence, clause: Clause, change: Change) -> bool:
    """Has the clause the things, adverbs, modals and reflexives that the change asks for?"""
    lows = {sentence.words.lows[at] for at in clause.tokens()}
    if change.organization == "object" and "sich" in lows and change.way == "leaves":
        return False  # "verlässt sich auf"
    if change.person == "object" and change.way == "leaves" and _freed(clause):
        return False
    if change.modal and not _MUST & set(clause.auxiliaries):
        return False
    if not change.words <= lows:
        return False
    if change.things and not change.things & {noun for chunk in clause.chunks for noun in chunk.nouns}:
        return False
    if not change.adverbs:
        return True
    if lows & {"auch", "weiter", "weiterhin"}:
        return False
    return (
        bool(change.adverbs & lows)
        or "soll" in clause.auxiliaries
        or any(
            chunk.kind == "date"
            and (chunk.prep in _FROM_NOW or "an" in lows or sentence.words.lows[chunk.first] == "ab")
            for chunk in clause.chunks
        )
    )


def _freed(clause: Clause) -> bool:
    """ "in die Freiheit entlassen", "aus der Klinik entlassen": no office is lost."""
    return any(chunk.noun in _FREE and chunk.prep in ("in", "aus") for chunk in clause.chunks)


def _announces(sentence: Sentence, clause: Clause, change: Change) -> bool:
    """ "X wird Chef", "X ist nicht mehr Chef", or a headline without a verb: "X neue Chefin bei Y"."""
    if clause.nonfinite:
        return False
    if change.words:
        lows = {sentence.words.lows[at] for at in clause.tokens()}
        return bool(change.copula & set(clause.auxiliaries)) and change.words <= lows
    if change.copula & set(clause.auxiliaries):
        return True
    fresh = any(word.startswith("neu") for chunk in clause.chunks for word in (*chunk.adjectives, *chunk.nouns[:-1]))
    return fresh and (not clause.finite or bool({"ist", "sind", "heißt"} & set(clause.auxiliaries)))


# --- verbs ---------------------------------------------------------------------------------------


def _by_verb(sentence: Sentence, resolver: Resolver, clause: Clause, change: Change) -> Iterator[Draft]:
    found = sides(sentence.words, clause)
    passive = _is_passive(clause, change)
    who = _persons(sentence, resolver, clause, change, found, passive)
    if not who or (change.needs_other and not people(resolver, prepositional(clause, change.hands_to))):
        return
    office = office_of(sentence, resolver, clause, who[0].chunk, change.way == "leaves")
    if change.bare_office:
        _add_bare(sentence, office, clause)
    heir = _inherits(sentence, clause, change, who[0].chunk)
    known = bool(change.verbs & set(clause_verbs(sentence.words, clause)) & _PLAIN) and resolver.employer(
        who[0].mention
    )
    if change.needs and not (office.position or office.body or heir or (known and change.way == "leaves")):
        return
    if change.needs_office and not office.position:
        return
    near = _organizations(sentence, resolver, clause, change, found, passive)
    origins = named(resolver, prepositional(clause, change.origin)) if change.origin else []
    if (change.needs_origin or change.needs_from) and not origins:
        return
    if change.needs_target and not near:
        return
    organizations = near or office.organizations
    if change.adverbs and not near and not office.body:
        return
    if not organizations and not change.needs_origin:
        organizations = _fallback(resolver, change, who[0], heir)
    own = None if change.needs_target else office.position  # "Talbau-Chefin X geht zu Nordwerk": no chief there
    position = own or (resolver.vacancy.position if heir and resolver.vacancy else None)
    at = _verb_at(sentence.words, clause)
    if not change.needs_origin:
        yield from _each(resolver, clause, change, who, organizations, position, at)
    for origin in origins:
        yield _draft(clause, change, who[0], origin, None, at)
    yield from _others(resolver, clause, change, found, who, organizations, position, at)


def _persons(
    sentence: Sentence, resolver: Resolver, clause: Clause, change: Change, found: Sides, passive: bool
) -> list[Filler]:
    if change.person == "subject":
        if not passive:
            return people(resolver, [found.subject]) or _behind(resolver, found)
        agents = [*prepositional(clause, "von"), *prepositional(clause, "durch")] if change.replaces else []
        return people(resolver, agents)
    if change.person == "object":
        chosen = people(resolver, [found.subject] if passive else [*found.objects, _late_subject(found)])
        return [*chosen, *_beside(sentence, resolver, clause)] if chosen and change.way == "joins" else chosen
    return people(resolver, prepositional(clause, change.person))


def _beside(sentence: Sentence, resolver: Resolver, clause: Clause) -> list[Filler]:
    """ "Neben X wurde auch Y gewählt": X as well."""
    lows = {sentence.words.lows[at] for at in clause.tokens()}
    return people(resolver, prepositional(clause, "neben")) if "auch" in lows else []


def _add_bare(sentence: Sentence, office: Office, clause: Clause) -> None:
    """ "bekommt mit Karla Winter eine neue Chefin": the office is the verb's object."""
    for chunk in clause.chunks:
        if chunk.bare and chunk.kind == "noun" and is_position(chunk.noun) and not office.position:
            office.position = written(sentence, chunk)


def _behind(resolver: Resolver, found: Sides) -> list[Filler]:
    """ "Seine Nachfolge tritt X an", "Leiten soll Talbau künftig X": the subject stands behind."""
    subject = found.subject
    if subject is None or subject.kind == "pronoun" or (subject.kind == "noun" and not is_body(subject.noun)):
        return []
    return people(resolver, [chunk for chunk in found.objects if chunk.kind == "name"])


def _late_subject(found: Sides) -> Chunk | None:
    """ "Zum Chef berief der Rat X" may be read with X as its subject where the rat is none."""
    return found.subject if not found.objects else None


def _others(
    resolver: Resolver,
    clause: Clause,
    change: Change,
    found: Sides,
    who: list[Filler],
    organizations: list[Filler],
    position: str | None,
    at: int,
) -> Iterator[Draft]:
    """Who goes for the one who comes ("folgt auf X"), who comes for the one who goes ("übergibt an X")."""
    chunks: list[Chunk | None] = []
    if change.replaces:
        chunks = [*prepositional(clause, "auf"), found.dative, *found.objects]
        if _is_passive(clause, change):
            chunks = [found.subject]
    elif change.hands_to:
        chunks = [*prepositional(clause, change.hands_to)]
    for other in people(resolver, chunks)[:1]:
        if other.mention.name != who[0].mention.name:
            for draft in _each(resolver, clause, change, [other], organizations, position, at):
                draft.joins = not draft.joins
                yield draft


def _each(
    resolver: Resolver,
    clause: Clause,
    change: Change,
    who: list[Filler],
    organizations: list[Filler],
    position: str | None,
    at: int,
) -> Iterator[Draft]:
    for person in who:
        organization = organizations[0] if organizations else None
        resolver.remember(person.mention, organization, position)
        yield _draft(clause, change, person, organization, position, at)


def _is_passive(clause: Clause, change: Change) -> bool:
    return (
        bool(clause.nonfinite)
        and voice(clause, "participle", change.takes_sein) == "passive"
        and bool(set(clause.auxiliaries) & _PASSIVE)
        and not (set(clause.auxiliaries) & {"will", "kann", "muss"} and "werden" not in clause.auxiliaries)
    )


def _inherits(sentence: Sentence, clause: Clause, change: Change, person: Chunk) -> bool:
    """ "Ihr folgt X", "An seine Stelle rückt X", "Seine Nachfolge tritt X an": the office is that of whom was named."""
    if person.nouns and person.nouns[-1] in _PREDECESSORS:
        return True
    if _MOVES_UP & set(clause_verbs(sentence.words, clause)):
        return change.way == "joins"
    if not (change.replaces or change.way == "joins"):
        return False
    first = sentence.words.lows[clause.start]
    second = sentence.words.lows[clause.start + 1 : clause.start + 2]
    if first in ("ihm", "ihr", "ihnen", "auf") and change.replaces:
        return True
    if first == "für" and second in (["ihn"], ["sie"]):
        return True
    return change.replaces or any(
        chunk.noun.startswith("nachfolge") or (chunk.noun in _PLACES and chunk.det.startswith(_POSSESSIVE))
        for chunk in clause.chunks
    )


def _organizations(
    sentence: Sentence, resolver: Resolver, clause: Clause, change: Change, found: Sides, passive: bool
) -> list[Filler]:
    if change.organization == "object":
        return named(resolver, found.objects) or named(resolver, [found.subject] if found.subject else [])
    for prep in change.prepositions:
        near = named(resolver, prepositional(clause, prep))
        if near:
            return near
    near = named(resolver, [*prepositional(clause, "bei"), *prepositional(clause, "aus")])
    if near or change.person not in ("object", "von", "mit") or passive or found.subject is None:
        return near
    near = named(resolver, [found.subject])
    if not near and is_body(found.subject.noun):
        office = Office()
        add_owners(sentence, resolver, office, found.subject)
        near = office.organizations
    return near


def _fallback(resolver: Resolver, change: Change, person: Filler, heir: bool) -> list[Filler]:
    """Whose office it is where the clause does not say: that of the one replaced, the person's own, the topic's."""
    if heir and resolver.vacancy is not None and resolver.vacancy.organization is not None:
        return [Filler(resolver.vacancy.organization, 0.75, person.chunk)]
    own = resolver.employer(person.mention)
    if own is not None and change.way == "leaves":
        return [Filler(own, 0.85, person.chunk)]
    return _spoken_of(resolver, person.chunk)


# --- copulas -------------------------------------------------------------------------------------


def _by_copula(sentence: Sentence, resolver: Resolver, clause: Clause, change: Change) -> Iterator[Draft]:
    """ "X wird neuer Chef von Y", "Neuer Chef von Y wird X"."""
    bare = [chunk for chunk in clause.chunks if chunk.bare]
    offices = [chunk for chunk in bare if chunk.kind == "noun" and is_position(chunk.noun)]
    who = people(resolver, [chunk for chunk in bare if chunk not in offices])
    if not who or not offices or offices[0].noun.startswith("nachfolger"):
        return
    office = Office(written(sentence, offices[0]))
    add_owners(sentence, resolver, office, offices[0])
    if not office.organizations:
        office.organizations = named(resolver, prepositional(clause, "bei"))
    organizations = office.organizations or _spoken_of(resolver, who[0].chunk)
    at = (clause.finite or [clause.start])[0]
    yield from _each(resolver, clause, change, who[:1], organizations, office.position, at)


# --- nouns ---------------------------------------------------------------------------------------


def _by_noun(sentence: Sentence, resolver: Resolver, chunk: Chunk) -> Iterator[Draft]:
    clause, change = sentence.clause_at(chunk.head), change_of_noun(chunk.noun)
    if clause is None or change is None:
        return
    behind = followers(sentence.chunks, chunk, clause.end)
    if change.successors:
        yield from _successor(sentence, resolver, clause, change, chunk, behind)
        return
    who = people(resolver, [item for item in behind if item.genitive or item.prep == "von"])
    if not who and chunk.after is not None and chunk.after.genitive:
        who = people(resolver, [chunk.after])
    if not who and chunk.modifiers and chunk.modifiers[-1][0].label == "person":
        who = [Filler(chunk.modifiers[-1][0], 0.9, chunk)]
    if not who and chunk.det.startswith(("sein", "ihr")):
        who = people(resolver, [sides(sentence.words, clause).subject])
    if not who:
        return
    office = office_of(sentence, resolver, clause, who[0].chunk, change.way == "leaves")
    near = [item for item in behind if item.prep in ("bei", "aus")]
    organizations = named(resolver, near) or office.organizations or _fallback(resolver, change, who[0], heir=False)
    yield from _each(resolver, clause, change, who[:1], organizations, office.position, chunk.head)


def _successor(
    sentence: Sentence, resolver: Resolver, clause: Clause, change: Change, chunk: Chunk, behind: list[Chunk]
) -> Iterator[Draft]:
    """ "Nachfolgerin (von Y) wird X", "X wird Nachfolger von Y", "seinen Nachfolger X", "Nachfolger des Y, X,"."""
    before = [item for item in behind if item.genitive or item.prep == "von"]
    gone = people(resolver, before)
    who = _successor_names(sentence, resolver, clause, chunk, gone)
    if not who or who[0].mention.label != "person":
        return
    office = Office()
    for filler in gone:
        add_beside(sentence, resolver, office, filler.chunk)
        employer = resolver.employer(filler.mention)
        if employer is not None:
            office.organizations.append(Filler(employer, 0.85, filler.chunk))
    add_as(sentence, resolver, office, clause)
    vacancy = resolver.vacancy
    if not office.organizations and vacancy is not None and vacancy.organization is not None:
        office.organizations.append(Filler(vacancy.organization, 0.75, chunk))
        office.position = office.position or vacancy.position
    organizations = office.organizations or _spoken_of(resolver, chunk)
    yield from _each(resolver, clause, change, who[:1], organizations, office.position, chunk.head)


def _successor_names(
    sentence: Sentence, resolver: Resolver, clause: Clause, chunk: Chunk, gone: list[Filler]
) -> list[Filler]:
    if chunk.mention is not None:
        return [Filler(chunk.mention, 0.9, chunk)]
    taken = {filler.mention.name for filler in gone}
    bare = [item for item in clause.chunks if item.bare and item is not chunk]
    who = people(resolver, [item for item in bare if item.kind == "name"]) or people(resolver, bare)
    return [filler for filler in who if filler.mention.name not in taken]


def _spoken_of(resolver: Resolver, chunk: Chunk) -> list[Filler]:
    mention = resolver.organization_before(chunk, half=_TOPIC)
    return [Filler(mention, 0.6, chunk)] if mention is not None else []


def _verb_at(words: Words, clause: Clause) -> int:
    return (clause.nonfinite or clause.finite or [clause.start])[-1]


def _draft(
    clause: Clause, change: Change, person: Filler, organization: Filler | None, position: str | None, at: int
) -> Draft:
    draft = Draft(_frame(change.takes_sein, change.status), clause, at, position=position, joins=change.way == "joins")
    draft.by_office = bool(change.needs or change.needs_office or change.successors or change.adverbs)
    draft.roles["person"] = [[person]]
    if organization is not None:
        draft.roles["organization"] = [[organization]]
    return draft
