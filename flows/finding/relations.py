"""Relations between names that a text states or plainly implies: offices, owners, rivals, products, seats."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from flows.finding.clauses import Sentence, parse_sentence, sentence_spans, words_of
from flows.finding.eventing.fillers import Resolver
from flows.finding.records import Relation
from flows.finding.relating.appositions import apposition_relations, participle_relations
from flows.finding.relating.compounds import compound_relations
from flows.finding.relating.finds import Found
from flows.finding.relating.places import place_relations
from flows.finding.relating.products import product_relations
from flows.finding.relating.verbs import verb_relations

EXTRACTOR = "relations.rules/1"
_FINDERS = (
    compound_relations,
    apposition_relations,
    participle_relations,
    verb_relations,
    product_relations,
    place_relations,
)


@Language.component("depesche_relations")
def depesche_relations(doc: Doc) -> Doc:
    """Fill `doc._.relations`; names must be there."""
    doc._.relations = find_relations(doc)
    return doc


def find_relations(doc: Doc) -> list[Relation]:
    """Every relation as often as it is told, in reading order."""
    if len(doc._.mentions) < 2:
        return []
    words = words_of(doc)
    resolver = Resolver(doc, words)
    relations: list[Relation] = []
    for start, end in sentence_spans(doc):
        if any(at in words.marks and words.marks[at].mention is not None for at in range(start, end)):
            sentence = parse_sentence(doc, start, end)
            resolver.enter(sentence.chunks)
            relations.extend(_of_sentence(sentence, resolver))
    return relations


def _of_sentence(sentence: Sentence, resolver: Resolver) -> list[Relation]:
    best: dict[tuple[int, str, int], Found] = {}
    for finder in _FINDERS:
        for found in finder(sentence, resolver):
            key = (found.subject.start, found.predicate, found.object.start)
            if found.fits() and (key not in best or best[key].score < found.score):
                best[key] = found
    words = sentence.words
    return [
        Relation(
            found.subject,
            found.predicate,
            found.object,
            words.starts[sentence.start],
            words.ends[sentence.end - 1],
            found.score,
            EXTRACTOR,
        )
        for found in best.values()
    ]
