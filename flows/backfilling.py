"""Articles that older finders read, read again by those of now: in batches, each a run that is kept at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.config import Config
from flows.plan import Plan, files_by_name, split_batches
from flows.run import catch_up, commit, read_in_process
from flows.storing.outdated import Wanted, outdated_files
from flows.storing.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class Backfill:
    """What a backfill did: the runs (by number) before it and at its end are equal where it had nothing to do."""

    files: int
    gone: int  # files of outdated articles that are no longer below raw
    first_run: int
    last_run: int


def backfill(
    raw: Path,
    warehouse: Warehouse,
    config: Config,
    wanted: Wanted,
    files_per_run: int = 500,
    progress: Callable[[int, int], None] | None = None,
) -> Backfill:
    """Read the files of outdated articles again.

    One that is killed loses the batch it was at: the next reads only what is still outdated. The dataset is
    swapped in once, at the end.
    """
    with warehouse.locked():
        catch_up(warehouse)
        names = outdated_files(warehouse, wanted)
        files = files_by_name(raw)[0]
        paths = tuple(files[name] for name in names if name in files)
        before = last = _last_run(warehouse)
        done = 0
        for batch in split_batches(paths, files_per_run):
            plan = Plan((), batch, len(files) - len(batch), kind="backfill")
            started_at = datetime.now(UTC)
            results = read_in_process(raw, warehouse, plan, config)
            last = commit(warehouse, plan, results, started_at, config).sequence
            done += len(batch)
            if progress is not None:
                progress(done, len(paths))
        if last != before:
            warehouse.publish()
        return Backfill(len(paths), len(names) - len(paths), before, last)


def _last_run(warehouse: Warehouse) -> int:
    head = warehouse.batches.head()
    return head.sequence if head else 0
