"""What is derived from the models: Arrow, DDL, dictionary."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest

from flows.storing.check import described
from flows.storing.parquet import write_parquet
from schemas import derive, vocabulary
from schemas.tables import TABLES

# The dataset's public face: these tables and columns exist with these names. A change here needs a
# new SCHEMA_VERSION and a line in the changelog.
CONTRACT = {
    "articles": "article_id source_name source_sha256 text_sha256 format language headline kicker standfirst byline "
    "dateline_place published_on outlet text revision duplicate_of run_id",
    "sections": "article_id section_no heading start_char end_char",
    "mentions": "mention_id article_id entity_id label start_char end_char surface score extractor",
    "entities": "entity_id label name country articles mentions",
    "entity_aliases": "entity_id alias",
    "amounts": "amount_id article_id start_char end_char surface currency value_min value_max qualifier",
    "events": "event_id article_id event_type status start_char end_char currency value_min value_max count position "
    "occurred_on_start occurred_on_end score extractor",
    "event_arguments": "event_id article_id role entity_id mention_id",
    "quotes": "quote_id article_id kind start_char end_char text cue speaker_entity_id speaker_start_char "
    "speaker_end_char",
    "relations": "relation_id article_id subject_id predicate object_id start_char end_char score extractor",
    "figures": "figure_id article_id entity_id metric value_min value_max unit period status start_char end_char",
    "rejects": "reject_id run_id table_name source_name article_id column_name check_name value record",
    "runs": "run_id started_at finished_at status code_version",
}


@pytest.mark.parametrize("table", CONTRACT)
def test_contract_columns_exist(table: str) -> None:
    assert set(CONTRACT[table].split()) <= {fact.name for fact in derive.columns(table)}


@pytest.mark.parametrize("table", TABLES)
def test_ddl_creates_the_table_with_comments(table: str) -> None:
    connection = duckdb.connect()
    for statement in derive.ddl(table):
        connection.execute(statement)
    comments = connection.execute("SELECT column_name, comment FROM duckdb_columns() WHERE NOT internal").fetchall()
    assert [name for name, _ in comments] == [fact.name for fact in derive.columns(table)]
    assert all(comment for _, comment in comments)


def test_ddl_refuses_what_the_model_refuses() -> None:
    connection = duckdb.connect()
    for statement in derive.ddl("entities"):
        connection.execute(statement)
    connection.execute("INSERT INTO entities VALUES ('ent_1', 'person', 'A', NULL, 1, 1)")
    for values in (
        "'ent_2', 'robot', 'B', NULL, 1, 1",
        "'ent_2', 'person', NULL, NULL, 1, 1",
        "'e', 'person', 'B', NULL, -1, 1",
    ):
        with pytest.raises(duckdb.ConstraintException):
            connection.execute(f"INSERT INTO entities VALUES ({values})")


@pytest.mark.parametrize("table", TABLES)
def test_descriptions_and_units_survive_in_parquet(table: str, tmp_path: Path) -> None:
    write_parquet(described(pl.DataFrame(schema=derive.polars_schema(table)), table), tmp_path / "t.parquet")
    schema = pq.read_schema(tmp_path / "t.parquet")
    assert json.loads(json.dumps({k.decode(): v.decode() for k, v in schema.metadata.items()}))["table"] == table
    for fact in derive.columns(table):
        metadata = schema.field(fact.name).metadata
        assert metadata[b"description"].decode() == fact.description
        assert metadata.get(b"unit", b"").decode() == (fact.unit or "")
        assert schema.field(fact.name).nullable == fact.nullable


def test_every_column_and_value_is_described() -> None:
    for table in TABLES:
        assert derive.table_description(table).endswith(".")
        for fact in derive.columns(table):
            assert fact.description, f"{table}.{fact.name}"
    for name, values in derive.vocabularies().items():
        assert all(meaning.endswith(".") for meaning in values.values()), name


def test_references_name_columns_that_exist() -> None:
    for table in TABLES:
        for fact in derive.columns(table):
            if fact.references:
                parent, column = fact.references
                assert column in {other.name for other in derive.columns(parent)}
            for offset in fact.grounds or ():
                assert offset in {other.name for other in derive.columns(table)}


def test_codes_are_iso() -> None:
    assert {"EUR", "CHF", "USD", "GBP", "JPY", "CNY", "DEM"} <= set(vocabulary.CURRENCIES)
    assert {"DE", "CH", "AT", "US", "CN"} <= set(vocabulary.COUNTRIES)
    assert not {"EU", "UN", "UK", "ZZ"} & set(vocabulary.COUNTRIES)
