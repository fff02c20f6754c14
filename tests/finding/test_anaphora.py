"""Pronouns and descriptions: every noun of the lexicon in its example, planted stand-ins, plainness."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from flows.finding.anaphora import antecedent, resolve_noun
from flows.finding.anaphora_nouns import describing_heads, first_name_gender
from flows.finding.frame import register_extensions
from flows.finding.lexicon import load_lexicon
from flows.finding.records import Mention
from flows.finding.sentences import set_sentence_starts

register_extensions()
BLANK = spacy.blank("de")
ARTICLES = {"m": "der", "f": "die", "n": "das"}
PEOPLE = ("Peter Weber", "Petra Weber", "Paul Krause", "Paula Krause", "Weber", "Krause", "Ines Vogt")
ORGANIZATIONS = ("EU-Kommission", "Nordlicht", "Südwerk", "Iberluz", "Rheinbank AG")


def read(text: str) -> Doc:
    """The text with its invented names marked, longest first."""
    doc = set_sentence_starts(BLANK.make_doc(text))
    mentions: list[Mention] = []
    for name in sorted((*PEOPLE, *ORGANIZATIONS), key=len, reverse=True):
        label = "person" if name in PEOPLE else "organization"
        for match in re.finditer(re.escape(name), text):
            if not any(m.start <= match.start() < m.end for m in mentions):
                mentions.append(Mention(label, match.start(), match.end(), name, 1.0, "test/1"))
    doc._.mentions = sorted(mentions, key=lambda m: m.start)
    return doc


def stands_for(text: str) -> str | None:
    """The name that the phrase in square brackets stands for."""
    start, end = text.index("["), text.index("]") - 1
    found = antecedent(read(text.replace("[", "").replace("]", "")), start, end)
    return found.name if found else None


def noun_entries() -> list[Any]:
    return [
        pytest.param(entry, marked.rstrip("*~="), id=marked.rstrip("*~="))
        for entry in load_lexicon("anaphora")["heads"]
        for marked in entry["nouns"]
    ]


@pytest.mark.parametrize(("entry", "noun"), noun_entries())
def test_every_noun_stands_for_the_name_of_its_example(entry: dict[str, Any], noun: str) -> None:
    example = entry["example"].replace("{noun}", noun.capitalize())
    # After "der" an adjectival noun loses its -r ("der Vorsitzende").
    weak = noun.removesuffix("r") if noun.endswith(("vorsitzender", "abgeordneter", "beamter", "angeklagter")) else noun
    text = example.replace("{der}", f"[{ARTICLES[entry['gender']]} {weak.capitalize()}]")
    assert stands_for(text) == entry["name"]


@pytest.mark.parametrize("entry", load_lexicon("anaphora")["offices"])
def test_an_office_is_found_by_another_word_for_it(entry: dict[str, Any]) -> None:
    text = re.sub(r"(?<= )(der Konzernchef|die Konzernchefin)(?= )", r"[\1]", entry["example"])
    assert stands_for(text) == entry["name"]


@pytest.mark.parametrize("group", ["female", "male"])
def test_first_names_tell_the_sex(group: str) -> None:
    entry = load_lexicon("anaphora_first_names")[group]
    assert stands_for(re.sub(r"(?<=Gestern sprach )(sie|er)", r"[\1]", entry["example"])) in entry["example"]
    names = entry["names"].split()
    assert [name for name in names if first_name_gender(f"{name} Weber") != group[0]] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Petra Weber traf Peter Weber. [Sie] schwieg.", "Petra Weber"),
        ("Petra Weber traf Paul Krause. [Er] schwieg.", "Paul Krause"),
        ("Herr Krause kam. Am Montag ging [er] wieder.", "Krause"),
        ("Die Zahlen stiegen. [Sie] sind gut.", None),
        ("Nordlicht wächst. [Es] regnet.", None),
        ("Der spanische Konzern Iberluz kauft Südwerk. [Der spanische Energieriese] zahlt bar.", "Iberluz"),
        ("Der Stromversorger Nordlicht verklagt Südwerk. Das missfällt [dem Versorger].", "Nordlicht"),
        ("Nordlicht verklagt Südwerk. Das missfällt [der Brauerei].", None),
        ("Nordlicht traf die Rheinbank AG. Am Abend lehnte [die Bank] ab.", "Rheinbank AG"),
        ("Vorstandschefin Ines Vogt traf Petra Weber. Am Abend sprach [die Chefin] lange.", "Ines Vogt"),
        ("Peter Weber traf Paul Krause. Am Abend sprach [der Minister] lange.", None),
        ("Peter Weber kam. Am Abend sprach [die Ministerin] lange.", None),
        ("Ines Vogt leitet Nordlicht. Am Abend dementierte [ein Sprecher].", None),
        ("Nordlicht wächst. Die EU-Kommission prüft das. Am Abend schwieg [der Konzern].", "Nordlicht"),
        ("Nordlicht wächst. Das freut [den Konzern].", "Nordlicht"),
        (
            "Nordlicht wächst. Die Halle ist neu. Es gab Kaffee. Alle kamen. Dann wuchs [das Unternehmen].",
            "Nordlicht",
        ),
    ],
)
def test_planted_stand_ins(text: str, name: str | None) -> None:
    assert stands_for(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nordlicht wuchs. Am Abend lehnte [der Konzern Südwerk] ab.", None),
        ("Nordlicht wuchs. Am Abend lehnte [der alte Konzern] ab.", "Nordlicht"),
        ("Peter Weber kam. Lange sprach [der 68-Jährige].", "Peter Weber"),
        ("Peter Weber kam. Lange sprach [der Däne] mit allen.", "Peter Weber"),
    ],
)
def test_a_description_that_a_name_completes_stands_for_nobody_else(text: str, name: str | None) -> None:
    assert stands_for(text) == name


@pytest.mark.parametrize(
    ("entry", "noun"),
    [pytest.param(e, n, id=n) for e in load_lexicon("anaphora")["kinds"] for n in e["nouns"]],
)
def test_every_noun_of_a_kind_stands_for_a_name_that_shows_it(entry: dict[str, Any], noun: str) -> None:
    article = ARTICLES[describing_heads(noun)[0].gender]
    text = entry["example"].replace("{}", f"[{article} {noun.capitalize()}]")
    doc = read(text.replace("[", "").replace("]", ""))
    start = doc.text.index(entry["name"])
    kind = Mention("organization", start, start + len(entry["name"]), entry["name"], 1.0, "test/1")
    doc._.mentions = sorted([m for m in doc._.mentions if m.start != start] + [kind], key=lambda m: m.start)
    found = antecedent(doc, text.index("["), text.index("]") - 1)
    assert found is not None
    assert found.name == entry["name"]


def test_a_noun_without_an_article_stands_for_the_company_of_the_text() -> None:
    doc = read("Nordlicht wächst. Das sagte Peter Weber nach Konzernangaben.")
    found = resolve_noun(doc, doc.text.index("Konzern"), "konzern")
    assert found is not None
    assert found.name == "Nordlicht"
    assert resolve_noun(doc, doc.text.index("Konzern"), "polizei") is None


def test_words_that_only_end_alike_are_no_heads() -> None:
    assert describing_heads("Verdienst") == describing_heads("Autobahn") == describing_heads("Firmen") == ()


@given(st.lists(st.sampled_from(["der", "Konzern", "Nordlicht", "er", ".", ",", "sie", "Peter Weber", "die", "Bank"])))
def test_a_stand_in_comes_after_its_name(words: list[str]) -> None:
    doc = read(" ".join(words))
    for phrase in re.finditer(r"der Konzern|die Bank|er|sie", doc.text):
        found = antecedent(doc, phrase.start(), phrase.end())
        assert found is None or found.end <= phrase.start()


def test_long_texts_are_read_in_linear_time() -> None:
    doc = read("Nordlicht wächst. Der Konzern ist alt. Er lacht. " * 4000)
    started = time.perf_counter()
    phrases = list(re.finditer("Der Konzern", doc.text))
    assert len(phrases) == 4000
    assert all(antecedent(doc, phrase.start(), phrase.end()) for phrase in phrases)
    assert time.perf_counter() - started < 20
