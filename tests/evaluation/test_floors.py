"""No layer falls below its floor on our own annotated articles, and on the development gold where that is at hand."""

from __future__ import annotations

import pytest

from flows.evaluating.scoring import Score
from flows.storing.warehouse import Warehouse
from tests.evaluation.measuring import MEASURED, SCORER, gold_file, measure, read_floors
from tests.test_evaluation import counts, scorer_counts

LAYERS = [(name, layer) for name, floors in read_floors().items() for layer in floors]


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Warehouse, dict[str, Score]]:
    return measure(tmp_path_factory.mktemp("measured"))


@pytest.mark.parametrize(("name", "layer"), LAYERS, ids=[" ".join(each) for each in LAYERS])
def test_no_layer_falls_below_its_floor(measured: tuple[Warehouse, dict[str, Score]], name: str, layer: str) -> None:
    if name not in measured[1]:
        pytest.skip(f"{gold_file(name)} is not here")
    tally = measured[1][name].layers[layer]
    assert 100 * tally.f1 >= read_floors()[name][layer], f"{layer} of {name}: {tally}"


def test_every_measured_layer_has_a_floor(measured: tuple[Warehouse, dict[str, Score]]) -> None:
    floors = read_floors()
    assert {name: list(score.layers) for name, score in measured[1].items()} == {
        name: list(floors[name]) for name in measured[1]
    }


@pytest.mark.skipif(not SCORER.exists(), reason=f"the scorer is not at {SCORER}")
@pytest.mark.parametrize("name", MEASURED)
def test_the_scorers_figures_are_ours(measured: tuple[Warehouse, dict[str, Score]], name: str) -> None:
    if name not in measured[1]:
        pytest.skip(f"{gold_file(name)} is not here")
    warehouse, scores = measured
    assert scorer_counts(warehouse, gold_file(name), MEASURED[name] or 0) == counts(scores[name])
