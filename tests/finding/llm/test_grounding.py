"""Only what the text bears out becomes a record; each lie is refused by name."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.finding.find import find_records
from flows.finding.llm.answer_schema import answer_schema, item_schema, roles_by_type
from flows.finding.llm.grounding import Grounder
from flows.finding.llm.locate import CitedText
from flows.finding.llm.merge import merge
from flows.finding.llm.parts import split_text
from flows.finding.records import Records
from flows.reading.article import Article
from schemas.vocabulary import EVENT_ROLES, EVENT_TYPES, PREDICATE_LABELS, PREDICATES, ROLES
from tests.finding.llm.samples import DEAL, TEXT, answer, event, figure, layoffs, quote, relation

EXTRACTOR = "llm:tiny/1"


def grounded(text: str = TEXT, **changes: Any) -> Grounder:
    article = Article("a.txt", "a.txt", "0" * 64, "txt", text, "de")
    # Only the money: what rules make of the rest must not matter here.
    rules = Records(amounts=find_records(article).amounts)
    grounder = Grounder(article, rules, EXTRACTOR, 0.7)
    grounder.take(answer(**changes))
    return grounder


def test_good_answer_becomes_records_on_exact_words() -> None:
    found = grounded().found
    assert grounded().refusals == []
    deal, cut = found.events
    assert TEXT[deal.start : deal.end] == DEAL
    assert {(a.role, TEXT[a.mention.start : a.mention.end]) for a in deal.arguments} == {
        ("buyer", "Quastra AG"),
        ("acquired", "Brekkum"),
    }
    assert deal.amount is not None and deal.amount.value_max == Decimal(40_000_000)
    assert (cut.event_type, cut.count, cut.extractor, cut.score) == ("layoffs", 80, EXTRACTOR, 0.7)
    [said] = found.quotes
    assert (TEXT[said.start : said.end], said.cue) == ("Das passt zu uns", "so")
    assert said.speaker_mention is not None and said.speaker_mention.name == "Hilde Tarnow"
    assert [(r.subject.name, r.object.name) for r in found.relations] == [("Brekkum", "Quastra AG")]
    assert [(f.entity.name, f.value_max) for f in found.figures] == [("Brekkum", Decimal(12_500_000))]


def test_every_place_of_a_name_is_a_mention_but_no_part_of_a_word() -> None:
    text = TEXT + "\nBrekkumer Bürger staunen, Brekkums Aktie steigt."
    starts = [m.start for m in grounded(text).found.mentions if m.name == "Brekkum"]
    assert len(starts) == 4, "headline, deal, revenue and genitive"


@pytest.mark.parametrize(
    ("table", "record", "column", "check"),
    [
        ("mentions", {"label": "organization", "surface": "Erfunden GmbH"}, "surface", "llm_ungrounded"),
        ("mentions", {"label": "company", "surface": "Brekkum"}, "label", "llm_schema"),
        ("events", event(evidence="Quastra zahlt bar."), "evidence", "llm_ungrounded"),
        ("events", event(event_type="takeover"), "event_type", "llm_schema"),
        ("events", event(status="sure"), "status", "llm_schema"),
        ("events", event(arguments=[{"role": "union", "entity": "Brekkum"}]), "arguments", "llm_schema"),
        ("events", event(arguments=[{"role": "boss", "entity": "Brekkum"}]), "arguments", "llm_schema"),
        ("events", event(arguments=[{"role": "buyer", "entity": "Erfunden AG"}]), "arguments", "llm_ungrounded"),
        ("events", event(arguments=[{"role": "buyer", "entity": "Umsatz"}]), "arguments", "llm_unnamed"),
        ("events", event(arguments=[]), "arguments", "llm_schema"),
        ("events", event(value_min=400e6, value_max=400e6), "value_min", "llm_value"),
        ("events", event(currency="USD"), "value_min", "llm_value"),
        ("events", event(value_words="50 Mio. Euro"), "value_words", "llm_ungrounded"),
        ("events", event(value_words=None), "value_words", "llm_ungrounded"),
        ("events", event(value_words="Pumpenspezialisten"), "value_min", "llm_value"),
        ("events", layoffs(count=800), "count", "llm_value"),
        ("events", layoffs(count_words=None), "count_words", "llm_ungrounded"),
        ("events", event(position="Finanzchefin"), "position", "llm_ungrounded"),
        ("events", {"event_type": "acquisition"}, None, "llm_schema"),
        ("quotes", quote(text="Das passt nicht zu uns"), "text", "llm_ungrounded"),
        ("quotes", quote(speaker_surface="Karl Erfunden"), "speaker_surface", "llm_ungrounded"),
        ("quotes", quote(kind="thought"), "kind", "llm_schema"),
        ("relations", relation(object="Tarnberg"), "object", "llm_schema"),
        ("relations", relation(predicate="loves"), "predicate", "llm_schema"),
        ("figures", figure(value_min=125e6, value_max=125e6), "value_min", "llm_value"),
        ("figures", figure(value_min=-12.5e6, value_max=-12.5e6), "value_min", "llm_value"),
        ("figures", figure(unit="Euro"), "unit", "llm_schema"),
        ("figures", figure(period="2031"), "period", "llm_ungrounded"),
        ("figures", figure(metric="mood"), "metric", "llm_schema"),
        ("figures", "no record at all", None, "llm_schema"),
    ],
)  # fmt: skip
def test_each_lie_is_refused_and_costs_nothing_else(table: str, record: Any, column: str | None, check: str) -> None:
    good = answer()
    result = grounded(**{table: [*good[table], record]})
    [refusal] = result.refusals
    assert (refusal.table, refusal.column, refusal.check) == (table, column, check)
    assert result.found == grounded().found


def test_part_of_another_name_is_told_as_a_conflict() -> None:
    mentions = [*answer()["mentions"], {"label": "person", "surface": "Tarnow"}, {"label": "person", "surface": "AG"}]
    [refusal] = grounded(mentions=mentions).refusals
    assert (refusal.check, refusal.value) == ("llm_conflict", "person"), "Tarnow is who she is, AG is no person"


def test_marks_and_spaces_may_be_typed_otherwise() -> None:
    text = TEXT.replace(" ", "\u00a0", 5).replace("Pumpen", "Pumpen\u00ad").replace("Das passt", "Das  passt")
    assert grounded(text).refusals == []
    straight = quote(text='"Das passt zu uns"')
    [said] = grounded(quotes=[straight]).found.quotes
    assert TEXT[said.start : said.end] == "„Das passt zu uns“"


def test_loss_and_headcount_are_read_by_our_own_reader() -> None:
    text = TEXT + "Brekkum machte 2023 einen Verlust von 3 Mio. Euro. Brekkum beschäftigt rund 250 Menschen."
    loss = figure(
        metric="net_profit", value_min=-3e6, value_max=-3e6, value_words="3 Mio. Euro", period="2023",
        evidence="Brekkum machte 2023 einen Verlust von 3 Mio. Euro.",
    )  # fmt: skip
    staff = figure(
        metric="employees", value_min=250, value_max=250, value_words="250 Menschen", unit="people",
        evidence="Brekkum beschäftigt rund 250 Menschen.",
    )  # fmt: skip
    result = grounded(text, figures=[loss, staff])
    assert result.refusals == []
    assert [(f.value_min, f.period) for f in result.found.figures] == [
        (Decimal(-3_000_000), "2023"),
        (Decimal(250), None),
    ]


def test_answer_that_is_no_list_or_lacks_a_table() -> None:
    article = Article("a.txt", "a.txt", "0" * 64, "txt", TEXT, "de")
    grounder = Grounder(article, Records(), EXTRACTOR, 0.7)
    grounder.take({"events": "none", "quotes": None})
    assert [refusal.check for refusal in grounder.refusals] == ["llm_schema"]
    assert grounder.found == Records()


def test_agreeing_records_stay_the_rules_and_are_surer() -> None:
    first = grounded()
    rules = replace(first.found, amounts=first.rules.amounts)
    rules = replace(rules, events=[replace(each, extractor="events.rules/1") for each in rules.events])
    second = Grounder(first.article, rules, EXTRACTOR, 0.7)
    second.take(answer())
    merged = merge(rules, second.found, second.agreed, EXTRACTOR, 0.7)
    assert [len(getattr(merged, kind)) for kind in ("mentions", "events", "quotes", "relations", "figures")] == [
        len(getattr(rules, kind)) for kind in ("mentions", "events", "quotes", "relations", "figures")
    ]
    assert {each.extractor for each in merged.events} == {f"events.rules/1+{EXTRACTOR}"}
    assert {each.score for each in (*merged.mentions, *merged.events, *merged.relations)} == {0.91}
    listed = set(merged.mentions)
    assert all(argument.mention in listed for each in merged.events for argument in each.arguments)


def test_rules_event_gains_the_roles_it_lacked() -> None:
    first = grounded(events=[event(arguments=event()["arguments"][:1], value_words=None, value_min=None,
                                   value_max=None, currency=None)])  # fmt: skip
    rules = replace(first.found, amounts=first.rules.amounts)
    second = Grounder(first.article, rules, EXTRACTOR, 0.7)
    second.take(answer(events=[event()]))
    [merged] = merge(rules, second.found, second.agreed, EXTRACTOR, 0.7).events
    assert {argument.role for argument in merged.arguments} == {"buyer", "acquired"}
    assert merged.amount is not None


@given(st.text(alphabet="aß „“\u00ad\n\u00a0–é.", max_size=40), st.data())
def test_any_piece_of_a_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    piece = text[start:end]
    for span in CitedText(text).find(piece):
        cited = CitedText(text[span.start : span.end])
        assert cited.find(piece), "what was found reads like what was cited"


@given(st.text(alphabet="ab .\n", max_size=200), st.integers(5, 50))
def test_parts_cover_the_text_and_are_short_enough(text: str, most: int) -> None:
    parts = split_text(text, most)
    assert "".join(text[part.start : part.end] for part in parts) == text
    assert all(0 < part.end - part.start <= most for part in parts)


def test_schema_and_prompt_follow_from_the_vocabularies() -> None:
    assert set(answer_schema()["properties"]) == {"mentions", "events", "quotes", "relations", "figures"}
    assert item_schema("events")["properties"]["event_type"]["enum"] == list(EVENT_TYPES)
    assert set(EVENT_ROLES) == set(EVENT_TYPES) and set(PREDICATE_LABELS) == set(PREDICATES)
    assert {role for roles in EVENT_ROLES.values() for role in roles} == set(ROLES)
    assert "  merger: old, new" in roles_by_type()
