"""What tests share: a good row per table, and a warehouse loaded without Prefect."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flows.config import load_config
from flows.run import Summary, load_in_process
from flows.storing.warehouse import Warehouse
from schemas import derive
from schemas.tables import TABLES

TEXT = "Nordwerk kauft Falk für 5 Mio. Euro. „Wir wachsen“, sagte Brandt."
ARTICLE, NORDWERK, FALK = "art_" + "1" * 20, "ent_" + "1" * 20, "ent_" + "2" * 20

NORDWERK_ARTICLE = """\
Maschinenbau

Nordwerk kauft Pumpenhersteller Falk

kru Mailand

Der Hamburger Maschinenbauer Nordwerk AG übernimmt den Pumpenhersteller Falk GmbH für 250 Mio. Euro. „Wir wachsen \
damit in Südeuropa“, sagte Vorstandschefin Katrin Brandt am Dienstag. Der Umsatz der Nordwerk AG lag 2023 bei \
7,9 Mrd. Euro.
"""
HELVIA_ARTICLE = """\
Helvia streicht 600 Stellen

Basel - Der Pharmakonzern Helvia will bis Ende 2025 rund 600 Stellen abbauen. Das teilte Helvia am Mittwoch mit. \
Konzernchef Beat Aregger sagte, man habe zu lange gewartet.
"""


def span(words: str) -> dict[str, int]:
    """Offsets of the words in TEXT."""
    start = TEXT.index(words)
    return {"start_char": start, "end_char": start + len(words)}


@pytest.fixture
def good_rows() -> dict[str, list[dict[str, Any]]]:
    """Rows of one article, as a batch writes them; all of them pass every check."""
    evidence = "Nordwerk kauft Falk für 5 Mio. Euro."
    quote = "Wir wachsen"
    men = {"article_id": ARTICLE, "label": "organization", "score": 0.9, "extractor": "names.rules/1"}
    return {
        "articles": [
            {
                "article_id": ARTICLE,
                "source_name": "a.txt",
                "source_file": "a.txt",
                "source_sha256": "0" * 64,
                "text_sha256": "1" * 64,
                "format": "txt",
                "language": "de",
                "headline": "Nordwerk kauft Falk",
                "published_on": date(2024, 3, 12),
                "text": TEXT,
            }
        ],
        "sections": [{"article_id": ARTICLE, "section_no": 1, "heading": None, "start_char": 0, "end_char": len(TEXT)}],
        "article_entities": [
            {
                "article_id": ARTICLE,
                "entity_id": entity_id,
                "label": "organization",
                "name": name,
                "country": None,
                "aliases": [name],
            }
            for entity_id, name in ((NORDWERK, "Nordwerk"), (FALK, "Falk"))
        ],
        "mentions": [
            {**men, "mention_id": "men_" + "1" * 20, "entity_id": NORDWERK, "surface": "Nordwerk", **span("Nordwerk")},
            {**men, "mention_id": "men_" + "2" * 20, "entity_id": FALK, "surface": "Falk", **span("Falk")},
        ],
        "amounts": [
            {
                "amount_id": "amo_" + "1" * 20,
                "article_id": ARTICLE,
                "surface": "5 Mio. Euro",
                "currency": "EUR",
                "value_min": Decimal(5_000_000),
                "value_max": Decimal(5_000_000),
                "qualifier": "exact",
                **span("5 Mio. Euro"),
            }
        ],
        "events": [
            {
                "event_id": "eve_" + "1" * 20,
                "article_id": ARTICLE,
                "event_type": "acquisition",
                "status": "announced",
                "evidence": evidence,
                "currency": "EUR",
                "value_min": Decimal(5_000_000),
                "value_max": Decimal(5_000_000),
                "score": 0.9,
                "extractor": "events.rules/1",
                **span(evidence),
            }
        ],
        "event_arguments": [
            {
                "event_id": "eve_" + "1" * 20,
                "article_id": ARTICLE,
                "role": role,
                "entity_id": entity_id,
                "mention_id": "men_" + digit * 20,
            }
            for role, entity_id, digit in (("buyer", NORDWERK, "1"), ("acquired", FALK, "2"))
        ],
        "quotes": [
            {
                "quote_id": "quo_" + "1" * 20,
                "article_id": ARTICLE,
                "kind": "direct",
                "text": quote,
                "cue": "sagte",
                "speaker_start_char": TEXT.index("Brandt"),
                "speaker_end_char": TEXT.index("Brandt") + 6,
                "speaker_surface": "Brandt",
                "score": 1.0,
                "extractor": "quotes.rules/1",
                **span(quote),
            }
        ],
        "relations": [
            {
                "relation_id": "rel_" + "1" * 20,
                "article_id": ARTICLE,
                "subject_id": FALK,
                "predicate": "subsidiary_of",
                "object_id": NORDWERK,
                "evidence": evidence,
                "score": 0.5,
                "extractor": "relations.rules/1",
                **span(evidence),
            }
        ],
        "figures": [
            {
                "figure_id": "fig_" + "1" * 20,
                "article_id": ARTICLE,
                "entity_id": NORDWERK,
                "metric": "revenue",
                "value_min": Decimal(5_000_000),
                "value_max": Decimal(5_000_000),
                "unit": "EUR",
                "period": "2024-Q1",
                "status": "reported",
                "evidence": evidence,
                "score": 0.5,
                "extractor": "figures.rules/1",
                **span(evidence),
            }
        ],
    }


def load(raw: Path, folder: Path) -> Summary:
    """A run without Prefect."""
    return load_in_process(raw, Warehouse(folder), load_config(raw))


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A raw folder with two articles."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "2024-03-12-nordwerk.txt").write_text(NORDWERK_ARTICLE, "utf-8")
    (folder / "2024-03-13-helvia.txt").write_text(HELVIA_ARTICLE, "utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a warehouse goes; nothing is there yet."""
    return tmp_path / "warehouse"


def ask(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query on the published dataset."""
    with Warehouse(folder).connected() as connection:
        return connection.execute(sql).fetchall()


# What must be the same however a dataset came about: everything but the clock.
DATASET = {
    table: ", ".join(
        f'"{fact.name}"' for fact in derive.columns(table) if fact.name not in ("started_at", "finished_at")
    )
    for table in TABLES
}


def snapshot(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, sorted; two warehouses with equal snapshots hold the same dataset."""
    return {table: sorted(ask(folder, f"SELECT {names} FROM {table}"), key=repr) for table, names in DATASET.items()}
