"""Ids of entities over all articles: which are shown as which, from which run to which.

Rows in the log keep the id that their article gave; what other articles explain, and what people say,
is applied when the dataset is built. So a merge can be taken back, and every earlier state given.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from itertools import pairwise

import duckdb

from flows.errors import OverrideError
from flows.reading.article import content_id
from flows.resolving.across import Evidence, Life, Link, find_links, form_reason
from flows.resolving.keys import entity_id, name_key
from flows.resolving.overrides import Overrides
from flows.storing.batches import BatchLog
from schemas import derive
from schemas.keys import key

Overridden = list[tuple[Overrides, Life]]


def load_links(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> None:
    """Fill `state.links`, and divide the readings of articles at the runs that link differently.

    Needs `state.readings`. Raises OverrideError if an override speaks of names that no article has now.
    """
    connection.execute(
        """
        CREATE TABLE state.links (
            link_id VARCHAR, entity_id VARCHAR, into_id VARCHAR, since_sequence INTEGER, until_sequence INTEGER,
            reason VARCHAR, detail VARCHAR, article_id VARCHAR, name VARCHAR
        )
        """
    )
    if not log.parquet_files("article_entities"):
        return
    overridden = _overridden(log)
    if overridden and overridden[-1][1][1] is None:
        _check_expectations(connection, log, overridden[-1][0])
    links = [*find_links(_evidence(connection, log), overridden), *_links_of_articles(connection, log, overridden)]
    if links:
        connection.executemany(
            "INSERT INTO state.links VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_row(each) for each in links],
        )
        _divide_readings(connection, log)


def _row(link: Link) -> tuple[str | int | None, ...]:
    link_id = content_id("lnk", link.entity_id, link.into_id, link.article_id, link.since)
    ends = (link.entity_id, link.into_id, link.since, link.until)
    return (link_id, *ends, link.reason, link.detail, link.article_id, link.name)


def _overridden(log: BatchLog) -> Overridden:
    """What people said in the order of runs, and from which run to which; nothing said is left out."""
    said = [(each.sequence, Overrides.model_validate(each.overrides)) for each in log.manifests()]
    changes = [said[0], *(now for before, now in pairwise(said) if before[1] != now[1])] if said else []
    ends = [sequence for sequence, _ in changes[1:]]
    lives = zip(changes, [*ends, None], strict=True)
    return [(overrides, (since, until)) for (since, overrides), until in lives if overrides.as_content()]


def _told(log: BatchLog) -> str:
    """A FROM clause: what articles call their things, with the runs between which the reading counted."""
    return (
        f"{log.relation('article_entities')} AS batch "
        "JOIN state.readings AS r ON batch.article_id = r.article_id AND batch.run_id = r.run_id"
    )


def _evidence(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> list[Evidence]:
    """Short forms that an article uses beside the full name, where another article has the short form alone."""
    alone = {
        row[0]
        for row in connection.execute(f"SELECT DISTINCT entity_id FROM {log.relation('article_entities')}").fetchall()
    }
    rows = connection.execute(
        f"""
        SELECT entity_id, name, aliases, list(DISTINCT (r.sequence, r.until_sequence))
        FROM {_told(log)}
        WHERE label = 'organization' AND len(aliases) > 1
        GROUP BY ALL ORDER BY ALL
        """
    ).fetchall()
    found = []
    for full_id, name, aliases, lives in rows:
        for form in aliases:
            short_id = entity_id("organization", form)
            if short_id == full_id or short_id not in alone:
                continue
            why = form_reason(form, name)
            if why:
                found += [Evidence(short_id, full_id, form, name, why, life) for life in lives]
    return found


def _links_of_articles(connection: duckdb.DuckDBPyConnection, log: BatchLog, overridden: Overridden) -> list[Link]:
    """One name that means another thing in the articles that an override names."""
    links = []
    for overrides, life in overridden:
        for two in overrides.two:
            if not two.articles:
                continue
            first, second = two.ids
            for article_id, source_name in _articles_with(connection, log, first):
                if any(fnmatchcase(source_name, pattern) for pattern in two.articles):
                    detail = f"{two}: {two.reason}"
                    links.append(Link(first, second, *life, "override", detail, article_id, two.names[1]))
    return sorted(links)


def _articles_with(
    connection: duckdb.DuckDBPyConnection, log: BatchLog, entity: str, now: bool = False
) -> list[tuple[str, str]]:
    condition = "AND r.until_sequence IS NULL" if now else ""
    return connection.execute(
        f"""
        SELECT DISTINCT article_id, source_name FROM {log.relation("articles")}
        WHERE article_id IN (SELECT batch.article_id FROM {_told(log)} WHERE batch.entity_id = ? {condition})
        ORDER BY ALL
        """,
        [entity],
    ).fetchall()


def _check_expectations(connection: duckdb.DuckDBPyConnection, log: BatchLog, overrides: Overrides) -> None:
    """An override whose names are gone does nothing, and nobody would notice: it has to be looked at."""
    rows = connection.execute(
        f"SELECT DISTINCT label, unnest(aliases) FROM {_told(log)} WHERE r.until_sequence IS NULL"
    ).fetchall()
    known = {(label, name_key(alias)) for label, alias in rows}
    named = [("one", number, one.label, one.names) for number, one in enumerate(overrides.one, start=1)]
    problems = []
    for number, two in enumerate(overrides.two, start=1):
        # Of a name that means another thing in some articles the other name may stand nowhere.
        named.append(("two", number, two.label, two.names[:1] if two.articles else two.names))
        sources = (
            [source for _, source in _articles_with(connection, log, two.ids[0], now=True)] if two.articles else []
        )
        problems += [
            f"'two', entry {number}: no article that fits {pattern!r} names {two.names[0]!r} now"
            for pattern in two.articles
            if not any(fnmatchcase(source, pattern) for source in sources)
        ]
    problems += [
        f"'{kind}', entry {number}: no article names {name!r} ({label}) now"
        for kind, number, label, names in named
        for name in names
        if (label, name_key(name)) not in known
    ]
    if problems:
        raise OverrideError(
            f"overrides of entities expect what is gone: {'; '.join(problems)}. Correct them, or take them out"
        )


def _divide_readings(connection: duckdb.DuckDBPyConnection, log: BatchLog) -> None:
    """A reading ends and goes on at each run that shows one of its entities with another id."""
    connection.execute(
        f"""
        CREATE TABLE state.divided AS
        WITH links AS (
            SELECT entity_id, article_id, since_sequence AS bound FROM state.links
            UNION SELECT entity_id, article_id, until_sequence FROM state.links WHERE until_sequence IS NOT NULL
        ),
        chained AS (
            FROM links UNION
            SELECT one.entity_id, one.article_id, other.bound FROM state.links AS one JOIN links AS other
                ON other.entity_id = one.into_id AND other.article_id IS NULL WHERE one.article_id IS NOT NULL
        ),
        bounds AS (
            SELECT DISTINCT r.article_id, r.run_id, r.sequence, chained.bound
            FROM {_told(log)} JOIN chained
                ON chained.entity_id = batch.entity_id AND coalesce(chained.article_id = r.article_id, true)
            WHERE bound > r.sequence AND coalesce(bound < r.until_sequence, true)
        )
        SELECT r.* REPLACE (
            coalesce(bound, r.sequence) AS sequence,
            coalesce(lead(bound) OVER pieces, r.until_sequence) AS until_sequence,
            CASE WHEN lead(bound) OVER pieces IS NULL THEN r.until_reason ELSE 'entity_linked' END AS until_reason,
            r.reread OR r.article_id IN (SELECT article_id FROM bounds) AS reread
        )
        FROM (
            SELECT *, NULL AS bound FROM state.readings
            UNION ALL SELECT r.*, bound FROM state.readings AS r JOIN bounds USING (article_id, run_id, sequence)
        ) AS r
        WINDOW pieces AS (PARTITION BY article_id, run_id, r.sequence ORDER BY bound NULLS FIRST)
        ORDER BY article_id, sequence
        """
    )
    connection.execute("DROP TABLE state.readings")
    connection.execute("ALTER TABLE state.divided RENAME TO readings")


def rows_query(
    connection: duckdb.DuckDBPyConnection, table: str, log: BatchLog, names: list[str], readings: str
) -> str:
    """The table's rows of the readings that fulfil a condition on `r`, with the ids of then.

    Beside the columns `names` each row has sequence, until_sequence and until_reason of its reading.
    """
    of_reading = {"revision": "r.revision", "run_id": "r.run_id"} if table == "articles" else {}
    listed = ", ".join(f'{of_reading[name]} AS "{name}"' if name in of_reading else f'batch."{name}"' for name in names)
    batch = f"""
        SELECT {listed}, r.sequence, r.until_sequence, r.until_reason
        FROM {log.relation(table)} AS batch
        JOIN state.readings AS r ON batch.article_id = r.article_id AND batch.run_id = r.run_id
        WHERE {readings}"""
    return linked_rows(connection, table, batch, names, "sequence", ("sequence", "until_sequence", "until_reason"))


def linked_rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    batch: str,
    names: list[str],
    sequence: str,
    more: tuple[str, ...] = (),
) -> str:
    """Rows of the table as articles gave them (the query `batch`), with the ids that the run `sequence` showed.

    `names` and `more` are their columns. Rows that then differ in nothing but what made them two are one.
    """
    columns = _entity_columns(table)
    has_links = connection.execute("SELECT count(*) FROM state.links").fetchall()[0][0] > 0
    if not columns or not has_links:
        return batch
    values = {name: f'batch."{name}"' for name in (*names, *more)}
    joins = ""
    for number, column in enumerate(columns):
        own, linked = f"own_{number}", f"linked_{number}"
        joins += _join(own, f'batch."{column}"', f"{own}.article_id = batch.article_id", sequence)
        joins += _join(linked, f'coalesce({own}.into_id, batch."{column}")', f"{linked}.article_id IS NULL", sequence)
        values[column] = f'coalesce({linked}.into_id, {own}.into_id, batch."{column}")'
        if "name" in values:
            values["name"] = f"coalesce({own}.name, batch.name)"
    listed = ", ".join(f'{value} AS "{name}"' for name, value in values.items())
    return _once(table, f"SELECT {listed} FROM ({batch}) AS batch {joins}", more)


def _entity_columns(table: str) -> list[str]:
    if table == "article_entities":
        return ["entity_id"]
    return [fact.name for fact in derive.columns(table) if fact.references == ("entities", "entity_id")]


def _join(alias: str, entity: str, article: str, sequence: str) -> str:
    return f"""
        LEFT JOIN state.links AS {alias} ON {alias}.entity_id = {entity} AND {article}
            AND {alias}.since_sequence <= {sequence} AND coalesce({alias}.until_sequence > {sequence}, true)"""


def _once(table: str, query: str, more: tuple[str, ...]) -> str:
    """Rows that differed in the id only are one; a thing stands in no relation to itself."""
    apart = "".join(f", {name}" for name in more)
    if table == "article_entities":
        return f"""
        SELECT article_id, entity_id, any_value(label) AS label, arg_max(name, (len(name), name)) AS name,
            CASE WHEN count(DISTINCT country) = 1 THEN any_value(country) END AS country,
            list_sort(list_distinct(flatten(list(aliases)))) AS aliases{apart}
        FROM ({query}) GROUP BY article_id, entity_id{apart}"""
    if table == "relations":
        return f"SELECT * FROM ({query}) WHERE subject_id <> object_id"
    if table == "event_arguments":
        keys = ", ".join(key(table))
        return f"SELECT * FROM ({query}) QUALIFY row_number() OVER (PARTITION BY {keys}{apart} ORDER BY mention_id) = 1"
    return query
