"""The flow under Prefect, as a user starts it: offline, quiet, repeatable, and killed in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import HELVIA_ARTICLE, NORDWERK_ARTICLE, ask, load, snapshot

DEPESCHE = [sys.executable, "-m", "flows.cli"]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the module: a temporary server starts faster on a database that exists."""
    folder = tmp_path_factory.mktemp("pipeline")
    (folder / "raw").mkdir()
    (folder / "raw" / "2024-03-12-nordwerk.txt").write_text(NORDWERK_ARTICLE, "utf-8")
    (folder / "raw" / "empty.txt").write_text("")
    return folder


def run(root: Path, warehouse: str = "warehouse") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {"PREFECT_HOME": str(root / "prefect"), "COLUMNS": "100"}
    command = [*DEPESCHE, "run", "--raw", str(root / "raw"), "--warehouse", str(root / warehouse)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=200)


def test_run_loads_offline_and_quietly(root: Path) -> None:
    done = run(root)
    assert done.returncode == 0, done.stderr
    assert "articles new" in done.stdout and "rows rejected" in done.stdout
    assert "Traceback" not in done.stderr and "WARNING" not in done.stderr
    assert ask(root / "warehouse", "SELECT source_name FROM articles") == [("2024-03-12-nordwerk.txt",)]
    assert ask(root / "warehouse", "SELECT status, files_new FROM runs") == [("published", 2)]


def test_flow_and_plain_stages_give_the_same_dataset(root: Path) -> None:
    load(root / "raw", root / "plain")
    assert snapshot(root / "plain") == snapshot(root / "warehouse")


def test_second_run_needs_no_server(root: Path) -> None:
    start = time.monotonic()
    done = run(root)
    assert done.returncode == 0
    assert "Nothing to do: all 2 files" in done.stdout
    assert "Prefect" not in done.stderr
    # A temporary server alone takes over 10 s.
    assert time.monotonic() - start < 10


@pytest.mark.timeout(600)  # two temporary servers, on a machine that may be busy
def test_stopped_or_killed_run_leaves_the_old_dataset_and_the_next_completes(root: Path) -> None:
    before = snapshot(root / "warehouse")
    for number in range(300):
        text = HELVIA_ARTICLE.replace("600", str(600 + number))
        (root / "raw" / f"helvia-{number:03d}.txt").write_text(text, "utf-8")
    code, told = signal_while_writing(root, signal.SIGTERM)
    assert (code, told[-1]) == (143, "error: stopped by SIGTERM: nothing is half done, the next run takes up the rest")
    assert not any("Traceback" in line or "ERROR" in line for line in told)
    assert not (root / "warehouse" / "batches" / "pending").exists()
    assert snapshot(root / "warehouse") == before
    assert signal_while_writing(root, signal.SIGKILL)[0] == -signal.SIGKILL
    assert snapshot(root / "warehouse") == before
    load(root / "raw", root / "warehouse")
    load(root / "raw", root / "undisturbed")
    killed, undisturbed = snapshot(root / "warehouse"), snapshot(root / "undisturbed")
    for table in ("mentions", "amounts", "events", "event_arguments", "quotes", "relations", "figures", "entities"):
        assert killed[table] == undisturbed[table]


def signal_while_writing(root: Path, number: int) -> tuple[int, list[str]]:
    """Start a run and signal it in the middle of its batches; its exit code and what it told."""
    environment = {**os.environ, "PREFECT_HOME": str(root / "prefect"), "COLUMNS": "100"}
    command = [*DEPESCHE, "run", "--raw", str(root / "raw"), "--warehouse", str(root / "warehouse")]
    pending = root / "warehouse" / "batches" / "pending"
    with (
        (root / "told").open("w") as told,
        subprocess.Popen(command, env=environment, stderr=told, start_new_session=True) as process,
    ):
        deadline = time.monotonic() + 120
        while not list(pending.glob("articles/*.parquet")) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert pending.exists(), "the signal comes while it writes"
        if number == signal.SIGKILL:
            os.killpg(process.pid, number)  # its server too
        else:
            process.send_signal(number)
        code = process.wait(timeout=60)
    return code, (root / "told").read_text("utf-8").splitlines()
