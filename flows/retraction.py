"""Withdrawing what files said: a run that reads nothing and ends their statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from flows.config import Config
from flows.errors import InputError
from flows.plan import MISSING, Plan, file_state, files_by_name, missing_files, withdrawal
from flows.run import Summary, catch_up, commit_and_publish
from flows.storing.batches import FileState
from flows.storing.warehouse import Warehouse

RETRACTED = "retracted"


def retract(raw: Path, warehouse: Warehouse, pattern: str | None) -> Summary:
    """Withdraw the statements of the files whose names fit the pattern, or, without one, of files gone from raw.

    What was retracted by name stays out until its content is another; a file that was gone is read when it
    comes back. Raises InputError where no file of the dataset fits, or raw holds no file at all.
    """
    started_at = datetime.now(UTC)
    with warehouse.locked():
        catch_up(warehouse)
        known = {name: state for name, state in warehouse.file_states().items() if not state.withdrawn}
        files = files_by_name(raw)[0]
        states = _missing(raw, files, known) if pattern is None else _matching(raw, files, known, pattern)
        plan = Plan((), (), len(known) - len(states), withdrawals=tuple(states), kind="retract")
        warehouse.batches.start()
        return commit_and_publish(warehouse, plan, [], started_at, Config())


def _missing(raw: Path, files: Mapping[str, Path], known: Mapping[str, FileState]) -> list[FileState]:
    if known and not files:
        raise InputError(f"{raw} holds no file at all: if they are really gone, `depesche retract '*'` withdraws them")
    states = [withdrawal(name, MISSING) for name in missing_files(files, known)]
    if not states:
        raise InputError(f"nothing to retract: all files of the dataset are in {raw}")
    return states


def _matching(raw: Path, files: Mapping[str, Path], known: Mapping[str, FileState], pattern: str) -> list[FileState]:
    """The states to be remembered: as the files are now, so that the next run leaves them alone."""
    states = [
        replace(file_state(files[name], raw) if name in files else known[name], withdrawn=RETRACTED, problem=None)
        for name in sorted(known)
        if fnmatchcase(name, pattern)
    ]
    if not states:
        raise InputError(f"no file of the dataset fits {pattern!r}: `SELECT source_file FROM articles` lists them")
    return states
