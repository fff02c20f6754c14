"""Whose product a product is: "der Lurio von Nordwerk", "Nordwerks Lurio", "Lurio-Hersteller Nordwerk"."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.eventing.fillers import Resolver
from flows.finding.relating.finds import Found
from flows.finding.relating.nouns import words


def product_relations(sentence: Sentence, resolver: Resolver) -> Iterator[Found]:
    makers = words("makers")
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
