"""How far a run is, told to whoever wants to know.

A module of its own: Prefect pickles the flow for scheduled runs, and a context variable in the flow's
own module can't be pickled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Call `listener` with the number of files done after each batch, while this block is on."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def report_progress(files_done: int) -> None:
    listener = _listener.get()
    if listener:
        listener(files_done)
