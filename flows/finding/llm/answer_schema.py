"""The JSON schema of an answer, derived from the tables: what a model is to state of each row."""

from __future__ import annotations

from functools import cache
from typing import Any

import polars as pl

from schemas import derive
from schemas.derive import ColumnFacts
from schemas.vocabulary import EVENT_ROLES

TABLES = ("mentions", "events", "quotes", "relations", "figures")

# Filled by us: where something stands is looked up in the text. No table `amounts`: our own reader finds money.
_OURS = frozenset({"article_id", "event_id", "mention_id", "score", "extractor", "speaker_entity_id"})
# Longer vocabularies (currencies) slow down servers that force the answer into the schema; they are checked later.
_LISTED = 40
# Besides the columns: the words that a number was read from.
_WORDS = {
    "events": {"value_words": True, "count_words": True},
    "figures": {"value_words": False},
}


@cache
def answer_schema() -> dict[str, Any]:
    """The schema of the whole answer: one list per table."""
    return _object({table: {"type": "array", "items": item_schema(table)} for table in TABLES})


@cache
def item_schema(table: str) -> dict[str, Any]:
    """The schema of one record.

    >>> sorted(item_schema("relations")["properties"])
    ['evidence', 'object', 'predicate', 'subject']
    """
    properties = {_name(fact): _property(fact) for fact in derive.columns(table) if _is_stated(table, fact)}
    for name, optional in _WORDS.get(table, {}).items():
        properties[name] = {"type": ["string", "null"] if optional else "string"}
    if table == "events":
        properties["arguments"] = {"type": "array", "items": item_schema("event_arguments")}
    return _object(properties)


def roles_by_type() -> str:
    """The roles of each type of event, a line each, for the prompt."""
    return "\n".join(f"  {kind}: {', '.join(roles)}" for kind, roles in EVENT_ROLES.items())


def _is_stated(table: str, fact: ColumnFacts) -> bool:
    if fact.unique or fact.name in _OURS or fact.name.endswith("_char") or fact.dtype == pl.Date:
        return False
    return not (table == "mentions" and fact.name == "entity_id")  # `surface` says it


def _name(fact: ColumnFacts) -> str:
    """A model names things by their words, not by ids."""
    return fact.name.removesuffix("_id") if fact.references else fact.name


def _property(fact: ColumnFacts) -> dict[str, Any]:
    kind = "integer" if fact.dtype.is_integer() else "number" if fact.dtype.is_numeric() else "string"
    stated: dict[str, Any] = {"type": [kind, "null"] if fact.nullable else kind, "description": fact.description}
    if fact.vocabulary and len(fact.vocabulary) <= _LISTED:
        stated["enum"] = [*fact.vocabulary, *([None] if fact.nullable else [])]
    return stated


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
