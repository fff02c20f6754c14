"""The export flow: the published dataset as files, for schedules and workers."""

# No postponed annotations here: for scheduled runs Prefect pickles the flow by value and reads its types there.

from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.exporting.export import export_dataset
from flows.exporting.files import Format
from flows.storing.warehouse import Warehouse


@task(name="export tables", retries=2, retry_delay_seconds=5, cache_policy=NO_CACHE)
def run_export(warehouse: Path, target: Path, form: str, by_month: bool) -> dict[str, int]:
    """Write all tables; a full disk or a lost share is worth another try."""
    return export_dataset(Warehouse(warehouse), target, Format(form), by_month)


@flow(name="depesche-export", persist_result=False)
def export(
    warehouse: Path = Path("warehouse"), target: Path = Path("export"), form: str = "parquet", by_month: bool = False
) -> dict[str, int]:
    """Write the dataset to `target` as files that describe themselves; returns rows per table."""
    return run_export(warehouse, target, form, by_month)
