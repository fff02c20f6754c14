"""Commands that look after a warehouse: is it whole, and how it becomes whole again."""

from __future__ import annotations

from pathlib import Path

import typer

from flows.cli_options import Raw, WarehouseFolder


def doctor(raw: Raw = Path("raw"), warehouse: WarehouseFolder = Path("warehouse")) -> None:
    """Say which versions and paths are in use and what is missing; exits 1 if something is.

    Example: `depesche doctor`
    """
    from flows.diagnosis import diagnose
    from flows.display import consoles, findings_table

    findings = diagnose(raw, warehouse)
    consoles()[0].print(findings_table(findings))
    if any(finding.problem for finding in findings):
        raise typer.Exit(1)


def check(warehouse: WarehouseFolder = Path("warehouse")) -> None:
    """Look at the whole warehouse and tell everything that is not as promised; exits 1 if something is.

    Every row against its model, its references and its words in the text; the dataset and its history against the
    batches; every batch to its last byte. Nothing is changed, and a run may be on meanwhile.

    Example: `depesche check --warehouse warehouse`
    """
    from flows.checking.check import check_warehouse
    from flows.checking.table import examined_table
    from flows.display import consoles
    from flows.storing.warehouse import Warehouse

    out, err = consoles()
    with err.status("checking") as status:
        examined = check_warehouse(Warehouse(warehouse), lambda what: status.update(f"checking {what}"))
    out.print(examined_table(examined))
    problems = sum(len(each.problems) for each in examined)
    if problems:
        out.print(f"{problems} {'problem' if problems == 1 else 'problems'} in {warehouse}", soft_wrap=True)
        raise typer.Exit(1)
    out.print(f"everything in {warehouse} is as promised", soft_wrap=True)


def rebuild(warehouse: WarehouseFolder = Path("warehouse")) -> None:
    """Build the DuckDB file anew from the Parquet batches, for example when it was damaged or deleted.

    A warehouse of an older version is brought forward; what it was is kept in its folder `backups/`.

    Example: `depesche rebuild`
    """
    from flows.display import consoles
    from flows.errors import WarehouseError
    from flows.storing.migrating import migrate
    from flows.storing.warehouse import Warehouse

    house = Warehouse(warehouse)
    if not any(house.batches.root.glob("run_id=*")):
        raise WarehouseError(f"{house.batches.root} holds no run to build from: load one with `depesche run`")
    with house.locked():
        migrate(house.folder)
        house.publish()
    consoles()[0].print(f"{house.database} was built from {len(house.batches.manifests())} runs")
