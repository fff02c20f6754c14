"""Rules first, then what only the model is sure of; of two readings of one deal the fuller one."""

from __future__ import annotations

from decimal import Decimal

from flows.finding.facts.combining import EVENT_LEAST, UNTOLD, combine_events, combine_figures, combine_relations
from flows.finding.facts.settling import settle_events
from flows.finding.records import Argument, Event, Figure, Mention, Relation

NORDWERK, TALBAU, HALLBERG = (
    Mention("organization", at, at + 5, name, 1.0, "planted")
    for at, name in ((0, "Nordwerk"), (20, "Talbau"), (40, "Hallberg"))
)


def entity_of(mention: Mention) -> int:
    return mention.start


def event(kind: str, score: float, start: int = 0, **roles: Mention) -> Event:
    arguments = tuple(Argument(role, mention) for role, mention in roles.items())
    return Event(kind, "announced", start, start + 50, arguments, score, "planted")


def figure(value: int, score: float, start: int = 0) -> Figure:
    amount = Decimal(value)
    return Figure(NORDWERK, "revenue", amount, amount, "EUR", None, "reported", start, start + 50, score, "planted")


def test_the_model_adds_events_that_it_is_sure_of() -> None:
    sure = event("layoffs", EVENT_LEAST, start=100, company=NORDWERK)
    unsure = event("strike", EVENT_LEAST - 0.01, start=200, company=NORDWERK)
    told = event("acquisition", 0.8, buyer=NORDWERK, acquired=TALBAU)
    seen = {(0, "acquisition"), (100, "layoffs"), (200, "strike")}
    assert combine_events([told], [sure, unsure], seen) == [told, sure]


def test_what_the_model_does_not_see_at_all_counts_less() -> None:
    (kept,) = combine_events([event("acquisition", 0.8, buyer=NORDWERK, acquired=TALBAU)], [], set())
    assert kept.score == round(0.8 * UNTOLD, 3)


def test_the_model_fills_the_role_that_the_rules_left_open() -> None:
    told = event("acquisition", 0.7, acquired=TALBAU)
    full = event("acquisition", 0.9, buyer=NORDWERK, acquired=TALBAU)
    (combined,) = combine_events([told], [full], {(0, "acquisition")})
    assert {(each.role, each.mention.name) for each in combined.arguments} == {
        ("acquired", "Talbau"),
        ("buyer", "Nordwerk"),
    }
    assert combined.score == 0.9


def test_a_figure_of_a_value_that_the_rules_read_is_not_told_twice() -> None:
    told, again, new = figure(5, 0.6), figure(-5, 0.9), figure(7, 0.9, start=100)
    assert combine_figures([told], [again, new]) == [told, new]


def test_a_relation_of_two_is_what_the_rules_say_of_them() -> None:
    told = Relation(TALBAU, "subsidiary_of", NORDWERK, 0, 50, 0.6, "planted")
    other = Relation(TALBAU, "competitor_of", NORDWERK, 0, 50, 0.9, "planted")
    new = Relation(HALLBERG, "shareholder_of", NORDWERK, 60, 90, 0.9, "planted")
    assert combine_relations([told], [other, new], entity_of) == [told, new]


def test_a_merger_of_those_who_take_each_other_over_is_the_takeover() -> None:
    deal = event("acquisition", 0.8, buyer=NORDWERK, acquired=TALBAU)
    assert settle_events([event("merger", 0.9, old=TALBAU), deal], entity_of) == [deal]


def test_who_is_bought_does_not_buy_the_buyer() -> None:
    deal = event("acquisition", 0.9, buyer=NORDWERK, acquired=TALBAU)
    assert settle_events([deal, event("acquisition", 0.6, start=100, buyer=TALBAU)], entity_of) == [deal]


def test_a_company_may_buy_one_and_sell_another() -> None:
    bought = event("acquisition", 0.9, buyer=NORDWERK, acquired=TALBAU)
    sold = event("acquisition", 0.8, start=100, seller=NORDWERK, acquired=HALLBERG)
    assert settle_events([bought, sold], entity_of) == [bought, sold]
