"""Who founded what, told by a verb: "gründete", "war von X gegründet worden", "…, 2009 von X gegründet, …"."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.verbs import HABEN, SEIN, WERDEN
from flows.finding.eventing.fillers import Filler
from flows.finding.eventing.kinds import describes_company
from flows.finding.eventing.roles import prepositional, sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.relating.finds import Found
from flows.finding.relating.tense import denied, has_become
from flows.finding.relating.topics import TopicResolver

_FOUNDING = ("gründen", "mit|gründen", "mit|begründen", "auf|bauen")
_PARTICIPLES = frozenset(["gegründet", "mitgegründet", "aufgebaut"])
_FARTHEST = 14  # tokens between the participle of an aside and its founder
_LESS_SURE = 0.7  # "aufgebaut" says less than "gegründet"


def founding_relations(sentence: Sentence, resolver: TopicResolver) -> Iterator[Found]:
    for clause in sentence.clauses:
        verb = _founding_verb(sentence, clause)
        if verb:
            yield from _by_clause(sentence, resolver, clause, _score(verb))
    for at in range(sentence.start, sentence.end):
        if sentence.words.lows[at] in _PARTICIPLES:
            yield from _by_aside(sentence, resolver, at)


def _score(verb: str) -> float:
    return _LESS_SURE if verb in ("auf|bauen", "aufgebaut") else 0.85


def _founding_verb(sentence: Sentence, clause: Clause) -> str:
    """The verb that tells a founding which has happened, "" where the clause has none."""
    words = sentence.words
    lows = {words.lows[at] for at in clause.tokens()}
    verbs = [verb for verb in _FOUNDING if has_become(words, clause, verb)]
    if not verbs and _auxiliaries(sentence, clause) - set(clause.auxiliaries) and not denied(words, clause):
        verbs = [verb for verb in _FOUNDING if verb in clause_verbs(words, clause)]
    if ("taufe" in lows and "heben" in clause_verbs(words, clause)) and has_become(words, clause, "heben"):
        verbs = ["heben"]
    if ("leben" in lows and "rufen" in clause_verbs(words, clause)) and has_become(words, clause, "rufen"):
        verbs = ["rufen"]
    return verbs[0] if verbs else ""


def _auxiliaries(sentence: Sentence, clause: Clause) -> set[str]:
    """The clause's own, or those behind "und": "die Talbau gegründet und groß gemacht hat"."""
    own = set(clause.auxiliaries)
    if own or clause.finite:
        return own
    goes_on = next((other for other in sentence.clauses if other.shared is clause), None)
    return set(goes_on.auxiliaries) & (HABEN | SEIN | WERDEN) if goes_on is not None else own


def _by_clause(sentence: Sentence, resolver: TopicResolver, clause: Clause, score: float) -> Iterator[Found]:
    """Persons on either side of the verb founded the companies on the other, whichever stands first."""
    found = sides(sentence.words, clause)
    if found.subject is None:
        return
    auxiliaries = _auxiliaries(sentence, clause)
    agents = prepositional(clause, "von")
    if auxiliaries & WERDEN or (agents and auxiliaries & SEIN):
        founders, founded = agents, [found.subject]
    else:
        founders = founded = [found.subject, *found.objects]
    people = _labelled(resolver, [*founders, *_companions(clause)], "person")
    yield from _pairs(people, _companies(sentence, resolver, founded), score)


def _companions(clause: Clause) -> list[Chunk]:
    """ "zusammen mit Jonas Behrend", "mit dem Informatiker Jonas Behrend"."""
    return [chunk for chunk in prepositional(clause, "mit") if chunk.mention is not None and chunk.kind == "name"]


def _labelled(resolver: TopicResolver, chunks: list[Chunk], label: str) -> list[Filler]:
    return [filler for chunk in chunks for filler in resolver.fillers(chunk) if filler.mention.label == label]


