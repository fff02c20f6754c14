"""Unions, courts and public bodies, and the nominative of their names."""

from __future__ import annotations

import pytest

from flows.finding.names import find_names
from flows.finding.naming.normal import normal_name


def organizations(text: str) -> list[str]:
    return [each.name for each in find_names(text) if each.label == "organization"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Der Verband der freien Kistenhändler klagt.", ["Verband der freien Kistenhändler"]),
        ("Die Vereinigung der Schiffsmakler wies das zurück.", ["Vereinigung der Schiffsmakler"]),
        ("Das fordert der Bund der Gärtner und Förster.", ["Bund der Gärtner und Förster"]),
        ("Geld gab die Pensionskasse der Lehrer von Ohio.", ["Pensionskasse der Lehrer von Ohio"]),
        ("Geld gab die Pensionskasse des Bundesstaats Ohio.", ["Pensionskasse des Bundesstaats Ohio"]),
        ("Die Landesregierung von Rheinland-Pfalz zögert.", ["Landesregierung von Rheinland-Pfalz"]),
        ("Der Schraubenverband Deutschlands warnt.", ["Schraubenverband Deutschlands"]),
        ("Das entschied das Kreisgericht von Quastelheim.", ["Kreisgericht von Quastelheim"]),
        ("Die Kölner Staatsanwaltschaft ermittelt.", ["Kölner Staatsanwaltschaft"]),
        ("Sie klagt vor dem Frankfurter Landgericht.", ["Frankfurter Landgericht"]),
        ("Das sagte sie beim Europäischen Fahrgastbüro.", ["Europäisches Fahrgastbüro"]),
        ("Geld kam von der Pfälzischen Schraubenbank.", ["Pfälzische Schraubenbank"]),
    ],
)
def test_bodies_are_named_by_whom_they_are_for_or_where_they_sit(text: str, names: list[str]) -> None:
    assert organizations(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Die Vereinigung der Konzerne ist geplant.",
        "Eine Vereinigung der Ärzte lehnt das ab.",
        "Die Vereinigung der Ämter missglückte.",
        "Die Pensionskasse der Firma wächst.",
        "Die junge Staatsanwaltschaft ermittelt.",
        "Das sagte sie beim europäischen Fahrgastbüro.",
    ],
)
def test_what_is_joined_or_only_described_is_no_body(text: str) -> None:
    assert organizations(text) == []


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("Deutschen Kesselbundes", "Deutscher Kesselbund"),
        ("Europäische Patentamt", "Europäisches Patentamt"),
        ("Schweizerischen Schraubenbank", "Schweizerische Schraubenbank"),
        ("Deutschen Instituts für Kistenbau", "Deutsches Institut für Kistenbau"),
        ("Windkraftwerken Uckermark", "Windkraftwerke Uckermark"),
        ("Quastboten", "Quastbote"),
        ("Schraubenverband Deutschlands", "Schraubenverband Deutschlands"),
        ("Nordische Quastra", "Nordische Quastra"),
        ("Bundes-QFB", "Bundes-QFB"),
        ("Bundes-Kistenministerium", "Bundes-Kistenministerium"),
        ("Bundes Deutscher Kistenbauer", "Bund Deutscher Kistenbauer"),
    ],
)
def test_the_adjective_of_a_name_agrees_with_its_head(surface: str, name: str) -> None:
    assert normal_name(surface, "organization") == name
