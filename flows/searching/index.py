"""The full-text index beside the dataset: a build product of its articles and quotes, named by their content.

An index folder is written whole under another name and renamed, and never changed. A reader takes the one that belongs
to the dataset it has open, so text and index are always of one state.
"""

from __future__ import annotations

import hashlib
import shutil
import uuid
from importlib import metadata
from pathlib import Path

import duckdb
import tantivy

# Rises when documents, fields or analysis change: indexes of other versions are built anew.
INDEX_VERSION = 1
ANALYZER = "german"
_HEAP = 50_000_000  # bytes; one thread writes one segment, so that the same dataset gives the same ranking

_DOCUMENTS = """
    SELECT 'article' AS kind, article_id AS id, concat_ws(' ', kicker, headline, standfirst) AS head, text AS body
    FROM articles WHERE duplicate_of IS NULL
    UNION ALL
    SELECT 'quote', q.quote_id, coalesce(e.name, q.speaker_surface), q.text
    FROM quotes AS q JOIN articles AS a USING (article_id)
    LEFT JOIN entities AS e ON e.entity_id = q.speaker_entity_id
    WHERE a.duplicate_of IS NULL
    ORDER BY kind, id
"""


def analyzer() -> tantivy.TextAnalyzer:
    """Words in lower case without their endings.

    >>> analyzer().analyze("Die Übernahmen der Häuser")
    ['die', 'ubernahm', 'der', 'haus']
    """
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.remove_long(80))
    return words.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("german")).build()


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("kind", "id"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("head", "body"):
        builder.add_text_field(name, stored=True, tokenizer_name=ANALYZER)
    return builder.build()


def open_index(connection: duckdb.DuckDBPyConnection, folder: Path) -> tantivy.Index:
    """The index of the dataset that is open, built below `folder` if it is not there yet.

    Where the folder can't be written, it is built in memory.
    """
    wanted = folder / _name(connection)
    if not wanted.exists():
        try:
            _build_beside(connection, wanted)
            _drop_others(wanted)
        except (ValueError, OSError):  # tantivy tells a full or read-only disk as a ValueError
            return _fill(connection, tantivy.Index(schema()))
    try:
        return _registered(tantivy.Index.open(str(wanted)))
    except (ValueError, OSError):  # dropped by a reader of a newer dataset, or damaged
        return _fill(connection, tantivy.Index(schema()))


def _name(connection: duckdb.DuckDBPyConnection) -> str:
    """A name that changes with anything the index holds."""
    sums = f"SELECT count(*), bit_xor(hash(kind, id, head, body)) FROM ({_DOCUMENTS})"
    told = (INDEX_VERSION, metadata.version("tantivy"), connection.execute(sums).fetchall())
    return f"index-{hashlib.sha256(repr(told).encode()).hexdigest()[:20]}"


def _build_beside(connection: duckdb.DuckDBPyConnection, wanted: Path) -> None:
    """Write the index beside its place and rename it there; who comes second drops its own."""
    beside = wanted.with_name(f".{wanted.name}.{uuid.uuid4().hex[:8]}")
    beside.mkdir(parents=True)
    try:
        _fill(connection, tantivy.Index(schema(), path=str(beside)))
        if not wanted.exists():
            beside.rename(wanted)
    except OSError:
        if not wanted.exists():
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _fill(connection: duckdb.DuckDBPyConnection, index: tantivy.Index) -> tantivy.Index:
    _registered(index)
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    cursor = connection.execute(_DOCUMENTS)
    while rows := cursor.fetchmany(1000):
        for kind, id_, head, body in rows:
            writer.add_document(tantivy.Document(kind=kind, id=id_, head=head or "", body=body))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def _registered(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer(ANALYZER, analyzer())
    return index


def _drop_others(wanted: Path) -> None:
    """Remove indexes of earlier datasets, and what a reader that died left behind."""
    for other in wanted.parent.glob("*index-*"):
        if other != wanted and not other.name.startswith(f".{wanted.name}"):
            shutil.rmtree(other, ignore_errors=True)
