"""Companies by trades, houses, landscapes, marks and small letters."""

from __future__ import annotations

import pytest

from flows.finding.candidates import Candidate
from flows.finding.names import find_names, settle
from flows.finding.naming.announced import as_listed
from flows.finding.naming.bounds import in_bounds
from flows.finding.naming.clues import relabel_by_clues
from flows.finding.naming.rules import find_by_rules
from flows.finding.naming.words import Words


def named(text: str, label: str = "organization") -> list[str]:
    return [each.name for each in find_names(text) if each.label == label]


def candidate(text: str, name: str, label: str) -> Candidate:
    start = text.index(name)
    return Candidate(start, start + len(name), label, 0.9, "model")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Quastner Yachten ging in Konkurs.", ["Quastner Yachten"]),
        ("1998 war Schluss, Quastner Yachten ging in Konkurs.", ["Quastner Yachten"]),
        ("Sie kaufte das Werk von Quastbach Landmaschinen im Mai.", ["Quastbach Landmaschinen"]),
        ("Rheinische Ventile hat die Sanierung hinter sich.", ["Rheinische Ventile"]),
        ("Das Geld hat Rheinische Armaturen schon ausgegeben.", ["Rheinische Armaturen"]),
        ("Beim Erzrivalen Gebrüder Holm läuft es.", ["Gebrüder Holm"]),
        ("Mit der Gebr. Quastner KG wird verhandelt.", ["Gebr. Quastner KG"]),
        ("Die Möbelwerke Quastner sind zahlungsunfähig.", ["Möbelwerke Quastner"]),
        ("Das Hotel Bergblick wechselt den Besitzer.", ["Hotel Bergblick"]),
        ("Im neuen Klinikum Uckermark wird gestreikt.", ["Klinikum Uckermark"]),
        ("Sie gehört zur Quastinger-Gruppe aus Ulm.", ["Quastinger-Gruppe"]),
        ("Das sagt ein Analyst der Spessartbank.", ["Spessartbank"]),
        ("Auf der Verliererseite landete Tisch & Bank.", ["Tisch & Bank"]),
        ("Das Papier hält Quastford Asset Management aus London.", ["Quastford Asset Management"]),
        ("Eine Tochter in Irland, die Weser Finance, half.", ["Weser Finance"]),
        ("Die italienische Quastra Lariane Sud baut mit.", ["Quastra Lariane Sud"]),
        ("Den Zuschlag bekam die Emder Quastwerft.", ["Quastwerft"]),
        ("Das „Quast-Journal“ berichtet davon.", ["Quast-Journal"]),
        ("Die Versicherung Rettungsring zahlt nicht.", ["Rettungsring"]),
        ("Der Geldtransporteur Tresor-Express klagt.", ["Tresor-Express"]),
        ("Der Traktorenbauer Quastmeister klagt.", ["Quastmeister"]),
        ("Die Waldfrucht-Rivalin klagt.", ["Waldfrucht"]),
        ("Das Fintech sorglos setzt auf Kredite. Bei sorglos kündigen viele.", ["sorglos", "sorglos"]),
    ],
)
def test_companies_are_told_by_what_their_names_are_made_of(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Rheinische Konzerne hat das geärgert.",
        "Deutsche Banken hat das Amt nicht gefragt.",
        "Französische Weine sind gefragt.",
        "In Köln Maschinen zu bauen, lohnt sich nicht.",
        "Die Stahlwerke Europas melden Verluste.",
        "Im Hotel Gäste zu empfangen, ist schwer.",
        "Das Krankenhaus Patienten zuweisen darf niemand.",
        "Der Elbstrom fließt.",
        "Die Forschung & Entwicklung kostet Geld.",
        "Die Traditionswerft klagt.",
        "Er denkt an Zukäufe und spielt mit Transistorradios.",
        "Damit hat die Versicherung Erfolg.",
        "Das Start-up zahlt. Die Kredite sind zahlbar.",
    ],
)
def test_words_that_only_stand_together_are_no_companies(text: str) -> None:
    assert named(text) == []


def test_a_group_whose_owner_stands_alone_is_the_owner() -> None:
    text = "Quastinger wächst. Die Quastinger-Gruppe hat drei Werke."
    sure = [each for each in find_by_rules(Words(text)) if each.score >= 0.7]
    assert "Quastinger-Gruppe" not in [text[each.start : each.end] for each in sure]


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("Mit der Münchner Quastra AG wird verhandelt.", "Münchner Quastra AG", "Quastra AG"),
        ("Mit der Thüringer Drahtzug GmbH wird verhandelt.", "Thüringer Drahtzug GmbH", "Thüringer Drahtzug GmbH"),
        ("Mit der Frankfurter Volksbank eG wird verhandelt.", "Frankfurter Volksbank eG", "Frankfurter Volksbank eG"),
        ("Mit der Kölner Kanzlei Quast & Rau wird verhandelt.", "Kanzlei Quast & Rau", "Kanzlei Quast & Rau"),
        ("Mit dem Kölner Analysehaus Quast Research.", "Analysehaus Quast Research", "Quast Research"),
    ],
)
def test_towns_and_trades_before_a_name_are_no_part_of_it(text: str, found: str, name: str) -> None:
    kept = in_bounds(Words(text), [candidate(text, found, "organization")])
    assert [text[each.start : each.end] for each in kept] == [name]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Gewinner waren die Papiere von Quastra. Perseon will nach Quastra greifen.", "Quastra", "organization"),
        ("Der Analyst beließ Quastra auf „Halten“.", "Quastra", "organization"),
        ("Die Lokführer der Quastbahn Regio streiken.", "Quastbahn Regio", "organization"),
        ("Das sagte Quastra-Europachef Tom Hale.", "Quastra", "organization"),
        ("Sie fuhren nach Quastra.", "Quastra", "location"),
    ],
)
def test_shares_and_managers_make_a_place_a_company(text: str, name: str, label: str) -> None:
    assert relabel_by_clues(Words(text), [candidate(text, name, "location")])[0].label == label


def test_what_goes_for_one_of_a_list_goes_for_all() -> None:
    text = "Die Wächter der Sicherheitsfirmen Quastra und Welbo streiken."
    words = Words(text)
    told, person = find_by_rules(words), candidate(text, "Welbo", "person")
    assert as_listed(words, [person], told)[0].label == "organization"
    assert [each.label for each in settle(words, [*told, person])] == ["organization", "organization"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Die Risiken des Schlafmittels Quastrix kannte er.", "Quastrix"),
        ("Rohöl der Sorte Quastbrent kostete 80 Dollar.", "Quastbrent"),
        ("Es war das millionste Gerät der Reihe Quastrix.", "Quastrix"),
    ],
)
def test_products_are_announced_by_their_kind(text: str, name: str) -> None:
    assert named(text, "product") == [name]


def test_a_line_of_people_is_no_product() -> None:
    assert named("Eine Reihe Siemens-Manager ging, und eine Reihe Quastrix-Kunden klagt.", "product") == []
