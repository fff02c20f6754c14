"""Figures: constructions of business news by metric, with real amounts and dates around planted names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.finding.dates import find_dates
from flows.finding.figures import find_figures
from flows.finding.money import find_amounts
from flows.finding.records import Figure
from flows.finding.relations import depesche_relations
from tests.finding.planting import planted

FOLDER = Path(__file__).parent / "figures"
READ_ON = date(2025, 3, 12)
CASES = [case for path in sorted(FOLDER.glob("*.yml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_figures_of_a_text(case: dict[str, Any]) -> None:
    doc = planted(case["text"])
    doc._.amounts = find_amounts(doc.text)
    doc._.dates = find_dates(doc.text, READ_ON, doc._.amounts)
    found = find_figures(depesche_relations(doc))
    assert sorted(map(_shown, found)) == sorted(map(_expected, case["expect"]))


def _shown(figure: Figure) -> tuple[str, ...]:
    low, high = figure.value_min, figure.value_max
    bounds = (str(None if low is None else low.normalize()), str(None if high is None else high.normalize()))
    return (figure.entity.name, figure.metric, *bounds, figure.unit, figure.period or "-", figure.status)


def _expected(line: str) -> tuple[str, ...]:
    """ "Talbau revenue 5e9.. EUR 2024 reported": a value without dots is both bounds."""
    name, metric, value, unit, period, status = line.rsplit(maxsplit=5)
    low, dots, high = value.partition("..")
    bounds = (low, high if dots else low)
    return (name, metric, *(str(Decimal(each).normalize() if each else None) for each in bounds), unit, period, status)
