"""Amounts: every word of the lexicon, planted phrases with their exact interval, look-alikes, round trips."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.finding import money  # noqa: F401  (registers the component)
from flows.finding.frame import register_extensions
from flows.finding.lexicon import load_lexicon
from flows.finding.money import find_amounts

LEXICON: dict[str, list[dict[str, Any]]] = load_lexicon("money")


def facts(text: str) -> list[tuple[str, str, float | None, float | None, str]]:
    return [
        (
            text[amount.start : amount.end],
            amount.currency,
            None if amount.value_min is None else float(amount.value_min),
            None if amount.value_max is None else float(amount.value_max),
            amount.qualifier,
        )
        for amount in find_amounts(text)
    ]


def first_fact(text: str) -> tuple[str, float | None, float | None, str] | None:
    found = facts(text)
    return found[0][1:] if found else None


@pytest.mark.parametrize("entry", LEXICON["currencies"], ids=lambda entry: f"{entry['code']}-{entry['words'][0]}")
def test_every_currency_word(entry: dict[str, Any]) -> None:
    million = 1e6 if "Mio." in entry["example"] else 1
    value = 5 * million * float(entry.get("factor", 1))
    for word in entry["words"]:
        text = entry["example"].replace("{}", word)
        assert facts(text) == [
            (text[text.index("5") : text.index(word) + len(word)], entry["code"], value, value, "exact")
        ]


@pytest.mark.parametrize("entry", [e for e in LEXICON["currencies"] if e.get("before")], ids=lambda e: e["words"][0])
def test_words_that_may_stand_before_the_number(entry: dict[str, Any]) -> None:
    value = 5e6 * float(entry.get("factor", 1))
    for word in entry["words"]:
        assert facts(f"Es kostet {word} 5 Mio. im Jahr.") == [(f"{word} 5 Mio.", entry["code"], value, value, "exact")]


@pytest.mark.parametrize("entry", LEXICON["shared"], ids=lambda entry: entry["nouns"][0])
def test_adjectives_decide_about_shared_nouns(entry: dict[str, Any]) -> None:
    million = 1e6 if "Mio." in entry["example"] else 1
    value = 5 * million * float(entry.get("factor", 1))
    for country, code in entry["countries"].items():
        ending = "e" if country[0].islower() else ""
        assert first_fact(entry["example"].replace("{}", country + ending)) == (code, value, value, "exact")
    for place, code in entry.get("hints", {}).items():
        text = f"Aus {place} kommt die Zusage, es gehe um 5 Mio. {entry['nouns'][-1]}."
        assert first_fact(text) == (
            code,
            5e6 * float(entry.get("factor", 1)),
            5e6 * float(entry.get("factor", 1)),
            "exact",
        )


def test_shared_nouns_without_a_country_are_passed_over() -> None:
    assert facts("Der Zahnarzt setzte 3 Kronen ein, 5 Mio. Pesos waren es nicht.") == []


@pytest.mark.parametrize("group", ["not_money_tails", "weight_after", "no_amount_before"])
def test_every_look_alike_of_the_lexicon(group: str) -> None:
    for entry in LEXICON[group]:
        for word in entry["words"]:
            assert facts(entry["example"].replace("{}", word)) == [], word


def test_every_tail_that_leaves_it_money() -> None:
    for entry in LEXICON["money_tails"]:
        for word in entry["words"]:
            assert first_fact(entry["example"].replace("{}", word)) == ("EUR", 5, 5, "exact"), word


def test_every_noun_of_money_after_a_number_without_currency() -> None:
    for entry in LEXICON["elided_before_nouns"]:
        for word in entry["words"]:
            assert facts(entry["example"].replace("{}", word))[1] == ("7 Millionen", "EUR", 7e6, 7e6, "exact")


PLANTED: list[tuple[str, str, str, float | None, float | None, str]] = [
    ("", "2,5 Mrd. Euro", "EUR", 2.5e9, 2.5e9, "exact"),
    ("", "400 Mill. Euro", "EUR", 4e8, 4e8, "exact"),
    ("", "12,5 Mio €", "EUR", 12.5e6, 12.5e6, "exact"),
    ("", "1,2 Billionen Euro", "EUR", 1.2e12, 1.2e12, "exact"),
    ("", "500.000 Euro", "EUR", 5e5, 5e5, "exact"),
    ("", "1.234.567,89 Euro", "EUR", 1234567.89, 1234567.89, "exact"),
    ("", "40 000 Euro", "EUR", 40000, 40000, "exact"),
    ("", "1'250 Franken", "CHF", 1250, 1250, "exact"),
    ("", "2.5 Mio. Franken", "CHF", 2.5e6, 2.5e6, "exact"),
    ("", "350 Tsd. Euro", "EUR", 350e3, 350e3, "exact"),
    ("", "750 T€", "EUR", 750e3, 750e3, "exact"),
    ("", "2,5Mio.€", "EUR", 2.5e6, 2.5e6, "exact"),
    ("", "5 bis 7 Mrd. $", "USD", 5e9, 7e9, "range"),
    ("", "2 oder 3 Mrd. Euro", "EUR", 2e9, 3e9, "range"),
    ("", "2–3 Mio. Franken", "CHF", 2e6, 3e6, "range"),
    ("zwischen ", "10 und 15 Mio. Euro", "EUR", 10e6, 15e6, "range"),
    ("zwischen ", "800 Millionen und 1,2 Milliarden Euro", "EUR", 8e8, 1.2e9, "range"),
    ("zwischen ", "10 Euro und 15 Euro", "EUR", 10, 15, "range"),
    ("", "10 Euro bis 15 Euro", "EUR", 10, 15, "range"),
    ("", "EUR 10 bis 15 Mio.", "EUR", 10e6, 15e6, "range"),
    ("", "mehrere Milliarden Euro", "EUR", None, None, "vague"),
    ("", "einige hunderttausend Euro", "EUR", None, None, "vague"),
    ("", "zigtausend Euro", "EUR", None, None, "vague"),
    ("ein ", "Millionen-Euro-", "EUR", None, None, "vague"),
    ("Aufträge von über ", "2 Mrd. Dollar", "USD", 2e9, None, "at_least"),
    ("in Stockholm. Die Norweger zahlen ", "8 Mill. Kronen", "NOK", 8e6, 8e6, "exact"),
    ("eine gute ", "Milliarde Euro", "EUR", 1e9, 1e9, "approx"),
    ("eine knappe ", "Million Franken", "CHF", 1e6, 1e6, "approx"),
    ("für ", "einen symbolischen Euro", "EUR", 1, 1, "exact"),
    ("", "€ 5m", "EUR", 5e6, 5e6, "exact"),
    ("", "$1.5bn", "USD", 1.5e9, 1.5e9, "exact"),
    ("", "EUR 40mn", "EUR", 4e7, 4e7, "exact"),
    ("", "mehrere hundert Millionen Dollar", "USD", None, None, "vague"),
    ("", "Hunderte Millionen Euro", "EUR", None, None, "vague"),
    ("", "ein paar Tausend Euro", "EUR", None, None, "vague"),
    ("einen ", "dreistelligen Millionenbetrag in Euro", "EUR", None, None, "vague"),
    ("einen ", "zweistelligen Millionen-Euro-", "EUR", None, None, "vague"),
    ("einen ", "fünfstelligen Euro", "EUR", None, None, "vague"),
    ("rund ", "drei Milliarden Euro", "EUR", 3e9, 3e9, "approx"),
    ("knapp ", "anderthalb Milliarden Euro", "EUR", 1.5e9, 1.5e9, "approx"),
    ("", "eine halbe Milliarde Euro", "EUR", 5e8, 5e8, "exact"),
    ("", "zweieinhalb Millionen Pfund", "GBP", 2.5e6, 2.5e6, "exact"),
    ("", "eine Viertelmillion Euro", "EUR", 250e3, 250e3, "exact"),
    ("mehr als ", "drei Milliarden Euro", "EUR", 3e9, None, "at_least"),
    ("bis zu ", "3,5 Milliarden Euro", "EUR", None, 3.5e9, "at_most"),
    ("bis zu rund ", "3,5 Milliarden Euro", "EUR", None, 3.5e9, "at_most"),
    ("nicht weniger als ", "20 Mio. Euro", "EUR", 20e6, None, "at_least"),
    ("deutlich über ", "20 Mio. Euro", "EUR", 20e6, None, "at_least"),
    ("einen Wert von über ", "20 Mio. Euro", "EUR", 20e6, None, "at_least"),
    ("einen Vertrag über ", "20 Mio. Euro", "EUR", 20e6, 20e6, "exact"),
    ("einen Großauftrag aus Polen über ", "20 Mio. Euro", "EUR", 20e6, 20e6, "exact"),
    ("", "50 Cent", "EUR", 0.5, 0.5, "exact"),
    ("", "50 US-Cent", "USD", 0.5, 0.5, "exact"),
    ("", "30 Cent bis 1 Euro", "EUR", 0.3, 1, "range"),
    ("", "CHF 12.50", "CHF", 12.5, 12.5, "exact"),
    ("", "Fr. 20", "CHF", 20, 20, "exact"),
    ("", "EUR 2,5 Mio.", "EUR", 2.5e6, 2.5e6, "exact"),
    ("", "$5 Mio.", "USD", 5e6, 5e6, "exact"),
    ("", "$1.5 billion", "USD", 1.5e9, 1.5e9, "exact"),
    ("eine Finanzierungsrunde über ", "110 Mio. Euro", "EUR", 1.1e8, 1.1e8, "exact"),
    ("", "US-$ 5 Mrd.", "USD", 5e9, 5e9, "exact"),
    ("", "€ 300", "EUR", 300, 300, "exact"),
    ("im Jahr 2014 ", "EUR 300", "EUR", 300, 300, "exact"),
    ("", "300,- Euro", "EUR", 300, 300, "exact"),
    ("", "5 Mio. kanadische Dollar", "CAD", 5e6, 5e6, "exact"),
    ("", "5 Mio. US-Dollar", "USD", 5e6, 5e6, "exact"),
    ("das ", "Zwei-Milliarden-Euro", "EUR", 2e9, 2e9, "exact"),
    ("eine ", "100-Millionen-Euro", "EUR", 1e8, 1e8, "exact"),
    ("den ", "20-Euro", "EUR", 20, 20, "exact"),
    ("je ", "400 Mill. Euro", "EUR", 4e8, 4e8, "exact"),
    ("", "einer Million Euro", "EUR", 1e6, 1e6, "exact"),
    ("", "einen Euro", "EUR", 1, 1, "exact"),
    ("", "Milliarden an Euro", "EUR", None, None, "vague"),
]
CONTEXTS = [
    "Der Konzern nennt {}",
    "Am 3. März 2020 sprach er von Plänen. Es gehe um {} im Jahr",
    "Nordlicht (12 Werke): {}",
]


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize(
    ("before", "surface", "code", "low", "high", "qualifier"), PLANTED, ids=lambda value: str(value)
)
def test_planted_amounts(
    context: str, before: str, surface: str, code: str, low: float | None, high: float | None, qualifier: str
) -> None:
    text = context.format(before + surface)
    expected = (surface.removesuffix("-"), code, low, high, qualifier)
    assert facts(text) == [expected]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Es sind 3, 5 und 8 Mrd. Euro.", [("3", 3e9), ("5", 5e9), ("8 Mrd. Euro", 8e9)]),
        ("Der Umsatz stieg von 3 auf 5 Mrd. Euro.", [("3", 3e9), ("5 Mrd. Euro", 5e9)]),
        (
            "Das Minus wuchs von 977'000 auf 2,8 Mio. Franken.",
            [("977'000", 977e3), ("2,8 Mio. Franken", 2.8e6)],
        ),
        ("Ein Minus von 4,2 Mrd. nach einem Plus von 1 Mrd. Euro.", [("4,2 Mrd.", 4.2e9), ("1 Mrd. Euro", 1e9)]),
        ("Er wuchs um 0,5 auf 12,3 Mrd. Euro.", [("0,5", 5e8), ("12,3 Mrd. Euro", 12.3e9)]),
        ("Statt 3 künftig 5 Mio. Euro.", [("3", 3e6), ("5 Mio. Euro", 5e6)]),
        ("Es waren 5,2 Mrd. Euro (Vorjahr: 4,8).", [("5,2 Mrd. Euro", 5.2e9), ("4,8", 4.8e9)]),
        ("Es waren 3,2 (2,9) Mrd. Euro.", [("3,2", 3.2e9), ("2,9", 2.9e9)]),
        ("Es waren 3,2 (Vorjahr: 2,9) Mio. Euro.", [("3,2", 3.2e6), ("2,9", 2.9e6)]),
        ("Es waren 5,2 Mrd. Euro nach 4,8 Mrd. im Vorjahr.", [("5,2 Mrd. Euro", 5.2e9), ("4,8 Mrd.", 4.8e9)]),
        ("Er zahlt 5 Mio. Franken (rund 4 Mio. Euro).", [("5 Mio. Franken", 5e6), ("4 Mio. Euro", 4e6)]),
        ("Bei 5 Mio. Euro Umsatz kamen 7 Millionen Besucher.", [("5 Mio. Euro", 5e6)]),
        ("Bei 5 Mio. Euro Umsatz kamen 7 Millionen zahlende Besucher.", [("5 Mio. Euro", 5e6)]),
        ("Im Jahr 2015 und 2016 je 5 Mio. Euro.", [("5 Mio. Euro", 5e6)]),
        ("Auf Platz 3 und mit 5 Mio. Euro.", [("5 Mio. Euro", 5e6)]),
        ("Von 2014 auf 5 Mio. Euro.", [("5 Mio. Euro", 5e6)]),
        ("Von 3 Prozent auf 5 Mio. Euro.", [("5 Mio. Euro", 5e6)]),
        ("Es gibt 100 € 200 € und 300 €.", [("100 €", 100), ("200 €", 200), ("300 €", 300)]),
    ],
)
def test_amounts_that_share_a_currency(text: str, surfaces: list[tuple[str, float]]) -> None:
    assert [(surface, low) for surface, _, low, _, _ in facts(text)] == surfaces


@pytest.mark.parametrize(
    "text",
    [
        "Die 19 Länder der Eurozone tagen, 5 Euroländer fehlen.",
        "Der Euro STOXX 50 fiel um 3 Prozent, der Wagen erfüllt Euro 6.",
        "Real Madrid siegte 3:1, am Rand saß Mark Weber mit 5 Freunden.",
        "Ein dreistelliger Millionenbetrag und ein Milliardenbetrag sind kein Geld ohne Währung.",
        "Das Kind wog 7 Pfund schwer, das Paar EUR/USD 1,12 bewegt sich kaum.",
        "Am 12.03.2024 um 18.30 Uhr kostet es in Euro nichts.",
        "500 Millionen Menschen, 3 Mio. Autos, 2 Mrd. Liter.",
    ],
)
def test_what_looks_like_money_and_is_none(text: str) -> None:
    assert facts(text) == []


def test_cents_follow_the_dollar_of_their_sentence() -> None:
    assert facts("Bei 3 Mrd. Dollar Umsatz sind es 40 Cent je Aktie.")[1][1] == "USD"
    assert facts("Das Öl kostet 80 Dollar. Der Liter kostet 20 Cent mehr.")[1][1] == "EUR"


def test_component_leaves_amounts_on_the_doc() -> None:
    register_extensions()
    nlp = spacy.blank("de")
    nlp.add_pipe("depesche_money")
    assert [amount.currency for amount in nlp("Es kostet 5 Mio. Euro und $7.")._.amounts] == ["EUR", "USD"]


def german(value: Decimal) -> str:
    """Formats with points between thousands and a comma before decimals."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


