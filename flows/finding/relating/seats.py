"""Seats told beside a name: "Talbau, Kassel, sucht", "die Wurstfabrik Talbau in Kassel", "Konkurrent X nach Bremen"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.words import finite_words
from flows.finding.eventing.kinds import is_institution, is_position
from flows.finding.eventing.roles import sides
from flows.finding.naming.gazetteer import country_codes, parts_of_the_world
from flows.finding.records import Mention
from flows.finding.relating.finds import Found
from flows.finding.relating.nouns import words
from flows.finding.relating.topics import TopicResolver

_POSTCODE = re.compile(r"(?:[a-z]{1,2}-)?\d{4,5}")
_IMPRINT = 250  # characters from a company's name to the line with its town


def is_town(mention: Mention | None) -> bool:
    """A place that is no country and no part of the world; some states are towns."""
    if mention is None or mention.label != "location":
        return False
    low = mention.name.lower()
    if low in words("city_states"):
        return True
    wide = (
        low in words("countries")
        or low.endswith(("deutschland", "europa", "amerika", "asien"))
        or mention.name in country_codes()
        or mention.name in parts_of_the_world()
    )
    return not wide


def is_business(noun: str) -> bool:
    """Nouns that stand for a company beside those that events know: "Röster", "Fintech", "Kanzlei"."""
    return noun.endswith(words("businesses")) and not noun.endswith(words("no_seats"))


def apposed_seats(sentence: Sentence, position: int, place: Chunk) -> Iterator[Found]:
    """ "Die Talbau AG, Kassel, sucht …", "Talbau (Kassel)", "Talbau (Kassel, Schweden)"."""
    lows = sentence.words.lows
    before = sentence.chunks[position - 1] if position else None
    if before is None or place.mention is None or not is_town(place.mention) or not _plain(place):
        return
    if before.mention is None or before.mention.label != "organization":
        return
    opened = lows[before.last + 1 : place.first]
    closed = lows[place.last + 1] if place.last + 1 < sentence.end else ""
    if opened == ["("] and (closed == ")" or _closes_behind_state(sentence, position, place)):
        yield Found(before.mention, "headquartered_in", place.mention, 0.75)
    elif opened == [","] and closed == "," and not _enumerates(sentence, position, place):
        yield Found(before.mention, "headquartered_in", place.mention, 0.7)


def _plain(place: Chunk) -> bool:
    return not place.prep and not place.det and not place.nouns and not place.adjectives


def _closes_behind_state(sentence: Sentence, position: int, place: Chunk) -> bool:
    """ "(Kassel, Schweden)"."""
    lows = sentence.words.lows
    state = sentence.chunks[position + 1] if position + 1 < len(sentence.chunks) else None
    if state is None or state.mention is None or state.mention.label != "location":
        return False
    return lows[place.last + 1 : state.first] in ([","], ["/"]) and lows[state.last + 1 : state.last + 2] == [")"]


def _enumerates(sentence: Sentence, position: int, place: Chunk) -> bool:
    """ "Talbau, Kassel, Bremen": names in a row, among which the place is no apposition."""
    lows = sentence.words.lows
    before, after = sentence.chunks[position - 1], sentence.chunks[position + 1 : position + 2]
    in_row = [chunk for chunk in after if chunk.first == place.last + 2 and chunk.mention is not None]
    earlier = position > 1 and lows[before.first - 1] == "," and sentence.chunks[position - 2].last == before.first - 2
    return bool(in_row) or (earlier and sentence.chunks[position - 2].mention is not None) or len(place.group) > 1


def attributed_seats(sentence: Sentence, place: Chunk) -> Iterator[Found]:
    """ "Die Maschinenfabrik Talbau in Kassel hat …", "wechselt zum Konkurrenten Talbau nach Bremen"."""
    owner = place.after
    if owner is None or owner.mention is None or owner.mention.label != "organization" or place.mention is None:
        return
    if not is_town(place.mention) or place.det or len(place.group) > 1:
        return
    if place.prep == "nach" and owner.prep == "zu":
        yield Found(owner.mention, "headquartered_in", place.mention, 0.75)
    elif place.prep == "in" and not _is_site(owner.noun) and _is_attribute(sentence, owner, place):
        yield Found(owner.mention, "headquartered_in", place.mention, 0.65)


def _is_site(noun: str) -> bool:
    """ "die Filiale X in Kassel"; a "Maschinenfabrik X" is a company."""
    return noun.endswith(words("no_seats")) and (noun == "fabrik" or not noun.endswith("fabrik"))


def _is_attribute(sentence: Sentence, owner: Chunk, place: Chunk) -> bool:
    """Does the place belong to the name, not to what happens there?"""
    if owner.mention is None or is_institution(owner.mention.name.lower()):
        return False
    if owner.genitive:  # "Vertriebsdirektor der Brauerei Talbau in Kassel", not "das Werk der Talbau in Kassel"
        return owner.after is not None and is_position(owner.after.noun)
    clause = sentence.clause_at(owner.head)
    following = sentence.words.lows[place.last + 1] if place.last + 1 < sentence.end else "."
    if clause is None:
        return False
    begins = clause.kind == "main" and owner.first == clause.start and following in finite_words()
    if begins:  # one phrase stands in front of the verb, so the place is part of it
        return not owner.prep or bool(owner.noun)
    subject = sides(sentence.words, clause).subject
    named = bool(owner.noun) and bool(owner.det)
    return named and (not following[0].isalnum() or (subject is not owner and following not in words("aside")))


def imprint_seats(sentence: Sentence, resolver: TopicResolver, position: int) -> Iterator[Found]:
    """ "Kontakt:", "Talbau SE", "Ringstraße 12", "34117 Kassel": the company and the town of an address."""
    place, lows = sentence.chunks[position], sentence.words.lows
    code = place.head - 1
    if code < sentence.start or _POSTCODE.fullmatch(lows[code]) is None or not is_town(place.mention):
        return
    company = _company_above(resolver, sentence.words.starts[sentence.start])
    first = sentence.chunks[0]
    if first is not place and not any(clause.finite for clause in sentence.clauses):
        company = company or first.mention  # all in one line
    if company is not None and place.mention is not None:
        yield Found(company, "headquartered_in", place.mention, 0.75)


def _company_above(resolver: TopicResolver, start: int) -> Mention | None:
    """The organisation that one of the few lines above consists of."""
    text, least = resolver.words.text, max(0, start - _IMPRINT)
    end = text.rfind("\n", least, start)
    while end >= 0:
        before = text.rfind("\n", least, end)
        if before < 0 < least:
            return None  # the line begins too far above
        line = text[before + 1 : end].strip()
        company = resolver.mention_at(end - len(text[before + 1 : end].lstrip()))
        if company is not None and company.label == "organization" and company.end - company.start >= len(line) - 1:
            return company
        end = before
    return None
