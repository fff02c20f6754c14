"""The report: every error in its sentence, nothing from outside, nothing unescaped."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from flows.evaluating.excerpts import excerpt
from flows.evaluating.gold import parse_gold
from flows.evaluating.judgements import Judgement, Verdict
from flows.evaluating.page.write import page, write_page
from flows.evaluating.scoring import Problem, Score, Tally, score
from flows.finding.records import Span
from tests.evaluating.samples import helvia, nordwerk, nordwerk_as_found

EVIL = '</script><script>alert(1)</script>" onload="x'


class Tags(HTMLParser):
    """Elements of a page with their attributes, and whether they are closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    found = parse_gold(nordwerk_as_found(), "found").reading
    golds = {name: parse_gold(record, name) for name, record in (("a", nordwerk()), ("b", helvia()))}
    return [score(name, [gold], {"2024-03-12-nordwerk": found}) for name, gold in golds.items()]


def test_every_error_is_listed_once(scores: list[Score]) -> None:
    tags = Tags(page(scores))
    assert not tags.open
    items = [each for each in tags.named("li") if "data-layer" in each]
    listed = sorted((each["data-file"], each["data-layer"], each["data-type"], each["data-side"]) for each in items)
    assert listed == sorted(
        (str(number), each.judgement.layer, each.judgement.kind, str(each.judgement.verdict))
        for number, score in enumerate(scores)
        for each in score.problems
    )
    assert len(items) == sum(tally.missed + tally.wrong for score in scores for tally in score.layers.values())


def test_the_words_are_marked_in_their_sentence(scores: list[Score]) -> None:
    html = page(scores)
    assert "Umsatz der <mark>Nordwerk AG</mark> lag 2023 bei <mark>7,9 Mrd. Euro</mark>." in html
    assert "<mark>Nordwerk AG</mark> übernimmt den Pumpenhersteller" in html


def test_the_page_needs_nothing_from_outside(scores: list[Score]) -> None:
    html = page(scores)
    assert not re.search(r"https?://|@import|url\(", html)
    assert not any("src" in attributes for _, attributes in Tags(html).found)
    assert "prefers-color-scheme: dark" in html


def test_links_lead_to_filters_that_exist(scores: list[Score]) -> None:
    tags = Tags(page(scores))
    options = {each["value"] for each in tags.named("option")}
    wanted = {
        value for each in tags.named("a") for value in re.findall(r"(?:layer|type)=([\w%=]+)", each["href"] or "")
    }
    errors = {each.judgement.kind for score in scores for each in score.problems}
    assert errors <= options and "events%3D" in wanted


def test_whatever_texts_hold_is_escaped() -> None:
    result = Score(EVIL, documents=1, warnings=[EVIL])
    result.open("events")
    result.kinds["events"][EVIL] = Tally(0, 1, 0)
    told = Judgement("events", EVIL, Verdict.MISSED, EVIL, (Span(0, 8),), Span(0, 30), EVIL)
    result.problems.append(Problem(EVIL, told, EVIL + "\x1b[31m"))
    tags = Tags(page([result]))
    assert not tags.open and len(tags.named("script")) == 1
    assert not any("onload" in attributes for _, attributes in tags.found)
    assert "\x1b" not in page([result])


@pytest.mark.parametrize(
    ("marks", "evidence", "shown"),
    [
        ([(13, 21)], None, "[Nordwerk] kauft Falk."),
        ([(28, 32), (13, 21)], (13, 33), "[Nordwerk] kauft [Falk]."),
        ([], None, ""),
        ([(0, 10)], None, "[Ein Anfang]. Nordwerk kauft Falk."[: len("[Ein Anfang].")]),
    ],
)
def test_excerpts_are_whole_sentences(marks: Any, evidence: Any, shown: str) -> None:
    text = "Ein Anfang.\n\nNordwerk kauft Falk. Ende."
    pieces = excerpt(text, [Span(*each) for each in marks], Span(*evidence) if evidence else None)
    assert "".join(f"[{piece}]" if marked else piece for piece, marked in pieces) == shown


def test_a_sentence_does_not_end_at_an_abbreviation() -> None:
    text = "Davor. Am 3. Mai zahlte Dr. Falk 5 Mrd. Euro an Nordwerk. Danach."
    pieces = excerpt(text, [Span(text.index("Nordwerk"), text.index("Nordwerk") + 8)], None)
    assert "".join(piece for piece, _ in pieces) == "Am 3. Mai zahlte Dr. Falk 5 Mrd. Euro an Nordwerk."


def test_excerpts_of_a_text_without_sentences_stay_short() -> None:
    text = "wort " * 100_000
    pieces = excerpt(text, [Span(250_000, 250_004)], Span(1_000, 400_000))
    assert sum(len(piece) for piece, _ in pieces) < 2_000


def test_the_page_is_written_where_asked(tmp_path: Path, scores: list[Score]) -> None:
    write_page(tmp_path / "new" / "report.html", scores)
    assert (tmp_path / "new" / "report.html").read_text("utf-8") == page(scores)
