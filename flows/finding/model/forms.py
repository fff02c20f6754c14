"""What a trained network knows of each form by itself: its vector, lists, shape and letters, computed once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.strings import StringStore
from spacy.vectors import Vectors  # type: ignore[import-not-found]

from flows.finding.model.features import Floats, WordTable, letters

_CACHED_FORMS = 100_000  # 512 bytes each; emptied when full, so that memory stays bounded
_VECTOR_SCALE = 0.5  # the same in train/data.py


def load_vectors(path: Path) -> Vectors:
    """The floret table (hashed n-grams of letters, 8-bit rows) as spaCy's vectors."""
    with np.load(path) as stored:
        data = stored["rows"].astype(np.float32) * stored["scale"].astype(np.float32)[:, None]
    return Vectors(
        strings=StringStore(), data=data, mode="floret", minn=3, maxn=6, hash_count=2, hash_seed=2166136261,
        bow="<", eow=">",
    )  # fmt: skip


@cache
def shared_lists(folder: Path) -> tuple[WordTable, Vectors]:
    """Word lists and vectors, read once for all networks of the process."""
    return WordTable(folder), load_vectors(folder / "floret.npz")


class FormTypes:
    """The first layer of a network: a row of numbers per form."""

    def __init__(self, folder: Path, weights: dict[str, Floats]) -> None:
        self.table, self._vectors = shared_lists(folder)
        self._weights = weights
        self._rows: dict[str, int] = {}
        self.values: Floats = np.zeros((1024, weights["type_layer.bias"].shape[0]), dtype=np.float32)

    @property
    def width(self) -> int:
        return int(self.values.shape[1])

    def rows(self, sentences: list[list[str]]) -> dict[str, int]:
        """Where each form's description lies in `values`; describes those not seen before."""
        forms = {form for sentence in sentences for form in sentence}
        if len(self._rows) + len(forms) > _CACHED_FORMS:
            self._rows.clear()
        new = sorted(form for form in forms if form not in self._rows)
        if new:
            first = len(self._rows)
            self._rows.update({form: first + i for i, form in enumerate(new)})
            while len(self.values) < len(self._rows):
                self.values = np.concatenate([self.values, np.zeros_like(self.values)])
            self.values[first : first + len(new)] = self._describe(new)
        return self._rows

    def _describe(self, forms: list[str]) -> Floats:
        vectors = np.asarray(self._vectors.get_batch(forms), dtype=np.float32) * _VECTOR_SCALE
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
