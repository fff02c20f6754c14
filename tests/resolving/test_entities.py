"""Mentions to entities: aliases within an article, the same id across articles."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from flows.finding.records import Mention, Records
from flows.reading.article import Article
from flows.resolving.aliases import known_forms
from flows.resolving.entities import Resolved, resolve
from flows.resolving.keys import name_key, without_legal_form


def article(text: str) -> Article:
    return Article("a.txt", "a.txt", "0" * 64, "txt", text, "de")


def mentions(text: str, *planted: tuple[str, str], country: str | None = None) -> list[Mention]:
    """Mentions of the planted (label, words), each searched behind the one before it."""
    found, position = [], 0
    for label, words in planted:
        start = text.index(words, position)
        position = start + len(words)
        found.append(Mention(label, start, position, words, 0.9, "test/1", country))
    return found


def entities(text: str, *planted: tuple[str, str]) -> list[list[str]]:
    """The planted words, grouped by the entity they name."""
    found = mentions(text, *planted)
    _, resolved = resolve(article(text), Records(mentions=found))
    groups: dict[str, list[str]] = {}
    for mention in found:
        groups.setdefault(resolved.entity_of(mention).entity_id, []).append(mention.name)
    return list(groups.values())


def test_surname_follows_the_full_name() -> None:
    text = "Beat Aregger geht. Aregger war lange da."
    assert entities(text, ("person", "Beat Aregger"), ("person", "Aregger")) == [["Beat Aregger", "Aregger"]]


def test_two_persons_of_one_surname_stay_apart() -> None:
    text = "Alba Ferri und Luca Ferri kamen. Ferri sprach."
    planted = [("person", "Alba Ferri"), ("person", "Luca Ferri"), ("person", "Ferri")]
    assert entities(text, *planted) == [["Alba Ferri"], ["Luca Ferri"], ["Ferri"]]


def test_short_company_name_follows_the_full_one() -> None:
    text = "Tarnberg Energie baut. Das teilte Tarnberg mit."
    assert len(entities(text, ("organization", "Tarnberg Energie"), ("organization", "Tarnberg"))) == 1


def test_parent_and_subsidiary_in_one_sentence_stay_apart() -> None:
    text = "Siemens hält ein Drittel an Siemens Energy. Die Aktie stieg."
    assert len(entities(text, ("organization", "Siemens"), ("organization", "Siemens Energy"))) == 2


def test_legal_form_and_capitals_make_no_other_company() -> None:
    text = "NORDWERK wächst\n\nDie Nordwerk AG wächst. Nordwerk freut sich."
    planted = [("organization", "NORDWERK"), ("organization", "Nordwerk AG"), ("organization", "Nordwerk")]
    assert entities(text, *planted) == [["NORDWERK", "Nordwerk AG", "Nordwerk"]]
    _, resolved = resolve(article(text), Records(mentions=mentions(text, *planted)))
    assert resolved.entities[0].name != "NORDWERK"


@pytest.mark.parametrize("text", ["Die Gewerkschaft Transport und Logistik (GTL) ruft auf. Die GTL streikt."])
def test_abbreviation_in_brackets(text: str) -> None:
    planted = [
        ("organization", "Gewerkschaft Transport und Logistik"),
        ("organization", "GTL"),
        ("organization", "GTL"),
    ]
    assert len(entities(text, *planted)) == 1


def test_acronym_of_initials() -> None:
    text = "Die Freie Deutsche Partei tagt. Später sprach die FDP."
    assert len(entities(text, ("organization", "Freie Deutsche Partei"), ("organization", "FDP"))) == 1


@pytest.mark.parametrize("forms", known_forms())
def test_known_short_form_joins_its_name(forms: list[str]) -> None:
    text = ". ".join(forms)
    assert len(entities(text, *(("organization", form) for form in forms))) == 1
    assert len(entities(forms[1], ("organization", forms[1]))) == 1


def test_one_country_by_all_its_names() -> None:
    text = "In den USA und in Frankreich. Die Vereinigte Staaten zahlen."
    planted = [("location", "USA"), ("location", "Frankreich"), ("location", "Vereinigte Staaten")]
    assert entities(text, *planted) == [["USA", "Vereinigte Staaten"], ["Frankreich"]]
    _, resolved = resolve(article(text), Records(mentions=mentions(text, *planted)))
    assert {entity.country for entity in resolved.entities} == {"US", "FR"}


def test_genitive_is_told_by_the_plain_form_beside_it() -> None:
    text = "Kalveras Chef geht. Kalvera sucht."
    assert entities(text, ("organization", "Kalveras"), ("organization", "Kalvera")) == [["Kalveras", "Kalvera"]]
    assert entities("Siemens wächst.", ("organization", "Siemens")) == [["Siemens"]]


def test_country_of_a_company_only_if_told_one_way() -> None:
    text = "Northmark aus Schweden. Northmark aus Norwegen."
    [one] = mentions(text[:10], ("organization", "Northmark"), country="SE")
    two = Mention("organization", 24, 33, "Northmark", 0.9, "test/1", "NO")
    assert _resolved(text, one).entities[0].country == "SE"
    assert _resolved(text, one, two).entities[0].country is None


def _resolved(text: str, *found: Mention) -> Resolved:
    return resolve(article(text), Records(mentions=list(found)))[1]


def test_same_name_in_two_articles_is_one_entity() -> None:
    one = _resolved("Die Falk GmbH.", *mentions("Die Falk GmbH.", ("organization", "Falk GmbH")))
    two = _resolved("Falk wächst.", *mentions("Falk wächst.", ("organization", "Falk")))
    assert one.entities[0].entity_id == two.entities[0].entity_id


def test_city_and_person_of_one_name_stay_apart() -> None:
    text = "Paris Duval lebt in Paris."
    assert len(entities(text, ("person", "Paris Duval"), ("location", "Paris"))) == 2


def test_examples_of_legal_forms() -> None:
    from importlib import resources

    for entry in yaml.safe_load(resources.files("flows.resolving").joinpath("legal_forms.yml").read_text("utf-8")):
        name, key = entry["example"]
        assert name_key(name) == key
        for form in entry["forms"]:
            assert without_legal_form(f"Brekkum {form}") == "Brekkum", form


NAMES = ["Falk", "Falk AG", "Falk Pumpen", "Aregger", "Beat Aregger", "USA", "FP"]


@given(st.lists(st.tuples(st.sampled_from(["organization", "person", "location"]), st.sampled_from(NAMES)), max_size=8))
def test_entities_are_the_same_in_any_order_of_mentions(planted: list[tuple[str, str]]) -> None:
    text = ". ".join(words for _, words in planted) + "."
    found = mentions(text, *planted)
    forward, backward = _resolved(text, *found), _resolved(text, *reversed(found))
    assert [forward.entity_id_of(mention) for mention in found] == [backward.entity_id_of(mention) for mention in found]
    for mention in found:
        assert mention.name in forward.entity_of(mention).aliases
        assert forward.entity_of(mention).label == mention.label
