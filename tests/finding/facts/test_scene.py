"""What may fill a role: names, descriptions, sums, numbers and dates, each with its pieces."""

from __future__ import annotations

import pytest

from flows.finding.facts.scene import Candidate, Scene, read_scene
from tests.finding.planting import planted


def words(scene: Scene, candidate: Candidate) -> str:
    pieces = scene.sentences[candidate.sentence].pieces
    return " ".join(form for form, _, _ in pieces[candidate.first : candidate.last])


@pytest.fixture(scope="module")
def scene() -> Scene:
    return read_scene(
        planted(
            "Die Nordwerk AG kauft Talbau für 30 Millionen Euro. Der Konzern hat 1200 Mitarbeiter in Kassel.\n"
            "Jonas Behrend freut sich."
        )
    )


def test_every_kind_of_candidate_has_its_pieces(scene: Scene) -> None:
    found = [(each.kind, words(scene, each)) for sentence in scene.sentences for each in sentence.candidates]
    assert found == [
        ("name", "Nordwerk AG"),
        ("name", "Talbau"),
        ("amount", "00 Millionen Euro"),
        ("description", "Konzern"),
        ("number", "0000"),
        ("name", "Kassel"),
        ("name", "Jonas Behrend"),
    ]


def test_a_description_stands_for_the_name_before_it(scene: Scene) -> None:
    described = next(each for each in scene.sentences[1].candidates if each.kind == "description")
    assert scene.entities[described.entity].name in ("Nordwerk AG", "Talbau")


def test_names_of_other_sentences_are_at_hand_nearest_first(scene: Scene) -> None:
    elsewhere = [words(scene, each) for each in scene.sentences[2].elsewhere if each.kind == "name"]
    assert elsewhere == ["Kassel", "Talbau", "Nordwerk AG"]


def test_sums_of_the_sentence_before_are_at_hand(scene: Scene) -> None:
    assert "00 Millionen Euro" in [words(scene, each) for each in scene.sentences[1].elsewhere]


def test_a_sentence_of_many_pieces_is_read_in_portions() -> None:
    scene = read_scene(planted("Nordwerk " + "und wieder " * 200 + "Talbau."))
    assert len(scene.sentences) == 3
    assert all(sentence.tokens is None for sentence in scene.sentences)
    assert [words(scene, each) for each in scene.sentences[2].candidates] == ["Talbau"]
