"""The flow: read → find → resolve → check → store, in batches; wiring only."""

# No postponed annotations here: for scheduled runs Prefect pickles the flow by value and reads its types there.

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from flows.batch import BatchResult, prepare_finders, process_batch
from flows.config import Config, load_config
from flows.finding.llm.usage import Usage
from flows.plan import Plan, split_batches
from flows.progress import report_progress
from flows.run import FILES_PER_BATCH, Summary, commit_and_publish, prepare, revisions, summarise, used
from flows.storing.warehouse import Warehouse


# Reading can fail for a moment (a network share, a full disk): that is worth another try.
@task(name="batch", task_run_name="batch {number}", retries=2, retry_delay_seconds=5, cache_policy=NO_CACHE)
def run_batch(
    files: tuple[Path, ...], raw: Path, pending: Path, number: int, settings: Config, before: Usage
) -> BatchResult:
    """Read, find, resolve, check and write one batch of files."""
    result = process_batch(files, raw, pending, number, settings, before)
    articles, rejects = result.rows.get("articles", 0), result.rows.get("rejects", 0)
    get_run_logger().info("batch %d: %d files, %d articles, %d rejects", number, len(files), articles, rejects)
    return result


@task(name="publish", cache_policy=NO_CACHE)
def run_publish(
    folder: Path, plan: Plan, results: list[BatchResult], started_at: datetime, settings: Config
) -> Summary:
    """Commit the batches and swap the new dataset in. A second try would commit twice: no retries."""
    return commit_and_publish(Warehouse(folder), plan, results, started_at, settings)


@flow(name="depesche-load", flow_run_name="load {raw}", validate_parameters=True, persist_result=False)
def load(raw: Path = Path("raw"), warehouse: Path = Path("warehouse"), config: Path | None = None) -> Summary:
    """Load what is new or changed below `raw` into the warehouse.

    Raises a DepescheError where nothing could be loaded: the dataset is then as it was.
    """
    start, started_at = monotonic(), datetime.now(UTC)
    house, settings = Warehouse(warehouse), load_config(raw, config)
    with house.locked():
        plan = prepare(raw, house, settings)
        logger = get_run_logger()
        logger.info("%d files new, %d changed, %d unchanged", len(plan.new), len(plan.changed), plan.unchanged)
        if plan.is_empty:
            return summarise(house, plan, revisions(house), None)
        prepare_finders(settings)
        pending = house.batches.start()
        results: list[BatchResult] = []
        done = 0
        for number, files in enumerate(split_batches(plan.todo, FILES_PER_BATCH), start=1):
            results.append(run_batch(files, raw, pending, number, settings, used(results)))
            done += len(files)
            report_progress(done)
        summary = run_publish(warehouse, plan, results, started_at, settings)
    summary = replace(summary, seconds=monotonic() - start)
    leave_artifact(summary)
    logger.info("published %s: %s, %d rows rejected", summary.run_id, summary.articles, summary.rejected)
    return summary


def leave_artifact(summary: Summary) -> None:
    """The run's counts as a table in Prefect's UI."""
    table = [
        *({"what": f"files {what}", "count": count} for what, count in summary.files.items()),
        *({"what": f"articles {what}", "count": count} for what, count in summary.articles.items()),
        {"what": "rows rejected", "count": summary.rejected},
        *({"what": f"rows in {name}", "count": count} for name, count in summary.rows.items()),
    ]
    create_table_artifact(table, key="depesche-load", description=f"Run {summary.run_id}")