def _companies(sentence: Sentence, resolver: TopicResolver, chunks: list[Chunk]) -> list[Filler]:
    found: list[Filler] = []
    for chunk in chunks:
        named = apposed_name(sentence, chunk)
        found += [named] if named is not None else company_of(sentence, resolver, chunk)
    return found


def company_of(sentence: Sentence, resolver: TopicResolver, chunk: Chunk) -> list[Filler]:
    """What a phrase stands for; "das Unternehmen" is what the text speaks of, no union or court named meanwhile."""
    if chunk.kind == "noun" and describes_company(chunk.noun) and chunk.det in ("das", "die", "der", "den"):
        topic = resolver.spoken_of(sentence, chunk)
        if topic is not None and topic.certainty > 0.05:
            return [Filler(topic.mention, 0.8, chunk)]
    return [filler for filler in resolver.fillers(chunk) if filler.mention.label == "organization"]


def apposed_name(sentence: Sentence, chunk: Chunk) -> Filler | None:
    """The company that a description follows: "Talbau, jenes Unternehmen, das Winter gegründet hat"."""
    at = sentence.chunks.index(chunk)
    before = sentence.chunks[at - 1] if at else None
    if chunk.kind != "noun" or not describes_company(chunk.noun) or before is None or before.mention is None:
        return None
    if sentence.words.lows[before.last + 1 : chunk.first] != [","] or before.mention.label != "organization":
        return None
    return Filler(before.mention, 0.9, before)


def _pairs(people: list[Filler], companies: list[Filler], score: float) -> Iterator[Found]:
    for person in people:
        for company in companies:
            certainty = round(score * person.certainty * company.certainty, 3)
            yield Found(person.mention, "founder_of", company.mention, certainty)


# --- participles without a verb of their own ---------------------------------------------------


def _by_aside(sentence: Sentence, resolver: TopicResolver, at: int) -> Iterator[Found]:
    """ "Talbau, 2009 von A gegründet, …", "…, gegründet 2009 von A", "2009 von A gegründet, beschäftigt Talbau …"."""
    lows = sentence.words.lows
    opens, closes = _bounds(sentence, at)
    founders = [chunk for chunk in sentence.chunks if chunk.prep == "von" and opens <= chunk.first < closes]
    if not founders or (at + 1 != closes and at != opens):
        return
    founder = min(founders, key=lambda chunk: abs(chunk.first - at))
    if abs(founder.first - at) > _FARTHEST:
        return
    owners = _owners_of_aside(sentence, resolver, opens, closes)
    people = _labelled(resolver, [founder.group[0] if founder.group else founder], "person")
    yield from _pairs(people, owners, _score(lows[at]))


def _bounds(sentence: Sentence, at: int) -> tuple[int, int]:
    """The stretch between commas, brackets and full stops around a token; a name may hold a comma's "und"."""
    lows = sentence.words.lows
    opens = at
    while opens > sentence.start and lows[opens - 1] not in (",", "(", ";", ":", "–", "\n"):
        opens -= 1
    closes = at + 1
    while closes < sentence.end and lows[closes] not in (",", ")", ";", ".", ":", "–", "\n"):
        closes += 1
    return opens, closes


def _owners_of_aside(sentence: Sentence, resolver: TopicResolver, opens: int, closes: int) -> list[Filler]:
    if opens == sentence.start:  # the subject of the clause that follows
        behind = [chunk for chunk in sentence.chunks if chunk.first > closes and chunk.bare]
        chosen = next((chunk for chunk in behind if _may_be_founded(chunk)), None)
    else:
        before = [chunk for chunk in sentence.chunks if chunk.last < opens - 1]
        near = [chunk for chunk in before[-1:] if chunk.last == opens - 2]
        chosen = next((chunk for chunk in near or reversed(before) if _may_be_founded(chunk)), None)
    return _companies(sentence, resolver, [chosen]) if chosen is not None else []


def _may_be_founded(chunk: Chunk) -> bool:
    if chunk.mention is not None:
        return chunk.mention.label == "organization"
    return chunk.kind == "noun" and describes_company(chunk.noun)
