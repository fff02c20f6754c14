"""What a check found, as a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.table import Table
from rich.text import Text

from flows.checking.examined import Examined
from flows.display import printable


def examined_table(examined: Iterable[Examined]) -> Table:
    """One row per thing looked at, problems in red, each on a line of its own."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("checked", no_wrap=True)
    table.add_column("rows", justify="right", no_wrap=True)
    table.add_column("state", overflow="fold")
    for each in examined:
        rows = "" if each.rows is None else f"{each.rows:,}"
        told = [*each.problems, *([each.note] if each.note else [])] or ["ok"]
        table.add_row(each.what, rows, Text(printable("\n".join(told))), style="red" if each.problems else None)
    return table
