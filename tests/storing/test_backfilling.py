"""Better rules, old articles: what older finders read is read again, in batches, and said to be older until then."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from flows.backfilling import backfill
from flows.batch import BatchResult, process_batch
from flows.config import Config
from flows.diagnosis import diagnose
from flows.extractors import current_extractors
from flows.storing.changes import count_changes
from flows.storing.outdated import Wanted, outdated_files, outdated_rows
from flows.storing.warehouse import Warehouse
from tests.conftest import ask, load, snapshot


@pytest.fixture
def better_quotes(monkeypatch: pytest.MonkeyPatch, raw: Path, folder: Path) -> Wanted:
    """A warehouse whose quotes an older finder gave: it found none, the one of now is a version further."""
    with monkeypatch.context() as older:
        older.setattr("flows.finding.quotes.find_quotes", lambda *arguments, **options: [])
        load(raw, folder)
    monkeypatch.setattr("flows.finding.quotes.EXTRACTOR", "quotes.rules/99")
    return Wanted(current_extractors())


def test_backfill_reads_again_what_older_finders_read(
    raw: Path, folder: Path, better_quotes: Wanted, tmp_path: Path
) -> None:
    warehouse = Warehouse(folder)
    assert load(raw, folder).run_id is None, "a new version alone reads nothing again"
    assert any(finding.what == "older finders" for finding in diagnose(raw, folder)) is False, "it gave no row"
    done = backfill(raw, warehouse, Config(), better_quotes)
    assert (done.files, done.first_run, done.last_run) == (2, 1, 2)
    added = {each.table: (each.added, each.withdrawn, each.changed) for each in count_changes(warehouse, "1", "2")}
    assert added["quotes"][0] > 0 and added["quotes"][1:] == (0, 0)
    assert added["mentions"] == added["articles"] == (0, 0, 0)
    load(raw, tmp_path / "fresh")
    assert snapshot(folder)["quotes"] == snapshot(tmp_path / "fresh")["quotes"]
    again = backfill(raw, warehouse, Config(), better_quotes)
    assert (again.files, again.first_run, again.last_run) == (0, 2, 2)


def test_every_finder_that_rows_name_is_part_of_its_tables_version(raw: Path, folder: Path) -> None:
    """A finder that `current_extractors` forgot could get better without any row being told as older."""
    load(raw, folder)
    for table, current in current_extractors().items():
        rows = ask(folder, f"SELECT DISTINCT unnest(string_split(extractor, '+')) FROM {table}")
        # Several sources of names have one version: "names.lexicon/3".
        named = {
            finder.split(".")[0] + finder[finder.rindex("/") :] if table == "mentions" else finder for (finder,) in rows
        }
        assert named and named <= set(current.split("+")), table


def test_killed_backfill_is_resumed(
    raw: Path, folder: Path, better_quotes: Wanted, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def dies_at_second(files: tuple[Path, ...], *arguments: object) -> BatchResult:
        if seen:
            raise KeyboardInterrupt
        seen.extend(path.name for path in files)
        return process_batch(files, *arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr("flows.batch.process_batch", dies_at_second)
        backfill(raw, Warehouse(folder), Config(), better_quotes, files_per_run=1)
    done = backfill(raw, Warehouse(folder), Config(), better_quotes, files_per_run=1)
    assert (len(seen), done.files, done.last_run) == (1, 1, 3)
    assert outdated_files(Warehouse(folder), better_quotes) == []


def test_backfill_can_be_narrowed_and_old_rows_are_told(
    raw: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(raw, folder)
    warehouse = Warehouse(folder)
    assert outdated_rows(warehouse, current_extractors()) == {}
    monkeypatch.setattr("flows.finding.quotes.EXTRACTOR", "quotes.rules/99")
    assert outdated_rows(warehouse, current_extractors()) == {
        "quotes": ask(folder, "SELECT count(*) FROM quotes")[0][0]
    }
    assert [finding.state for finding in diagnose(raw, folder) if finding.what == "older finders"] != []
    quotes, names = ({table: current_extractors()[table]} for table in ("quotes", "mentions"))
    assert len(outdated_files(warehouse, Wanted(quotes))) == 2
    assert outdated_files(warehouse, Wanted(names)) == []
    late = Wanted(quotes, since=date(2024, 3, 13))
    assert outdated_files(warehouse, late) == ["2024-03-13-helvia.txt"]
    assert outdated_files(warehouse, Wanted(quotes, until=date(2024, 3, 12))) == ["2024-03-12-nordwerk.txt"]
