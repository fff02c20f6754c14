"""The sample articles, compared whole. After a change that is meant: `make golden`, and read the diff."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from schemas.tables import TABLES
from tests.conftest import ask, load
from tests.golden.articles import GOLDEN, RAW, golden_texts
from tests.golden.readme import PAGES, with_outputs

NAMES = sorted(path.name for path in GOLDEN.glob("*.json"))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden")
    load(RAW, folder)
    return folder


@pytest.fixture(scope="module")
def texts(samples: Path) -> dict[str, str]:
    return golden_texts(samples)


def test_each_sample_has_its_golden_file(texts: dict[str, str]) -> None:
    assert sorted(texts) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_sample(texts: dict[str, str], name: str) -> None:
    assert texts[name] == (GOLDEN / name).read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_show_what_their_queries_print(samples: Path, page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.count("$ depesche query") >= 5
    assert text == with_outputs(text, samples), "run: make golden"


def test_queries_page_shows_every_view_and_macro(samples: Path) -> None:
    text = PAGES[1].read_text("utf-8")
    made = "SELECT view_name FROM duckdb_views() WHERE NOT internal AND schema_name = 'main' "
    made += "UNION SELECT function_name FROM duckdb_functions() WHERE function_type = 'table_macro' AND NOT internal"
    for (name,) in ask(samples, made):
        # The tables of the contract and their past are in docs/tables.md.
        if name not in TABLES and not name.startswith("as_of_"):
            assert re.search(rf"(FROM|JOIN) {name}\b", text), name


def test_nothing_is_rejected(samples: Path) -> None:
    assert ask(samples, "SELECT source_name, reason FROM rejects") == []


def test_samples_fill_every_table_and_view(samples: Path) -> None:
    tables = "sections mentions entities entity_aliases amounts events event_arguments quotes relations figures runs"
    views = "partnerships investments takeovers who_said_what money_by_organisation"
    empty = [name for name in (tables + " " + views).split() if not ask(samples, f"SELECT 1 FROM {name} LIMIT 1")]
    assert empty == []


def test_every_row_with_offsets_stands_on_its_words(samples: Path) -> None:
    """Grounding, by SQL on the published dataset: DuckDB counts code points as Python does."""
    for table, words in (
        ("mentions", "surface"), ("amounts", "surface"), ("quotes", "text"),
        ("events", "evidence"), ("relations", "evidence"), ("figures", "evidence"),
    ):  # fmt: skip
        sql = f"""SELECT count(*) FROM {table} AS t JOIN articles AS a USING (article_id)
                  WHERE substring(a.text, t.start_char + 1, t.end_char - t.start_char) <> t.{words}"""
        assert ask(samples, sql) == [(0,)], table
