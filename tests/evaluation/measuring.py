"""Where gold lies that the project is measured by, how much of it is used, and the floors it must not fall below."""

from __future__ import annotations

import os
from pathlib import Path

import yaml

from flows.evaluating.gold import read_gold
from flows.evaluating.scoring import Score
from flows.evaluation import load_texts, score_warehouse
from flows.storing.warehouse import Warehouse

# The annotated articles are not ours to pass on: they lie beside the project, or where DEPESCHE_GOLD says.
GOLD = Path(os.environ.get("DEPESCHE_GOLD") or Path(__file__).parents[3] / "shared" / "gold")
SCORER = GOLD / "score.py"
FLOORS = Path(__file__).parent / "floors.yml"

# Gold file → how many of its articles are measured; all where it is None. The 116 articles of ours lie here.
MEASURED: dict[str, int | None] = {
    "own": None,
    "own-second": None,
    "own-third": None,
    "business-dev": None,
    "quotes-dev": None,
    "germeval-dev": None,
    "smartdata-train": 300,
}


def gold_file(name: str) -> Path:
    return (Path(__file__).parent if name.startswith("own") else GOLD / "dev") / f"{name}.jsonl"


def measure(folder: Path) -> tuple[Warehouse, dict[str, Score]]:
    """All gold that is here, read by the real stages into a warehouse below the folder."""
    golds = {name: read_gold(gold_file(name), most) for name, most in MEASURED.items() if gold_file(name).exists()}
    warehouse = load_texts(golds, folder)
    return warehouse, {score.name: score for score in score_warehouse(golds, warehouse)}


def read_floors() -> dict[str, dict[str, float]]:
    """F1 in percent by gold file and layer."""
    floors: dict[str, dict[str, float]] = yaml.safe_load(FLOORS.read_text("utf-8"))
    return floors
