"""Which reading of each article counted from which run to which: what the rest of the history follows from.

A file is read again when it changed; until then its last reading counts. A look that failed (a share
that is away) ends nothing; a withdrawal does.
"""

from __future__ import annotations

import duckdb

from flows.storing.batches import BatchLog


def load_readings(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> None:
    """Fill `state.files` (each file as it was last looked at) and `state.readings` (each reading of each article).

    `until_sequence` is null for the reading that counts now; `reread` says that the article has a past.
    """
    connection.execute(
        f"""
        CREATE TABLE state.files AS
        SELECT source_file, size, mtime_ns, sha256, problem, withdrawn, run_id FROM {log.relation("files")}
        QUALIFY row_number() OVER (PARTITION BY source_file ORDER BY sequence DESC) = 1
        ORDER BY source_file
        """
    )
    connection.execute(
        """
        CREATE TABLE state.readings (
            article_id VARCHAR, run_id VARCHAR, sequence INTEGER, revision INTEGER,
            until_sequence INTEGER, until_reason VARCHAR, reread BOOLEAN
        )
        """
    )
    if log.parquet_files("articles"):
        connection.execute(f"INSERT INTO state.readings {_readings_query(log)}")


def _readings_query(log: BatchLog) -> str:
    return f"""
        WITH looks AS (
            SELECT source_file, run_id, sequence, withdrawn, problem IS NULL OR NOT coalesce(
                bool_or(problem IS NULL) OVER (
                    PARTITION BY source_file ORDER BY sequence ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ), false
            ) AS counts
            FROM {log.relation("files")}
        ),
        counting AS (
            SELECT *, lead(sequence) OVER later AS until_sequence, lead(withdrawn) OVER later AS until_withdrawn
            FROM looks WHERE counts
            WINDOW later AS (PARTITION BY source_file ORDER BY sequence)
        ),
        told AS (
            SELECT article_id, source_file, run_id, sequence, text_sha256,
                text_sha256 IS DISTINCT FROM lag(text_sha256) OVER (
                    PARTITION BY article_id ORDER BY sequence
                ) AS is_revision
            FROM {log.relation("articles")}
        ),
        numbered AS (
            SELECT *, sum(is_revision::INTEGER) OVER (
                PARTITION BY article_id ORDER BY sequence ROWS UNBOUNDED PRECEDING
            )::INTEGER AS revision
            FROM told
        )
        SELECT
            article_id, n.run_id, n.sequence, revision, until_sequence,
            CASE
                WHEN until_sequence IS NULL THEN NULL
                WHEN until_withdrawn IS NOT NULL THEN until_withdrawn
                WHEN lead(n.sequence) OVER later IS DISTINCT FROM until_sequence THEN 'article_gone'
                WHEN lead(text_sha256) OVER later = text_sha256 THEN 'not_found_again'
                ELSE 'text_changed'
            END AS until_reason,
            until_sequence IS NOT NULL OR count(*) OVER (PARTITION BY article_id) > 1 AS reread
        FROM numbered AS n JOIN counting AS c ON n.source_file = c.source_file AND n.run_id = c.run_id
        WINDOW later AS (PARTITION BY article_id ORDER BY n.sequence)
        ORDER BY article_id, n.sequence"""
