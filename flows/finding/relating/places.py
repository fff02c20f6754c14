"""Where an organisation has its seat, only where that is said of a town that the text names."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.fillers import Filler
from flows.finding.eventing.kinds import describes_company
from flows.finding.eventing.roles import followers, prepositional, sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.records import Mention
from flows.finding.relating.finds import Found
from flows.finding.relating.nouns import words
from flows.finding.relating.seats import apposed_seats, attributed_seats, imprint_seats, is_business, is_town
from flows.finding.relating.tense import is_so, is_state
from flows.finding.relating.topics import TopicResolver
from flows.finding.relating.towns import town_stems

_SURE = 0.5  # how far ahead the topic must be for "die Münchner" to mean it
_DEFINITE = frozenset(["der", "die", "das", "dem", "den", "des", "dieser", "diese", "dieses", "diesem"])
_PLURAL_ARTICLES = frozenset(["die", "den", "der"])


def place_relations(sentence: Sentence, resolver: TopicResolver) -> Iterator[Found]:
    for position, chunk in enumerate(sentence.chunks):
        yield from _adjective(sentence, resolver, position, chunk)
        yield from _from_town(sentence, resolver, chunk)
        if chunk.kind == "noun" and chunk.noun.endswith(words("seats")) and chunk.nouns:
            yield from _seat(sentence, resolver, position, chunk)
            yield from _where(sentence, resolver, position, chunk)
        if chunk.mention is not None and chunk.mention.label == "location":
            yield from _participle(sentence, position, chunk)
            yield from apposed_seats(sentence, position, chunk)
            yield from attributed_seats(sentence, chunk)
            yield from imprint_seats(sentence, resolver, position)
    for clause in sentence.clauses:
        yield from _sits(sentence, resolver, clause)


def _adjective(sentence: Sentence, resolver: TopicResolver, position: int, chunk: Chunk) -> Iterator[Found]:
    """ "der Münchner Konzern X", "das Kasseler Unternehmen", "die Bremer": of a town that the text names."""
    town = _town(resolver, chunk)
    if town is None or not is_town(town):
        return
    if _is_people(chunk):
        if chunk.det not in _PLURAL_ARTICLES or chunk.adjectives:
            return
        clause = sentence.clause_at(chunk.head)
        beside = frozenset(each.mention.name for each in (clause.chunks if clause else ()) if each.mention)
        topic = resolver.spoken_of(sentence, chunk, beside)
        if topic is not None and topic.certainty > _SURE:
            yield Found(topic.mention, "headquartered_in", town, round(0.5 + 0.2 * topic.certainty, 3), inferred=True)
        return
    if chunk.noun.endswith(words("no_seats")) and chunk.noun not in words("seats"):
        return
    if chunk.mention is not None:
        if chunk.mention.label == "organization" and not _is_place_of(chunk):
            yield Found(chunk.mention, "headquartered_in", town, 0.78)
        return
    if not (describes_company(chunk.noun) or is_business(chunk.noun)) or any(tail for _, tail in chunk.modifiers):
        return
    for bearer in _described(sentence, resolver, position, chunk):
        yield Found(bearer.mention, "headquartered_in", town, round(0.72 * bearer.certainty, 3))


def _is_place_of(chunk: Chunk) -> bool:
    """ "die Frankfurter Filiale X": the noun in between says that it is no seat."""
    return bool(chunk.noun) and chunk.noun.endswith(words("no_seats"))


def _described(sentence: Sentence, resolver: TopicResolver, position: int, chunk: Chunk) -> list[Filler]:
    """ "X, ein Kasseler Familienunternehmen", "X ist ein Kasseler Unternehmen", "das Kasseler Unternehmen"."""
    lows = sentence.words.lows
    if position and not chunk.prep:
        before = sentence.chunks[position - 1]
        between = lows[before.last + 1 : chunk.first]
        if before.mention is not None and before.mention.label == "organization" and between in ([","], ["("]):
            return [Filler(before.mention, 1.0, before)]
    after = sentence.chunks[position + 1] if position + 1 < len(sentence.chunks) else None
    if after is not None and after.mention is not None and after.bare and lows[chunk.last + 1 : after.first] == [","]:
        return [Filler(after.mention, 1.0, after)]
    clause = sentence.clause_at(chunk.head)
    if clause is not None and chunk.det in ("ein", "eine") and is_state(sentence.words, clause):
        subject = sides(sentence.words, clause).subject
        return resolver.fillers(subject) if subject is not None and subject is not chunk else []
    if chunk.det in ("ein", "eine", "einer", "einem", "einen", ""):
        return []
    clause = sentence.clause_at(chunk.head)
    beside = frozenset(each.mention.name for each in (clause.chunks if clause else ()) if each.mention)
    found = [filler for filler in resolver.fillers(chunk) if filler.mention.name not in beside]
    if found:
        return found
    return _spoken_of(sentence, resolver, chunk, beside)


def _spoken_of(
    sentence: Sentence, resolver: TopicResolver, chunk: Chunk, exclude: frozenset[str] = frozenset()
) -> list[Filler]:
    """Whom the text speaks of, for a definite description ("der Röster aus Kassel")."""
    if chunk.det not in _DEFINITE:
        return []
    topic = resolver.spoken_of(sentence, chunk, exclude)
    return [Filler(topic.mention, 0.75, chunk)] if topic is not None else []


def _town(resolver: TopicResolver, chunk: Chunk) -> Mention | None:
    """The named town of an adjective inside the phrase, or of the inhabitants the phrase consists of."""
    for mention, tail in chunk.modifiers:
        if not tail and mention.label == "location":
            return resolver.town(mention.name)
    if chunk.mention is not None and chunk.mention.label == "location":
        return resolver.town(chunk.mention.name) if _is_people(chunk) else None
    inside = [*chunk.adjectives, *(chunk.nouns[:-1] if chunk.kind == "noun" else chunk.nouns)]
    if _is_people(chunk):
        inside = chunk.nouns
    return next((town for word in inside if word.endswith(("er", "ern")) and (town := resolver.town(word))), None)


def _is_people(chunk: Chunk) -> bool:
    """ "die Münchner": nothing but an article and the word."""
    if chunk.mention is not None:
        return chunk.mention.label == "location" and bool(town_stems(chunk.mention.name)) and not chunk.nouns
    return chunk.kind == "noun" and len(chunk.nouns) == 1 and bool(town_stems(chunk.noun)) and not chunk.modifiers


def _alone(resolver: TopicResolver, chunk: Chunk) -> list[Filler]:
    """Whom the phrase stands for, without those coordinated with it."""
    return [filler for filler in resolver.fillers(chunk) if filler.chunk is chunk or len(chunk.members()) == 1]


def _from_town(sentence: Sentence, resolver: TopicResolver, chunk: Chunk) -> Iterator[Found]:
    """ "das Unternehmen aus Bergen", "der Zulieferer X aus Kassel"; a country is no seat."""
    owner = chunk.after
    if chunk.prep != "aus" or chunk.mention is None or chunk.mention.label != "location" or owner is None:
        return
    named = owner.mention is not None and owner.mention.label == "organization"
    if not (named or describes_company(owner.noun) or is_business(owner.noun)) or not is_town(chunk.mention):
        return
    position = sentence.chunks.index(chunk)
    after = sentence.chunks[position + 1] if position + 1 < len(sentence.chunks) else None
    lows = sentence.words.lows
    if not named and after is not None and after.mention is not None and after.bare:
        enclosed = lows[chunk.last + 1 : after.first] == [","] == lows[after.last + 1 : after.last + 2]
        if enclosed:
            yield Found(after.mention, "headquartered_in", chunk.mention, 0.75)
            return
    meant = _alone(resolver, owner) or (_spoken_of(sentence, resolver, owner) if not named else [])
    for filler in meant:
        yield Found(filler.mention, "headquartered_in", chunk.mention, round(0.72 * filler.certainty, 3))


def _seat(sentence: Sentence, resolver: TopicResolver, position: int, chunk: Chunk) -> Iterator[Found]:
    """ "X mit Sitz in Y", "X hat seinen Sitz in Y", "der Sitz von X in Y", "Firmensitz von X ist Y"."""
    place = next((other for other in sentence.chunks[position + 1 : position + 4] if _is_seat(chunk, other)), None)
    if place is None or place.mention is None:
        return
    owner = chunk.after
    if chunk.prep == "mit" and owner is not None:
        spoken = _spoken_of(sentence, resolver, owner) if is_business(owner.noun) else []
        for filler in _alone(resolver, owner) or spoken:
            yield Found(filler.mention, "headquartered_in", place.mention, round(0.92 * filler.certainty, 3))
        return
    clause = sentence.clause_at(chunk.head)
    owners = [mention for mention, tail in chunk.modifiers if tail]
    owners += [
        each.mention for each in followers(sentence.chunks, chunk, sentence.end)[:1] if each.mention and _owned(each)
    ]
    if owner is not None and owner.genitive and owner.mention is not None:
        owners.append(owner.mention)
    if owners:
        yield Found(owners[0], "headquartered_in", place.mention, 0.85)
        return
    if clause is None or place.first >= clause.end:
        return
    subject = sides(sentence.words, clause).subject
    if subject is chunk or (chunk.prep and chunk.det in _DEFINITE and place.after is chunk):
        topic = resolver.spoken_of(sentence, chunk)
        if topic is not None and (subject is not chunk or is_state(sentence.words, clause)):
            yield Found(topic.mention, "headquartered_in", place.mention, 0.65, inferred=True)
        return
    verbs = set(clause_verbs(sentence.words, clause))
    if subject is not None and (is_state(sentence.words, clause) or verbs & {"verlegen"}):
        for filler in resolver.fillers(subject):
            yield Found(filler.mention, "headquartered_in", place.mention, round(0.88 * filler.certainty, 3))


def _where(sentence: Sentence, resolver: TopicResolver, position: int, chunk: Chunk) -> Iterator[Found]:
    """ "in Kassel, wo die Airline ihren Sitz hat"."""
    lows = sentence.words.lows
    if not chunk.det.startswith(("sein", "ihr")):
        return
    for at in range(position - 1, max(-1, position - 4), -1):
        before, owner = sentence.chunks[at], sentence.chunks[at + 1]
        if lows[before.last + 1 : owner.first] != [",", "wo"] or before.mention is None or not is_town(before.mention):
            continue
        for filler in resolver.fillers(owner):
            yield Found(filler.mention, "headquartered_in", before.mention, round(0.85 * filler.certainty, 3))
        return


def _owned(chunk: Chunk) -> bool:
    return (
        (chunk.genitive or chunk.prep == "von") and chunk.mention is not None and chunk.mention.label == "organization"
    )


def _is_seat(chunk: Chunk, other: Chunk) -> bool:
    if other.mention is None or other.mention.label != "location" or other.first - chunk.last > 8:
        return False
    return other.prep in ("in", "bei", "nahe", "", "nach") and not other.genitive


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


def _sits(sentence: Sentence, resolver: TopicResolver, clause: Clause) -> Iterator[Found]:
    """ "X sitzt in Y", "X ist in Y ansässig", "X wird von Y aus geführt"."""
    lows = {sentence.words.lows[at] for at in clause.tokens()}
    verbs = set(clause_verbs(sentence.words, clause))
    places: list[Chunk] = []
    if (any(is_so(sentence.words, clause, verb) for verb in ("sitzen", "residieren")) and "beine" not in lows) or (
        lows & set(words("seat_words")) and is_state(sentence.words, clause)
    ):
        places = prepositional(clause, "in")
    elif "aus" in lows and verbs & {"führen", "leiten", "steuern"}:
        places = prepositional(clause, "von")
    subject = sides(sentence.words, clause).subject if places else None
    for place in places[:1]:
        if subject is not None and place.mention is not None and place.mention.label == "location":
            for filler in resolver.fillers(subject):
                yield Found(filler.mention, "headquartered_in", place.mention, round(0.8 * filler.certainty, 3))
