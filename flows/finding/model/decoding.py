"""From tag scores to the likeliest well-formed tags and how certain they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from flows.finding.model.features import Floats
from flows.finding.model.labels import CLOSES, FOLLOWS, OPENS

_NEVER = -1e4


def best_tags(scores: list[Floats], follow: Floats) -> tuple[list[NDArray[np.int64]], list[Floats]]:
    """For each sentence the best tag numbers and the probability of each tag at each piece."""
    if not scores:
        return [], []
    lengths = np.array([len(rows) for rows in scores])
    order = np.argsort(-lengths, kind="stable")
    longest = int(lengths.max())
    padded = np.zeros((longest, len(scores), len(follow)), dtype=np.float32)
    for column, i in enumerate(order):
        padded[: lengths[i], column] = scores[i]
    # Sentences stand in falling length: at each step the first `open_` are still going on.
    open_ = [int((lengths > step).sum()) for step in range(longest)]
    tags = _viterbi(padded, follow, lengths[order], open_)
    chances = _marginals(padded, follow, lengths[order], open_)
    back = np.argsort(order, kind="stable")
    return [tags[: lengths[i], back[i]] for i in range(len(scores))], [
        chances[: lengths[i], back[i]] for i in range(len(scores))
    ]


def _viterbi(scores: Floats, follow: Floats, lengths: NDArray[np.int64], open_: list[int]) -> NDArray[np.int64]:
    moves = np.where(FOLLOWS, follow, _NEVER).T.astype(np.float32)  # [after, before]
    longest, count, width = scores.shape
    best = scores[0] + np.where(OPENS, 0, _NEVER).astype(np.float32) if longest else scores[:0]
    origin = np.zeros((longest, count, width), dtype=np.int8)
    for step in range(1, longest):
        n = open_[step]
        routes = best[:n, None, :] + moves
        origin[step, :n] = routes.argmax(2)
        best[:n] = routes.max(2) + scores[step, :n]
    tags = np.zeros((longest, count), dtype=np.int64)
    current = (best + np.where(CLOSES, 0, _NEVER)).argmax(1) if longest else np.zeros(count, dtype=np.int64)
    columns = np.arange(count)
    for step in range(longest - 1, -1, -1):
        n = open_[step]
        tags[step, :n] = current[:n]
        current[:n] = origin[step, columns[:n], current[:n]]
    return tags


def _marginals(scores: Floats, follow: Floats, lengths: NDArray[np.int64], open_: list[int]) -> Floats:
    """Forward-backward in scaled probabilities."""
    moves = np.where(FOLLOWS, np.exp(follow), 0).astype(np.float32)
    longest, count, _ = scores.shape
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    forward = np.zeros_like(weights)
    backward = np.ones_like(weights)
    if longest:
        forward[0] = _scaled(weights[0] * OPENS)
    for step in range(1, longest):
        n = open_[step]
        forward[step, :n] = _scaled((forward[step - 1, :n] @ moves) * weights[step, :n])
    columns = np.arange(count)
    has_piece = lengths > 0
    backward[lengths[has_piece] - 1, columns[has_piece]] = CLOSES
    for step in range(longest - 2, -1, -1):
        n = open_[step + 1]
        backward[step, :n] = _scaled((backward[step + 1, :n] * weights[step + 1, :n]) @ moves.T)
    return _scaled(forward * backward)


def _scaled(values: Floats) -> Floats:
    scaled: Floats = (values / np.maximum(values.sum(axis=-1, keepdims=True), 1e-30)).astype(np.float32)
    return scaled
