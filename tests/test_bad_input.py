"""What bad input gets: a clear reason in `rejects`, and the rest is loaded."""

from __future__ import annotations

import gzip
import os
import zipfile
from pathlib import Path

import pytest

import flows.batch
from flows.config import load_config
from flows.errors import InputError
from tests.conftest import ask, load


def test_every_bad_file_is_named_and_the_rest_is_loaded(raw: Path, folder: Path) -> None:
    (raw / "empty.txt").write_bytes(b"")
    (raw / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (raw / "nul.txt").write_bytes(b"Die Nordwerk AG\0kauft Falk.")
    (raw / "cut.txt.gz").write_bytes(gzip.compress(b"Die Nordwerk AG kauft Falk. " * 200)[:-20])
    (raw / "long.txt").write_text("Die Nordwerk AG kauft die Falk GmbH. " * 1_400_000, "utf-8")
    (raw / "broken.html").write_text("<html><body><div><<<p", "utf-8")
    (raw / "feed.jsonl").write_text(
        '{"text": "Die Nordwerk AG wächst weiter."}\n{"text": \n{"title": "leer"}\n', "utf-8"
    )
    (raw / "notes.docx").write_bytes(b"PK\x03\x04 not for us")
    (raw / "dangling.txt").symlink_to(raw / "nowhere.txt")
    with zipfile.ZipFile(raw / "climb.zip", "w") as archive:
        archive.writestr("../../climb.txt", "Die Nordwerk AG kauft Falk.")
        archive.writestr("good.txt", "Die Tarnberg Energie AG baut ein Werk in Leipzig.")
    with zipfile.ZipFile(raw / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b"\0" * 300_000_000)
    (raw / 'quo\'te\n"name".txt').write_text("Die Helvia AG streicht in Basel 600 Stellen.", "utf-8")
    (raw / "control.txt").write_text("Die Nordwerk AG \x1b[2J kauft die Falk GmbH in Mailand.", "utf-8")
    summary = load(raw, folder)

    rejected = dict(ask(folder, "SELECT source_file, any_value(reason) FROM rejects GROUP BY ALL"))
    bad = {"empty.txt", "image.txt", "nul.txt", "cut.txt.gz", "long.txt", "broken.html", "feed.jsonl"}
    bad |= {"notes.docx", "dangling.txt", "climb.zip", "bomb.zip"}
    assert rejected.keys() == bad
    assert all(name in reason for name, reason in rejected.items())
    assert ask(folder, "SELECT count(*) FROM rejects WHERE source_file = 'feed.jsonl'") == [(2,)]
    loaded = {name for (name,) in ask(folder, "SELECT source_name FROM articles")}
    assert loaded == {
        "2024-03-12-nordwerk.txt",
        "2024-03-13-helvia.txt",
        "climb.zip/good.txt",
        "feed.jsonl#1",
        'quo\'te\n"name".txt',
        "control.txt",
    }
    assert summary.articles["new"] == len(loaded)
    assert not (raw.parent / "climb.txt").exists()
    assert load(raw, folder).run_id is None, "bad files that did not change are not tried again"


def test_mended_file_leaves_rejects(raw: Path, folder: Path) -> None:
    (raw / "later.txt").write_bytes(b"")
    load(raw, folder)
    assert ask(folder, "SELECT source_name FROM rejects") == [("later.txt",)]
    (raw / "later.txt").write_text("Die Tarnberg Energie AG baut ein Werk in Leipzig.", "utf-8")
    load(raw, folder)
    assert ask(folder, "FROM rejects") == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file_is_tried_again_once_it_can_be_read(raw: Path, folder: Path) -> None:
    path = raw / "2024-03-13-helvia.txt"
    path.chmod(0)
    load(raw, folder)
    assert ask(folder, "SELECT source_name, check_name FROM rejects") == [(path.name, "readable")]
    assert load(raw, folder).run_id is None
    path.chmod(0o644)
    assert load(raw, folder).articles["new"] == 1


def test_file_that_vanishes_between_plan_and_reading(raw: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = flows.batch.file_state

    def vanish(path: Path, root: Path) -> object:
        state = real(path, root)
        if path.name.endswith("helvia.txt"):
            path.unlink()
        return state

    monkeypatch.setattr(flows.batch, "file_state", vanish)
    load(raw, folder)
    assert ask(folder, "SELECT source_name FROM articles") == [("2024-03-12-nordwerk.txt",)]
    assert ask(folder, "SELECT source_name FROM rejects") == [("2024-03-13-helvia.txt",)]


def test_finder_that_fails_costs_neither_the_text_nor_the_run(
    raw: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = flows.batch.find_records

    def fail(article: object, *settings: object) -> object:
        if "helvia" in article.source_name:  # type: ignore[attr-defined]
            raise IndexError("planted")
        return real(article, *settings)  # type: ignore[arg-type]

    monkeypatch.setattr(flows.batch, "find_records", fail)
    load(raw, folder)
    assert ask(folder, "SELECT count(*) FROM articles") == [(2,)]
    [(name, check, reason)] = ask(folder, "SELECT source_name, check_name, reason FROM rejects")
    assert (name, check) == ("2024-03-13-helvia.txt", "finding")
    assert "IndexError('planted')" in reason
    assert ask(folder, "SELECT count(*) FROM amounts WHERE surface = '250 Mio. Euro'") == [(1,)]


def test_raw_that_is_missing_or_a_file(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        load(tmp_path / "nowhere", folder)
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="is a file"):
        load(tmp_path / "file", folder)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("columns: [a", "can't be read"),
        ("- a", "settings by name"),
        ("colums: {}", "unknown settings: colums"),
        ("columns: {text: 3}", "must map"),
    ],
)
def test_settings_that_cannot_be_used_are_named(raw: Path, content: str, message: str) -> None:
    (raw / "depesche.yml").write_text(content, "utf-8")
    with pytest.raises(InputError, match=message):
        load_config(raw)


def test_columns_of_a_feed_by_settings(raw: Path, folder: Path) -> None:
    (raw / "feed.csv").write_text("nr;fliesstext;erschienen\n7;Die Nordwerk AG wächst weiter.;2024-05-01\n", "utf-8")
    load(raw, folder)
    assert ask(folder, "SELECT source_file, check_name FROM rejects") == [("feed.csv", "text_column")]
    (raw / "depesche.yml").write_text("columns:\n  text: fliesstext\n  published_on: erschienen\n", "utf-8")
    summary = load(raw, folder)
    assert (summary.files["changed"], summary.rejected) == (1, 0), "new settings read feeds again, and only feeds"
    query = "SELECT text, published_on::VARCHAR FROM articles WHERE source_file = 'feed.csv'"
    assert ask(folder, query) == [("Die Nordwerk AG wächst weiter.", "2024-05-01")]


def test_names_that_differ_in_unicode_form_only_do_not_take_turns(
    raw: Path, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (raw / "b\u00f6rse.txt").write_text("Die Börse in Frankfurt schließt heute früher.", "utf-8")
    (raw / "bo\u0308rse.txt").write_text("Die Börse in Zürich schließt heute später.", "utf-8")
    load(raw, folder)
    first = ask(folder, "SELECT text FROM articles WHERE source_name = 'b\u00f6rse.txt'")
    assert len(first) == 1
    assert "rename it" in caplog.text
    assert load(raw, folder).run_id is None
    assert ask(folder, "SELECT text FROM articles WHERE source_name = 'b\u00f6rse.txt'") == first
