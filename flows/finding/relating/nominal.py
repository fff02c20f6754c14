"""Relations told by nouns: "Nordwerk-Chef Jonas Behrend", "Talbau, eine Tochter von Nordwerk", "Konkurrent Talbau"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.eventing.kinds import is_body
from flows.finding.eventing.roles import followers
from flows.finding.records import Mention
from flows.finding.relating.bearers import appointer_of, bearers_of, has_left, named_members
from flows.finding.relating.finds import Found, directed
from flows.finding.relating.nouns import is_former, noun_relation, words
from flows.finding.relating.owners import Owners, owners_of, spoken_owner
from flows.finding.relating.topics import TopicResolver

_INVESTORS = ("investor", "investoren", "investorin")  # in what, the text before rarely tells
_SUCCESSORS = ("nachfolger", "nachfolgerin", "nachfolgers")
_OUTLASTING = frozenset(["founder_of"])  # a former founder is none; a former chief and founder still is one


@dataclass(slots=True)
class _Noun:
    """One noun of a relation in its sentence: of "Gründerin und Chefin Karla Winter" there are two."""

    position: int
    chunk: Chunk
    predicate: str
    turned: bool


def nominal_relations(sentence: Sentence, resolver: TopicResolver) -> Iterator[Found]:
    for position, chunk in enumerate(sentence.chunks):
        if chunk.kind not in ("name", "noun") or not chunk.nouns or chunk.det.startswith("kein"):
            continue
        if chunk.kind == "noun" and chunk.noun.endswith(_SUCCESSORS):
            yield from _succeeding(sentence, resolver, position)
        nouns = _nouns(sentence, position, chunk)
        if not nouns:
            continue
        owners = _shared_owners(sentence, resolver, position, chunk)
        for noun in nouns:
            yield from _of_noun(sentence, resolver, noun, owners)


def _succeeding(sentence: Sentence, resolver: TopicResolver, position: int) -> Iterator[Found]:
    """ "Der Nachfolger von Talbau-Chef Behrend, Karla Winter, …" holds the office of the one before."""
    if position + 1 >= len(sentence.chunks):
        return
    office = sentence.chunks[position + 1]
    relation = noun_relation(office.noun) if office.after is sentence.chunks[position] else None
    if relation is None or relation[0] != "executive_of":
        return
    for bearer, certainty in bearers_of(sentence, resolver, position, office):
        for owner, score in owners_of(sentence, resolver, office).found:
            yield Found(bearer, "executive_of", owner, round(0.9 * certainty * score, 3))


def _nouns(sentence: Sentence, position: int, chunk: Chunk) -> list[_Noun]:
    """The chunk's own noun and those before it that share its name ("Gründer und Vorstandschef A")."""
    found = []
    relation = _relation(sentence, chunk)
    if relation is not None:
        found.append(_Noun(position, chunk, *relation))
        if relation[0] == "shareholder_of" and any(word.startswith("geschäftsführend") for word in chunk.adjectives):
            found.append(_Noun(position, chunk, "executive_of", False))
    at = position - 1
    while found and at >= 0 and sentence.words.lows[sentence.chunks[at].last + 1 : chunk.first] in (["und"], [","]):
        before = sentence.chunks[at]
        other = _relation(sentence, before) if before.kind == "noun" else None
        if other is None:
            break
        if all(other[0] != noun.predicate for noun in found):
            found.append(_Noun(position, chunk, *other))
        chunk, at = before, at - 1
    return found


def _relation(sentence: Sentence, chunk: Chunk) -> tuple[str, bool] | None:
    relation = noun_relation(chunk.noun)
    if chunk.noun in words("named_offices") and (chunk.mention is None or chunk.mention.label != "person"):
        return None
    if chunk.noun in words("partners") and set(words("leading_partners")) & {*chunk.adjectives, *chunk.nouns}:
        relation = ("executive_of", False)
    if relation is None and chunk.noun == "mitglied":
        position = sentence.chunks.index(chunk)
        body = sentence.chunks[position + 1] if position + 1 < len(sentence.chunks) else None
        if body is not None and body.after is chunk and is_body(body.noun):
            relation = ("executive_of", False)
    if relation is None and _is_member(sentence, chunk):
        relation = ("subsidiary_of", False)
    if relation is None or (relation[0] not in _OUTLASTING and is_former(sentence.words, chunk)):
        return None
    if relation[0] == "subsidiary_of" and chunk.mention is not None and chunk.mention.label == "product":
        return "product_of", False
    return relation


