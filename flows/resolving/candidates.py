"""Which of many texts may tell the same story: MinHash signatures in bands, so that not every pair is looked at.

A pair is a candidate if its signatures agree in one band of two values. Of pairs that have three in ten runs of five
words in common 99.8 % agree in one, of pairs with two in ten 93 %: what `wording.overlap` links has mostly more.
Unrelated texts have next to none in common and agree nowhere, so the time grows with the number of texts, not of pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from flows.resolving.wording import Wording

BANDS, ROWS = 64, 2
_SEED = 20240312
_AT_ONCE = 1000

# An imprint or a menu makes every text of a feed the candidate of every other. A run of words that more texts than this
# have is no news: it stays out of the signature, unless hardly anything else would be in it.
COMMON = 200
_LEFT = 0.2

Hashes = NDArray[np.uint64]


def hash_runs(wordings: Iterable[Wording]) -> list[Hashes]:
    """The runs of each text as numbers, a fortieth of the size of the words."""
    hashed = RMinHash.hash_token_sets([list(each.runs) for each in wordings])
    return [np.array(each, dtype=np.uint64) for each in hashed]


def find_candidates(texts: Sequence[Hashes]) -> dict[int, set[int]]:
    """For each text, by its number, those it may tell a story with; texts that have none are left out."""
    if not texts:
        return {}
    telling = _without_common(texts)
    parts = [_bands(telling[start : start + _AT_ONCE]) for start in range(0, len(telling), _AT_ONCE)]
    return _neighbours(np.concatenate(parts))


def _without_common(texts: Sequence[Hashes]) -> list[Hashes]:
    values, counts = np.unique(np.concatenate(texts), return_counts=True)
    common = values[counts > COMMON]
    if not len(common):
        return list(texts)
    kept = [text[~np.isin(text, common)] for text in texts]
    return [left if len(left) >= _LEFT * len(text) else text for text, left in zip(texts, kept, strict=True)]


def _bands(texts: Sequence[Hashes]) -> NDArray[np.uint64]:
    """A row per text: equal values in one column make a candidate pair."""
    offsets = np.cumsum([0, *map(len, texts)])
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(texts), offsets, BANDS * ROWS, _SEED)
    values = np.array(matrix.to_rows(), dtype=np.uint64).reshape(-1, BANDS, ROWS)
    # Each value has 32 bits: two of them are one number of 64.
    bands: NDArray[np.uint64] = (values[:, :, 0] << np.uint64(32)) | values[:, :, 1]
    return bands


def _neighbours(bands: NDArray[np.uint64]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for band in bands.T:
        order = np.argsort(band, kind="stable")
        starts = np.flatnonzero(np.diff(band[order], prepend=band[order[:1]] + np.uint64(1)))
        sizes = np.diff(starts, append=len(order))
        for start, size in zip(starts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
            together = order[start : start + size].tolist()
            for each in together:
                found.setdefault(each, set()).update(together)
    for each, others in found.items():
        others.discard(each)
    return found
