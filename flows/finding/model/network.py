"""The trained network in plain numpy: letters, word vectors and lists → BiLSTM → tag scores."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.strings import StringStore
from spacy.vectors import Vectors  # type: ignore[import-not-found]

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


def _sigmoid(values: Floats) -> Floats:
    squashed: Floats = 0.5 * (1.0 + np.tanh(0.5 * values))
    return squashed


class Network:
    """Weights and a cache of what is known of each form."""

    def __init__(self, folder: Path) -> None:
        self.table = WordTable(folder)
        self._vectors = load_vectors(folder / "floret.npz")
        with np.load(folder / "network.npz") as stored:
            self._weights = {name: stored[name].astype(np.float32) for name in stored.files}
        self.follow = self._weights["follow"]
        self._lstms = [self._direction(""), self._direction("_reverse")]
        self._rows: dict[str, int] = {}
        self._types: Floats = np.zeros((1024, self._weights["type_layer.bias"].shape[0]), dtype=np.float32)

    def _direction(self, ending: str) -> tuple[Floats, Floats, Floats]:
        """Input weights, recurrent weights and bias of one direction; the fixed domain is part of the bias."""
        from_input = self._weights[f"lstm.weight_ih_l0{ending}"].T
        bias = self._weights[f"lstm.bias_ih_l0{ending}"] + self._weights[f"lstm.bias_hh_l0{ending}"]
        domain = self._weights["domain"]
        known = from_input.shape[0] - domain.shape[0]
        bias = bias + domain @ from_input[known:]
        recurrent = np.ascontiguousarray(self._weights[f"lstm.weight_hh_l0{ending}"].T)
        return np.ascontiguousarray(from_input[:known]), recurrent, bias

    def scores(self, sentences: list[list[str]]) -> list[Floats]:
        """Pieces × tags for each sentence of forms."""
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
        found: list[Floats] = [np.zeros((0, len(self.follow)), dtype=np.float32)] * len(sentences)
        batch: list[int] = []
        for position, i in enumerate(order):
            batch.append(i)
            following = len(sentences[order[position + 1]]) if position + 1 < len(order) else 0
            if not following or following * (len(batch) + 1) > _BATCH:
                for j, rows in zip(batch, self._batch_scores([sentences[j] for j in batch]), strict=True):
                    found[j] = rows
                batch = []
        return found

    def _batch_scores(self, sentences: list[list[str]]) -> list[Floats]:
        lengths = [len(forms) for forms in sentences]
        longest = max(lengths)
        if not longest:
            return [np.zeros((0, len(self.follow)), dtype=np.float32) for _ in sentences]
        # Time comes first: each step reads one contiguous block.
        known = self._types.shape[1]
        inputs = np.zeros((longest, len(sentences), known + PLACE_WIDTH), dtype=np.float32)
        rows = self._type_rows(sentences)
        mask = np.zeros((longest, len(sentences), 1), dtype=np.float32)
        for i, forms in enumerate(sentences):
            inputs[: len(forms), i, :known] = self._types[[rows[form] for form in forms]]
            inputs[: len(forms), i, known:] = self.table.mark_phrases(forms)
            mask[: len(forms), i] = 1
        states = [self._read(inputs, mask, direction) for direction in (0, 1)]
        features = np.concatenate([*states, inputs[:, :, :known]], axis=2)
        scores = features @ self._weights["head.weight"].T + self._weights["head.bias"]
        return [scores[:length, i] for i, length in enumerate(lengths)]

    def _read(self, inputs: Floats, mask: Floats, direction: int) -> Floats:
        """LSTM states; backwards, the state stays zero until a sentence's last piece."""
        from_input, recurrent, bias = self._lstms[direction]
        gates = inputs @ from_input + bias
        longest, count, _ = inputs.shape
        width = recurrent.shape[0]
        states = np.zeros((longest, count, width), dtype=np.float32)
        state = np.zeros((count, width), dtype=np.float32)
        cell = np.zeros((count, width), dtype=np.float32)
        for step in range(longest - 1, -1, -1) if direction else range(longest):
            gate = gates[step] + state @ recurrent
            entering, leaving = _sigmoid(gate[:, : 2 * width]), _sigmoid(gate[:, 3 * width :])
            cell = entering[:, width:] * cell + entering[:, :width] * np.tanh(gate[:, 2 * width : 3 * width])
            cell *= mask[step]
            state = leaving * np.tanh(cell) * mask[step]
            states[step] = state
        return states

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
