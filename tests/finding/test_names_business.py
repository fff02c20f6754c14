"""Companies told by what they do, and what is only derived from a place."""

from __future__ import annotations

import pytest

from flows.finding.candidates import Candidate
from flows.finding.lexicon import load_lexicon
from flows.finding.names import find_names
from flows.finding.naming.consistency import agree_on_labels
from flows.finding.naming.derived import is_derived
from flows.finding.naming.words import Words


def organizations(text: str) -> list[str]:
    return [each.name for each in find_names(text) if each.label == "organization"]


def test_example_of_the_lexicon() -> None:
    assert organizations(load_lexicon("names_business")["example"]) == ["Quastra", "Welbo", "Norvik", "Talvane"]


@pytest.mark.parametrize("verb", load_lexicon("names_business")["subject"])
def test_subject_of_a_business_verb(verb: str) -> None:
    assert organizations(f"Im März war es still. Quastra {verb} weiter.") == ["Quastra"]


@pytest.mark.parametrize("verb", load_lexicon("names_business")["object"])
def test_object_of_a_business_verb(verb: str) -> None:
    assert "Quastra" in organizations(f"Der Konzern {verb} Quastra.")


def test_list_after_a_company_from_a_country() -> None:
    text = "Norvik aus Schweden, Kystkraft aus Dänemark sowie Rheinstrom wollen bauen."
    assert organizations(text) == ["Norvik", "Kystkraft", "Rheinstrom"]
    assert [each.country for each in find_names(text) if each.label == "organization"] == ["SE", "DK", None]


@pytest.mark.parametrize(
    "text", ["Maria kauft Brot.", "Der Umsatz steigert die Laune.", "Maschinen aus Schweden laufen."]
)
def test_common_words_and_first_names_are_no_companies(text: str) -> None:
    assert organizations(text) == []


@pytest.mark.parametrize(
    ("text", "word", "derived"),
    [
        ("die kanadischen Partner", "kanadischen", True),
        ("die Europäischen Partner", "Europäischen", True),
        ("mit den Chinesen", "Chinesen", True),
        ("eine US-Bank", "US", True),
        ("in Kanada", "Kanada", False),
        ("in den USA", "USA", False),
        ("in England", "England", False),
    ],
)
def test_what_derives_from_a_place_is_no_place(text: str, word: str, derived: bool) -> None:
    start = text.index(word)
    assert is_derived(Words(text), Candidate(start, start + len(word), "location", 0.9, "model")) is derived


def test_unknown_name_gets_one_label() -> None:
    text = "Quastra wächst. Das sagt der Quastra-Chef."
    first = Candidate(0, 7, "location", 0.8, "model")
    second = Candidate(29, 36, "organization", 0.7, "context")
    agreed = agree_on_labels(Words(text), [first, second], [first, second])
    assert [each.label for each in agreed] == ["organization", "organization"]


def test_known_place_keeps_its_label() -> None:
    text = "Köln spielt. In Köln regnet es."
    club = Candidate(0, 4, "organization", 0.8, "model")
    city = Candidate(16, 20, "location", 0.9, "lexicon")
    agreed = agree_on_labels(Words(text), [club, city], [club, city])
    assert [each.label for each in agreed] == ["organization", "location"]


def test_a_headlines_nation_and_bank_are_no_name() -> None:
    assert organizations("Französische Bank streicht Stellen.") == []
    assert organizations("Die Deutsche Bank streicht Stellen.") == ["Deutsche Bank"]
