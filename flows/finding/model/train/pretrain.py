"""Step 2: teaches the network to foretell the next and the previous word of plain text, before it learns names."""

# Torch and floret are there only for training.
# mypy: disable-error-code="import-not-found,misc,no-any-return"
from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, dropout

from flows.finding.model.advice import ADVICE_WIDTH
from flows.finding.model.features import PLACE_WIDTH
from flows.finding.model.pieces import GLUED_HYPHEN
from flows.finding.model.train.corpora import DOMAINS
from flows.finding.model.train.data import Forms
from flows.finding.model.train.neural import NameNetwork
from flows.finding.model.train.settings import HIDDEN, VECTOR_WIDTH

UNKNOWN = "<unk>"

_EVERY = 3  # one of so many sentences is read
_WORDS = 25_000  # that can be foretold
_NEGATIVES = 900
_BATCH = 48
_STEPS = 10_000  # some 7.7 million words
_RATE = 2e-3


def _pieces(line: str) -> list[str]:
    forms: list[str] = []
    for token in line.split():
        if "-" in token and len(token) > 2:
            for number, part in enumerate(token.split("-")):
                forms += [GLUED_HYPHEN] * (number > 0) + [part] * bool(part)
        else:
            forms.append(token)
    return forms


def read_sentences(plain: Path) -> list[list[str]]:
    with plain.open(encoding="utf-8") as lines:
        found = [_pieces(line) for number, line in enumerate(lines) if number % _EVERY == 0]
    return [forms for forms in found if 6 <= len(forms) <= 50]


class Foretelling:
    """Sampled softmax over the words of the batch and some drawn by frequency."""

    def __init__(self, counts: Tensor) -> None:
        self.chances = counts**0.6 / (counts**0.6).sum()
        self.rows = nn.Embedding(len(counts), HIDDEN)
        self.rows.weight.data.normal_(0, 0.05)
        self.bias = nn.Parameter(torch.log(self.chances))

    def loss(self, states: Tensor, words: Tensor) -> Tensor:
        drawn = torch.multinomial(self.chances, _NEGATIVES)
        choice = torch.unique(torch.cat([words, drawn]))
        place = torch.full((len(self.bias),), -1)
        place[choice] = torch.arange(len(choice))
        return cross_entropy(states @ self.rows.weight[choice].T + self.bias[choice], place[words])


def _states_and_words(network: NameNetwork, types: Tensor, words: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
    """Forward states with the word behind each, backward states with the word before; -1 is no word."""
    places = torch.zeros(*types.shape[:2], PLACE_WIDTH + ADVICE_WIDTH)
    places[:, 0, PLACE_WIDTH - 2] = 1
    inputs = torch.cat([dropout(types, 0.1), places, torch.zeros(*types.shape[:2], len(DOMAINS))], 2)
    packed = nn.utils.rnn.pack_padded_sequence(inputs, lengths, batch_first=True, enforce_sorted=False)
    states, _ = nn.utils.rnn.pad_packed_sequence(network.lstm(packed)[0], batch_first=True)
    behind, before = words[:, 1:] >= 0, (words[:, :-1] >= 0) & (torch.arange(1, words.shape[1]) < lengths[:, None])
    forward, backward = states[:, :-1, :HIDDEN][behind], states[:, 1:, HIDDEN:][before]
    return torch.cat([forward, backward]), torch.cat([words[:, 1:][behind], words[:, :-1][before]])


def pretrain(sentences: list[list[str]], forms: Forms) -> NameNetwork:
    counts = Counter(form for sentence in sentences for form in sentence)
    known = [form for form, _ in counts.most_common(_WORDS)]
    word = {form: number for number, form in enumerate(known)}
    rare = {form for form, count in counts.items() if count < 2}
    numbers = forms.add([form for form in counts if form not in rare] + [UNKNOWN])
    network = NameNetwork(VECTOR_WIDTH, HIDDEN)
    foretelling = Foretelling(torch.tensor([float(counts[form]) for form in known]))
    parameters = [*network.parameters(), *foretelling.rows.parameters(), foretelling.bias]
    optimizer = torch.optim.Adam(parameters, lr=_RATE)
    ordered = sorted(sentences, key=len)
    batches = [ordered[i : i + _BATCH] for i in range(0, len(ordered), _BATCH)]
    random.shuffle(batches)
    for step, batch in enumerate(batches[:_STEPS]):
        lengths = torch.tensor([len(sentence) for sentence in batch])
        ids, words = np.zeros((2, len(batch), int(lengths.max())), dtype=np.int64)
        words -= 1
        for row, sentence in enumerate(batch):
            ids[row, : len(sentence)] = [numbers.get(form, numbers[UNKNOWN]) for form in sentence]
            words[row, : len(sentence)] = [word.get(form, -1) for form in sentence]
        types = forms.types(network, torch.tensor(ids))
        loss = foretelling.loss(*_states_and_words(network, types, torch.tensor(words), lengths))
        for group in optimizer.param_groups:
            group["lr"] = _RATE * min(1.0, step / 300) * (1 - 0.9 * step / _STEPS)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 5.0)
        optimizer.step()
    return network


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plain", type=Path, required=True, help="plain.txt of step 1")
    parser.add_argument("--weights", type=Path, required=True, help="folder with the lists and vectors")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    torch.manual_seed(3)
    random.seed(3)
    network = pretrain(read_sentences(given.plain), Forms(given.weights))
    state = network.state_dict()
    torch.save({k: v for k, v in state.items() if not k.startswith(("head", "follow"))}, given.out)


if __name__ == "__main__":
    main()
