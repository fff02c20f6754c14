"""Killed, stopped, a full disk, two runs at once, a reader that stays, a clock that jumps: nothing is lost.

`tests/benchmarks/crash.py` does the same many times over.
"""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.backfilling import backfill
from flows.config import Config
from flows.errors import BusyError, WarehouseError
from flows.replaying import replay
from flows.retraction import retract
from flows.stopping import StoppedError, querying, stoppable
from flows.storing.outdated import Wanted
from flows.storing.warehouse import Warehouse
from tests.conftest import HELVIA_ARTICLE, NORDWERK_ARTICLE, ask, load, snapshot
from tests.storing.crashing import (
    Runner,
    Story,
    assert_completed,
    assert_whole,
    problems,
    running,
    tell_story,
    wait_until_stopped,
)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, runner: Runner) -> Story:
    root = tmp_path_factory.mktemp("crashing")
    source = root / "source"
    source.mkdir()
    (source / "2024-03-12-nordwerk.txt").write_text(NORDWERK_ARTICLE, "utf-8")
    (source / "2024-03-13-helvia.txt").write_text(HELVIA_ARTICLE, "utf-8")
    (source / "empty.txt").write_text("")
    return tell_story(source, root, runner)


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with running() as ready:
        yield ready


def test_run_killed_between_commit_and_swap(story: Story, runner: Runner, tmp_path: Path) -> None:
    folder = story.warehouse(tmp_path / "warehouse")
    assert runner.run(story.raw, folder, "after the commit")[0] == -signal.SIGKILL
    assert_whole(story, folder)
    assert_completed(story, folder)


def test_run_killed_at_a_random_moment(story: Story, runner: Runner, tmp_path: Path) -> None:
    folder = story.warehouse(tmp_path / "warehouse")
    process = runner.start(story.raw, folder)
    time.sleep(random.Random(20240312).uniform(0, story.seconds))
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    runner.wait()
    assert_whole(story, folder)
    assert_completed(story, folder)


def test_run_stopped_by_sigterm(story: Story, runner: Runner, tmp_path: Path) -> None:
    folder = story.warehouse(tmp_path / "warehouse")
    assert runner.run(story.raw, folder, "while the history is built", "term") == (143, "stopped by SIGTERM")
    assert snapshot(folder) == story.before
    assert sorted(path.name for path in folder.iterdir()) == [".lock", "batches", "depesche.duckdb"]
    with Warehouse(folder).locked():
        pass


def test_signal_that_comes_while_duckdb_is_at_work() -> None:
    query = "SELECT sum(sqrt(range)) FROM range(300_000_000)"  # ends by itself: DuckDB may look for signals only then
    ends = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    with pytest.raises(StoppedError, match="SIGINT"), stoppable(), querying():
        ends.start()
        duckdb.connect().execute(query).fetchall()


def test_disk_that_is_full(story: Story, runner: Runner, tmp_path: Path) -> None:
    folder = story.warehouse(tmp_path / "warehouse")
    code, told = runner.run(story.raw, folder, "in the middle of a Parquet file", "full")
    assert code == 4
    assert told.startswith(f"can't write to the warehouse {folder}: {os.strerror(errno.ENOSPC)}")
    assert snapshot(folder) == story.before
    assert not (folder / "batches" / "pending").exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB; only root may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.parametrize("free", [8_000, 400_000], ids=["no room for batches", "no room for the dataset"])
def test_small_disk_that_is_full(story: Story, small_disk: Path, free: int) -> None:
    folder = story.warehouse(small_disk / "warehouse")
    status = os.statvfs(small_disk)
    (small_disk / "ballast").write_bytes(b"x" * (status.f_bavail * status.f_frsize - free))
    with pytest.raises(WarehouseError) as told:
        load(story.raw, folder)
    assert f"can't write to the warehouse {folder}: No space left on device" in str(told.value)
    assert "\n" not in str(told.value)
    assert snapshot(folder) == story.before
    (small_disk / "ballast").unlink()
    assert_completed(story, folder)


def test_only_one_run_at_once(story: Story, runner: Runner, tmp_path: Path) -> None:
    folder = story.warehouse(tmp_path / "warehouse")
    house = Warehouse(folder)
    first = runner.start(story.raw, folder, "before the swap", "stop")
    wait_until_stopped(first)
    for other in (
        lambda: load(story.raw, folder),
        lambda: retract(story.raw, house, "*"),
        lambda: backfill(story.raw, house, Config(), Wanted({"quotes": "another"})),
        lambda: replay(story.raw, house, Config()),
    ):
        with pytest.raises(BusyError, match=f"another run is writing to {folder}"):
            other()
    assert snapshot(folder) == story.before
    os.kill(first, signal.SIGCONT)
    assert runner.wait()[0] == 0
    assert snapshot(folder) == story.after


def test_reader_that_stays_for_the_whole_load(story: Story, runner: Runner, tmp_path: Path) -> None:
    folder = story.warehouse(tmp_path / "warehouse")
    spilled = folder / "depesche.duckdb.tmp"
    spilled.mkdir()  # where DuckDB puts what a reader of the file has no memory for
    script = (
        "import sys, duckdb\n"
        "connection = duckdb.connect(sys.argv[1], read_only=True)\n"
        "for line in sys.stdin:\n"
        "    print(connection.execute('SELECT count(*) FROM mentions').fetchall()[0][0], flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(folder / "depesche.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:

        def rows() -> int:
            assert reader.stdin and reader.stdout
            reader.stdin.write("\n")
            reader.stdin.flush()
            return int(reader.stdout.readline())

        old, new = len(story.before["mentions"]), len(story.after["mentions"])
        assert rows() == old
        process = runner.start(story.raw, folder, "before the swap", "stop")
        wait_until_stopped(process)
        assert rows() == old
        os.kill(process, signal.SIGCONT)
        assert runner.wait()[0] == 0, "the reader does not stand in its way"
        assert rows() == old != new
    assert snapshot(folder) == story.after
    assert spilled.is_dir()


def test_clock_that_jumps(raw: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [datetime(year, month, 1, tzinfo=UTC) for year, month in ((2026, 1), (2031, 1), (2026, 2), (1970, 1))]
    for number, day in enumerate(days):
        text = NORDWERK_ARTICLE.replace("250", str(250 + number))
        (raw / "2024-03-12-nordwerk.txt").write_text(text, "utf-8")
        with monkeypatch.context() as jumped:
            jumped.setattr("flows.run.datetime", _clock_at(day))
            load(raw, folder)
    assert problems(folder) == []
    assert ask(folder, "SELECT finished_at FROM runs ORDER BY sequence") == [(day,) for day in days]
    amounts = "SELECT surface FROM as_of_amounts(TIMESTAMPTZ '{}') WHERE surface LIKE '25%'"
    shown = [ask(folder, amounts.format(day + timedelta(days=9))) for day in (days[0], days[2])]
    assert shown == [[("250 Mio. Euro",)], [("253 Mio. Euro",)]], "the run of 2031 hides none, that of 1970 is the last"


def _clock_at(day: datetime) -> Any:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return day

    return Clock
