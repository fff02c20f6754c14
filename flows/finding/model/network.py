"""The trained network in plain numpy: letters, word vectors and lists → BiLSTM → tag scores."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from flows.finding.model.advice import ADVICE_WIDTH
from flows.finding.model.features import PLACE_WIDTH, Floats
from flows.finding.model.forms import FormTypes
from flows.finding.model.recurrence import batches, directions, going_on, read


class Network:
    """Weights and a cache of what is known of each form."""

    def __init__(self, folder: Path, trained: Path | None = None) -> None:
        with np.load(trained or folder / "network.npz") as stored:
            self._weights = {name: stored[name].astype(np.float32) for name in stored.files}
        self._types = FormTypes(folder, self._weights)
        self.table = self._types.table
        self.follow = self._weights["follow"]
        self._lstm = directions(self._weights, "lstm", self._weights["domain"])

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
        known = self._types.width
        placed = known + PLACE_WIDTH
        width = placed + ADVICE_WIDTH if advice else placed
        inputs = np.zeros((lengths[0], len(sentences), width), dtype=np.float32)
        rows = self._types.rows(sentences)
        for column, forms in enumerate(sentences):
            inputs[: len(forms), column, :known] = self._types.values[[rows[form] for form in forms]]
            inputs[: len(forms), column, known:placed] = self.table.mark_phrases(forms)
        for column, marks in enumerate(advice or ()):
            inputs[: len(marks), column, placed:] = marks
        steps = going_on(lengths)
        return np.concatenate([read(inputs, steps, self._lstm), inputs[:, :, :known]], axis=2), steps
