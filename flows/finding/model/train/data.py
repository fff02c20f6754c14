"""Sentences as arrays: each form described once, batches padded to their longest sentence."""

# Torch and floret are there only for training.
# mypy: disable-error-code="import-not-found,misc,no-any-return"
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from flows.finding.model.advice import ADVICE_WIDTH
from flows.finding.model.features import LISTS, PLACE_WIDTH, WordTable, letters
from flows.finding.model.forms import VECTOR_SCALE, load_vectors
from flows.finding.model.labels import TAGS
from flows.finding.model.train.corpora import DOMAINS, Sentence
from flows.finding.model.train.neural import NameNetwork
from flows.finding.model.train.settings import HIDE_LISTS, HIDE_WORD, VECTOR_WIDTH

_BITS = 1 << np.arange(len(TAGS))


@dataclass(slots=True)
class Encoded:
    """One sentence: numbers of its forms, what is known of their places, allowed tags, its corpus."""

    forms: np.ndarray
    places: np.ndarray
    allowed: np.ndarray
    domain: int


class Forms:
    """All forms of the training texts with their descriptions."""

    def __init__(self, weights: Path) -> None:
        self.table = WordTable(weights)
        self._vectors = load_vectors(weights / "floret.npz")
        self._number: dict[str, int] = {}
        self.features = torch.zeros(0)
        self.letters = torch.zeros(0, dtype=torch.long)

    def add(self, forms: Iterable[str]) -> dict[str, int]:
        """Describes forms and numbers them; to be called once, before encoding."""
        listed = sorted(set(forms))
        self._number = {form: i for i, form in enumerate(listed)}
        vectors = np.asarray(self._vectors.get_batch(listed), dtype=np.float32) * VECTOR_SCALE
        described = np.array([self.table.describe(form) for form in listed], dtype=np.float32)
        self.features = torch.tensor(np.concatenate([vectors, described], axis=1))
        self.letters = torch.tensor([letters(form) for form in listed])
        return self._number

    def encode(self, sentence: Sentence) -> Encoded:
        forms = [form for form, _, _ in sentence.pieces]
        numbers = np.array([self._number[form] for form in forms])
        allowed = (np.array(sentence.allowed)[:, None] & _BITS) > 0
        places = np.concatenate([self.table.mark_phrases(forms), sentence.advice.mark(sentence.pieces)], axis=1)
        return Encoded(numbers, places, allowed, DOMAINS.index(sentence.corpus))

    def types(self, network: NameNetwork, numbers: Tensor) -> Tensor:
        """Descriptions by the network, some of their inputs hidden so that it learns to do without."""
        used, back = torch.unique(numbers, return_inverse=True)
        features = self.features[used].clone()
        lists = slice(VECTOR_WIDTH, VECTOR_WIDTH + LISTS)
        counts = slice(VECTOR_WIDTH + LISTS, VECTOR_WIDTH + LISTS + 4)
        seen = torch.rand(len(used), 1) > HIDE_WORD
        features[:, :VECTOR_WIDTH] *= seen
        features[:, counts] *= seen
        features[:, lists] *= torch.rand(len(used), 1) > HIDE_LISTS
        return network.types(features, self.letters[used])[back]


@dataclass(slots=True)
class Batch:
    forms: Tensor
    places: Tensor
    allowed: Tensor
    domains: Tensor
    lengths: Tensor


def pad(items: list[Encoded]) -> Batch:
    count, longest = len(items), max(len(item.forms) for item in items)
    forms = np.zeros((count, longest), dtype=np.int64)
    places = np.zeros((count, longest, PLACE_WIDTH + ADVICE_WIDTH), dtype=np.float32)
    allowed = np.ones((count, longest, len(TAGS)), dtype=bool)
    domains = np.zeros((count, longest, len(DOMAINS)), dtype=np.float32)
    for row, item in enumerate(items):
        length = len(item.forms)
        forms[row, :length] = item.forms
        places[row, :length] = item.places
        allowed[row, :length] = item.allowed
        domains[row, :, item.domain] = 1
    lengths = torch.tensor([len(item.forms) for item in items])
    return Batch(torch.tensor(forms), torch.tensor(places), torch.tensor(allowed), torch.tensor(domains), lengths)
