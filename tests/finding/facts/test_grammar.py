"""What the network is told of grammar: prepositions, cases and parts of clauses, and what a text speaks of."""

from __future__ import annotations

import pytest

from flows.finding.facts.grammar import AROUND, PHRASE
from flows.finding.facts.scene import read_scene
from flows.finding.model.features import Floats
from tests.finding.planting import planted


def names(row: Floats, columns: tuple[str, ...]) -> set[str]:
    return {columns[at] for at in row.nonzero()[0]}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Nordwerk kauft Talbau.", "Nordwerk", {"subject"}),
        ("Nordwerk kauft Talbau.", "Talbau", {"object"}),
        ("Die Übernahme durch Nordwerk ist vom Tisch.", "Nordwerk", {"durch"}),
        ("Neben Nordwerk bietet auch Talbau.", "Nordwerk", {"other"}),
        ("Die Aktien der Nordwerk AG steigen.", "Nordwerk AG", {"genitive"}),
        ("Der Nordwerk-Chef tritt zurück.", "Nordwerk", {"compound", "subject"}),
        ("Nordwerk hilft dem Rivalen Talbau.", "Talbau", {"dative"}),
    ],
)
def test_a_phrase_has_its_preposition_and_its_part_in_the_clause(text: str, name: str, expected: set[str]) -> None:
    sentence = read_scene(planted(text)).sentences[0]
    assert sentence.grammar is not None
    assert names(sentence.grammar.phrase(text.index(name)), PHRASE) == expected


@pytest.mark.parametrize(
    ("text", "anchor", "name", "expected"),
    [
        ("Nordwerk kauft Talbau.", "kauft", "Nordwerk", {"same", "subject"}),
        ("Nordwerk prüft, ob Hallberg Talbau kauft.", "kauft", "Nordwerk", {"above"}),
        ("Nordwerk prüft, ob Hallberg Talbau kauft.", "prüft", "Hallberg", {"below"}),
        ("Nordwerk plant, Talbau zu kaufen.", "kaufen", "Nordwerk", {"above", "subject"}),
        ("Talbau, das Nordwerk übernommen hat, wächst.", "übernommen", "Talbau", {"above", "subject", "antecedent"}),
        ("Die Übernahme von Talbau durch Nordwerk ist fix.", "Übernahme", "Nordwerk", {"same", "behind"}),
        ("Nordwerks Übernahme von Talbau ist fix.", "Übernahme", "Nordwerk", {"same", "before"}),
    ],
)
def test_a_candidate_stands_to_the_anchors_clause_and_phrase(
    text: str, anchor: str, name: str, expected: set[str]
) -> None:
    sentence = read_scene(planted(text)).sentences[0]
    assert sentence.grammar is not None
    assert names(sentence.grammar.around(text.index(anchor), text.index(name)), AROUND) == expected


def test_an_offset_without_a_phrase_says_nothing() -> None:
    text = "Nordwerk kauft Talbau."
    sentence = read_scene(planted(text)).sentences[0]
    assert sentence.grammar is not None
    at = text.index("kauft")
    assert not sentence.grammar.phrase(at).any()
    assert not sentence.grammar.around(text.index("Talbau"), at).any()


def test_a_sentence_knows_what_the_text_before_it_speaks_of() -> None:
    scene = read_scene(planted("Nordwerk wächst.\nNordwerk und Talbau kooperieren. Der Chef ging."))
    first, _, last = scene.sentences
    weights = {scene.entities[entity].name: weight for entity, weight in last.spoken_of.items()}
    assert not first.spoken_of
    assert weights.keys() == {"Nordwerk", "Talbau"}
    assert weights["Nordwerk"] > weights["Talbau"]


def test_names_elsewhere_are_ranked_by_how_recent_they_are_within_their_label() -> None:
    scene = read_scene(planted("Nordwerk wuchs. Talbau wuchs. Karla Winter ging. Er blieb."))
    recent = {scene.entities[entity].name: rank for entity, rank in scene.sentences[3].recent.items()}
    assert recent == {"Karla Winter": 0, "Talbau": 0, "Nordwerk": 1}
