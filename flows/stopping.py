"""SIGTERM and Ctrl+C end a command in order: the lock is free, nothing is half done, one line says so."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class StoppedError(BaseException):
    """A signal asked the process to end; no `Exception`, so that nothing on the way takes it for a fault."""

    def __init__(self, number: int) -> None:
        super().__init__(f"stopped by {signal.Signals(number).name}")
        self.exit_code = 128 + number


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise StoppedError where the block is when SIGTERM or SIGINT comes; a second one ends the process at once."""
    came: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        came.append(number)
        signal.signal(number, signal.SIG_DFL)
        raise StoppedError(number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    except (RuntimeError, StoppedError) as error:
        if came:
            raise StoppedError(came[0]) from error
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def querying() -> Iterator[None]:
    """Give a signal back that came while DuckDB was at work: it ends the query and tells a RuntimeError instead."""
    try:
        yield
    except RuntimeError as error:
        if "interrupted" in str(error):
            raise StoppedError(signal.SIGTERM) from error
        raise
