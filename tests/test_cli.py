"""The `depesche` command: every verb, what it prints, and how it exits."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import app, main
from schemas.tables import TABLES
from tests.conftest import HELVIA_ARTICLE, NORDWERK_ARTICLE, load

Command = Callable[..., tuple[int, str, str]]
COMMANDS = sorted(command.callback.__name__ for command in app.registered_commands if command.callback)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that the tests of this module only read."""
    root = tmp_path_factory.mktemp("cli")
    (root / "raw").mkdir()
    (root / "raw" / "2024-03-12-nordwerk.txt").write_text(NORDWERK_ARTICLE, "utf-8")
    (root / "raw" / "2024-03-13-helvia.txt").write_text(HELVIA_ARTICLE, "utf-8")
    (root / "raw" / "empty.txt").write_text("")
    load(root / "raw", root / "warehouse")
    return root / "warehouse"


@pytest.fixture
def depesche(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command in this process; returns its exit code, output and messages."""

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setenv("COLUMNS", "120")
        monkeypatch.setattr(sys, "argv", ["depesche", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0 if code is None else 1), out, err

    return run


@pytest.mark.parametrize("command", COMMANDS)
def test_help_explains_each_command_with_an_example(depesche: Command, command: str) -> None:
    code, out, _ = depesche(command, "--help")
    assert code == 0
    assert f"depesche {command}" in out.split("Example:")[1]


def test_help_names_commands_and_exit_codes(depesche: Command) -> None:
    code, out, _ = depesche("--help")
    assert code == 0
    assert all(re.search(rf"\b{command}\b", out) for command in COMMANDS)
    assert "Exit codes" in out


def test_every_command_is_documented() -> None:
    page = (Path(__file__).parents[1] / "docs" / "commands.md").read_text("utf-8")
    made = subprocess.run(
        [sys.executable, "-m", "typer", "flows.cli", "utils", "docs", "--name", "depesche"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert all(f"## `depesche {command}`" in page for command in COMMANDS)
    assert page.strip() == made.stdout.strip(), "run: make docs"


def test_query_prints_a_table(depesche: Command, loaded: Path) -> None:
    code, out, _ = depesche("query", "SELECT surface, value_min FROM amounts ORDER BY ALL", "--warehouse", loaded)
    assert code == 0
    assert "250 Mio. Euro" in out and "250000000\n" in out.replace(" ", "")


def test_query_breaks_wide_rows_into_blocks(depesche: Command, loaded: Path) -> None:
    code, out, _ = depesche("query", "FROM articles", "--warehouse", loaded)
    assert code == 0
    assert re.search(r"^headline\s+Helvia streicht 600 Stellen", out, re.MULTILINE)


def test_query_gives_csv_and_json(depesche: Command, loaded: Path) -> None:
    sql = "SELECT surface, value_min, currency FROM amounts WHERE surface = '250 Mio. Euro'"
    _, out, _ = depesche("query", sql, "--csv", "--warehouse", loaded)
    assert list(csv.reader(io.StringIO(out))) == [
        ["surface", "value_min", "currency"],
        ["250 Mio. Euro", "250000000", "EUR"],
    ]
    _, out, _ = depesche("query", sql, "--json", "--warehouse", loaded)
    assert json.loads(out) == [{"surface": "250 Mio. Euro", "value_min": 250000000, "currency": "EUR"}]


@pytest.mark.parametrize(
    "sql",
    [
        "SELEKT 1",
        "SELECT nothing FROM articles",
        "DELETE FROM articles",
        "DROP TABLE articles",
        "COPY articles TO '/tmp/stolen.csv'",
        "SELECT * FROM read_text('/etc/hostname')",
        "ATTACH '/tmp/other.duckdb'",
        "",
    ],
)
def test_query_only_reads_the_dataset(depesche: Command, loaded: Path, sql: str) -> None:
    before = (loaded / "depesche.duckdb").read_bytes()
    code, out, err = depesche("query", sql, "--warehouse", loaded)
    assert (code, out) == (6, "")
    assert err.startswith("error: ") and "Traceback" not in err
    assert (loaded / "depesche.duckdb").read_bytes() == before


def test_query_without_a_dataset_says_what_to_do(depesche: Command, tmp_path: Path) -> None:
    code, _, err = depesche("query", "SELECT 1", "--warehouse", tmp_path)
    assert code == 4
    assert "depesche run" in err


def test_show_marks_the_article_and_lists_its_records(depesche: Command, loaded: Path) -> None:
    code, out, _ = depesche("show", "nordwerk", "--warehouse", loaded)
    assert code == 0
    assert "Nordwerk kauft Pumpenhersteller Falk" in out and "Quotes" in out


@pytest.mark.parametrize(("wanted", "message"), [("nirgends", "no article"), ("2024-03", "2 articles have")])
def test_show_of_none_or_several(depesche: Command, loaded: Path, wanted: str, message: str) -> None:
    code, _, err = depesche("show", wanted, "--warehouse", loaded)
    assert code == 6
    assert message in err


def test_search_marks_words_and_gives_json(depesche: Command, loaded: Path) -> None:
    code, out, _ = depesche("search", "Stelle", "--warehouse", loaded)
    assert code == 0 and "600 **Stellen** abbauen" in out
    code, out, _ = depesche("search", "gewartet", "--only", "quotes", "--json", "--warehouse", loaded)
    assert code == 0 and [hit["speaker"] for hit in json.loads(out)] == ["Beat Aregger"]
    assert depesche("search", "nothing:there", "--warehouse", loaded)[0] == 6


def test_export_writes_every_table(depesche: Command, loaded: Path, tmp_path: Path) -> None:
    target = tmp_path / "export"
    code, out, _ = depesche("export", target, "--format", "csv", "--warehouse", loaded)
    assert code == 0 and f"in {len(TABLES)} tables" in out
    assert {path.stem for path in target.glob("*.csv")} == set(TABLES)
    assert depesche("export", target, "--by-month", "--warehouse", loaded)[0] == 0, "an earlier export is replaced"
    assert len(list(target.glob("events/published_month=2024-03/data.parquet"))) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["export"], "nothing half-written stays behind"


def test_export_of_changes_says_from_which_run_to_which(depesche: Command, loaded: Path, tmp_path: Path) -> None:
    full, changes = tmp_path / "export", tmp_path / "changes"
    assert depesche("export", full, "--warehouse", loaded)[0] == 0
    code, out, _ = depesche("export", changes, "--since", 0, "--warehouse", loaded)
    assert code == 0 and out.startswith("from run 0 to run 1: rows withdrawn: 0, added: ")
    code, out, _ = depesche("export", changes, "--since", 1, "--warehouse", loaded)
    assert code == 0 and "nothing changed" in out
    assert depesche("export", full, "--since", 1, "--warehouse", loaded)[0] == 3, "a full export is not replaced"
    assert depesche("export", changes, "--since", 2, "--warehouse", loaded)[0] == 3
    assert depesche("export", changes, "--since", 1, "--by-month", "--warehouse", loaded)[0] == 2


def test_export_spares_what_is_not_its_own(depesche: Command, loaded: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    code, _, err = depesche("export", tmp_path, "--warehouse", loaded)
    assert (code, (tmp_path / "mine.txt").read_text()) == (3, "keep")
    assert "no export of Depesche" in err


def test_schema_describes_a_table(depesche: Command) -> None:
    code, out, _ = depesche("schema", "events")
    assert code == 0
    assert "event_type" in out and "DECIMAL(24, 4)" in out
    assert depesche("schema", "nothing")[0] == 2
    assert "CREATE TABLE quotes" in depesche("schema", "--ddl")[1]


def test_doctor_tells_good_from_bad(depesche: Command, loaded: Path, tmp_path: Path) -> None:
    code, out, _ = depesche("doctor", "--raw", loaded.parent / "raw", "--warehouse", loaded)
    assert (code, "missing" in out) == (0, False)
    assert "2 articles from 1 run, 1 rejects" in out
    code, out, _ = depesche("doctor", "--raw", tmp_path / "nowhere", "--warehouse", loaded)
    assert (code, "missing: " in out) == (1, True)


def test_rebuild_makes_the_database_anew(depesche: Command, raw: Path, folder: Path) -> None:
    assert depesche("rebuild", "--warehouse", folder)[0] == 4
    load(raw, folder)
    (folder / "depesche.duckdb").unlink()
    assert depesche("rebuild", "--warehouse", folder)[0] == 0
    assert (folder / "depesche.duckdb").exists()


def test_run_names_what_is_wrong_before_anything_starts(depesche: Command, tmp_path: Path) -> None:
    code, _, err = depesche("run", "--raw", tmp_path / "nowhere", "--warehouse", tmp_path / "warehouse")
    assert code == 3
    assert "does not exist" in err
    assert not (tmp_path / "warehouse").exists()


def test_run_over_loaded_input_says_so(depesche: Command, loaded: Path) -> None:
    code, out, _ = depesche("run", "--raw", loaded.parent / "raw", "--warehouse", loaded)
    assert code == 0
    assert "Nothing to do: all 3 files" in out


def test_ctrl_c_ends_with_one_line(depesche: Command, loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.querying.ask", lambda *arguments: os.kill(os.getpid(), signal.SIGINT))
    before = signal.getsignal(signal.SIGINT)
    code, out, err = depesche("query", "FROM articles", "--warehouse", loaded)
    assert (code, out) == (130, "")
    assert err == "error: stopped by SIGINT: nothing is half done, the next run takes up the rest\n"
    assert signal.getsignal(signal.SIGINT) is before


def test_check_tells_sound_from_damaged(depesche: Command, loaded: Path, tmp_path: Path) -> None:
    code, out, _ = depesche("check", "--warehouse", loaded)
    assert (code, out.splitlines()[-1].startswith("everything in")) == (0, True)
    damaged = Path(shutil.copytree(loaded, tmp_path / "damaged"))
    next(damaged.glob("batches/run_id=*/mentions/*.parquet")).unlink()
    code, out, _ = depesche("check", "--warehouse", damaged)
    assert code == 1
    assert "rows that the run wrote: restore it from a backup" in " ".join(out.split())
    assert depesche("check", "--warehouse", tmp_path / "nowhere")[0] == 4


def test_diff_counts_changes_and_lists_those_of_a_table(depesche: Command, loaded: Path) -> None:
    code, out, _ = depesche("diff", "0", "1", "--warehouse", loaded)
    assert code == 0
    assert re.search(r"articles +2 +0 +0 *\n", out)
    code, out, _ = depesche("diff", "0", "1", "--table", "amounts", "--warehouse", loaded)
    changes = [json.loads(line) for line in out.splitlines()]
    assert "250 Mio. Euro" in {change["after"]["surface"] for change in changes}
    assert {(change["change"], change["before"]) for change in changes} == {("added", None)}
    code, _, err = depesche("diff", "1", "run_none", "--warehouse", loaded)
    assert (code, "no run has the id or number 'run_none'" in err) == (3, True)


def test_retract_withdraws_what_files_said(depesche: Command, raw: Path, folder: Path) -> None:
    load(raw, folder)
    where = ("--raw", raw, "--warehouse", folder)
    assert depesche("retract", *where)[0] == depesche("retract", "a", "--missing", *where)[0] == 2
    assert depesche("retract", "1999-*", *where)[0] == 3
    code, out, _ = depesche("retract", "*-nordwerk.txt", *where)
    assert (code, out) == (0, "files withdrawn: 1, with them articles: 1; articles that stay: 1\n")
    assert "Nothing to do" in depesche("run", *where)[1]


def test_replay_and_backfill_say_what_they_did(
    depesche: Command, raw: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "empty.txt").write_text("")
    load(raw, folder)
    where = ("--raw", raw, "--warehouse", folder)
    assert depesche("replay", *where)[1] == "files read again: 1; rejects before: 1, now: 1\n"
    assert "Nothing to do" in depesche("backfill", *where)[1]
    assert depesche("backfill", "--table", "amounts", *where)[0] == 2
    monkeypatch.setattr("flows.finding.quotes.EXTRACTOR", "quotes.rules/99")
    code, out, _ = depesche("backfill", "--table", "quotes", "--since", "2024-03-13", *where)
    assert (code, out) == (0, "files read again: 1. What that changed: depesche diff 2 3\n")
