"""Archives: what comes out, what is refused, and that a bad member spares the others."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile

import pytest

from flows.reading import containers
from tests.reading.samples import BODY, Read


def zipped(members: dict[str, bytes], change: dict[str, dict[str, int]] | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            for field, value in (change or {}).get(name, {}).items():
                setattr(info, field, value)
            archive.writestr(info, data)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["a.txt.gz", "a.TXT.GZ"])
def test_gzip_around_a_text(read: Read, name: str) -> None:
    (article,), rejected = read(name, gzip.compress(BODY.encode()))
    assert (article.text, article.source_name, article.format, rejected) == (BODY, name, "txt", [])


def test_a_zip_of_many_formats(read: Read) -> None:
    line = json.dumps({"id": "k1", "text": BODY})
    members = {
        "2024/a.txt": BODY.encode(),
        "feed.jsonl.gz": gzip.compress(line.encode()),
        "__MACOSX/2024/._a.txt": b"\0\0",
        ".DS_Store": b"\0",
    }
    articles, rejected = read("bundle.zip", zipped(members))
    assert [a.source_name for a in articles] == ["bundle.zip/2024/a.txt", "bundle.zip/feed.jsonl.gz#k1"]
    assert {a.source_file for a in articles} == {"bundle.zip"}
    assert rejected == []


def test_truncated_gzip_is_rejected(read: Read) -> None:
    articles, (rejected,) = read("a.txt.gz", gzip.compress(BODY.encode() * 50)[:-20])
    assert (articles, rejected.check) == ([], "gzip_complete")
    assert "ends too early" in rejected.reason


def test_truncated_gzip_of_rows_keeps_the_rows_before(read: Read) -> None:
    lines = "".join(json.dumps({"id": n, "text": f"{n} {BODY} {n * 7919}"}) + "\n" for n in range(20_000))
    data = gzip.compress(lines.encode())
    articles, (rejected,) = read("feed.jsonl.gz", data[: len(data) // 2])
    assert len(articles) > 1_000
    assert rejected.check == "gzip_complete"


def test_no_gzip_at_all(read: Read) -> None:
    _, (rejected,) = read("a.txt.gz", BODY)
    assert rejected.check == "gzip_complete"


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("../../etc/a.txt", "safe_member_path"),
        ("/etc/a.txt", "safe_member_path"),
        ("..\\a.txt", "safe_member_path"),
        ("C:\\a.txt", "safe_member_path"),
        ("inner.zip", "no_nested_archive"),
        ("inner.zip.gz", "no_nested_archive"),
        ("a.exe", "known_format"),
        ("leer.txt", "not_empty"),
    ],
)
def test_a_bad_member_spares_the_good_one(read: Read, name: str, check: str) -> None:
    data = b"" if name == "leer.txt" else BODY.encode()
    (article,), (rejected,) = read("b.zip", zipped({name: data, "gut.txt": BODY.encode()}))
    assert (article.source_name, rejected.check) == ("b.zip/gut.txt", check)
    assert rejected.source_name.startswith("b.zip/")


def test_links_inside_a_zip_are_refused(read: Read) -> None:
    data = zipped({"l.txt": b"/etc/passwd", "gut.txt": BODY.encode()}, {"l.txt": {"external_attr": 0xA1FF0000}})
    (article,), (rejected,) = read("b.zip", data)
    assert (article.source_name, rejected.check) == ("b.zip/gut.txt", "member_is_file")


def test_encrypted_members_are_refused(read: Read) -> None:
    data = bytearray(zipped({"geheim.txt": BODY.encode()}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature) + offset
        struct.pack_into("<H", data, at, struct.unpack_from("<H", data, at)[0] | 1)
    _, (rejected,) = read("b.zip", bytes(data))
    assert rejected.check == "not_encrypted"


def test_a_damaged_member_is_found_by_its_checksum(read: Read) -> None:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("a.txt", BODY)
        archive.writestr("b.txt", BODY.upper())
    data = stored.getvalue().replace(BODY[:7].encode(), b"Das Hex", 1)
    (article,), (rejected,) = read("b.zip", data)
    assert (article.source_name, rejected.check) == ("b.zip/b.txt", "zip_readable")


@pytest.mark.parametrize("data", [b"PK\x03\x04 kein Archiv", b"nichts"])
def test_a_broken_archive(read: Read, data: bytes) -> None:
    _, (rejected,) = read("b.zip", data)
    assert rejected.check == "zip_readable"


def test_an_archive_without_files(read: Read) -> None:
    _, (rejected,) = read("b.zip", zipped({}))
    assert rejected.check == "not_empty"


def test_a_bomb_is_stopped_by_its_ratio(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "_FREE", 100_000)
    bomb = zipped({"bombe.txt": b"0" * 3_000_000, "gut.txt": BODY.encode()})
    (article,), (rejected,) = read("b.zip", bomb)
    assert (article.source_name, rejected.check) == ("b.zip/gut.txt", "unpacked_size")
    _, (rejected,) = read("b.txt.gz", gzip.compress(b"0" * 3_000_000))
    assert rejected.check == "unpacked_size"


def test_a_bomb_is_stopped_by_its_size(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_UNPACKED", 50_000)
    line = json.dumps({"text": BODY}) + "\n"
    _, rejected = read("b.jsonl.gz", gzip.compress(line.encode() * 1_000))
    assert rejected[-1].check == "unpacked_size"


def test_members_of_one_name_are_not_mixed_up(read: Read) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a.txt", BODY)
        archive.writestr("a.txt", BODY + " Neu.")
    (article,), (rejected,) = read("b.zip", buffer.getvalue())
    assert (article.text, rejected.check) == (BODY, "unique_name")
