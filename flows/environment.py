"""Prefect's settings for a quiet, offline run; set before Prefect is imported, what the user set wins."""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path

from flows.errors import WarehouseError, writing

# What a temporary server's database and its log take at first.
_ROOM = 16_000_000

_SETTINGS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    # The terminal shows what needs somebody; a server's UI gets every line of a run.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
    # A temporary server takes 11–23 s to start on two cores; Prefect's own limit of 20 s is too close.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}


def prepare_prefect(warehouse: Path) -> None:
    """Point Prefect at a home of the warehouse's own (runs that share one lock each other out).

    Without a server of the user's, logs are not sent to the temporary one: it goes with the process.
    """
    os.environ.setdefault("PREFECT_HOME", str(warehouse.resolve() / ".prefect"))
    home = Path(os.environ["PREFECT_HOME"])
    with writing(home):
        home.mkdir(parents=True, exist_ok=True)
    demand_room(home)
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    if "PREFECT_API_URL" not in os.environ:
        os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")
        os.environ.setdefault("PREFECT_SERVER_ALLOW_EPHEMERAL_MODE", "true")


def demand_room(folder: Path) -> None:
    """Raise WarehouseError where the folder's disk is full: Prefect would wait for minutes, and say something else."""
    free = shutil.disk_usage(folder).free
    if free < _ROOM:
        raise WarehouseError(
            f"the disk of {folder} is full ({free / 1e6:.1f} MB free, a run needs {_ROOM / 1e6:.0f} MB at least)"
        )


def silence_failures() -> None:
    """Keep Prefect from printing the traceback of a run that failed: what is raised is told by the command itself.

    A server's log gets it all the same.
    """
    for name in ("prefect.flow_runs", "prefect.task_runs"):
        logger: logging.Logger | None = logging.getLogger(name)
        while logger is not None:
            for handler in logger.handlers:
                if isinstance(handler, logging.StreamHandler):
                    handler.addFilter(_is_no_failure)
            logger = logger.parent if logger.propagate else None


def _is_no_failure(record: logging.LogRecord) -> bool:
    return record.levelno < logging.ERROR or not record.name.startswith(("prefect.flow_runs", "prefect.task_runs"))
