"""The network as it is trained: letters, word vectors and lists → BiLSTM → conditional random field over tags."""

# Torch and floret are there only for training.
# mypy: disable-error-code="import-not-found,misc,no-any-return"
from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from flows.finding.model.advice import ADVICE_WIDTH
from flows.finding.model.features import ALPHABET, PLACE_WIDTH, TYPE_WIDTH
from flows.finding.model.labels import CLOSES, FOLLOWS, OPENS, TAGS
from flows.finding.model.train.corpora import DOMAINS

_NEVER = -1e4
_LEAST = 1e-30


class LetterReader(nn.Module):
    """A convolution over a word's letters, the largest answer of each filter."""

    def __init__(self, width: int, filters: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(len(ALPHABET), width, padding_idx=0)
        self.convolution = nn.Conv1d(width, filters, 3, padding=1)

    def forward(self, letters: Tensor) -> Tensor:
        answers: Tensor = self.convolution(self.embedding(letters).transpose(1, 2))
        return torch.tanh(answers.amax(2))


class NameNetwork(nn.Module):
    """Scores of tags per piece, and of tags that follow each other."""

    def __init__(self, vector_width: int, hidden: int, *, letter_width: int = 24, filters: int = 48) -> None:
        super().__init__()
        self.letters = LetterReader(letter_width, filters)
        self.type_layer = nn.Linear(vector_width + TYPE_WIDTH + filters, 128)
        width = 128 + PLACE_WIDTH + ADVICE_WIDTH + len(DOMAINS)
        self.lstm = nn.LSTM(width, hidden, batch_first=True, bidirectional=True)
        self.head = nn.Linear(2 * hidden + 128, len(TAGS))
        self.follow = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.dropout = nn.Dropout(0.35)
        self.register_buffer("barred", torch.tensor(np.where(FOLLOWS, 0.0, _NEVER), dtype=torch.float32))
        self.register_buffer("opens", torch.tensor(np.where(OPENS, 0.0, _NEVER), dtype=torch.float32))
        self.register_buffer("closes", torch.tensor(np.where(CLOSES, 0.0, _NEVER), dtype=torch.float32))

    def types(self, vectors: Tensor, letters: Tensor) -> Tensor:
        """What is known of each form by itself."""
        return torch.relu(self.type_layer(torch.cat([vectors, self.letters(letters)], 1)))

    def forward(self, types: Tensor, places: Tensor, domains: Tensor, lengths: Tensor) -> Tensor:
        """Tag scores: sentences × pieces × tags."""
        words = self.dropout(types)
        inputs = torch.cat([words, places, domains], 2)
        packed = nn.utils.rnn.pack_padded_sequence(inputs, lengths, batch_first=True, enforce_sorted=False)
        states, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        scores: Tensor = self.head(torch.cat([self.dropout(states), words], 2))
        return scores

    def loss(self, scores: Tensor, allowed: Tensor, lengths: Tensor) -> Tensor:
        """Minus log probability that all tags lie in their allowed sets, per sentence."""
        both = torch.cat([scores, scores + (~allowed) * _NEVER])
        free, held = self._log_sum(both, lengths.repeat(2)).chunk(2)
        return free - held

    def _log_sum(self, scores: Tensor, lengths: Tensor) -> Tensor:
        """The forward pass in probabilities, each step's largest score taken out: a product of matrices per step."""
        follow = torch.exp(self.follow + self.barred)
        alpha = scores[:, 0] + self.opens
        for step in range(1, int(lengths.max())):
            largest = alpha.detach().amax(1, keepdim=True)
            arrived = torch.log((torch.exp(alpha - largest) @ follow).clamp_min(_LEAST)) + largest
            alpha = torch.where((lengths > step).unsqueeze(1), arrived + scores[:, step], alpha)
        return torch.logsumexp(alpha + self.closes, 1)
