"""A score as plain numbers for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from flows.evaluating.scoring import Score, Tally


def as_json(scores: Iterable[Score]) -> str:
    """All scores by the names of their gold files."""
    return json.dumps({score.name: as_record(score) for score in scores}, ensure_ascii=False, indent=1)


def as_record(score: Score) -> dict[str, Any]:
    """Everything measured by one gold file, as JSON holds it; shares are rounded to four digits."""
    return {
        "documents": score.documents,
        "layers": {
            layer: {**_numbers(tally), "by_type": _by_name(score.kinds[layer])} for layer, tally in score.layers.items()
        },
        "details": {
            name: {
                "equal": detail.equal,
                "total": detail.total,
                "accuracy": round(detail.accuracy, 4),
                "confused": [
                    {"gold": gold, "found": found, "count": count}
                    for (gold, found), count in detail.confused.most_common()
                ],
            }
            for name, detail in score.details.items()
        },
        "by_score": {
            layer: [{"score": threshold, **_numbers(tally)} for threshold, tally in curve.items()]
            for layer, curve in score.curves.items()
        },
        "warnings": score.warnings,
    }


def _by_name(kinds: Mapping[str, Tally]) -> dict[str, dict[str, float]]:
    return {kind: _numbers(tally) for kind, tally in sorted(kinds.items())}


def _numbers(tally: Tally) -> dict[str, float]:
    return {
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
        "right": tally.right,
        "missed": tally.missed,
        "wrong": tally.wrong,
    }
