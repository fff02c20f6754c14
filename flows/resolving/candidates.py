"""Which of many texts may tell the same story: MinHash signatures in bands, so that not every pair is looked at.

A pair is a candidate if its signatures agree in one band of two values. Of pairs that have three in ten runs of five
words in common 99.8 % agree in one, of pairs with two in ten 93 %: what `wording.overlap` links has mostly more. Unrelated
texts have next to none in common and agree nowhere, so the time grows with the number of texts, not of pairs.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from flows.resolving.wording import Wording

BANDS, ROWS = 64, 2
_SEED = 20240312


def signatures(wordings: Iterable[Wording]) -> NDArray[np.uint64]:
    """A row of bands per text: equal values in one column make a candidate pair."""
    digests = RMinHash.digests_from_token_sets([list(each.runs) for each in wordings], BANDS * ROWS, _SEED)
    values = np.array(digests, dtype=np.uint64).reshape(-1, BANDS, ROWS)
    # Each value has 32 bits: two of them are one number of 64.
    bands: NDArray[np.uint64] = (values[:, :, 0] << np.uint64(32)) | values[:, :, 1]
    return bands


def neighbours(bands: NDArray[np.uint64]) -> dict[int, set[int]]:
    """Row numbers of the candidates of each row that has any."""
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
