"""The same word in the same text: what one place says of it helps at the others."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from flows.finding.model.features import Floats
from flows.finding.model.labels import KINDS, TAGS

_SHARE = 0.4  # of a word's score that comes from its other places
_KIND = np.array([0 if tag == "O" else 1 + KINDS.index(tag[2:]) for tag in TAGS])
_MEMBER = (_KIND[:, None] == np.arange(len(KINDS) + 1)).astype(np.float32)  # tags × kinds


def agree_within_text(forms: list[list[str]], scores: list[Floats], share: float = _SHARE) -> list[Floats]:
    """Scores in which each repeated capitalised word leans to what all its places say together.

    It leans in kind only (name of a person, no name, …), not in where a name begins and ends.
    """
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, sentence in enumerate(forms):
        for j, form in enumerate(sentence):
            if len(form) > 2 and form[0].isupper() and form.isalpha():
                places[form].append((i, j))
    repeated = [where for where in places.values() if len(where) > 1]
    if not repeated or not share:
        return scores
    leaning = [rows.copy() for rows in scores]
    for where in repeated:
        rows = np.array([scores[i][j] for i, j in where])
        kinds = np.log(np.exp(rows - rows.max(1, keepdims=True)) @ _MEMBER + 1e-6)
        kinds -= np.log(np.exp(kinds).sum(1, keepdims=True))
        pull = (share * (kinds.mean(0) - kinds))[:, _KIND]
        for (i, j), change in zip(where, pull, strict=True):
            leaning[i][j] += change
    return leaning
