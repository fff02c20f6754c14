"""Where names begin and end: without nouns that describe them, without towns and short forms that run into them."""

from __future__ import annotations

import pytest

from flows.finding.candidates import Candidate
from flows.finding.names import settle
from flows.finding.naming.bounds import in_bounds, listed_name
from flows.finding.naming.words import Words


def bounded(text: str, found: str, label: str) -> list[tuple[str, str]]:
    """What becomes of a name that a model found."""
    start = text.index(found)
    candidate = Candidate(start, start + len(found), label, 0.9, "model")
    return [(text[each.start : each.end], each.label) for each in in_bounds(Words(text), [candidate])]


@pytest.mark.parametrize(
    ("text", "found", "label", "name"),
    [
        ("Beteiligt ist auch der Freistaat Bayern.", "Freistaat Bayern", "organization", "Bayern"),
        ("Das zahlt das Land Sachsen-Anhalt.", "Land Sachsen-Anhalt", "location", "Sachsen-Anhalt"),
        ("Gebaut wird im hessischen Stammwerk Kassel.", "Stammwerk Kassel", "location", "Kassel"),
    ],
)
def test_places_go_without_what_they_are(text: str, found: str, label: str, name: str) -> None:
    assert bounded(text, found, label) == [(name, "location")]


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("Das erwartet der Broker Quastra.", "Broker Quastra", "Quastra"),
        ("Das sagt die Softwarefirma Quastra Data.", "Softwarefirma Quastra Data", "Quastra Data"),
        ("Das sagt die Stiftung Quastra.", "Stiftung Quastra", "Stiftung Quastra"),
        ("Den Zuschlag bekam Stahlkonzern Quastra.", "Stahlkonzern Quastra", "Stahlkonzern Quastra"),
        ("Zulieferer ist Tintenwerk Graz.", "Tintenwerk Graz", "Tintenwerk Graz"),
        ("Versorgt wird die Stadt von den Stadtwerken Kassel.", "Stadtwerken Kassel", "Stadtwerken Kassel"),
    ],
)
def test_companies_go_without_nouns_that_only_describe(text: str, found: str, name: str) -> None:
    assert bounded(text, found, "organization") == [(name, "organization")]


def test_titles_of_towns_make_no_companies() -> None:
    text = "Den Auftrag gab die Hansestadt Lübeck."
    assert bounded(text, "Hansestadt Lübeck", "organization") == [("Hansestadt Lübeck", "location")]


def test_bylines_run_into_towns() -> None:
    assert bounded("Von\nAnna Quastel Leipzig\n", "Anna Quastel Leipzig", "person") == [("Anna Quastel", "person")]
    assert bounded("Es las Anna Maria Jena.", "Anna Maria Jena", "person") == [("Anna Maria Jena", "person")]


def test_short_forms_run_into_names() -> None:
    text = "Das Geld kommt von der Quastelischen Weltraumorganisation QSO."
    found = bounded(text, "Quastelischen Weltraumorganisation QSO", "organization")
    assert found == [("Quastelischen Weltraumorganisation", "organization"), ("QSO", "organization")]
    text = "Das Geld kommt von der Quastra Chemicals USA."
    assert bounded(text, "Quastra Chemicals USA", "organization") == [("Quastra Chemicals USA", "organization")]


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("Das meint Ada Huber von der Bank Quastra.", "Bank Quastra", "Quastra"),
        ("Das meint die Bank Austria.", "Bank Austria", "Bank Austria"),
        ("Das meint die Bank Oberbayern.", "Bank Oberbayern", "Bank Oberbayern"),
        ("Bank Quastra verdient gut.", "Bank Quastra", "Bank Quastra"),
    ],
)
def test_banks_are_listed_without_the_noun(text: str, found: str, name: str) -> None:
    words, start = Words(text), text.index(found)
    candidate = Candidate(start, start + len(found), "organization", 0.9, "model")
    assert listed_name(words, candidate) == name
    (kept,) = settle(words, [candidate])
    assert (kept.start, kept.end) == (candidate.start, candidate.end)
