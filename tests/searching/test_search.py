"""Search: inflected words, marks that stand on the text, the same order every time, an index that fits its dataset."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from flows.errors import QueryError, WarehouseError
from flows.searching.search import find
from flows.searching.show import as_json, hits_shown
from flows.storing.warehouse import Warehouse
from tests.conftest import ask, load

TEXTS = {
    "2024-01-01-a.txt": "Größere Übernahmen in Köln\n\n"
    "Die Übernahmen größerer Häuser „dauern länger“, sagte Jörg Größl am Montag in Köln. Mehr war nicht zu hören.\n",
    "2024-01-02-b.txt": "Nordwerk baut\n\nDie Nordwerk AG baut ein Haus. „Wir übernehmen uns nicht“, sagte "
    "Katrin Brandt.\n",
    "2024-01-03-c.txt": "Messe\n\nDie Messe in Leipzig zieht mehr Gäste an als im Jahr davor, teilte die Stadt mit.\n",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Three articles, and one of them again under another name."""
    root = tmp_path_factory.mktemp("searching")
    (root / "raw").mkdir()
    for name, text in {**TEXTS, "2024-01-04-copy.txt": TEXTS["2024-01-02-b.txt"]}.items():
        (root / "raw" / name).write_text(text, "utf-8")
    load(root / "raw", root / "warehouse")
    return Warehouse(root / "warehouse")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Übernahme", ["2024-01-01-a.txt"]),
        ("uebernahmen haus", ["2024-01-01-a.txt"]),
        ("Haus", ["2024-01-01-a.txt", "2024-01-02-b.txt"]),
        ("Gast -Leipzig", []),
        ("Messe OR Nordwerk", ["2024-01-02-b.txt", "2024-01-03-c.txt"]),
        ('"mehr Gäste"', ["2024-01-03-c.txt"]),
        ('"Gäste mehr"', []),
    ],
)
def test_words_are_found_in_any_form(house: Warehouse, words: str, names: list[str]) -> None:
    assert sorted(hit.source_name for hit in find(house, words, "articles")) == names


def test_quotes_are_found_by_words_and_speaker(house: Warehouse) -> None:
    hits = find(house, "Brandt übernehmen", "quotes")
    assert [(hit.speaker, hit.fragment) for hit in hits] == [("Katrin Brandt", "Wir übernehmen uns nicht")]


def test_every_fragment_and_mark_stands_on_the_text(house: Warehouse) -> None:
    texts = dict(ask(house.folder, "SELECT article_id, text FROM articles"))
    hits = find(house, "Haus OR Übernahme OR dauern OR Köln OR Messe")
    assert {hit.kind for hit in hits} == {"article", "quote"}
    marked = set()
    for hit in hits:
        assert texts[hit.article_id][hit.start_char :].startswith(hit.fragment)
        marked |= {hit.fragment[first:last] for first, last in hit.marks}
    assert marked >= {"Häuser", "Haus", "Übernahmen", "dauern", "Köln"}


def test_reprints_are_left_out_and_limits_kept(house: Warehouse) -> None:
    assert len(find(house, "Nordwerk", "articles")) == 1
    assert len(find(house, "Haus", limit=1)) == 1


def test_index_built_anew_gives_the_same_hits(house: Warehouse) -> None:
    before = find(house, "Haus OR Messe OR Köln OR Montag")
    shutil.rmtree(house.folder / "search")
    assert find(house, "Haus OR Messe OR Köln OR Montag") == before


def test_damaged_or_forbidden_index_costs_nothing_but_time(house: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    before = find(house, "Haus")
    (index,) = (house.folder / "search").glob("index-*")
    (index / "meta.json").write_text("{")
    assert find(house, "Haus") == before
    shutil.rmtree(house.folder / "search")
    (house.folder / "search").write_text("no folder can be made here")
    assert find(house, "Haus") == before
    (house.folder / "search").unlink()


def test_index_follows_the_dataset(raw: Path, folder: Path) -> None:
    load(raw, folder)
    assert len(find(Warehouse(folder), "Pumpenhersteller", "articles")) == 1
    (first,) = (folder / "search").iterdir()
    (raw / "2024-03-14-neu.txt").write_text("Pumpenhersteller gesucht\n\nEin Pumpenhersteller wird gesucht.\n", "utf-8")
    load(raw, folder)
    assert len(find(Warehouse(folder), "Pumpenhersteller", "articles")) == 2
    (second,) = (folder / "search").iterdir()
    assert first != second, "the old index is dropped"


@pytest.mark.parametrize("words", ["", "  ", 'foo:"bar', "nichts:da", '"offen', "("])
def test_what_is_no_search_is_refused(house: Warehouse, words: str) -> None:
    with pytest.raises(QueryError):
        find(house, words)


def test_without_a_dataset_there_is_nothing_to_search(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="depesche run"):
        find(Warehouse(tmp_path), "Haus")


def test_hits_for_programs_and_people(house: Warehouse) -> None:
    hits = find(house, "Messe", "articles")
    assert [hit["published_on"] for hit in json.loads(as_json(hits))] == ["2024-01-03"]
    assert hits_shown(hits, marked=True).renderables
    assert "no hits" in str(hits_shown([], marked=True).renderables[0])
