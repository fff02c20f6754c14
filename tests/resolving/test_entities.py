"""Mentions to entities: aliases within an article, the same id across articles."""

from __future__ import annotations

from importlib import resources

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from flows.finding.records import Mention, Records, Relation
from flows.reading.article import Article
from flows.resolving.entities import Resolved, resolve
from flows.resolving.keys import known_forms, name_key, without_legal_form


def _data(name: str) -> str:
    return resources.files("flows.resolving").joinpath(name).read_text("utf-8")


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


def test_sources_in_brackets_on_the_next_line_are_no_abbreviation() -> None:
    text = "Erfolg für Quastra\n(qwp) Die Zulassung ist da."
    assert len(entities(text, ("organization", "Quastra"), ("organization", "qwp"))) == 2


def test_abbreviation_right_behind_an_institution() -> None:
    text = "Das Geld kommt von der Quastelischen Weltraumorganisation Qso."
    planted = ("organization", "Quastelischen Weltraumorganisation"), ("organization", "Qso")
    assert len(entities(text, *planted)) == 1
    text = "Den Zins senkt die Quastelische Zentralbank QZB."
    assert len(entities(text, ("organization", "Quastelische Zentralbank"), ("organization", "QZB"))) == 1
    text = "Geklagt hat Quastra Chemicals Welbo nie."
    assert len(entities(text, ("organization", "Quastra Chemicals"), ("organization", "Welbo"))) == 2


def test_acronym_of_initials() -> None:
    text = "Die Freie Deutsche Partei tagt. Später sprach die FDP."
    assert len(entities(text, ("organization", "Freie Deutsche Partei"), ("organization", "FDP"))) == 1


@pytest.mark.parametrize("forms", [*known_forms()["everywhere"], *known_forms()["together"]])
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


def names_of(text: str, *planted: tuple[str, str], relations: list[Relation] | None = None) -> set[str]:
    found = mentions(text, *planted)
    _, resolved = resolve(article(text), Records(mentions=found, relations=relations or []))
    return {entity.name for entity in resolved.entities}


@pytest.mark.parametrize("entry", yaml.safe_load(_data("heads.yml")), ids=lambda entry: entry["ending"])
def test_institutions_in_the_nominative(entry: dict[str, list[str]]) -> None:
    written, nominative = entry["example"]
    assert names_of(f"Das Ende des {written} naht.", ("organization", written)) == {nominative}


@pytest.mark.parametrize("entry", yaml.safe_load(_data("unit_words.yml")), ids=lambda entry: entry["example"][1])
def test_a_company_named_before_its_part_stays_apart(entry: dict[str, list[str]]) -> None:
    company, part = entry["example"]
    text = f"{company} wächst. Das sagte {company} am Montag. Auch {part} stellt ein."
    planted = [("organization", company), ("organization", company), ("organization", part)]
    assert len(entities(text, *planted)) == 2


def test_a_part_named_first_is_the_full_name_of_its_short_form() -> None:
    text = "Tarnberg Pharma wächst. Tarnberg stellt ein."
    assert len(entities(text, ("organization", "Tarnberg Pharma"), ("organization", "Tarnberg"))) == 1


def test_parent_and_subsidiary_by_a_stated_relation_stay_apart() -> None:
    text = "Tarnberg Auto wächst. Die Mutter Tarnberg ist zufrieden."
    planted = [("organization", "Tarnberg Auto"), ("organization", "Tarnberg")]
    child, parent = mentions(text, *planted)
    stated = Relation(child, "subsidiary_of", parent, 0, len(text), 0.9, "test/1")
    assert names_of(text, *planted, relations=[stated]) == {"Tarnberg Auto", "Tarnberg"}
    assert names_of(text, *planted) == {"Tarnberg Auto"}


@pytest.mark.parametrize(
    ("text", "written", "stored", "name"),
    [
        ("Das sagte Sprecher Holger Anders am Montag.", "Holger Anders", "Holger Ander", "Holger Anders"),
        ("Foto: Holger Anders", "Holger Anders", "Holger Ander", "Holger Anders"),
        ("Karla Winters Plan geht auf.", "Karla Winters", "Karla Winter", "Karla Winter"),
        ("Karla Winters neuer Plan geht auf.", "Karla Winters", "Karla Winter", "Karla Winter"),
        ("Der Plan Karla Winters geht auf.", "Karla Winters", "Karla Winter", "Karla Winter"),
        ("Das half Karla Winters. Frau Winter geht.", "Karla Winters", "Karla Winter", "Karla Winter"),
    ],
)
def test_the_last_s_of_a_person_is_an_ending_only_where_a_genitive_stands(
    text: str, written: str, stored: str, name: str
) -> None:
    start = text.index(written)
    mention = Mention("person", start, start + len(written), stored, 0.9, "test/1")
    _, resolved = resolve(article(text), Records(mentions=[mention]))
    assert resolved.entity_of(mention).name == name


def test_a_town_and_its_adjective_are_one_place() -> None:
    text = "In München baut ein Münchner Konzern."
    assert names_of(text, ("location", "München"), ("location", "Münchner")) == {"München"}


def test_a_town_and_its_long_name_are_one_place() -> None:
    text = "Landsberg am Lech hofft. In Landsberg wird gebaut."
    planted = [("location", "Landsberg am Lech"), ("location", "Landsberg")]
    assert names_of(text, *planted) == {"Landsberg am Lech"}


def test_a_country_in_the_dative_plural_is_named_in_the_nominative() -> None:
    assert names_of("Das gilt in den Niederlanden.", ("location", "Niederlanden")) == {"Niederlande"}


def test_inflected_forms_of_one_name_are_one() -> None:
    text = "Der Nordische Bierindex steigt. Nordischer Bierindex im Plus."
    planted = [("organization", "Nordische Bierindex"), ("organization", "Nordischer Bierindex")]
    assert len(entities(text, *planted)) == 1
