"""The trained network in plain numpy: letters, word vectors and lists → BiLSTM → tag scores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.strings import StringStore
from spacy.vectors import Vectors  # type: ignore[import-not-found]

from flows.finding.model.advice import ADVICE_WIDTH
from flows.finding.model.features import PLACE_WIDTH, Floats, WordTable, letters

_CACHED_FORMS = 100_000  # 512 bytes each; emptied when full, so that memory stays bounded
_BATCH = 4096  # pieces that are read at once


def load_vectors(path: Path) -> Vectors:
    """The floret table (hashed n-grams of letters, 8-bit rows) as spaCy's vectors."""
    with np.load(path) as stored:
        data = stored["rows"].astype(np.float32) * stored["scale"].astype(np.float32)[:, None]
    return Vectors(
        strings=StringStore(), data=data, mode="floret", minn=3, maxn=6, hash_count=2, hash_seed=2166136261,
        bow="<", eow=">",
    )  # fmt: skip


Direction = tuple[Floats, Floats, Floats]


def batches(lengths: list[int]) -> Iterator[list[int]]:
    """Numbers of sentences of about one length that are read at once, the longest first; empty ones are left out."""
    batch: list[int] = []
    for i in sorted((i for i, length in enumerate(lengths) if length), key=lambda i: -lengths[i]):
        if batch and lengths[batch[0]] * (len(batch) + 1) > _BATCH:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def read(inputs: Floats, going_on: list[int], layer: list[Direction]) -> Floats:
    """The states of an LSTM that reads in both directions, side by side."""
    return np.concatenate([_read(inputs, going_on, layer[0], False), _read(inputs, going_on, layer[1], True)], axis=2)


def _read(inputs: Floats, going_on: list[int], weights: Direction, backwards: bool) -> Floats:
    """LSTM states; backwards, a sentence's state is zero until its last piece."""
    from_input, from_state, bias = weights
    gates = inputs @ from_input + bias
    longest, count, _ = inputs.shape
    width = len(from_state)
    states = np.zeros((longest, count, width), dtype=np.float32)
    state = np.zeros((count, width), dtype=np.float32)
    cell = np.zeros((count, width), dtype=np.float32)
    for step in range(longest - 1, -1, -1) if backwards else range(longest):
        n = going_on[step]
        gate = np.tanh(gates[step, :n] + state[:n] @ from_state)
        opened = 0.5 * gate + 0.5
        keep, enter, leave = opened[:, width : 2 * width], opened[:, :width], opened[:, 3 * width :]
        cell[:n] = keep * cell[:n] + enter * gate[:, 2 * width : 3 * width]
        state[:n] = leave * np.tanh(cell[:n])
        states[step, :n] = state[:n]
    return states


