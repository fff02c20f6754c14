"""Rows that finders of another version gave than those of now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flows.storing.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles to look at: those whose finders of `extractors` (by table) are others now, in a range of days."""

    extractors: Mapping[str, str]
    since: date | None = None  # published on this day or later; an article without a date is then left out
    until: date | None = None


def outdated_files(warehouse: Warehouse, wanted: Wanted) -> list[str]:
    """Files of articles that were last read by a run with other finders for one of the tables."""
    runs = set().union(*_outdated_runs(warehouse, wanted.extractors).values())
    with warehouse.connected() as connection:
        rows = connection.execute(
            """
            SELECT DISTINCT source_file FROM articles
            WHERE run_id IN (SELECT unnest($runs::VARCHAR[]))
                AND coalesce(published_on >= $since, $since::DATE IS NULL)
                AND coalesce(published_on <= $until, $until::DATE IS NULL)
            ORDER BY source_file
            """,
            {"runs": sorted(runs), "since": wanted.since, "until": wanted.until},
        ).fetchall()
    return [name for (name,) in rows]


def outdated_rows(warehouse: Warehouse, extractors: Mapping[str, str]) -> dict[str, int]:
    """Rows per table that finders of another version gave, tables without any left out."""
    counts = {}
    with warehouse.connected() as connection:
        for table, runs in _outdated_runs(warehouse, extractors).items():
            query = f"SELECT count(*) FROM {table} JOIN articles USING (article_id) WHERE run_id IN (SELECT unnest(?))"
            counts[table] = connection.execute(query, [sorted(runs)]).fetchall()[0][0] if runs else 0
    return {table: count for table, count in counts.items() if count}


def _outdated_runs(warehouse: Warehouse, extractors: Mapping[str, str]) -> dict[str, set[str]]:
    """By table the runs that found with another version; one that did not say counts as such."""
    manifests = warehouse.batches.manifests()
    return {
        table: {each.run_id for each in manifests if each.extractors.get(table) != current}
        for table, current in extractors.items()
    }
