"""The fact network as it is trained; `flows/finding/facts/network.py` computes the same in numpy."""

# Torch is there only for training.
# mypy: disable-error-code="import-not-found,misc,no-any-return"
from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from flows.finding.facts.advice import MARKS_WIDTH
from flows.finding.facts.labels import KIND, KINDS, NOTHING, ROLE, ROLES, ROLES_OF, SPEECH, STATUSES, SUBJECT, VALUES
from flows.finding.facts.network import FAR
from flows.finding.facts.pairs import PAIR_WIDTH
from flows.finding.facts.train import settings
from flows.finding.model.features import PLACE_WIDTH, TYPE_WIDTH
from flows.finding.model.train.neural import LetterReader
from flows.finding.model.train.settings import VECTOR_WIDTH

_NEVER = -1e4
_FILTERS = 48


def allowed_roles() -> Tensor:
    """Kinds × roles: which roles an anchor of a kind has around it; none is always allowed."""
    allowed = np.zeros((len(KINDS), len(ROLES)), dtype=bool)
    allowed[:, NOTHING] = True
    for kind, roles in ROLES_OF.items():
        allowed[KIND[kind], [ROLE[role] for role in roles]] = True
    return torch.tensor(allowed)


class FactNet(nn.Module):
    """Anchors per piece, roles per pair of anchor and candidate, statuses per anchor."""

    def __init__(self) -> None:
        super().__init__()
        self.letters = LetterReader(24, _FILTERS)
        self.type_layer = nn.Linear(VECTOR_WIDTH + TYPE_WIDTH + _FILTERS, settings.TYPES)
        self.marks_layer = nn.Linear(MARKS_WIDTH, settings.MARKED)
        self.lstm = nn.LSTM(
            settings.TYPES + PLACE_WIDTH + settings.MARKED, settings.HIDDEN, batch_first=True, bidirectional=True
        )
        width = 2 * settings.HIDDEN + settings.TYPES + settings.MARKED
        self.anchor1 = nn.Linear(width, settings.ANCHOR)
        self.anchor2 = nn.Linear(settings.ANCHOR, len(KINDS))
        self.pa = nn.Linear(width, settings.PAIR)
        self.pc = nn.Linear(width, settings.PAIR, bias=False)
        self.pb = nn.Linear(width, settings.PAIR, bias=False)
        self.pf = nn.Linear(PAIR_WIDTH, settings.PAIR, bias=False)
        self.kind = nn.Embedding(len(KINDS), settings.PAIR)
        self.hidden = nn.Linear(settings.PAIR, settings.DEEP)
        self.role = nn.Linear(settings.DEEP + settings.PAIR, len(ROLES))
        self.status = nn.Linear(width, len(STATUSES))
        self.status_kind = nn.Embedding(len(KINDS), len(STATUSES))
        self.dropout = nn.Dropout(settings.DROPOUT)
        self.dropout_deep = nn.Dropout(0.25)
        self.register_buffer("allowed", allowed_roles())

    def types(self, vectors: Tensor, letters: Tensor) -> Tensor:
        """What is known of each form by itself."""
        return torch.relu(self.type_layer(torch.cat([vectors, self.letters(letters)], 1)))

    def states(self, types: Tensor, places: Tensor, marks: Tensor, lengths: Tensor) -> Tensor:
        """Sentences × pieces × features."""
        marked = torch.relu(self.marks_layer(marks))
        words = self.dropout(types)
        inputs = torch.cat([words, places, self.dropout_deep(marked)], 2)
        packed = nn.utils.rnn.pack_padded_sequence(inputs, lengths, batch_first=True, enforce_sorted=False)
        states, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        return torch.cat([self.dropout(states), words, marked], 2)

    def anchors(self, states: Tensor, values: Tensor) -> Tensor:
        """Pieces × kinds: scores; only `values` can anchor figures."""
        scores = self.anchor2(self.dropout_deep(torch.relu(self.anchor1(states))))
        barred = torch.zeros_like(scores, dtype=torch.bool)
        barred[:, [KIND[SUBJECT], KIND[SPEECH]]] = True
        barred[:, [KIND[kind] for kind in VALUES]] = ~values.unsqueeze(1)
        return scores.masked_fill(barred, _NEVER)

    def roles(self, states: Tensor, spans: Tensor, kinds: Tensor, features: Tensor) -> Tensor:
        """Pairs × roles: scores; `spans` has first and last piece of anchor and candidate."""
        sums = torch.cat([states.new_zeros(1, states.shape[1]), states.cumsum(0)])
        first, last, start, end = spans.unbind(1)
        low, high = torch.minimum(last, end), torch.maximum(first, start)
        high = torch.where((high > low) & (high - low < FAR), high, low)
        hidden = (
            self.pa(_means(sums, first, last)) + self.pc(_means(sums, start, end)) + self.pb(_means(sums, low, high))
        )
        hidden = self.dropout_deep(torch.relu(hidden + self.pf(features) + self.kind(kinds)))
        deep = torch.relu(self.hidden(hidden))
        scores = self.role(torch.cat([deep, hidden], 1))
        return scores.masked_fill(~self.allowed[kinds], _NEVER)

    def statuses(self, states: Tensor, kinds: Tensor) -> Tensor:
        """Anchors × statuses: scores."""
        return self.status(states) + self.status_kind(kinds)


def _means(sums: Tensor, first: Tensor, last: Tensor) -> Tensor:
    return (sums[last] - sums[first]) / (last - first).clamp(min=1).unsqueeze(1)