def _is_member(sentence: Sentence, chunk: Chunk) -> bool:
    """ "ein Unternehmen der Hallberg Gruppe", "Teil von Nordwerk"."""
    if chunk.noun not in words("members") or chunk.kind != "noun" or chunk.det not in ("ein", "eine", ""):
        return False
    behind = followers(sentence.chunks, chunk, sentence.end)[:1]
    return any(each.mention is not None and (each.genitive or each.prep == "von") for each in behind)


def _shared_owners(sentence: Sentence, resolver: TopicResolver, position: int, chunk: Chunk) -> Owners:
    """The owners of "Gründer und Chef von X": behind the last noun or in front of the first."""
    owners = owners_of(sentence, resolver, chunk)
    chunks, lows = sentence.chunks, sentence.words.lows
    while not owners.found and position:
        before = chunks[position - 1]
        if before.kind != "noun" or lows[before.last + 1 : chunks[position].first] != ["und"]:
            break
        if noun_relation(before.noun) is None:
            break
        earlier = owners_of(sentence, resolver, before)
        owners.found, owners.possessed = earlier.found, owners.possessed or earlier.possessed
        position -= 1
    return owners


def _of_noun(sentence: Sentence, resolver: TopicResolver, noun: _Noun, owners: Owners) -> Iterator[Found]:
    chunk = noun.chunk
    if chunk.mention is not None:
        mentions = named_members(chunk, chunk.noun, chunk.det)
        bearers = [(mention, 1.0) for mention in mentions]
        if noun.predicate == "executive_of" and has_left(sentence, chunk):
            return
    else:
        bearers = bearers_of(sentence, resolver, _first_of(sentence, noun), owners.last, noun.predicate == "founder_of")
    found = owners.found or (appointer_of(sentence, resolver, chunk) if chunk.mention is None else [])
    for bearer, bearer_score in bearers:
        for owner, owner_score in found:
            score = round(bearer_score * owner_score, 3)
            yield directed(bearer, noun.predicate, noun.turned, owner, score)
            yield from _parent(noun, bearer, owner, score, inferred=False)
        if not found and not owners.possessed and _asks_text(noun):
            spoken = spoken_owner(sentence, resolver, chunk, bearer, noun.predicate)
            if spoken is not None:
                score = round(spoken[1] * min(1.0, bearer_score + 0.1), 3)
                yield directed(bearer, noun.predicate, noun.turned, spoken[0], score, inferred=True)
                yield from _parent(noun, bearer, spoken[0], score, inferred=True)


def _parent(noun: _Noun, holder: Mention, company: Mention, score: float, inferred: bool) -> Iterator[Found]:
    """ "Mehrheitsaktionär Hallberg": the parent too."""
    if noun.predicate == "shareholder_of" and noun.chunk.noun.startswith("mehrheits") and not noun.turned:
        yield Found(company, "subsidiary_of", holder, round(0.9 * score, 3), inferred)


def _first_of(sentence: Sentence, noun: _Noun) -> int:
    """The position of the first of coordinated nouns ("A, Gründer und Chef von X": the name is before the first)."""
    position = noun.position
    while position:
        before = sentence.chunks[position - 1]
        between = sentence.words.lows[before.last + 1 : sentence.chunks[position].first]
        if before.kind != "noun" or between != ["und"] or noun_relation(before.noun) is None:
            break
        position -= 1
    return position


def _asks_text(noun: _Noun) -> bool:
    """Is the noun one that the text before completes ("Finanzchef A", "die Tochter X")?"""
    chunk, low = noun.chunk, noun.chunk.noun
    if chunk.det in ("ein", "eine", "einer", "einem", "einen", "eines"):
        return noun.predicate == "competitor_of"
    if noun.predicate == "executive_of":
        return low not in words("told_offices")
    if noun.predicate == "product_of":
        return chunk.mention is not None and any(word in words("own_adjectives") for word in chunk.adjectives)
    if noun.predicate == "subsidiary_of":
        definite = bool(chunk.det) or low.startswith(("tochter", "töchter")) or low.endswith("sparte")
        return definite and not low.endswith(words("no_topic_children"))
    if noun.predicate == "shareholder_of":
        if any(word.startswith(("größt", "zweitgrößt")) for word in (*chunk.adjectives, *chunk.nouns)):
            return not low.endswith(_INVESTORS)  # "Größter Aktionär ist X"
        return low not in words("no_topic_owners") and not low.endswith(_INVESTORS)
    return True
