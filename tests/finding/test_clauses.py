"""The chunk and clause grammar: phrases, coordination, clauses, verb forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.finding.clauses import Sentence, parse_sentence, sentence_spans
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.verbs import conjugate, form_index
from flows.finding.clausing.words import verb_forms
from flows.finding.eventing.roles import sides
from tests.finding.planting import planted

VERBS = sorted({reading.verb for readings in verb_forms().values() for reading in readings})


def parsed(text: str) -> Sentence:
    doc = planted(text)
    start, end = next(iter(sentence_spans(doc)))
    return parse_sentence(doc, start, end)


def written(sentence: Sentence, chunk: Chunk) -> str:
    words = sentence.words
    return words.text[words.starts[chunk.first] : words.ends[chunk.last]]


@given(st.sampled_from(VERBS))
def test_every_form_leads_back_to_its_verb(verb: str) -> None:
    index = form_index([verb])
    for forms in conjugate(verb).values():
        assert all(any(reading.verb == verb for reading in index[form]) for form in forms)


@pytest.mark.parametrize(
    ("verb", "participle"),
    [
        ("übernehmen", "übernommen"),
        ("ab|spalten", "abgespalten"),
        ("verkaufen", "verkauft"),
        ("investieren", "investiert"),
        ("ein|werben", "eingeworben"),
        ("verlieren", "verloren"),
        ("arbeiten", "gearbeitet"),
        ("bekannt|geben", "bekanntgegeben"),
    ],
)
def test_participles(verb: str, participle: str) -> None:
    assert conjugate(verb)["participle"] == {participle}


def test_phrases_keep_preposition_determiner_and_noun() -> None:
    sentence = parsed("Mit dem schwedischen Zulieferer Talbau spricht der Konzern.")
    first, second = sentence.chunks
    assert (first.prep, first.det, first.noun) == ("mit", "dem", "zulieferer")
    assert first.mention is not None
    assert first.mention.name == "Talbau"
    assert (second.kind, second.noun, second.bare) == ("noun", "konzern", True)


def test_bare_nouns_behind_and_share_the_preposition() -> None:
    sentence = parsed(
        "Der Hersteller von Implantaten und Schrauben übernimmt vor anderthalb Jahren den Zulieferer Talbau."
    )
    assert [chunk.prep for chunk in sentence.chunks] == ["", "von", "von", "vor", ""]


def test_compound_names_are_modifiers_of_the_name_they_stand_before() -> None:
    (chunk,) = parsed("Nordwerk-Chefin Karla Winter").chunks
    assert chunk.mention is not None
    assert chunk.mention.name == "Karla Winter"
    assert [(mention.name, tail) for mention, tail in chunk.modifiers] == [("Nordwerk", "chefin")]


def test_genitive_hangs_on_the_noun_before_it() -> None:
    sentence = parsed("Die Tochter der Nordwerk AG wächst.")
    daughter, owner = sentence.chunks
    assert owner.genitive
    assert owner.after is daughter


def test_behind_a_state_stands_a_dative() -> None:
    sentence = parsed("Zudem gewährt das Land Schweden der Nordwerk AG einen Kredit.")
    assert [chunk.genitive for chunk in sentence.chunks] == [False, False, False]
    site = parsed("Der Standort Kassel der Nordwerk AG wächst.")
    assert [chunk.genitive for chunk in site.chunks] == [False, True]


def test_enumeration_with_countries_is_one_group() -> None:
    sentence = parsed("Norstrom aus Schweden, Westkraft aus Dänemark sowie Talbau und Lichtwerk wachsen.")
    group = next(chunk.group for chunk in sentence.chunks if chunk.group)
    assert [member.mention.name for member in group if member.mention] == [
        "Norstrom",
        "Westkraft",
        "Talbau",
        "Lichtwerk",
    ]


def test_names_on_both_sides_of_a_new_clause_are_no_group() -> None:
    sentence = parsed("Nordwerk übernimmt Talbau und Hallberg verkauft die Sparte.")
    assert not any(chunk.group for chunk in sentence.chunks)
    assert len(sentence.clauses) == 2


def test_clause_kinds() -> None:
    sentence = parsed("Nordwerk plant, Talbau zu übernehmen, obwohl Hallberg, das 3 Werke besitzt, mehr bietet.")
    assert [clause.kind for clause in sentence.clauses][:4] == ["main", "infinitive", "sub", "relative"]


def test_infinitive_clause_has_the_subject_of_its_parent() -> None:
    sentence = parsed("Nordwerk plant, den Konkurrenten Talbau zu übernehmen.")
    found = sides(sentence.words, sentence.clauses[1])
    assert found.subject is not None
    assert written(sentence, found.subject) == "Nordwerk"
    assert [written(sentence, chunk) for chunk in found.objects] == ["den Konkurrenten Talbau"]


def test_coordinated_clause_shares_subject_and_auxiliary() -> None:
    sentence = parsed("Nordwerk hat Talbau übernommen und das Werk geschlossen.")
    assert len(sentence.clauses) == 2
    second = sentence.clauses[1]
    assert second.auxiliaries == ["hat"]
    subject = sides(sentence.words, second).subject
    assert subject is not None
    assert written(sentence, subject) == "Nordwerk"


def test_accusative_article_makes_the_first_phrase_the_object() -> None:
    sentence = parsed("Den Konkurrenten Talbau übernimmt Nordwerk.")
    found = sides(sentence.words, sentence.clauses[0])
    assert found.subject is not None
    assert written(sentence, found.subject) == "Nordwerk"


def test_a_long_text_stays_linear() -> None:
    doc = planted("Nordwerk übernimmt Talbau, das in Kassel sitzt, und Hallberg zahlt. " * 400)
    for start, end in sentence_spans(doc):
        assert parse_sentence(doc, start, end).clauses
