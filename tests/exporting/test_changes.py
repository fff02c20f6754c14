"""Exports of changes: a full export of a run and the changes since it make the full export of the newest run."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.backfilling import backfill
from flows.config import Config
from flows.errors import InputError, WarehouseError
from flows.exporting.export import export_changes, export_dataset
from flows.exporting.files import Format
from flows.exporting.folder import MARKER
from flows.extractors import current_extractors
from flows.replaying import replay
from flows.retraction import retract
from flows.run import catch_up
from flows.storing.outdated import Wanted
from flows.storing.warehouse import Warehouse
from schemas.keys import key
from schemas.tables import TABLES
from tests.conftest import HELVIA_ARTICLE, NORDWERK_ARTICLE, ask, load
from tests.storing.test_migrating import VERSIONS, unpack

RUNS = 7
Rows = dict[str, list[Any]]
Changed = Callable[[Format], Path]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a warehouse that saw everything that can happen, and full exports of each of its runs."""
    root = tmp_path_factory.mktemp("since")
    raw, house = root / "raw", Warehouse(root / "warehouse")
    raw.mkdir()

    def ran() -> None:
        number = ask(house.folder, "SELECT max(sequence) FROM runs")[0][0]
        for form in Format:
            export_dataset(house, root / "full" / f"{number}-{form}", form)

    def broken(*arguments: object) -> object:
        raise ValueError("a fault in a finder")

    (raw / "2024-03-12-nordwerk.txt").write_text(NORDWERK_ARTICLE, "utf-8")
    (raw / "undated.txt").write_text("Falk baut in Kiel\n\nDie Falk GmbH baut ein Werk in Kiel.\n", "utf-8")
    (raw / "empty.txt").write_text("")
    with pytest.MonkeyPatch.context() as older:
        older.setattr("flows.finding.quotes.find_quotes", lambda *arguments, **options: [])
        load(raw, house.folder)
    ran()
    # 2: a reprint that comes first by name, so that the article of run 1 repeats it; and a fault.
    (raw / "2024-03-11-reprint.txt").write_text(NORDWERK_ARTICLE, "utf-8")
    (raw / "undated.txt").write_text("Falk baut in Köln\n\nDie Falk AG baut zwei Werke in Köln.\n", "utf-8")
    with pytest.MonkeyPatch.context() as faulty:
        faulty.setattr("flows.batch.find_records", broken)
        load(raw, house.folder)
    ran()
    replay(raw, house, Config())  # 3
    ran()
    (raw / "2024-03-11-reprint.txt").unlink()
    retract(raw, house, None)  # 4
    ran()
    with pytest.MonkeyPatch.context() as better:  # 5
        better.setattr("flows.finding.quotes.EXTRACTOR", "quotes.rules/99")
        backfill(raw, house, Config(), Wanted(current_extractors()))
    ran()
    # 6: the reprint comes back as it was; another article is new.
    (raw / "2024-03-11-reprint.txt").write_text(NORDWERK_ARTICLE, "utf-8")
    (raw / "2024-03-13-helvia.txt").write_text(HELVIA_ARTICLE, "utf-8")
    load(raw, house.folder)
    ran()
    # 7: a revision, which the reprint no longer repeats.
    (raw / "2024-03-12-nordwerk.txt").write_text(NORDWERK_ARTICLE.replace("Falk", "Velonia"), "utf-8")
    load(raw, house.folder)
    ran()
    assert ask(house.folder, "SELECT count(*), count(DISTINCT kind) FROM runs") == [(RUNS, 4)]
    return root


@pytest.fixture(scope="module")
def changed(lived: Path, tmp_path_factory: pytest.TempPathFactory) -> Changed:
    """The folder of the changes since run 1, written when it is first asked for."""
    root = tmp_path_factory.mktemp("changes")

    def export(form: Format) -> Path:
        if not (root / form).exists():
            export_changes(Warehouse(lived / "warehouse"), root / form, "1", form)
        return root / form

    return export


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    here = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)


