"""Unknown names get the label that their places in the text speak for."""

from __future__ import annotations

import re

import pytest

from flows.finding.candidates import Candidate
from flows.finding.naming.clues import relabel_by_clues
from flows.finding.naming.words import Words


@pytest.mark.parametrize(
    ("text", "found", "label"),
    [
        ("Die Titel von Quastra fielen.", "location", "organization"),
        ("Quastra, gegründet 1926, war ein Haus für Anzüge.", "location", "organization"),
        ("Viel Lob.\nQuastra liefert die Stoffe.", "person", "organization"),
        ("Kurz gemeldet.\nQuastra (Finnland). Der Konzern spart.", "location", "organization"),
        ("Kurz gemeldet.\nQuastra (Finnland), 3. Mai – Der Konzern spart.", "location", "location"),
        ("Die Filialen von Herrn Quastra sind zu.", "person", "person"),
        ("Gebaut wird in Quastra.", "location", "location"),
    ],
)
def test_companies_have_shares_and_foundation_years(text: str, found: str, label: str) -> None:
    start = text.index("Quastra")
    (kept,) = relabel_by_clues(Words(text), [Candidate(start, start + 7, found, 0.9, "model")])
    assert kept.label == label


def test_surnames_of_persons_in_the_text_stay_persons() -> None:
    text = "Ada Quastra geht. Der Verkauf von Quastra an die Töchter ruht."
    persons = [Candidate(0, 11, "person", 0.9, "model"), Candidate(34, 41, "person", 0.9, "model")]
    assert relabel_by_clues(Words(text), persons) == persons


def test_places_that_the_lists_know_stay_places() -> None:
    text = "Die Aktien von Kiel gibt es nicht."
    kiel = Candidate(15, 19, "location", 0.9, "model")
    assert relabel_by_clues(Words(text), [kiel]) == [kiel]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Die Quastra Energie wächst. Wie Quastra mitteilte, steigt der Gewinn.", "organization"),
        ("Die Quastra Energie wächst. Gebaut wird in Quastra. Sie zieht nach Quastra.", "location"),
        ("Die Kiel Energie wächst. Wie Kiel mitteilte, steigt der Gewinn.", "location"),
    ],
)
def test_the_first_word_of_a_company_is_the_company_unless_it_is_a_place(text: str, label: str) -> None:
    words = Words(text)
    name = text.split()[1]
    long = Candidate(4, text.index("Energie") + 7, "organization", 0.9, "model")
    at = [match.start() for match in re.finditer(name, text)][1:]
    short = [Candidate(start, start + len(name), "location", 0.9, "model") for start in at]
    assert {each.label for each in relabel_by_clues(words, [long, *short])[1:]} == {label}
