"""Errors that people see: one sentence that names the place and the reason, and the exit code that goes with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class DepescheError(Exception):
    """Something the user or operator can act on; printed without a traceback."""

    exit_code = 1


class InputError(DepescheError):
    """The raw folder, the configuration or a gold file can't be used."""

    exit_code = 3


class WarehouseError(DepescheError):
    """The warehouse can't be used: missing, read-only, corrupt or from a newer version."""

    exit_code = 4


class BrokenPromiseError(WarehouseError):
    """A dataset that was built breaks a promise, such as unique ids; it was not published."""


class OverrideError(BrokenPromiseError):
    """What people say of entities does not fit what the articles say; the dataset was not published."""


class BusyError(DepescheError):
    """Another run holds the warehouse."""

    exit_code = 5


class QueryError(DepescheError):
    """The SQL was refused."""

    exit_code = 6


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Tell a disk that is full, or that refuses, as a WarehouseError that names the folder and the reason.

    >>> with writing(Path("warehouse")):
    ...     raise OSError(28, "No space left on device", "warehouse/x.parquet")
    Traceback (most recent call last):
    flows.errors.WarehouseError: can't write to the warehouse warehouse: No space left on device
    """
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error).splitlines()[0]
        raise WarehouseError(f"can't write to the warehouse {folder}: {reason}") from error
