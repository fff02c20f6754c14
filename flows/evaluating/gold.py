"""Gold files: one annotated article per line of JSON, checked before anything is measured by it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.errors import InputError
from flows.evaluating.fields import Fields
from flows.evaluating.names import normal_forms
from flows.evaluating.records import (
    Amount,
    Event,
    Figure,
    Filler,
    Gold,
    Money,
    NamedSpan,
    Party,
    Quote,
    Reading,
    Relation,
)
from flows.finding.records import Span
from schemas.vocabulary import (
    EVENT_TYPES,
    FIGURE_STATUSES,
    LABELS,
    METRICS,
    PREDICATES,
    QUALIFIERS,
    QUOTE_KINDS,
    ROLES,
    STATUSES,
)

# Layers that can be annotated; the others of a report follow from them.
LAYERS = ("mentions", "entities", "amounts", "quotes", "events", "relations", "figures")
_SLOTS = ("amount", "count")


def read_gold(path: Path, limit: int | None = None) -> list[Gold]:
    """The annotated articles of a file, the first `limit` only.

    Raises InputError naming file, line and field where the file is no gold.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise InputError(f"the gold file {path} can't be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"the gold file {path} is not UTF-8: byte {error.start} ({error.reason})") from error
    articles: list[Gold] = []
    seen: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or (limit is not None and len(articles) >= limit):
            continue
        article = parse_gold(_parse_json(line, f"{path}, line {number}"), f"{path}, line {number}")
        if article.doc in seen:
            raise InputError(f"{article.place} has the 'doc' {article.doc!r} of {seen[article.doc]}")
        seen[article.doc] = article.place.rpartition(", ")[2]
        articles.append(article)
    if not articles:
        raise InputError(f"the gold file {path} holds no articles")
    return articles


def _parse_json(line: str, place: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = f"{error.msg}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise InputError(f"{place} is no JSON: {reason}") from error


def with_text(gold: Gold, text: str) -> Gold:
    """Gold that came without its text, grounded in the article that was found for it."""
    return gold if gold.has_text else parse_gold({**gold.record, "text": text}, gold.place)


def parse_gold(record: Any, place: str) -> Gold:
    """One line of a gold file. Raises InputError naming the field that can't be used."""
    fields = Fields(record, place)
    doc = fields.text("doc")
    if not doc or doc.startswith(".") or any(char in "/\\" or not char.isprintable() for char in doc):
        raise fields.wrong(f"has {doc!r} in 'doc', which is no stem of a file name")
    layers = fields.texts("layers") if fields.has("layers") else tuple(each for each in LAYERS if fields.has(each))
    for layer in layers:
        fields.required(fields.one_of(layer, LAYERS, "layers"))
    slots = fields.texts("event_slots") if fields.has("event_slots") else _SLOTS
    roles = frozenset(fields.texts("roles"))
    text = fields.optional_text("text")
    reader = _Reader(fields, text or "", roles, frozenset(slots))
    return Gold(
        doc=doc,
        place=place,
        layers=layers,
        reading=reader.reading(),
        has_text=text is not None,
        ignored=fields.spans("ignore"),
        ignored_quotes=fields.spans("ignore_quotes"),
        event_types=frozenset(fields.texts("event_types")),
        roles=roles,
        slots=frozenset(slots),
        record={} if text is not None else record,
    )


@dataclass
class _Reader:
    """Reads the records of one line; arguments are parties by the keys of its `entities`."""

    fields: Fields
    text: str
    roles: frozenset[str]
    slots: frozenset[str]

    def reading(self) -> Reading:
        self.parties = {key: self._party(key, each) for key, each in self.fields.named_objects("entities")}
        fields = self.fields
        return Reading(
            text=self.text,
            mentions=tuple(self._mention(row) for row in fields.rows("mentions", 3)),
            entities=tuple(self.parties.values()),
            amounts=tuple(map(self._amount, fields.objects("amounts"))),
            quotes=tuple(map(self._quote, fields.objects("quotes"))),
            events=tuple(map(self._event, fields.objects("events"))),
            relations=tuple(self._relation(row) for row in fields.rows("relations", 3)),
            figures=tuple(map(self._figure, fields.objects("figures"))),
        )

    def _party(self, key: str, each: Fields) -> Party:
        names = (each.text("name"), *each.texts("aliases"))
        spans = tuple(Span(at, at + len(name)) for name in names if (at := self.text.find(name)) >= 0 and name)
        return Party(
            key=key,
            label=each.text("label", LABELS),
            name=names[0],
            forms=normal_forms(*names),
            country=each.optional_text("country"),
            spans=spans,
        )

    def _named(self, key: Any, fields: Fields) -> Party:
        if not isinstance(key, str) or key not in self.parties:
            raise fields.wrong(f"names {key!r}, which is no key of 'entities'")
        return self.parties[key]

    def _mention(self, row: list[Any]) -> NamedSpan:
        label = self.fields.one_of(row[2], LABELS, "mentions")
        return NamedSpan(self.fields.as_span(row[:2], "'mentions'"), label)

    def _amount(self, each: Fields) -> Amount:
        return Amount(each.span("span"), _money(each), each.optional_text("qualifier", QUALIFIERS))

    def _quote(self, each: Fields) -> Quote:
        spans = each.spans("speaker_spans") if each.has("speaker_spans") else None
        speaker = self._named(each.value["speaker"], each) if each.has("speaker") else None
        return Quote(each.span("span"), each.text("kind", QUOTE_KINDS), speaker, spans)

    def _event(self, each: Fields) -> Event:
        fillers = self._arguments(each, "arguments")
        if "amount" in self.slots and each.value.get("amount"):
            money = _money(Fields(each.value["amount"], f"{each.place}, amount"))
            fillers += [Filler("amount", money)] if (money.low, money.high) != (None, None) else []
        if "count" in self.slots and (count := each.integer("count")):
            fillers.append(Filler("count", count))
        return Event(
            type=each.text("type", EVENT_TYPES),
            fillers=tuple(fillers),
            status=each.optional_text("status", STATUSES),
            position=each.optional_text("position"),
            evidence=self._evidence(each),
            optional=tuple(self._arguments(each, "optional", restricted=False)),
        )

    def _arguments(self, each: Fields, name: str, restricted: bool = True) -> list[Filler]:
        """Roles filled by parties; those that the annotators did not mark are left out."""
        fillers = []
        for role, key in each.rows(name, 2):
            slot = each.one_of(role, ROLES, name)
            if not restricted or not self.roles or slot in self.roles:
                fillers.append(Filler(slot, self._named(key, each)))
        return fillers

    def _relation(self, row: list[Any]) -> Relation:
        subject, other = row[0], row[2]
        predicate = self.fields.one_of(row[1], PREDICATES, "relations")
        return Relation(self._named(subject, self.fields), predicate, self._named(other, self.fields), None)

    def _figure(self, each: Fields) -> Figure:
        return Figure(
            owner=self._named(each.required("entity"), each),
            metric=each.text("metric", METRICS),
            low=each.number("min"),
            high=each.number("max"),
            unit=each.text("unit"),
            period=each.optional_text("period"),
            status=each.optional_text("status", FIGURE_STATUSES),
            evidence=self._evidence(each),
            optional=bool(each.value.get("optional")),
        )

    def _evidence(self, each: Fields) -> Span | None:
        words = each.optional_text("evidence")
        at = self.text.find(words) if words else -1
        return Span(at, at + len(words)) if words and at >= 0 else None


def _money(each: Fields) -> Money:
    return Money(each.text("currency"), each.number("min"), each.number("max"))
