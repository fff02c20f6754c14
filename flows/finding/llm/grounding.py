"""From a model's answer to records: only what the text bears out, all else refused with the reason."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jsonschema import Draft202012Validator

from flows.finding.dates import find_dates
from flows.finding.llm.answer_schema import TABLES, item_schema
from flows.finding.llm.locate import CitedText
from flows.finding.llm.values import Claim, read_amount, read_number
from flows.finding.naming.normal import normal_name
from flows.finding.records import Argument, Event, Figure, Mention, Quote, Records, Relation, Span
from flows.reading.article import Article
from schemas.vocabulary import CURRENCIES, EVENT_ROLES, PREDICATE_LABELS, UNITS

Item = dict[str, Any]
_NEAR = 400  # characters around a quote in which its speaker and cue stand
_PROFITS = frozenset({"operating_profit", "net_profit"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that the text does not bear out."""

    table: str
    column: str | None
    check: str
    reason: str
    value: str | None
    record: Item


class _RefusedError(Exception):
    def __init__(self, column: str | None, check: str, reason: str, value: object = None) -> None:
        super().__init__(reason)
        self.column, self.check, self.value = column, check, value


@dataclass
class Grounder:
    """Grounds the answers on one article; `rules` are the records that it already has."""

    article: Article
    rules: Records
    extractor: str
    score: float
    found: Records = field(default_factory=Records)
    agreed: set[Mention] = field(default_factory=set)  # of the rules' mentions
    refusals: list[Refusal] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._cited = CitedText(self.article.text)
        self._periods = {each.period for each in find_dates(self.article.text, self.article.published_on)}
        self._validators = {table: Draft202012Validator(item_schema(table)) for table in TABLES}
        self._rule_mentions = set(self.rules.mentions)
        self._list_mentions()

    def _list_mentions(self) -> None:
        self._mentions = sorted((*self.rules.mentions, *self.found.mentions), key=lambda m: (m.start, m.end))
        self._starts = [mention.start for mention in self._mentions]

    def take(self, answer: Item) -> None:
        """Ground every record of an answer, names first."""
        readers: dict[str, Callable[[Item], None]] = {
            "mentions": self._mention,
            "events": self._event,
            "quotes": self._quote,
            "relations": self._relation,
            "figures": self._figure,
        }
        for table in TABLES:
            items = answer.get(table)
            for item in items if isinstance(items, list) else [] if items is None else [items]:
                self._take_item(table, item, readers[table])
            if table == "mentions":
                self._list_mentions()

    def _take_item(self, table: str, item: Any, read: Callable[[Item], None]) -> None:
        try:
            wrong = next(iter(self._validators[table].iter_errors(item)), None)
            if wrong is not None:
                column = str(wrong.absolute_path[0]) if wrong.absolute_path else None
                raise _RefusedError(column, "llm_schema", wrong.message[:300])
            read(item)
        except _RefusedError as no:
            record = item if isinstance(item, dict) else {"answer": item}
            value = None if no.value is None else str(no.value)
            self.refusals.append(Refusal(table, no.column, no.check, str(no), value, record))

    def _mention(self, item: Item) -> None:
        label, taken = item["label"], []
        for span in self._spans("surface", item["surface"], genitive=True):
            other = self._at(span)
            if other is None:
                name = normal_name(self.article.text[span.start : span.end], label)
                taken.append(Mention(label, span.start, span.end, name, self.score, self.extractor))
            elif other.label == label:
                taken.append(other)
                if other in self._rule_mentions:
                    self.agreed.add(other)
        if not taken:
            reason = f"{item['surface']!r} is part of another name, or one of another kind"
            raise _RefusedError("label", "llm_conflict", reason, label)
        known = set(self._mentions)
        self.found.mentions.extend(mention for mention in taken if mention not in known)
        self._list_mentions()

    def _event(self, item: Item) -> None:
        kind, evidence = item["event_type"], self._spans("evidence", item["evidence"])[0]
        arguments = []
        for stated in item["arguments"]:
            if stated["role"] not in EVENT_ROLES[kind]:
                reason = f"an event of type {kind} has no role {stated['role']}; it has {', '.join(EVENT_ROLES[kind])}"
                raise _RefusedError("arguments", "llm_schema", reason, stated["role"])
            arguments.append(Argument(stated["role"], self._named("arguments", stated["entity"], evidence)))
        if not arguments:
            raise _RefusedError("arguments", "llm_schema", "an event without anybody in it")
        amount, count = None, None
        if item["value_words"] is not None or item["value_min"] is not None or item["value_max"] is not None:
            spans = self._words("value_words", item["value_words"])
            amount = read_amount(self.rules.amounts, spans, self._claim(item, item["currency"]))
            if amount is None:
                raise self._disagrees(item)
        if item["count"] is not None:
            spans = self._words("count_words", item["count_words"])
            number = read_number(self.article.text, spans, Claim(Decimal(item["count"]), None, None), percent=False)
            if number is None:
                raise _RefusedError("count", "llm_value", f"{item['count_words']!r} does not say {item['count']}")
            count = int(item["count"])
        if item["position"] is not None:
            self._spans("position", item["position"])
        self.found.events.append(
            Event(
                event_type=kind,
                status=item["status"],
                start=evidence.start,
                end=evidence.end,
                arguments=tuple(arguments),
                score=self.score,
                extractor=self.extractor,
                amount=amount,
                count=count,
                position=item["position"],
            )
        )

    def _quote(self, item: Item) -> None:
        span = self._spans("text", item["text"])[0]
        speaker = mention = None
        if item["speaker_surface"] is not None:
            speaker = self._near("speaker_surface", item["speaker_surface"], span)
            mention = self._at(speaker)
        cue = None
        if item["cue"] is not None:
            place = self._near("cue", item["cue"], span)
            cue = self.article.text[place.start : place.end]
        self.found.quotes.append(
            Quote(item["kind"], span.start, span.end, cue, speaker, mention, self.extractor, self.score)
        )

    def _relation(self, item: Item) -> None:
        evidence = self._spans("evidence", item["evidence"])[0]
        ends = [self._named(column, item[column], evidence) for column in ("subject", "object")]
        for column, mention, labels in zip(
            ("subject", "object"), ends, PREDICATE_LABELS[item["predicate"]], strict=True
        ):
            if mention.label not in labels:
                reason = f"the {column} of {item['predicate']} can't be a {mention.label}: {mention.name!r}"
                raise _RefusedError(column, "llm_schema", reason, mention.label)
        self.found.relations.append(
            Relation(ends[0], item["predicate"], ends[1], evidence.start, evidence.end, self.score, self.extractor)
        )

    def _figure(self, item: Item) -> None:
        evidence = self._spans("evidence", item["evidence"])[0]
        owner = self._named("entity", item["entity"], evidence)
        unit, spans = item["unit"], self._words("value_words", item["value_words"])
        if unit not in UNITS:
            raise _RefusedError("unit", "llm_schema", f"{unit!r} is neither people, percent nor ISO 4217", unit)
        if item["period"] is not None and item["period"] not in self._periods:
            raise _RefusedError("period", "llm_ungrounded", "no date of the text gives this period", item["period"])
        claim = self._claim(item, unit if unit in CURRENCIES else None)
        if unit in CURRENCIES:
            amount = read_amount(self.rules.amounts, spans, claim)
            bounds = (amount.value_min, amount.value_max) if amount else None
        else:
            bounds = read_number(self.article.text, spans, claim, percent=unit == "percent")
        if bounds is None or bounds == (None, None) or (claim.negative and item["metric"] not in _PROFITS):
            raise self._disagrees(item)
        low, high = bounds
        if claim.negative:
            low, high = (None if high is None else -high), (None if low is None else -low)
        self.found.figures.append(
            Figure(
                owner,
                item["metric"],
                low,
                high,
                unit,
                item["period"],
                item["status"],
                evidence.start,
                evidence.end,
                self.score,
                self.extractor,
            )
        )

    def _spans(self, column: str, words: str, *, genitive: bool = False) -> list[Span]:
        """All places of the cited words; there is one at least."""
        spans = self._cited.find(words, genitive=genitive)
        if not spans:
            raise _RefusedError(column, "llm_ungrounded", f"{column} is not in the text: {words[:200]!r}", words)
        return spans

    def _words(self, column: str, words: str | None) -> list[Span]:
        if not words:
            raise _RefusedError(column, "llm_ungrounded", f"a number without the words it was read from: {column}")
        return self._spans(column, words)

    def _near(self, column: str, words: str, place: Span) -> Span:
        """The place of the words nearest to a span, and near to it."""
        nearest = min(self._spans(column, words), key=lambda span: _distance(span, place))
        if _distance(nearest, place) > _NEAR:
            raise _RefusedError(column, "llm_ungrounded", f"{column} does not stand near it: {words!r}", words)
        return nearest

    def _named(self, column: str, words: str, evidence: Span) -> Mention:
        """The mention that the words name: in the evidence, else the nearest to it."""
        spans = self._spans(column, words, genitive=True)
        for span in sorted(spans, key=lambda span: (_distance(span, evidence), span.start)):
            mention = self._at(span)
            if mention is not None:
                return mention
        raise _RefusedError(column, "llm_unnamed", f"{words!r} is no name under mentions", words)

    def _at(self, span: Span) -> Mention | None:
        """The mention that covers the span, or whose words the span ends with ("die Nordwerk AG" for it)."""
        at = bisect_right(self._starts, span.start) - 1
        for mention in self._mentions[max(0, at) : at + 3]:
            if mention.start < span.end and span.start < mention.end:
                return mention
        return None

    def _claim(self, item: Item, currency: str | None) -> Claim:
        return Claim.of(item["value_min"], item["value_max"], currency)

    def _disagrees(self, item: Item) -> _RefusedError:
        stated = f"{item['value_min']} to {item['value_max']}"
        return _RefusedError(
            "value_min", "llm_value", f"our reader does not read {stated} from {item['value_words']!r}", stated
        )


def _distance(one: Span, other: Span) -> int:
    """Characters between two spans, 0 where they overlap."""
    return max(0, one.start - other.end, other.start - one.end)
