"""Whose product a product is: "der Lurio von Nordwerk", "Nordwerks Lurio", "Lurio-Hersteller Nordwerk"."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.roles import followers, prepositional, sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.relating.finds import Found
from flows.finding.relating.nouns import words
from flows.finding.relating.tense import is_passive
from flows.finding.relating.topics import TopicResolver

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
        "vermarkten",
        "vor|führen",
        "frei|schalten",
    ]
)


_DEFINITE = frozenset(["der", "die", "das", "den", "dem", "des"])
_SURE = 0.4  # how far ahead the topic must be
_TYPES = frozenset(["typ", "typs", "modell", "modells", "baureihe"])
_SUPPLYING = frozenset(["liefern", "aus|liefern", "verkaufen", "bauen"])


def product_relations(sentence: Sentence, resolver: TopicResolver) -> Iterator[Found]:
    yield from _made(sentence, resolver)
    for chunk in sentence.chunks:
        if chunk.mention is not None and chunk.mention.label == "product":
            yield from _by_name(resolver, chunk)
            yield from _by_description(sentence, resolver, chunk)
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


def _made(sentence: Sentence, resolver: TopicResolver) -> Iterator[Found]:
    """ "X baut den Y", and a product that carries its maker's name ("Nordwerk Lurio")."""
    for clause in sentence.clauses:
        products = [chunk for chunk in clause.chunks if chunk.mention is not None and chunk.mention.label == "product"]
        if _MAKING & set(clause_verbs(sentence.words, clause)):
            yield from _by_making(sentence, resolver, clause, products)
        for chunk in products:
            assert chunk.mention is not None
            yield from _typed(sentence, resolver, clause, chunk)
            yield from _own(sentence, resolver, clause, chunk)


def _by_making(sentence: Sentence, resolver: TopicResolver, clause: Clause, products: list[Chunk]) -> Iterator[Found]:
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
        apposed = [chunk for chunk in clause.asides if _apposed(sentence, found.objects[0], chunk)]
        for chunk in [*(each for each in products if each.prep == "mit"), *apposed]:
            if chunk.mention is not None and chunk.mention.label == "product":
                yield from _pairs(resolver, chunk, found.subject, 0.7)


def _apposed(sentence: Sentence, noun: Chunk, name: Chunk) -> bool:
    """ "das erste Modell, den Lurio"."""
    return sentence.words.lows[noun.last + 1 : name.first] == [","]


def _by_name(resolver: TopicResolver, chunk: Chunk) -> Iterator[Found]:
    """ "Nordwerk Lurio" carries its maker's name."""
    assert chunk.mention is not None
    first, _, rest = chunk.mention.name.partition(" ")
    maker = (resolver.named(first) or resolver.with_part(first)) if rest else None
    if maker is not None:
        yield Found(chunk.mention, "product_of", maker, 0.8)


def _by_description(sentence: Sentence, resolver: TopicResolver, chunk: Chunk) -> Iterator[Found]:
    """ "Hoffnungen setzt Nordwerk auf den Kleinwagen Lurio", "… kommt unter dem Namen Lurio heraus"."""
    assert chunk.mention is not None
    under_name = chunk.prep == "unter" and chunk.noun in words("name_nouns")
    if not under_name and not (_is_kind(chunk.noun) and chunk.det in _DEFINITE):
        return
    if (
        (chunk.first > sentence.start and sentence.words.lows[chunk.first - 1] == "darunter")
        or any(tail for _, tail in chunk.modifiers)
        or _has_owner(sentence, chunk)
    ):
        return
    clause = sentence.clause_at(chunk.head)
    if clause is not None and clause.kind == "relative" and under_name and clause.parent is not None:
        clause = clause.parent  # "Nordwerk entwickelt ein Auto, das unter dem Namen Lurio …"
    if clause is not None and set(words("using_verbs")) & set(clause_verbs(sentence.words, clause)):
        return
    subject = sides(sentence.words, clause).subject if clause is not None else None
    actors = resolver.fillers(subject) if subject is not None and subject is not chunk else []
    makers = [filler for filler in actors if filler.mention.label == "organization"]
    if subject is not None and not subject.noun.endswith(words("sellers")):
        for filler in makers:
            yield Found(chunk.mention, "product_of", filler.mention, round(0.65 * filler.certainty, 3), inferred=True)
    if makers:
        return
    topic = resolver.spoken_of(sentence, chunk)
    if topic is not None and topic.certainty > _SURE:
        yield Found(chunk.mention, "product_of", topic.mention, round(0.4 + 0.2 * topic.certainty, 3), inferred=True)


def _is_kind(noun: str) -> bool:
    """ "Kleinwagen", "Marke": what only products are."""
    return noun.endswith((*words("products"), "marke")) and not noun.endswith(words("no_products"))


def _has_owner(sentence: Sentence, chunk: Chunk) -> bool:
    """ "der Kleinwagen Lurio von Talbau", "Talbaus Kleinwagen Lurio"."""
    behind = followers(sentence.chunks, chunk, sentence.end)[:1]
    before = chunk.after is not None and chunk.after.genitive and chunk.after.mention is not None
    return before or any(each.genitive or each.prep in ("von", "aus") for each in behind)


def _pairs(resolver: TopicResolver, product: Chunk, maker: Chunk, score: float) -> Iterator[Found]:
    for filler in resolver.fillers(maker):
        if product.mention is not None and filler.mention is not product.mention:
            yield Found(product.mention, "product_of", filler.mention, round(score * filler.certainty, 3))


def _typed(sentence: Sentence, resolver: TopicResolver, clause: Clause, chunk: Chunk) -> Iterator[Found]:
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


def _own(sentence: Sentence, resolver: TopicResolver, clause: Clause, chunk: Chunk) -> Iterator[Found]:
    """ "Nordwerk verkauft von seinem Lurio …": the subject's product."""
    if not chunk.det.startswith(("sein", "ihr")):
        return
    found = sides(sentence.words, clause)
    owner = found.subject
    if owner is chunk:  # "Ihr Motorrad Lurio zeigte sie in Köln."
        owner = found.objects[0] if found.objects else None
    if owner is not None and owner is not chunk:
        yield from _pairs(resolver, chunk, owner, 0.75)
