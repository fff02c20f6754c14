"""Checking: good rows go on, bad ones become rejects with the reason, and none takes another with it."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.storing.check import check_rows, rejects_frame

Rows = dict[str, list[dict[str, Any]]]

# (table, column, wrong value, the check that must name it)
WRONG = [
    ("amounts", "currency", "EURO", "vocabulary"),
    ("amounts", "qualifier", "circa", "vocabulary"),
    ("amounts", "amount_id", "amount-1", "pattern"),
    ("amounts", "surface", "6 Mio. Euro", "grounding"),
    ("amounts", "start_char", -1, "minimum"),
    ("amounts", "start_char", "4", "type"),
    ("amounts", "start_char", 2**40, "type"),
    ("amounts", "start_char", True, "type"),
    ("amounts", "end_char", 3, "start_before_end"),
    ("amounts", "value_min", Decimal(6_000_000), "bounds_in_order"),
    ("amounts", "value_min", Decimal("NaN"), "type"),
    ("amounts", "value_min", Decimal(10) ** 25, "type"),
    ("amounts", "currency", None, "not_null"),
    ("amounts", "article_id", "art_" + "9" * 20, "reference"),
    ("articles", "language", "deutsch", "pattern"),
    ("articles", "format", "pdf", "vocabulary"),
    ("articles", "headline", "\ud800", "type"),
    ("article_entities", "country", "UK", "vocabulary"),
    ("article_entities", "name", "", "length"),
    ("mentions", "label", "company", "vocabulary"),
    ("mentions", "score", 1.5, "maximum"),
    ("mentions", "extractor", "rules", "pattern"),
    ("mentions", "entity_id", "ent_" + "9" * 20, "reference"),
    ("events", "event_type", "takeover", "vocabulary"),
    ("events", "status", "done", "vocabulary"),
    ("events", "currency", None, "value_has_currency"),
    ("events", "evidence", "Falk kauft Nordwerk", "grounding"),
    ("event_arguments", "role", "winner", "vocabulary"),
    ("event_arguments", "mention_id", "men_" + "9" * 20, "reference"),
    ("quotes", "kind", "said", "vocabulary"),
    ("quotes", "text", "Wir wachsen weiter", "grounding"),
    ("quotes", "speaker_surface", "Ohlendorf", "grounding"),
    ("quotes", "speaker_end_char", 0, "speaker_start_before_end"),
    ("quotes", "speaker_entity_id", "ent_" + "9" * 20, "reference"),
    ("relations", "predicate", "owns", "vocabulary"),
    ("relations", "object_id", "ent_" + "9" * 20, "reference"),
    ("figures", "metric", "turnover", "vocabulary"),
    ("figures", "period", "Q1 2024", "pattern"),
    ("figures", "unit", "tonnes", "vocabulary"),
    ("sections", "section_no", 0, "minimum"),
]


def test_good_rows_pass_untouched(good_rows: Rows) -> None:
    checked = check_rows(good_rows)
    assert checked.rejects == []
    assert {table: frame.height for table, frame in checked.frames.items()} == {
        table: len(rows) for table, rows in good_rows.items()
    }


@pytest.mark.parametrize(("table", "column", "value", "check"), WRONG)
def test_wrong_value_is_rejected_with_its_reason(
    good_rows: Rows, table: str, column: str, value: Any, check: str
) -> None:
    bad = good_rows[table][0]
    bad[column] = value
    checked = check_rows(good_rows)
    rejects = [reject for reject in checked.rejects if reject["table_name"] == table]
    assert check in {reject["check_name"] for reject in rejects}
    reject = next(reject for reject in rejects if reject["check_name"] == check)
    assert reject["column_name"] in (column, None) or check == "grounding"
    assert json.loads(reject["record"]).keys() == bad.keys(), "the whole record is kept"
    assert reject["reason"]
    assert reject["source_name"] == ("(unknown)" if column == "article_id" else "a.txt")
    assert checked.frames[table].height == len(good_rows[table]) - 1
    assert rejects_frame(checked.rejects).height == len(checked.rejects)


def test_bad_row_takes_no_other_with_it(good_rows: Rows) -> None:
    good = good_rows["amounts"][0]
    bad = [{**good, "amount_id": f"amo_{n:020d}", "currency": "???"} for n in range(3)]
    good_rows["amounts"] = [bad[0], good, *bad[1:]]
    checked = check_rows(good_rows)
    assert checked.frames["amounts"]["amount_id"].to_list() == [good["amount_id"]]
    assert len(checked.rejects) == 3


def test_of_rows_with_one_id_the_first_is_good(good_rows: Rows) -> None:
    good_rows["amounts"].append(copy.deepcopy(good_rows["amounts"][0]))
    checked = check_rows(good_rows)
    assert checked.frames["amounts"].height == 1
    assert [reject["check_name"] for reject in checked.rejects] == ["unique"]


def test_rejected_parent_is_named_by_its_children(good_rows: Rows) -> None:
    good_rows["events"][0]["status"] = "done"
    checked = check_rows(good_rows)
    reasons = [(r["table_name"], r["column_name"], r["check_name"]) for r in checked.rejects]
    assert reasons == [("events", "status", "vocabulary")] + [("event_arguments", "event_id", "reference")] * 2


def test_missing_column_counts_as_null(good_rows: Rows) -> None:
    del good_rows["amounts"][0]["currency"]
    assert [reject["check_name"] for reject in check_rows(good_rows).rejects] == ["not_null"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bad=st.sets(st.integers(0, 19)))
def test_split_is_exact(good_rows: Rows, bad: set[int]) -> None:
    """Whatever rows are spoiled, exactly those are rejected."""
    good = good_rows["amounts"][0]
    rows = [{**good, "amount_id": f"amo_{n:020d}", "currency": "???" if n in bad else "EUR"} for n in range(20)]
    checked = check_rows({**good_rows, "amounts": rows})
    assert {int(key[4:]) for key in checked.frames["amounts"]["amount_id"]} == set(range(20)) - bad
    assert {int(json.loads(reject["record"])["amount_id"][4:]) for reject in checked.rejects} == bad
