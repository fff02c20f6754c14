"""Names: planted phrases with their exact spans, what must stay unmarked, and invariants on any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.finding.lexicon import load_lexicon
from flows.finding.names import find_names
from flows.finding.records import Mention


def planted(before: str, name: str, after: str) -> Mention:
    """The only mention that has exactly the span of the planted name."""
    mentions = find_names(before + name + after)
    span = (len(before), len(before) + len(name))
    found = [mention for mention in mentions if (mention.start, mention.end) == span]
    assert found, [(before + name + after)[m.start : m.end] for m in mentions]
    return found[0]


ORGANIZATIONS = [
    ("Gestern kaufte die ", "Quastelhuber Feinblech GmbH & Co. KG", " ein Grundstück."),
    ("Das teilte die ", "Brekkum AG", " am Abend mit."),
    ("Beteiligt ist auch die ", "Carpineto S.p.A.", " in Mailand."),
    ("Nun folgt der Autobauer ", "Quastra", " dem Beispiel."),
    ("Die ", "Quastra", "-Aktie verlor vier Prozent."),
    ("Der ", "Deutsche-Bank", "-Chef zögert."),
    ("Geklagt wird vor dem ", "Landgericht Kassel", " im März."),
    ("Der Kurs an der ", "Wiener Börse", " fiel."),
    ("Ein Sprecher des ", "Bundeswirtschaftsministeriums", " schwieg."),
    ("Der Branchenverband Feinblech (", "QFB", ") lehnt das ab."),
    ("Der Umsatz der ", "Deutschen Bank", " stieg."),
    ("Den Zuschlag bekam ", "Quastel Technologies", " im Mai."),
    ("Das meldete ", "quastel.de", " am Abend."),
]


@pytest.mark.parametrize(("before", "name", "after"), ORGANIZATIONS, ids=[case[1] for case in ORGANIZATIONS])
def test_organization(before: str, name: str, after: str) -> None:
    assert planted(before, name, after).label == "organization"


PERSONS = [
    ("Das Amt übernimmt ", "Julia von Quastelhuber", " im Mai."),
    ("Dem widersprach Herr ", "Quastelhuber", " sofort."),
    ("Nach Finanzchefin ", "Quastelhuber", " geht auch er."),
    ("Aufsichtsrätin Dr. ", "Anna-Maria Zellweger", " bleibt."),
    ("Dazu sagte ", "Hans-Peter Schmidt-Vogel", " nichts."),
    ("Der Ölminister ", "Ali al-Quastadi", " trat zurück."),
]


@pytest.mark.parametrize(("before", "name", "after"), PERSONS, ids=[case[1] for case in PERSONS])
def test_person(before: str, name: str, after: str) -> None:
    assert planted(before, name, after).label == "person"


PLACES = [
    ("Das Werk in ", "Nordrhein-Westfalen", " schließt."),
    ("Der Bau in ", "Quastelkirchen", " beginnt."),
    ("Umgezogen wird in die ", "Quastelstraße", " 7."),
    ("Betroffen sind Duisburg und ", "Essen", " besonders."),
    ("", "ESSEN", " (quada-news) - Der Rat tagt."),
    ("Die Fabrik in ", "San Quastel", " brennt."),
    ("Gesperrt ist ", "Hamburg-Quasteldorf", " bis Mai."),
]


@pytest.mark.parametrize(("before", "name", "after"), PLACES, ids=[case[1] for case in PLACES])
def test_location(before: str, name: str, after: str) -> None:
    assert planted(before, name, after).label == "location"


def test_products_and_events() -> None:
    assert planted("Im Herbst kommt das Smartphone ", "Quastra 5", " heraus.").label == "product"
    assert planted("Gezeigt wird er auf der ", "Hannover Messe", " im April.").label == "event"
    assert planted("Beim ", "G7-Gipfel", " ging es um Zölle.").label == "event"


@pytest.mark.parametrize(
    "text",
    [
        "Der Umsatz stieg im dritten Quartal um vier Prozent auf einen neuen Rekord.",
        "Das Essen in der Kantine war schlecht, die Metro kam zu spät.",
        "Ein Sprecher sagte, die Verhandlungen mit dem Betriebsrat seien schwierig.",
        "Gestern haben die Anleger ihre Aktien verkauft. Danach erholte sich der Kurs.",
        "Das Unternehmen will 500 Stellen streichen, der CEO muss gehen.",
    ],
)
def test_text_without_names(text: str) -> None:
    assert find_names(text) == []


@pytest.mark.parametrize(
    ("before", "name", "after", "normal"),
    [
        ("Das gilt in den ", "Vereinigten Staaten", " auch.", "Vereinigte Staaten"),
        ("Analysten loben ", "Siemens", "' neue Strategie.", "Siemens"),
        ("Der Chef von ", "Boschs", " Werkzeugsparte geht.", "Bosch"),
        ("Das Angebot der ", "Deutschen Telekom", " lag höher.", "Deutsche Telekom"),
        ("Das Urteil des ", "Europäischen Gerichtshofs", " fiel.", "Europäischer Gerichtshof"),
        ("Der Bericht des ", "Bundeskartellamtes", " liegt vor.", "Bundeskartellamt"),
    ],
)
def test_name_is_the_nominative(before: str, name: str, after: str, normal: str) -> None:
    assert planted(before, name, after).name == normal


@pytest.mark.parametrize(
    ("before", "name", "after", "country"),
    [
        ("Der kanadische Zulieferer ", "Quastra", " kommt.", "CA"),
        ("Das Geld gibt ", "Quastra AG", " aus Schweden.", "SE"),
        ("Beteiligt ist die US-Bank ", "Quastra", ".", "US"),
        ("Beteiligt ist der norwegische Staatsfonds ", "Quastra", ".", "NO"),
        ("Der Umsatz in ", "Frankreich", " stieg.", "FR"),
        ("Der Umsatz von ", "Siemens", " stieg in Frankreich.", None),
        ("Der Gewinn von ", "Siemens", " (München) fiel.", None),
    ],
)
def test_country_only_where_the_text_says_it(before: str, name: str, after: str, country: str | None) -> None:
    assert planted(before, name, after).country == country


def test_country_of_a_list() -> None:
    mentions = find_names("Die deutschen Konzerne Siemens, Bayer und SAP wachsen, Toyota schrumpft.")
    assert [(each.name, each.country) for each in mentions] == [
        ("Siemens", "DE"),
        ("Bayer", "DE"),
        ("SAP", "DE"),
        ("Toyota", None),
    ]


def test_surname_and_short_form_come_back() -> None:
    text = "Julia Quastelhuber leitet die Brekkum Feinblech AG. Brekkum Feinblech wächst, sagt Quastelhuber."
    found = [(text[each.start : each.end], each.label) for each in find_names(text)]
    assert found == [
        ("Julia Quastelhuber", "person"),
        ("Brekkum Feinblech AG", "organization"),
        ("Brekkum Feinblech", "organization"),
        ("Quastelhuber", "person"),
    ]


LEXICONS = ("names_organizations", "names_places", "names_context", "titles", "products", "occasions")
GROUPS = [(name, group) for name in LEXICONS for group in load_lexicon(name)["groups"]]


@pytest.mark.parametrize(("lexicon", "group"), GROUPS, ids=[f"{name}: {g['group']}" for name, g in GROUPS])
def test_example_of_the_lexicon(lexicon: str, group: dict[str, str]) -> None:
    start = group["example"].rindex(group["finds"])
    spans = [(each.start, each.end) for each in find_names(group["example"])]
    assert (start, start + len(group["finds"])) in spans


def test_example_of_legal_forms() -> None:
    lexicon = load_lexicon("legal_forms")
    start = lexicon["example"].index(lexicon["finds"])
    assert (start, start + len(lexicon["finds"])) in [(m.start, m.end) for m in find_names(lexicon["example"])]


@pytest.mark.parametrize("country", load_lexicon("countries")["countries"], ids=lambda country: country["code"])
def test_every_form_of_a_country_has_its_code(country: dict[str, str | list[str]]) -> None:
    for form in (country["name"], *country.get("forms", ())):
        mention = planted("Der Handel mit ", str(form), " wuchs.")
        assert (mention.label, mention.country) == ("location", country["code"])


_PIECES = st.sampled_from(
    [
        *("Siemens", "Siemens Energy", "Julia", "Quastelhuber", "von", "der", "Deutsche", "Bank", "AG", "GmbH"),
        *("&", "Co.", "KG", "-", "Chef", "Essen", "in", "Herr", "Dr.", "(", ")", ",", ".", "\n", "San", "'s", "’"),
        *("Vereinigten", "Staaten", "US", "aus", "Schweden", "G7-Gipfel", "1&1", "A.", "„", "“", "ß", "é", "😀"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=25).map(" ".join), st.lists(_PIECES).map("".join)))
def test_mentions_are_ordered_disjoint_and_grounded(text: str) -> None:
    mentions = find_names(text)
    ends = [0, *(each.end for each in mentions)]
    for end, each in zip(ends, mentions, strict=False):
        assert end <= each.start < each.end <= len(text)
        assert each.name.strip()
        assert 0 < each.score <= 1
    assert find_names(text) == mentions


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece", ["A-", "Quastel-", "Müller ", "AG ", "(QFB) ", "von ", "Anna ", "Die deutschen ", "Q. "]
)
def test_time_is_linear(piece: str) -> None:
    """A quadratic step would need hours for these."""
    text = piece * 30_000
    assert all(each.end <= len(text) for each in find_names(text))
