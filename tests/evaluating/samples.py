"""Gold of our own: three invented articles, and what a finder with planted mistakes would see in one of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.conftest import HELVIA_ARTICLE, NORDWERK_ARTICLE

QUOTE = "Wir wachsen damit in Südeuropa"


def span(text: str, words: str) -> list[int]:
    """Offsets of the words in the text."""
    start = text.index(words)
    return [start, start + len(words)]


def nordwerk() -> dict[str, Any]:
    """All layers of an article; some records say what its text does not."""
    text = NORDWERK_ARTICLE
    price = {"currency": "EUR", "min": 2.5e8, "max": 2.5e8}
    return {
        "doc": "2024-03-12-nordwerk",
        "text": text,
        "layers": ["mentions", "entities", "amounts", "quotes", "events", "relations", "figures"],
        "mentions": [[*span(text, "Katrin Brandt"), "person"], [*span(text, "Falk GmbH"), "location"]],
        "ignore": [span(text, "Mailand")],
        "entities": {
            "e1": {"label": "organization", "name": "Nordwerk AG", "aliases": ["Nordwerk"], "country": "DE"},
            "e2": {"label": "organization", "name": "Falk GmbH", "aliases": ["Falk"], "country": None},
            "e3": {"label": "person", "name": "Katrin Brandt"},
            "e4": {"label": "organization", "name": "Ostwerk"},
        },
        "amounts": [
            {"surface": "250 Mio. Euro", "span": span(text, "250 Mio. Euro"), **price, "qualifier": "at_most"},
            {"surface": "", "span": span(text, "7,9 Mrd. Euro"), "currency": "CHF", "min": 7.9e9, "max": 7.9e9},
        ],
        "quotes": [{"kind": "direct", "span": span(text, QUOTE), "speaker": "e1"}],
        "ignore_quotes": [span(text, "Maschinenbau\n")],
        "events": [
            {
                "type": "acquisition",
                "status": "completed",
                "arguments": [["buyer", "e1"], ["acquired", "e2"], ["seller", "e4"]],
                "amount": {"currency": "EUR", "min": 2.4e8, "max": 2.4e8},
                "optional": [["location", "e4"]],
                "evidence": "Der Hamburger Maschinenbauer Nordwerk AG übernimmt",
            },
            {"type": "merger", "status": "planned", "arguments": [["new", "e4"]], "evidence": "Nordwerk kauft"},
        ],
        "relations": [["e3", "executive_of", "e1"], ["e4", "subsidiary_of", "e1"]],
        "figures": [
            {"entity": "e1", "metric": "revenue", "min": 7.9e9, "max": 7.9e9, "unit": "EUR", "period": "2022",
             "status": "reported", "evidence": "Der Umsatz der Nordwerk AG lag 2023 bei 7,9 Mrd. Euro."},
            {"entity": "e2", "metric": "employees", "min": 5, "max": None, "unit": "people", "optional": True},
        ],
    }  # fmt: skip


def nordwerk_as_found() -> dict[str, Any]:
    """The same article by a finder that is right and wrong in known places."""
    text = NORDWERK_ARTICLE
    names = {"Nordwerk AG": "organization", "Falk GmbH": "organization", "Katrin Brandt": "person"}
    names |= {"Mailand": "location", "Südeuropa": "location"}
    return {
        **nordwerk(),
        "mentions": [[*span(text, name), label] for name, label in names.items()],
        "entities": {
            "f1": {"label": "organization", "name": "Nordwerk", "country": "AT"},
            "f2": {"label": "organization", "name": "Falk GmbH"},
            "f3": {"label": "person", "name": "Katrin Brandts"},
            "f4": {"label": "location", "name": "Ostwerk"},
        },
        "amounts": [
            {"span": span(text, "50 Mio. Euro"), "currency": "EUR", "min": 2.5e8, "max": 2.5e8, "qualifier": "exact"},
            {"span": span(text, "7,9 Mrd. Euro"), "currency": "EUR", "min": 7.9e9, "max": 7.9e9, "qualifier": "exact"},
        ],
        "quotes": [
            {"kind": "direct", "span": span(text, QUOTE), "speaker": "f3"},
            {"kind": "indirect", "span": span(text, "Der Hamburger Maschinenbauer")},
            {"kind": "direct", "span": span(text, "Maschinenbau")},
        ],
        "events": [
            {
                "type": "acquisition",
                "status": "announced",
                "arguments": [["buyer", "f1"], ["acquired", "f2"], ["location", "f4"]],
                "amount": {"currency": "EUR", "min": 2.5e8, "max": 2.5e8},
                "evidence": "Der Hamburger Maschinenbauer Nordwerk AG übernimmt",
            },
            {"type": "strike", "status": "planned", "arguments": [["company", "f2"]], "evidence": "Nordwerk kauft"},
        ],
        "relations": [["f3", "founder_of", "f1"]],
        "figures": [
            {"entity": "f1", "metric": "revenue", "min": 7.91e9, "max": 7.91e9, "unit": "EUR", "period": "2023",
             "status": "reported", "evidence": "Der Umsatz der Nordwerk AG lag 2023 bei 7,9 Mrd. Euro."},
            {"entity": "f2", "metric": "employees", "min": 5, "max": None, "unit": "people"},
        ],
    }  # fmt: skip


def helvia() -> dict[str, Any]:
    """Events of one type with one role, and speakers as spans."""
    text = HELVIA_ARTICLE
    return {
        "doc": "2024-03-13-helvia",
        "text": text,
        "layers": ["quotes", "events"],
        "quotes": [
            {"kind": "indirect", "span": span(text, "man habe zu lange gewartet"),
             "speaker_spans": [span(text, "Konzernchef Beat Aregger")]},
            {"kind": "direct", "span": span(text, "Das teilte Helvia"), "speaker_spans": []},
        ],
        "entities": {"e1": {"label": "organization", "name": "Helvia"}},
        "events": [{"type": "layoffs", "arguments": [["company", "e1"]], "count": 600}],
        "event_types": ["layoffs"],
        "roles": ["company"],
        "event_slots": ["count"],
    }  # fmt: skip


def absent() -> dict[str, Any]:
    """An article without a text, which only a warehouse may hold."""
    return {"doc": "not-there", "text": None, "layers": ["amounts"],
            "amounts": [{"span": [0, 6], "currency": "EUR", "min": 1.0, "max": 1.0}]}  # fmt: skip


def write_gold(path: Path, *records: Any) -> Path:
    """A gold file; a record that is text goes in as it is."""
    lines = (each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in records)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
