"""Annotated articles: what the checker says of them, and where their names are marked for training."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flows.finding.model.labels import TAGS
from flows.finding.model.train.annotated import is_held_out, read_annotated, read_bounds
from flows.finding.model.train.articles import article_sentences, name_spans, open_parts, read_articles
from flows.finding.model.train.corpora import ANY, Sentence, only

ARTICLE = """### 001
published: 2024-03-12
Nordwerk kauft Talbau

BIELEFELD (dpa) - Für 250 Millionen Euro übernimmt die Nordwerk AG Talbau, sagte Nordwerk-Chefin Katrin Brandt.
Brandt will Talbaus Kestrel 3 auf der Norddeutschen Messe zeigen. Der Umsatz lag 2023 bei mehr als 2 Mrd. Euro.
===
e1 org DE Nordwerk AG | Nordwerk
e2 org Talbau
e3 per Katrin Brandt
e4 loc Bielefeld | BIELEFELD
e5 org dpa
e6 prod Kestrel 3
e7 evt Norddeutsche Messe | Norddeutschen Messe
@ acquisition announced buyer=e1 acquired=e2 amount=EUR:250e6 trigger="übernimmt" :: übernimmt die Nordwerk AG Talbau
q indirect e3 sagte :: Für 250 Millionen Euro übernimmt die Nordwerk AG Talbau
r e3 executive_of e1
f e1 revenue EUR 2e9.. 2023 reported :: Der Umsatz lag 2023 bei mehr als 2 Mrd. Euro.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(ARTICLE, "utf-8")
    return tmp_path


def problems_with(folder: Path, before: str, after: str) -> list[str]:
    assert before in ARTICLE
    (folder / "one.txt").write_text(ARTICLE.replace(before, after), "utf-8")
    return read_annotated(folder / "one.txt")[1]


def test_an_article_comes_back_as_gold(folder: Path) -> None:
    (gold,), problems = read_annotated(folder / "one.txt")
    assert problems == []
    assert gold["doc"] == "2024-03-12-one-001" and gold["published"] == "2024-03-12"
    assert gold["text"].startswith("Nordwerk kauft Talbau\n\nBIELEFELD") and gold["text"].endswith("Euro.\n")
    assert gold["entities"]["e1"] == {
        "label": "organization", "name": "Nordwerk AG", "aliases": ["Nordwerk"], "country": "DE",
    }  # fmt: skip
    (event,) = gold["events"]
    assert event["arguments"] == [["buyer", "e1"], ["acquired", "e2"]] and event["trigger"] == "übernimmt"
    assert event["amount"] == {"currency": "EUR", "min": 250e6, "max": 250e6}
    (quote,) = gold["quotes"]
    assert gold["text"][slice(*quote["span"])] == quote["text"] and quote["speaker"] == "e3"
    assert gold["relations"] == [["e3", "executive_of", "e1"]]
    (figure,) = gold["figures"]
    assert (figure["min"], figure["max"], figure["period"]) == (2e9, None, "2023")


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("e2 org Talbau", "e2 org Talbauer", "no form of the name"),
        ("e2 org Talbau", "e2 org Talbau | Talbauer", "'Talbauer' is not in the text"),
        ("e2 org Talbau", "e1 org Talbau", "e1 twice"),
        ("e2 org Talbau", "e2 company Talbau", "not understood"),
        ("@ acquisition", "@ purchase", "unknown type 'purchase'"),
        ("announced buyer", "done buyer", "unknown status 'done'"),
        ("buyer=e1", "partner=e1", "no role 'partner'"),
        ("buyer=e1", "buyer=e9", "unknown name 'e9'"),
        ("buyer=e1 acquired=e2 ", "", "no arguments"),
        ("EUR:250e6", "EUR:viel", "could not convert"),
        ('trigger="übernimmt"', 'trigger="kauft"', "not in the evidence"),
        (":: übernimmt die", ":: übernahm die", "the evidence is not in the text"),
        ("q indirect", "q spoken", "unknown kind of quote"),
        ("sagte ::", "sagte", "not in the text as written"),
        ("executive_of", "boss_of", "unknown predicate"),
        ("r e3 executive_of e1", "r e3 executive_of", "not enough values"),
        ("f e1 revenue", "f e1 height", "unknown metric"),
        ("2023 reported", "gestern reported", "period"),
        ("===", "", "no line ==="),
    ],
)
def test_what_does_not_fit_is_named(folder: Path, before: str, after: str, problem: str) -> None:
    problems = problems_with(folder, before, after)
    assert any(problem in each for each in problems), problems
    assert all(each.startswith("one.txt: 001: ") for each in problems)


