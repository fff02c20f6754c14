"""To whom a noun belongs: "Nordwerk-Chef", "Chef von Nordwerk", "Kartellamtspräsident", "sein Chef", "dessen Chef"."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.words import speaking_verbs
from flows.finding.eventing.kinds import is_body, is_union
from flows.finding.eventing.roles import followers, prepositional, sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.naming.gazetteer import common_words
from flows.finding.records import Mention
from flows.finding.relating.nouns import first_part, words
from flows.finding.relating.topics import TopicResolver

_NEAR = 120  # characters between a company and "dessen Chef" in the next sentence
_SHORT = frozenset(["US", "IT", "EU", "UK", "USA"])  # "IT-Tochter", "US-Rivale"
_KNOWN = 0.6  # certainty of a pronoun that stands for somebody in the text, not for whom it speaks of
_POSSESSIVES = ("sein", "ihr")
_RELATIVE_POSSESSIVES = frozenset(["dessen", "deren"])


@dataclass(slots=True)
class Owners:
    """The other names of a noun's relation; `last` is the last phrase that belongs to it."""

    last: Chunk
    found: list[tuple[Mention, float]] = field(default_factory=list)
    possessed: bool = False  # "seine Tochter": said to belong to somebody, known or not

    def add(self, mention: Mention, score: float) -> None:
        if all(mention is not other for other, _ in self.found):
            self.found.append((mention, score))


def owners_of(sentence: Sentence, resolver: TopicResolver, chunk: Chunk) -> Owners:
    """Every owner that the noun's own phrase names; none where the text before has to tell."""
    owners = Owners(chunk)
    for mention, tail in chunk.modifiers:
        if tail:
            owners.add(mention, 0.92)
    before = chunk.after
    if before is not None and before.kind == "name" and before.mention is not None and not chunk.prep:
        beside = not chunk.det and before.mention.label == "organization" and chunk.mention is not None
        if before.genitive or beside:  # "Nordwerks Chef", "Nordwerk Chef Behrend"
            owners.add(before.mention, 0.9)
    _add_followers(sentence, resolver, chunk, owners)
    if (not owners.found and chunk.mention is None) or (chunk.mention and chunk.mention.label == "person"):
        prefix = first_part(chunk.noun)
        named = _by_first_part(sentence, resolver, chunk, prefix) if prefix and not owners.found else None
        if named is not None:
            owners.add(named, 0.85)
    if not owners.found:
        _add_possessor(sentence, resolver, chunk, owners)
    if chunk.noun in words("union_agents"):  # who is authorised by others holds no office of theirs
        owners.found = [(mention, score) for mention, score in owners.found if is_union(mention)]
    return owners


def _by_first_part(sentence: Sentence, resolver: TopicResolver, chunk: Chunk, prefix: str) -> Mention | None:
    """ "Norstromchef", "Kartellamtspräsident"; "Werft-Chef" of the last company that is called a Werft."""
    named = resolver.begins(prefix)
    if named is None and prefix.strip("-") not in words("no_owners"):
        named = resolver.lately.called(prefix.strip("-"), _before(sentence, chunk))
    return named


def _before(sentence: Sentence, chunk: Chunk) -> list[Chunk]:
    return [other for other in sentence.chunks if other.last < chunk.first]


def _add_followers(sentence: Sentence, resolver: TopicResolver, chunk: Chunk, owners: Owners) -> None:
    """ "Chef von X", "Chef des Zulieferers X", "Mitglied des Vorstands von X", "Chef für Europa bei X"."""
    named = bool(owners.found)
    for follower in followers(sentence.chunks, chunk, sentence.end):
        if follower.genitive and _is_told(sentence, chunk, follower):
            break
        if follower.genitive or follower.prep in ("von", "bei"):
            for filler in resolver.fillers(follower) if not named else ():
                if filler.mention.label != "person":
                    owners.add(filler.mention, 0.9 * filler.certainty)
            if follower.kind != "name" and not is_body(follower.noun):
                named = bool(owners.found)
                # "Gründer des Lernportals Schulix": whose he is was said, though not understood.
                owners.possessed = True
        elif follower.prep not in ("für", "in", "mit", "im", "seit", "aus"):
            break
        owners.last = follower.group[-1] if follower.group else follower
        if follower.kind == "name" and owners.found:
            named = True


