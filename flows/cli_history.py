"""Commands about the life of the dataset's rows: what changed between runs, what is withdrawn."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.cli_options import ConfigFile, Raw, WarehouseFolder
from flows.errors import InputError


def retract(
    pattern: Annotated[
        str | None, typer.Argument(help="Name of a file below the raw folder; * and ? stand for any characters.")
    ] = None,
    missing: Annotated[bool, typer.Option("--missing", help="All files that are gone from the raw folder.")] = False,
    raw: Raw = Path("raw"),
    warehouse: WarehouseFolder = Path("warehouse"),
) -> None:
    """Withdraw what files said; it stays in the history, with the reason.

    Example: `depesche retract '2024-03-*.txt'`
    """
    from flows.display import consoles
    from flows.retraction import retract as retract_files
    from flows.storing.warehouse import Warehouse

    if (pattern is None) is not missing:
        raise typer.BadParameter("name files by a pattern, or say --missing")
    if missing and not raw.is_dir():
        raise InputError(f"the raw folder {raw} does not exist: --missing can't tell what is gone from it")
    summary = retract_files(raw, Warehouse(warehouse), pattern)
    consoles()[0].print(
        f"{summary.files['withdrawn']:,} files withdrawn with {summary.articles['withdrawn']:,} articles, "
        f"{summary.articles['unchanged']:,} articles stay",
        soft_wrap=True,
    )


def diff(
    first: Annotated[str, typer.Argument(metavar="RUN_A", help="Id of a run, its beginning, or its number.")],
    second: Annotated[str, typer.Argument(metavar="RUN_B", help="The run to compare with it.")],
    table: Annotated[
        str | None, typer.Option("--table", help="Print each change of this table, as JSON lines.")
    ] = None,
    warehouse: WarehouseFolder = Path("warehouse"),
) -> None:
    """Count what was added, withdrawn and changed from one run to another; run 0 is the empty dataset.

    Example: `depesche diff 1 2 --table quotes`
    """
    from flows.display import changes_table, consoles
    from flows.querying import as_json_line
    from flows.storing.changes import count_changes, list_changes
    from flows.storing.warehouse import Warehouse

    house = Warehouse(warehouse)
    if table is None:
        consoles()[0].print(changes_table(count_changes(house, first, second)))
        return
    for change in list_changes(house, first, second, table):
        sys.stdout.write(as_json_line({"change": change.kind, "before": change.before, "after": change.after}))


def replay(raw: Raw = Path("raw"), warehouse: WarehouseFolder = Path("warehouse"), config: ConfigFile = None) -> None:
    """Read files with rejects again, after a fix; what passes is loaded by a run of the kind 'replay'.

    Example: `depesche replay`
    """
    from flows.config import load_config
    from flows.display import consoles
    from flows.replaying import replay as replay_files
    from flows.storing.warehouse import Warehouse

    settings = load_config(raw, config)
    out, err = consoles()
    with err.status("reading again") as status:
        done = replay_files(
            raw,
            Warehouse(warehouse),
            settings,
            lambda files, of: status.update(f"{files:,} of {of:,} files read again"),
        )
    gone = f"; {done.gone:,} files with rejects are gone from {raw}" if done.gone else ""
    if done.summary is None:
        out.print(f"Nothing to replay: no file in {raw} has rejects{gone}.", soft_wrap=True)
        return
    out.print(
        f"{done.files:,} files read again: {done.rejects_before:,} rejects before, {done.rejects_now:,} now{gone}",
        soft_wrap=True,
    )
