"""Relations: every lexicon example, and offsets of the evidence."""

from __future__ import annotations

from typing import Any

import pytest

from flows.finding.lexicon import load_lexicon
from flows.finding.relations import depesche_relations, find_relations
from tests.finding.planting import planted


@pytest.mark.parametrize("entry", load_lexicon("relations")["examples"], ids=lambda entry: entry["text"])
def test_relation_examples(entry: dict[str, Any]) -> None:
    found = [[item.subject.name, item.predicate, item.object.name] for item in find_relations(planted(entry["text"]))]
    assert sorted(found) == sorted(entry["expect"])


def test_a_chief_named_alone_belongs_to_the_company_spoken_of() -> None:
    (found,) = find_relations(planted("Talbau wächst. „Wir sind zufrieden“, sagte Vorstandschefin Karla Winter."))
    assert (found.subject.name, found.predicate, found.object.name) == ("Karla Winter", "executive_of", "Talbau")
    assert found.score < 0.75


@pytest.mark.parametrize(
    "text",
    [
        "Der ehemalige Talbau-Chef Jonas Behrend ist zufrieden.",
        "Geschäftsführer Jonas Behrend hat Talbau verlassen.",
        "Talbau aus Schweden wächst.",
        "Der Talbau-Fahrer Jonas Behrend ist zufrieden.",
    ],
)
def test_no_relation_is_stated(text: str) -> None:
    assert find_relations(planted(text)) == []


def test_evidence_is_the_sentence() -> None:
    text = "Das Wetter ist gut. Talbau-Chef Jonas Behrend ist zufrieden."
    (found,) = depesche_relations(planted(text))._.relations
    assert text[found.start : found.end] == "Talbau-Chef Jonas Behrend ist zufrieden."


@pytest.mark.parametrize(
    "text",
    [
        "Kontakt:\nTalbau\nBahnweg 12\n34117 Kassel",
        "Talbau\nBahnweg 12\n34117 Kassel",
        "Kontakt:\n  Talbau\n  Bahnweg 12\n  34117 Kassel",
    ],
)
def test_the_company_above_an_address_has_its_seat_there(text: str) -> None:
    (found,) = find_relations(planted(text))
    assert (found.subject.name, found.predicate, found.object.name) == ("Talbau", "headquartered_in", "Kassel")


def test_a_long_line_above_an_address_is_no_company() -> None:
    assert find_relations(planted(f"Talbau {'wächst und ' * 40}wächst.\nBahnweg 12\n34117 Kassel")) == []


def test_how_a_text_breaks_off_says_nothing_of_its_first_word() -> None:
    (found,) = find_relations(
        planted("Den Kleinwagen Lurio verkauft Nordwerk in Kassel. Es gibt drei Farben, darunter")
    )
    assert (found.subject.name, found.predicate, found.object.name) == ("Lurio", "product_of", "Nordwerk")
