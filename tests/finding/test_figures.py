"""Figures: every lexicon example, periods, status, earlier values, and changes that are no levels."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from flows.finding.clauses import words_of
from flows.finding.dates import find_dates
from flows.finding.facts.combining import GUESSED
from flows.finding.figures import depesche_figures, find_figures
from flows.finding.figuring.periods import report_hint
from flows.finding.lexicon import load_lexicon
from flows.finding.money import find_amounts
from tests.finding.planting import planted


@pytest.mark.parametrize("entry", load_lexicon("figures")["examples"], ids=lambda entry: entry["text"])
def test_figure_examples(entry: dict[str, Any]) -> None:
    found = [[item.entity.name, item.metric, item.value_min] for item in find_figures(planted(entry["text"]))]
    assert found == entry["expect"]


def test_period_of_the_clause() -> None:
    (found,) = find_figures(planted("Talbau machte 2023 einen Umsatz von 30 Millionen Euro."))
    assert (found.period, found.unit, found.status) == ("2023", "EUR", "reported")


def test_value_of_the_year_before_gets_the_period_before() -> None:
    now_and_then = find_figures(planted("Der Gewinn von Talbau fiel 2023 von 5 Mill. Euro auf 3 Mill. Euro."))
    assert {(item.value_min, item.period) for item in now_and_then} == {(5_000_000, "2022"), (3_000_000, "2023")}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Talbau erwartet einen Umsatz von 30 Millionen Euro.", "forecast"),
        ("Der Umsatz von Talbau dürfte bei 30 Millionen Euro liegen.", "forecast"),
        ("Talbau will einen Umsatz von 30 Millionen Euro erreichen.", "target"),
    ],
)
def test_status(text: str, status: str) -> None:
    (found,) = find_figures(planted(text))
    assert found.status == status


@pytest.mark.parametrize(
    "text",
    [
        "Der Gewinn von Talbau stieg um 3 Mill. Euro.",
        "Talbau entlässt 300 Mitarbeiter.",
        "Talbau kauft ein Werk für 30 Millionen Euro.",
        "Der Kursverlust von 30 Millionen Euro trifft Talbau.",
        "Der Vorsteuergewinn von Talbau lag bei 30 Millionen Euro.",
    ],
)
def test_no_level_is_stated(text: str) -> None:
    assert find_figures(planted(text)) == []


def test_a_description_stands_for_the_company_named_before() -> None:
    (found,) = find_figures(planted("Talbau wächst. Das Unternehmen beschäftigt 300 Mitarbeiter."))
    assert (found.entity.name, found.metric, found.value_min) == ("Talbau", "employees", 300)


def test_evidence_is_the_sentence() -> None:
    text = "Das Wetter ist gut. Nordwerk beschäftigt 300 Mitarbeiter. Alle freuen sich."
    (found,) = depesche_figures(planted(text))._.figures
    assert text[found.start : found.end] == "Nordwerk beschäftigt 300 Mitarbeiter."


@pytest.mark.parametrize(
    ("text", "day", "period"),
    [
        ("Die Halbjahreszahlen fielen gut aus.", date(2024, 8, 16), "2024-H1"),
        ("Die Halbjahreszahlen fielen gut aus.", date(2024, 2, 16), None),
        ("Talbau legte die Quartalszahlen vor.", date(2024, 5, 8), "2024-Q1"),
        ("Talbau legte die Quartalszahlen vor.", date(2024, 6, 28), None),
        ("Der Quartalsgewinn stieg.", date(2024, 1, 30), "2023-Q4"),
        ("Talbau legte die Jahresbilanz vor.", date(2024, 3, 12), "2023"),
        ("Talbau legte die Jahresbilanz vor.", date(2024, 11, 12), None),
        ("Talbau legte Zahlen vor.", date(2024, 3, 12), None),
        ("Die Halbjahreszahlen fielen gut aus.", None, None),
        ("Talbau legte die Jahresbilanz 2019 vor.", date(2024, 3, 12), None),
    ],
)
def test_a_report_says_by_its_name_which_period_it_covers(text: str, day: date | None, period: str | None) -> None:
    words = words_of(planted(text))
    assert report_hint(words, 0, len(words.lows), day) == period


def test_last_year_is_the_one_of_which_results_were_told() -> None:
    text = "Talbau verbucht für 2023 rote Zahlen. Im vergangenen Jahr betrug der Verlust 40 Mio. Euro."
    doc = planted(text)
    doc._.amounts = find_amounts(text)
    doc._.dates = find_dates(text, None, doc._.amounts)
    assert [(item.value_min, item.period) for item in find_figures(doc)] == [(-40_000_000, "2023")]


def test_whose_a_value_is_scores_less_where_no_words_say_it() -> None:
    (named,) = find_figures(planted("Talbau steigerte den Umsatz auf 30 Mill. Euro."))
    (guessed,) = find_figures(planted("Talbau legte zu. Der Umsatz stieg auf 30 Mill. Euro."))
    assert named.score >= GUESSED > guessed.score