def apply(changes: Path, previous: Path, place: Path) -> Path:
    """Run the program of the card; the folder it wrote."""
    place.mkdir()
    (place / "changes").symlink_to(changes)
    (place / "previous").symlink_to(previous)
    program = (changes / "README.md").read_text("utf-8").split("```python\n")[1].split("```")[0]
    with inside(place):
        exec(compile(program, "README.md", "exec"), {})
    return place / "current"


def rows(folder: Path, form: Format) -> Rows:
    """Every row of every table as it stands in the files, sorted."""
    found: Rows = {}
    for table in TABLES:
        path = folder / f"{table}.{form}"
        if form is Format.PARQUET:
            found[table] = duckdb.execute(f"FROM '{path}'").fetchall()
        else:
            with path.open(encoding="utf-8", newline="") as file:
                found[table] = list(csv.reader(file)) if form is Format.CSV else [json.loads(line) for line in file]
        found[table].sort(key=repr)
    return found


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("since", range(1, RUNS + 1))
def test_full_export_and_changes_make_the_new_full_export(
    lived: Path, form: Format, since: int, tmp_path: Path
) -> None:
    if form is Format.CSV:
        pytest.importorskip("pandas")
    told = export_changes(Warehouse(lived / "warehouse"), tmp_path / "since", str(since), form)
    current = apply(tmp_path / "since", lived / "full" / f"{since}-{form}", tmp_path / "once")
    expected = rows(lived / "full" / f"{RUNS}-{form}", form)
    assert rows(current, form) == expected
    header = form is Format.CSV
    assert {name: len(found) - header for name, found in expected.items()} == {
        name: each["rows_after"] for name, each in told["tables"].items()
    }
    if since == 1:
        again = apply(tmp_path / "since", current, tmp_path / "twice")
        assert rows(again, form) == expected, "doing it twice does no harm"


def test_everything_that_can_change_changed(changed: Changed, lived: Path) -> None:
    """Else the test above would show less than it says."""
    told = json.loads((changed(Format.PARQUET) / "changes.json").read_text("utf-8"))["tables"]
    unchanged = ("rejects", "sections", "story_links", "entity_links", "entity_references")
    assert all(each["added"] for name, each in told.items() if name not in unchanged)
    assert all(told[name]["withdrawn"] for name in ("articles", "entities", "entity_aliases", "mentions", "rejects"))
    repeated = [
        duckdb.execute(f"SELECT count(duplicate_of) FROM '{lived}/full/{number}-parquet/articles.parquet'").fetchone()
        for number in range(1, RUNS + 1)
    ]
    assert repeated == [(0,), (1,), (1,), (0,), (0,), (1,), (0,)]


def test_only_what_differs_is_exported(changed: Changed, lived: Path) -> None:
    told = json.loads((changed(Format.PARQUET) / "changes.json").read_text("utf-8"))
    assert (told["from"]["sequence"], told["to"]["sequence"]) == (1, RUNS)
    for table, each in told["tables"].items():
        gone, came = (
            set(map(repr, duckdb.execute(f"FROM '{changed(Format.PARQUET)}/{part}/{table}.parquet'").fetchall()))
            for part in ("withdrawn", "added")
        )
        assert (len(gone), len(came)) == (each["withdrawn"], each["added"])
        assert not gone & came, table
        assert each["key"] == list(key(table))
        before = duckdb.execute(f"SELECT count(*) FROM '{lived}/full/1-parquet/{table}.parquet'").fetchone()
        assert before == (each["rows_before"],)


