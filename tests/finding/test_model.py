"""The trained tagger: what it must find in plain sentences, and that it is the same however it is called."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from flows.finding.candidates import Candidate
from flows.finding.model.advice import ADVICE_WIDTH, Advice
from flows.finding.model.features import Floats
from flows.finding.model.labels import NUMBER
from flows.finding.model.network import Network
from flows.finding.model.pieces import split_pieces
from flows.finding.model.tagger import load_network, tag_names
from flows.finding.naming.rules import advise, find_by_rules
from flows.finding.naming.words import Words
from flows.finding.sentences import find_sentence_starts


def read(text: str) -> Doc:
    doc = spacy.blank("de").make_doc(text)
    starts = set(find_sentence_starts(text))
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc


def tag(doc: Doc) -> list[Candidate]:
    words = Words(doc.text)
    return tag_names(doc, advise(words, find_by_rules(words)))


def found(text: str) -> set[tuple[str, str]]:
    return {(text[c.start : c.end], c.label) for c in tag(read(text))}


def no_advice(forms: list[str]) -> Floats:
    return np.zeros((len(forms), ADVICE_WIDTH), dtype=np.float32)


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network()


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Der frühere Minister Anton Bergmann sprach am Montag in Hamburg.", "Anton Bergmann", "person"),
        ("Der frühere Minister Anton Bergmann sprach am Montag in Hamburg.", "Hamburg", "location"),
        ("Angela Merkel reiste gestern nach Frankreich.", "Frankreich", "location"),
        ("Die Aktie der Commerzbank AG verlor deutlich.", "Commerzbank AG", "organization"),
    ],
)
def test_plain_names_are_found_with_their_exact_interval(text: str, name: str, label: str) -> None:
    assert (name, label) in found(text)


def test_the_name_before_a_hyphen_is_found_and_not_the_noun_behind_it() -> None:
    spans = found("Die SPD-Politikerin Petra Sommer lehnt das ab, sagte ein Sprecher der SPD-Fraktion.")
    assert ("SPD", "organization") in spans
    assert not any("Politikerin" in surface for surface, _ in spans)


def test_offsets_point_into_a_text_with_gaps_and_several_lines() -> None:
    text = "Erste Zeile ohne Namen.\n\n\n  Später flog Klaus Winter   nach Berlin."
    assert {("Klaus Winter", "person"), ("Berlin", "location")} <= found(text)


def test_nothing_is_found_in_an_empty_text_or_in_one_without_names() -> None:
    assert tag(read("")) == []
    assert tag(read(" \n ")) == []
    assert found("es regnet, und wir gehen nicht aus dem haus.") == set()


def test_candidates_are_ordered_disjoint_and_carry_a_probability() -> None:
    text = "Peter Kohl und Maria Brandt trafen sich in Köln mit Vertretern der Deutschen Bahn und der SPD. " * 3
    candidates = tag(read(text))
    assert len(candidates) >= 9
    assert all(0 < each.score <= 1 and each.source == "model" for each in candidates)
    assert all(a.end <= b.start for a, b in pairwise(candidates))


def test_two_runs_give_the_same_candidates() -> None:
    doc = read("Laut Siemens wird das Werk in Erlangen erweitert, sagte Vorstand Jens Albrecht.")
    first: list[Candidate] = tag(doc)
    assert first
    assert tag(doc) == first


def test_scores_of_a_sentence_do_not_depend_on_its_neighbours(network: Network) -> None:
    sentence = ["Die", "Firma", "Nordwind", "aus", "Kiel", "wächst", "."]
    others = [
        ["Ja", "."],
        [],
        ["Herr", "Braun", "kam", "mit", "seiner", "Frau", "und", "den", "Kindern", "nach", "Bonn", "zurück", "."],
    ]
    beside_it = [others[0], sentence, *others[1:]]
    alone = network.scores([sentence], [no_advice(sentence)])[0]
    beside = network.scores(beside_it, [no_advice(each) for each in beside_it])[1]
    np.testing.assert_allclose(alone, beside, atol=1e-3)


def test_advice_marks_the_pieces_that_a_rule_holds_for_a_name() -> None:
    text = "Der Chef der Nordwind-Gruppe sprach in Bad Quastel."
    advice = Advice([Candidate(13, 21, "organization", 0.7, "context"), Candidate(39, 50, "location", 0.5, "context")])
    marks = advice.mark(split_pieces(text))
    assert marks[3].tolist()[:2] == [pytest.approx(0.7), 0]
    assert not marks[4].any()  # the hyphen
    assert marks[8:10, 4:6].tolist() == [[0.5, 0], [0, 0.5]]
    # A sentence in the middle of the text sees its own part only.
    assert advice.mark(split_pieces(text, 39)).tolist() == marks[8:].tolist()


def test_advice_moves_the_scores(network: Network) -> None:
    forms = ["Gestern", "kam", "Quastra", "."]
    marks = no_advice(forms)
    marks[2, 0] = 0.9
    moved = network.scores([forms], [marks])[0] - network.scores([forms], [no_advice(forms)])[0]
    organization = NUMBER["S-organization"]
    assert moved[2, organization] > moved[2, 0]


def test_a_text_without_any_sentence_end_is_read_in_portions() -> None:
    text = "Berlin und " * 3000
    doc = spacy.blank("de").make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    assert sum(c.label == "location" for c in tag(doc)) > 2000
