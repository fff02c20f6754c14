"""Entities over all articles, as SQL over any state of the dataset: now, or as of an earlier time."""

from __future__ import annotations


def entities_query(articles: str, mentions: str, article_entities: str) -> str:
    """One row per thing: the name most articles use, the country if only one is told.

    Ties go to the longer, then the alphabetically first name: never to the order of loading. The
    arguments are what may stand in a FROM clause.
    """
    return f"""
        WITH counted AS (
            SELECT entity_id, label, name, count(*) AS articles FROM {article_entities} GROUP BY ALL
        ),
        named AS (
            SELECT entity_id, label, name FROM counted
            QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY articles DESC, length(name) DESC, name) = 1
        ),
        country AS (
            SELECT entity_id, any_value(country) AS country FROM {article_entities}
            GROUP BY entity_id HAVING count(DISTINCT country) = 1
        ),
        mentioned AS (
            SELECT m.entity_id, count(DISTINCT m.article_id) AS articles, count(*) AS mentions
            FROM {mentions} AS m JOIN {articles} AS a USING (article_id)
            WHERE a.duplicate_of IS NULL
            GROUP BY m.entity_id
        )
        SELECT
            entity_id, label, name, country, coalesce(articles, 0) AS articles, coalesce(mentions, 0) AS mentions
        FROM named LEFT JOIN country USING (entity_id) LEFT JOIN mentioned USING (entity_id)
        ORDER BY label, name, entity_id"""


def aliases_query(entities: str, article_entities: str) -> str:
    """One row per entity and form of its name, its main name included."""
    return f"""
        SELECT DISTINCT entity_id, unnest(aliases) AS alias FROM {article_entities}
        UNION SELECT entity_id, name FROM {entities}
        ORDER BY entity_id, alias"""
