"""JSON of people's making, read with errors that name the file, the line and the field."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from flows.errors import InputError
from flows.finding.records import Span

_MOST = 1e20  # what the dataset's columns hold


class Fields:
    """A JSON object, and where it stands: "gold.jsonl, line 3: events[0]"."""

    def __init__(self, value: Any, place: str) -> None:
        self.place = place
        if not isinstance(value, dict):
            raise self.wrong("must be an object with named fields", value)
        self.value: dict[str, Any] = value

    def wrong(self, reason: str, value: Any = None) -> InputError:
        shown = f", not {_shown(value)}" if value is not None else ""
        return InputError(f"{self.place} {reason}{shown}")

    def has(self, name: str) -> bool:
        return self.value.get(name) is not None

    def required(self, name: str) -> Any:
        if name not in self.value:
            raise self.wrong(f"has no field '{name}'")
        return self.value[name]

    def text(self, name: str, vocabulary: Collection[str] = ()) -> str:
        value = self.required(name)
        if not isinstance(value, str):
            raise self.wrong(f"needs text in '{name}'", value)
        return self.one_of(value, vocabulary, name) if vocabulary else value

    def one_of(self, value: Any, vocabulary: Collection[str], name: str) -> str:
        if not isinstance(value, str) or value not in vocabulary:
            raise self.wrong(f"has {_shown(value)} in '{name}', which is none of {', '.join(vocabulary)}")
        return value

    def optional_text(self, name: str, vocabulary: Collection[str] = ()) -> str | None:
        return self.text(name, vocabulary) if self.has(name) else None

    def texts(self, name: str) -> tuple[str, ...]:
        values = self._list(name)
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(f"needs a list of texts in '{name}'", values)
        return tuple(values)

    def number(self, name: str) -> float | None:
        value = self.value.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _MOST:
            raise self.wrong(f"needs a number or null in '{name}'", value)
        return float(value)

    def integer(self, name: str) -> int | None:
        value = self.number(name)
        if value is not None and value != int(value):
            raise self.wrong(f"needs a whole number in '{name}'", value)
        return None if value is None else int(value)

    def span(self, name: str) -> Span:
        return self.as_span(self.required(name), f"'{name}'")

    def spans(self, name: str) -> tuple[Span, ...]:
        return tuple(self.as_span(value, f"'{name}'") for value in self._list(name))

    def as_span(self, value: Any, where: str) -> Span:
        if not isinstance(value, list) or len(value) != 2 or not all(type(offset) is int for offset in value):
            raise self.wrong(f"needs [start, end] in {where}", value)
        if not 0 <= value[0] < value[1]:
            raise self.wrong(f"has a span in {where} that ends before it starts", value)
        return Span(*value)

    def rows(self, name: str, length: int) -> Iterator[list[Any]]:
        """The lists of `length` values that the field holds."""
        for value in self._list(name):
            if not isinstance(value, list) or len(value) != length:
                raise self.wrong(f"needs lists of {length} values in '{name}'", value)
            yield value

    def objects(self, name: str) -> Iterator[Fields]:
        for number, value in enumerate(self._list(name)):
            yield Fields(value, f"{self.place}, {name}[{number}]")

    def named_objects(self, name: str) -> Iterator[tuple[str, Fields]]:
        for key, value in Fields(self.value.get(name) or {}, f"{self.place}, {name}").value.items():
            yield key, Fields(value, f"{self.place}, {name}.{key}")

    def _list(self, name: str) -> list[Any]:
        value = self.value.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.wrong(f"needs a list in '{name}'", value)
        return value


def _shown(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:60]}…"