@pytest.mark.parametrize("form", Format)
def test_same_dataset_gives_the_same_bytes(lived: Path, changed: Changed, form: Format, tmp_path: Path) -> None:
    run = ask(lived / "warehouse", "SELECT run_id FROM runs WHERE sequence = 1")[0][0]
    export_changes(Warehouse(lived / "warehouse"), tmp_path / "again", run[:12], form)
    assert (tmp_path / "again" / "SHA256SUMS").read_text() == (changed(form) / "SHA256SUMS").read_text()


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("since", [1, RUNS])
def test_descriptions_are_valid(lived: Path, form: Format, since: int, tmp_path: Path) -> None:
    frictionless, mlcroissant = pytest.importorskip("frictionless"), pytest.importorskip("mlcroissant")
    told = export_changes(Warehouse(lived / "warehouse"), tmp_path / "changes", str(since), form)
    report = frictionless.validate(str(tmp_path / "changes" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5]
    dataset = mlcroissant.Dataset(str(tmp_path / "changes" / "croissant.json"))
    assert dataset.metadata.ctx.issues.report() == "", "neither errors nor warnings"
    if since < RUNS:
        found = [row["added_events/event_id"].decode() for row in dataset.records("added_events")]
        assert len(set(found)) == len(found) == told["tables"]["events"]["added"] > 0


def test_hugging_face_datasets_read_the_card(changed: Changed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}.items():
        monkeypatch.setitem(os.environ, name, value)
    datasets = pytest.importorskip("datasets")
    folder = changed(Format.PARQUET)
    told = json.loads((folder / "changes.json").read_text("utf-8"))["tables"]["mentions"]
    found = datasets.load_dataset(str(folder), "withdrawn_mentions", split="train", cache_dir=str(tmp_path / "cache"))
    assert len(found) == told["withdrawn"] > 0


def test_changes_since_run_0_are_the_whole_dataset(lived: Path, tmp_path: Path) -> None:
    told = export_changes(Warehouse(lived / "warehouse"), tmp_path / "all", "0")
    assert all(each["rows_before"] == each["withdrawn"] == 0 for each in told["tables"].values())
    assert told["tables"]["articles"]["added"] == ask(lived / "warehouse", "SELECT count(*) FROM articles")[0][0]
    assert "| From run | 0, the empty dataset" in (tmp_path / "all" / "README.md").read_text("utf-8")


def test_card_tells_the_runs_and_that_nothing_changed(lived: Path, changed: Changed, tmp_path: Path) -> None:
    card = (changed(Format.CSV) / "README.md").read_text("utf-8")
    ids = ask(lived / "warehouse", f"SELECT run_id FROM runs WHERE sequence IN (1, {RUNS}) ORDER BY sequence")
    assert all(run_id in card for (run_id,) in ids) and "none: there is no newer run" not in card
    told = export_changes(Warehouse(lived / "warehouse"), tmp_path / "quiet", str(RUNS))
    assert sum(each["withdrawn"] + each["added"] for each in told["tables"].values()) == 0
    assert "none: there is no newer run" in (tmp_path / "quiet" / "README.md").read_text("utf-8")


@pytest.mark.parametrize("version", VERSIONS)
def test_older_warehouse_is_exported_once_it_came_forward(version: int, folder: Path, tmp_path: Path) -> None:
    unpack(version, folder)
    house = Warehouse(folder)
    with pytest.raises(WarehouseError, match=f"older Depesche \\(tables version {version}\\): `depesche rebuild`"):
        export_changes(house, tmp_path / "changes", "1")
    with pytest.raises(WarehouseError, match="older Depesche"):
        export_dataset(house, tmp_path / "full")
    catch_up(house)
    told = export_changes(house, tmp_path / "changes", "1")
    for table, each in told["tables"].items():
        assert ask(folder, f"SELECT count(*) FROM {table}") == [(each["rows_after"],)]
    assert told["tables"]["events"]["withdrawn"] and told["tables"]["runs"]["added"]


def test_wrong_runs_and_folders_are_refused(lived: Path, tmp_path: Path) -> None:
    house = Warehouse(lived / "warehouse")
    with pytest.raises(InputError, match="no run has the id or number 'run_x'"):
        export_changes(house, tmp_path / "new", "run_x")
    with pytest.raises(InputError, match="run 99 is newer than this dataset, whose newest run is 7"):
        export_changes(house, tmp_path / "new", "99")
    with pytest.raises(InputError, match="several runs have"):
        export_changes(house, tmp_path / "new", "run_")
    shutil.copytree(lived / "full" / "1-csv", tmp_path / "full")
    with pytest.raises(InputError, match="holds a full export"):
        export_changes(house, tmp_path / "full", "1")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["full"]
    export_changes(house, tmp_path / "changes", "1")
    export_changes(house, tmp_path / "changes", "2", Format.CSV)
    assert (tmp_path / "changes" / "added" / "events.csv").exists(), "earlier changes are replaced"
    assert (tmp_path / "changes" / MARKER).read_text("utf-8").split()[1] == "to"
