"""The contract over versions: a public column goes or changes its type only with a migration and a changelog line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.storing.migrations import STEPS
from schemas import SCHEMA_VERSION
from tests.schemas.release import public_columns

ROOT = Path(__file__).parents[2]
RELEASED = Path(__file__).parent / "released"
Columns = dict[str, dict[str, str]]


def released(version: int) -> Columns:
    columns: Columns = json.loads((RELEASED / f"version-{version}.json").read_text("utf-8"))
    return columns


def broken(old: Columns, new: Columns) -> list[str]:
    """Columns of `old` that are gone in `new` or have another type."""
    return [
        f"{table}.{column}"
        for table, types in old.items()
        for column, dtype in types.items()
        if new.get(table, {}).get(column) != dtype
    ]


def test_no_public_column_is_removed_or_retyped_within_a_version() -> None:
    assert broken(released(SCHEMA_VERSION), public_columns()) == [], (
        "raise SCHEMA_VERSION, add the step to flows/storing/migrations/, name the columns in CHANGELOG.md, "
        "keep a warehouse of the old version (tests/storing/warehouses/make.py), run tests/schemas/release.py"
    )


@pytest.mark.parametrize("version", range(2, SCHEMA_VERSION + 1))
def test_each_version_has_its_migration_and_tells_what_it_breaks(version: int) -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert version in STEPS
    assert f"version {version}" in changelog
    untold = [column for column in broken(released(version - 1), released(version)) if f"`{column}`" not in changelog]
    assert untold == []


def test_a_removed_and_a_retyped_column_are_seen() -> None:
    old = {"articles": {"text": "VARCHAR", "revision": "INTEGER"}, "gone": {"a": "DATE"}}
    new = {"articles": {"text": "VARCHAR", "revision": "BIGINT", "more": "DATE"}}
    assert broken(old, new) == ["articles.revision", "gone.a"]
