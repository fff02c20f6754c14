"""The price of history: revisions of a folder of articles, then sizes, build times, `as_of` queries, `diff`, exports.

In each revision a seeded share of the articles loses a sentence or has a number changed. The dataset is set aside
after every run, and each `as_of` state must equal that copy row for row. The seconds are processor time of all
threads, so that other work on the machine counts little.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[2]))

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table

from flows.exporting.export import export_changes, export_dataset
from flows.storing.changes import count_changes, list_changes
from flows.storing.warehouse import Warehouse
from schemas import derive
from schemas.tables import TABLES
from tests.benchmarks.export import size
from tests.conftest import load

LARGE = ("articles", "mentions", "article_entities", "event_arguments", "quotes", "entities", "rejects")
MEGABYTE = 1_000_000
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("raw"), help="articles, .txt")
    parser.add_argument("--revisions", type=int, default=10)
    parser.add_argument("--share", type=float, default=0.1, help="share of the articles that each revision changes")
    parser.add_argument("--keep", type=Path, help="leave the warehouse here; one that is here is only measured again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = options.keep or Path(name)
        house = Warehouse(place / "warehouse")
        if not house.folder.exists():
            load_revisions(options.folder, place, options.revisions, options.share)
        measure(house)
        verify(house, place / "copies")


def load_revisions(articles: Path, place: Path, revisions: int, share: float) -> None:
    """Load the articles and then each of their revisions, and print what each run took."""
    dice = random.Random(20240312)
    raw, copies, house = place / "raw", place / "copies", Warehouse(place / "warehouse")
    shutil.copytree(articles, raw)
    copies.mkdir()
    files = sorted(path for path in raw.rglob("*.txt") if path.is_file())
    for number in range(revisions + 1):
        chosen = dice.sample(files, round(len(files) * share)) if number else []
        for path in chosen:
            path.write_text(revise(path.read_text("utf-8"), dice), "utf-8")
        summary, seconds = timed(lambda: load(raw, house.folder))
        _, build = timed(house.publish)  # the same build once more, by itself
        shutil.copy(house.database, copies / f"{number + 1}.duckdb")
        with_it, batches = size(house.database) / MEGABYTE, size(house.batches.root) / MEGABYTE
        told = (
            f"run {number + 1}: {summary.articles['read']:,} articles read in {seconds:.1f} s, built in {build:.1f} s"
        )
        print(f"{told}; DuckDB {with_it:.1f} MB, batches {batches:.1f} MB", flush=True)


def revise(text: str, dice: random.Random) -> str:
    """The text with a number changed, or without one of its sentences; one more sentence if it has neither."""
    numbers = list(re.finditer(r"[0-9]+", text))
    sentences = list(re.finditer(r"[^.!?\n]+[.!?]+[ ]?", text))
    if numbers and (dice.random() < 0.5 or len(sentences) < 2):
        found = dice.choice(numbers)
        first, *others = found.group()
        other = dice.choice([digit for digit in "123456789" if digit != first])
        return text[: found.start()] + other + "".join(others) + text[found.end() :]
    if len(sentences) > 1:
        found = dice.choice(sentences)
        return text[: found.start()] + text[found.end() :]
    return text.rstrip() + " Das wurde am Montag bekannt.\n"


def measure(house: Warehouse) -> None:
    """Print what the history weighs and what questions to it take."""
    console = Console(highlight=False)
    _, build = timed(house.publish)
    with house.connected() as connection:
        runs, articles = connection.execute("SELECT (SELECT count(*) FROM runs), count(*) FROM articles").fetchall()[0]
        readings = connection.execute("SELECT count(*) FROM state.readings").fetchall()[0][0]
        console.print(f"{articles:,} articles, {runs} runs, {readings:,} readings; built in {build:.1f} s")
        with_it, without = size(house.database), size_without_history(house)
        batches = size(house.batches.root)
        console.print(
            f"DuckDB {with_it / MEGABYTE:.1f} MB, without history {without / MEGABYTE:.1f} MB; "
            f"batches {batches / MEGABYTE:.1f} MB"
        )
        numbers = sorted({1, (runs + 1) // 2, runs})
        table = start_table("table", "rows now", "ever", "main, ms", *(f"as of run {number}, ms" for number in numbers))
        for name in LARGE:
            count = "SELECT count(*) FROM {}"
            rows = connection.execute(count.format(name)).fetchall()[0][0]
            ever = connection.execute(count.format(f"history.{name}")).fetchall()[0][0] if name != "entities" else None
            sources = [name, *(as_of(name, number) for number in numbers)]
            took = [timed(lambda s=source: connection.sql(f"FROM {s}").to_arrow_table())[1] for source in sources]
            told = f"{ever:,}" if ever is not None else ""
            table.add_row(name, f"{rows:,}", told, *(f"{seconds * 1000:.0f}" for seconds in took))
    console.print(table)
    for first, second in ((1, runs), (runs - 1, runs)):
        _, counted = timed(lambda f=first, s=second: count_changes(house, str(f), str(s)))
        _, listed = timed(lambda f=first, s=second: list(list_changes(house, str(f), str(s), "mentions")))
        console.print(f"diff {first} {second}: {counted:.2f} s; with --table mentions {listed:.2f} s")
    with tempfile.TemporaryDirectory() as name:
        full, changes = Path(name) / "full", Path(name) / "changes"
        _, seconds = timed(lambda: export_dataset(house, full))
        console.print(f"export: {seconds:.2f} s, {size(full) / MEGABYTE:.1f} MB")
        for first in (1, runs - 1):
            _, seconds = timed(lambda f=first: export_changes(house, changes, str(f)))
            console.print(f"export --since {first}: {seconds:.2f} s, {size(changes) / MEGABYTE:.1f} MB")


def size_without_history(house: Warehouse) -> int:
    """Bytes of a DuckDB file with the public tables alone."""
    with tempfile.TemporaryDirectory() as name:
        alone = Path(name) / "alone.duckdb"
        with duckdb.connect(str(alone), config={"storage_compatibility_version": "v1.5.0"}) as connection:
            connection.execute(f"ATTACH '{house.database}' AS public (READ_ONLY)")
            for table in TABLES:
                for statement in derive.ddl(table):
                    connection.execute(statement)
                connection.execute(f"INSERT INTO {table} FROM public.main.{table}")
        return size(alone)


def verify(house: Warehouse, copies: Path) -> None:
    """Compare every table as of every run with the copy taken then; exits 1 where a row differs."""
    differing = 0
    with house.connected() as connection:
        runs = connection.execute("SELECT count(*) FROM runs").fetchall()[0][0]
        for number in range(1, runs + 1):
            connection.execute(f"ATTACH '{copies / f'{number}.duckdb'}' AS copy (READ_ONLY)")
            for table in TABLES:
                now, then = f"FROM {as_of(table, number)}", f"FROM copy.main.{table}"
                apart = f"SELECT count(*) FROM (({now} EXCEPT ALL {then}) UNION ALL ({then} EXCEPT ALL {now}))"
                rows = connection.execute(apart).fetchall()[0][0]
                if rows:
                    print(f"{table} as of run {number}: {rows} ROWS DIFFER")
                differing += rows
            connection.execute("DETACH copy")
    if differing:
        raise SystemExit(1)
    print(f"{len(TABLES)} tables as of {runs} runs: every row as it was published then")


def as_of(table: str, number: int) -> str:
    return f"as_of_{table}((SELECT finished_at FROM runs WHERE sequence = {number}))"


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and the seconds of processor time it took."""
    start = process_time()
    given = work()
    return given, process_time() - start


def start_table(first: str, *others: str) -> Table:
    table = Table(first, box=box.SIMPLE_HEAD)
    for name in others:
        table.add_column(name, justify="right")
    return table


if __name__ == "__main__":
    main()
