"""The dataset as it is now, built in DuckDB from the committed batches."""

from __future__ import annotations

import duckdb

from flows.errors import BrokenPromiseError, WarehouseError
from flows.storing.batches import LLM_COUNTS, BatchLog
from flows.storing.rows import BATCH_TABLES
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
    _load_files(connection, log)
    _load_articles(connection, log)
    for table, order in _RECORDS.items():
        _load_records(connection, log, table, order)
    _load_rejects(connection, log)
    _derive_entities(connection)
    _check(connection)


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
            counted = f"SELECT run_id, count(*) FROM {_source(log, table)} GROUP BY run_id"
            found = dict(connection.execute(counted).fetchall())
        for manifest in log.manifests():
            written, there = manifest.rows.get(table, 0), found.get(manifest.run_id, 0)
            if written != there:
                folder = log.root / f"run_id={manifest.run_id}" / table
                raise WarehouseError(
                    f"{folder} has {there} of the {written} rows that the run wrote: restore it from a backup"
                )


def _source(log: BatchLog, table: str) -> str:
    """A FROM clause over the table's batches, each row with its run's id and sequence."""
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in log.parquet_files(table))
    return (
        f"(SELECT batch.*, runs.sequence FROM read_parquet([{listed}], hive_partitioning = true, "
        "hive_types = {'run_id': VARCHAR}) AS batch JOIN runs USING (run_id))"
    )


def _load_files(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> None:
    """Every input file with the newest run that looked at it, and the newest that could read it.

    The rows of the latter are the current ones: a share that is away for an hour takes no article with it.
    """
    connection.execute(
        f"""
        CREATE TABLE state.files AS
        SELECT
            source_file, size, mtime_ns, sha256, problem, run_id,
            coalesce(
                arg_max(run_id, sequence) FILTER (WHERE problem IS NULL) OVER (PARTITION BY source_file), run_id
            ) AS rows_run_id
        FROM {_source(log, "files")}
        QUALIFY row_number() OVER (PARTITION BY source_file ORDER BY sequence DESC) = 1
        ORDER BY source_file
        """
    )


def _load_articles(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> None:
    """Articles of the current files, with their revision and, for a repeated text, what it repeats.

    Of articles with the same text the one with the first name counts, whatever order they came in.
    """
    if not log.parquet_files("articles"):
        return
    values = ", ".join(
        "nullif(first_id, article_id)" if fact.name == "duplicate_of" else f'"{fact.name}"'
        for fact in derive.columns("articles")
    )
    connection.execute(
        f"""
        INSERT INTO articles ({_names("articles")})
        WITH log AS (
            SELECT *, text_sha256 IS DISTINCT FROM lag(text_sha256) OVER (
                PARTITION BY article_id ORDER BY sequence
            ) AS is_revision
            FROM {_source(log, "articles")}
        ),
        counted AS (
            SELECT *, sum(is_revision::INTEGER) OVER (
                PARTITION BY article_id ORDER BY sequence ROWS UNBOUNDED PRECEDING
            )::INTEGER AS revision
            FROM log
        ),
        now AS (
            SELECT counted.* FROM counted
            JOIN state.files ON counted.source_file = files.source_file AND counted.run_id = files.rows_run_id
        ),
        original AS (
            SELECT *, first_value(article_id) OVER (PARTITION BY text_sha256 ORDER BY source_name) AS first_id
            FROM now
        )
        SELECT {values} FROM original ORDER BY source_name
        """
    )


def _load_records(connection: duckdb.DuckDBPyConnection, log: BatchLog, table: str, order: str) -> None:
    if not log.parquet_files(table):
        return
    names = ", ".join(f'batch."{fact.name}"' for fact in derive.columns(table))
    connection.execute(
        f"""
        INSERT INTO {table} ({_names(table)})
        SELECT {names} FROM {_source(log, table)} AS batch
        JOIN articles ON batch.article_id = articles.article_id AND batch.run_id = articles.run_id
        ORDER BY {", ".join("batch." + name for name in order.split(", "))}
        """
    )


def _load_rejects(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> None:
    """Rejects of the current files: a file that was mended leaves none behind."""
    if not log.parquet_files("rejects"):
        return
    connection.execute(
        f"""
        INSERT INTO rejects ({_names("rejects")})
        SELECT {_names("rejects")} FROM {_source(log, "rejects")}
        JOIN state.files USING (source_file, run_id)
        QUALIFY row_number() OVER (PARTITION BY reject_id ORDER BY source_file) = 1
        ORDER BY source_name, table_name, reject_id
        """
    )


def _derive_entities(connection: duckdb.DuckDBPyConnection) -> None:
    """One row per thing: the name most articles use, the country if only one is told.

    Ties go to the longer, then the alphabetically first name: never to the order of loading.
    """
    connection.execute(
        f"""
        INSERT INTO entities ({_names("entities")})
        WITH counted AS (
            SELECT entity_id, label, name, count(*) AS articles FROM article_entities GROUP BY ALL
        ),
        named AS (
            SELECT entity_id, label, name FROM counted
            QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY articles DESC, length(name) DESC, name) = 1
        ),
        country AS (
            SELECT entity_id, any_value(country) AS country FROM article_entities
            GROUP BY entity_id HAVING count(DISTINCT country) = 1
        ),
        mentioned AS (
            SELECT mentions.entity_id, count(DISTINCT mentions.article_id) AS articles, count(*) AS mentions
            FROM mentions JOIN articles USING (article_id)
            WHERE articles.duplicate_of IS NULL
            GROUP BY mentions.entity_id
        )
        SELECT entity_id, label, name, country, coalesce(articles, 0), coalesce(mentions, 0)
        FROM named LEFT JOIN country USING (entity_id) LEFT JOIN mentioned USING (entity_id)
        ORDER BY label, name, entity_id
        """
    )
    connection.execute(
        """
        INSERT INTO entity_aliases
        SELECT DISTINCT entity_id, unnest(aliases) AS alias FROM article_entities
        UNION SELECT entity_id, name FROM entities
        ORDER BY entity_id, alias
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