class Network:
    """Weights and a cache of what is known of each form."""

    def __init__(self, folder: Path, trained: Path | None = None) -> None:
        self.table = WordTable(folder)
        self._vectors = load_vectors(folder / "floret.npz")
        with np.load(trained or folder / "network.npz") as stored:
            self._weights = {name: stored[name].astype(np.float32) for name in stored.files}
        self.follow = self._weights["follow"]
        self._lstm = self._directions("lstm", self._weights["domain"])
        self._rows: dict[str, int] = {}
        self._types: Floats = np.zeros((1024, self._weights["type_layer.bias"].shape[0]), dtype=np.float32)

    def _directions(self, layer: str, fixed: Floats) -> list[Direction]:
        """Both directions of a layer; `fixed` is the end of its input that never changes, a part of the bias."""
        return [self._direction(layer, ending, fixed) for ending in ("", "_reverse")]

    def _direction(self, layer: str, ending: str, fixed: Floats) -> Direction:
        """Input weights, recurrent weights and bias of one direction.

        The three gates' columns are halved: then one tanh serves them and the cell's input alike,
        since sigmoid(x) = (1 + tanh(x / 2)) / 2.
        """
        from_input = self._weights[f"{layer}.weight_ih_l0{ending}"].T
        from_state = self._weights[f"{layer}.weight_hh_l0{ending}"].T
        bias = self._weights[f"{layer}.bias_ih_l0{ending}"] + self._weights[f"{layer}.bias_hh_l0{ending}"]
        known = len(from_input) - len(fixed)
        bias = bias + fixed @ from_input[known:]
        width = len(from_state)
        halves = np.full(4 * width, 0.5, dtype=np.float32)
        halves[2 * width : 3 * width] = 1
        return (
            np.ascontiguousarray(from_input[:known] * halves),
            np.ascontiguousarray(from_state * halves),
            bias * halves,
        )

    def scores(self, sentences: list[list[str]], advice: list[Floats]) -> list[Floats]:
        """Pieces × tags for each sentence of forms, with what the rules hold of each piece."""
        found: list[Floats] = [np.zeros((0, len(self.follow)), dtype=np.float32)] * len(sentences)
        for batch in batches([len(forms) for forms in sentences]):
            states, _ = self.states([sentences[i] for i in batch], [advice[i] for i in batch])
            scores = states @ self._weights["head.weight"].T + self._weights["head.bias"]
            for column, i in enumerate(batch):
                found[i] = scores[: len(sentences[i]), column]
        return found

    def states(self, sentences: list[list[str]], advice: list[Floats] | None = None) -> tuple[Floats, list[int]]:
        """What is known of each piece in its sentence and by itself: pieces × sentences (the longest first) × features.

        The second value tells how many sentences go on at each step. `advice` is for networks that learnt with it.
        """
        lengths = [len(forms) for forms in sentences]
        # Time comes first, the longest sentence is the first column: at each step a block of columns is going on.
        known = self._types.shape[1]
        placed = known + PLACE_WIDTH
        width = placed + ADVICE_WIDTH if advice else placed
        inputs = np.zeros((lengths[0], len(sentences), width), dtype=np.float32)
        rows = self._type_rows(sentences)
        for column, forms in enumerate(sentences):
            inputs[: len(forms), column, :known] = self._types[[rows[form] for form in forms]]
            inputs[: len(forms), column, known:placed] = self.table.mark_phrases(forms)
        for column, marks in enumerate(advice or ()):
            inputs[: len(marks), column, placed:] = marks
        going_on = [sum(length > step for length in lengths) for step in range(lengths[0])]
        return np.concatenate([read(inputs, going_on, self._lstm), inputs[:, :, :known]], axis=2), going_on

    def _type_rows(self, sentences: list[list[str]]) -> dict[str, int]:
        """Where each form's description lies; describes those not seen before."""
        forms = {form for sentence in sentences for form in sentence}
        if len(self._rows) + len(forms) > _CACHED_FORMS:
            self._rows.clear()
        new = sorted(form for form in forms if form not in self._rows)
        if new:
            first = len(self._rows)
            self._rows.update({form: first + i for i, form in enumerate(new)})
            while len(self._types) < len(self._rows):
                self._types = np.concatenate([self._types, np.zeros_like(self._types)])
            self._types[first : first + len(new)] = self._describe(new)
        return self._rows

    def _describe(self, forms: list[str]) -> Floats:
        vectors = np.asarray(self._vectors.get_batch(forms), dtype=np.float32) * 0.5
        described = np.array([self.table.describe(form) for form in forms], dtype=np.float32)
        spelled = self._spelling(np.array([letters(form) for form in forms]))
        joined = np.concatenate([vectors, described, spelled], axis=1)
        known = joined @ self._weights["type_layer.weight"].T + self._weights["type_layer.bias"]
        positive: Floats = np.maximum(known, 0)
        return positive

    def _spelling(self, rows: NDArray[np.int64]) -> Floats:
        """A convolution of width 3 over letters, the largest answer of each filter."""
        embedded = self._weights["letters.embedding.weight"][rows]
        padded = np.pad(embedded, ((0, 0), (1, 1), (0, 0)))
        filters = self._weights["letters.convolution.weight"]  # filters × letters' width × 3
        answers = sum(padded[:, k : k + rows.shape[1]] @ filters[:, :, k].T for k in range(3))
        largest: Floats = np.tanh(np.max(answers, axis=1) + self._weights["letters.convolution.bias"])
        return largest
