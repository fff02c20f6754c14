"""A document as the fact model reads it: pieces in sentences, and what may stand in a role around an anchor."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc

from flows.finding.clauses import LONGEST_SENTENCE, parse_sentence, words_of
from flows.finding.eventing.fillers import Resolver
from flows.finding.facts.grouping import group_mentions
from flows.finding.model.pieces import Piece, split_pieces
from flows.finding.numbers import Number, find_numbers
from flows.finding.records import Amount, DateExpression, Mention, Quote
from flows.finding.tokens import tokens_of

_LONGEST = 200  # pieces read in one go
_BACK = 8  # sentences that are looked back for who may be meant
_MOST_ELSEWHERE = 8  # entities of other sentences that may be meant
_CUE = 5  # characters in front of a quotation that may be more than its mark
_HEAD = 2  # sentences at the top whose names are always at hand

# What is looked at in the sentences around, by how far they are.
_NEARBY = {-2: ("date",), -1: ("amount", "number", "date"), 1: ("amount", "number"), 2: ("amount", "number")}

Filling = Mention | Amount | Number | DateExpression


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may fill a role: a named span, a description that stands for it, a sum, a number, a date."""

    sentence: int
    first: int  # pieces, half-open
    last: int
    kind: str  # name, description, amount, number, date
    filling: Filling
    entity: int = -1  # number of the entity for names and descriptions


@dataclass(slots=True)
class SceneSentence:
    pieces: list[Piece]
    tokens: tuple[int, int] | None = None  # of the sentence, as the grammar parses it; None for what is too long
    candidates: list[Candidate] = field(default_factory=list)
    elsewhere: list[Candidate] = field(default_factory=list)  # of other sentences: names, and sums and dates nearby

    @property
    def start(self) -> int:
        return self.pieces[0][1]

    @property
    def end(self) -> int:
        return self.pieces[-1][2]


@dataclass(frozen=True, slots=True)
class Speech:
    """A quotation, where it stands beside its cue."""

    quote: Quote
    sentence: int
    first: int  # pieces, half-open
    last: int
    speaker: int  # the entity that the rules hold for the speaker; -1 for none
    before: int  # … of the quotation before


@dataclass(slots=True)
class Scene:
    sentences: list[SceneSentence]
    entities: list[Mention]  # the first mention of each
    counts: list[int]  # mentions of each entity
    speeches: list[Speech]


def read_scene(doc: Doc) -> Scene:
    """Sentences with their candidates; names, amounts and dates must be there."""
    text = tokens_of(doc).text
    sentences: list[SceneSentence] = []
    for span in doc.sents:
        pieces = split_pieces(text, span.start_char, span.end_char)
        for at in range(0, len(pieces), _LONGEST):
            short = len(pieces) <= _LONGEST and span.end - span.start <= LONGEST_SENTENCE
            sentences.append(SceneSentence(pieces[at : at + _LONGEST], (span.start, span.end) if short else None))
    groups = group_mentions(doc._.mentions)
    scene = Scene(sentences, [], [], [])
    numbers: dict[int, int] = {}
    for mention, group in zip(doc._.mentions, groups, strict=True):
        if group not in numbers:
            numbers[group] = len(scene.entities)
            scene.entities.append(mention)
    entity_of = {id(mention): numbers[group] for mention, group in zip(doc._.mentions, groups, strict=True)}
    counted = Counter(entity_of.values())
    scene.counts = [counted[number] for number in range(len(scene.entities))]
    _place(sentences, doc._.mentions, "name", entity_of)
    _place(sentences, doc._.amounts, "amount", {})
    _place(sentences, doc._.dates, "date", {})
    taken = [(each.start, each.end) for each in (*doc._.amounts, *doc._.dates, *doc._.mentions)]
    _place(sentences, _free_numbers(text, taken), "number", {})
    _add_descriptions(doc, sentences, entity_of)
    for sentence in sentences:
        sentence.candidates.sort(key=lambda each: (each.first, each.last, each.kind))
    _add_elsewhere(sentences)
    scene.speeches = _speeches(doc, sentences, entity_of)
    return scene


