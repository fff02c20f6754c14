"""Stories in the dataset: the same in any order of arrival, right at every earlier state, each fact counted once."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

from flows.retraction import retract
from flows.storing.warehouse import Warehouse
from tests.conftest import ask, load, snapshot
from tests.resolving.tellings import AGENCY, HALF, PAPERS, REPORTS
from tests.storing.revisions import assert_history_is_true

STORIES = "SELECT source_name, duplicate_of, story_id FROM articles ORDER BY source_name"
LINKS = "FROM story_links ORDER BY article_id"

DEAL = """\
Nordwerk kauft Pumpenhersteller Falk

Hamburg (nwd) - Der Hamburger Maschinenbauer Nordwerk AG übernimmt den Pumpenhersteller Falk GmbH für 250 Mio. Euro. \
„Wir wachsen damit in Südeuropa“, sagte Vorstandschefin Katrin Brandt am Dienstag. Der Umsatz der Nordwerk AG lag 2023 \
bei 7,9 Mrd. Euro. Das Geschäft soll bis Ende Juni abgeschlossen sein, die Behörden müssen noch zustimmen. An der \
Börse kam die Nachricht gut an, in der Belegschaft ist die Stimmung nach den Worten des Betriebsrats eher gemischt.
"""
# A paper's telling: headline and spelling changed, and a fact of its own.
REPRINT = (
    DEAL.replace("Nordwerk kauft Pumpenhersteller Falk", "Hamburger auf Einkaufstour").replace(" (nwd)", "")
    + "Die Tarnberg Energie AG investiert 30 Mio. Euro in Leipzig.\n"
)
# The same price in words of its own.
INDEPENDENT = """\
Es ist der größte Zukauf des Jahres: Die Nordwerk AG übernimmt die Falk GmbH für 250 Mio. Euro. Wie es heißt, hatten \
sich die Anwälte beider Seiten zuvor wochenlang in einem Hotel am Stadtrand gegenübergesessen und um jeden Satz des \
Vertrags gerungen.
"""


def write(raw: Path, texts: dict[str, str]) -> Path:
    raw.mkdir(exist_ok=True)
    for name, text in texts.items():
        (raw / name).write_text(text, "utf-8")
    return raw


def test_stories_do_not_depend_on_the_order_of_files_and_runs(tmp_path: Path) -> None:
    papers = dict(zip("bcdef", PAPERS.values(), strict=True))
    texts = {"2024-03-05-agency.txt": AGENCY, "a.txt": HALF, "copy.txt": AGENCY, "report.txt": REPORTS[0]}
    texts |= {f"2024-03-06-{name}.txt": text for name, text in papers.items()}
    load(write(tmp_path / "raw", texts), tmp_path / "at once")
    names = sorted(texts)
    for number, runs in enumerate(([names[::-1]], [[name] for name in names[::-1]], [names[5:], names[:5]])):
        raw, folder = tmp_path / f"raw {number}", tmp_path / f"warehouse {number}"
        for run in runs:
            load(write(raw, {name: texts[name] for name in run}), folder)
        assert ask(folder, STORIES) == ask(tmp_path / "at once", STORIES)
        assert ask(folder, LINKS) == ask(tmp_path / "at once", LINKS)
    counted = "SELECT count(*) FROM articles GROUP BY story_id ORDER BY ALL"
    assert ask(tmp_path / "at once", counted) == [(1,), (len(texts) - 1,)]
    named = "SELECT DISTINCT s.source_name FROM articles AS a JOIN articles AS s ON s.article_id = a.story_id"
    assert ask(tmp_path / "at once", f"{named} ORDER BY ALL") == [("2024-03-05-agency.txt",), ("report.txt",)]


def test_every_earlier_state_has_its_own_stories(tmp_path: Path) -> None:
    raw, folder = tmp_path / "raw", tmp_path / "warehouse"
    taken = []
    edits = [
        {"2024-03-06-paper.txt": PAPERS["paragraph cut"], "2024-03-07-half.txt": HALF, "report.txt": REPORTS[0]},
        {"2024-03-05-agency.txt": AGENCY},  # an earlier telling comes in later, and is the fullest
        {"2024-03-07-half.txt": REPORTS[1]},  # says something else now
        {"2024-03-07-half.txt": HALF},
    ]
    for edit in edits:
        load(write(raw, edit), folder)
        taken.append(snapshot(folder))
    retract(raw, Warehouse(folder), "2024-03-05-agency.txt")
    taken.append(snapshot(folder))
    assert [len(each["story_links"]) for each in taken] == [1, 2, 1, 2, 1]
    assert taken[0]["story_links"] == taken[4]["story_links"]
    assert_history_is_true(folder, taken)


def test_fact_of_several_tellings_is_told_once_and_none_is_lost(tmp_path: Path) -> None:
    raw, folder = tmp_path / "raw", tmp_path / "warehouse"
    load(write(raw, {"2024-03-12-agency.txt": DEAL}), folder)
    queries = {
        "takeovers": "SELECT buyer, acquired, value_max FROM takeovers",
        "quotes": "SELECT speaker, text FROM who_said_what",
        "figures": "SELECT metric, value_max, source_name FROM told_figures",
        "money": "SELECT organisation, what, value_max FROM money_by_organisation ORDER BY ALL",
        "company": "SELECT kind, what, others, value_max FROM company('Nordwerk AG') ORDER BY ALL",
    }
    before = {name: ask(folder, query) for name, query in queries.items()}
    assert all(before.values())
    load(write(raw, {"2024-03-13-paper.txt": REPRINT}), folder)
    assert ask(folder, "SELECT count(DISTINCT story_id) FROM articles") == [(1,)]
    for name, query in queries.items():
        after = ask(folder, query)
        assert [row for row in after if 30_000_000 not in row] == before[name], name
    own = "SELECT investor, value_max, source_name FROM investments"
    assert ask(folder, own) == [("Tarnberg Energie AG", 30_000_000, "2024-03-13-paper.txt")]
    assert ask(folder, "SELECT DISTINCT sources FROM takeovers") == [(1,)], "a reprint is no second source"
    load(write(raw, {"2024-03-14-other.txt": INDEPENDENT}), folder)
    told = ask(folder, "SELECT buyer, acquired, value_max, sources, source_name FROM takeovers ORDER BY source_name")
    deal = ("Nordwerk AG", "Falk GmbH", 250_000_000, 2)
    assert told == [(*deal, "2024-03-12-agency.txt"), (*deal, "2024-03-14-other.txt")]


def test_half_told_event_stands_only_where_no_telling_has_more(tmp_path: Path) -> None:
    shortened = REPRINT.replace(" für 250 Mio. Euro", "").split("Die Tarnberg")[0]
    raw, folder = tmp_path / "raw", tmp_path / "warehouse"
    load(write(raw, {"2024-03-11-paper.txt": shortened, "2024-03-12-agency.txt": DEAL}), folder)
    told = "SELECT buyer, acquired, value_max, source_name FROM takeovers"
    assert ask(folder, "SELECT count(*) FROM events WHERE event_type = 'acquisition'") == [(2,)]
    assert ask(folder, told) == [("Nordwerk AG", "Falk GmbH", 250_000_000, "2024-03-12-agency.txt")]
    retract(raw, Warehouse(folder), "2024-03-12-agency.txt")
    assert ask(folder, told) == [("Nordwerk AG", "Falk GmbH", None, "2024-03-11-paper.txt")]


def test_no_event_of_a_story_is_lost_with_all_its_likes(tmp_path: Path) -> None:
    """Whatever order the tellings have, one of them stands for each event."""
    texts = (DEAL, REPRINT, DEAL.replace(" für 250 Mio. Euro", ""))
    for number, order in enumerate(list(permutations(texts))[::2]):
        folder = tmp_path / f"warehouse {number}"
        load(write(tmp_path / f"raw {number}", dict(zip(("a.txt", "b.txt", "c.txt"), order, strict=True))), folder)
        assert ask(folder, "SELECT buyer, acquired, value_max FROM takeovers") == [
            ("Nordwerk AG", "Falk GmbH", 250_000_000)
        ]
