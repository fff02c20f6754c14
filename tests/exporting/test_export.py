"""What an export holds: every row once, sorted, described, summed; and that it is seen whole or not at all."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from flows.errors import InputError
from flows.exporting import export as module
from flows.exporting.export import export_dataset
from flows.exporting.files import Format
from flows.storing.warehouse import Warehouse
from schemas import derive
from schemas.caveats import caveats
from schemas.keys import key
from schemas.tables import ORDERS, TABLES
from tests.conftest import ask
from tests.exporting.conftest import Exported

FORMS = [(form, by_month) for form in Format for by_month in (False, True)]


@pytest.mark.parametrize(("form", "by_month"), FORMS)
def test_every_row_is_exported_once(exported: Exported, loaded: Path, form: Format, by_month: bool) -> None:
    folder = exported(form, by_month)
    for table in TABLES:
        names = ", ".join(key(table))
        files = [str(path) for path in (folder.glob(f"{table}/*/data.{form}")) if by_month]
        files = files or [str(folder / f"{table}.{form}")]
        rows = ask(loaded, f"SELECT {names} FROM {table} ORDER BY ALL")
        if form is Format.JSONL and not rows:
            assert [Path(path).read_bytes() for path in files] == [b""]
        else:
            reader = {"parquet": "read_parquet", "csv": "read_csv", "jsonl": "read_json"}[form]
            assert duckdb.execute(f"SELECT {names} FROM {reader}({files}) ORDER BY ALL").fetchall() == rows, table


def test_parquet_is_typed_described_and_sorted(exported: Exported) -> None:
    folder = exported(Format.PARQUET)
    for table in TABLES:
        file = pq.ParquetFile(folder / f"{table}.parquet")
        assert file.schema_arrow.equals(derive.arrow_schema(table))
        assert all(field.metadata[b"description"] for field in file.schema_arrow)
        if file.metadata.num_rows:
            group = file.metadata.row_group(0)
            assert group.column(0).compression == "ZSTD" and group.column(0).is_stats_set
            names = [file.schema_arrow.names[column.column_index] for column in group.sorting_columns]
            assert tuple(names) == ORDERS[table]
        keys = file.read(list(ORDERS[table])).to_pylist()
        assert keys == sorted(keys, key=lambda row: tuple(row.values()))


def test_months_are_partitions_that_hive_readers_know(exported: Exported) -> None:
    folder = exported(Format.PARQUET, True)
    months = "SELECT DISTINCT published_month FROM read_parquet(?, hive_partitioning = true) ORDER BY 1 NULLS LAST"
    found = duckdb.execute(months, [f"{folder}/articles/*/*.parquet"]).fetchall()
    assert found == [("2024-03",), ("2024-04",), (None,)]


def test_sums_vouch_for_every_file(exported: Exported) -> None:
    folder = exported(Format.CSV, True)
    told = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    assert set(told) == there
    assert all(hashlib.sha256((folder / path).read_bytes()).hexdigest() == told[path] for path in there)


@pytest.mark.parametrize("form", Format)
def test_same_dataset_gives_the_same_bytes(exported: Exported, loaded: Path, form: Format, tmp_path: Path) -> None:
    export_dataset(Warehouse(loaded), tmp_path / "again", form)
    assert (tmp_path / "again" / "SHA256SUMS").read_text() == (exported(form) / "SHA256SUMS").read_text()


def test_card_tells_counts_licence_and_weaknesses(exported: Exported) -> None:
    card = (exported(Format.PARQUET) / "README.md").read_text("utf-8")
    assert "| Articles | 3 |" in card and "2024-03-12 to 2024-04-13" in card
    assert "## Licence" in card
    assert all(f"**{caveat.name}**" in card for caveat in caveats())
    assert "# Tables" in (exported(Format.PARQUET) / "tables.md").read_text("utf-8")


def test_csv_and_json_write_what_has_no_type_there(exported: Exported) -> None:
    row = json.loads((exported(Format.JSONL) / "article_entities.jsonl").read_text("utf-8").splitlines()[0])
    assert isinstance(row["aliases"], list)
    run = json.loads((exported(Format.JSONL) / "runs.jsonl").read_text("utf-8"))
    assert run["started_at"].endswith("Z") and "T" in run["started_at"]
    aliases = f"SELECT DISTINCT json_type(aliases::JSON) FROM read_csv('{exported(Format.CSV)}/article_entities.csv')"
    assert duckdb.execute(aliases).fetchall() == [("ARRAY",)]


def test_export_that_fails_leaves_the_old_one(
    exported: Exported, loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "export"
    export_dataset(Warehouse(loaded), target)
    before = (target / "SHA256SUMS").read_text()

    def full(folder: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_sums", full)
    with pytest.raises(InputError, match="No space left"):
        export_dataset(Warehouse(loaded), target, Format.CSV)
    assert (target / "SHA256SUMS").read_text() == before
    assert [path.name for path in tmp_path.iterdir()] == ["export"]
