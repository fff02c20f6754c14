"""Numbers: every entry of the lexicon in its example, planted ranges and bounds, round trips."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.finding.lexicon import load_lexicon
from flows.finding.numbers import find_numbers, parse_numeral, scan_quantities

LEXICON: dict[str, Any] = load_lexicon("numbers")


def facts(text: str) -> list[tuple[str, float | None, float | None, str]]:
    return [
        (
            text[number.start : number.end],
            None if number.value_min is None else float(number.value_min),
            None if number.value_max is None else float(number.value_max),
            number.qualifier,
        )
        for number in find_numbers(text)
    ]


@pytest.mark.parametrize("entry", LEXICON["magnitudes"], ids=lambda entry: entry["pattern"])
def test_every_magnitude(entry: dict[str, Any]) -> None:
    [number] = find_numbers(entry["example"])
    assert number.value_min == number.value_max == Decimal(str(entry["value"]))


@pytest.mark.parametrize("entry", LEXICON["vague"], ids=lambda entry: entry["pattern"])
def test_every_vague_quantifier(entry: dict[str, Any]) -> None:
    assert facts(entry["example"]) == [(entry["surface"], None, None, "vague")]


@pytest.mark.parametrize("group", ["qualifiers", "qualifiers_after"])
def test_every_qualifier(group: str) -> None:
    for qualifier, entries in LEXICON[group].items():
        for entry in entries:
            for word in entry["words"]:
                found = facts(entry["example"].replace("{}", word))
                assert found == [("300", *entry["bounds"], qualifier)], word


def test_every_filler_may_stand_between() -> None:
    for word in LEXICON["fillers"]:
        assert facts(f"Es sind mehr als {word} 300 Stellen.") == [("300", 300, None, "at_least")], word


def test_every_noun_that_something_is_about() -> None:
    for entry in LEXICON["about_nouns"]:
        for word in entry["words"]:
            assert facts(entry["example"].replace("{}", word)) == [("300", 300, 300, "exact")], word


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("1,2", "1.2"),
        ("500.000", "500000"),
        ("1.234.567,89", "1234567.89"),
        ("1 000 000", "1000000"),
        ("1'250", "1250"),
        ("1’250.50", "1250.5"),
        ("1,234,567.5", "1234567.5"),
        ("2.5", "2.5"),
        ("12.50", "12.5"),
        ("0.125", "0.125"),
        ("12½", "12.5"),
        ("¾", "0.75"),
        ("eins", "1"),
        ("einer", "1"),
        ("zwölf", "12"),
        ("siebzehn", "17"),
        ("einundzwanzig", "21"),
        ("hundert", "100"),
        ("hunderteins", "101"),
        ("zweihundertfünfzig", "250"),
        ("hunderttausend", "100000"),
        ("dreizehntausendfünfhundert", "13500"),
        ("neunzehnhundertneunundachtzig", "1989"),
        ("anderthalb", "1.5"),
        ("eineinhalb", "1.5"),
        ("zweieinhalb", "2.5"),
        ("Dreißig", "30"),
    ],
)
def test_numerals(numeral: str, value: str) -> None:
    assert parse_numeral(numeral) == Decimal(value)


@pytest.mark.parametrize("word", ["undzwanzig", "zehnund", "hundertund-", "zwanzigzwei", "einzwei", "tausendtausend-"])
def test_what_is_no_numeral(word: str) -> None:
    assert parse_numeral(word) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rund 1200 Stellen", [("1200", 1200, 1200, "approx")]),
        ("mehr als 3.000 Mitarbeiter", [("3.000", 3000, None, "at_least")]),
        ("bis zu 500 Stellen", [("500", None, 500, "at_most")]),
        ("bis zu rund 500 Stellen", [("500", None, 500, "at_most")]),
        ("zwischen 10 und 15 Prozent", [("10 und 15", 10, 15, "range")]),
        ("um 10 und 15 Prozent", [("10", 10, 10, "exact"), ("15", 15, 15, "exact")]),
        ("von 3 auf 5 Prozent", [("3", 3, 3, "exact"), ("5", 5, 5, "exact")]),
        ("2 bis 3 Tage", [("2 bis 3", 2, 3, "range")]),
        ("2–3 Mio. Autos", [("2–3 Mio.", 2e6, 3e6, "range")]),
        ("2 oder 3 Werke", [("2 oder 3", 2, 3, "range")]),
        ("fünf- bis sechstausend Stellen", [("fünf- bis sechstausend", 5000, 6000, "range")]),
        ("500.000 bis 1 Mio. Kunden", [("500.000 bis 1 Mio.", 5e5, 1e6, "range")]),
        ("Boeing 747-400", [("747", 747, 747, "exact"), ("400", 400, 400, "exact")]),
        ("eine halbe Million Kunden", [("eine halbe Million", 5e5, 5e5, "exact")]),
        ("eine Frau und eine Million Kunden", [("eine Million", 1e6, 1e6, "exact")]),
        ("zwei Dutzend Werke", [("zwei Dutzend", 24, 24, "exact")]),
        ("mehrere hundert Millionen Liter", [("mehrere hundert Millionen", None, None, "vague")]),
        ("hundert Millionen Liter", [("hundert Millionen", 1e8, 1e8, "exact")]),
        ("am 12.03.2024 um 18:30 Uhr beim 3:1 im 2. Quartal 2024/25", []),
        ("einander, Einheit, Achtung, dreist, A380, Zweibrücken", []),
        ("im Jahr 2014 500 Stellen", [("2014", 2014, 2014, "exact"), ("500", 500, 500, "exact")]),
        ("kamen, über 500 Gäste", [("500", 500, None, "at_least")]),
    ],
)
def test_planted_numbers(text: str, expected: list[tuple[str, float | None, float | None, str]]) -> None:
    assert facts(f"Nordlicht: {text} in Kiel") == expected


def test_percent_is_told_and_spanned() -> None:
    text = "Der Absatz stieg um gut 5,5 Prozent auf 300."
    first, second = find_numbers(text)
    assert (first.percent, text[first.start : first.unit_end], first.qualifier) == (
        True,
        "5,5 Prozent",
        "approx",
    )
    assert (second.percent, second.unit_end) == (False, second.end)


_UNITS = [
    *(
        "null",
        "eins",
        "zwei",
        "drei",
        "vier",
        "fünf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
        "elf",
        "zwölf",
    ),
    *("dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"),
]
_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]


def spell(number: int) -> str:
    """A whole number below a million as one German word."""
    if number >= 1000:
        many, rest = divmod(number, 1000)
        return spell_joined(many) + "tausend" + (spell(rest) if rest else "")
    if number >= 100:
        many, rest = divmod(number, 100)
        return spell_joined(many) + "hundert" + (spell(rest) if rest else "")
    if number < 20:
        return _UNITS[number]
    ten, unit = divmod(number, 10)
    return (spell_joined(unit) + "und" if unit else "") + _TENS[ten - 2]


def spell_joined(number: int) -> str:
    return spell(number).removesuffix("s") if number % 100 == 1 else spell(number)


@given(st.integers(min_value=0, max_value=999_999))
def test_spelled_numbers_are_read_back(number: int) -> None:
    assert parse_numeral(spell(number)) == number
    [quantity] = scan_quantities(f"Es kamen {spell(number)} Gäste")
    assert quantity.value == number


@given(st.decimals(min_value=0, max_value=10**12, places=2), st.sampled_from([".", " ", "'"]))
def test_formatted_numbers_are_read_back(number: Decimal, separator: str) -> None:
    written = f"{number:,}".replace(".", "#").replace(",", separator).replace("#", ",")
    [found] = find_numbers(f"Es sind {written}!")
    assert found.value_min == found.value_max == number
    assert found.end - found.start == len(written)


@given(st.text(alphabet=st.sampled_from("123.,- '½einsundhbtaMio%\n"), max_size=60))
def test_any_text_gives_numbers_in_order(text: str) -> None:
    ends = [(number.start, number.end) for number in find_numbers(text)]
    assert all(start < end for start, end in ends)
    assert ends == sorted(ends)
