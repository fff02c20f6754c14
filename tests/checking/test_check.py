"""`depesche check`: a sound warehouse passes, and every kind of damage is told by name."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from flows.checking.check import check_warehouse
from flows.checking.counting import Look, counting_spans
from flows.errors import WarehouseError
from flows.storing.warehouse import Warehouse
from schemas import SCHEMA_VERSION
from tests.conftest import HELVIA_ARTICLE, NORDWERK_ARTICLE, load
from tests.storing.revisions import load_following

Damage = Callable[[Path], None]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with a past: articles that changed, went and came back, a repeated one, and rejects."""
    root = tmp_path_factory.mktemp("checking")
    raw, folder = root / "raw", root / "warehouse"
    raw.mkdir()
    (raw / "2024-03-12-nordwerk.txt").write_text(NORDWERK_ARTICLE, "utf-8")
    (raw / "2024-03-13-helvia.txt").write_text(HELVIA_ARTICLE, "utf-8")
    (raw / "😀-nachdruck.txt").write_text(NORDWERK_ARTICLE, "utf-8")
    (raw / "empty.txt").write_text("")
    load(raw, folder)
    (raw / "2024-03-13-helvia.txt").write_text("😀 " + HELVIA_ARTICLE.replace("600", "700"), "utf-8")
    (raw / "2024-03-12-nordwerk.txt").unlink()
    load_following(raw, folder)
    (raw / "2024-03-12-nordwerk.txt").write_text(NORDWERK_ARTICLE.replace("250", "260"), "utf-8")
    (raw / "empty.txt").write_text("Die Tarnberg Energie AG baut in Leipzig ein Werk.\n", "utf-8")
    (raw / "other.txt").write_text(" ")
    load_following(raw, folder)
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "warehouse"))


def problems(folder: Path) -> dict[str, str]:
    """What is wrong, by what was looked at."""
    return {each.what: "\n".join(each.problems) for each in check_warehouse(Warehouse(folder)) if each.problems}


def sql(*statements: str) -> Damage:
    """Change the public file. Its constraints go first where they would refuse the change."""

    def damage(folder: Path) -> None:
        with duckdb.connect(str(folder / "depesche.duckdb")) as connection:
            for statement in statements:
                connection.execute(statement)

    return damage


def without_constraints(table: str) -> str:
    return (
        f"CREATE TABLE main.{table}_copy AS FROM main.{table}; DROP TABLE main.{table}; "
        f"ALTER TABLE main.{table}_copy RENAME TO {table}"
    )


def batch(folder: Path, table: str, run: int = 1) -> Path:
    """A Parquet file of a run."""
    for manifest in folder.glob("batches/run_id=*/manifest.json"):
        if json.loads(manifest.read_text())["sequence"] == run:
            return next(manifest.parent.glob(f"{table}/*.parquet"))
    raise AssertionError(f"there is no run {run}")


def lose_batch(folder: Path) -> None:
    batch(folder, "mentions").unlink()


def damage_batch(folder: Path) -> None:
    path = batch(folder, "articles")
    content = bytearray(path.read_bytes())
    content[40:400] = bytes(360)
    path.write_bytes(content)


def cut_batch(folder: Path) -> None:
    path = batch(folder, "quotes")
    path.write_bytes(path.read_bytes()[:100])


def lose_run(folder: Path) -> None:
    shutil.rmtree(batch(folder, "mentions", 2).parents[1])


def lose_manifest(folder: Path) -> None:
    (batch(folder, "mentions", 3).parents[1] / "manifest.json").unlink()


def damage_database(folder: Path) -> None:
    (folder / "depesche.duckdb").write_bytes(b"\0" * 5000)


def lose_database(folder: Path) -> None:
    (folder / "depesche.duckdb").unlink()


NORDWERK = "(SELECT article_id FROM articles WHERE source_name = '2024-03-12-nordwerk.txt')"

# Damages of the log and the file, each on a warehouse of its own.
DAMAGES: dict[str, tuple[Damage, dict[str, str]]] = {
    "a batch is damaged": (damage_batch, {"batches of articles": "can't be read"}),
    "a run is lost": (lose_run, {"runs in the log": "follows on", "runs": "not in the log"}),
    "a manifest is lost": (lose_manifest, {"runs in the log": "manifest.json can't be read"}),
    "the database is damaged": (damage_database, {"dataset": "depesche rebuild"}),
    "the database is lost": (lose_database, {"dataset": "there is no dataset"}),
}