@settings(deadline=None)  # a busy machine is no mistake
@given(
    value=st.decimals(min_value="0.01", max_value="999999999", places=2),
    magnitude=st.sampled_from([("", 1), ("Tsd. ", 1000), ("Mio. ", 10**6), ("Mrd. ", 10**9)]),
    currency=st.sampled_from([("Euro", "EUR"), ("US-Dollar", "USD"), ("Franken", "CHF"), ("€", "EUR")]),
    before=st.sampled_from(["", "Es geht um ", "Nach 3 Jahren zahlt er ", "„Wir zahlen "]),
    after=st.sampled_from(["", ".", ", sagt er", " im Jahr 2020", " je Aktie"]),
)
def test_what_is_formatted_is_found_again(
    value: Decimal, magnitude: tuple[str, int], currency: tuple[str, str], before: str, after: str
) -> None:
    phrase = f"{german(value)} {magnitude[0]}{currency[0]}"
    [amount] = find_amounts(before + phrase + after)
    assert (amount.start, amount.end) == (len(before), len(before + phrase))
    assert amount.value_min == amount.value_max == value * magnitude[1]
    assert amount.currency == currency[1]


@given(st.text(alphabet=st.sampled_from("123.,- '€$()biszu MrdoEn\n"), max_size=60))
def test_any_text_gives_amounts_in_order_without_overlap(text: str) -> None:
    found = find_amounts(text)
    assert all(0 <= amount.start < amount.end <= len(text) for amount in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(a.value_min is None or a.value_max is None or a.value_min <= a.value_max for a in found)
