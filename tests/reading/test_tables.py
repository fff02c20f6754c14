"""JSON Lines, CSV and Parquet: one article per row, one rejection per bad row."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.reading import tables
from flows.reading.reader import read_file
from tests.reading.samples import BODY, Read


def lines(*records: object) -> str:
    return "\n".join(r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records)


def test_jsonl_row_with_metadata(read: Read) -> None:
    record = {
        "id": 7, "title": "Kehl kauft Ohlsen", "kicker": "Maschinenbau", "teaser": "Der Preis: 30 Mio. Euro.",
        "body": BODY, "date": "2024-03-12", "author": ["Greta Brandt", "Max Anders"], "source": "Bote",
        "url": "https://bote.example/7", "language": "de-DE",
    }  # fmt: skip
    (article,), rejected = read("feed.jsonl", lines(record))
    assert rejected == []
    assert article.source_name == "feed.jsonl#7"
    assert article.text == f"Maschinenbau\n\nKehl kauft Ohlsen\n\nDer Preis: 30 Mio. Euro.\n\n{BODY}"
    assert [block.kind for block in article.blocks] == ["kicker", "headline", "standfirst", "paragraph"]
    assert (article.headline, article.kicker, article.standfirst) == (
        "Kehl kauft Ohlsen", "Maschinenbau", "Der Preis: 30 Mio. Euro.",
    )  # fmt: skip
    assert (article.byline, article.outlet, article.language) == ("Greta Brandt, Max Anders", "Bote", "de")
    assert (article.published_on, article.url) == (date(2024, 3, 12), "https://bote.example/7")


def test_a_headline_that_the_text_already_has_is_not_said_twice(read: Read) -> None:
    (article,), _ = read("f.jsonl", lines({"headline": "Kehl kauft", "text": f"Kehl kauft\n\n{BODY}"}))
    assert article.text == f"Kehl kauft\n\n{BODY}"
    assert article.blocks[0].kind == "headline"


def test_bad_lines_are_rejected_alone_and_named(read: Read) -> None:
    source = lines(
        {"id": "a", "text": BODY}, "{kaputt", "", "[1, 2]", {"id": "b"}, {"id": "c", "text": 5},
        {"id": "d", "text": " "}, {"id": "a", "text": BODY}, {"id": "e", "text": "Nul\0 darin"},
        '{"id": "f", "text": "halb \\ud83d"}', "[" * 100_000, {"text": BODY},
    )  # fmt: skip
    articles, rejected = read("f.jsonl", source)
    assert [a.source_name for a in articles] == ["f.jsonl#a", "f.jsonl#12"]
    assert [(r.source_name.partition("#")[2], r.check) for r in rejected] == [
        ("2", "json_object"), ("4", "json_object"), ("b", "text_column"), ("c", "text_type"),
        ("d", "not_empty"), ("a~8", "unique_row_id"), ("e", "no_nul_bytes"), ("f", "decodable"),
        ("11", "json_object"),
    ]  # fmt: skip
    for rejection in rejected:
        rejection.reason.encode("utf-8")
        assert rejection.source_name in rejection.reason
        assert "line" in rejection.reason
    assert json.loads(rejected[3].record or "") == {"id": "c", "text": 5}


def test_rows_without_id_are_named_by_url_or_number(read: Read) -> None:
    articles, _ = read("f.jsonl", lines({"text": BODY, "url": "https://x.example/1"}, {"text": BODY}))
    assert [a.source_name for a in articles] == ["f.jsonl#https://x.example/1", "f.jsonl#2"]


def test_an_id_that_looks_like_a_row_number_takes_nobodys_name(read: Read) -> None:
    articles, rejected = read("f.jsonl", lines({"text": BODY}, {"id": 1, "text": BODY + " Neu."}))
    assert len({a.source_name for a in articles}) == 2
    assert rejected == []


def test_columns_can_be_told(read: Read) -> None:
    source = lines({"Meldung": BODY, "text": "etwas anderes", "Kopf": "Kehl kauft"})
    (article,), _ = read("f.jsonl", source, {"text": "Meldung", "headline": "kopf"})
    assert (article.headline, article.text) == ("Kehl kauft", f"Kehl kauft\n\n{BODY}")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_dialects(read: Read, encoding: str, delimiter: str) -> None:
    rows = [["Titel", "Artikel", "Datum"], ["Kehl „kauft“", f"{BODY}\nÜber; alles, ja", "12.03.2024"]]
    source = "\r\n".join(delimiter.join(f'"{value}"' for value in row) for row in rows) + "\r\n"
    source = source.replace("„", '""').replace("“", '""')
    (article,), rejected = read("a.csv", source.encode(encoding))
    assert rejected == []
    assert article.text == f'Kehl "kauft"\n\n{BODY}\nÜber; alles, ja'
    assert (article.published_on, article.source_name) == (date(2024, 3, 12), "a.csv#1")


def test_csv_bad_rows_spare_the_good_ones(read: Read) -> None:
    source = f'id,text\n1,"{BODY}"\n2,"offen "und" zu"\n3,a,b\n4,\n5,"{BODY}"\n6,"nie zu\n'
    articles, rejected = read("a.csv", source)
    assert [a.source_name for a in articles] == ["a.csv#1", "a.csv#5"]
    assert [r.check for r in rejected] == ["row_shape", "row_shape", "not_empty", "row_shape"]
    assert "line 4" in rejected[1].reason


@pytest.mark.parametrize(
    ("name", "data", "check"),
    [
        ("a.csv", "name,preis\nKehl,5\n", "text_column"),
        ("a.csv", "text\n", "not_empty"),
        ("a.csv", "", "not_empty"),
        ("a.jsonl", "\n\n", "not_empty"),
        ("a.parquet", "PAR1 kein Parquet PAR1", "parquet_readable"),
    ],
)
def test_tables_without_articles(read: Read, name: str, data: str, check: str) -> None:
    articles, (rejected,) = read(name, data)
    assert (articles, rejected.check) == ([], check)


def test_one_line_in_another_encoding(read: Read) -> None:
    good, bad = (
        lines({"text": BODY}).encode(),
        lines({"text": "Größe zählt, sagte die Chefin in Köln."}).encode("cp1252"),
    )
    articles, rejected = read("f.jsonl", good * 1 + b"\n" + bad)
    assert [a.text[:5] for a in articles] == ["Die K", "Größe"]
    assert rejected == []


def test_an_endless_line_is_skipped(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_MAX_LINE", 1_000)
    (article,), (rejected,) = read("f.jsonl", lines({"text": "x" * 5_000}, {"text": BODY}))
    assert (article.source_name, rejected.check) == ("f.jsonl#2", "row_length")


def parquet(rows: dict[str, list[object]]) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table(rows), buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("packed", [False, True])
def test_parquet(read: Read, packed: bool) -> None:
    import gzip

    data = parquet({"id": ["a", "b"], "text": [BODY, None], "date": [date(2024, 3, 12), None]})
    (article,), (rejected,) = read("t.parquet.gz" if packed else "t.parquet", gzip.compress(data) if packed else data)
    assert article.source_name.endswith("#a")
    assert article.published_on == date(2024, 3, 12)
    assert rejected.check == "not_empty"


def test_damaged_parquet(read: Read) -> None:
    data = bytearray(parquet({"text": [f"{n} {BODY}" for n in range(500)]}))
    data[200:2_000] = b"\xff" * 1_800
    _, rejected = read("t.parquet", bytes(data))
    assert rejected[-1].check == "parquet_readable"


def test_rows_are_read_one_by_one(raw: Path) -> None:
    (raw / "f.jsonl").write_text(lines(*({"id": n, "text": BODY} for n in range(20_000))))
    found: Iterator[object] = read_file(raw / "f.jsonl", raw)
    assert next(found)  # long before the last row is parsed
