"""Files that had rejects, read again after a fix: a run of its own kind, so that its rows are marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.config import Config
from flows.plan import Plan, files_by_name
from flows.run import Summary, catch_up, commit_and_publish, read_in_process
from flows.storing.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replay did; `summary` is None where there was nothing to read again."""

    files: int
    gone: int  # files with rejects that are no longer below raw
    rejects_before: int
    rejects_now: int
    summary: Summary | None


def replay(
    raw: Path, warehouse: Warehouse, config: Config, progress: Callable[[int, int], None] | None = None
) -> Replay:
    """Read every file again that the dataset has rejects of; what passes now is loaded, the rest is rejected anew."""
    started_at = datetime.now(UTC)
    with warehouse.locked():
        catch_up(warehouse)
        before, names = _rejected(warehouse)
        files = files_by_name(raw)[0]
        paths = tuple(files[name] for name in names if name in files)
        gone = len(names) - len(paths)
        if not paths:
            return Replay(0, gone, before, before, None)
        plan = Plan((), paths, len(warehouse.file_states()) - len(paths), kind="replay")
        results = read_in_process(raw, warehouse, plan, config, progress)
        summary = commit_and_publish(warehouse, plan, results, started_at, config)
        return Replay(len(paths), gone, before, _rejected(warehouse)[0], summary)


def _rejected(warehouse: Warehouse) -> tuple[int, list[str]]:
    """How many rejects there are, and the files that they come from."""
    with warehouse.connected() as connection:
        rows = connection.execute("SELECT source_file, count(*) FROM rejects GROUP BY ALL ORDER BY ALL").fetchall()
    return sum(count for _, count in rows), [name for name, _ in rows]
