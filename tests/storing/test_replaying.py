"""Rejects come back: files that failed are read again after a fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.config import Config
from flows.replaying import replay
from flows.storing.warehouse import Warehouse
from tests.conftest import ask, load, snapshot


def test_what_failed_is_loaded_after_the_fix_and_marked(
    raw: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "empty.txt").write_text("")

    def broken(*arguments: object) -> object:
        raise ValueError("a fault in a finder")

    with monkeypatch.context() as faulty:
        faulty.setattr("flows.batch.find_records", broken)
        load(raw, folder)
    assert ask(folder, "SELECT count(*) FROM mentions") == [(0,)]
    assert load(raw, folder).run_id is None, "a fix alone is no change of the input"
    done = replay(raw, Warehouse(folder), Config())
    assert (done.files, done.rejects_before, done.rejects_now) == (3, 3, 1)
    load(raw, tmp_path / "undisturbed")
    now, undisturbed = snapshot(folder), snapshot(tmp_path / "undisturbed")
    for table in ("mentions", "events", "event_arguments", "quotes", "relations", "figures", "entities"):
        assert now[table] == undisturbed[table]
    marked = "SELECT DISTINCT kind FROM history.mentions JOIN runs ON run_id = first_run_id"
    assert ask(folder, marked) == [("replay",)]
    assert ask(folder, "SELECT DISTINCT withdrawn_reason FROM history.rejects WHERE check_name = 'finding'") == [
        ("replayed",)
    ]
    assert load(raw, folder).run_id is None, "what was replayed is not read once more"


def test_nothing_to_replay_makes_no_run(raw: Path, folder: Path) -> None:
    load(raw, folder)
    assert replay(raw, Warehouse(folder), Config()).summary is None
    assert ask(folder, "SELECT count(*) FROM runs") == [(1,)]
