"""What a network that learns new kinds of names keeps of the one that it starts from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from flows.finding.model.features import Floats
from flows.finding.model.labels import KINDS, NUMBER, TAGS
from flows.finding.model.train.corpora import DOMAINS
from flows.finding.model.train.start import grow, load_network

KNOWN = 1 + 4 * KINDS.index("product")  # tags of a network that learnt neither products nor events
WORDS = 3  # inputs that are not corpora


@pytest.fixture
def known() -> dict[str, Floats]:
    chance = np.random.default_rng(1)
    shapes = {
        "head.weight": (KNOWN, 5), "head.bias": (KNOWN,), "follow": (KNOWN, KNOWN),
        "lstm.weight_ih_l0": (8, WORDS + len(DOMAINS) - 1), "lstm.weight_hh_l0": (8, 2),
    }  # fmt: skip
    return {name: chance.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


@pytest.fixture
def grown(known: dict[str, Floats]) -> dict[str, Floats]:
    wanted = {name: value.shape for name, value in known.items()}
    wanted |= {"head.weight": (len(TAGS), 5), "head.bias": (len(TAGS),), "follow": (len(TAGS), len(TAGS))}
    return grow(known, wanted | {"lstm.weight_ih_l0": (8, WORDS + len(DOMAINS))})


def test_what_was_known_stays(known: dict[str, Floats], grown: dict[str, Floats]) -> None:
    for name, value in known.items():
        assert np.array_equal(grown[name][tuple(slice(length) for length in value.shape)], value)


def test_a_new_kind_begins_as_a_rarer_other(grown: dict[str, Floats]) -> None:
    other, product, event = (NUMBER[f"B-{kind}"] for kind in ("other", "product", "event"))
    assert np.array_equal(grown["head.weight"][product], grown["head.weight"][other])
    assert grown["head.bias"][event] == pytest.approx(grown["head.bias"][other] - 2)
    inside = NUMBER["I-other"]
    assert grown["follow"][product, NUMBER["I-product"]] == grown["follow"][other, inside]
    assert grown["follow"][0, event] == grown["follow"][0, other]


def test_a_new_corpus_begins_between_two_known(grown: dict[str, Floats]) -> None:
    weights = grown["lstm.weight_ih_l0"]
    between = (weights[:, WORDS + DOMAINS.index("germeval")] + weights[:, WORDS + DOMAINS.index("smartdata")]) / 2
    np.testing.assert_allclose(weights[:, -1], between, rtol=1e-6)


def test_the_guidelines_told_at_run_time_are_no_weights(tmp_path: Path) -> None:
    np.savez(tmp_path / "network.npz", allow_pickle=False, follow=np.ones((2, 2), np.float16), domain=np.ones(3))
    loaded = load_network(tmp_path / "network.npz")
    assert list(loaded) == ["follow"] and loaded["follow"].dtype == np.float32