def _is_told(sentence: Sentence, chunk: Chunk, follower: Chunk) -> bool:
    """ "sagte Finanzchef A der Nachrichtenagentur X": looks like a genitive, is whom he tells it."""
    clause = sentence.clause_at(chunk.head)
    if chunk.mention is None or follower.mention is None or clause is None:
        return False
    return bool(speaking_verbs() & set(clause_verbs(sentence.words, clause))) and follower.det in ("der", "dem")


def _add_possessor(sentence: Sentence, resolver: TopicResolver, chunk: Chunk, owners: Owners) -> None:
    lows = sentence.words.lows
    first = chunk.first
    det = chunk.det or (lows[first] if lows[first] in _RELATIVE_POSSESSIVES else "")
    if not det and first > sentence.start and lows[first - 1] in _RELATIVE_POSSESSIVES:
        det = lows[first - 1]
    clause = sentence.clause_at(chunk.head)
    if clause is None or not det.startswith((*_POSSESSIVES, *_RELATIVE_POSSESSIVES)):
        return
    owners.possessed = True
    body = _body_of(sentence, resolver, chunk)
    if body is not None:
        owners.add(body, 0.75)
        return
    if det in _RELATIVE_POSSESSIVES:
        if clause.kind == "relative" and clause.antecedent is not None:
            _add(resolver, clause.antecedent, owners, 0.85)
        else:
            last = resolver.possessor(sentence, det, chunk) or resolver.last_organization(chunk)
            if last is not None and sentence.words.starts[chunk.first] - last.end < _NEAR:
                owners.add(last, 0.75)
        return
    subject = sides(sentence.words, clause).subject
    if chunk is sentence.chunks[0]:
        named = resolver.possessor(sentence, det, chunk)
        if named is not None:
            owners.add(named, 0.75)
            return
    beside = [other for other in sentence.chunks if other.last < chunk.first and _joined(sentence, other, chunk)]
    if beside:
        _add(resolver, beside[-1], owners, 0.85)
    elif subject is not None and subject is not chunk and chunk not in subject.members():
        _add(resolver, subject, owners, 0.8)
    if not owners.found:  # "Ein paar Hallen weiter zeigt Talbau seinen Lurio": what looked like the subject is none
        in_front = [
            each for each in clause.chunks if each.bare and each.mention is not None and each.last < chunk.first
        ]
        for each in in_front[-1:]:
            _add(resolver, each, owners, 0.75)
    if not owners.found:
        topic = resolver.spoken_of(sentence, chunk)
        if topic is not None:
            owners.add(topic.mention, round(0.5 + 0.2 * topic.certainty, 3))


def _joined(sentence: Sentence, before: Chunk, chunk: Chunk) -> bool:
    """ "Nordwerk und seine Tochter", "Nordwerk mit seiner Tochter"."""
    between = sentence.words.lows[before.last + 1 : chunk.first]
    organization = before.mention is not None and before.mention.label == "organization"
    return organization and (between in (["und"], ["sowie"]) or (not between and chunk.prep in ("mit", "samt")))


def _add(resolver: TopicResolver, chunk: Chunk, owners: Owners, score: float) -> None:
    for filler in resolver.fillers(chunk):
        if filler.mention.label != "person":
            owners.add(filler.mention, round(score * filler.certainty, 3))
        else:
            company = next((mention for mention, tail in filler.chunk.modifiers if tail), None)
            if company is not None:
                owners.add(company, round(0.7 * filler.certainty, 3))


