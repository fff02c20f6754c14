"""A bidirectional LSTM in plain numpy, over sentences of like length at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from flows.finding.model.features import Floats

_BATCH = 4096  # pieces that are read at once

Direction = tuple[Floats, Floats, Floats]


def batches(lengths: list[int]) -> Iterator[list[int]]:
    """Numbers of sentences of about one length that are read at once, the longest first; empty ones are left out."""
    batch: list[int] = []
    for i in sorted((i for i, length in enumerate(lengths) if length), key=lambda i: -lengths[i]):
        if batch and lengths[batch[0]] * (len(batch) + 1) > _BATCH:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def going_on(lengths: list[int]) -> list[int]:
    """How many sentences, the longest first, go on at each step."""
    return [sum(length > step for length in lengths) for step in range(lengths[0])]


def directions(weights: dict[str, Floats], layer: str, fixed: Floats) -> list[Direction]:
    """Both directions of a layer; `fixed` is the end of its input that never changes, a part of the bias."""
    return [_direction(weights, layer, ending, fixed) for ending in ("", "_reverse")]


def _direction(weights: dict[str, Floats], layer: str, ending: str, fixed: Floats) -> Direction:
    """Input weights, recurrent weights and bias of one direction.

    The three gates' columns are halved: then one tanh serves them and the cell's input alike,
    since sigmoid(x) = (1 + tanh(x / 2)) / 2.
    """
    from_input = weights[f"{layer}.weight_ih_l0{ending}"].T
    from_state = weights[f"{layer}.weight_hh_l0{ending}"].T
    bias = weights[f"{layer}.bias_ih_l0{ending}"] + weights[f"{layer}.bias_hh_l0{ending}"]
    known = len(from_input) - len(fixed)
    bias = bias + fixed @ from_input[known:]
    width = len(from_state)
    halves = np.full(4 * width, 0.5, dtype=np.float32)
    halves[2 * width : 3 * width] = 1
    return (
        np.ascontiguousarray(from_input[:known] * halves),
        np.ascontiguousarray(from_state * halves),
        bias * halves,
    )


def read(inputs: Floats, going_on: list[int], layer: list[Direction]) -> Floats:
    """The states of an LSTM that reads in both directions, side by side: steps × sentences × features."""
    return np.concatenate([_read(inputs, going_on, layer[0], False), _read(inputs, going_on, layer[1], True)], axis=2)


def _read(inputs: Floats, going_on: list[int], weights: Direction, backwards: bool) -> Floats:
    """LSTM states; backwards, a sentence's state is zero until its last piece."""
    from_input, from_state, bias = weights
    gates = inputs @ from_input + bias
    longest, count, _ = inputs.shape
    width = len(from_state)
    states = np.zeros((longest, count, width), dtype=np.float32)
    state = np.zeros((count, width), dtype=np.float32)
    cell = np.zeros((count, width), dtype=np.float32)
    for step in range(longest - 1, -1, -1) if backwards else range(longest):
        n = going_on[step]
        gate = np.tanh(gates[step, :n] + state[:n] @ from_state)
        opened = 0.5 * gate + 0.5
        keep, enter, leave = opened[:, width : 2 * width], opened[:, :width], opened[:, 3 * width :]
        cell[:n] = keep * cell[:n] + enter * gate[:, 2 * width : 3 * width]
        state[:n] = leave * np.tanh(cell[:n])
        states[step, :n] = state[:n]
    return states
