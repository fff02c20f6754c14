"""What training makes small: wrong anchors, wrong roles, wrong statuses."""

# Torch is there only for training.
# mypy: disable-error-code="import-not-found,misc,no-any-return"
from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from flows.finding.facts.advice import ADVICE_MARKS, NAME_MARKS
from flows.finding.facts.labels import EVENT_STATUSES, FIGURE_STATUSES, KINDS, NOTHING
from flows.finding.facts.pairs import ADVICE_FEATURES
from flows.finding.facts.train import settings
from flows.finding.facts.train.batch import Batch, Forms
from flows.finding.facts.train.examples import UNKNOWN
from flows.finding.facts.train.neural import FactNet
from flows.finding.model.features import LISTS
from flows.finding.model.train.settings import VECTOR_WIDTH

_NEVER = -1e4


def loss_of(network: FactNet, forms: Forms, batch: Batch) -> Tensor:
    """Summed over the batch; words, names and advice are hidden at random, so that the network learns to do without."""
    states = _states(network, forms, batch)
    weights = torch.full((len(KINDS),), settings.ANCHOR_WEIGHT)
    weights[NOTHING] = 1.0
    anchors = functional.cross_entropy(
        network.anchors(states, batch.values), batch.anchors, weight=weights, ignore_index=UNKNOWN, reduction="sum"
    )
    return anchors + _role_loss(network, states, batch) + settings.STATUS_WEIGHT * _status_loss(network, states, batch)


def _states(network: FactNet, forms: Forms, batch: Batch) -> Tensor:
    used, back = torch.unique(batch.forms, return_inverse=True)
    features = forms.features[used].clone()
    lists, counts = slice(VECTOR_WIDTH, VECTOR_WIDTH + LISTS), slice(VECTOR_WIDTH + LISTS, VECTOR_WIDTH + LISTS + 4)
    seen = torch.rand(len(used), 1) > settings.HIDE_WORD
    features[:, :VECTOR_WIDTH] *= seen
    features[:, counts] *= seen
    features[:, lists] *= torch.rand(len(used), 1) > settings.HIDE_LISTS
    types = network.types(features, forms.letters[used])[back]
    named = batch.marks[:, :, NAME_MARKS].any(2)
    hidden = named & (torch.rand(named.shape) < settings.HIDE_NAME)
    advised = torch.rand(len(batch.marks), 1, 1) > settings.HIDE_ADVICE
    marks = batch.marks.clone()
    marks[:, :, ADVICE_MARKS] *= advised
    states = network.states(types * ~hidden.unsqueeze(2), batch.places, marks, batch.lengths)
    inside = torch.arange(states.shape[1])[None] < batch.lengths[:, None]
    return states[inside]


def _role_loss(network: FactNet, states: Tensor, batch: Batch) -> Tensor:
    features = batch.features.clone()
    features[:, ADVICE_FEATURES] *= torch.rand(len(features), 1) > settings.HIDE_ADVICE
    roles, bags = batch.pairs[:, 5], batch.pairs[:, 6]
    scores = functional.log_softmax(network.roles(states, batch.pairs[:, :4], batch.pairs[:, 4], features), 1)
    single = (bags < 0) & (roles >= 0)
    loss = functional.nll_loss(scores[single], roles[single], reduction="sum")
    bagged = bags >= 0
    if bagged.any():
        likely = scores[bagged, roles[bagged]]
        best = torch.full((int(bags.max()) + 1,), _NEVER).scatter_reduce(0, bags[bagged], likely, "amax")
        loss = loss - best[best > _NEVER].sum()
    return loss


def _status_loss(network: FactNet, states: Tensor, batch: Batch) -> Tensor:
    at, statuses = batch.statuses.unbind(1)
    if not len(at):
        return states.new_zeros(())
    scores = network.statuses(states[at], batch.anchors[at])
    of_figure = (statuses >= FIGURE_STATUSES.start).unsqueeze(1)
    barred = torch.zeros_like(scores, dtype=torch.bool)
    barred[:, EVENT_STATUSES] = of_figure
    barred[:, FIGURE_STATUSES] = ~of_figure
    return functional.cross_entropy(scores.masked_fill(barred, _NEVER), statuses, reduction="sum")
