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
            found = sides(sentence.words, clause)
            with_it = [chunk for chunk in products if chunk.prep == "mit" and found.objects and found.objects[0].det]
            for chunk in with_it if found.subject is not None and "modell" in found.objects[0].noun else ():
                for filler in resolver.fillers(found.subject):
                    yield Found(chunk.mention, "product_of", filler.mention, round(0.7 * filler.certainty, 3))
            if found.subject is not None and found.objects and found.objects[0] in products:
                for filler in resolver.fillers(found.subject):
                    assert found.objects[0].mention is not None
                    yield Found(
                        found.objects[0].mention, "product_of", filler.mention, round(0.75 * filler.certainty, 3)
                    )
            if found.subject is not None and is_passive(clause) and found.subject in products:
                for maker_chunk in prepositional(clause, "von"):
                    for filler in resolver.fillers(maker_chunk):
                        if found.subject.mention is not None:
                            yield Found(found.subject.mention, "product_of", filler.mention, 0.8 * filler.certainty)
        for chunk in products:
            assert chunk.mention is not None
            yield from _typed(sentence, resolver, clause, chunk)
            yield from _own(sentence, resolver, clause, chunk)
            maker = resolver.named(chunk.mention.name.split()[0])
            if maker is not None and " " in chunk.mention.name:
                yield Found(chunk.mention, "product_of", maker, 0.8)


def _typed(sentence: Sentence, resolver: Resolver, clause: Clause, chunk: Chunk) -> Iterator[Found]:
    """ "X liefert Züge vom Typ Y", "bestellt bei X Züge des Typs Y"."""
    if chunk.mention is None or chunk.after is None or chunk.after.noun not in ("typ", "typs", "modell", "modells"):
        if not chunk.nouns or chunk.noun not in ("typ", "typs"):
            return
    found = sides(sentence.words, clause)
    verbs = set(clause_verbs(sentence.words, clause))
    makers = prepositional(clause, "bei") + prepositional(clause, "von")
    if (
        all(maker is chunk for maker in makers)
        and verbs & {"liefern", "verkaufen", "aus|liefern", "bauen"}
        and found.subject is not None
    ):
        makers = [found.subject]
    for maker in [each for each in makers if each is not chunk][:1]:
        for filler in resolver.fillers(maker):
            yield Found(chunk.mention, "product_of", filler.mention, round(0.7 * filler.certainty, 3))


def _own(sentence: Sentence, resolver: Resolver, clause: Clause, chunk: Chunk) -> Iterator[Found]:
    """ "Nordwerk verkauft von seinem Lurio …": the subject's product."""
    subject = sides(sentence.words, clause).subject
    if chunk.mention is None or subject is None or subject is chunk or not chunk.det.startswith(("sein", "ihr")):
        return
    for filler in resolver.fillers(subject):
        yield Found(chunk.mention, "product_of", filler.mention, round(0.75 * filler.certainty, 3))
