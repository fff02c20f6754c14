"""What a warehouse holds of the annotated articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

import duckdb

from flows.evaluating.names import normal_forms
from flows.evaluating.records import (
    Amount,
    Event,
    Figure,
    Filler,
    Money,
    NamedSpan,
    Party,
    Quote,
    Reading,
    Relation,
)
from flows.finding.records import Span
from flows.storing.warehouse import Warehouse

_Row = dict[str, Any]
_RECORD_TABLES = ("mentions", "amounts", "quotes", "events", "event_arguments", "relations", "figures")


@dataclass(frozen=True, slots=True)
class Found:
    """Records by the stem of the article's file, and why other files were rejected."""

    readings: dict[str, Reading]
    rejects: dict[str, str]


def read_found(warehouse: Warehouse, docs: Iterable[str]) -> Found:
    """The records of the articles whose file names have these stems; docs that are not there are left out.

    Raises WarehouseError if there is no dataset.
    """
    wanted = set(docs)
    with warehouse.connected() as connection:
        ids: dict[str, str] = {}
        for article_id, source_name in connection.execute("SELECT article_id, source_name FROM articles").fetchall():
            stem = PurePosixPath(source_name).stem
            if stem in wanted:
                ids[stem] = article_id
        chosen = [list(ids.values())]
        texts = dict(connection.execute(f"SELECT article_id, text FROM articles {_CHOSEN}", chosen).fetchall())
        rows = {table: _by_article(connection, table, chosen) for table in _RECORD_TABLES}
        names = {row["entity_id"]: row for row in _records(connection.execute(_ENTITIES, chosen))}
        countries = {
            (row["article_id"], row["entity_id"]): row["country"]
            for row in _records(connection.execute(f"SELECT * FROM article_entities {_CHOSEN}", chosen))
        }
        rejects = connection.execute("SELECT source_name, reason FROM rejects WHERE article_id IS NULL").fetchall()
    return Found(
        readings={
            doc: _Article(texts[each], {table: rows[table][each] for table in rows}, names, countries, each).reading()
            for doc, each in ids.items()
        },
        rejects={PurePosixPath(name).stem: reason for name, reason in rejects if name},
    )


_CHOSEN = "WHERE article_id IN (SELECT unnest(?))"
_ENTITIES = f"""
    SELECT entity_id, label, name FROM entities
    WHERE entity_id IN (SELECT entity_id FROM article_entities {_CHOSEN})"""


def _by_article(connection: duckdb.DuckDBPyConnection, table: str, chosen: list[Any]) -> dict[str, list[_Row]]:
    """The table's rows, in its own order, by article."""
    rows: dict[str, list[_Row]] = defaultdict(list)
    for row in _records(connection.execute(f"SELECT * FROM {table} {_CHOSEN} ORDER BY rowid", chosen)):
        rows[row["article_id"]].append(row)
    return rows


def _records(cursor: duckdb.DuckDBPyConnection) -> list[_Row]:
    columns = [column[0] for column in cursor.description or []]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


class _Article:
    """Turns one article's rows into records whose parties are objects."""

    def __init__(
        self,
        text: str,
        rows: dict[str, list[_Row]],
        names: dict[str, _Row],
        countries: dict[tuple[str, str], str | None],
        article_id: str,
    ) -> None:
        self.text, self.rows = text, rows
        self.mention_spans = {row["mention_id"]: _span(row) for row in rows["mentions"]}
        spans: dict[str, list[Span]] = defaultdict(list)
        surfaces: dict[str, list[str]] = defaultdict(list)
        for row in rows["mentions"]:
            spans[row["entity_id"]].append(_span(row))
            surfaces[row["entity_id"]].append(row["surface"])
        self.parties = {
            key: Party(
                key=key,
                label=row["label"],
                name=row["name"],
                forms=normal_forms(row["name"], *surfaces[key]),
                country=countries.get((article_id, key)),
                spans=tuple(spans[key]),
            )
            for key, row in names.items()
            if (article_id, key) in countries
        }
        self.mentioned = [self.parties[key] for key in spans if key in self.parties]

    def reading(self) -> Reading:
        arguments: dict[str, list[Filler]] = defaultdict(list)
        for row in self.rows["event_arguments"]:
            arguments[row["event_id"]].append(Filler(row["role"], self._argument(row)))
        return Reading(
            text=self.text,
            mentions=tuple(NamedSpan(_span(row), row["label"], row["score"]) for row in self.rows["mentions"]),
            entities=tuple(self.mentioned),
            amounts=tuple(Amount(_span(row), _money(row), row["qualifier"]) for row in self.rows["amounts"]),
            quotes=tuple(map(self._quote, self.rows["quotes"])),
            events=tuple(self._event(row, arguments[row["event_id"]]) for row in self.rows["events"]),
            relations=tuple(map(self._relation, self.rows["relations"])),
            figures=tuple(map(self._figure, self.rows["figures"])),
        )

    def _argument(self, row: _Row) -> Party:
        """The filler, standing where the event mentions it."""
        party = self.parties[row["entity_id"]]
        span = self.mention_spans.get(row["mention_id"])
        others = tuple(each for each in party.spans if each != span)
        return Party(
            party.key, party.label, party.name, party.forms, party.country, (span, *others) if span else others
        )

    def _quote(self, row: _Row) -> Quote:
        start, end = row["speaker_start_char"], row["speaker_end_char"]
        return Quote(
            span=_span(row),
            kind=row["kind"],
            speaker=self.parties.get(row["speaker_entity_id"]),
            speaker_spans=() if start is None else (Span(start, end),),
            score=row["score"],
        )

    def _event(self, row: _Row, fillers: list[Filler]) -> Event:
        if row["currency"] and (row["value_min"], row["value_max"]) != (None, None):
            fillers = [*fillers, Filler("amount", _money(row))]
        if row["count"]:
            fillers = [*fillers, Filler("count", int(row["count"]))]
        return Event(
            type=row["event_type"],
            fillers=tuple(fillers),
            status=row["status"],
            position=row["position"],
            evidence=_span(row),
            score=row["score"],
        )

    def _relation(self, row: _Row) -> Relation:
        subject, other = self.parties[row["subject_id"]], self.parties[row["object_id"]]
        return Relation(subject, row["predicate"], other, _span(row), row["score"])

    def _figure(self, row: _Row) -> Figure:
        return Figure(
            owner=self.parties[row["entity_id"]],
            metric=row["metric"],
            low=_float(row["value_min"]),
            high=_float(row["value_max"]),
            unit=row["unit"],
            period=row["period"],
            status=row["status"],
            evidence=_span(row),
            score=row["score"],
        )


def _span(row: _Row) -> Span:
    return Span(row["start_char"], row["end_char"])


def _money(row: _Row) -> Money:
    return Money(row["currency"], _float(row["value_min"]), _float(row["value_max"]))


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
