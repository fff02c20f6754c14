"""Events in the constructions that newspapers use (tables in `events/*.yml`): what is told, and what is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.finding.events import find_events
from flows.finding.records import Event, Mention
from flows.resolving.merge import merge_events
from tests.finding.planting import planted

TABLES = sorted(Path(__file__).with_name("events").glob("*.yml"))


def wordings() -> Iterator[Any]:
    for table in TABLES:
        for entry in yaml.safe_load(table.read_text("utf-8")):
            yield pytest.param(table.stem, entry["text"], entry["is"], id=f"{table.stem}: {entry['text'][:60]}")


def described(event: Event) -> dict[str, str]:
    """An event as the tables write it."""
    roles: dict[str, set[str]] = {}
    for argument in event.arguments:
        roles.setdefault(argument.role, set()).add(argument.mention.name)
    found = {role: ",".join(sorted(names)) for role, names in roles.items()}
    if event.amount is not None and event.amount.value_min is not None:
        found["amount"] = str(event.amount.value_min)
    if event.count is not None:
        found["count"] = str(event.count)
    return found


def wanted(entry: str) -> tuple[dict[str, str], str]:
    """Roles with sorted names, and the status ("" where the table leaves it open)."""
    pairs = dict(part.strip().split("=") for part in entry.split(";"))
    status = pairs.pop("status", "")
    return {role: ",".join(sorted(names.split(","))) for role, names in pairs.items()}, status


def by_name(mention: Mention) -> str:
    return mention.name


@pytest.mark.parametrize(("event_type", "text", "expected"), list(wordings()))
def test_wording(event_type: str, text: str, expected: list[str]) -> None:
    events = [event for event in merge_events(find_events(planted(text)), by_name) if event.event_type == event_type]
    found = [(described(event), event.status) for event in events]
    assert len(found) == len(expected)
    for entry in expected:
        roles, status = wanted(entry)
        match = [told for told, state in found if told == roles and status in ("", state)]
        assert match, f"{entry!r} is not among {found}"
