"""Exports in the hands of others: Frictionless, Croissant, pandas, Polars, DuckDB and Hugging Face datasets."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows.exporting.files import Format
from tests.conftest import ask
from tests.exporting.conftest import Exported

FACTS = "SELECT event_type, value_max FROM events ORDER BY event_id"


@pytest.mark.parametrize(
    ("form", "by_month"), [(Format.PARQUET, False), (Format.CSV, False), (Format.CSV, True), (Format.JSONL, True)]
)
def test_data_package_is_valid_with_its_data(exported: Exported, form: Format, by_month: bool) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(exported(form, by_month) / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5]


@pytest.mark.parametrize(("form", "by_month"), [(Format.PARQUET, True), (Format.CSV, False), (Format.JSONL, False)])
def test_croissant_is_valid_and_loads(exported: Exported, loaded: Path, form: Format, by_month: bool) -> None:
    mlcroissant = pytest.importorskip("mlcroissant")
    dataset = mlcroissant.Dataset(str(exported(form, by_month) / "croissant.json"))
    assert dataset.metadata.ctx.issues.report() == "", "neither errors nor warnings"
    records = sorted(dataset.records("events"), key=lambda row: row["events/event_id"])
    found = [(row["events/event_type"].decode(), row["events/value_max"]) for row in records]
    assert found == [(kind, None if value is None else float(value)) for kind, value in ask(loaded, FACTS)]


def test_pandas_polars_and_duckdb_read_the_same(exported: Exported, loaded: Path) -> None:
    pandas = pytest.importorskip("pandas")
    path = exported(Format.PARQUET) / "events.parquet"
    rows = ask(loaded, "SELECT * FROM events ORDER BY article_id, start_char, event_id")
    assert pl.read_parquet(path).rows() == rows
    assert duckdb.execute(f"FROM '{path}'").fetchall() == rows
    frame = pandas.read_parquet(path, dtype_backend="pyarrow").astype(object)
    assert [tuple(row) for row in frame.where(frame.notna(), None).itertuples(index=False)] == rows


def test_hugging_face_datasets_read_the_card(
    exported: Exported, loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}.items():
        monkeypatch.setitem(os.environ, name, value)
    datasets = pytest.importorskip("datasets")
    for form in Format:
        folder = str(exported(form, form is Format.PARQUET))
        found = datasets.load_dataset(folder, "events", split="train", cache_dir=str(tmp_path / form))
        assert len(found) == len(ask(loaded, FACTS)) > 0
        assert {"event_id", "evidence", "value_max"} <= set(found.column_names)
