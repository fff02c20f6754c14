"""Where an organisation has its seat, only where that is said."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.eventing.fillers import Resolver, describes_company
from flows.finding.eventing.roles import sides
from flows.finding.records import Mention
from flows.finding.relating.finds import Found
from flows.finding.relating.nouns import words


def place_relations(sentence: Sentence, resolver: Resolver) -> Iterator[Found]:
    for position, chunk in enumerate(sentence.chunks):
        yield from _adjective(sentence, resolver, chunk)
        yield from _from_adjective_of(resolver, chunk)
        yield from _from_town(resolver, chunk)
        if chunk.kind == "noun" and chunk.noun.endswith(words("seats")) and chunk.nouns:
            yield from _seat(sentence, resolver, position, chunk)
        if chunk.mention is not None and chunk.mention.label == "location":
            yield from _participle(sentence, position, chunk)


def _adjective(sentence: Sentence, resolver: Resolver, chunk: Chunk) -> Iterator[Found]:
    """ "der Münchner Konzern X", "das Münchner Unternehmen" (X, named before)."""
    for mention, tail in chunk.modifiers:
        if tail or mention.label != "location" or chunk.noun.endswith(words("no_seats")):
            continue
        if chunk.mention is None and not describes_company(chunk.noun):
            continue
        if chunk.mention is not None:
            yield Found(chunk.mention, "headquartered_in", mention, 0.75)
        else:
            clause = sentence.clause_at(chunk.head)
            named = frozenset(
                other.mention.name for other in (clause.chunks if clause else []) if other.mention is not None
            )
            for filler in resolver.actors(chunk, named):
                yield Found(filler.mention, "headquartered_in", mention, round(0.75 * filler.certainty, 3))


def _from_adjective_of(resolver: Resolver, chunk: Chunk) -> Iterator[Found]:
    """ "der Bremer Zulieferer X" in a text that names Bremen: the adjective itself is no name."""
    before = chunk.nouns[:-1] if chunk.kind == "noun" else chunk.nouns
    towns = [town for word in (*chunk.adjectives, *before) if word.endswith("er") for town in _towns(resolver, word)]
    if not towns or chunk.noun.endswith(words("no_seats")) or not describes_company(chunk.noun):
        return
    for filler in resolver.fillers(chunk):
        yield Found(filler.mention, "headquartered_in", towns[0], round(0.7 * filler.certainty, 3))


def _towns(resolver: Resolver, adjective: str) -> list[Mention]:
    stem = adjective.removesuffix("er")
    forms = (
        stem,
        stem + "en",
        stem.removesuffix("n") + "en",
        stem.removesuffix("l") + "el",
        stem.removesuffix("c") + "ich",
    )
    return [place for form in forms if (place := resolver.place_named(form.capitalize())) is not None]


def _from_town(resolver: Resolver, chunk: Chunk) -> Iterator[Found]:
    """ "das Unternehmen aus Bergen", "der Zulieferer X aus Kassel"; a country is no seat."""
    owner = chunk.after
    if chunk.prep != "aus" or chunk.mention is None or chunk.mention.label != "location" or owner is None:
        return
    named = owner.mention is not None and owner.mention.label == "organization"
    if not (named or describes_company(owner.noun)) or chunk.mention.name.lower() in words("countries"):
        return
    for filler in resolver.fillers(owner):
        yield Found(filler.mention, "headquartered_in", chunk.mention, round(0.7 * filler.certainty, 3))


def _seat(sentence: Sentence, resolver: Resolver, position: int, chunk: Chunk) -> Iterator[Found]:
    """ "X mit Sitz in Y", "X hat seinen Sitz in Y", "der Sitz von X in Y"."""
    place = next(
        (
            other
            for other in sentence.chunks[position + 1 : position + 4]
            if other.mention is not None and other.mention.label == "location" and other.first - chunk.last <= 6
        ),
        None,
    )
    if place is None or place.mention is None or place.prep not in ("in", "bei", "nahe", ""):
        return
    owner = chunk.after
    if chunk.prep == "mit" and owner is not None:
        for filler in resolver.fillers(owner):
            yield Found(filler.mention, "headquartered_in", place.mention, round(0.92 * filler.certainty, 3))
        return
    clause = sentence.clause_at(chunk.head)
    if clause is None or not set(clause.auxiliaries) & {"hat", "haben"}:
        return
    subject = sides(sentence.words, clause).subject
    if subject is not None:
        for filler in resolver.fillers(subject):
            yield Found(filler.mention, "headquartered_in", place.mention, round(0.88 * filler.certainty, 3))


def _participle(sentence: Sentence, position: int, place: Chunk) -> Iterator[Found]:
    """ "die in Y ansässige X"."""
    assert place.mention is not None
    following = place.last + 1
    lows = sentence.words.lows
    if following < sentence.end and lows[following] in words("seat_adjectives"):
        for other in sentence.chunks[position + 1 : position + 3]:
            if other.mention is not None and other.head - following <= 5:
                yield Found(other.mention, "headquartered_in", place.mention, 0.9)
                return
