"""Names by the trained model: organizations, persons and locations, each with its probability."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from flows.finding.candidates import Candidate
from flows.finding.model.consistency import agree_within_text
from flows.finding.model.decoding import best_tags
from flows.finding.model.features import Floats
from flows.finding.model.labels import tagged_spans
from flows.finding.model.network import Network
from flows.finding.model.pieces import Piece, split_pieces

SOURCE = "model"

_WEIGHTS = Path(__file__).parent / "weights"
_LONGEST = 200  # pieces read in one go: longer "sentences" are tables and lists
_SENTENCES_AT_ONCE = 2000  # bounds the memory for texts of many megabytes


@cache
def load_network() -> Network:
    """The shipped weights, read once per process."""
    return Network(_WEIGHTS)


def tag_names(doc: Doc) -> list[Candidate]:
    """Names in `doc`, in order; offsets are code points into `doc.text`."""
    network = load_network()
    sentences = _sentences(doc)
    found: list[Candidate] = []
    for first in range(0, len(sentences), _SENTENCES_AT_ONCE):
        found += _tag(network, sentences[first : first + _SENTENCES_AT_ONCE])
    return found


def _sentences(doc: Doc) -> list[list[Piece]]:
    """Pieces by sentence, in portions that the network can hold."""
    text = doc.text
    portions = []
    for sentence in doc.sents:
        pieces = split_pieces(text, sentence.start_char, sentence.end_char)
        portions += [pieces[i : i + _LONGEST] for i in range(0, len(pieces), _LONGEST)]
    return portions


def _tag(network: Network, sentences: list[list[Piece]]) -> list[Candidate]:
    forms = [[form for form, _, _ in pieces] for pieces in sentences]
    scores = agree_within_text(forms, network.scores(forms))
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
