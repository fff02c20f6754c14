"""The dataset as it is now, built in DuckDB from the committed batches."""

from __future__ import annotations

import duckdb

from flows.errors import BrokenPromiseError, WarehouseError
from flows.storing.batches import LLM_COUNTS, BatchLog
from flows.storing.entities import aliases_query, entities_query
from flows.storing.history import DUPLICATE_OF, ONE_REJECT, build_history
from flows.storing.links import load_links, rows_query
from flows.storing.readings import load_readings
from flows.storing.references import match_references
from flows.storing.rows import BATCH_TABLES
from flows.storing.stories import links_query, load_stories, stories_at
from schemas import SCHEMA_VERSION, derive
from schemas.tables import TABLES

# Batch tables that go into the dataset as they are, once superseded revisions are left out, and
# the order in which their rows are stored (sorted rows compress and prune better than random ones).
_RECORDS = {
    "sections": "article_id, section_no",
    "mentions": "article_id, start_char",
    "amounts": "article_id, start_char",
    "events": "article_id, start_char, event_id",
    "event_arguments": "article_id, event_id, role, entity_id",
    "quotes": "article_id, start_char, quote_id",
    "relations": "article_id, start_char, relation_id",
    "figures": "article_id, start_char, figure_id",
    "article_entities": "article_id, entity_id",
}


def build_tables(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> None:
    """Create and fill all tables in an empty database; raise WarehouseError if a promise is broken."""
    for table in TABLES:
        for statement in derive.ddl(table):
            connection.execute(statement)
    # How the loader remembers what it has read; not public.
    connection.execute("CREATE SCHEMA state")
    _load_runs(connection, log)
    _check_batches(connection, log)
    # A committed run always wrote its `files`; the other tables may have no rows, and then no batch.
    load_readings(connection, log)
    load_stories(connection, log)
    load_links(connection, log)
    _load_articles(connection, log)
    connection.execute(f"INSERT INTO story_links {links_query('until_sequence IS NULL')}")
    for table, order in _RECORDS.items():
        _load_records(connection, log, table, order)
    _load_rejects(connection, log)
    _derive_entities(connection)
    match_references(connection, log.root.parent)
    _check(connection)
    build_history(connection, log)


def _names(table: str) -> str:
    return ", ".join(f'"{fact.name}"' for fact in derive.columns(table))


def _load_runs(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> None:
    manifests = log.manifests()
    for manifest in manifests:
        values = {
            **{name: getattr(manifest, name) for name in ("run_id", "sequence", "started_at", "finished_at")},
            **{name: getattr(manifest, name) for name in ("files_new", "files_changed", "files_unchanged")},
            **{table: manifest.rows.get(table, 0) for table in (*BATCH_TABLES, "rejects")},
            **{f"llm_{name}": manifest.llm.get(name, 0) for name in LLM_COUNTS},
            "code_version": manifest.code_version,
            "files_withdrawn": manifest.files_withdrawn,
            "kind": manifest.kind,
            "status": "published",
        }
        facts = derive.columns("runs")
        marks = ", ".join("?" for _ in facts)
        connection.execute(f"INSERT INTO runs VALUES ({marks})", [values[fact.name] for fact in facts])
    connection.execute(
        "CREATE TABLE state.published AS SELECT ? AS run_id, ?::INTEGER AS schema_version",
        [manifests[-1].run_id if manifests else None, SCHEMA_VERSION],
    )


def _check_batches(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> None:
    """Every committed batch must be there whole: a lost file must not look like a withdrawn article."""
    for table in (*BATCH_TABLES, "rejects"):
        found: dict[str, int] = {}
        if log.parquet_files(table):
            counted = f"SELECT run_id, count(*) FROM {log.relation(table)} GROUP BY run_id"
            found = dict(connection.execute(counted).fetchall())
        for manifest in log.manifests():
            written, there = manifest.rows.get(table, 0), found.get(manifest.run_id, 0)
            if written != there:
                folder = log.root / f"run_id={manifest.run_id}" / table
                raise WarehouseError(
                    f"{folder} has {there} of the {written} rows that the run wrote: restore it from a backup"
                )


def _load_articles(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> None:
    """Articles of the current files, with their revision and, for a repeated text, what it repeats.

    Of articles with the same text the one with the first name counts, whatever order they came in.
    """
    if not log.parquet_files("articles"):
        return
    values = _names("articles").replace('"duplicate_of"', DUPLICATE_OF)
    connection.execute(
        f"""
        INSERT INTO articles ({_names("articles")})
        SELECT {values} FROM {log.relation("articles")} AS batch
        JOIN state.readings AS r USING (article_id, run_id)
        JOIN {stories_at("until_sequence IS NULL")} USING (article_id)
        WHERE r.until_sequence IS NULL
        ORDER BY source_name
        """
    )


def _load_records(connection: duckdb.DuckDBPyConnection, log: BatchLog, table: str, order: str) -> None:
    if not log.parquet_files(table):
        return
    names = [fact.name for fact in derive.columns(table)]
    rows = rows_query(connection, table, log, names, "r.until_sequence IS NULL")
    connection.execute(f"INSERT INTO {table} ({_names(table)}) SELECT {_names(table)} FROM ({rows}) ORDER BY {order}")


def _load_rejects(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> None:
    """Rejects of the current files: a file that was mended leaves none behind."""
    if not log.parquet_files("rejects"):
        return
    connection.execute(
        f"""
        INSERT INTO rejects ({_names("rejects")})
        SELECT {_names("rejects")} FROM {log.relation("rejects")}
        JOIN state.files USING (source_file, run_id)
        {ONE_REJECT}
        ORDER BY source_name, table_name, reject_id
        """
    )


def _derive_entities(connection: duckdb.DuckDBPyConnection) -> None:
    query = entities_query("articles", "mentions", "article_entities")
    connection.execute(f"INSERT INTO entities ({_names('entities')}) {query}")
    connection.execute(f"INSERT INTO entity_aliases {aliases_query('entities', 'article_entities')}")
    connection.execute(
        """
        INSERT INTO entity_links
        SELECT link_id, entity_id, into_id, article_id, reason, detail, since.run_id, ended.run_id
        FROM state.links
        JOIN runs AS since ON since.sequence = since_sequence
        LEFT JOIN runs AS ended ON ended.sequence = until_sequence
        ORDER BY entity_id, link_id
        """
    )


def _check(connection: duckdb.DuckDBPyConnection) -> None:
    """The promises that only the whole dataset can break: unique ids and references."""
    for table in TABLES:
        for fact in derive.columns(table):
            if fact.unique:
                _demand_none(
                    connection,
                    f'SELECT "{fact.name}" FROM {table} GROUP BY 1 HAVING count(*) > 1',
                    f"{table}.{fact.name} is not unique",
                )
            if fact.references:
                parent, column = fact.references
                _demand_none(
                    connection,
                    f'SELECT "{fact.name}" FROM {table} WHERE "{fact.name}" IS NOT NULL '
                    f'AND "{fact.name}" NOT IN (SELECT "{column}" FROM {parent})',
                    f"{table}.{fact.name} has values that are not in {parent}.{column}",
                )


def _demand_none(connection: duckdb.DuckDBPyConnection, query: str, complaint: str) -> None:
    rows = connection.execute(query + " ORDER BY 1 LIMIT 1").fetchall()
    if rows:
        raise BrokenPromiseError(f"the dataset was not published: {complaint}, for example {rows[0][0]!r}")
