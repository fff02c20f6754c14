"""The one entry point of finding: an article in, its records out."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from flows.finding.cleaned import CleanedText
from flows.finding.frame import german_pipeline, read_doc
from flows.finding.plugging.settings import SHIPPED, NamesSettings
from flows.finding.records import Records
from flows.reading.article import Article

# Languages the finders know; "und" are texts too short to tell. Articles in others are kept and marked,
# and nothing is found in them.
LANGUAGES = frozenset({"de", "und"})


def find_records(article: Article, names: NamesSettings = SHIPPED) -> Records:
    """Everything the finders see in the article; offsets are into `article.text`."""
    if article.language not in LANGUAGES:
        return Records()
    cleaned = CleanedText(article.text)
    doc = read_doc(german_pipeline(names), article, cleaned)
    found = Records(
        mentions=doc._.mentions,
        amounts=doc._.amounts,
        quotes=doc._.quotes,
        events=doc._.events,
        relations=doc._.relations,
        figures=doc._.figures,
    )
    if cleaned.unchanged:
        return found
    moved: dict[int, Any] = {}
    return Records(
        **{
            each.name: [_in_source(record, cleaned, moved) for record in getattr(found, each.name)]
            for each in fields(found)
        }
    )


def _in_source(value: Any, cleaned: CleanedText, moved: dict[int, Any]) -> Any:
    """A record, or what it holds, with offsets into the source; one record stays one object."""
    if isinstance(value, tuple):
        return tuple(_in_source(item, cleaned, moved) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    if id(value) not in moved:
        changes = {each.name: _in_source(getattr(value, each.name), cleaned, moved) for each in fields(value)}
        if "start" in changes:
            changes["start"], changes["end"] = cleaned.source_span(changes["start"], changes["end"])
        moved[id(value)] = replace(value, **changes)
    return moved[id(value)]
