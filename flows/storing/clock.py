"""When runs were published, where their clocks do not agree with their order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta

_TICK = timedelta(microseconds=1)


def settle(times: Sequence[datetime]) -> list[datetime]:
    """The times that runs tell, in the order of the runs, made to rise: what jumped is moved between its neighbours.

    No two are the same, so that each run's state can be asked for.

    Most clocks are right most of the time: the longest series of times that rise is believed, the first one
    first and then the latest. A clock that was years ahead once must not hide all later runs from `as_of`,
    and one that fell back to 1970 must not make every earlier one look younger.

    >>> days = [datetime(2026, 1, day) for day in (1, 2, 3, 4)]
    >>> settle([days[0], datetime(2030, 1, 1), days[2], days[3]]) == [days[0], days[2] - _TICK, days[2], days[3]]
    True
    >>> settle([days[0], days[1], datetime(1970, 1, 1), days[3]]) == [days[0], days[1], days[1] + _TICK, days[3]]
    True
    """
    if not times:
        return []
    believed = _longest_rise(times)
    with_first = [index for index, time in enumerate(times) if time >= times[0]]
    from_first = [with_first[index] for index in _longest_rise([times[index] for index in with_first])]
    if len(from_first) == len(believed):
        believed = from_first
    return _moved_between(times, believed)


def _longest_rise(times: Sequence[datetime]) -> list[int]:
    """Indexes of a longest series that does not fall; of equal ones that whose times are the earliest."""
    ends: list[datetime] = []  # of the best series of each length
    last: list[int] = []
    before: list[int | None] = []
    for index, time in enumerate(times):
        length = bisect_right(ends, time)
        before.append(last[length - 1] if length else None)
        ends[length:] = [time, *ends[length + 1 :]]
        last[length:] = [index, *last[length + 1 :]]
    series: list[int] = []
    at = last[-1] if last else None
    while at is not None:
        series.append(at)
        at = before[at]
    return series[::-1]


def _moved_between(times: Sequence[datetime], believed: list[int]) -> list[datetime]:
    """The other times as near to what they tell as the believed ones beside them let them be."""
    trusted = set(believed)
    settled: list[datetime] = []
    for index, time in enumerate(times):
        settled.append(time if index in trusted or not settled else max(settled[-1] + _TICK, time))
    highest: datetime | None = None
    for index in reversed(range(len(times))):
        if index in trusted:
            highest = times[index]
        elif highest is not None:
            highest = settled[index] = min(settled[index], highest - _TICK)
    for index in range(1, len(settled)):
        settled[index] = max(settled[index], settled[index - 1] + _TICK)
    return settled
