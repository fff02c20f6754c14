"""Relations in many wordings: one file of sentences per predicate, and none of other predicates' doing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from flows.finding.relations import find_relations
from tests.finding.planting import planted

_FILES = sorted((Path(__file__).parent / "relations").glob("*.yml"))


def _cases() -> list[tuple[str, str]]:
    return [(path.stem, case) for path in _FILES for case in yaml.safe_load(path.read_text("utf-8"))]


@pytest.mark.parametrize(("predicate", "case"), _cases(), ids=lambda value: value)
def test_relations_of_a_sentence(predicate: str, case: str) -> None:
    text, _, stated = case.partition(" | ")
    want = {tuple(pair.split(" > ")) for pair in stated.split("; ") if pair}
    found = {
        (each.subject.name, each.object.name) for each in find_relations(planted(text)) if each.predicate == predicate
    }
    assert found == want
