"""The shipped fact model: plain facts are found, and the same ones however the text is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.finding.find import find_records
from flows.finding.records import Records
from flows.reading.article import Article
from flows.reading.reader import read_file


def read(text: str, folder: Path) -> Records:
    path = folder / "2024-03-12-text.txt"
    path.write_text(text, "utf-8")
    (article,) = read_file(path, folder)
    assert isinstance(article, Article)
    return find_records(article)


TEXT = """\
Der Hamburger Maschinenbauer Nordwerk AG übernimmt den italienischen Pumpenhersteller Carpineto Meccanica. \
Der Kaufpreis liegt bei 250 Millionen Euro, wie Nordwerk am Dienstag in Hamburg mitteilte.

Zugleich streicht der Konzern 600 Stellen in Bremen. „Das tut weh“, sagte Vorstandschefin Katrin Brandt. \
Im vergangenen Jahr hatte Nordwerk 7,9 Milliarden Euro umgesetzt.
"""


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Records:
    return read(TEXT, tmp_path_factory.mktemp("raw"))


def test_events_have_their_parties(records: Records) -> None:
    told = {
        each.event_type: {(argument.role, argument.mention.name) for argument in each.arguments}
        for each in records.events
    }
    assert {("buyer", "Nordwerk AG"), ("acquired", "Carpineto Meccanica")} <= told["acquisition"]
    assert ("location", "Bremen") in told["layoffs"]


def test_figures_and_speakers_are_found(records: Records) -> None:
    assert [(each.metric, each.period) for each in records.figures if each.metric == "revenue"] == [("revenue", "2023")]
    (quote,) = [each for each in records.quotes if each.kind == "direct"]
    assert quote.speaker_mention is not None and quote.speaker_mention.name == "Katrin Brandt"


def test_the_same_text_gives_the_same_records(records: Records, tmp_path: Path) -> None:
    assert read(TEXT, tmp_path) == records


def test_everything_points_into_the_text(records: Records) -> None:
    for record in (*records.events, *records.figures, *records.relations, *records.quotes):
        assert 0 <= record.start < record.end <= len(TEXT)
