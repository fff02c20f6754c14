"""Sentence starts: every word of the lexicon in its example, planted edges, and properties over any text."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from flows.finding import sentences  # noqa: F401  (registers the component)
from flows.finding.frame import register_extensions
from flows.finding.lexicon import load_lexicon
from flows.finding.sentences import find_sentence_starts
from flows.reading.article import Block


def split(text: str, blocks: tuple[Block, ...] = ()) -> list[str]:
    starts = find_sentence_starts(text, blocks)
    return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.fixture(scope="module")
def nlp() -> Language:
    register_extensions()
    pipeline = spacy.blank("de")
    pipeline.add_pipe("depesche_sentences")
    return pipeline


def lexicon_entries() -> list[Any]:
    groups: dict[str, list[dict[str, Any]]] = load_lexicon("sentences")
    return [
        pytest.param(entry, id=f"{group}-{number}")
        for group, entries in groups.items()
        for number, entry in enumerate(entries)
    ]


@pytest.mark.parametrize("entry", lexicon_entries())
def test_every_word_of_the_lexicon_does_what_its_example_says(entry: dict[str, Any]) -> None:
    wrong = [word for word in entry["words"] if len(split(entry["example"].replace("{}", word))) != entry["count"]]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "Es geht um 5 Prozent.|Der Konzern wächst.",
        "Der Wert stieg auf 3 Mrd.|Der Vorstand freut sich.",
        "So war es im Jahr 2015.|Die Lage blieb schwierig.",
        "Am 12. März kamen 3 Mrd. Euro von Dr. J. P. Krause.|Gut so!|Wirklich?|Ja.",
        "Bis zum 1. Januar 2025 bleibt z. B. Nordlicht u. a. Partner der Weber & Co. KG.|Danach nicht.",
        "Die 1. Mannschaft kam im 19. Jahrhundert.|12 Prozent blieben.",
        "„Das ist gut.“|Mit diesen Worten ging er.",
        "„Das ist gut“, sagte er.|„Sehr gut!“, rief sie.|„Wirklich?“ fragte er.",
        "„Das ist gut.|Es bleibt so.“|Dann ging er.",
        "»Wir kommen.«|»Wir bleiben.«",
        "Die Aktie von Yahoo! Japan fiel um 1.234,50 Punkte.|Dann (Freitag) stieg sie.|(Mehr folgt.)|Ende.",
        "Das Geschäft ist verkauft.|Der Rest bleibt.",
        "Der Kurs fiel … und stieg.|Dann … nichts.",
        "Nordlicht Inc. aus Boston kauft Weber S.p.A. in Turin.|iPads folgen.",
        "Der 100. Kunde kam am 3. 4. 2020.|Er blieb bis Platz 3.|Siemensstadt jubelt.",
    ],
)
def test_planted_boundaries(text: str) -> None:
    assert split(text.replace("|", " ")) == text.split("|")


def test_a_lost_gap_still_splits_but_an_address_does_not() -> None:
    assert split("Das Werk ist verkauft.Der Rest bleibt.") == ["Das Werk ist verkauft.", "Der Rest bleibt."]
    assert len(split("Mehr steht auf www.Beispiel.Der.de im Netz.")) == 1


def test_lines_that_are_headings_split_and_wrapped_lines_do_not() -> None:
    assert split("Werk schließt\nDer Konzern gibt auf.\n\nKiel, im März") == [
        "Werk schließt",
        "Der Konzern gibt auf.",
        "Kiel, im März",
    ]
    wrapped = (
        "Der Konzern gibt das Werk in\nKiel auf und verkauft die alte\nHalle an einen Investor aus\n"
        "Bremen, der dort eine moderne\nFabrik für Batterien errichten\nwill und dafür zahlt."
    )
    assert len(split(wrapped)) == 1


def test_blocks_are_edges_and_lines_inside_a_block_are_not() -> None:
    text = "Werk schließt\nDer Konzern gibt das\nWerk auf\nOhne Punkt"
    blocks = (Block("headline", 0, 13), Block("paragraph", 14, 43), Block("paragraph", 44, 54))
    assert split(text, blocks) == ["Werk schließt", "Der Konzern gibt das\nWerk auf", "Ohne Punkt"]


def test_component_marks_the_token_at_each_start(nlp: Language) -> None:
    doc = nlp("Werk schließt\n\nDer Umsatz stieg auf 3 Mrd. Euro. „Das ist gut.“ Dann kam Dr. Krause.")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Werk schließt",
        "Der Umsatz stieg auf 3 Mrd. Euro.",
        "„Das ist gut.“",
        "Dann kam Dr. Krause.",
    ]
    assert all(token.is_sent_start is not None for token in doc)


def test_component_takes_empty_and_blank_texts(nlp: Language) -> None:
    assert len(nlp("")) == 0
    assert len(list(nlp(" \n ").sents)) == 1


def test_component_is_linear_in_the_length_of_the_doc(nlp: Language) -> None:
    doc = nlp("Der Umsatz stieg auf 3 Mrd. Euro. " * 20_000)
    assert sum(bool(token.is_sent_start) for token in doc) == 20_000


@given(st.text(alphabet=st.sampled_from('aAbB1.!?… \n„“"()3Mrd€'), max_size=60))
def test_starts_are_ordered_distinct_and_on_visible_characters(text: str) -> None:
    starts = find_sentence_starts(text)
    assert starts == sorted(set(starts))
    assert all(not text[start].isspace() for start in starts)
    assert not text.strip() or starts[0] == len(text) - len(text.lstrip())
