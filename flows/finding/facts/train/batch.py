"""Articles as tensors: sentences padded to their longest, pieces counted through the whole batch."""

# Torch is there only for training.
# mypy: disable-error-code="import-not-found,misc,no-any-return"
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from flows.finding.facts.advice import MARKS_WIDTH
from flows.finding.facts.train.examples import Example
from flows.finding.model.features import PLACE_WIDTH, letters
from flows.finding.model.forms import VECTOR_SCALE, shared_lists


class Forms:
    """All forms of the training texts with their descriptions."""

    def __init__(self, lists: Path, forms: Iterable[str]) -> None:
        self.table, vectors = shared_lists(lists)
        listed = sorted(set(forms))
        self.number = {form: i for i, form in enumerate(listed)}
        known = np.asarray(vectors.get_batch(listed), dtype=np.float32) * VECTOR_SCALE
        described = np.array([self.table.describe(form) for form in listed], dtype=np.float32)
        self.features = torch.tensor(np.concatenate([known, described], axis=1))
        self.letters = torch.tensor([letters(form) for form in listed])


@dataclass(slots=True)
class Batch:
    forms: Tensor  # sentences × pieces
    places: Tensor
    marks: Tensor
    lengths: Tensor
    anchors: Tensor  # all pieces, sentence after sentence
    values: Tensor
    pairs: Tensor
    features: Tensor
    statuses: Tensor


def collate(examples: list[Example], forms: Forms) -> Batch:
    """The examples side by side."""
    sentences = [sentence for each in examples for sentence in each.sentences]
    marked = [marks for each in examples for marks in each.marks]
    lengths = [len(sentence) for sentence in sentences]
    longest = max(lengths)
    numbers = np.zeros((len(sentences), longest), dtype=np.int64)
    places = np.zeros((len(sentences), longest, PLACE_WIDTH), dtype=np.float32)
    marks = np.zeros((len(sentences), longest, MARKS_WIDTH), dtype=np.float32)
    for row, (sentence, rows) in enumerate(zip(sentences, marked, strict=True)):
        numbers[row, : len(sentence)] = [forms.number[form] for form in sentence]
        places[row, : len(sentence)] = forms.table.mark_phrases(sentence)
        marks[row, : len(sentence)] = rows
    pairs, statuses = _counted_on(examples)
    return Batch(
        torch.tensor(numbers),
        torch.tensor(places),
        torch.tensor(marks),
        torch.tensor(lengths),
        torch.tensor(np.concatenate([each.anchors for each in examples])),
        torch.tensor(np.concatenate([each.values for each in examples])),
        torch.tensor(pairs),
        torch.tensor(np.concatenate([each.features for each in examples])),
        torch.tensor(statuses),
    )


def _counted_on(examples: list[Example]) -> tuple[np.ndarray, np.ndarray]:
    """Pairs and statuses whose pieces and bags are counted through all examples."""
    pairs, statuses = [], []
    pieces = bags = 0
    for each in examples:
        pair, status = each.pairs.copy(), each.statuses.copy()
        pair[:, :4] += pieces
        status[:, 0] += pieces
        taught = pair[:, 6] >= 0
        pair[taught, 6] += bags
        bags = max(bags, int(pair[:, 6].max(initial=-1)) + 1)
        pieces += len(each.anchors)
        pairs.append(pair)
        statuses.append(status)
    return np.concatenate(pairs), np.concatenate(statuses)
