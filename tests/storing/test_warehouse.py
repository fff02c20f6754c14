"""Publishing: built beside, swapped by one rename; readers, crashes and other people's files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from flows.batch import process_batch
from flows.config import Config
from flows.errors import BusyError, WarehouseError
from flows.storing.warehouse import Warehouse
from schemas import SCHEMA_VERSION
from tests.conftest import HELVIA_ARTICLE, ask, load, snapshot


def test_second_run_over_unchanged_input_does_nothing(raw: Path, folder: Path) -> None:
    first = load(raw, folder)
    before = (folder / "depesche.duckdb").stat()
    second = load(raw, folder)
    assert first.articles["new"] == 2
    assert second.articles == {"read": 0, "new": 0, "changed": 0, "unchanged": 2, "withdrawn": 0, "duplicates": 0}
    assert second.run_id is None
    assert (folder / "depesche.duckdb").stat().st_ino == before.st_ino
    assert len(Warehouse(folder).batches.manifests()) == 1


def test_new_file_adds_its_own_rows(raw: Path, folder: Path) -> None:
    load(raw, folder)
    old = set(ask(folder, "FROM mentions"))
    (raw / "2024-04-01-tarnberg.txt").write_text("Tarnberg Energie AG kauft die Falk GmbH.\n" * 3, "utf-8")
    summary = load(raw, folder)
    assert (summary.articles["new"], summary.articles["unchanged"]) == (1, 2)
    assert old <= set(ask(folder, "FROM mentions"))


def test_changed_file_replaces_its_articles_rows(raw: Path, folder: Path) -> None:
    load(raw, folder)
    kept = ask(folder, "SELECT * FROM amounts WHERE surface = '250 Mio. Euro'")
    path = raw / "2024-03-13-helvia.txt"
    path.write_text(HELVIA_ARTICLE.replace("600", "700") + "\nDas kostet 30 Mio. Franken.\n", "utf-8")
    summary = load(raw, folder)
    assert (summary.articles["new"], summary.articles["changed"], summary.articles["unchanged"]) == (0, 1, 1)
    assert ask(folder, "SELECT revision FROM articles ORDER BY source_name") == [(1,), (2,)]
    assert ask(folder, "SELECT count(*) FROM articles WHERE contains(text, '600')") == [(0,)]
    assert ask(folder, "SELECT currency FROM amounts WHERE surface = '30 Mio. Franken'") == [("CHF",)]
    assert ask(folder, "SELECT * FROM amounts WHERE surface = '250 Mio. Euro'") == kept


def test_ids_stay_when_text_before_them_changes(raw: Path, folder: Path) -> None:
    load(raw, folder)
    query = (
        "SELECT mention_id, surface FROM mentions JOIN articles USING (article_id) WHERE source_name LIKE '%helvia%'"
    )
    before = set(ask(folder, query))
    path = raw / "2024-03-13-helvia.txt"
    path.write_text(HELVIA_ARTICLE.replace("rund 600", "immerhin ganze 600"), "utf-8")
    load(raw, folder)
    assert before
    assert set(ask(folder, query)) == before


def test_touched_file_is_not_read_again(raw: Path, folder: Path) -> None:
    load(raw, folder)
    os.utime(raw / "2024-03-13-helvia.txt", (1, 1))
    assert load(raw, folder).run_id is None


def test_change_within_the_same_time_stamp_is_seen(raw: Path, folder: Path) -> None:
    path = raw / "2024-03-13-helvia.txt"
    load(raw, folder)
    stamp = path.stat().st_mtime_ns
    path.write_text(HELVIA_ARTICLE.replace("600", "700"), "utf-8")
    os.utime(path, ns=(stamp, stamp))
    assert load(raw, folder).articles["changed"] == 1


def test_duplicate_is_linked_and_not_counted_twice(raw: Path, folder: Path) -> None:
    load(raw, folder)
    counts = ask(folder, "SELECT name, articles, mentions FROM entities ORDER BY ALL")
    views = [len(ask(folder, f"FROM {view}")) for view in ("takeovers", "who_said_what", "money_by_organisation")]
    (raw / "zz-reprint.txt").write_bytes((raw / "2024-03-12-nordwerk.txt").read_bytes())
    summary = load(raw, folder)
    original = "(SELECT article_id FROM articles WHERE source_name = '2024-03-12-nordwerk.txt')"
    assert summary.articles["duplicates"] == 1
    assert ask(folder, f"SELECT source_name FROM articles WHERE duplicate_of = {original}") == [("zz-reprint.txt",)]
    assert ask(folder, "SELECT name, articles, mentions FROM entities ORDER BY ALL") == counts
    after = [len(ask(folder, f"FROM {view}")) for view in ("takeovers", "who_said_what", "money_by_organisation")]
    assert after == views


def test_order_of_arrival_does_not_change_the_dataset(raw: Path, folder: Path, tmp_path: Path) -> None:
    (raw / "zz-reprint.txt").write_bytes((raw / "2024-03-12-nordwerk.txt").read_bytes())
    load(raw, folder)
    late = tmp_path / "late"
    late.mkdir()
    for name in sorted((path.name for path in raw.iterdir()), reverse=True):
        (late / name).write_bytes((raw / name).read_bytes())
        load(late, tmp_path / "other")
    together, one_by_one = snapshot(folder), snapshot(tmp_path / "other")
    for table in ("entities", "entity_aliases", "mentions", "events", "event_arguments", "quotes", "figures"):
        assert together[table] == one_by_one[table]
    links = "SELECT source_name, duplicate_of FROM articles ORDER BY ALL"
    assert ask(folder, links) == ask(tmp_path / "other", links)


def test_same_input_gives_the_same_dataset_and_run(raw: Path, folder: Path, tmp_path: Path) -> None:
    load(raw, folder)
    load(raw, tmp_path / "other")
    assert snapshot(folder) == snapshot(tmp_path / "other")


def test_reader_keeps_its_view_and_blocks_nobody(raw: Path, folder: Path) -> None:
    load(raw, folder)
    # The reader is another process, as it is in life: within one process DuckDB shares the open file.
    script = (
        "import duckdb, sys\n"
        f"con = duckdb.connect({str(folder / 'depesche.duckdb')!r}, read_only=True)\n"
        "print(con.execute('SELECT count(*) FROM articles').fetchall()[0][0], flush=True)\n"
        "sys.stdin.readline()\n"
        "print(con.execute('SELECT count(*) FROM articles').fetchall()[0][0], flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdin and reader.stdout
        assert reader.stdout.readline() == "2\n"
        (raw / "third.txt").write_text("Die Tarnberg Energie AG baut in Leipzig ein Werk.\n", "utf-8")
        load(raw, folder)
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert reader.stdout.readline() == "2\n"
    assert ask(folder, "SELECT count(*) FROM articles") == [(3,)]


def test_run_that_died_while_writing_leaves_the_old_dataset(raw: Path, folder: Path, tmp_path: Path) -> None:
    load(raw, folder)
    before = snapshot(folder)
    pending = Warehouse(folder).batches.start() / "mentions"
    pending.mkdir()
    (pending / "00000-00000.parquet").write_bytes(b"half a fi")
    (folder / "depesche.building.duckdb").write_bytes(b"half a database")
    assert snapshot(folder) == before
    (raw / "third.txt").write_text("Die Tarnberg Energie AG baut in Leipzig ein Werk.\n", "utf-8")
    load(raw, folder)
    assert not pending.exists()
    assert ask(folder, "SELECT count(*) FROM articles") == [(3,)]


def test_run_that_died_before_its_swap_is_published_by_the_next(raw: Path, folder: Path, tmp_path: Path) -> None:
    load(raw, folder)
    old = (folder / "depesche.duckdb").read_bytes()
    (raw / "third.txt").write_text("Die Tarnberg Energie AG baut in Leipzig ein Werk.\n", "utf-8")
    load(raw, folder)
    expected = snapshot(folder)
    (folder / "depesche.duckdb").write_bytes(old)  # as if the second run had ended before the rename
    assert load(raw, folder).run_id is None
    assert snapshot(folder) == expected


def test_deleted_database_comes_back_from_the_batches(raw: Path, folder: Path) -> None:
    load(raw, folder)
    expected = snapshot(folder)
    (folder / "depesche.duckdb").unlink()
    load(raw, folder)
    assert snapshot(folder) == expected


def test_corrupt_database_is_named_and_can_be_rebuilt(raw: Path, folder: Path) -> None:
    load(raw, folder)
    expected = snapshot(folder)
    (folder / "depesche.duckdb").write_bytes(b"\0" * 5000)
    with pytest.raises(WarehouseError, match=r"depesche\.duckdb.*depesche rebuild"):
        load(raw, folder)
    Warehouse(folder).publish()
    assert snapshot(folder) == expected


def test_database_that_is_not_ours_is_refused(raw: Path, folder: Path) -> None:
    folder.mkdir()
    duckdb.connect(str(folder / "depesche.duckdb")).execute("CREATE TABLE mine (a INT)").close()
    with pytest.raises(WarehouseError, match="can't be read as a Depesche dataset"):
        load(raw, folder)


def test_newer_warehouse_is_refused(raw: Path, folder: Path) -> None:
    load(raw, folder)
    manifest = next(folder.glob("batches/run_id=*/manifest.json"))
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"schema_version": SCHEMA_VERSION + 1}))
    with pytest.raises(WarehouseError, match="newer Depesche"):
        load(raw, folder)


def test_newer_database_is_refused(raw: Path, folder: Path) -> None:
    load(raw, folder)
    with duckdb.connect(str(folder / "depesche.duckdb")) as connection:
        connection.execute("UPDATE state.published SET schema_version = schema_version + 1")
    with pytest.raises(WarehouseError, match="newer Depesche"):
        ask(folder, "FROM articles")


def test_unwritable_warehouse_is_named(raw: Path) -> None:
    # /proc refuses new folders to everybody, root included.
    with pytest.raises(WarehouseError, match="can't write to the warehouse /proc/depesche"):
        load(raw, Path("/proc/depesche"))


def test_warehouse_that_is_a_file_is_named(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WarehouseError, match="can't write to the warehouse"):
        load(raw, tmp_path / "file")


def test_two_runs_at_once(raw: Path, folder: Path) -> None:
    folder.mkdir()
    script = (
        "import sys; from pathlib import Path; from flows.storing.warehouse import Warehouse\n"
        f"with Warehouse(Path({str(folder)!r})).locked():\n"
        "    print('locked', flush=True); sys.stdin.readline()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin and other.stdout
        assert other.stdout.readline() == "locked\n"
        with pytest.raises(BusyError, match="another run is writing"):
            load(raw, folder)
        other.stdin.write("\n")
    assert load(raw, folder).articles["new"] == 2


def test_lock_of_a_killed_run_is_free(raw: Path, folder: Path) -> None:
    folder.mkdir()
    script = (
        "import os, signal; from pathlib import Path; from flows.storing.warehouse import Warehouse\n"
        f"with Warehouse(Path({str(folder)!r})).locked():\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -9
    assert load(raw, folder).articles["new"] == 2


def test_broken_promise_keeps_the_old_dataset(raw: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(raw, folder)
    before = snapshot(folder)
    monkeypatch.setattr("flows.storing.build._derive_entities", lambda connection: None)
    (raw / "third.txt").write_text("Die Tarnberg Energie AG baut in Leipzig ein Werk.\n", "utf-8")
    with pytest.raises(WarehouseError, match="not published"):
        load(raw, folder)
    assert snapshot(folder) == before


def test_run_that_breaks_a_promise_is_set_aside_and_blocks_nobody(
    raw: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(raw, folder)
    (raw / "third.txt").write_text("Die Tarnberg Energie AG baut in Leipzig ein Werk.\n", "utf-8")
    with monkeypatch.context() as broken:
        broken.setattr("flows.storing.build._derive_entities", lambda connection: None)
        with pytest.raises(WarehouseError, match="set aside"):
            load(raw, folder)
    assert len(list(folder.glob("batches/failed/run_id=*"))) == 1
    assert load(raw, folder).articles["new"] == 1


def test_lost_batch_is_named_and_empties_nothing(raw: Path, folder: Path) -> None:
    load(raw, folder)
    before = snapshot(folder)
    next(folder.glob("batches/run_id=*/mentions/*.parquet")).unlink()
    with pytest.raises(WarehouseError, match=r"mentions has 0 of the \d+ rows"):
        Warehouse(folder).publish()
    assert snapshot(folder) == before


def test_damaged_batch_is_named(raw: Path, folder: Path) -> None:
    load(raw, folder)
    next(folder.glob("batches/run_id=*/articles/*.parquet")).write_bytes(b"x")
    with pytest.raises(WarehouseError, match="can't be built"):
        Warehouse(folder).publish()


def test_batch_done_again_leaves_nothing_of_the_first_try(raw: Path, folder: Path) -> None:
    pending = Warehouse(folder).batches.start()
    files = tuple(sorted(raw.iterdir()))
    process_batch(files, raw, pending, 1, Config())
    (pending / "mentions" / "00001-00007.parquet").write_bytes(b"of a first try with more parts")
    again = process_batch(files, raw, pending, 1, Config())
    assert [path.name for path in pending.glob("mentions/*")] == ["00001-00000.parquet"]
    assert again.rows["articles"] == 2


def test_file_that_can_not_be_read_for_a_while_keeps_its_article(
    raw: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(raw, folder)
    path = raw / "2024-03-13-helvia.txt"
    path.write_text(HELVIA_ARTICLE.replace("600", "700"), "utf-8")

    def away(*arguments: object) -> object:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr("flows.reading.reader._read", away)
        load(raw, folder)
    assert ask(folder, "SELECT count(*) FROM articles WHERE contains(text, '600')") == [(1,)]
    assert ask(folder, "SELECT source_name, check_name FROM rejects") == [(path.name, "readable")]
    assert load(raw, folder).articles["changed"] == 1
    assert ask(folder, "SELECT count(*) FROM articles WHERE contains(text, '700')") == [(1,)]
    assert ask(folder, "FROM rejects") == []
