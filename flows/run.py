"""A run without its orchestration: prepare, commit, publish, sum up. Prefect wires it in `pipeline.py`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from flows.config import Config
from flows.extractors import current_extractors
from flows.finding.llm.usage import Usage
from flows.plan import Plan, make_plan, split_batches
from flows.storing.batches import LLM_COUNTS, Manifest
from flows.storing.migrating import migrate
from flows.storing.warehouse import Warehouse

if TYPE_CHECKING:
    from flows.batch import BatchResult  # brings all finders: a run with nothing to do must not wait for them

logger = logging.getLogger(__name__)

# Files per task: a task costs Prefect 20–70 ms, an article about 20 ms.
FILES_PER_BATCH = 100


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, for the closing table, the artifact and the log."""

    files: dict[str, int]  # new, changed, unchanged, withdrawn
    articles: dict[str, int]  # read, new, changed, unchanged, withdrawn, duplicates
    rejected: int
    rows: dict[str, int] = field(default_factory=dict)  # rows per table in the dataset now
    run_id: str | None = None
    seconds: float = 0.0


def code_version() -> str:
    return metadata.version("depesche")


def catch_up(warehouse: Warehouse) -> None:
    """Bring an older warehouse forward, and finish what a dead run left unpublished. Needs the lock."""
    warehouse.batches.drop_pending()  # what is published now may need its room
    backup = migrate(warehouse.folder)
    if backup:
        logger.warning("the warehouse is of an older Depesche and is brought forward; as it was: %s", backup)
    if warehouse.is_behind():
        if not backup:
            logger.warning("an earlier run ended before its dataset was swapped in: publishing it now")
        warehouse.publish()


def prepare(raw: Path, warehouse: Warehouse, config: Config) -> Plan:
    """Finish what a dead run left unpublished, then see what there is to do. Needs the lock."""
    catch_up(warehouse)
    plan = make_plan(raw, warehouse, config)
    for twin in plan.twins:
        logger.warning("not read: %s has the name of another file in another Unicode form; rename it", twin)
    return plan


def load_in_process(
    raw: Path, warehouse: Warehouse, config: Config, progress: Callable[[int, int], None] | None = None
) -> Summary:
    """A run without Prefect: the same stages in the same order; `progress` is told files done and files to do."""
    started_at = datetime.now(UTC)
    with warehouse.locked():
        plan = prepare(raw, warehouse, config)
        if plan.is_empty:
            return summarise(warehouse, plan, revisions(warehouse), None)
        results = read_in_process(raw, warehouse, plan, config, progress)
        return commit_and_publish(warehouse, plan, results, started_at, config)


def read_in_process(
    raw: Path, warehouse: Warehouse, plan: Plan, config: Config, progress: Callable[[int, int], None] | None = None
) -> list[BatchResult]:
    """Take the plan's files through all stages into a new pending run. Needs the lock."""
    from flows.batch import prepare_finders, process_batch

    results: list[BatchResult] = []
    if plan.todo:
        prepare_finders(config)
    pending = warehouse.batches.start()
    for number, files in enumerate(split_batches(plan.todo, FILES_PER_BATCH)):
        results.append(process_batch(files, raw, pending, number, config, used(results)))
        if progress is not None:
            progress(sum(len(each.files) for each in results), len(plan.todo))
    return results


def used(results: Iterable[BatchResult]) -> Usage:
    """What a language model took for these batches."""
    return sum((result.usage for result in results), Usage())


def commit_and_publish(
    warehouse: Warehouse, plan: Plan, results: Iterable[BatchResult], started_at: datetime, config: Config
) -> Summary:
    """Make the pending batches part of the log and swap in the dataset built from it. Needs the lock."""
    before = revisions(warehouse)
    manifest = commit(warehouse, plan, results, started_at, config)
    warehouse.publish()
    return summarise(warehouse, plan, before, manifest.run_id)


def commit(
    warehouse: Warehouse, plan: Plan, results: Iterable[BatchResult], started_at: datetime, config: Config
) -> Manifest:
    """Make the pending batches part of the log. Needs the lock."""
    results = list(results)
    rows: dict[str, int] = {}
    files = list(plan.withdrawals)
    took = used(results)
    for result in results:
        files += result.files
        for table, count in result.rows.items():
            rows[table] = rows.get(table, 0) + count
    return warehouse.batches.commit(
        started_at=started_at,
        finished_at=datetime.now(UTC),
        code_version=code_version(),
        settings=config.fingerprint,
        files=files,
        files_new=len(plan.new),
        files_changed=len(plan.changed),
        files_unchanged=plan.unchanged,
        rows=rows,
        finders=config.finders,
        llm={name: str(took.cost_usd) if name == "cost_usd" else getattr(took, name) for name in LLM_COUNTS},
        kind=plan.kind,
        extractors=current_extractors() if plan.todo else {},
        overrides=None if plan.kind == "retract" else config.overrides.as_content(),
    )


def revisions(warehouse: Warehouse) -> dict[str, int]:
    """Article ids of the published dataset with their revisions."""
    if not warehouse.database.exists():
        return {}
    with warehouse.connected() as connection:
        return dict(connection.execute("SELECT article_id, revision FROM articles").fetchall())


def summarise(warehouse: Warehouse, plan: Plan, before: dict[str, int], run_id: str | None) -> Summary:
    """Counts of the published dataset and of what the run changed in it."""
    files = {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "withdrawn": len(plan.withdrawals),
    }
    if not warehouse.database.exists():
        return Summary(files, dict.fromkeys(("read", "new", "changed", "unchanged", "withdrawn", "duplicates"), 0), 0)
    after = revisions(warehouse)
    with warehouse.connected() as connection:

        def number(query: str, *values: str | None) -> int:
            return int(connection.execute(query, list(values)).fetchall()[0][0])

        new = len(after.keys() - before.keys())
        changed = sum(before.get(article, revision) != revision for article, revision in after.items())
        articles = {
            "read": number("SELECT count(*) FROM articles WHERE run_id = ?", run_id),
            "new": new,
            "changed": changed,
            "unchanged": len(after) - new - changed,
            "withdrawn": len(before.keys() - after.keys()),
            "duplicates": number("SELECT count(*) FROM articles WHERE duplicate_of IS NOT NULL"),
        }
        rejected = number("SELECT count(*) FROM rejects WHERE run_id = ?", run_id)
        rows = {table: number(f"SELECT count(*) FROM {table}") for table in _COUNTED}
    return Summary(files, articles, rejected, rows, run_id)


_COUNTED = (
    "articles",
    "sections",
    "entities",
    "entity_aliases",
    "mentions",
    "amounts",
    "events",
    "event_arguments",
    "quotes",
    "relations",
    "figures",
    "rejects",
)
