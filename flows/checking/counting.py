"""Which reading of each article counts, told from the log alone.

The rules of `flows.storing.readings` once more, in plain Python and file by file: two ways to the same
answer, so that a fault in one of them shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl
import pyarrow as pa

from flows.checking.log import ReadLog

# From the run that read a file to the run that ended what it said then; None for what counts now.
Spans = Mapping[tuple[str, str], tuple[int, int | None]]


@dataclass(frozen=True, slots=True)
class Look:
    """How a run found one file."""

    sequence: int
    run_id: str
    problem: str | None
    withdrawn: str | None


@dataclass(frozen=True, slots=True)
class Counting:
    """What counts, as tables that a query can join."""

    readings: pa.Table  # article_id, run_id, since, until
    looks: pa.Table  # source_file, run_id, since, until: the looks whose rejects count


def what_counts(log: ReadLog) -> Counting:
    """Spans of all readings and of all looks."""
    looks = _looks(log)
    readings = {(name, run): span for name, seen in looks.items() for run, span in counting_spans(seen)}
    every_look = {(name, run): span for name, seen in looks.items() for run, span in _each_until_the_next(seen)}
    columns = ("article_id", "source_file")
    rows = [
        (article, run, *readings[name, run])
        for article, name, run in _rows(log, "articles", columns)
        if (name, run) in readings
    ]
    return Counting(
        _table("article_id", rows),
        _table("source_file", [(name, run, *span) for (name, run), span in every_look.items()]),
    )


def counting_spans(looks: Iterable[Look]) -> list[tuple[str, tuple[int, int | None]]]:
    """The looks at one file, oldest first, whose rows counted for a while, and from when to when.

    A look that failed ends nothing once the file was read; a withdrawal ends everything.

    >>> away = Look(2, "b", "OSError", None)
    >>> counting_spans([Look(1, "a", None, None), away, Look(3, "c", None, "retracted")])
    [('a', (1, 3)), ('c', (3, None))]
    """
    kept: list[Look] = []
    was_read = False
    for look in looks:
        if look.problem is None or not was_read:
            kept.append(look)
        was_read = was_read or look.problem is None
    return _each_until_the_next(kept)


def _each_until_the_next(looks: list[Look]) -> list[tuple[str, tuple[int, int | None]]]:
    ends: list[int | None] = [look.sequence for look in looks[1:]]
    return [(look.run_id, (look.sequence, end)) for look, end in zip(looks, [*ends, None], strict=False)]


def _looks(log: ReadLog) -> dict[str, list[Look]]:
    sequences = {run.run_id: run.sequence for run in log.runs}
    looks: dict[str, list[Look]] = {}
    for name, problem, withdrawn, run in _rows(log, "files", ("source_file", "problem", "withdrawn")):
        looks.setdefault(name, []).append(Look(sequences[run], run, problem, withdrawn))
    for seen in looks.values():
        seen.sort(key=lambda look: look.sequence)
    return looks


def _rows(log: ReadLog, table: str, columns: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """These columns of all the table's batches, each row with its run's id behind."""
    known = {run.run_id for run in log.runs}
    for path in log.files[table]:
        run = path.split("run_id=")[-1].split("/")[0]
        if run in known:
            yield from (
                (*row, run) for row in pl.read_parquet(path, columns=list(columns), hive_partitioning=False).rows()
            )


def _table(name: str, rows: list[tuple[str, str, int, int | None]]) -> pa.Table:
    schema = pa.schema([(name, pa.string()), ("run_id", pa.string()), ("since", pa.int32()), ("until", pa.int32())])
    return pa.Table.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema=schema)
