"""All finders together: nothing raises, every row stands on its words, invisible characters change nothing."""

from __future__ import annotations

import random
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.batch import article_rows
from flows.finding.find import find_records
from flows.reading.article import Article
from flows.storing.check import check_rows
from tests.conftest import HELVIA_ARTICLE, NORDWERK_ARTICLE


def article(text: str, language: str = "de") -> Article:
    return Article("a.txt", "a.txt", "0" * 64, "txt", text, language)


# Pieces that finders react to, so that random texts reach their odd corners.
PIECES = [
    "Nordwerk AG", "die Helvia Pharma", "Beat Aregger", "Basel", "der Konzern", "Er", "sie", "dass", "laut", "Laut",
    "Angaben des Bes", "Laut der Polizei", "zufolge", "Demnach", "wonach", "nach Angaben von",
    "sagte", "teilte", "mit", "habe", "sei", "will", "soll", "übernimmt", "investiert", "Übernahme",
    "5", "2,5", "2 bis 3", "mehrere", "Mrd.", "Mio. Euro", "Millionen", "Prozent", "Euro", "$", "Cent", "je", "rund",
    "im ersten Quartal", "2024", "Ende März", "am Dienstag", "vor zwei Jahren", "„", "“", "»", "«", '"', "‚", "‘", "’",
    ",", ".", ";", ":", "–", "-", "(", ")", "\n", "\n\n", "!", "?", "…", "und", "von", "durch", "in", "auf", "bei",
    "Umsatz", "Gewinn", "Verlust", "Stellen", "streicht", "Vorstandschef", "Siemens-Chef", "O2", "'", "so", "nicht",
    "\u00ad", "\u00a0", "\t", "\u200b", "\x93", "\ufeff", "ß", "É", "🙂", "z. B.", "12. März", "1.", "GmbH & Co. KG",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from([" ", ""]))
def test_no_text_makes_a_finder_fail_or_a_row_float(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    rows, problems = article_rows(article(text))
    assert problems == []
    assert check_rows(rows).rejects == []


@settings(max_examples=25, deadline=None)
@given(st.integers(), st.sampled_from([NORDWERK_ARTICLE, HELVIA_ARTICLE]))
def test_soft_hyphens_and_no_break_spaces_change_nothing_found(seed: int, plain: str) -> None:
    dice = random.Random(seed)
    text = "".join(
        "\u00a0" if char == " " and dice.random() < 0.2 else "\u00ad" + char if dice.random() < 0.05 else char
        for char in plain
    )
    for one, other in zip(_found(plain), _found(text), strict=True):
        assert one == other


def _found(text: str) -> list[tuple[object, ...]]:
    """What was found, by its words instead of its places."""
    records = find_records(article(text))
    found: list[tuple[object, ...]] = []
    for kind in (records.mentions, records.amounts, records.quotes, records.events, records.figures):
        for record in kind:
            words = text[record.start : record.end].replace("\u00ad", "").replace("\u00a0", " ")
            values = asdict(record)
            found.append(
                (type(record).__name__, words, values.get("label"), values.get("value_min"), values.get("kind"))
            )
    return found


@pytest.mark.parametrize("mark", ["„", '"', "»", "(", "-", "=", "„“", ")(", "…"])
def test_run_of_marks_does_not_hang(mark: str) -> None:
    text = f"Vorher 5 Mio. Euro. {mark * 100_000} Nachher 7 Mio. Euro."
    found = [text[each.start : each.end] for each in find_records(article(text)).amounts]
    assert found == ["5 Mio. Euro", "7 Mio. Euro"]


@pytest.mark.parametrize("text", ["", " ", "\x00", "=" * 5000, ", " * 5000, "_", "\u0301"])
def test_text_without_a_word_is_read(text: str) -> None:
    assert find_records(article(text)).events == []


def test_same_article_gives_the_same_records() -> None:
    assert find_records(article(NORDWERK_ARTICLE)) == find_records(article(NORDWERK_ARTICLE))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_language_that_finders_do_not_know_is_skipped(language: str) -> None:
    assert find_records(article(NORDWERK_ARTICLE, language)).mentions == []


def test_long_text_takes_time_in_proportion() -> None:
    """Ten times the text must not take a hundred times the time."""
    from time import perf_counter

    def seconds(copies: int) -> float:
        one = article((NORDWERK_ARTICLE + "\n") * copies)
        start = perf_counter()
        find_records(one)
        return perf_counter() - start

    seconds(1)
    assert seconds(200) < 40 * max(seconds(20), 0.05)
