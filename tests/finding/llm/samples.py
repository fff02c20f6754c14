"""An article of our own, and what a good model would answer on it."""

from __future__ import annotations

from typing import Any

DEAL = (
    "Der Maschinenbauer Quastra AG darf den Pumpenspezialisten Brekkum bald sein Eigen nennen, "
    "die Rede ist von 40 Mio. Euro."
)
TEXT = f"""\
Quastra und Brekkum im Gespräch

{DEAL} „Das passt zu uns“, so Firmenchefin Hilde Tarnow. Der Umsatz von Brekkum betrug zuletzt 12,5 Mio. Euro. \
In Tarnberg fallen 80 Stellen weg.
"""


def event(**changes: Any) -> dict[str, Any]:
    return {
        "event_type": "acquisition",
        "status": "announced",
        "evidence": DEAL,
        "currency": "EUR",
        "value_min": 40e6,
        "value_max": 40e6,
        "value_words": "40 Mio. Euro",
        "count": None,
        "count_words": None,
        "position": None,
        "arguments": [{"role": "buyer", "entity": "Quastra AG"}, {"role": "acquired", "entity": "Brekkum"}],
    } | changes


def layoffs(**changes: Any) -> dict[str, Any]:
    return event(
        event_type="layoffs", evidence="In Tarnberg fallen 80 Stellen weg.", currency=None, value_min=None,
        value_max=None, value_words=None, count=80, count_words="80 Stellen",
        arguments=[{"role": "location", "entity": "Tarnberg"}],
    ) | changes  # fmt: skip


def quote(**changes: Any) -> dict[str, Any]:
    told = {"kind": "direct", "text": "Das passt zu uns", "cue": "so", "speaker_surface": "Hilde Tarnow"}
    return told | changes


def relation(**changes: Any) -> dict[str, Any]:
    told = {"subject": "Brekkum", "predicate": "subsidiary_of", "object": "Quastra AG", "evidence": DEAL}
    return told | changes


def figure(**changes: Any) -> dict[str, Any]:
    return {
        "entity": "Brekkum",
        "metric": "revenue",
        "value_min": 12.5e6,
        "value_max": 12.5e6,
        "value_words": "12,5 Mio. Euro",
        "unit": "EUR",
        "period": None,
        "status": "reported",
        "evidence": "Der Umsatz von Brekkum betrug zuletzt 12,5 Mio. Euro.",
    } | changes


MENTIONS = [
    {"label": "organization", "surface": "Quastra AG"},
    {"label": "organization", "surface": "Brekkum"},
    {"label": "person", "surface": "Hilde Tarnow"},
    {"label": "location", "surface": "Tarnberg"},
]


def answer(**changes: Any) -> dict[str, Any]:
    good = {
        "mentions": MENTIONS,
        "events": [event(), layoffs()],
        "quotes": [quote()],
        "relations": [relation()],
        "figures": [figure()],
    }
    return good | changes
