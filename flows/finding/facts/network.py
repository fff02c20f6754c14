"""The fact network in plain numpy: which pieces are anchors, and what role each candidate has around them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flows.finding.facts.labels import KIND, KINDS, NOTHING, ROLE, ROLES, ROLES_OF, SPEECH, SUBJECT, VALUES
from flows.finding.model.features import PLACE_WIDTH, Floats
from flows.finding.model.forms import FormTypes
from flows.finding.model.recurrence import batches, directions, going_on, read

_NEVER = -1e4
FAR = 60  # pieces between anchor and candidate beyond which the words between say nothing


class FactNetwork:
    """Weights and a cache of what is known of each form; `lists` is the folder with vectors and word lists."""

    def __init__(self, trained: Path, lists: Path) -> None:
        with np.load(trained) as stored:
            self._weights = {name: stored[name].astype(np.float32) for name in stored.files}
        self._types = FormTypes(lists, self._weights)
        self._lstm = directions(self._weights, "lstm", np.zeros(0, dtype=np.float32))
        self._allowed = np.zeros((len(KINDS), len(ROLES)), dtype=bool)
        self._allowed[:, NOTHING] = True
        for kind, roles in ROLES_OF.items():
            self._allowed[KIND[kind], [ROLE[role] for role in roles]] = True

    def states(self, sentences: list[list[str]], marks: list[Floats]) -> Floats:
        """What is known of each piece, sentence after sentence: pieces × features."""
        lengths = [len(forms) for forms in sentences]
        starts = np.cumsum([0, *lengths])
        marked = np.maximum(self._linear("marks_layer", np.concatenate(marks)), 0)
        known, wide = self._types.width, marked.shape[1]
        rows = self._types.rows(sentences)
        typed = self._types.values[[rows[form] for forms in sentences for form in forms]]
        hidden = 2 * len(self._lstm[0][1])
        found = np.zeros((starts[-1], hidden + known + wide), dtype=np.float32)
        for batch in batches(lengths):
            inputs = np.zeros((lengths[batch[0]], len(batch), known + PLACE_WIDTH + wide), dtype=np.float32)
            for column, i in enumerate(batch):
                here = slice(starts[i], starts[i + 1])
                inputs[: lengths[i], column, :known] = typed[here]
                inputs[: lengths[i], column, known : known + PLACE_WIDTH] = self._types.table.mark_phrases(sentences[i])
                inputs[: lengths[i], column, known + PLACE_WIDTH :] = marked[here]
            states = read(inputs, going_on([lengths[i] for i in batch]), self._lstm)
            for column, i in enumerate(batch):
                found[starts[i] : starts[i + 1], :hidden] = states[: lengths[i], column]
        found[:, hidden : hidden + known] = typed
        found[:, hidden + known :] = marked
        return found

    def anchors(self, states: Floats, values: NDArray[np.bool_]) -> Floats:
        """Pieces × kinds: probabilities; only `values` can anchor figures."""
        scores = self._linear("anchor2", np.maximum(self._linear("anchor1", states), 0))
        scores[:, [KIND[SUBJECT], KIND[SPEECH]]] = _NEVER
        for kind in VALUES:
            scores[~values, KIND[kind]] = _NEVER
        return _softmax(scores)

    def roles(self, states: Floats, spans: NDArray[np.int64], kinds: NDArray[np.int64], features: Floats) -> Floats:
        """Pairs × roles: probabilities.

        `spans` has first and last (half-open) piece of anchor and candidate, `kinds` the anchor's kind.
        """
        sums = np.concatenate([np.zeros((1, states.shape[1]), dtype=np.float32), np.cumsum(states, 0, np.float64)])
        first, last, start, end = spans.T
        low, high = np.minimum(last, end), np.maximum(first, start)
        high = np.where((high > low) & (high - low < FAR), high, low)
        hidden = (
            self._linear("pa", _means(sums, first, last))
            + _means(sums, start, end) @ self._weights["pc.weight"].T
            + _means(sums, low, high) @ self._weights["pb.weight"].T
            + features @ self._weights["pf.weight"].T
            + self._weights["kind.weight"][kinds]
        )
        hidden = np.maximum(hidden, 0)
        deep = np.maximum(self._linear("hidden", hidden), 0)
        scores = self._linear("role", np.concatenate([deep, hidden], axis=1))
        return _softmax(np.where(self._allowed[kinds], scores, _NEVER))

    def statuses(self, states: Floats, kinds: NDArray[np.int64]) -> Floats:
        """Anchors × statuses: scores."""
        scores: Floats = self._linear("status", states) + self._weights["status_kind.weight"][kinds]
        return scores

    def _linear(self, name: str, values: Floats) -> Floats:
        result: Floats = values @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return result


def _means(sums: Floats, first: NDArray[np.int64], last: NDArray[np.int64]) -> Floats:
    means = (sums[last] - sums[first]) / np.maximum(last - first, 1)[:, None]
    result: Floats = means.astype(np.float32)
    return result


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Floats = raised / raised.sum(axis=1, keepdims=True)
    return result
