"""What all descriptions of an export tell of it: run, time, counts, files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from flows.errors import WarehouseError
from flows.exporting.files import Format
from flows.exporting.tables import DataFile
from schemas import derive

TITLE = "German business news: statements with the words they stand on"
DESCRIPTION = (
    "Who takes over whom, who invests how much in what, who works with whom, who said what, and the figures they "
    "stated, read from German business news by Depesche. Every value stands on characters of an article's text."
)
KEYWORDS = ("business news", "German", "information extraction", "events", "quotes", "named entities")
CHANGES_TITLE = "Changes of German business news: rows withdrawn and added from one run to another"
CHANGES_DESCRIPTION = (
    "Only changes are here: per table the rows to take out of a full export of an earlier run and the rows to put in, "
    "so that it becomes one of a later run, row for row."
)
LICENCE = (
    "The texts, headlines and quotations belong to the outlets or authors that published them: pass them on only where "
    "their licence or the law allows it. What was read from them (spans, types, values, names) is stated as found, "
    "without warranty."
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The run whose dataset an export of changes starts from; number 0 is the empty dataset before the first."""

    sequence: int
    run_id: str | None
    finished_at: datetime | None
    counts: dict[str, int]  # rows per table then


@dataclass(frozen=True, slots=True)
class About:
    """One export: its dataset's newest run, its files and what is in them."""

    run_id: str
    sequence: int
    version: str  # of the Depesche that loaded the newest run
    finished_at: datetime  # of that run, UTC; an export has no clock of its own
    form: Format
    files: list[DataFile]
    counts: dict[str, int]  # rows per group of files: a table, or one part of it
    first_day: date | None
    last_day: date | None
    languages: dict[str, int]
    formats: dict[str, int]
    event_types: dict[str, int]
    labels: dict[str, int]
    earlier: Earlier | None = None  # of an export of changes

    @property
    def title(self) -> str:
        return CHANGES_TITLE if self.earlier else TITLE

    @property
    def description(self) -> str:
        return f"{DESCRIPTION} {CHANGES_DESCRIPTION}" if self.earlier else DESCRIPTION

    @property
    def name(self) -> str:
        return "depesche-changes" if self.earlier else "depesche"

    def files_of(self, group: str) -> list[DataFile]:
        return [file for file in self.files if file.group == group]

    def describe(self, group: str) -> str:
        """What the rows of a group of files are."""
        first = self.files_of(group)[0]
        told = derive.table_description(first.table)
        return f"Rows {first.part}. {told}" if first.part else told


def read_about(
    connection: duckdb.DuckDBPyConnection, form: Format, files: list[DataFile], earlier: Earlier | None = None
) -> About:
    """Ask the dataset what its descriptions tell. Raises WarehouseError where it has no run."""
    last = "SELECT run_id, sequence, code_version, finished_at::TIMESTAMP FROM runs ORDER BY sequence DESC LIMIT 1"
    runs = connection.execute(last).fetchall()
    if not runs:
        raise WarehouseError("the dataset has no run yet: load articles with `depesche run`")
    run_id, sequence, version, finished_at = runs[0]
    days = "SELECT min(published_on), max(published_on) FROM articles"
    first_day, last_day = connection.execute(days).fetchall()[0]
    counts: Counter[str] = Counter()
    for file in files:
        counts[file.group] += file.rows
    return About(
        run_id=run_id,
        sequence=sequence,
        version=version,
        finished_at=finished_at,
        form=form,
        files=files,
        counts=dict(counts),
        first_day=first_day,
        last_day=last_day,
        languages=_tally(connection, "articles", "language"),
        formats=_tally(connection, "articles", "format"),
        event_types=_tally(connection, "events", "event_type"),
        labels=_tally(connection, "entities", "label"),
        earlier=earlier,
    )


def _tally(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> dict[str, int]:
    """Rows per value, the most frequent first."""
    counted = f'SELECT "{column}", count(*) FROM {table} GROUP BY 1 ORDER BY 2 DESC, 1'
    return dict(connection.execute(counted).fetchall())
