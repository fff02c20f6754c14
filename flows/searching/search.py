"""Words to articles and quotes, the best first, each with the place that answers best."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import duckdb
import tantivy

from flows.errors import QueryError
from flows.searching.index import open_index, schema
from flows.storing.warehouse import Warehouse

_KINDS = {"articles": "article", "quotes": "quote"}
_FRAGMENT = 240  # characters shown of a text
_TIES = 50  # looked at beyond the limit, so that equal scores are cut at the same place every time


@dataclass(frozen=True, slots=True)
class Hit:
    """One article or quote. `fragment` stands at `start_char` of the article's text, marks count from its start."""

    kind: str  # "article" or "quote"
    id: str
    article_id: str
    source_name: str
    headline: str | None
    outlet: str | None
    published_on: date | None
    speaker: str | None
    score: float
    start_char: int
    fragment: str
    marks: tuple[tuple[int, int], ...]


def find(
    warehouse: Warehouse, words: str, only: Literal["articles", "quotes"] | None = None, limit: int = 10
) -> list[Hit]:
    """The best hits for all the words, in any of their forms.

    Raises QueryError where the words can't be read as a search, WarehouseError if there is no dataset.
    """
    with warehouse.connected() as connection:
        index = open_index(connection, warehouse.folder / "search")
        query = _query(index, words, only)
        searcher = index.searcher()
        found = searcher.search(query, limit + _TIES).hits
        documents = [(score, searcher.doc(address)) for score, address in found]
        documents.sort(key=lambda each: (-round(each[0], 4), each[1]["kind"][0], each[1]["id"][0]))
        marker = tantivy.SnippetGenerator.create(searcher, query, schema(), "body")
        marker.set_max_num_chars(_FRAGMENT)
        return list(_hits(connection, documents[:limit], marker))


def _query(index: tantivy.Index, words: str, only: str | None) -> tantivy.Query:
    if not words.strip():
        raise QueryError("there are no words to search for")
    try:
        query = index.parse_query(words, ["head", "body"], field_boosts={"head": 2.0}, conjunction_by_default=True)
    except ValueError as error:
        raise QueryError(
            f"{words!r} can't be searched ({error}): put words with signs between quotation marks"
        ) from error
    if only is None:
        return query
    kind = tantivy.Query.term_query(schema(), "kind", _KINDS[only])
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, kind)])


def _hits(
    connection: duckdb.DuckDBPyConnection,
    documents: list[tuple[float, tantivy.Document]],
    marker: tantivy.SnippetGenerator,
) -> Iterator[Hit]:
    about = _about(connection, [document["id"][0] for _, document in documents])
    for score, document in documents:
        row = about[document["id"][0]]
        start, fragment, marks = _fragment(document["body"][0], marker.snippet_from_doc(document))
        yield Hit(
            kind=document["kind"][0], score=round(score, 4), start_char=row.pop("first_char") + start,
            fragment=fragment, marks=marks, **row,
        )  # fmt: skip


def _fragment(body: str, snippet: tantivy.Snippet) -> tuple[int, str, tuple[tuple[int, int], ...]]:
    """Where the fragment starts in the body, its text, and the marks in it; tantivy counts bytes of UTF-8.

    Without a word in the body (all stand in the headline) the fragment is the body's beginning.
    """
    text = snippet.fragment()
    if not snippet.highlighted():
        return 0, body[:_FRAGMENT], ()
    raw = text.encode()
    marks = tuple((len(raw[: m.start].decode()), len(raw[: m.end].decode())) for m in snippet.highlighted())
    return len(body.encode()[: snippet.fragment_range().start].decode()), text, marks


def _about(connection: duckdb.DuckDBPyConnection, ids: list[str]) -> dict[str, dict[str, Any]]:
    """What the dataset tells of the articles and quotes with these ids."""
    cursor = connection.execute(
        """
        SELECT
            article_id AS id, article_id, source_name, headline, outlet, published_on, NULL AS speaker, 0 AS first_char
        FROM articles WHERE article_id IN (SELECT unnest($ids))
        UNION ALL
        SELECT q.quote_id, a.article_id, a.source_name, a.headline, a.outlet, a.published_on,
            coalesce(e.name, q.speaker_surface), q.start_char
        FROM quotes AS q JOIN articles AS a USING (article_id)
        LEFT JOIN entities AS e ON e.entity_id = q.speaker_entity_id
        WHERE q.quote_id IN (SELECT unnest($ids))
        """,
        {"ids": ids},
    )
    names = [column[0] for column in cursor.description or []]
    return {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}
