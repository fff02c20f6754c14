"""Commands about the life of the dataset's rows: what changed between runs, what is withdrawn."""

from __future__ import annotations

import sys
from datetime import datetime
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
        f"files withdrawn: {summary.files['withdrawn']:,}, with them articles: {summary.articles['withdrawn']:,}; "
        f"articles that stay: {summary.articles['unchanged']:,}",
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
    gone = f"; files with rejects that are gone from {raw}: {done.gone:,}" if done.gone else ""
    if done.summary is None:
        out.print(f"Nothing to replay: no file in {raw} has rejects{gone}.", soft_wrap=True)
        return
    out.print(
        f"files read again: {done.files:,}; rejects before: {done.rejects_before:,}, now: {done.rejects_now:,}{gone}",
        soft_wrap=True,
    )


def backfill(
    table: Annotated[
        list[str] | None, typer.Option("--table", help="Only what the finders of this table read; may be repeated.")
    ] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Articles published since.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Articles published until.")] = None,
    batch: Annotated[int, typer.Option(min=1, help="Files per run; a kill loses one batch at most.")] = 500,
    raw: Raw = Path("raw"),
    warehouse: WarehouseFolder = Path("warehouse"),
    config: ConfigFile = None,
) -> None:
    """Read articles again that older versions of the finders read; `depesche diff` shows what that changed.

    Example: `depesche backfill --table quotes --since 2024-01-01`
    """
    from flows.backfilling import backfill as backfill_files
    from flows.config import load_config
    from flows.display import consoles
    from flows.extractors import current_extractors
    from flows.storing.outdated import Wanted
    from flows.storing.warehouse import Warehouse

    current = current_extractors()
    unknown = sorted(set(table or ()) - set(current))
    if unknown:
        raise typer.BadParameter(f"no finder gives {', '.join(unknown)}; there are {', '.join(current)}")
    wanted = Wanted(
        {name: version for name, version in current.items() if not table or name in table},
        since.date() if since else None,
        until.date() if until else None,
    )
    settings = load_config(raw, config)
    out, err = consoles()
    with err.status("reading again") as status:
        done = backfill_files(
            raw,
            Warehouse(warehouse),
            settings,
            wanted,
            batch,
            lambda files, of: status.update(f"{files:,} of {of:,} files read again"),
        )
    gone = f"; gone from {raw}, their articles stay as they were read: {done.gone:,}" if done.gone else ""
    if done.first_run == done.last_run:
        out.print(f"Nothing to do: no file in {raw} was read by older finders{gone}.", soft_wrap=True)
        return
    told = f"depesche diff {done.first_run} {done.last_run}"
    out.print(f"files read again: {done.files:,}{gone}. What that changed: {told}", soft_wrap=True)
