"""Whose product a product is: "der Lurio von Nordwerk", "Nordwerks Lurio", "Lurio-Hersteller Nordwerk"."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.fillers import Resolver
from flows.finding.eventing.roles import prepositional, sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.relating.finds import Found
from flows.finding.relating.nouns import words
from flows.finding.relating.tense import is_passive

_MAKING = frozenset(
    [
        "bauen",
        "produzieren",
        "her|stellen",
        "entwickeln",
        "an|bieten",
        "heraus|bringen",
        "vor|stellen",
        "präsentieren",
        "lancieren",
        "betreiben",
        "fertigen",
        "vertreiben",
        "enthüllen",
        "bringen",
        "starten",
        "zeigen",
        "auf|legen",
        "kreieren",
        "launchen",
        "ein|führen",
    ]
)


_TYPES = frozenset(["typ", "typs", "modell", "modells", "baureihe"])
_SUPPLYING = frozenset(["liefern", "aus|liefern", "verkaufen", "bauen"])


def product_relations(sentence: Sentence, resolver: Resolver) -> Iterator[Found]:
    yield from _made(sentence, resolver)
    makers = words("maker_tails")
    for chunk in sentence.chunks:
        if chunk.mention is None:
            continue
        if chunk.mention.label == "organization":
            for mention, tail in chunk.modifiers:
                if mention.label == "product" and tail.endswith(makers):
                    yield Found(mention, "product_of", chunk.mention, 0.9)
        if chunk.mention.label == "product":
            for mention, _ in chunk.modifiers:
                yield Found(chunk.mention, "product_of", mention, 0.85)
        before = chunk.after
        if before is None or before.mention is None:
            continue
        labels = (before.mention.label, chunk.mention.label)
        if labels == ("product", "organization") and (chunk.prep in ("von", "aus") or chunk.genitive):
            yield Found(before.mention, "product_of", chunk.mention, 0.8)
        elif labels == ("organization", "product") and not chunk.prep and not chunk.det:
            yield Found(chunk.mention, "product_of", before.mention, 0.8)


def _made(sentence: Sentence, resolver: Resolver) -> Iterator[Found]:
    """ "X baut den Y", and a product that carries its maker's name ("Nordwerk Lurio")."""
    for clause in sentence.clauses:
        products = [chunk for chunk in clause.chunks if chunk.mention is not None and chunk.mention.label == "product"]
        if not products:
            continue
        if _MAKING & set(clause_verbs(sentence.words, clause)):
            yield from _by_making(sentence, resolver, clause, products)
        for chunk in products:
            assert chunk.mention is not None
            yield from _typed(sentence, resolver, clause, chunk)
            yield from _own(sentence, resolver, clause, chunk)
            maker = resolver.named(chunk.mention.name.split()[0])
            if maker is not None and " " in chunk.mention.name:
                yield Found(chunk.mention, "product_of", maker, 0.8)


def _by_making(sentence: Sentence, resolver: Resolver, clause: Clause, products: list[Chunk]) -> Iterator[Found]:
    """ "X baut den Y", "Y wird von X gebaut", "X bringt mit dem Y ein neues Modell auf den Markt"."""
    found = sides(sentence.words, clause)
    if found.subject is None:
        return
    if found.subject in products:
        if is_passive(clause):
            for maker in prepositional(clause, "von"):
                yield from _pairs(resolver, found.subject, maker, 0.8)
    elif found.objects and found.objects[0] in products:
        yield from _pairs(resolver, found.objects[0], found.subject, 0.75)
    elif found.objects and found.objects[0].noun.endswith(words("products")):
        for chunk in products:
            if chunk.prep == "mit":
                yield from _pairs(resolver, chunk, found.subject, 0.7)


def _pairs(resolver: Resolver, product: Chunk, maker: Chunk, score: float) -> Iterator[Found]:
    for filler in resolver.fillers(maker):
        if product.mention is not None and filler.mention is not product.mention:
            yield Found(product.mention, "product_of", filler.mention, round(score * filler.certainty, 3))


def _typed(sentence: Sentence, resolver: Resolver, clause: Clause, chunk: Chunk) -> Iterator[Found]:
    """ "X liefert Züge vom Typ Y", "bestellt bei X Züge des Typs Y"."""
    before = chunk.after.noun if chunk.after is not None else ""
    if before not in _TYPES and chunk.noun not in _TYPES:
        return
    found = sides(sentence.words, clause)
    makers = [each for each in prepositional(clause, "bei") + prepositional(clause, "von") if each is not chunk]
    if not makers and found.subject is not None and _SUPPLYING & set(clause_verbs(sentence.words, clause)):
        makers = [found.subject]
    for maker in makers[:1]:
        yield from _pairs(resolver, chunk, maker, 0.7)


def _own(sentence: Sentence, resolver: Resolver, clause: Clause, chunk: Chunk) -> Iterator[Found]:
    """ "Nordwerk verkauft von seinem Lurio …": the subject's product."""
    subject = sides(sentence.words, clause).subject
    if subject is None or subject is chunk or not chunk.det.startswith(("sein", "ihr")):
        return
    yield from _pairs(resolver, chunk, subject, 0.75)
