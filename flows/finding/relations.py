"""Relations between names that a text states or plainly implies: offices, owners, rivals, products, seats."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from flows.finding.clauses import Sentence, parse_sentence, sentence_spans, words_of
from flows.finding.records import Mention, Relation
from flows.finding.relating.appointments import appointment_relations
from flows.finding.relating.belonging import belonging_relations
from flows.finding.relating.finds import Found
from flows.finding.relating.founding import founding_relations
from flows.finding.relating.leading import leading_relations
from flows.finding.relating.nominal import nominal_relations
from flows.finding.relating.participles import participle_relations
from flows.finding.relating.places import place_relations
from flows.finding.relating.products import product_relations
from flows.finding.relating.stakes import stake_relations
from flows.finding.relating.topics import TopicResolver
from flows.finding.relating.verbs import verb_relations

EXTRACTOR = "relations.rules/4"
_FINDERS = (
    nominal_relations,
    participle_relations,
    verb_relations,
    leading_relations,
    founding_relations,
    appointment_relations,
    stake_relations,
    belonging_relations,
    product_relations,
    place_relations,
)
# An office, a parent, a rival told outright somewhere needs no guess by the text around.
_ONCE = frozenset(["executive_of", "founder_of", "subsidiary_of", "headquartered_in", "product_of"])


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
    resolver = TopicResolver(doc, words)
    told: list[tuple[Sentence, Found]] = []
    for start, end in sentence_spans(doc):
        sentence = None
        if any(resolver.tells(at) for at in range(start, end)):
            sentence = parse_sentence(doc, start, end)
            resolver.enter(sentence.chunks)
            for found in _of_sentence(sentence, resolver):
                told.append((sentence, found))
                if found.predicate == "executive_of":
                    resolver.learn(found.subject, found.object)
        resolver.leave(sentence)
    return [_relation(sentence, found) for sentence, found in _settled(told)]


def _of_sentence(sentence: Sentence, resolver: TopicResolver) -> list[Found]:
    best: dict[tuple[int, str, int], Found] = {}
    for finder in _FINDERS:
        for found in finder(sentence, resolver):
            key = (found.subject.start, found.predicate, found.object.start)
            if found.fits() and (key not in best or best[key].score < found.score):
                best[key] = found
    return list(best.values())


def _settled(told: list[tuple[Sentence, Found]]) -> list[tuple[Sentence, Found]]:
    """Without guesses about those of whom the article says it outright elsewhere."""
    outright = {(_key(found.subject), found.predicate) for _, found in told if not found.inferred}
    # "die Münchner" of a text that seats another company in München are rarely a second one.
    outright |= {(found.object.name, found.predicate) for _, found in told if _seats(found) and not found.inferred}
    return [
        (sentence, found)
        for sentence, found in told
        if not (
            found.inferred
            and found.predicate in _ONCE
            and (
                (_key(found.subject), found.predicate) in outright
                or (_seats(found) and (found.object.name, found.predicate) in outright)
            )
        )
    ]


def _seats(found: Found) -> bool:
    return found.predicate == "headquartered_in"


def _key(mention: Mention) -> str:
    return mention.name.split()[-1] if mention.label == "person" else mention.name


def _relation(sentence: Sentence, found: Found) -> Relation:
    words = sentence.words
    return Relation(
        found.subject,
        found.predicate,
        found.object,
        words.starts[sentence.start],
        words.ends[sentence.end - 1],
        found.score,
        EXTRACTOR,
    )
