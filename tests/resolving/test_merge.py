"""The same event told twice becomes one; different ones stay apart."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

from flows.finding.records import Amount, Argument, Event, Figure, Mention, Relation
from flows.resolving.merge import merge_events, merge_figures, merge_relations


def entity(mention: Mention) -> str:
    return mention.name


def mention(name: str, start: int = 0) -> Mention:
    return Mention("organization", start, start + len(name), name, 0.9, "test/1")


def event(
    kind: str, start: int, status: str = "announced", amount: int | None = None, **roles: str | tuple[str, ...]
) -> Event:
    arguments = tuple(
        Argument(role, mention(name, start))
        for role, names in roles.items()
        for name in ((names,) if isinstance(names, str) else names)
    )
    money = Amount(start, start + 1, "EUR", Decimal(amount), Decimal(amount), "exact") if amount else None
    return Event(kind, status, start, start + 50, arguments, 0.8, "test/1", amount=money)


def test_two_tellings_become_one_with_all_that_is_told() -> None:
    told = [
        event("acquisition", 0, buyer="Nordwerk", acquired="Falk"),
        event("acquisition", 100, "completed", 250, buyer="Nordwerk", acquired="Falk", seller="Ardenne"),
    ]
    for order in permutations(told):
        [merged] = merge_events(list(order), entity)
        assert {(a.role, a.mention.name) for a in merged.arguments} == {
            ("buyer", "Nordwerk"),
            ("acquired", "Falk"),
            ("seller", "Ardenne"),
        }
        assert (merged.start, merged.status) == (100, "completed")
        assert merged.amount and merged.amount.value_min == 250


def test_other_buyer_is_another_takeover() -> None:
    told = [event("acquisition", 0, buyer="A", acquired="C"), event("acquisition", 9, buyer="B", acquired="C")]
    assert len(merge_events(told, entity)) == 2


def test_other_amount_is_another_investment() -> None:
    told = [event("investment", 0, amount=5, investor="A"), event("investment", 9, amount=7, investor="A")]
    assert len(merge_events(told, entity)) == 2


def test_partnership_is_merged_by_pair_not_by_hub() -> None:
    told = [
        event("partnership", 0, partner=("A", "B")),
        event("partnership", 9, partner=("A", "C")),
        event("partnership", 20, partner=("B", "A")),
    ]
    merged = merge_events(told, entity)
    assert [sorted(a.mention.name for a in each.arguments) for each in merged] == [["A", "B"], ["A", "C"]]


def test_sparse_telling_joins_the_full_one() -> None:
    told = [event("acquisition", 0, acquired="Falk"), event("acquisition", 9, buyer="Nordwerk", acquired="Falk")]
    assert len(merge_events(told, entity)) == 1


def test_later_denial_wins_and_a_flashback_does_not() -> None:
    denied = [event("layoffs", 0, "planned", company="A"), event("layoffs", 9, "denied", company="A")]
    assert merge_events(denied, entity)[0].status == "denied"
    flashback = [event("layoffs", 0, "completed", company="A"), event("layoffs", 9, "planned", company="A")]
    assert merge_events(flashback, entity)[0].status == "completed"


def test_events_of_other_types_stay_apart() -> None:
    assert len(merge_events([event("layoffs", 0, company="A"), event("strike", 0, company="A")], entity)) == 2


def test_relation_told_twice_is_one_and_nothing_relates_to_itself() -> None:
    def relation(subject: str, start: int, score: float) -> Relation:
        return Relation(mention(subject), "subsidiary_of", mention("Nordwerk"), start, start + 5, score, "test/1")

    merged = merge_relations([relation("Falk", 0, 0.6), relation("Falk", 9, 0.9), relation("Nordwerk", 20, 1)], entity)
    assert [(each.subject.name, each.start) for each in merged] == [("Falk", 9)]


def test_figure_with_its_period_wins() -> None:
    def figure(period: str | None, value: int, start: int) -> Figure:
        number = Decimal(value)
        return Figure(
            mention("Falk"), "revenue", number, number, "EUR", period, "reported", start, start + 5, 0.8, "test/1"
        )

    merged = merge_figures(
        [figure(None, 5, 0), figure("2023", 5, 9), figure("2022", 4, 20), figure(None, 4, 30)], entity
    )
    assert [(each.period, each.value_min) for each in merged] == [("2023", 5), ("2022", 4)]
    assert len(merge_figures([figure(None, 5, 0), figure(None, 6, 9)], entity)) == 2
