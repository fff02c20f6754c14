"""One thing, one entity: over articles, by what they explain and by what people say; with a log, and taken back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from prefect.utilities.collections import visit_collection

from flows.checking.check import check_warehouse
from flows.config import load_config
from flows.errors import OverrideError
from flows.run import load_in_process
from flows.storing.warehouse import Warehouse
from tests.conftest import ask, load, snapshot
from tests.storing.revisions import assert_history_is_true

EXPLAINS = (
    "Die Seilbahn AG wächst\n\nDie Deutsche Seilbahn AG baut in Hamburg. Vorstandschef Anton Bergmann sagte, "
    "die Seilbahn AG wolle wachsen.\n"
)
ALONE = "Neue Gondeln\n\nDie Seilbahn AG kauft Gondeln von der Falk GmbH in Bremen.\n"
MAKERS = "Zahlen\n\nDie Falk-Gruppe meldet Verluste. Die Nordwerk AG kauft den Falk-Konzern für 5 Mio. Euro.\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def write(raw: Path, **texts: str) -> None:
    for name, text in texts.items():
        (raw / f"{name}.txt").write_text(text, "utf-8")


def assert_is_whole(folder: Path) -> None:
    assert [(each.what, problem) for each in check_warehouse(Warehouse(folder)) for problem in each.problems] == []


def override(raw: Path, content: str) -> None:
    (raw / "entities.yml").write_text(content, "utf-8")


def run(raw: Path, folder: Path) -> None:
    load_in_process(raw, Warehouse(folder), load_config(raw))


def ids_of(folder: Path, *forms: str) -> list[set[str]]:
    """The ids of mentions that read so."""
    return [
        {row[0] for row in ask(folder, f"SELECT entity_id FROM mentions WHERE surface LIKE '%{form}%'")}
        for form in forms
    ]


def test_names_that_differ_in_legal_form_or_group_are_one_in_all_articles(raw: Path, folder: Path) -> None:
    write(
        raw,
        a=ALONE,
        b=MAKERS,
        c="Siemens wächst\n\nSiemens kauft Siemens Energy. Der Siemens-Konzern und die Siemens AG wachsen.\n",
    )
    run(raw, folder)
    falk = ask(folder, "SELECT name, articles FROM entities WHERE name LIKE 'Falk%'")
    assert len(falk) == 1 and falk[0][1] == 2
    names = {row[0] for row in ask(folder, "SELECT name FROM entities WHERE name LIKE 'Siemens%'")}
    assert len(names) == 2 and "Siemens Energy" in names


def test_a_town_is_no_person_of_that_name(raw: Path, folder: Path) -> None:
    write(raw, a="Messe\n\nIn Paris sprach Vorstandschefin Paris Bergmann. Sie reist nach Paris.\n")
    run(raw, folder)
    assert len(ask(folder, "SELECT entity_id FROM entities WHERE name LIKE '%Paris%'")) == 2


def test_short_form_becomes_the_thing_that_another_article_explains(raw: Path, folder: Path) -> None:
    write(raw, a=ALONE)
    run(raw, folder)
    first = snapshot(folder)
    assert ask(folder, "SELECT name FROM entities WHERE name LIKE '%Seilbahn%'") == [("Seilbahn AG",)]
    write(raw, b=EXPLAINS)
    run(raw, folder)
    second = snapshot(folder)
    assert len(ask(folder, "SELECT name FROM entities WHERE name LIKE '%Seilbahn%'")) == 1
    reason, detail, merged, split = ask(
        folder, "SELECT reason, detail, sequence, split_run_id FROM entity_links JOIN runs ON run_id = merged_run_id"
    )[0]
    assert (reason, merged, split) == ("short_form", 2, None)
    assert "Deutsche Seilbahn" in detail
    (raw / "b.txt").write_text("Etwas anderes\n\nIn Bremen regnet es.\n", "utf-8")
    run(raw, folder)
    assert ask(folder, "SELECT split_run_id IS NOT NULL FROM entity_links") == [(True,)], "nothing explains it any more"
    assert ask(folder, "SELECT name FROM entities WHERE name LIKE '%Seilbahn%'") == [("Seilbahn AG",)]
    assert_history_is_true(folder, [first, second, snapshot(folder)])
    assert_is_whole(folder)


def test_short_form_that_two_names_explain_stays_itself(raw: Path, folder: Path) -> None:
    write(raw, a=ALONE, b=EXPLAINS, c=EXPLAINS.replace("Deutsche", "Schweizerische").replace("Hamburg", "Zürich"))
    run(raw, folder)
    assert ask(folder, "SELECT * FROM entity_links") == []
    assert len(ask(folder, "SELECT name FROM entities WHERE name LIKE '%Seilbahn%'")) == 3


@pytest.mark.parametrize("seed", range(3))
def test_order_of_files_and_runs_changes_no_id(raw: Path, tmp_path: Path, seed: int) -> None:
    texts = {"a": ALONE, "b": EXPLAINS, "c": MAKERS, "d": ALONE.replace("Gondeln", "Kabinen")}
    order = sorted(texts)
    random.Random(seed).shuffle(order)
    for name in order:
        write(raw, **{name: texts[name]})
        run(raw, tmp_path / "several")
    load(raw, tmp_path / "one")
    for table in ("entities", "entity_aliases", "event_arguments"):
        assert snapshot(tmp_path / "several")[table] == snapshot(tmp_path / "one")[table]


def test_one_by_override_from_the_next_run_on_and_back(raw: Path, folder: Path) -> None:
    write(raw, a=ALONE, b=MAKERS)
    run(raw, folder)
    taken = [snapshot(folder)]
    falk, nordwerk = ids_of(folder, "Falk", "Nordwerk")
    override(raw, "one:\n- names: [Nordwerk, Falk]\n  reason: Merged in 2024.\n")
    run(raw, folder)
    taken.append(snapshot(folder))
    assert ids_of(folder, "Falk") == [nordwerk], "the first name's id stays"
    assert_is_whole(folder)
    assert ask(folder, "SELECT reason, detail FROM entity_links") == [("override", "Nordwerk / Falk: Merged in 2024.")]
    assert ask(folder, "SELECT kind, files_new + files_changed FROM runs WHERE sequence = 2") == [("load", 0)]
    (raw / "entities.yml").unlink()
    run(raw, folder)
    assert ids_of(folder, "Falk") == [falk]
    assert_history_is_true(folder, [*taken, snapshot(folder)])
    assert ask(
        folder, "SELECT DISTINCT withdrawn_reason FROM history.event_arguments WHERE withdrawn_run_id IS NOT NULL"
    ) in (
        [],
        [("entity_linked",)],
    )


def test_two_by_override_within_an_article_and_over_articles(raw: Path, folder: Path) -> None:
    write(raw, a=ALONE, b=EXPLAINS)
    run(raw, folder)
    override(raw, "two:\n- names: [Seilbahn, Deutsche Seilbahn]\n  reason: The old and the new company.\n")
    run(raw, folder)
    assert ask(folder, "SELECT * FROM entity_links WHERE split_run_id IS NULL") == []
    assert len(ask(folder, "SELECT entity_id FROM entities WHERE name LIKE '%Seilbahn%'")) == 2
    assert ask(folder, "SELECT files_changed, files_unchanged FROM runs WHERE sequence = 2") == [(1, 1)], (
        "who names both"
    )


def test_two_by_override_parts_a_group_from_its_name(raw: Path, folder: Path) -> None:
    write(raw, a=ALONE, b=MAKERS)
    override(raw, "two:\n- names: [Falk, Falk-Gruppe]\n  reason: The group holds more.\n")
    run(raw, folder)
    company, group = ids_of(folder, "Falk GmbH", "Falk-Gruppe")
    assert company and group and company != group


def test_one_name_means_another_thing_in_the_articles_named(raw: Path, folder: Path) -> None:
    write(raw, a=ALONE, b=MAKERS)
    run(raw, folder)
    taken = [snapshot(folder)]
    override(raw, "two:\n- names: [Falk, Falk Verlag]\n  articles: [b.txt]\n  reason: The publisher.\n")
    run(raw, folder)
    assert_history_is_true(folder, [*taken, snapshot(folder)])
    assert_is_whole(folder)
    rows = ask(
        folder,
        "SELECT name, source_name FROM article_entities JOIN articles USING (article_id) WHERE name LIKE 'Falk%'",
    )
    assert {("Falk GmbH", "a.txt"), ("Falk Verlag", "b.txt")} == set(rows)
    assert len(ask(folder, "SELECT entity_id FROM entities WHERE name LIKE 'Falk%'")) == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("one:\n- names: [Nordwerk, Nirgendwerk]\n  reason: x\n", "'one', entry 1: no article names 'Nirgendwerk'"),
        (
            "two:\n- names: [Falk, Falk Verlag]\n  articles: [c*]\n  reason: x\n",
            "'two', entry 1: no article that fits 'c*'",
        ),
    ],
)
def test_override_whose_names_are_gone_fails_loudly_and_loses_nothing(
    raw: Path, folder: Path, content: str, told: str
) -> None:
    write(raw, a=MAKERS)
    run(raw, folder)
    before = snapshot(folder)
    override(raw, content)
    write(raw, b=ALONE)
    with pytest.raises(OverrideError) as failure:
        run(raw, folder)
    assert told in str(failure.value)
    assert snapshot(folder) == before
    (raw / "entities.yml").unlink()
    run(raw, folder)
    assert ask(folder, "SELECT count(*) FROM articles") == [(2,)], "the file of the run that failed is read again"


def test_settings_with_overrides_pass_through_prefect(raw: Path) -> None:
    """Prefect walks through what a task is given and takes models apart by `dict(…)`."""
    override(raw, "one:\n- names: [Nordwerk, Falk]\n  reason: x\ntwo:\n- names: [Falk, Talbau]\n  reason: x\n")
    given = load_config(raw)
    assert visit_collection(given, lambda each: each, return_data=True) == given
    assert given.overrides.two
