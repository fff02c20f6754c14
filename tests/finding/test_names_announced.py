"""Names that nouns announce, heads of institutions, products and events, and what only looks like a name."""

from __future__ import annotations

import pytest

from flows.finding.candidates import Candidate
from flows.finding.lexicon import load_lexicon
from flows.finding.names import find_names, settle
from flows.finding.naming.announced import as_announced
from flows.finding.naming.derived import is_derived
from flows.finding.naming.rules import advise, find_by_rules
from flows.finding.naming.words import Words


def named(text: str, label: str) -> list[str]:
    return [each.name for each in find_names(text) if each.label == label]


def says_derived(text: str, word: str, label: str) -> bool:
    start = text.index(word)
    return is_derived(Words(text), Candidate(start, start + len(word), label, 0.9, "model"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Geld bekam das KI-Start-up Quastra am Montag.", ["Quastra"]),
        ("Eine Studie des Marktforschers Welbo zeigt das.", ["Welbo"]),
        ("Beteiligt sind die Finanzinvestoren Quastra, Welbo und Norvik.", ["Quastra", "Welbo", "Norvik"]),
        ("Auch der Zulieferer Quastra Elektronik klagt.", ["Quastra Elektronik"]),
        ("Die Kanzlei Anna Huber vertritt die Kläger.", ["Anna Huber"]),
        ("Die Übernahme durch den Stahlkonzern Salzgitter stockt.", ["Salzgitter"]),
        ("Die norwegische Kongsberg liefert die Teile.", ["Kongsberg"]),
        ("Eine Firma namens Quastra steckt dahinter.", ["Quastra"]),
        ("Die neue Firma, für die der Name Dachbund im Gespräch ist, kommt.", ["Dachbund"]),
        ("Die Genossenschaften Bergquast und Neckarunion gehen zusammen.", ["Bergquast", "Neckarunion"]),
        ("Die beiden Betreiber Quastra und Dachkraft gehen zusammen.", ["Quastra", "Dachkraft"]),
        ("Verhandelt wird mit der niederländischen Quaastgroep.", ["Quaastgroep"]),
        ("Das schreibt die Zeitung „Le Quast“ am Montag.", ["Le Quast"]),
        ("Sie soll unter dem Namen „Quastra Carriers“ fahren.", ["Quastra Carriers"]),
        ("Der Einstieg bei der Tochtergesellschaft Neckarladen platzte.", ["Neckarladen"]),
        ("Das meldet der Stromversorger Quellkraft am Abend.", ["Quellkraft"]),
        ("Geld bekommt das Start-up quixhaus. Das hilft quixhaus weiter.", ["quixhaus", "quixhaus"]),
        ("Auch am Softwareunternehmen dachschaden hält sie Anteile.", ["dachschaden"]),
    ],
)
def test_a_noun_announces_organizations(text: str, names: list[str]) -> None:
    assert named(text, "organization") == names


@pytest.mark.parametrize(
    "text",
    [
        "Damit brachte er dem Konzern Verluste bei.",
        "Den Bauern Huber kennt hier jeder.",
        "Das Unternehmen Ende des Jahres zu verkaufen, war falsch.",
        "Trotzdem hat der Hersteller Preisnachlässe verweigert.",
        "Trotzdem hat der Hersteller Kurzarbeit angemeldet.",
        "Den Zuschlag hat nun ein Hersteller eingeheimst.",
        "Die Sparte ist an einen Wettbewerber losgeschlagen.",
        "Das wollte der Konzern vorausschauender planen.",
        "Bekannt war der Name Huber schon damals.",
        "Auf Platz eins der deutschen Kinocharts steht ein Märchen.",
        "Sie sprach mit der italienischen Anthropologin.",
        "Damit zeigt der Konzern „Mut zur Lücke“ und Stärke.",
    ],
)
def test_what_follows_a_noun_is_not_always_a_name(text: str) -> None:
    assert named(text, "organization") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Das US-Justizministerium prüft den Fall.", "US-Justizministerium"),
        ("Am Karl-Quastel-Gymnasium wird gebaut.", "Karl-Quastel-Gymnasium"),
        ("Dagegen verlor Eintracht Quastelheim zweimal.", "Eintracht Quastelheim"),
        ("Das Ministerium für Handel und Verkehr schweigt.", "Ministerium für Handel und Verkehr"),
        ("Das verfügte die Landesquastelbehörde am Abend.", "Landesquastelbehörde"),
        ("Die Hälfte zahlt der Bund dazu.", "Bund"),
        ("Darüber streiten Bund und Länder.", "Bund"),
        ("Dagegen ist der Bund der Steuerzahler.", "Bund der Steuerzahler"),
        ("Das sagt die Gewerkschaft der Gärtner und Winzer.", "Gewerkschaft der Gärtner und Winzer"),
        ("Sie klagt vor dem Gericht der Europäischen Union.", "Gericht der Europäischen Union"),
        ("Das will die US-Regierung prüfen.", "US-Regierung"),
    ],
)
def test_heads_of_institutions(text: str, name: str) -> None:
    assert name in named(text, "organization")


@pytest.mark.parametrize(
    ("text", "label", "names"),
    [
        ("Bestellt sind 30 Züge vom Typ Velix.", "product", ["Velix"]),
        ("Neu ist Tumorix, ein Wirkstoff gegen Krebs.", "product", ["Tumorix"]),
        ("Am Montag kam die App „Quastra Go“ heraus.", "product", ["Quastra Go"]),
        ("Sie bestellte zwölf Boeing 737 Max und zwei A320neo.", "product", ["Boeing 737 Max", "A320neo"]),
        ("Im Stau stehen sie auf der A391 Richtung Süden.", "product", []),
        ("Dafür gibt es zum Beispiel „Quastra“ und anderes.", "product", []),
        ("Zum Weltwirtschaftsforum in Davos reisen sie an.", "event", ["Weltwirtschaftsforum in Davos"]),
        ("Am Rande des G7-Gipfels sprach er darüber.", "event", ["G7-Gipfel"]),
        ("Das zeigte sie auf der Robotermesse Quastika.", "event", ["Quastika"]),
    ],
)
def test_products_and_events_by_context(text: str, label: str, names: list[str]) -> None:
    assert named(text, label) == names


