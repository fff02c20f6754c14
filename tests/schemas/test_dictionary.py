"""The data dictionary: current, and complete in what it names."""

from __future__ import annotations

from pathlib import Path

from schemas import derive
from schemas.caveats import caveats
from schemas.dictionary import UNITS, dictionary
from schemas.keys import key
from schemas.tables import ORDERS, TABLES

PAGE = Path(__file__).parents[2] / "docs" / "tables.md"


def test_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == dictionary(), "run: make docs"


def test_picture_has_every_reference() -> None:
    page = dictionary()
    for table in TABLES:
        for fact in derive.columns(table):
            if fact.references:
                assert f'--o{{ {table} : "{fact.name}"' in page


def test_every_unit_is_explained() -> None:
    assert {fact.unit for table in TABLES for fact in derive.columns(table) if fact.unit} == set(UNITS)


def test_caveats_name_columns_that_exist() -> None:
    assert len({caveat.name for caveat in caveats()}) == len(caveats())
    for caveat in caveats():
        assert caveat.what.endswith("."), caveat.name
        for place in caveat.columns:
            table, _, column = place.partition(".")
            assert table in TABLES, caveat.name
            assert not column or column in derive.polars_schema(table), f"{caveat.name}: {place}"


def test_views_and_macros_are_described() -> None:
    page = dictionary().split("# Views and macros")[1].split("# Vocabularies")[0]
    assert "| `company(named)` |" in page and "| `takeovers` |" in page
    assert "| None |" not in page, "every view and macro has a comment in views.sql"


def test_keys_and_orders_name_columns_that_exist() -> None:
    assert set(ORDERS) == set(TABLES)
    for table in TABLES:
        facts = {fact.name: fact for fact in derive.columns(table)}
        assert set(key(table)) <= set(facts)
        assert not any(facts[name].nullable for name in ORDERS[table])
