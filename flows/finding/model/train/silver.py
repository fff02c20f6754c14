"""Self-training: speeches tagged by a first network; what it doubts stays open."""

from __future__ import annotations

import lzma
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from flows.finding.model.advice import Advice
from flows.finding.model.decoding import best_tags
from flows.finding.model.labels import TAGS, tagged_spans
from flows.finding.model.network import Network
from flows.finding.model.pieces import split_pieces
from flows.finding.model.train.advising import advise_on
from flows.finding.model.train.corpora import ANY, OUTSIDE_OR_OTHERS, Sentence
from flows.finding.sentences import find_sentence_starts

_SURE = 0.9  # a tag that is at least so likely is taught
_PARAGRAPHS = 0.02  # share of the speeches' paragraphs


def _paragraphs(speeches: Path, chance: random.Random) -> Iterator[str]:
    with lzma.open(speeches, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = " ".join(line.split())
            if 80 < len(text) < 3000 and chance.random() < _PARAGRAPHS:
                yield text


def _label(sentence: Sentence, network: Network) -> None:
    """Narrows the allowed tags of the pieces that the network is sure of."""
    scores = network.scores([[form for form, _, _ in sentence.pieces]], [sentence.advice.mark(sentence.pieces)])
    tags, chances = best_tags(scores, network.follow)
    for i, (number, chance) in enumerate(zip(tags[0].tolist(), chances[0], strict=True)):
        if chance[number] >= _SURE:
            sentence.allowed[i] = 1 << number if number else OUTSIDE_OR_OTHERS


def _well_formed(sentence: Sentence) -> bool:
    """Whether the tags that are fixed make whole names, and at least one of them."""
    fixed = [a.bit_length() - 1 if a & (a - 1) == 0 else 0 for a in sentence.allowed]
    opened = sum(TAGS[number][0] == "B" for number in fixed)
    closed = sum(TAGS[number][0] == "E" for number in fixed)
    return opened == closed and bool(tagged_spans(fixed))


def read_silver(speeches: Path, network: Network, chance: random.Random, limit: int) -> list[Sentence]:
    """Up to `limit` sentences of speeches that hold a name."""
    found: list[Sentence] = []
    for text in _paragraphs(speeches, chance):
        advice = Advice(advise_on(text))
        for start, end in pairwise([*find_sentence_starts(text), len(text)]):
            pieces = split_pieces(text, start, end)
            if not 5 < len(pieces) < 60:
                continue
            sentence = Sentence("silver", text, pieces, [ANY] * len(pieces), advice=advice)
            _label(sentence, network)
            if _well_formed(sentence):
                found.append(sentence)
        if len(found) >= limit:
            break
    return found
