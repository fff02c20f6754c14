"""Who leads what, told by a verb: "leitet", "wird von X geführt", "sitzt im Vorstand von", "hat den Vorsitz inne"."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.verbs import WERDEN
from flows.finding.eventing.fillers import Filler
from flows.finding.eventing.kinds import describes_company
from flows.finding.eventing.roles import Sides, followers, prepositional, sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.relating.finds import Found
from flows.finding.relating.nouns import words
from flows.finding.relating.tense import denied, is_so, is_state
from flows.finding.relating.topics import TopicResolver

_LEADING = ("leiten", "führen", "lenken", "managen", "dirigieren", "steuern", "präsidieren")
_HEADING = ("vor|stehen", "vor|sitzen")
_BELONGING = ("an|gehören", "sitzen", "verantworten")
_HOLDING = ("inne|haben", "bekleiden")
_NO_LONGER = frozenset(["wurde", "wurden", "worden"])


def leading_relations(sentence: Sentence, resolver: TopicResolver) -> Iterator[Found]:
    for clause in sentence.clauses:
        verbs = set(clause_verbs(sentence.words, clause))
        lows = {sentence.words.lows[at] for at in clause.tokens()}
        if not verbs and not lows & {"ist", "sind"}:
            continue
        found = sides(sentence.words, clause)
        if found.subject is None:
            continue
        yield from _led(sentence, resolver, clause, found, verbs)
        yield from _led_by(sentence, resolver, clause, found.subject, verbs)
        yield from _at_the_top(sentence, resolver, clause, found.subject, verbs)
        yield from _on_board(sentence, resolver, clause, found, verbs)


def _between(left: list[Filler], right: list[Filler], score: float, inferred: bool = False) -> Iterator[Found]:
    for person in left:
        for company in right:
            certainty = round(score * person.certainty * company.certainty, 3)
            yield Found(person.mention, "executive_of", company.mention, certainty, inferred)


def _led(sentence: Sentence, resolver: TopicResolver, clause: Clause, found: Sides, verbs: set[str]) -> Iterator[Found]:
    """ "leitet Talbau", "führt die Geschäfte von Talbau", "steht Talbau vor"."""
    view, subject = sentence.words, found.subject
    assert subject is not None
    if any(verb in verbs and is_so(view, clause, verb) for verb in _LEADING):
        for chunk in found.objects[:1]:
            if is_company_noun(chunk):
                yield from _led_description(sentence, resolver, subject, chunk)
                continue
            parts = [chunk, *_parts(sentence, chunk, clause)]
            yield from _between(resolver.fillers(subject), _fillers(resolver, parts), 0.75)
    if any(verb in verbs and is_so(view, clause, verb) for verb in _HEADING):
        headed = [found.dative] if found.dative is not None else found.objects[:1]
        yield from _between(resolver.fillers(subject), _fillers(resolver, headed), 0.75)


def is_company_noun(chunk: Chunk) -> bool:
    return chunk.mention is None and describes_company(chunk.noun) and chunk.det in ("das", "die", "den", "der")


def _led_description(sentence: Sentence, resolver: TopicResolver, subject: Chunk, company: Chunk) -> Iterator[Found]:
    """ "Karla Winter, die das Unternehmen führt": the one of her name, else the one the text speaks of."""
    for left in resolver.fillers(subject):
        namesake = resolver.namesake(left.mention) if left.mention.label == "person" else None
        if namesake is not None:
            yield Found(left.mention, "executive_of", namesake, round(0.75 * left.certainty, 3))
            continue
        topic = resolver.spoken_of(sentence, company)
        right = resolver.fillers(company)
        if not right and topic is not None:
            right = [Filler(topic.mention, 0.75, company)]
        yield from _between([left], right, 0.75, True)


def _parts(sentence: Sentence, chunk: Chunk, clause: Clause) -> list[Chunk]:
    """ "führt die Geschäfte von X", "hat die Leitung von X"."""
    if chunk.mention is None and (chunk.noun in words("led_parts") or chunk.noun in words("boards")):
        return followers(sentence.chunks, chunk, clause.end)[:1]
    return []


def _led_by(
    sentence: Sentence, resolver: TopicResolver, clause: Clause, subject: Chunk, verbs: set[str]
) -> Iterator[Found]:
    """ "Talbau wird von Karla Winter geführt": now, not once or some day."""
    auxiliaries = set(clause.auxiliaries)
    if not verbs & set(_LEADING) or not auxiliaries & WERDEN or auxiliaries & _NO_LONGER:
        return
    if not is_state(sentence.words, clause):
        return
    for leader in prepositional(clause, "von"):
        if is_company_noun(subject):
            yield from _led_description(sentence, resolver, leader, subject)
        else:
            yield from _between(resolver.fillers(leader), resolver.fillers(subject), 0.75)


def _at_the_top(
    sentence: Sentence, resolver: TopicResolver, clause: Clause, subject: Chunk, verbs: set[str]
) -> Iterator[Found]:
    """ "Karla Winter steht an der Spitze von Talbau", "An der Spitze von Talbau steht Karla Winter"."""
    if "stehen" not in verbs or not is_so(sentence.words, clause, "stehen"):
        return
    for chunk in clause.chunks:
        if chunk.prep == "an" and chunk.noun.endswith("spitze"):
            led = followers(sentence.chunks, chunk, clause.end)[:1]
            leaders = [subject, *(other for other in clause.chunks if other.bare and other.mention)]
            for leader in leaders:
                yield from _between(resolver.fillers(leader), _fillers(resolver, led), 0.8)


def _fillers(resolver: TopicResolver, chunks: list[Chunk]) -> list[Filler]:
    return [filler for chunk in chunks for filler in resolver.fillers(chunk)]


def _on_board(
    sentence: Sentence, resolver: TopicResolver, clause: Clause, found: Sides, verbs: set[str]
) -> Iterator[Found]:
    """ "sitzt im Vorstand von X", "gehört dem Vorstand an", "leitet den Aufsichtsrat", "hat den Vorsitz inne"."""
    view = sentence.words
    boards = [chunk for chunk in clause.chunks if chunk.noun in words("boards") and chunk.kind == "noun"]
    if not boards or denied(view, clause):
        return
    there = any(verb in verbs and is_so(view, clause, verb) for verb in (*_BELONGING, *_HEADING))
    leads = any(verb in verbs and is_so(view, clause, verb) for verb in (*_LEADING, *_HOLDING))
    leads = leads or ("inne" in {view.lows[at] for at in clause.tokens()} and is_state(view, clause))
    is_there = is_state(view, clause) and not clause.nonfinite and not set(clause.auxiliaries) & WERDEN
    people = _people(resolver, found)
    for board in boards:
        inside = board.prep == "in" or (not board.prep and board.det in ("dem", "der"))
        if (inside and (there or (is_there and board.prep))) or (leads and not board.prep and not board.genitive):
            yield from _of_board(sentence, resolver, board, people)


def _people(resolver: TopicResolver, found: Sides) -> list[Filler]:
    return [
        filler
        for chunk in (found.subject, *found.objects)
        if chunk is not None and chunk.noun not in words("boards")
        for filler in resolver.fillers(chunk)
        if filler.mention.label == "person" and filler.chunk.kind != "noun"
    ][:2]


def _of_board(sentence: Sentence, resolver: TopicResolver, board: Chunk, people: list[Filler]) -> Iterator[Found]:
    named = [Filler(mention, 1.0, board) for mention, tail in board.modifiers if tail]
    behind = followers(sentence.chunks, board, sentence.end)[:2]
    named += [filler for chunk in behind for filler in resolver.fillers(chunk) if filler.mention.label != "person"][:1]
    if named or board.det.startswith(("sein", "ihr")):
        yield from _between(people, named, 0.75)
        return
    topic = resolver.spoken_of(sentence, board, everywhere=True) if people else None
    if topic is not None and topic.certainty > 0.05:
        yield from _between(people, [Filler(topic.mention, 0.6 + 0.25 * topic.certainty, board)], 0.75, True)
