"""Statements with a life: what each run asserted and withdrew, and earlier states row for row."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.errors import InputError
from flows.retraction import retract
from flows.storing.changes import count_changes, list_changes
from flows.storing.warehouse import Warehouse
from tests.conftest import HELVIA_ARTICLE, ask, load, snapshot
from tests.storing.revisions import Snapshot, as_of, assert_history_is_true, load_following, write

NAMES = ("a.txt", "b.txt", "c.txt")
TEXTS = st.lists(st.integers(0, 5), max_size=4, unique=True)
# Per run: what becomes of some files. None removes the file, "retract" withdraws it by name.
EDITS = st.lists(
    st.dictionaries(st.sampled_from(NAMES), st.one_of(TEXTS, st.none(), st.just("retract")), min_size=1),
    min_size=2,
    max_size=4,
)


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(EDITS)
def test_any_edits_leave_every_earlier_state_readable(edits: list[dict[str, list[int] | str | None]]) -> None:
    snapshots: list[Snapshot] = []
    with tempfile.TemporaryDirectory() as name:
        raw, folder = Path(name) / "raw", Path(name) / "warehouse"
        write(raw, "z.txt", [0, 2])  # never edited: so raw is never empty
        for run in [{}, *edits]:
            for file, edit in run.items():
                if isinstance(edit, list):
                    write(raw, file, edit)
                elif edit is None:
                    (raw / file).unlink(missing_ok=True)
            if load_following(raw, folder):
                snapshots.append(snapshot(folder))
            for file in sorted(file for file, edit in run.items() if edit == "retract"):
                try:
                    retract(raw, Warehouse(folder), file)
                    snapshots.append(snapshot(folder))
                except InputError:
                    continue  # it was not there
        assert_history_is_true(folder, snapshots)


def test_changed_file_withdraws_exactly_what_its_text_no_longer_says(raw: Path, folder: Path) -> None:
    load(raw, folder)
    path = raw / "2024-03-13-helvia.txt"
    path.write_text(HELVIA_ARTICLE.replace("600", "700"), "utf-8")
    load(raw, folder)
    gone = "SELECT count FROM history.events WHERE withdrawn_reason = 'text_changed' ORDER BY ALL"
    assert ask(folder, gone) == [(600,)]
    assert ask(
        folder, "SELECT count FROM events JOIN articles USING (article_id) WHERE source_name LIKE '%helvia%'"
    ) == [(700,)]
    others = """
        SELECT DISTINCT came.sequence FROM history.mentions JOIN runs AS came ON came.run_id = first_run_id
        WHERE withdrawn_run_id IS NULL AND until_sequence IS NULL"""
    assert ask(folder, others) == [(1,)], "all mentions are still told, and keep their first run"


def test_statement_that_another_article_tells_too_stays(raw: Path, folder: Path) -> None:
    (raw / "zz-reprint.txt").write_bytes((raw / "2024-03-12-nordwerk.txt").read_bytes())
    load(raw, folder)
    deals = ask(folder, "SELECT buyer, acquired, value_max FROM takeovers")
    summary = retract(raw, Warehouse(folder), "2024-03-12-*")
    assert (summary.files["withdrawn"], summary.articles["withdrawn"]) == (1, 1)
    assert deals and ask(folder, "SELECT buyer, acquired, value_max FROM takeovers") == deals
    assert ask(folder, "SELECT duplicate_of FROM articles WHERE source_name = 'zz-reprint.txt'") == [(None,)]


def test_retracted_file_stays_out_until_it_says_something_else(raw: Path, folder: Path) -> None:
    load(raw, folder)
    path = raw / "2024-03-13-helvia.txt"
    retract(raw, Warehouse(folder), path.name)
    assert load(raw, folder).run_id is None
    assert ask(folder, "SELECT kind, files_withdrawn FROM runs ORDER BY sequence") == [("load", 0), ("retract", 1)]
    assert ask(folder, "SELECT DISTINCT withdrawn_reason FROM history.quotes WHERE text LIKE '%abbauen%'") == [
        ("retracted",)
    ]
    path.write_text(HELVIA_ARTICLE.replace("600", "700"), "utf-8")
    assert load(raw, folder).articles["new"] == 1


def test_removed_file_is_withdrawn_on_request_and_comes_back_when_it_does(raw: Path, folder: Path) -> None:
    load(raw, folder)
    before = snapshot(folder)["mentions"]
    path = raw / "2024-03-13-helvia.txt"
    content = path.read_bytes()
    with pytest.raises(InputError, match="nothing to retract"):
        retract(raw, Warehouse(folder), None)
    path.unlink()
    assert load(raw, folder).run_id is None, "without the setting a removed file keeps its articles"
    assert retract(raw, Warehouse(folder), None).articles["withdrawn"] == 1
    path.write_bytes(content)
    assert load(raw, folder).articles["new"] == 1
    assert snapshot(folder)["mentions"] == before


def test_raw_that_is_away_withdraws_nothing(raw: Path, folder: Path) -> None:
    load(raw, folder)
    for path in raw.iterdir():
        path.unlink()
    assert load_following(raw, folder) is None
    with pytest.raises(InputError, match="holds no file at all"):
        retract(raw, Warehouse(folder), None)
    with pytest.raises(InputError, match="no file of the dataset fits"):
        retract(raw, Warehouse(folder), "2023-*")


def test_diff_counts_and_lists_what_changed(raw: Path, folder: Path) -> None:
    load(raw, folder)
    path = raw / "2024-03-13-helvia.txt"
    path.write_text(
        "Vorab\n\n" + HELVIA_ARTICLE.replace("Basel", "Hamburg") + "\nDas kostet 30 Mio. Franken.\n", "utf-8"
    )
    second = load(raw, folder).run_id
    counted = {each.table: each for each in count_changes(Warehouse(folder), "1", second or "")}
    assert (counted["articles"].added, counted["articles"].withdrawn, counted["articles"].changed) == (0, 0, 1)
    assert (counted["amounts"].added, counted["amounts"].withdrawn) == (1, 0)
    told = [(each.kind, each.before, each.after) for each in list_changes(Warehouse(folder), "1", "2", "mentions")]
    assert {before["surface"] for kind, before, _ in told if kind == "withdrawn" and before} >= {"Basel"}
    assert {after["surface"] for kind, _, after in told if kind == "added" and after} >= {"Hamburg"}
    moved = [(before, after) for kind, before, after in told if kind == "changed" and before and after]
    assert moved and all(before["surface"] == after["surface"] for before, after in moved)
    assert all(each.added == 0 for each in count_changes(Warehouse(folder), "2", "2"))
    with pytest.raises(InputError, match="run 7 is newer than this dataset"):
        count_changes(Warehouse(folder), "1", "7")
    with pytest.raises(InputError, match="no run has"):
        count_changes(Warehouse(folder), "1", "run_none")


def test_clock_that_jumps_back_hides_no_run(raw: Path, folder: Path) -> None:
    load(raw, folder)
    first = snapshot(folder)["articles"]
    (raw / "third.txt").write_text("Die Tarnberg Energie AG baut in Leipzig ein Werk.\n", "utf-8")
    load(raw, folder)
    manifest = next(
        path for path in folder.glob("batches/run_id=*/manifest.json") if '"sequence": 2' in path.read_text("utf-8")
    )
    text = manifest.read_text("utf-8")
    manifest.write_text(text.replace('"finished_at": "20', '"finished_at": "19'), "utf-8")
    Warehouse(folder).publish()
    assert as_of(folder, 1)["articles"] == first, "each run keeps a time of its own"
    assert ask(folder, "SELECT count(*) FROM as_of_articles(now())") == [(3,)]
    assert ask(folder, "SELECT count(*) FROM history.articles WHERE asserted_at < '2000-01-01'") == [(0,)]


def test_history_describes_itself(raw: Path, folder: Path) -> None:
    load(raw, folder)
    bare = "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'history' AND comment IS NULL"
    assert ask(folder, bare) == []