@pytest.mark.parametrize(
    ("written", "bounds"),
    [("5e9", (5e9, 5e9)), ("2e9..3e9", (2e9, 3e9)), ("2e9..", (2e9, None)), ("..3e9", (None, 3e9)), ("-1", (-1, -1))],
)
def test_bounds(written: str, bounds: tuple[float | None, float | None]) -> None:
    assert read_bounds(written) == bounds


def test_the_command_checks_and_writes_gold(folder: Path) -> None:
    out = folder / "gold.jsonl"
    command = [sys.executable, "-m", "flows.finding.model.train.annotated", "--gold", str(out), str(folder / "one.txt")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert printed == "1 articles, 39 words, 7 entities, 1 quotes, 1 events, 1 relations, 1 figures, 0 problems\n"
    assert json.loads(out.read_text("utf-8"))["doc"] == "2024-03-12-one-001"


def test_every_eighth_article_is_held_out(folder: Path) -> None:
    assert [number for number in range(20) if is_held_out(number)] == [7, 15]
    assert not list(read_articles(folder, held_out=True))


def marked(sentence: Sentence) -> dict[str, str]:
    """The pieces with one tag each."""
    tags = {}
    for (_, start, end), allowed in zip(sentence.pieces, sentence.allowed, strict=True):
        if allowed & (allowed - 1) == 0:
            tags[sentence.text[start:end]] = TAGS[allowed.bit_length() - 1]
    return tags


def test_names_are_marked_in_all_their_forms(folder: Path) -> None:
    headline, dateline, first, second, third = article_sentences(folder)
    assert marked(headline) == {"Nordwerk": "S-organization", "Talbau": "S-organization"}
    assert marked(dateline) == {"BIELEFELD": "S-location", "dpa": "S-organization"}
    assert marked(first)["Katrin"] == "B-person"  # and not in one name with "Nordwerk-Chefin"
    assert marked(second) == {
        "Brandt": "S-person",  # a surname that nobody listed
        "Talbaus": "S-organization",
        "Kestrel": "B-product", "3": "E-product",
        "Norddeutschen": "B-event", "Messe": "E-event",
    }  # fmt: skip
    assert marked(third) == {}
    assert set(third.allowed) == {1 | only("other")}  # indices and laws are not annotated


def entity(label: str, name: str, *aliases: str) -> dict[str, object]:
    return {"label": label, "name": name, "aliases": list(aliases)}


@pytest.mark.parametrize(
    ("text", "entities", "found"),
    [
        ("Ex-Talbau-Chef geht.", [entity("organization", "Talbau")], ["Talbau"]),
        ("Die Talbauer feiern.", [entity("organization", "Talbau")], []),
        ("Der Deutschen Werft fehlt Geld.", [entity("organization", "Deutsche Werft")], ["Deutschen Werft"]),
        ("Falk Bank, Falk", [entity("person", "Uwe Falk"), entity("organization", "Falk Bank")], ["Falk Bank", "Falk"]),
        ("Die Nord\nBank wächst.", [entity("organization", "Nord Bank")], ["Nord\nBank"]),
        ("Axens in Halles Norden", [entity("location", "Halle"), entity("organization", "Axens")], ["Axens", "Halles"]),
    ],
)  # fmt: skip
def test_forms_are_found_as_whole_words(text: str, entities: list[dict[str, object]], found: list[str]) -> None:
    assert [text[start:end] for start, end, _ in name_spans(text, entities)] == found


def test_a_form_of_two_things_may_be_either() -> None:
    spans = name_spans("Bremer schweigt.", [entity("organization", "Bremer"), entity("person", "Ida Bremer")])
    assert spans == [(0, 6, frozenset({"organization", "person"}))]


def test_a_word_of_a_longer_name_that_stands_alone_is_left_open(folder: Path) -> None:
    entities = [entity("organization", "Sparkasse Hagen")]
    text = "Die Sparkasse Hagen wächst. Die Sparkasse hat Sorgen."
    assert open_parts(text, name_spans(text, entities), entities) == [(32, 41)]
    problems = problems_with(folder, "\nBrandt will", "\nDie Messe ruft, Brandt will")
    assert problems == []
    second = list(article_sentences(folder))[3]
    (at,) = [i for i, allowed in enumerate(second.allowed) if allowed == ANY]
    assert second.pieces[at][0] == "Messe"
