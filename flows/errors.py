"""Errors that people see: one sentence that names the place and the reason, and the exit code that goes with it."""

from __future__ import annotations


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
