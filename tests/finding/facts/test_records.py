"""From facts to records: one event per fact, a figure per value, losses below zero."""

from __future__ import annotations

from decimal import Decimal

import pytest

from flows.finding.facts.decoding import Fact, Filled
from flows.finding.facts.details import Details
from flows.finding.facts.pairs import Anchor
from flows.finding.facts.records import events_of, figures_of
from flows.finding.facts.scene import Scene, read_scene
from flows.finding.records import Event
from tests.finding.planting import planted


def fact(scene: Scene, kind: str, word: str, roles: dict[str, str], status: str = "planned") -> Fact:
    """A fact of the first sentence, anchored at a word; `roles` maps words of candidates to their roles."""
    sentence = scene.sentences[0]
    forms = [form for form, _, _ in sentence.pieces]
    at = forms.index(word)
    last = next((each.last for each in sentence.candidates if each.first == at), at + 1)
    filled = tuple(
        Filled(role, each, 0.9)
        for each in sentence.candidates
        if (role := roles.get(" ".join(forms[each.first : each.last])))
    )
    return Fact(Anchor(0, at, last, kind), 0.8, status, filled)


def told(event: Event) -> tuple[list[tuple[str, str]], Decimal | None, int | None]:
    arguments = sorted((each.role, each.mention.name) for each in event.arguments)
    return arguments, event.amount.value_max if event.amount else None, event.count


def test_each_investor_makes_an_investment_with_its_own_sum() -> None:
    doc = planted("Nordwerk und Talbau investieren 30 Millionen Euro und 40 Millionen Euro in Kassel.")
    scene = read_scene(doc)
    roles = {"Nordwerk": "investor", "Talbau": "investor", "Kassel": "location", "00 Millionen Euro": "amount"}
    events = events_of(fact(scene, "investment", "investieren", roles), scene, Details(doc))
    assert [told(event) for event in events] == [
        ([("investor", "Nordwerk"), ("location", "Kassel")], Decimal(30_000_000), None),
        ([("investor", "Talbau"), ("location", "Kassel")], Decimal(40_000_000), None),
    ]


def test_one_sum_is_every_investors() -> None:
    doc = planted("Nordwerk und Talbau investieren je 30 Millionen Euro in Kassel.")
    scene = read_scene(doc)
    roles = {"Nordwerk": "investor", "Talbau": "investor", "00 Millionen Euro": "amount"}
    events = events_of(fact(scene, "investment", "investieren", roles), scene, Details(doc))
    assert [told(event)[1] for event in events] == [Decimal(30_000_000)] * 2


def test_partners_share_one_event() -> None:
    doc = planted("Nordwerk und Talbau arbeiten zusammen.")
    scene = read_scene(doc)
    roles = {"Nordwerk": "partner", "Talbau": "partner"}
    events = events_of(fact(scene, "partnership", "arbeiten", roles), scene, Details(doc))
    assert [told(event)[0] for event in events] == [[("partner", "Nordwerk"), ("partner", "Talbau")]]


def test_an_event_without_a_needed_role_says_nothing() -> None:
    doc = planted("Nordwerk streicht Stellen in Kassel.")
    scene = read_scene(doc)
    assert events_of(fact(scene, "layoffs", "streicht", {"Kassel": "location"}), scene, Details(doc)) == []


def test_jobs_are_counted_and_the_evidence_is_the_sentence() -> None:
    text = "Nordwerk streicht 600 Stellen."
    doc = planted(text)
    scene = read_scene(doc)
    roles = {"Nordwerk": "company", "000": "count"}
    (event,) = events_of(fact(scene, "layoffs", "streicht", roles), scene, Details(doc))
    assert told(event) == ([("company", "Nordwerk")], None, 600)
    assert text[event.start : event.end] == text


def test_a_change_at_the_top_names_the_office_and_the_year() -> None:
    doc = planted("Jonas Behrend wird 2024 Finanzvorstand von Nordwerk.")
    scene = read_scene(doc)
    roles = {"Jonas Behrend": "person", "Nordwerk": "organization"}
    (event,) = events_of(fact(scene, "leadership_change", "wird", roles), scene, Details(doc))
    assert event.position == "Finanzvorstand"
    assert event.occurred is not None and event.occurred.period == "2024"


@pytest.mark.parametrize(
    ("kind", "metric", "value"), [("net_profit", "net_profit", 30), ("net_loss", "net_profit", -30)]
)
def test_a_loss_is_a_profit_below_zero(kind: str, metric: str, value: int) -> None:
    scene = read_scene(planted("Nordwerk verbuchte 30 Millionen Euro."))
    (owned,) = figures_of(fact(scene, kind, "00", {"Nordwerk": "bearer"}, "reported"), scene)
    figure = owned.figure
    assert (figure.metric, figure.value_min, figure.unit) == (metric, Decimal(value * 1_000_000), "EUR")


def test_a_value_of_nobody_is_no_figure() -> None:
    scene = read_scene(planted("Nordwerk verbuchte 30 Millionen Euro."))
    assert figures_of(fact(scene, "net_profit", "00", {}, "reported"), scene) == []
