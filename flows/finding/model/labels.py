"""The tags that the name model predicts for each piece, and which may follow which."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# "other" gathers works, laws, languages, indices: it sharpens the rest and is not given out. The order is that of the
# network's outputs: what comes new goes to the end, so that a network that knew less can be taught on.
KINDS = ("organization", "person", "location", "other", "product", "event")
TAGS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BIES"))
NUMBER = {tag: number for number, tag in enumerate(TAGS)}


def _may_follow(before: str, after: str) -> bool:
    inside = before[0] in "BI"
    goes_on = after[0] in "IE"
    return inside == goes_on and (not inside or before[2:] == after[2:])


# FOLLOWS[i, j]: tag j may stand right behind tag i. OPENS and CLOSES: may begin and end a sentence.
FOLLOWS: NDArray[np.bool_] = np.array([[_may_follow(a, b) for b in TAGS] for a in TAGS])
OPENS: NDArray[np.bool_] = np.array([tag[0] not in "IE" for tag in TAGS])
CLOSES: NDArray[np.bool_] = np.array([tag[0] not in "BI" for tag in TAGS])


def span_tags(length: int, kind: str) -> list[str]:
    """The tags of a name of `length` pieces.

    >>> span_tags(3, "person")
    ['B-person', 'I-person', 'E-person']
    """
    if length == 1:
        return [f"S-{kind}"]
    return [f"B-{kind}", *[f"I-{kind}"] * (length - 2), f"E-{kind}"]


def tagged_spans(numbers: list[int]) -> list[tuple[int, int, str]]:
    """Half-open piece ranges and kinds of the names in a well-formed sequence of tag numbers.

    >>> tagged_spans([NUMBER["S-person"], 0, NUMBER["B-location"], NUMBER["E-location"]])
    [(0, 1, 'person'), (2, 4, 'location')]
    """
    spans = []
    start = 0
    for position, number in enumerate(numbers):
        if not number:
            continue
        tag = TAGS[number]
        if tag[0] in "BS":
            start = position
        if tag[0] in "ES":
            spans.append((start, position + 1, tag[2:]))
    return spans
