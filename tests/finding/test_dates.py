"""Dates: every entry of the lexicon read on a fixed day, planted expressions, what is no date."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from flows.finding import dates  # noqa: F401  (registers the component)
from flows.finding.dates import find_dates
from flows.finding.dating.intervals import Interval, a_quarter, easter, weekday_near, with_period
from flows.finding.frame import register_extensions
from flows.finding.lexicon import load_lexicon
from flows.finding.money import find_amounts

LEXICON: dict[str, Any] = load_lexicon("dates")
PUBLISHED = date(2024, 5, 15)  # a Wednesday
Read = tuple[str, date | None, date | None, str, str | None]


def read(text: str, published: date | None = PUBLISHED) -> list[tuple[str, date | None, date | None, str, str | None]]:
    return [
        (text[found.start : found.end], found.first_day, found.last_day, found.precision, found.period)
        for found in find_dates(text, published)
    ]


def days(text: str) -> tuple[date | None, date | None]:
    [(_, first, last, _, _)] = read(text)
    return first, last


def listed(group: str) -> list[dict[str, Any]]:
    return [
        {**entry, "example": entry["example"].replace("{}", word)}
        for entry in LEXICON[group]
        for word in entry.get("words", [""])
    ]


@pytest.mark.parametrize("group", ["shifts", "edges", "year_edges", "bounds", "days", "seasons", "holidays"])
def test_every_entry_of_the_lexicon(group: str) -> None:
    for entry in listed(group):
        assert days(entry["example"]) == (entry["first"], entry.get("last", entry["first"])), entry["example"]


def test_every_counted_noun_makes_a_count_of_a_year() -> None:
    for entry in LEXICON["counted"]:
        for word in entry["words"]:
            assert read(entry["example"].replace("{}", word)) == [], word


def test_every_word_that_a_year_does_not_follow() -> None:
    for word in LEXICON["no_year_after"]:
        assert read(f"Es ging um {word} 2020 dabei.") == [], word


@pytest.mark.parametrize(("name", "number"), [*LEXICON["months"].items(), *LEXICON["month_abbreviations"].items()])
def test_every_month(name: str, number: int) -> None:
    assert days(f"Das war am 7. {name} 2023 so.") == (date(2023, number, 7),) * 2
    assert read(f"Das war im {name} 2023 so.")[0][4] == f"2023-{number:02}"


@pytest.mark.parametrize(("name", "number"), LEXICON["weekdays"].items())
def test_every_weekday_is_the_last_one_on_or_before_publication(name: str, number: int) -> None:
    first, last = days(f"Das sagte er am {name}.")
    assert first == last == PUBLISHED - timedelta(days=(PUBLISHED.weekday() - number) % 7)


@pytest.mark.parametrize(("word", "number"), LEXICON["ordinals"].items())
def test_every_ordinal(word: str, number: int) -> None:
    assert read(f"im {word} Quartal 2023")[0][4] == f"2023-Q{number}"


@pytest.mark.parametrize(("word", "number"), LEXICON["quarter_compounds"].items())
def test_every_quarter_compound(word: str, number: int) -> None:
    assert read(f"im {word} 2023")[0][4] == f"2023-Q{number}"


@pytest.mark.parametrize(("group", "year"), [("future", 2024), ("past", 2023)])
def test_every_verb_that_tells_past_from_future(group: str, year: int) -> None:
    for word in LEXICON[group]:
        assert days(f"Das Werk {word} im November fertig.") == (date(year, 11, 1), date(year, 11, 30)), word


PLANTED = [
    ("zum ", "Halbjahr 2023", "2023-01-01", "2023-06-30", "half", "2023-H1"),
    ("am ", "Dienstag", "2024-05-14", "2024-05-14", "day", None),
    ("am ", "kommenden Dienstag", "2024-05-21", "2024-05-21", "day", None),
    ("", "bis Freitag", None, "2024-05-17", "day", None),
    ("am ", "Montagabend", "2024-05-13", "2024-05-13", "day", None),
    ("am ", "12. März", "2024-03-12", "2024-03-12", "day", None),
    ("am ", "Dienstag, den 12. Dezember", "2023-12-12", "2023-12-12", "day", None),
    ("am ", "Mittwoch, 3. April 2024", "2024-04-03", "2024-04-03", "day", None),
    ("", "12.03.2024", "2024-03-12", "2024-03-12", "day", None),
    ("", "12.03.24", "2024-03-12", "2024-03-12", "day", None),
    ("", "2024-05-03", "2024-05-03", "2024-05-03", "day", None),
    ("vom ", "3. bis 5. Juni", "2024-06-03", "2024-06-05", "day", None),
    ("", "Ende März", "2024-03-21", "2024-03-31", "vague", "2024-03"),
    ("im ", "März", "2024-03-01", "2024-03-31", "month", "2024-03"),
    ("im ", "Oktober vergangenen Jahres", "2023-10-01", "2023-10-31", "month", "2023-10"),
    ("", "seit Anfang Mai", "2024-05-01", None, "vague", None),
    ("im ", "ersten Quartal", "2024-01-01", "2024-03-31", "quarter", "2024-Q1"),
    ("im ", "ersten Vierteljahr", "2024-01-01", "2024-03-31", "quarter", "2024-Q1"),
    ("im ", "ersten Semester 2024", "2024-01-01", "2024-06-30", "half", "2024-H1"),
    ("im Zeitraum ", "April bis Juni 2023", "2023-04-01", "2023-06-30", "month", "2023-Q2"),
    ("im ", "vergangenen Quartal", "2024-01-01", "2024-03-31", "quarter", "2024-Q1"),
    ("", "drittes Quartal 2023", "2023-07-01", "2023-09-30", "quarter", "2023-Q3"),
    ("", "Q1 2024", "2024-01-01", "2024-03-31", "quarter", "2024-Q1"),
    ("", "Q1/24", "2024-01-01", "2024-03-31", "quarter", "2024-Q1"),
    ("", "Q3/2023", "2023-07-01", "2023-09-30", "quarter", "2023-Q3"),
    ("", "erstes Halbjahr 2024", "2024-01-01", "2024-06-30", "half", "2024-H1"),
    ("", "H1 2024", "2024-01-01", "2024-06-30", "half", "2024-H1"),
    ("in den ", "ersten neun Monaten 2023", "2023-01-01", "2023-09-30", "month", None),
    ("in den ", "ersten neun Monaten", "2023-01-01", "2023-09-30", "month", None),
    ("", "2025", "2025-01-01", "2025-12-31", "year", "2025"),
    ("im ", "Jahr 2025", "2025-01-01", "2025-12-31", "year", "2025"),
    ("", "Anfang kommenden Jahres", "2025-01-01", "2025-04-30", "vague", "2025"),
    ("", "bis 2030", None, "2030-12-31", "year", "2030"),
    ("", "bis Ende 2025", None, "2025-12-31", "vague", "2025"),
    ("", "bis zum Jahresende", None, "2024-12-31", "vague", "2024"),
    ("", "Ende des Jahres", "2024-09-01", "2024-12-31", "vague", "2024"),
    ("", "seit 2019", "2019-01-01", None, "year", None),
    ("", "ab 2026", "2026-01-01", None, "year", None),
    ("", "vor 2020", None, "2019-12-31", "year", None),
    ("von ", "2012 bis 2014", "2012-01-01", "2014-12-31", "year", None),
    ("", "2012–2014", "2012-01-01", "2014-12-31", "year", None),
    ("zwischen ", "2012 und 2014", "2012-01-01", "2014-12-31", "year", None),
    ("von ", "Januar bis September 2023", "2023-01-01", "2023-09-30", "month", None),
    ("von ", "Januar bis März 2023", "2023-01-01", "2023-03-31", "month", "2023-Q1"),
    ("im ", "Geschäftsjahr 2024/25", None, None, "fiscal_year", "2024/25"),
    ("", "2024/25", None, None, "fiscal_year", "2024/25"),
    ("im ", "Geschäftsjahr 2023", None, None, "fiscal_year", "2023"),
    ("im ", "abgelaufenen Geschäftsjahr", None, None, "fiscal_year", None),
    ("im ", "dritten Quartal des Geschäftsjahres 2023/24", None, None, "quarter", None),
    ("", "vor fast zwei Jahren", "2021-11-15", "2022-11-14", "vague", None),
    ("", "vor zwei Jahren", "2022-01-01", "2022-12-31", "year", "2022"),
    ("", "vor drei Wochen", "2024-04-22", "2024-04-28", "week", None),
    ("", "vor zehn Tagen", "2024-05-05", "2024-05-05", "day", None),
    ("in den ", "vergangenen zwei Jahren", "2022-05-16", "2024-05-15", "vague", None),
    ("", "Anfang nächster Woche", "2024-05-20", "2024-05-21", "vague", None),
    ("im ", "Winter 2023/24", "2023-12-01", "2024-02-29", "vague", None),
    ("in den ", "1990er Jahren", "1990-01-01", "1999-12-31", "vague", None),
    ("im ", "Vorjahr", None, None, "year", None),
    ("am ", "30. Februar 2024", None, None, "day", None),
    ("am ", "24. Dezember", None, None, "day", None),
]


@pytest.mark.parametrize("context", ["Nordlicht: {}", "Es geht um 3 Werke ({}) in Kiel", "„{}“, sagt Nordlicht"])
@pytest.mark.parametrize(("before", "phrase", "first", "last", "precision", "period"), PLANTED, ids=lambda v: str(v))
def test_planted_dates(
    context: str,
    before: str,
    phrase: str,
    first: str | None,
    last: str | None,
    precision: str,
    period: str | None,
) -> None:
    expected = (
        phrase,
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        precision,
        period,
    )
    assert read(context.format(before + phrase)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Rund 2000 Leute und 2000 Mitarbeiter kamen für 2.000 Euro.",
        "Windows 2000 lief auf 2020 Rechnern der Halle 2010 um 24/7.",
        "August Müller und Herr Freitag trafen Frau Sommer.",
        "Unter Tel. 2025/1234 und A-2020 melden.",
        "Die Version 1.2.3 kostet 20.24 Punkte.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [found[0] for found in read(text) if found[0] not in ("Sommer", "2020")] == []


def test_numbers_of_amounts_are_no_years() -> None:
    text = "Er zahlt 2014 Euro und EUR 2015 im Jahr 2016."
    found = find_dates(text, PUBLISHED, find_amounts(text))
    assert [text[one.start : one.end] for one in found] == ["Jahr 2016"]


def test_the_year_before_counts_from_the_year_that_the_sentence_names() -> None:
    assert [period for *_, period in read("Im Jahr 2021 waren es 5, im Vorjahr 4.")] == ["2021", "2020"]
    assert [period for *_, period in read("Im ersten Quartal 2021 mehr als im Vorjahresquartal")] == [
        "2021-Q1",
        "2020-Q1",
    ]
    assert read("Es war das Jahr 2021. Im Vorjahr war es anders.")[1][4] is None


def test_neighbours_share_a_year() -> None:
    assert [period for *_, period in read("im Januar und Februar 2021")] == ["2021-01", "2021-02"]


@pytest.mark.parametrize("phrase", ["gestern", "am Dienstag", "im März", "vergangene Woche", "vor zwei Jahren"])
def test_without_a_publication_date_relative_dates_stay_unknown(phrase: str) -> None:
    [(_, first, last, precision, period)] = read(f"Das war {phrase} so.", None)
    assert (first, last, period) == (None, None, None)
    assert precision in {"day", "month", "week", "year"}
    assert read("Das war am 3. Mai 2021 so.", None)[0][1] == date(2021, 5, 3)


def test_component_reads_the_publication_date_of_the_article() -> None:
    register_extensions()
    nlp = spacy.blank("de")
    nlp.add_pipe("depesche_dates")
    doc = nlp.make_doc("Das geschah gestern.")
    doc._.article = SimpleNamespace(published_on=PUBLISHED)
    [found] = nlp.get_pipe("depesche_dates")(doc)._.dates
    assert found.first_day == date(2024, 5, 14)


@given(
    st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)),
    st.sampled_from(["{d.day}. {month} {d.year}", "{d:%d.%m.%Y}", "{d.day}.{d.month}.{d.year}", "{d:%Y-%m-%d}"]),
    st.sampled_from(["", "Am ", "Das Werk schloss (", "5 Mio. Euro zum "]),
)
def test_formatted_days_are_read_back(day: date, form: str, before: str) -> None:
    month = list(LEXICON["months"])[[*LEXICON["months"].values()].index(day.month)]
    phrase = form.format(d=day, month=month)
    [found] = find_dates(f"{before}{phrase}, sagt er", PUBLISHED)
    assert (found.start, found.end) == (len(before), len(before + phrase))
    assert found.first_day == found.last_day == day


@given(st.dates(min_value=date(2000, 1, 8), max_value=date(2040, 1, 1)), st.integers(0, 6), st.integers(-1, 1))
def test_weekdays_fall_on_their_weekday_within_a_week(published: date, weekday: int, shift: int) -> None:
    day = weekday_near(weekday, published, shift, "")
    assert day.weekday() == weekday
    assert abs((day - published).days) <= 7
    assert (day > published) == (shift > 0)


@given(st.integers(1950, 2050), st.integers(1, 4))
def test_a_quarter_is_named_after_itself(year: int, number: int) -> None:
    quarter = a_quarter(year, number)
    assert with_period(Interval(quarter.first, quarter.last, "vague")).period == f"{year}-Q{number}"


@given(st.integers(1900, 2099))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@given(
    st.text(alphabet=st.sampled_from("0123. /-QHbisMaärzJhrntdovge\n"), max_size=50),
    st.one_of(st.none(), st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 1, 1))),
)
def test_any_text_gives_dates_in_order_without_overlap(text: str, published: date | None) -> None:
    found = find_dates(text, published)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(one.first_day <= one.last_day for one in found if one.first_day and one.last_day)


def test_more_than_a_year_compares_and_more_than_so_many_counts() -> None:
    assert [period for *_, period in read("Das ist mehr als 2020, als alles stillstand.")] == ["2020"]
    assert read("Das sind mehr als 2020 Läden.") == []


def test_a_semester_without_its_year_is_a_students() -> None:
    assert read("Er studierte im ersten Semester Jura.") == []


def test_what_is_held_out_is_still_to_come() -> None:
    assert [period for *_, period in read("Talbau stellte für das zweite Quartal einen Verlust in Aussicht.")] == [
        "2024-Q2"
    ]


@pytest.mark.parametrize("number", ["620 Millionen Euro", "12 Werke", "2.000 Stellen"])
def test_number_behind_a_relative_year_does_not_hide_it(number: str) -> None:
    text = f"Der Konzern zählte im vergangenen Jahr {number}."
    assert [each.period for each in find_dates(text, date(2024, 3, 12))] == ["2023"]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Im dritten Quartal stieg der Umsatz.", "2023-Q3"),
        ("Im ersten Quartal stieg der Umsatz.", "2024-Q1"),
        ("Im zweiten Halbjahr verdiente Nordlicht mehr.", "2023-H2"),
        ("Im zweiten Halbjahr will Nordlicht mehr verdienen.", "2024-H2"),
    ],
)
def test_results_are_told_of_a_stretch_that_is_over(text: str, period: str) -> None:
    assert read(text)[0][4] == period
