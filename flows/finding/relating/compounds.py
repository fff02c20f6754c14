"""Relations inside one phrase: "Siemens-Chef Roland Busch", "Telekom-Tochter Congstar", "Volkswagens Chef …"."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.fillers import Resolver
from flows.finding.eventing.roles import followers, sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.relating.finds import Found, directed
from flows.finding.relating.nouns import is_former, noun_relation, words

_STRONG_ANTECEDENT = 0.55
_TOPIC = 400  # characters: a plain "Vorstandschef" is that of the company the article is about


def compound_relations(sentence: Sentence, resolver: Resolver) -> Iterator[Found]:
    for chunk in sentence.chunks:
        if chunk.kind != "name" or chunk.mention is None or not chunk.nouns:
            continue
        relation = noun_relation(chunk.noun)
        if relation is None or (relation[0] == "executive_of" and is_former(sentence.words, chunk)):
            continue
        for other in (relation, *_second_relation(sentence, chunk, relation)):
            found = list(_with_names(sentence, resolver, chunk, *other))
            yield from found
            if not found:
                yield from _with_antecedent(sentence, resolver, chunk, *other)


def _second_relation(sentence: Sentence, chunk: Chunk, first: tuple[str, bool]) -> Iterator[tuple[str, bool]]:
    """ "Gründerin und Chefin X", "der geschäftsführende Gesellschafter X": two relations in one phrase."""
    if first[0] == "shareholder_of" and any(word.startswith("geschäftsführend") for word in chunk.adjectives):
        yield "executive_of", False
    position = sentence.chunks.index(chunk)
    before = sentence.chunks[position - 1] if position else None
    if before is None or before.kind != "noun" or sentence.words.lows[before.last + 1 : chunk.first] != ["und"]:
        return
    other = noun_relation(before.noun)
    if other is not None and other[0] != first[0] and not is_former(sentence.words, before):
        yield other


def _leaves(sentence: Sentence, clause: Clause) -> bool:
    """ "Geschäftsführer X hatte das Unternehmen verlassen": he is none any more."""
    gone = {"verlassen", "zurück|treten", "ab|treten", "aus|scheiden", "entlassen", "gehen"}
    past = set(clause.auxiliaries) & {"hat", "hatte", "ist", "war", "wurde", "musste"}
    return bool(past) and bool(gone & set(clause_verbs(sentence.words, clause)))


def _bearers(chunk: Chunk) -> list[Chunk]:
    """ "die Töchter A und B", "die Gründer A und B": all that are coordinated bear a plural noun."""
    plural = chunk.noun.endswith(
        ("töchter", "gründer", "geschäftsführer", "rivalen", "konkurrenten", "chefs", "gesellschaften")
    )
    return chunk.members() if plural and chunk.group and chunk.group[0] is chunk else [chunk]


def _with_names(sentence: Sentence, resolver: Resolver, chunk: Chunk, predicate: str, turned: bool) -> Iterator[Found]:
    others = [(mention, 0.92) for mention, tail in chunk.modifiers if tail]
    before = chunk.after
    if before is not None and before.kind == "name" and before.genitive and before.mention is not None:
        others.append((before.mention, 0.9))
    for follower in followers(sentence.chunks, chunk, sentence.end)[:1]:
        if follower.mention is not None and (follower.genitive or follower.prep in ("von", "bei")):
            others.append((follower.mention, 0.8))
    for bearer in _bearers(chunk):
        if bearer.mention is not None:
            for other, score in others:
                yield directed(bearer.mention, predicate, turned, other, score)


def _with_antecedent(
    sentence: Sentence, resolver: Resolver, chunk: Chunk, predicate: str, turned: bool
) -> Iterator[Found]:
    """ "seine Tochter X", "Mutterkonzern Y", "Vorstandschef Z": the other one was named before."""
    assert chunk.mention is not None
    clause = sentence.clause_at(chunk.head)
    if chunk.det.startswith(("sein", "ihr")) and clause is not None:
        subject = sides(sentence.words, clause).subject
        if subject is not None and subject is not chunk:
            for filler in resolver.fillers(subject):
                yield directed(chunk.mention, predicate, turned, filler.mention, 0.8 * filler.certainty)
            return
        last = resolver.last_organization(chunk)
        if last is not None:
            yield directed(chunk.mention, predicate, turned, last, 0.6)
        return
    if predicate == "executive_of" and clause is not None and _leaves(sentence, clause):
        return
    if predicate == "executive_of" and chunk.noun in words("weak_offices"):
        return
    if predicate in ("shareholder_of", "founder_of") and chunk.noun in ("investor", "gründer", "besitzer"):
        return
    if predicate == "subsidiary_of" and (
        chunk.noun.endswith(("marke", "sparte", "holding", "beteiligung")) or chunk.det in ("ein", "eine", "")
    ):
        return
    other = resolver.organization_before(chunk, half=_TOPIC if predicate == "executive_of" else 150)
    if other is not None:
        yield directed(chunk.mention, predicate, turned, other, _STRONG_ANTECEDENT)
