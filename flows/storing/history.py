"""Schema `history`: every row ever asserted with its life, and macros that give an earlier state back.

`main.*` holds what counts now. Of articles that were read once nothing more is kept: their rows count
since that reading. Of the others, `state.<table>` has one row per wording of a statement, from the run
that first showed it so to the run that showed it no more.
"""

from __future__ import annotations

import duckdb

from flows.storing.batches import BatchLog
from flows.storing.clock import settle
from flows.storing.entities import aliases_query, entities_query
from flows.storing.links import rows_query
from flows.storing.rows import BATCH_TABLES
from flows.storing.stories import links_query, stories_at
from schemas import derive
from schemas.keys import key

# Which article repeats which, or belongs to which story, depends on all articles: it is told for a state of the
# dataset, not for a row.
_OF_A_STATE = frozenset({"duplicate_of", "story_id"})
DUPLICATE_OF = "nullif(first_value(article_id) OVER (PARTITION BY text_sha256 ORDER BY source_name), article_id)"

# A record that two files hold is rejected once.
ONE_REJECT = "QUALIFY row_number() OVER (PARTITION BY reject_id ORDER BY source_file) = 1"

_LIFE = {
    "first_run_id": "Run that first asserted the statement; one that was withdrawn and came back begins anew.",
    "asserted_at": "When that run was published, UTC.",
    "withdrawn_run_id": "Run that withdrew the statement; null while it stands.",
    "withdrawn_at": "When that run was published, UTC.",
    "withdrawn_reason": "Why it was withdrawn: one of the withdrawal reasons.",
    "since_sequence": "runs.sequence of the run that first showed the statement in exactly this row.",
    "until_sequence": "runs.sequence of the run that showed this row no more; null for the row of now.",
}
_STATE = "first_sequence, since_sequence, until_sequence, withdrawn_sequence, withdrawn_reason"


