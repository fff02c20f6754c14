"""Writes a trained network and its word vectors in the form that the tagger reads."""

# Torch and floret are there only for training.
# mypy: disable-error-code="import-not-found,misc,no-any-return"
from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from flows.finding.model.train.corpora import DOMAINS

# The guidelines that the shipped tagger follows: halfway between GermEval's and SmartData's.
RUNTIME_DOMAIN = {"germeval": 0.5, "smartdata": 0.5}


def export_network(state: dict[str, torch.Tensor], folder: Path) -> None:
    """Half-precision weights in `network.npz`."""
    arrays = {
        name: value.numpy().astype(np.float16)
        for name, value in state.items()
        if name not in ("barred", "opens", "closes")
    }
    arrays["domain"] = np.array([RUNTIME_DOMAIN.get(domain, 0.0) for domain in DOMAINS], dtype=np.float16)
    np.savez_compressed(folder / "network.npz", allow_pickle=False, **arrays)


def quantise_vectors(floret_text: Path, folder: Path) -> None:
    """A table in floret's text format as `floret.npz`: rows of 8-bit numbers, each with its scale."""
    with floret_text.open(encoding="utf-8") as lines:
        count, width = map(int, next(lines).split()[:2])
        table = np.zeros((count, width), dtype=np.float32)
        for line in lines:
            number, *values = line.split()
            table[int(number)] = np.array(values, dtype=np.float32)
    scale = np.abs(table).max(axis=1) / 127
    rows = np.round(table / scale[:, None]).astype(np.int8)
    np.savez_compressed(folder / "floret.npz", allow_pickle=False, rows=rows, scale=scale.astype(np.float16))
