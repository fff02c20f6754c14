"""A network to start from: what an earlier one knew, also where it told fewer kinds and corpora apart."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from flows.finding.model.features import Floats
from flows.finding.model.labels import TAGS
from flows.finding.model.train.corpora import DOMAINS

_RARER = 2.0  # names of a new kind are less frequent than those of "other", as which it begins


def load_network(path: Path) -> dict[str, Floats]:
    """The weights of a shipped `network.npz`, but for the guidelines that it is told at run time."""
    with np.load(path) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files if name != "domain"}


def grow(known: Mapping[str, Floats], shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Floats]:
    """The weights in the shapes of a network that tells more kinds and corpora apart; the new ones stand last.

    A new kind begins as a rarer "other", a new corpus halfway between GermEval and SmartData.
    """
    return {name: _grown(name, value, shapes[name]) for name, value in known.items()}


def _grown(name: str, value: Floats, shape: tuple[int, ...]) -> Floats:
    if value.shape == shape:
        return value
    if name.startswith("lstm.weight_ih"):
        return _with_corpora(value, shape[1])
    likes = [number if number < len(value) else TAGS.index(f"{tag[0]}-other") for number, tag in enumerate(TAGS)]
    grown: Floats = value[likes][:, likes] if name == "follow" else value[likes]
    if name == "head.bias":
        grown[len(value) :] -= _RARER
    return grown


def _with_corpora(weights: Floats, width: int) -> Floats:
    """Corpora are the last of the inputs."""
    first = width - len(DOMAINS)
    between = weights[:, [first + DOMAINS.index("germeval"), first + DOMAINS.index("smartdata")]].mean(1, keepdims=True)
    return np.concatenate([weights, between.repeat(width - weights.shape[1], 1)], 1)
