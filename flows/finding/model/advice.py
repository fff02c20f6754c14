"""What the rules of names hold of each piece, as numbers that the network reads."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from flows.finding.candidates import Candidate
from flows.finding.model.features import Floats
from flows.finding.model.pieces import Piece

_LABELS = {"organization": 0, "person": 1, "location": 2, "product": 3, "event": 4}
ADVICE_WIDTH = 2 * len(_LABELS)


class Advice:
    """Non-overlapping candidates of the rules for one text, in its order."""

    def __init__(self, candidates: list[Candidate]) -> None:
        self._candidates = sorted(candidates, key=lambda each: each.start)
        self._ends = [each.end for each in self._candidates]

    def mark(self, pieces: list[Piece]) -> Floats:
        """Pieces × (begins, goes on for each label), each number the score of the candidate there."""
        marks = np.zeros((len(pieces), ADVICE_WIDTH), dtype=np.float32)
        if not pieces:
            return marks
        following = bisect_left(self._ends, pieces[0][1] + 1)
        position = 0
        while following < len(self._candidates) and self._candidates[following].start < pieces[-1][2]:
            each = self._candidates[following]
            following += 1
            while position < len(pieces) and pieces[position][2] <= each.start:
                position += 1
            inside = 0
            while position < len(pieces) and pieces[position][1] < each.end:
                marks[position, 2 * _LABELS[each.label] + inside] = each.score
                inside = 1
                position += 1
        return marks
