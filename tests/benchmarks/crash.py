"""`kill -9` at random moments and at each named point of a load; then the dataset is checked and the next run compared.

.venv/bin/python tests/benchmarks/crash.py FOLDER [TIMES]
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.conftest import load, snapshot
from tests.storing.crashing import POINTS, Runner, Snapshot, Story, problems, running, tell_story

SEED = 20240312


def main() -> None:
    raw = Path(sys.argv[1] if len(sys.argv) > 1 else "raw").resolve()
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    dice = random.Random(SEED)
    with tempfile.TemporaryDirectory() as name, running() as runner:
        story = tell_story(raw, Path(name), runner)
        rows = sum(map(len, story.after.values()))
        print(f"a run of {story.seconds:.1f} s, from {sum(map(len, story.before.values()))} rows to {rows}", flush=True)
        found = Figures()
        for number in range(times):
            seconds = dice.uniform(0, story.seconds)
            found.add(f"kill {number + 1} after {seconds:.2f} s", crash(story, runner, Path(name) / "crashed", seconds))
        for point in POINTS:
            found.add(f"killed {point}", crash(story, runner, Path(name) / "crashed", point))
    print(found)
    if found.bad:
        raise SystemExit(1)


class Figures:
    """What the crashes left."""

    def __init__(self) -> None:
        self.runs = self.killed = self.old = self.new = self.bad = self.lost = 0

    def add(self, what: str, left: tuple[bool, str, list[str], int]) -> None:
        killed, shown, complaints, lost = left
        self.runs += 1
        self.killed += killed
        self.old += shown == "the old dataset"
        self.new += shown == "the new dataset"
        self.lost += lost
        self.bad += bool(complaints)
        print(f"{what}: {shown}; {'; '.join(complaints) or 'sound, and the next run completed it'}", flush=True)

    def __str__(self) -> str:
        return (
            f"{self.runs} runs, {self.killed} killed: {self.old} left the old dataset, {self.new} the new one, "
            f"{self.bad} anything else; rows lost {self.lost}"
        )


def crash(story: Story, runner: Runner, folder: Path, moment: float | str) -> tuple[bool, str, list[str], int]:
    """One run killed after seconds or at a point: whether it was, what it left, what is wrong, rows lost in the end."""
    story.warehouse(folder)
    process = runner.start(story.raw, folder, moment if isinstance(moment, str) else None)
    if isinstance(moment, float):
        time.sleep(moment)
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    killed = runner.wait()[0] == -signal.SIGKILL
    left = snapshot(folder)
    known = {"the old dataset": story.before, "the new dataset": story.after}
    shown = next((name for name, dataset in known.items() if left == dataset), "ANOTHER DATASET")
    complaints = problems(folder)
    if shown not in known:
        complaints.append("neither the old dataset nor the new one")
    load(story.raw, folder)
    completed = snapshot(folder)
    if completed != story.after:
        complaints.append("the next run gave another dataset")
    shutil.rmtree(folder)
    return killed, shown, complaints, missing(story.after, completed)


def missing(expected: Snapshot, found: Snapshot) -> int:
    """Rows of the expected dataset that are not in the other."""
    return sum(len(set(map(repr, rows)) - set(map(repr, found[table]))) for table, rows in expected.items())


if __name__ == "__main__":
    main()
