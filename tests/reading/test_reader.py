"""Files that misbehave, file discovery, languages and fingerprints."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.reading import reader
from flows.reading.article import Rejection
from flows.reading.checks import CHECKS, UnreadableError
from flows.reading.discovery import list_files
from flows.reading.fingerprint import sha256_of, sha256_of_handle, stamp_of_handle
from flows.reading.language import detect_language
from flows.reading.reader import read_file
from tests.reading.samples import BODY, Read


@pytest.mark.parametrize(
    ("name", "data", "check"),
    [
        ("leer.txt", b"", "not_empty"),
        ("blank.txt", b" \n\t\n", "not_empty"),
        ("bild.txt", b"\x89PNG\r\n\x1a\n", "not_binary"),
        ("nul.txt", b"Kehl\0AG", "no_nul_bytes"),
        ("brief.docx", b"PK", "known_format"),
        ("ohne_endung", b"Text", "known_format"),
        ("a.pdf.gz", b"Text", "known_format"),
        ("a.tar.gz", b"Text", "no_nested_archive"),
    ],
)
def test_files_that_are_no_article(read: Read, name: str, data: bytes, check: str) -> None:
    articles, (rejected,) = read(name, data)
    assert (articles, rejected.check, rejected.source_file) == ([], check, name)
    assert rejected.reason.startswith(name)
    assert check in CHECKS


def test_a_text_of_fifty_megabytes_is_refused_at_once(read: Read) -> None:
    begin = time.monotonic()
    _, (rejected,) = read("gross.txt", BODY.encode() * 340_000)
    assert rejected.check == "text_length"
    assert time.monotonic() - begin < 5


def test_a_text_just_below_the_limit_is_read_in_linear_time(read: Read) -> None:
    begin = time.monotonic()
    (article,), _ = read("gross.txt", (BODY + "\n") * 30_000)
    assert len(article.blocks) == 30_000
    assert time.monotonic() - begin < 10


def test_names_with_quotes_newlines_and_foreign_bytes(raw: Path) -> None:
    odd = os.fsencode(raw) + b"/caf\xe9.txt"
    names = ["a'b\"c.txt", "zwei\nZeilen.txt", "mu\u0308nchen.txt"]
    for name in names:
        (raw / name).write_text(BODY)
    with open(odd, "w") as handle:  # noqa: PTH123 - a name that is no text
        handle.write(BODY)
    (raw / "leer\n.txt").touch()
    found = [item for path in list_files(raw) for item in read_file(path, raw)]
    assert sorted(item.source_name for item in found) == sorted(
        [*names[:2], "münchen.txt", "caf\\xe9.txt", "leer\n.txt"]
    )
    for item in found:
        item.source_name.encode("utf-8")
        if isinstance(item, Rejection):
            assert "\n" not in item.reason


def test_two_spellings_of_one_name(raw: Path) -> None:
    for name in ("m\u00fcnchen.txt", "mu\u0308nchen.txt"):
        (raw / name).write_text(BODY)
    found = [item for path in list_files(raw) for item in read_file(path, raw)]
    assert sorted(type(item).__name__ for item in found) == ["Article", "Rejection"]
    assert [item.check for item in found if isinstance(item, Rejection)] == ["unique_name"]


def test_links(raw: Path, tmp_path: Path) -> None:
    outside = tmp_path / "ausserhalb.txt"
    outside.write_text(BODY)
    (raw / "a.txt").symlink_to(outside)
    (raw / "b.txt").symlink_to(raw / "gibt_es_nicht.txt")
    (raw / "c.txt").symlink_to(raw / "c.txt")
    (raw / "ordner").mkdir()
    (raw / "ordner" / "kreis").symlink_to(raw)
    found = [item for path in list_files(raw) for item in read_file(path, raw)]
    assert [(i.source_name, getattr(i, "check", "Article")) for i in found] == [
        ("a.txt", "Article"),
        ("b.txt", "link_target_exists"),
        ("c.txt", "link_target_exists"),
        ("ordner/kreis", "no_directory_loop"),
    ]


def test_a_pipe_is_not_waited_for(raw: Path, read: Read) -> None:
    os.mkfifo(raw / "rohr.txt")
    _, (rejected,) = read("rohr.txt")
    assert rejected.check == "regular_file"


def test_a_file_that_vanishes(raw: Path, read: Read) -> None:
    (raw / "a.txt").write_text(BODY)
    (path,) = list_files(raw)
    path.unlink()
    _, (rejected,) = read("a.txt")
    assert (rejected.check, "vanished" in rejected.reason) == ("readable", True)


def test_a_file_that_vanishes_or_changes_while_it_is_read(raw: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (raw / name).write_text(f'{{"text": "{BODY}"}}\n' * 3)
    items = read_file(raw / "a.jsonl", raw)
    first = next(items)
    (raw / "a.jsonl").unlink()
    assert [type(item).__name__ for item in (first, *items)] == ["Article"] * 3
    items = read_file(raw / "b.jsonl", raw)
    next(items)
    with (raw / "b.jsonl").open("a") as handle:
        handle.write("\n\n")
    assert [i.check for i in items if isinstance(i, Rejection)] == ["stable_while_read"]


def test_an_unreadable_file(raw: Path, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    (raw / "a.txt").write_text(BODY)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    found = list(read_file(raw / "a.txt", raw))
    assert isinstance(found[0], Rejection)
    assert (found[0].check, found[0].reason) == ("readable", "a.txt: it can't be read (Permission denied)")


def test_a_reader_that_fails_unexpectedly_is_reported(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise KeyError("boom")

    monkeypatch.setitem(reader._DOCUMENTS, "html", fail)  # type: ignore[arg-type]
    _, (rejected,) = read("a.html", BODY)
    assert (rejected.check, "KeyError" in rejected.reason) == ("parsed", True)


def test_listing_skips_what_is_not_an_article(raw: Path) -> None:
    for name in (
        "README.md",
        "depesche.yml",
        ".hidden.txt",
        "b.txt",
        "a.txt",
        "tief/README.md",
        "tief/.git/x.txt",
    ):
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_text(BODY)
    assert [p.relative_to(raw).as_posix() for p in list_files(raw)] == ["a.txt", "b.txt", "tief/README.md"]


def test_a_directory_that_cannot_be_listed_is_reported(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (raw / "zu").mkdir()
    scandir = os.scandir

    def guarded(path: os.PathLike[str]) -> object:
        if Path(path).name == "zu":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    found = [item for path in list_files(raw) for item in read_file(path, raw)]
    assert [(i.source_name, i.check) for i in found if isinstance(i, Rejection)] == [("zu", "readable")]


WHOLE = {
    "txt": BODY.encode(),
    "md": f"---\ntitle: Kehl\n---\n# Kehl\n{BODY}".encode(),
    "html": f"<html><body><article><p>{BODY}</p></article></body></html>".encode(),
    "jsonl": (json.dumps({"id": 1, "text": BODY}) + "\n").encode() * 3,
    "csv": f'id;text\n1;"{BODY}"\n2;"{BODY}"\n'.encode(),
}


@given(
    ending=st.sampled_from([*WHOLE, *(f"{ending}.gz" for ending in WHOLE), "zip", "parquet"]),
    cut=st.integers(0, 400),
    junk=st.binary(max_size=30),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_files_never_raise(raw: Path, ending: str, cut: int, junk: bytes) -> None:
    data = WHOLE.get(ending.removesuffix(".gz"), junk)
    if ending.endswith("gz"):
        data = gzip.compress(data)
    elif ending == "zip":
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in WHOLE.items():
                archive.writestr(f"a.{name}", content)
        data = buffer.getvalue()
    path = raw / f"a.{ending}"
    path.write_bytes(data[:cut] + junk + data[cut + len(junk) :])
    found = list(read_file(path, raw))
    assert found
    for item in found:
        item.source_name.encode("utf-8")
        if isinstance(item, Rejection):
            assert item.check in CHECKS
            assert item.check != "parsed", item.reason


def test_every_check_that_the_code_names_is_listed() -> None:
    source = "".join(path.read_text() for path in Path(reader.__file__).parent.glob("*.py"))
    used = set(re.findall(r'UnreadableError\(\s*"(\w+)"', source))
    assert used == set(CHECKS)
    assert UnreadableError("readable", "so").check in CHECKS


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "de"),
        ("Goldman Sachs, Morgan Stanley und JP Morgan Chase beraten Dow Chemical bei der Fusion.", "de"),
        ("Zürcher Privatbank streicht Stellen in London und New York", "de"),
        ("The company said on Tuesday that it would buy its rival for two billion dollars.", "en"),
        ("Le groupe a annoncé mardi l'acquisition de son concurrent pour deux milliards.", "fr"),
        ("DAX 18.000", "und"),
        ("!!! 4711 ---", "und"),
        ("", "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect_language(text) == language == detect_language(text)


def test_stamp_and_hash_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Kehl kauft Ohlsen.")
    with path.open("rb") as handle:
        assert stamp_of_handle(handle).size == 18
        assert sha256_of_handle(handle) == sha256_of(path)
        assert handle.tell() == 0
