"""Events: every lexicon example, status, coordination, and what must not be found."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from flows.finding.eventing.changes import Change, changes
from flows.finding.eventing.frames import Frame, frames
from flows.finding.events import depesche_events, find_events
from flows.finding.lexicon import load_lexicon
from flows.finding.records import Event
from tests.finding.planting import planted


def told(text: str, event_type: str) -> list[Event]:
    return [event for event in find_events(planted(text)) if event.event_type == event_type]


def filled(events: list[Event]) -> dict[str, Any]:
    """Roles with their names, amount and count, over all events."""
    roles: dict[str, Any] = defaultdict(set)
    for event in events:
        for argument in event.arguments:
            roles[argument.role].add(argument.mention.name)
        if event.amount is not None:
            roles["amount"] = event.amount.value_min
        if event.count is not None:
            roles["count"] = event.count
    return dict(roles)


def wanted(expect: dict[str, Any]) -> dict[str, Any]:
    return {role: set(value) if isinstance(value, list) else value for role, value in expect.items()}


@pytest.mark.parametrize("frame", frames(), ids=lambda frame: frame.name)
def test_frame_examples(frame: Frame) -> None:
    assert filled(told(frame.example, frame.type)) == wanted(frame.expect)


@pytest.mark.parametrize("entry", load_lexicon("events_elaborations"), ids=lambda entry: entry["example"][:40])
def test_elaboration_examples(entry: dict[str, Any]) -> None:
    assert filled(told(entry["example"], entry["types"][0])) == wanted(entry["expect"])


@pytest.mark.parametrize("change", changes(), ids=lambda change: change.name)
def test_leadership_examples(change: Change) -> None:
    found = []
    for event in told(change.example, "leadership_change"):
        roles = {argument.role: argument.mention.name for argument in event.arguments}
        found.append([roles.get("person"), roles.get("organization"), event.position, event.status])
    assert found == change.expect


@pytest.mark.parametrize("entry", load_lexicon("status")["examples"], ids=lambda entry: entry["text"])
def test_status_examples(entry: dict[str, str]) -> None:
    (event,) = find_events(planted(entry["text"]))
    assert event.status == entry["status"]


def test_each_investor_is_an_event_of_its_own() -> None:
    text = (
        "Norstrom aus Schweden, Westkraft aus Dänemark sowie Nordwerk, Talbau und Lichtwerk "
        "wollen je 400 Mill. Euro in den Standort Bremen investieren."
    )
    events = told(text, "investment")
    assert [event.arguments[0].mention.name for event in events] == [
        "Norstrom",
        "Westkraft",
        "Nordwerk",
        "Talbau",
        "Lichtwerk",
    ]
    assert {event.amount.value_min for event in events if event.amount} == {400_000_000}
    assert {event.status for event in events} == {"planned"}


def test_partners_pair_with_the_hub_but_three_form_one_alliance() -> None:
    pairs = told("Nordwerk kooperiert mit Talbau und Hallberg.", "partnership")
    assert [[argument.mention.name for argument in event.arguments] for event in pairs] == [
        ["Nordwerk", "Talbau"],
        ["Nordwerk", "Hallberg"],
    ]
    (alliance,) = told("Nordwerk, Talbau und Hallberg gründen eine Allianz.", "partnership")
    assert len(alliance.arguments) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Nordwerk kauft Talbau",
        "Talbau wird von Nordwerk übernommen.",
        "Nordwerk plant, den Konkurrenten Talbau zu übernehmen.",
        "Nordwerk, nach eigenen Angaben Marktführer, hat Talbau gekauft.",
        "Wie Nordwerk am Montag mitteilte, übernimmt der Konzern den Hersteller Talbau.",
        "Die von Nordwerk übernommene Talbau wächst.",
        "Nordwerk gab am Montag bekannt, Talbau zu kaufen.",
        "Die Übernahme Talbaus durch Nordwerk ist perfekt.",
        "Für 30 Millionen Euro hat Nordwerk die Mehrheit an Talbau erworben.",
        "Den Konkurrenten Talbau übernimmt Nordwerk.",
    ],
)
def test_one_takeover_told_in_many_ways(text: str) -> None:
    found = filled(told(text, "acquisition"))
    assert (found["buyer"], found["acquired"]) == ({"Nordwerk"}, {"Talbau"})


@pytest.mark.parametrize(
    "text",
    [
        "Nordwerk übernimmt die Verantwortung für den Schaden in Kassel.",
        "Nordwerk und Talbau wachsen.",
        "Der Umsatz von Talbau stieg um 30 Millionen Euro.",
        "Nordwerk baut sein Netzwerk in Kassel aus.",
        "Karla Winter ist Chefin von Talbau.",
        "Nordwerk schafft in Kassel 300 Stellen.",
        "Im Machtkampf zwischen Nordwerk und Talbau ist kein Ende in Sicht.",
    ],
)
def test_nothing_happens_here(text: str) -> None:
    assert find_events(planted(text)) == []


def test_no_one_buys_itself() -> None:
    for event in find_events(planted("Nordwerk wächst. Der Konzern übernimmt Nordwerk.")):
        names = [argument.mention.name for argument in event.arguments]
        assert len(names) == len(set(names))


def test_evidence_is_the_sentence_and_arguments_lie_in_the_text() -> None:
    text = "Das Wetter ist gut. Nordwerk übernimmt Talbau. Alle freuen sich."
    doc = depesche_events(planted(text))
    (event,) = doc._.events
    assert text[event.start : event.end] == "Nordwerk übernimmt Talbau."
    for argument in event.arguments:
        assert text[argument.mention.start : argument.mention.end] == argument.mention.name


def test_a_surer_telling_scores_higher() -> None:
    (plain,) = told("Nordwerk übernimmt Talbau.", "acquisition")
    (guessed,) = told("Nordwerk wächst. Der Konzern übernimmt Talbau.", "acquisition")
    assert 0 < guessed.score < plain.score <= 1


@pytest.mark.parametrize(
    ("text", "person", "organization"),
    [
        ("Karla Winter neue Chefin bei Talbau", "Karla Winter", "Talbau"),
        ("Chefwechsel bei Talbau: Karla Winter folgt auf Jonas Behrend", "Karla Winter", "Talbau"),
        ("Nach acht Jahren an der Spitze von Talbau hört Jonas Behrend auf.", "Jonas Behrend", "Talbau"),
        ("Der Vorstandschef von Talbau, Jonas Behrend, ist zurückgetreten.", "Jonas Behrend", "Talbau"),
        ("Talbau-Chefin Karla Winter hat ihren Rücktritt angekündigt.", "Karla Winter", "Talbau"),
    ],
)
def test_changes_at_the_top(text: str, person: str, organization: str) -> None:
    found = filled(told(text, "leadership_change"))
    assert person in found["person"]
    assert found["organization"] == {organization}


def test_headline_without_auxiliary_is_passive() -> None:
    assert filled(told("Talbau an Nordwerk verkauft", "acquisition")) == {"acquired": {"Talbau"}, "buyer": {"Nordwerk"}}


def test_companies_are_called_by_their_country_or_town() -> None:
    lexicon = load_lexicon("demonyms")
    assert filled(told(lexicon["example"], "acquisition"))["buyer"] == {lexicon["name"]}
    text = "Der Kasseler Hersteller Nordwerk traf Hallberg aus Bremen. Die Kasseler kaufen nun Talbau."
    assert filled(told(text, "acquisition")) == {"buyer": {"Nordwerk"}, "acquired": {"Talbau"}}
    text = "Der Kasseler Hersteller Nordwerk traf Hallberg aus Bremen. Die Bremer kaufen nun Talbau."
    assert filled(told(text, "acquisition")) == {"buyer": {"Hallberg"}, "acquired": {"Talbau"}}
