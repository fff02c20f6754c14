"""Self-training: speeches tagged by a first network and the name rules together; what they doubt stays open."""

from __future__ import annotations

import lzma
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from flows.finding import names
from flows.finding.model.decoding import best_tags
from flows.finding.model.labels import NUMBER, TAGS, span_tags, tagged_spans
from flows.finding.model.network import Network
from flows.finding.model.pieces import split_pieces
from flows.finding.model.train.corpora import ANY, OUTSIDE_OR_OTHER, Sentence
from flows.finding.sentences import find_sentence_starts

_SURE = 0.9  # a tag that is at least so likely is taught
_TRUSTED = 0.85  # a rule's mention of at least this score is taught where the network does not object
_OBJECTION = 0.98  # how sure the network must be that a piece is outside, against a rule
_PARAGRAPHS = 0.02  # share of the speeches' paragraphs
_KINDS = frozenset(("organization", "person", "location"))


def _paragraphs(speeches: Path, chance: random.Random) -> Iterator[str]:
    with lzma.open(speeches, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = " ".join(line.split())
            if 80 < len(text) < 3000 and chance.random() < _PARAGRAPHS:
                yield text


def _label(sentence: Sentence, network: Network, mentions: list[tuple[int, int, str]]) -> None:
    """Narrows the allowed tags of the pieces that network and rules are sure of."""
    tags, chances = best_tags(network.scores([[form for form, _, _ in sentence.pieces]]), network.follow)
    for i, (number, chance) in enumerate(zip(tags[0].tolist(), chances[0], strict=True)):
        sure = chance[number] >= _SURE
        sentence.allowed[i] = (1 << number if number else OUTSIDE_OR_OTHER) if sure else ANY
    for start, end, kind in mentions:
        inside = [i for i, (_, first, last) in enumerate(sentence.pieces) if start <= first and last <= end]
        if inside and all(chances[0][i][0] < _OBJECTION for i in inside):
            for i, tag in zip(inside, span_tags(len(inside), kind), strict=True):
                sentence.allowed[i] = 1 << NUMBER[tag]


def _well_formed(sentence: Sentence) -> bool:
    """Whether the tags that are fixed make whole names, and at least one of them."""
    fixed = [a.bit_length() - 1 if a & (a - 1) == 0 else 0 for a in sentence.allowed]
    opened = sum(TAGS[number][0] == "B" for number in fixed)
    closed = sum(TAGS[number][0] == "E" for number in fixed)
    return opened == closed and bool(tagged_spans(fixed))


def read_silver(speeches: Path, network: Network, chance: random.Random, limit: int) -> list[Sentence]:
    """Up to `limit` sentences of speeches that hold a name."""
    found: list[Sentence] = []
    for number, text in enumerate(_paragraphs(speeches, chance)):
        mentions = [
            (m.start, m.end, m.label) for m in names.find_names(text, []) if m.score >= _TRUSTED and m.label in _KINDS
        ]
        for start, end in pairwise([*find_sentence_starts(text), len(text)]):
            pieces = split_pieces(text, start, end)
            if not 5 < len(pieces) < 60:
                continue
            sentence = Sentence("silver", f"speech-{number}", pieces, [ANY] * len(pieces))
            _label(sentence, network, [m for m in mentions if start <= m[0] and m[1] <= end])
            if _well_formed(sentence):
                found.append(sentence)
        if len(found) >= limit:
            break
    return found
