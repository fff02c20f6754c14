"""Rules first, then what only the model is sure of; of two readings of one deal the fuller one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from flows.finding.facts.combining import (
    EVENT_LEAST,
    FILLER_LEAST,
    GUESSED,
    OWNER_LEAST,
    UNTOLD,
    Heard,
    OwnedFigure,
    combine_events,
    combine_figures,
    combine_relations,
)
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
    heard = {key: Heard() for key in ((0, "acquisition"), (100, "layoffs"), (200, "strike"))}
    assert combine_events([told], [sure, unsure], heard, entity_of) == [told, sure]


def test_what_the_model_does_not_see_at_all_counts_less() -> None:
    (kept,) = combine_events([event("acquisition", 0.8, buyer=NORDWERK, acquired=TALBAU)], [], {}, entity_of)
    assert kept.score == round(0.8 * UNTOLD, 3)


def test_the_model_fills_the_role_that_the_rules_left_open() -> None:
    told = event("acquisition", 0.7, acquired=TALBAU)
    full = event("acquisition", 0.9, buyer=NORDWERK, acquired=TALBAU)
    (combined,) = combine_events([told], [full], {(0, "acquisition"): Heard()}, entity_of)
    assert {(each.role, each.mention.name) for each in combined.arguments} == {
        ("acquired", "Talbau"),
        ("buyer", "Nordwerk"),
    }
    assert combined.score == 0.9


def hear(*fillers: tuple[str, Mention, float]) -> dict[tuple[int, str], Heard]:
    heard = Heard()
    for role, mention, chance in fillers:
        heard.add(role, entity_of(mention), chance, mention)
    return {(0, "acquisition"): heard}


def test_another_filler_takes_the_role_where_the_model_is_far_surer_of_it() -> None:
    told = event("acquisition", 0.7, buyer=HALLBERG, acquired=TALBAU)
    heard = hear(("buyer", NORDWERK, 0.9), ("buyer", HALLBERG, 0.1), ("acquired", TALBAU, 0.9))
    (combined,) = combine_events([told], [], heard, entity_of)
    assert [each.mention.name for each in combined.arguments] == ["Nordwerk", "Talbau"]


def test_the_rules_filler_stays_where_the_model_wavers() -> None:
    told = event("acquisition", 0.7, buyer=HALLBERG, acquired=TALBAU)
    for least, mine in ((FILLER_LEAST - 0.01, 0.0), (0.9, 0.5)):
        heard = hear(("buyer", NORDWERK, least), ("buyer", HALLBERG, mine))
        assert combine_events([told], [], heard, entity_of) == [told]


def test_nobody_fills_two_roles_of_one_event() -> None:
    told = event("acquisition", 0.7, buyer=HALLBERG, acquired=TALBAU)
    assert combine_events([told], [], hear(("buyer", TALBAU, 0.99)), entity_of) == [told]


def test_a_figure_of_a_value_that_the_rules_read_is_not_told_twice() -> None:
    told, again, new = figure(5, 0.6), figure(-5, 0.9), figure(7, 0.9, start=100)
    model = [OwnedFigure(again, 0.9), OwnedFigure(new, 0.9)]
    assert combine_figures([told], model, entity_of) == [told, new]


def test_a_value_is_whose_the_model_is_sure_it_is() -> None:
    told = figure(5, 0.6)
    for owned, owner in ((OWNER_LEAST, TALBAU), (OWNER_LEAST - 0.01, NORDWERK)):
        (found,) = combine_figures([told], [OwnedFigure(replace(told, entity=TALBAU), owned)], entity_of)
        assert found == replace(told, entity=owner)


def test_a_value_stays_with_whom_its_clause_names() -> None:
    told = figure(5, GUESSED)
    assert combine_figures([told], [OwnedFigure(replace(told, entity=TALBAU), 0.99)], entity_of) == [told]


def test_a_relation_of_two_is_what_the_rules_say_of_them() -> None:
    told = Relation(TALBAU, "subsidiary_of", NORDWERK, 0, 50, 0.6, "planted")
    other = Relation(TALBAU, "competitor_of", NORDWERK, 0, 50, 0.9, "planted")
    new = Relation(HALLBERG, "shareholder_of", NORDWERK, 60, 90, 0.9, "planted")
    assert combine_relations([told], [other, new], entity_of) == [told, new]


def test_a_merger_of_those_who_take_each_other_over_is_the_takeover() -> None:
    deal = event("acquisition", 0.8, buyer=NORDWERK, acquired=TALBAU)
    assert settle_events([event("merger", 0.9, old=TALBAU), deal], entity_of) == [deal]


def test_who_buys_may_invest_and_raise_money_besides() -> None:
    deal = event("acquisition", 0.8, buyer=NORDWERK, acquired=TALBAU)
    site = Mention("location", 60, 65, "Mailand", 1.0, "planted")
    invested = event("investment", 0.7, start=100, investor=NORDWERK, location=site)
    raised = event("funding_round", 0.7, start=200, company=NORDWERK)
    assert settle_events([deal, invested, raised], entity_of) == [deal, invested, raised]


def test_the_price_of_a_takeover_is_no_investment_in_nobody() -> None:
    deal = event("acquisition", 0.8, buyer=NORDWERK, acquired=TALBAU)
    assert settle_events([deal, event("investment", 0.7, start=100, investor=NORDWERK)], entity_of) == [deal]


def test_who_is_bought_does_not_buy_the_buyer() -> None:
    deal = event("acquisition", 0.9, buyer=NORDWERK, acquired=TALBAU)
    assert settle_events([deal, event("acquisition", 0.6, start=100, buyer=TALBAU)], entity_of) == [deal]


def test_a_company_may_buy_one_and_sell_another() -> None:
    bought = event("acquisition", 0.9, buyer=NORDWERK, acquired=TALBAU)
    sold = event("acquisition", 0.8, start=100, seller=NORDWERK, acquired=HALLBERG)
    assert settle_events([bought, sold], entity_of) == [bought, sold]