def _actor(sentence: Sentence, resolver: TopicResolver, chunk: Chunk, bearer: Mention) -> tuple[Mention, float] | None:
    """ "Nordwerk hat den Konkurrenten Talbau übernommen": whoever does something with a rival, not the text's topic."""
    clause = sentence.clause_at(chunk.head)
    subject = sides(sentence.words, clause).subject if clause is not None and not chunk.genitive else None
    if subject is None or subject is chunk or chunk in subject.members() or subject.genitive:
        return None
    actors = [each for each in resolver.fillers(subject) if each.mention.label == "organization"]
    if len(actors) != 1 or actors[0].mention.name == bearer.name or actors[0].certainty < _KNOWN:
        return None
    return actors[0].mention, round(0.8 * actors[0].certainty, 3)


@cache
def _says_which(noun: str, predicate: str) -> bool:
    """ "Solar-Tochter", "US-Konkurrent": what the first part names is no company."""
    first = noun.split("-")[0]
    plain = first.capitalize() in common_words() or first.upper() in _SHORT or first in words("countries")
    return plain and predicate in ("subsidiary_of", "competitor_of")


def spoken_owner(
    sentence: Sentence, resolver: TopicResolver, chunk: Chunk, bearer: Mention, predicate: str
) -> tuple[Mention, float] | None:
    """Whose the noun is where only the text before tells it ("Konzernchef Behrend", "der Konkurrent X")."""
    if predicate in ("executive_of", "founder_of", "shareholder_of") and bearer.label == "person":
        namesake = resolver.namesake(bearer)
        if namesake is not None:
            return namesake, 0.75
    if predicate == "executive_of":
        body = _body_of(sentence, resolver, chunk)
        if body is not None:
            return body, 0.7
        if chunk.noun in (*words("weak_offices"), *words("union_agents")) or chunk.noun.endswith(
            words("union_offices")
        ):
            return None
    plain = first_part(chunk.noun).strip("-") in words("no_owners") or _says_which(chunk.noun, predicate)
    if "-" in chunk.noun and not plain:
        return None  # "Talbau-Chef" of a company that nobody found
    if predicate == "subsidiary_of" and (parent := resolver.bearing_first_words(bearer)) is not None:
        return parent, 0.8
    if predicate == "competitor_of" and (actor := _actor(sentence, resolver, chunk, bearer)) is not None:
        return actor
    named = frozenset({bearer.name, *resolver.forms_of(bearer)})
    personal = predicate in ("executive_of", "founder_of")
    beside = _beside(sentence, chunk, named, predicate) if personal else None
    if beside is not None:
        return beside, 0.7
    topic = resolver.spoken_of(sentence, chunk, named, everywhere=personal)
    if topic is None or topic.certainty < 0.05:
        return None
    return topic.mention, round(0.45 + 0.25 * topic.certainty, 3)


def _body_of(sentence: Sentence, resolver: TopicResolver, chunk: Chunk) -> Mention | None:
    """The union or association whose office it is: "Bezirksleiterin A", "Verbandspräsident A"."""
    here = _before(sentence, chunk)
    if chunk.noun.endswith(words("union_offices")):
        return resolver.lately.union(here) or resolver.lately.association(here)
    if chunk.noun.endswith(words("association_offices")):
        return resolver.lately.association(here)
    return None


def _beside(sentence: Sentence, chunk: Chunk, exclude: frozenset[str], predicate: str) -> Mention | None:
    """What the clause itself says: "Finanzchef A verlässt X", "Bei X geht Vorstandschef A", "kauft X von Gründer A"."""
    clause = sentence.clause_at(chunk.head)
    if clause is None:
        return None
    verbs = set(clause_verbs(sentence.words, clause))
    found = sides(sentence.words, clause)
    places: list[Chunk] = prepositional(clause, "bei") if verbs & set(words("beside_verbs")) else []
    if verbs & set(words("left_verbs")):
        places += found.objects
    if predicate == "founder_of":
        sells = verbs & set(words("sold_verbs")) and found.subject in (chunk, *chunk.members())
        bought = verbs & set(words("bought_verbs")) and chunk.prep == "von"
        places += found.objects if sells or bought else []
        places += prepositional(clause, "an") if "halten" in verbs else []
    names = [
        place.mention
        for place in places
        if place.mention is not None and place.mention.label == "organization" and place.mention.name not in exclude
    ]
    return names[0] if len(names) == 1 else None
