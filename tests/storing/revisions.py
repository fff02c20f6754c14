"""Articles that change from run to run, and an oracle that knows what their history must say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.config import Config
from flows.run import load_in_process
from flows.storing.rows import BATCH_TABLES
from flows.storing.warehouse import Warehouse
from schemas import derive
from schemas.keys import key
from tests.conftest import DATASET, ask

Snapshot = dict[str, list[tuple[Any, ...]]]

SENTENCES = (
    "Die Nordwerk AG übernimmt den Pumpenhersteller Falk GmbH für 250 Mio. Euro.",
    "„Wir wachsen damit in Südeuropa“, sagte Vorstandschefin Katrin Brandt am Dienstag.",
    "Der Umsatz der Nordwerk AG lag 2023 bei 7,9 Mrd. Euro.",
    "Die Helvia Pharma AG streicht in Basel 600 Stellen.",
    "Tarnberg Energie investiert 30 Mio. Euro in ein Werk in Leipzig.",
    "Das Wetter war schön.",
)


def write(raw: Path, name: str, sentences: list[int]) -> None:
    raw.mkdir(exist_ok=True)
    (raw / name).write_text("Ein Titel\n\n" + " ".join(SENTENCES[number] for number in sentences) + "\n", "utf-8")


def load_following(raw: Path, folder: Path) -> str | None:
    """A run that withdraws what removed files said; its id."""
    return load_in_process(raw, Warehouse(folder), Config(deletions="follow")).run_id


def as_of(folder: Path, sequence: int) -> Snapshot:
    """What `tests.conftest.snapshot` gives, as of the moment when a run was published."""
    ts = f"(SELECT finished_at FROM runs WHERE sequence = {sequence})"
    return {
        table: sorted(ask(folder, f"SELECT {names} FROM as_of_{table}({ts})"), key=repr)
        for table, names in DATASET.items()
    }


def lives(folder: Path, table: str) -> list[tuple[Any, ...]]:
    """Key, first and withdrawing run (by number) of every life of a statement."""
    names = ", ".join(key(table))
    return sorted(
        ask(
            folder,
            f"""
            SELECT DISTINCT {names}, came.sequence, went.sequence FROM history.{table}
            JOIN runs AS came ON came.run_id = first_run_id LEFT JOIN runs AS went ON went.run_id = withdrawn_run_id
            """,
        ),
        key=repr,
    )


def expected_lives(snapshots: list[Snapshot], table: str) -> list[tuple[Any, ...]]:
    """The same, from the datasets that the runs 1, 2, … left."""
    names = [fact.name for fact in derive.columns(table)]
    places = [names.index(name) for name in key(table)]
    shown = [{tuple(row[place] for place in places) for row in snapshot[table]} for snapshot in snapshots]
    found = []
    for statement in set().union(*shown):
        there = [statement in keys for keys in shown]
        for number, now in enumerate(there):
            if now and (number == 0 or not there[number - 1]):
                end = next((later for later in range(number, len(there)) if not there[later]), None)
                found.append((*statement, number + 1, end + 1 if end is not None else None))
    return sorted(found, key=repr)


def assert_history_is_true(folder: Path, snapshots: list[Snapshot]) -> None:
    """Every run's dataset comes back row for row, and every statement has its life."""
    for number, taken in enumerate(snapshots, start=1):
        back = as_of(folder, number)
        for table in taken:
            assert back[table] == taken[table], f"{table} as of run {number}"
    for table in BATCH_TABLES:
        assert lives(folder, table) == expected_lives(snapshots, table), table