def _speeches(doc: Doc, sentences: list[SceneSentence], entity_of: dict[int, int]) -> list[Speech]:
    ends = [sentence.end for sentence in sentences]
    speeches: list[Speech] = []
    before = -1
    for quote in sorted(doc._.quotes, key=lambda each: (each.start, each.end)):
        opening, closing = bisect_right(ends, quote.start), bisect_left(ends, quote.end)
        if opening >= len(sentences) or closing >= len(sentences):
            continue
        # "X sagte: „…" has its cue in front, "…“, sagte X." behind.
        at = opening if quote.start - sentences[opening].start > _CUE else closing
        first, last = _pieces_of(sentences[at].pieces, quote.start, quote.end)
        if first < last:
            speaker = entity_of.get(id(quote.speaker_mention), -1)
            speeches.append(Speech(quote, at, first, last, speaker, before))
            before = speaker if speaker >= 0 else before
    return speeches


def _free_numbers(text: str, taken: list[tuple[int, int]]) -> list[Number]:
    """Numbers that are no part of a sum, a date or a name."""
    taken.sort()
    starts = [start for start, _ in taken]
    free = []
    for number in find_numbers(text):
        at = bisect_right(starts, number.start) - 1
        inside = at >= 0 and number.start < taken[at][1]
        if not inside and (number.value_min is not None or number.value_max is not None):
            free.append(number)
    return free


def _place(sentences: list[SceneSentence], spans: Iterable[Filling], kind: str, entity_of: dict[int, int]) -> None:
    ends = [sentence.end for sentence in sentences]
    for span in spans:
        at = bisect_right(ends, span.start)
        if at >= len(sentences):
            continue
        first, last = _pieces_of(sentences[at].pieces, span.start, span.end)
        if first < last:
            found = Candidate(at, first, last, kind, span, entity_of.get(id(span), -1))
            sentences[at].candidates.append(found)


def _pieces_of(pieces: list[Piece], start: int, end: int) -> tuple[int, int]:
    first = bisect_right([piece[2] for piece in pieces], start)
    last = bisect_left([piece[1] for piece in pieces], end)
    return first, last


def _add_descriptions(doc: Doc, sentences: list[SceneSentence], entity_of: dict[int, int]) -> None:
    """Phrases that the rules read as standing for a name: "der Konzern", "er", "die Münchner"."""
    words = words_of(doc)
    resolver = Resolver(doc, words)
    for number, sentence in enumerate(sentences):
        if sentence.tokens is None:
            continue
        parsed = parse_sentence(doc, *sentence.tokens)
        resolver.enter(parsed.chunks)
        for chunk in parsed.chunks:
            if chunk.kind not in ("noun", "pronoun"):
                continue
            for filler in resolver.fillers(chunk)[:1]:
                mention = filler.mention
                begin, stop = words.starts[chunk.head], words.ends[chunk.last]
                if id(mention) not in entity_of or (mention.start < stop and begin < mention.end):
                    continue
                first, last = _pieces_of(sentence.pieces, begin, stop)
                if first < last:
                    found = Candidate(number, first, last, "description", mention, entity_of[id(mention)])
                    sentence.candidates.append(found)


def _add_elsewhere(sentences: list[SceneSentence]) -> None:
    latest: dict[int, Candidate] = {}
    head: list[Candidate] = []
    for number, sentence in enumerate(sentences):
        here = {each.entity for each in sentence.candidates if each.kind == "name"}
        near = sorted(latest.values(), key=lambda each: (-each.sentence, -each.first))
        near = [each for each in near if number - each.sentence <= _BACK and each.entity not in here][:_MOST_ELSEWHERE]
        known = here | {each.entity for each in near}
        sentence.elsewhere = near + [each for each in head if each.entity not in known][:3]
        sentence.elsewhere += _values_nearby(sentences, number)
        for each in sentence.candidates:
            if each.kind == "name":
                latest[each.entity] = each
                if number < _HEAD and all(other.entity != each.entity for other in head):
                    head.append(each)


def _values_nearby(sentences: list[SceneSentence], number: int) -> list[Candidate]:
    """Sums and numbers of the sentence before and the two behind, dates of the two before."""
    found = []
    for other in range(max(0, number - 2), min(len(sentences), number + 3)):
        if other != number:
            kinds = _NEARBY[other - number]
            found += [each for each in sentences[other].candidates if each.kind in kinds]
    return found