def build_history(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> None:
    """Create the history beside the loaded tables of now; needs `state.readings`."""
    connection.execute("CREATE SCHEMA history")
    _load_clock(connection)
    connection.execute(
        "CREATE MACRO state.sequence_at(ts) AS "
        "(SELECT max(sequence) FROM state.clock WHERE shown_at <= ts::TIMESTAMPTZ)"
    )
    has_past = connection.execute("SELECT count(*) FROM state.readings WHERE reread").fetchall()[0][0] > 0
    for table in BATCH_TABLES:
        _create_states(connection, table)
        if has_past and log.parquet_files(table):
            told = rows_query(connection, table, log, _stored(table), "r.reread")
            connection.execute(f"INSERT INTO state.{table} {_states_query(table, told)}")
    connection.execute("CREATE TABLE state.texts (text_sha256 VARCHAR, text VARCHAR)")
    if has_past:
        _load_old_texts(connection, log)
    _load_rejects(connection, log)
    for table in (*BATCH_TABLES, "rejects"):
        connection.execute(f"CREATE VIEW state.all_{table} AS {_all_states(table)}")
        _create_view(connection, table)
    _create_macros(connection)


def _load_clock(connection: duckdb.DuckDBPyConnection) -> None:
    """When each run was published; a clock that jumped must not change the order of runs."""
    connection.execute("CREATE TABLE state.clock (run_id VARCHAR, sequence INTEGER, shown_at TIMESTAMPTZ)")
    runs = connection.execute("SELECT run_id, sequence, finished_at FROM main.runs ORDER BY sequence").fetchall()
    times = settle([finished_at for _, _, finished_at in runs])
    for (run_id, sequence, _), shown_at in zip(runs, times, strict=True):
        connection.execute("INSERT INTO state.clock VALUES (?, ?, ?)", [run_id, sequence, shown_at])


def history_columns(table: str) -> list[str]:
    """The table's columns that belong to a row by itself."""
    return [fact.name for fact in derive.columns(table) if fact.name not in _OF_A_STATE]


def _stored(table: str) -> list[str]:
    """The columns of `state.<table>`: an old text is kept once, beside it."""
    return [name for name in history_columns(table) if (table, name) != ("articles", "text")]


def _listed(names: list[str], of: str = "") -> str:
    return ", ".join(f'{of}"{name}"' for name in names)


def _create_states(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    connection.execute(
        f"CREATE TABLE state.{table} AS SELECT {_listed(_stored(table))}, {_no_past('0')} FROM main.{table} LIMIT 0"
    )


def _no_past(sequence: str) -> str:
    """The life of a row that counts since one run and was never withdrawn."""
    return (
        f"{sequence}::INTEGER AS first_sequence, {sequence}::INTEGER AS since_sequence, NULL::INTEGER AS "
        "until_sequence, NULL::INTEGER AS withdrawn_sequence, NULL::VARCHAR AS withdrawn_reason"
    )


def _states_query(table: str, told: str) -> str:
    """Readings that follow on each other joined: to lives while the statement stands, to states while its row is equal.

    An article's row names the run that read it: each reading is a state of its own.
    """
    keys = _listed(list(key(table)))
    content = "run_id" if table == "articles" else f"row({_listed(_stored(table))})"
    whole = "ORDER BY sequence ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
    return f"""
        WITH told AS ({told}),
        marked AS (
            SELECT *, lag(until_sequence) OVER (PARTITION BY {keys} ORDER BY sequence)
                IS DISTINCT FROM sequence AS begins_life,
                {content} IS DISTINCT FROM lag({content}) OVER (PARTITION BY {keys} ORDER BY sequence) AS differs
            FROM told
        ),
        numbered AS (
            SELECT *, begins_life OR differs AS begins_state,
                sum(begins_life::INTEGER) OVER (PARTITION BY {keys} ORDER BY sequence) AS life,
                sum((begins_life OR differs)::INTEGER) OVER (PARTITION BY {keys} ORDER BY sequence) AS state
            FROM marked
        )
        SELECT
            {_listed(_stored(table))}, min(sequence) OVER of_life AS first_sequence, sequence AS since_sequence,
            last_value(until_sequence) OVER of_state AS until_sequence,
            last_value(until_sequence) OVER of_life AS withdrawn_sequence,
            last_value(until_reason) OVER of_life AS withdrawn_reason
        FROM numbered
        WINDOW
            of_life AS (PARTITION BY {keys}, life {whole}),
            of_state AS (PARTITION BY {keys}, state {whole})
        QUALIFY begins_state
        ORDER BY {keys}, since_sequence"""


def _load_old_texts(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> None:
    """Texts that no article has now, each once."""
    connection.execute(
        f"""
        INSERT INTO state.texts
        SELECT batch.text_sha256, any_value(batch.text) FROM {log.relation("articles")} AS batch
        JOIN state.readings AS r ON batch.article_id = r.article_id AND batch.run_id = r.run_id
        WHERE r.until_sequence IS NOT NULL
            AND NOT EXISTS (FROM main.articles AS now WHERE now.text_sha256 = batch.text_sha256)
        GROUP BY batch.text_sha256
        """
    )


def _load_rejects(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> None:
    """Every reject, from the run that gave it to the next look at its file."""
    _create_states(connection, "rejects")
    if not log.parquet_files("rejects"):
        return
    connection.execute(
        f"""
        INSERT INTO state.rejects
        WITH looks AS (
            SELECT source_file, run_id, sequence, lead(sequence) OVER later AS until_sequence,
                lead(withdrawn) OVER later AS until_withdrawn
            FROM {log.relation("files")}
            WINDOW later AS (PARTITION BY source_file ORDER BY sequence)
        )
        SELECT {_listed(_stored("rejects"), "batch.")}, looks.sequence, looks.sequence, until_sequence, until_sequence,
            CASE
                WHEN until_sequence IS NULL THEN NULL
                WHEN until_withdrawn IS NOT NULL THEN until_withdrawn
                WHEN runs.kind = 'replay' THEN 'replayed'
                ELSE 'file_read_again'
            END
        FROM {log.relation("rejects")} AS batch
        JOIN looks USING (source_file, run_id)
        LEFT JOIN main.runs ON runs.sequence = looks.until_sequence
        ORDER BY looks.sequence, source_name, table_name, reject_id
        """
    )


def _all_states(table: str) -> str:
    """What counts now of articles without a past, and the states of the others."""
    columns = _listed(history_columns(table))
    if table == "rejects":
        return f"SELECT {columns}, {_STATE} FROM state.rejects"
    kept = f"SELECT {_listed(_stored(table))}, {_STATE} FROM state.{table}"
    if table == "articles":
        kept = f"""
        SELECT {columns}, {_STATE} FROM state.articles JOIN (
            FROM state.texts UNION ALL SELECT text_sha256, any_value(text) FROM main.articles GROUP BY text_sha256
        ) USING (text_sha256)"""
    return f"""
        SELECT {_listed(history_columns(table), "now.")}, {_no_past("r.sequence")}
        FROM main.{table} AS now JOIN state.readings AS r ON now.article_id = r.article_id AND NOT r.reread
        UNION ALL {kept}"""


def _create_view(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """`history.<table>`: all states with the runs and times of the statement's life."""
    connection.execute(
        f"""
        CREATE VIEW history.{table} AS
        SELECT
            {_listed(history_columns(table), "s.")}, came.run_id AS first_run_id, came.shown_at AS asserted_at,
            went.run_id AS withdrawn_run_id, went.shown_at AS withdrawn_at, s.withdrawn_reason,
            s.since_sequence, s.until_sequence
        FROM state.all_{table} AS s
        JOIN state.clock AS came ON came.sequence = s.first_sequence
        LEFT JOIN state.clock AS went ON went.sequence = s.withdrawn_sequence
        """
    )
    about = f"All rows that {table} ever had, one per wording of a statement, with the runs of its life."
    connection.execute(f"COMMENT ON VIEW history.{table} IS '{about}'")
    described = {fact.name: fact.description for fact in derive.columns(table)} | _LIFE
    for name in (*history_columns(table), *_LIFE):
        text = described[name].replace("'", "''")
        connection.execute(f"COMMENT ON COLUMN history.{table}.\"{name}\" IS '{text}'")


def _create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """`as_of_<table>(ts)`: the table's rows as they were published at a time."""
    then = shown_at("state.sequence_at(ts)")
    for table in (*BATCH_TABLES, "rejects"):
        names = [fact.name for fact in derive.columns(table)]
        values = ", ".join(
            f"{DUPLICATE_OF} AS duplicate_of" if name == "duplicate_of" else f'"{name}"' for name in names
        )
        once = ONE_REJECT if table == "rejects" else ""
        shown = f"(FROM state.all_{table} WHERE {then})"
        if table == "articles":
            shown += f" JOIN {stories_at(then)} USING (article_id)"
        _macro(connection, table, f"SELECT {values} FROM {shown} {once}")
    _macro(connection, "story_links", links_query(then))
    _macro(
        connection,
        "entity_links",
        """
        SELECT l.* REPLACE (CASE WHEN ended.sequence <= state.sequence_at(ts) THEN split_run_id END AS split_run_id)
        FROM main.entity_links AS l
        JOIN main.runs AS came ON came.run_id = merged_run_id AND came.sequence <= state.sequence_at(ts)
        LEFT JOIN main.runs AS ended ON ended.run_id = split_run_id""",
    )
    _macro(connection, "runs", "SELECT * FROM main.runs WHERE sequence <= state.sequence_at(ts)")
    _macro(
        connection,
        "entities",
        entities_query("main.as_of_articles(ts)", "main.as_of_mentions(ts)", "main.as_of_article_entities(ts)"),
    )
    _macro(connection, "entity_aliases", aliases_query("main.as_of_entities(ts)", "main.as_of_article_entities(ts)"))
    _macro(  # the registers are those of now: they belong to no run
        connection,
        "entity_references",
        "SELECT * FROM main.entity_references WHERE entity_id IN (SELECT entity_id FROM main.as_of_entities(ts))",
    )


def shown_at(sequence: str) -> str:
    """A condition: the state was shown by the run with this sequence."""
    return f"since_sequence <= {sequence} AND coalesce(until_sequence > {sequence}, true)"


def _macro(connection: duckdb.DuckDBPyConnection, table: str, query: str) -> None:
    connection.execute(f"CREATE MACRO main.as_of_{table}(ts) AS TABLE {query}")
    about = f"The rows of {table} as they were published at the time ts."
    connection.execute(f"COMMENT ON MACRO TABLE main.as_of_{table} IS '{about}'")