# Damages of single tables: all in one warehouse, and every one is told.
TABLE_DAMAGES: list[tuple[Damage, dict[str, str]]] = [
    (lose_batch, {"batches of mentions": "has 0 of the"}),
    (cut_batch, {"batches of quotes": "can't be read"}),
    (  # words that are not in the text
        sql("UPDATE mentions SET surface = 'Nordwind' WHERE surface = 'Nordwerk AG'"),
        {"mentions": "not grounded: surface is 'Nordwind'", "history of mentions": "not grounded"},
    ),
    (  # offsets that moved
        sql("UPDATE quotes SET start_char = start_char + 1, end_char = end_char + 1"),
        {"quotes": "not grounded: text is 'man habe"},
    ),
    (  # a reference to nothing
        sql("UPDATE event_arguments SET mention_id = 'men_00000000000000000000'"),
        {"event_arguments": "event_arguments.mention_id is not in mentions.mention_id, for example men_0000"},
    ),
    (  # a value outside its vocabulary
        sql(without_constraints("events"), "UPDATE events SET status = 'dreamt'"),
        {"events": "status is 'dreamt', it must be not null, one of its vocabulary"},
    ),
    (  # an id of another form, and a row that is missing
        sql("DELETE FROM amounts WHERE surface = '260 Mio. Euro'", "UPDATE amounts SET amount_id = 'x'"),
        {"amounts": "amount_id is 'x', it must be"},
    ),
    (sql("INSERT INTO figures FROM figures"), {"figures": "figures.figure_id is not unique: 2 repeated"}),
    (  # a row of another time
        sql(f"UPDATE sections SET heading = 'Nie geschrieben' WHERE article_id = {NORDWERK}"),
        {"sections": "1 row is not as the batch has it"},
    ),
    (  # a row of no run
        sql("INSERT INTO rejects SELECT * REPLACE ('rej_' || repeat('0', 20) AS reject_id) FROM rejects"),
        {"rejects": "in the dataset, but in no batch that counts", "history of rejects": "only in the dataset"},
    ),
    (
        sql("INSERT INTO runs SELECT * REPLACE ('run_' || repeat('0', 20) AS run_id, 9 AS sequence) FROM runs LIMIT 1"),
        {"runs": "run_00000000000000000000 is not in the log"},
    ),
    (sql("UPDATE runs SET mentions = mentions + 1 WHERE sequence = 2"), {"runs": "in the log"}),
    (  # a lost past
        sql("DELETE FROM state.article_entities WHERE until_sequence IS NOT NULL"),
        {"history of article_entities": "another number of rows than the log, for example run 1"},
    ),
    (  # a past out of order
        sql("UPDATE state.quotes SET until_sequence = since_sequence WHERE until_sequence IS NOT NULL"),
        {"history of quotes": "of a life out of order"},
    ),
    (sql("UPDATE state.texts SET text = 'x' || text"), {"history of events": "not grounded"}),
    (
        sql("CREATE OR REPLACE TABLE main.entity_aliases AS SELECT entity_id FROM main.entity_aliases"),
        {"entity_aliases": "its columns are not those of its model: alias"},
    ),
    (sql("DROP TABLE main.relations"), {"relations": "can't be read"}),
]


def test_sound_warehouse_passes(sound: Path) -> None:
    assert problems(sound) == {}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_told(folder: Path, damage: str) -> None:
    spoil, told = DAMAGES[damage]
    spoil(folder)
    assert_told(problems(folder), told)


def test_all_damages_are_told_at_once(folder: Path) -> None:
    for spoil, _ in TABLE_DAMAGES:
        spoil(folder)
    found = problems(folder)
    for _, told in TABLE_DAMAGES:
        assert_told(found, told)


def test_missing_article_is_told(folder: Path) -> None:
    sql(f"DELETE FROM articles WHERE article_id = {NORDWERK}")(folder)
    told = {
        "articles": "1 row is in the batches, but not in the dataset",
        "mentions": "mentions.article_id is not in articles.article_id",
    }
    assert_told(problems(folder), told)


def assert_told(found: dict[str, str], told: dict[str, str]) -> None:
    for what, words in told.items():
        assert words in found.get(what, ""), found


def test_run_that_was_not_swapped_in_yet_is_no_problem(folder: Path, tmp_path: Path) -> None:
    before = (folder / "depesche.duckdb").read_bytes()
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "new.txt").write_text("Die Tarnberg Energie AG kauft die Falk GmbH.\n", "utf-8")
    load(tmp_path / "raw", folder)
    (folder / "depesche.duckdb").write_bytes(before)  # as if the run had ended before its swap
    assert problems(folder) == {}
    notes = [each.note for each in check_warehouse(Warehouse(folder)) if each.what == "runs"]
    assert notes == ["1 newer in the log: the next run swaps them in"]


def test_nothing_to_look_at_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="depesche run"):
        check_warehouse(Warehouse(tmp_path))


def test_dataset_of_an_older_version_is_named(folder: Path) -> None:
    sql("UPDATE state.published SET schema_version = schema_version - 1")(folder)
    assert f"of tables version {SCHEMA_VERSION - 1}" in problems(folder)["dataset"]


def test_look_that_failed_ends_nothing() -> None:
    looks = [Look(1, "a", "OSError", None), Look(2, "b", None, None), Look(3, "c", "OSError", None)]
    assert counting_spans(looks) == [("a", (1, 2)), ("b", (2, None))]
