"""Runs that end badly at a chosen or a random moment, and what must hold afterwards.

A process that has everything imported forks one child per run, so that a moment is one of the run and not
of Python's start. Needs nothing in the production code: a child puts its end where it wants it by itself.
"""

from __future__ import annotations

import errno
import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.checking.check import check_warehouse
from flows.errors import DepescheError
from flows.stopping import StoppedError, stoppable
from flows.storing.warehouse import Warehouse
from tests.conftest import load, snapshot

ROOT = Path(__file__).parents[2]
Snapshot = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Point:
    """A moment of a run: just before or just behind the n-th call of a function."""

    function: str
    behind: bool = False
    call: int = 1
    halves: bool = False  # the function writes a file, and only half of it gets written


POINTS = {
    "before the first batch": Point("flows.batch.process_batch"),
    "in the middle of a Parquet file": Point("flows.batch.write_parquet", call=2, halves=True),
    "between two tables of a batch": Point("flows.batch.write_parquet", behind=True, call=3),
    "before the manifest": Point("flows.storing.batches.BatchLog.write_files", behind=True),
    "before the commit": Point("flows.storing.batches.sync_tree", behind=True),
    "after the commit": Point("flows.storing.warehouse.Warehouse.publish"),
    "while the dataset is built": Point("flows.storing.build._load_records", behind=True, call=3),
    "while the history is built": Point("flows.storing.history._create_view", call=4),
    "before the swap": Point("flows.storing.warehouse.sync", behind=True),
    "after the swap": Point("flows.storing.warehouse.sync", call=2),
    "while the closing counts are read": Point("flows.run.summarise"),
}


@dataclass(frozen=True, slots=True)
class Story:
    """A dataset that one run is to bring from `before` to `after`."""

    raw: Path
    base: Path
    before: Snapshot
    after: Snapshot
    seconds: float  # that the run takes

    def warehouse(self, folder: Path) -> Path:
        """The warehouse as it is before the run, as a copy."""
        return Path(shutil.copytree(self.base, folder))


def tell_story(source: Path, root: Path, runner: Runner) -> Story:
    """A first run over half of the files; then the others come, and one of the first has changed."""
    raw, base = root / "raw", root / "base"
    files = sorted(path for path in source.iterdir() if path.is_file())
    raw.mkdir()
    for path in files[::2]:
        shutil.copy2(path, raw)
    load(raw, base)
    for path in files[1::2]:
        shutil.copy2(path, raw)
    changed = next(path for path in sorted(raw.glob("*.txt")) if (source / path.name) in files[::2])
    changed.write_bytes(changed.read_bytes() + b"\n\nDas kostet 30 Mio. Franken.\n")
    before = snapshot(base)
    undisturbed = Path(shutil.copytree(base, root / "undisturbed"))
    start = time.perf_counter()
    assert runner.run(raw, undisturbed) == (0, "")
    return Story(raw, base, before, snapshot(undisturbed), time.perf_counter() - start)


class Runner:
    """Starts runs as children of a process that is ready for them."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def start(self, raw: Path, folder: Path, point: str | None = None, end: str = "kill") -> int:
        """Start a run that ends itself at the point; its process id."""
        return int(self._ask({"raw": str(raw), "folder": str(folder), "point": point, "end": end}))

    def wait(self) -> tuple[int, str]:
        """How the run ended: exit code, negative for a signal, and what it told."""
        code, told = json.loads(self._ask(None))
        return code, told

    def run(self, raw: Path, folder: Path, point: str | None = None, end: str = "kill") -> tuple[int, str]:
        self.start(raw, folder, point, end)
        return self.wait()

    def _ask(self, question: object) -> str:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()


@contextmanager
def running() -> Iterator[Runner]:
    """A runner, ready when this block begins."""
    command = [sys.executable, "-m", "tests.storing.crashing"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield Runner(process)
        assert process.stdin
        process.stdin.close()


def problems(folder: Path) -> list[str]:
    """What `depesche check` would tell."""
    return [f"{each.what}: {told}" for each in check_warehouse(Warehouse(folder)) for told in each.problems]


def assert_whole(story: Story, folder: Path) -> None:
    """The public file opens, holds the old or the new dataset and nothing between, and passes every check."""
    assert snapshot(folder) in (story.before, story.after)
    assert problems(folder) == []


def assert_completed(story: Story, folder: Path) -> None:
    """The next run gives the same dataset as one that nothing disturbed, and nothing half-written is left."""
    load(story.raw, folder)
    assert snapshot(folder) == story.after
    assert not list(folder.glob("*building*"))
    assert not (folder / "batches" / "pending").exists()


def _serve() -> None:
    """Fork a child per line of standard input, and say how it ended when asked."""
    from flows.batch import prepare_finders  # what a run imports, imported before any run
    from flows.config import Config

    prepare_finders(Config())
    importlib.import_module("flows.storing.build")
    print("ready", flush=True)  # noqa: T201
    child, told = 0, Path()
    for line in sys.stdin:
        job = json.loads(line)
        if job is None:
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            print(json.dumps([code, told.read_text("utf-8") if told.exists() else ""]), flush=True)  # noqa: T201
            continue
        told = Path(job["folder"]).with_suffix(".told")
        child = os.fork()
        if not child:
            os._exit(_run(Path(job["raw"]), Path(job["folder"]), told, job["point"], job["end"]))
        print(child, flush=True)  # noqa: T201


def _run(raw: Path, folder: Path, told: Path, point: str | None, end: str) -> int:
    """One run in a process of its own; its exit code is the command's."""
    if point:
        _arm(POINTS[point], _ENDS[end])
    try:
        with stoppable():
            load(raw, folder)
    except (DepescheError, StoppedError) as error:
        told.write_text(str(error), "utf-8")
        return error.exit_code
    return 0


def _full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


_ENDS: dict[str, Callable[[], None]] = {
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "term": lambda: os.kill(os.getpid(), signal.SIGTERM),
    "stop": lambda: os.kill(os.getpid(), signal.SIGSTOP),
    "full": _full,
}


def _arm(point: Point, end: Callable[[], None]) -> None:
    """Replace the point's function by one that ends the run at its n-th call."""
    path, name = point.function.rsplit(".", 1)
    try:
        place: Any = importlib.import_module(path)
    except ModuleNotFoundError:
        module, owner = path.rsplit(".", 1)
        place = getattr(importlib.import_module(module), owner)
    original = getattr(place, name)
    calls = 0

    def ending(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls != point.call:
            return original(*arguments, **named)
        result = original(*arguments, **named) if point.behind or point.halves else None
        if point.halves:
            written = next(argument for argument in arguments if isinstance(argument, Path))
            os.truncate(written, written.stat().st_size // 2)
        end()
        return result if point.behind or point.halves else original(*arguments, **named)

    setattr(place, name, ending)


def wait_until_stopped(process: int) -> None:
    """Wait until a run has stopped itself (`end="stop"`)."""
    deadline = time.monotonic() + 60
    while Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "T":
        assert time.monotonic() < deadline
        time.sleep(0.02)


if __name__ == "__main__":
    _serve()