def test_known_surnames_need_no_first_name() -> None:
    lexicon = load_lexicon("names_persons")
    assert named(lexicon["example"], "person") == [lexicon["finds"]]


@pytest.mark.parametrize(
    ("text", "word", "derived"),
    [
        ("Zugleich bauen die Hessen eine Fabrik.", "Hessen", True),
        ("Sie bauen eine Fabrik in Hessen.", "Hessen", False),
        ("Die Aachener gewannen den Auftrag.", "Aachener", True),
        ("Neuer Besitzer ist ein Fonds.", "Neuer", True),
        ("Das Münchner Softwarehaus wächst.", "Münchner", True),
        ("Die Zürcher Privatbank wächst.", "Zürcher", True),
        ("Die Deutschland-Chefin geht.", "Deutschland", False),
        ("Der Deutschland-Fan geht.", "Deutschland", True),
    ],
)
def test_inhabitants_and_adjectives_are_no_names(text: str, word: str, derived: bool) -> None:
    assert says_derived(text, word, "location") is derived


def test_rules_that_see_a_longer_name_come_before_the_model() -> None:
    text = "Das Landgericht Quastelheim gab der Klage statt."
    words = Words(text)
    town = Candidate(16, 27, "location", 0.99, "model")
    kept = settle(words, [*find_by_rules(words), town])
    assert [(text[each.start : each.end], each.label) for each in kept] == [("Landgericht Quastelheim", "organization")]


def test_the_model_overrules_unsure_rules() -> None:
    text = "Am Montag kam Quastra nach Kiel."
    words = Words(text)
    person = Candidate(14, 21, "person", 0.8, "model")
    rule = Candidate(14, 21, "organization", 0.75, "context")
    assert settle(words, [rule, person])[0].label == "person"


def test_advice_also_holds_what_the_rules_doubt() -> None:
    text = "Gemeldet hat es die Kreditplattform Leihmeise."
    words = Words(text)
    scores = [each.score for each in advise(words, find_by_rules(words))]
    assert scores and all(0 < score <= 1 for score in scores)


@pytest.mark.parametrize(
    ("text", "word", "derived"),
    [
        ("Das ging an die New Yorker Technologiebörse.", "New Yorker", True),
        ("Die Mode kommt von New Yorker.", "New Yorker", False),
        ("Es gibt einen Lichtblick.", "Lichtblick", True),
        ("Das meldet Lichtblick heute.", "Lichtblick", False),
        ("Dem widersprach eine Lufthansa-Sprecherin.", "Lufthansa", False),
        ("Die Dresdner Gruppe wächst.", "Dresdner Gruppe", True),
    ],
)
def test_what_describes_is_no_company(text: str, word: str, derived: bool) -> None:
    assert says_derived(text, word, "organization") is derived


def test_a_trade_behind_a_towns_adjective_is_no_name() -> None:
    text = "Der Hamburger Anlagenbauer wächst, die Münchner Bank auch."
    assert says_derived(text, "Hamburger Anlagenbauer", "organization")
    assert not says_derived(text, "Münchner Bank", "organization")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Die Gießerei im belgischen Quaasteren schließt.", ["Quaasteren"]),
        ("Gebaut wird im oberfränkischen Quasteln.", ["Quasteln"]),
        ("Sie ist auch im russischen Ölgeschäft tätig.", []),
        ("Das war im schwedischen Mutterhaus beschlossen.", []),
    ],
)
def test_adjectives_tell_where_a_town_lies(text: str, places: list[str]) -> None:
    assert named(text, "location") == places


@pytest.mark.parametrize(
    ("text", "name", "found", "label"),
    [
        ("Mit der Hotelgruppe Sol y Quast läuft es.", "Sol y Quast", "product", "organization"),
        ("Das meldet der Röster Quastra.", "Quastra", "person", "organization"),
        ("Gewonnen hat die Rivalin Quirda Welbo.", "Quirda Welbo", "person", "person"),
        ("Er ist der größte Fernsehkonzern Europas.", "Europas", "location", "location"),
        ("Verkauft wird die Marke Quastra.", "Quastra", "product", "product"),
        ("Auf das Smartphone Quastra warten viele.", "Quastra", "organization", "product"),
    ],
)
def test_the_noun_before_an_unknown_name_has_the_last_word(text: str, name: str, found: str, label: str) -> None:
    start = text.index(name)
    (kept,) = as_announced(Words(text), [Candidate(start, start + len(name), found, 0.9, "model")])
    assert kept.label == label


@pytest.mark.parametrize("text", ["Sie schlossen den Bund fürs Leben.", "Mit Welbo ging sie den Bund ein."])
def test_not_every_union_is_the_state(text: str) -> None:
    assert "Bund" not in named(text, "organization")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Das Hotel auf den Balearen schließt.", ["Balearen"]),
        ("Die Werft an der Weser wächst.", ["Weser"]),
        ("Der Hund an der Leine bellt.", []),
        ("Er verweist auf das Afrika-Geschäft.", ["Afrika"]),
        ("Dazu gehört die Bank Oberbayern.", []),
    ],
)
def test_landscapes_rivers_and_parts_of_the_world(text: str, places: list[str]) -> None:
    assert named(text, "location") == places
