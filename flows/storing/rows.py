"""An article with its records as rows, one list per table."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flows.finding.records import Event, Figure, Mention, Quote, Records, Relation
from flows.reading.article import Article, Rejection, content_id

if TYPE_CHECKING:
    from flows.finding.llm.grounding import Refusal
    from flows.resolving.entities import Resolved

Row = dict[str, Any]
Rows = dict[str, list[Row]]

# Tables that a batch fills; the rest of the dataset follows from them when it is published.
BATCH_TABLES = (
    "articles",
    "sections",
    "article_entities",
    "mentions",
    "amounts",
    "events",
    "event_arguments",
    "quotes",
    "relations",
    "figures",
)


@dataclass
class ArticleRows:
    """Builds the rows of one article. Ids say what a row states, not where it stands, so that an
    edit elsewhere in the text leaves them alone; equal statements are told apart by their order."""

    article: Article
    rows: Rows = field(default_factory=lambda: {table: [] for table in BATCH_TABLES})
    _seen: Counter[str] = field(default_factory=Counter)
    _mention_ids: dict[Mention, str] = field(default_factory=dict)

    def _id(self, prefix: str, *parts: object) -> str:
        key = content_id(prefix, self.article.article_id, *parts)
        self._seen[key] += 1
        return key if self._seen[key] == 1 else content_id(prefix, key, self._seen[key])

    def add(self, table: str, **row: Any) -> None:
        self.rows[table].append(row)

    def _trimmed(self, record: Event | Relation | Figure) -> tuple[int, int, str]:
        """Where the evidence stands and its words, without the white space around it."""
        words = self.article.text[record.start : record.end]
        start = record.start + len(words) - len(words.lstrip())
        return start, start + len(words.strip()), words.strip()

    def add_article(self) -> None:
        article = self.article
        self.add(
            "articles",
            article_id=article.article_id,
            source_name=article.source_name,
            source_file=article.source_file,
            source_sha256=article.source_sha256,
            text_sha256=article.text_sha256,
            format=article.format,
            language=article.language,
            headline=article.headline,
            kicker=article.kicker,
            standfirst=article.standfirst,
            byline=article.byline,
            dateline_place=article.dateline_place,
            published_on=article.published_on,
            outlet=article.outlet,
            url=article.url,
            text=article.text,
        )
        for section in article.sections:
            self.add(
                "sections",
                article_id=article.article_id,
                section_no=section.number,
                heading=section.heading,
                start_char=section.start,
                end_char=section.end,
            )

    def add_records(self, records: Records, resolved: Resolved) -> None:
        self._add_entities(resolved)
        for mention in sorted(records.mentions, key=lambda m: (m.start, m.end)):
            self._add_mention(mention, resolved)
        for amount in sorted(records.amounts, key=lambda a: (a.start, a.end)):
            surface = self.article.text[amount.start : amount.end]
            self.add(
                "amounts",
                amount_id=self._id("amo", surface, amount.qualifier),
                article_id=self.article.article_id,
                start_char=amount.start,
                end_char=amount.end,
                surface=surface,
                currency=amount.currency,
                value_min=amount.value_min,
                value_max=amount.value_max,
                qualifier=amount.qualifier,
            )
        for quote in sorted(records.quotes, key=lambda q: (q.start, q.end)):
            self._add_quote(quote, resolved)
        for event in sorted(records.events, key=lambda e: (e.start, e.end, e.event_type)):
            self._add_event(event, resolved)
        for relation in sorted(records.relations, key=lambda r: (r.start, r.end, r.predicate)):
            self._add_relation(relation, resolved)
        for figure in sorted(records.figures, key=lambda f: (f.start, f.end, f.metric)):
            self._add_figure(figure, resolved)

    def _add_entities(self, resolved: Resolved) -> None:
        for entity in sorted(resolved.entities, key=lambda e: e.entity_id):
            self.add(
                "article_entities",
                article_id=self.article.article_id,
                entity_id=entity.entity_id,
                label=entity.label,
                name=entity.name,
                country=entity.country,
                aliases=sorted(entity.aliases),
            )

    def _add_mention(self, mention: Mention, resolved: Resolved) -> None:
        surface = self.article.text[mention.start : mention.end]
        mention_id = self._id("men", mention.label, surface)
        self._mention_ids[mention] = mention_id
        self.add(
            "mentions",
            mention_id=mention_id,
            article_id=self.article.article_id,
            entity_id=resolved.entity_of(mention).entity_id,
            label=mention.label,
            start_char=mention.start,
            end_char=mention.end,
            surface=surface,
            score=mention.score,
            extractor=mention.extractor,
        )

    def _add_quote(self, quote: Quote, resolved: Resolved) -> None:
        text = self.article.text
        entity = resolved.entity_of(quote.speaker_mention) if quote.speaker_mention else None
        self.add(
            "quotes",
            quote_id=self._id("quo", quote.kind, text[quote.start : quote.end]),
            article_id=self.article.article_id,
            kind=quote.kind,
            start_char=quote.start,
            end_char=quote.end,
            text=text[quote.start : quote.end],
            cue=quote.cue,
            speaker_entity_id=entity.entity_id if entity else None,
            speaker_start_char=quote.speaker.start if quote.speaker else None,
            speaker_end_char=quote.speaker.end if quote.speaker else None,
            speaker_surface=text[quote.speaker.start : quote.speaker.end] if quote.speaker else None,
            score=quote.score,
            extractor=quote.extractor,
        )

    def _add_event(self, event: Event, resolved: Resolved) -> None:
        fillers = sorted(
            {(a.role, resolved.entity_of(a.mention).entity_id): a.mention for a in event.arguments}.items(),
            key=lambda item: item[0],
        )
        amount, occurred = event.amount, event.occurred
        value = (amount.currency, amount.value_min, amount.value_max) if amount else None
        event_id = self._id("eve", event.event_type, [key for key, _ in fillers], value, event.count, event.position)
        start, end, evidence = self._trimmed(event)
        self.add(
            "events",
            event_id=event_id,
            article_id=self.article.article_id,
            event_type=event.event_type,
            status=event.status,
            start_char=start,
            end_char=end,
            evidence=evidence,
            currency=amount.currency if amount else None,
            value_min=amount.value_min if amount else None,
            value_max=amount.value_max if amount else None,
            count=event.count,
            position=event.position,
            occurred_on_start=occurred.first_day if occurred else None,
            occurred_on_end=occurred.last_day if occurred else None,
            score=event.score,
            extractor=event.extractor,
        )
        for (role, entity_id), mention in fillers:
            self.add(
                "event_arguments",
                event_id=event_id,
                article_id=self.article.article_id,
                role=role,
                entity_id=entity_id,
                # A mention that finding did not list gets an id that no row has: the check of references says so.
                mention_id=self._mention_ids.get(mention) or content_id("men", "unlisted", mention),
            )

    def _add_relation(self, relation: Relation, resolved: Resolved) -> None:
        subject, object_ = resolved.entity_of(relation.subject), resolved.entity_of(relation.object)
        start, end, evidence = self._trimmed(relation)
        self.add(
            "relations",
            relation_id=self._id("rel", subject.entity_id, relation.predicate, object_.entity_id),
            article_id=self.article.article_id,
            subject_id=subject.entity_id,
            predicate=relation.predicate,
            object_id=object_.entity_id,
            start_char=start,
            end_char=end,
            evidence=evidence,
            score=relation.score,
            extractor=relation.extractor,
        )

    def _add_figure(self, figure: Figure, resolved: Resolved) -> None:
        entity = resolved.entity_of(figure.entity)
        stated = (figure.metric, figure.value_min, figure.value_max, figure.unit, figure.period)
        start, end, evidence = self._trimmed(figure)
        self.add(
            "figures",
            figure_id=self._id("fig", entity.entity_id, *stated),
            article_id=self.article.article_id,
            entity_id=entity.entity_id,
            metric=figure.metric,
            value_min=figure.value_min,
            value_max=figure.value_max,
            unit=figure.unit,
            period=figure.period,
            status=figure.status,
            start_char=start,
            end_char=end,
            evidence=evidence,
            score=figure.score,
            extractor=figure.extractor,
        )


def refused_row(article: Article, refusal: Refusal) -> Row:
    """A language model's record that the text does not bear out, as a row of `rejects`."""
    record = json.dumps(refusal.record, ensure_ascii=True, sort_keys=True)
    return {
        "reject_id": content_id(
            "rej", article.source_name, refusal.table, refusal.column, refusal.check, refusal.value, record
        ),
        "table_name": refusal.table,
        "source_name": article.source_name,
        "source_file": article.source_file,
        "article_id": article.article_id,
        "column_name": refusal.column,
        "check_name": refusal.check,
        "reason": refusal.reason.encode("utf-8", "backslashreplace").decode("utf-8"),
        "value": None if refusal.value is None else refusal.value.encode("utf-8", "backslashreplace").decode()[:500],
        "record": record,
    }


def reject_row(rejection: Rejection) -> Row:
    """A file or record that could not be read, as a row of `rejects`."""
    return {
        "reject_id": content_id(
            "rej", rejection.source_name, rejection.check, rejection.value, rejection.record, rejection.reason
        ),
        "table_name": "articles",
        "source_name": rejection.source_name,
        "source_file": rejection.source_file,
        "article_id": None,
        "column_name": None,
        "check_name": rejection.check,
        "reason": rejection.reason,
        "value": rejection.value,
        "record": rejection.record,
    }
