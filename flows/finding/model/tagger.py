"""Names by the trained model: organizations, persons, locations, products and events, each with its probability."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from flows.finding.candidates import Candidate
from flows.finding.model.advice import Advice
from flows.finding.model.consistency import agree_within_text
from flows.finding.model.decoding import best_tags
from flows.finding.model.features import Floats
from flows.finding.model.labels import tagged_spans
from flows.finding.model.network import Network
from flows.finding.model.pieces import Piece, split_pieces
from flows.finding.tokens import tokens_of

SOURCE = "model"

_WEIGHTS = Path(__file__).parent / "weights"
_LONGEST = 200  # pieces read in one go: longer "sentences" are tables and lists
# Names that are less certain cost more precision than they bring recall.
LEAST = {"organization": 0.55, "person": 0.4, "location": 0.4, "product": 0.5, "event": 0.5}
_SENTENCES_AT_ONCE = 2000  # bounds the memory for texts of many megabytes


@cache
def load_network() -> Network:
    """The shipped weights, read once per process."""
    return Network(_WEIGHTS)


def tag_names(doc: Doc, advice: list[Candidate]) -> list[Candidate]:
    """Names in `doc`, in order, advised by what the rules found; offsets are code points into `doc.text`."""
    sentences = [(s.start_char, s.end_char) for s in doc.sents]
    return tag_sentences(load_network(), tokens_of(doc).text, sentences, advice)


def tag_sentences(
    network: Network, text: str, sentences: list[tuple[int, int]], advice: list[Candidate], least: float | None = None
) -> list[Candidate]:
    """Names in the sentences with these bounds that are at least so certain; as they are shipped, by label."""
    portions: list[list[Piece]] = []
    for start, end in sentences:
        pieces = split_pieces(text, start, end)
        portions += [pieces[i : i + _LONGEST] for i in range(0, len(pieces), _LONGEST)]
    advised = Advice(advice)
    found: list[Candidate] = []
    for first in range(0, len(portions), _SENTENCES_AT_ONCE):
        found += _tag(network, portions[first : first + _SENTENCES_AT_ONCE], advised)
    return [each for each in found if each.score >= (LEAST[each.label] if least is None else least)]


def _tag(network: Network, sentences: list[list[Piece]], advice: Advice) -> list[Candidate]:
    forms = [[form for form, _, _ in pieces] for pieces in sentences]
    scores = agree_within_text(forms, network.scores(forms, [advice.mark(pieces) for pieces in sentences]))
    tags, chances = best_tags(scores, network.follow)
    found = []
    for pieces, numbers, chance in zip(sentences, tags, chances, strict=True):
        for start, end, kind in tagged_spans(numbers.tolist()):
            if kind != "other":
                certainty = _certainty(numbers[start:end], chance[start:end])
                found.append(Candidate(pieces[start][1], pieces[end - 1][2], kind, certainty, SOURCE))
    return found


def _certainty(numbers: NDArray[np.int64], chances: Floats) -> float:
    """The probability of the least certain of a name's tags."""
    return round(float(chances[np.arange(len(numbers)), numbers].min()), 4)
