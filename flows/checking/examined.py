"""What one check looked at and found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at: how many rows, and every problem with an example."""

    what: str
    rows: int | None = None
    problems: tuple[str, ...] = ()
    note: str = ""  # what else is to be said of it, where it is no problem


def rows_are(count: int) -> str:
    """The count with its verb.

    >>> rows_are(1), rows_are(1200)
    ('1 row is', '1,200 rows are')
    """
    return "1 row is" if count == 1 else f"{count:,} rows are"


def shortened(value: object) -> str:
    """The value as it is shown in an example."""
    text = str(value)
    return repr(text if len(text) <= 80 else text[:79] + "…")
