"""Which articles tell the same story, at every state of the dataset: `state.stories`.

What two texts share never changes; which of them are there does. So texts that may belong together are found once, over
all that were ever read, and each group of them is gathered anew wherever a run changed what is there of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa

from flows.resolving.candidates import Hashes, find_candidates, hash_runs
from flows.resolving.stories import Place, Telling, gather
from flows.resolving.wording import Overlap, Wording, overlap
from flows.storing.batches import BatchLog

_TEXTS_AT_ONCE = 1000

_SCHEMA = pa.schema(
    [
        ("article_id", pa.string()),
        ("story_id", pa.string()),
        ("fullest_id", pa.string()),  # null for the fullest telling of a story
        ("shared", pa.float64()),
        ("similarity", pa.float64()),
        ("since_sequence", pa.int32()),
        ("until_sequence", pa.int32()),  # null for where it stands now
    ]
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A reading of an article and the runs between which it counted."""

    telling: Telling
    since: int
    until: int | None

    def at(self, sequence: int) -> bool:
        return self.since <= sequence and (self.until is None or sequence < self.until)


def load_stories(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> None:
    """Fill `state.stories`: where each article stands, from run to run; needs `state.readings`."""
    connection.execute(
        "CREATE TABLE state.stories (article_id VARCHAR, story_id VARCHAR, fullest_id VARCHAR, shared DOUBLE, "
        "similarity DOUBLE, since_sequence INTEGER, until_sequence INTEGER)"
    )
    if not log.parquet_files("articles"):
        return
    texts = _Texts(connection, log)
    rows = [row for group in _groups(_readings(connection, log), texts.candidates) for row in _places(group, texts)]
    _insert(connection, sorted(rows, key=lambda row: (row[0], row[5])))


def stories_at(condition: str) -> str:
    """A FROM clause with article_id and story_id of a state of the dataset."""
    return f"(SELECT article_id, story_id FROM state.stories WHERE {condition})"


def links_query(condition: str) -> str:
    """The rows of `story_links` of a state of the dataset."""
    return f"""
        SELECT article_id, fullest_id, shared, similarity FROM state.stories
        WHERE fullest_id IS NOT NULL AND {condition}
        ORDER BY article_id"""


class _Texts:
    """All texts that ever counted, by their hash: lengths, candidates, and comparisons made once."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, log: BatchLog) -> None:
        self._connection = connection
        self._relation = f"""
            (SELECT batch.text_sha256, batch.text FROM {log.relation("articles")} AS batch
            JOIN state.readings AS r ON batch.article_id = r.article_id AND batch.run_id = r.run_id)"""
        self.lengths: dict[str, int] = {}
        self.candidates = self._find_candidates()
        self._wordings = self._read_candidates()
        self.compare = cache(self._compare)

    def _find_candidates(self) -> dict[str, set[str]]:
        names: list[str] = []
        hashed: list[Hashes] = []
        cursor = self._connection.execute(
            f"SELECT text_sha256, any_value(text) FROM {self._relation} GROUP BY text_sha256"
        )
        while rows := cursor.fetchmany(_TEXTS_AT_ONCE):
            wordings = {sha256: Wording.of(text) for sha256, text in rows}
            self.lengths |= {sha256: len(wording.words) for sha256, wording in wordings.items()}
            long = {sha256: wording for sha256, wording in wordings.items() if not wording.is_short}
            names += long
            hashed += hash_runs(long.values())
        near = find_candidates(hashed)
        return {names[each]: {names[other] for other in others} for each, others in near.items()}

    def _read_candidates(self) -> dict[str, Wording]:
        rows = self._connection.execute(
            f"SELECT DISTINCT text_sha256, text FROM {self._relation} WHERE text_sha256 IN (SELECT unnest(?))",
            [list(self.candidates)],
        ).fetchall()
        return {sha256: Wording.of(text) for sha256, text in rows}

    def _compare(self, shorter: str, fuller: str) -> Overlap | None:
        return overlap(self._wordings[shorter], self._wordings[fuller])


def _readings(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> list[Shown]:
    rows = connection.execute(
        f"""
        SELECT batch.article_id, batch.text_sha256, batch.source_name, batch.published_on, r.sequence, r.until_sequence
        FROM {log.relation("articles")} AS batch
        JOIN state.readings AS r ON batch.article_id = r.article_id AND batch.run_id = r.run_id
        """
    ).fetchall()
    return [Shown(Telling(*row[:4]), *row[4:]) for row in rows]


def _groups(shown: list[Shown], candidates: dict[str, set[str]]) -> Iterator[list[Shown]]:
    """Readings whose texts are the same, or candidates of each other over any number of steps."""
    by_text: dict[str, list[Shown]] = defaultdict(list)
    for each in shown:
        by_text[each.telling.text_sha256].append(each)
    while by_text:
        text, group = by_text.popitem()
        waiting = [text]
        while waiting:
            for other in candidates.get(waiting.pop(), ()):
                if other in by_text:
                    group += by_text.pop(other)
                    waiting.append(other)
        yield group


def _places(group: list[Shown], texts: _Texts) -> Iterator[tuple[Any, ...]]:
    """Rows of `state.stories` of one group: a row per article and stretch of runs with the same place."""
    moments = sorted({each.since for each in group} | {each.until for each in group if each.until is not None})
    open_rows: dict[str, tuple[Place, int]] = {}
    for moment in moments:
        there = [each.telling for each in group if each.at(moment)]
        places = gather(there, texts.lengths, texts.candidates, texts.compare)
        for article_id, (place, since) in list(open_rows.items()):
            if places.get(article_id) != place:
                del open_rows[article_id]
                yield _row(article_id, place, since, moment)
        for article_id, place in places.items():
            open_rows.setdefault(article_id, (place, moment))
    for article_id, (place, since) in open_rows.items():
        yield _row(article_id, place, since, None)


def _row(article_id: str, place: Place, since: int, until: int | None) -> tuple[Any, ...]:
    shared, similarity = (place.overlap.shared, place.overlap.similarity) if place.overlap else (None, None)
    return article_id, place.story_id, place.fullest_id, shared, similarity, since, until


def _insert(connection: duckdb.DuckDBPyConnection, rows: list[tuple[Any, ...]]) -> None:
    columns = [pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), _SCHEMA, strict=True)]
    connection.register("places", pa.table(columns, schema=_SCHEMA))
    connection.execute("INSERT INTO state.stories FROM places")
    connection.unregister("places")
