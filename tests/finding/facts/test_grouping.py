"""Mentions of one article that name one thing."""

from __future__ import annotations

from flows.finding.facts.grouping import group_mentions
from flows.finding.records import Mention


def mention(label: str, name: str) -> Mention:
    return Mention(label, 0, len(name), name, 1.0, "planted")


def test_legal_forms_surnames_and_short_forms_are_one() -> None:
    groups = group_mentions(
        [
            mention("organization", "Nordwerk AG"),
            mention("organization", "Nordwerk"),
            mention("organization", "Helvia Pharma"),
            mention("organization", "Helvia"),
            mention("person", "Katrin Brandt"),
            mention("person", "Brandt"),
        ]
    )
    assert groups == [0, 0, 1, 1, 2, 2]


def test_a_short_form_that_fits_two_names_is_neither() -> None:
    groups = group_mentions(
        [mention("person", "Katrin Brandt"), mention("person", "Jens Brandt"), mention("person", "Brandt")]
    )
    assert groups == [0, 1, 2]


def test_a_town_and_a_company_of_one_name_are_two() -> None:
    assert group_mentions([mention("location", "Falk"), mention("organization", "Falk")]) == [0, 1]
