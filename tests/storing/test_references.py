"""Companies looked up in registers: the real formats, by name and country, with a score."""

from __future__ import annotations

import csv
import gzip
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.conftest import ask, load, snapshot

# The columns of GLEIF's golden copy that matter here, in its order, with some that do not.
LEI_COLUMNS = (
    "LEI", "Entity.LegalName", "Entity.LegalName.xmllang", "Entity.OtherEntityNames.OtherEntityName.1",
    "Entity.OtherEntityNames.OtherEntityName.1.xmllang", "Entity.OtherEntityNames.OtherEntityName.1.type",
    "Entity.LegalAddress.City", "Entity.LegalAddress.Country", "Entity.HeadquartersAddress.Country",
    "Entity.EntityCategory", "Entity.EntityStatus", "Registration.RegistrationStatus",
)  # fmt: skip
LEI_ROWS = [
    ("529900NORDWERK000001", "Nordwerk Aktiengesellschaft", "de", "Nordwerk AG", "de", "TRADING_OR_OPERATING_NAME",
     "Hamburg", "DE", "DE", "GENERAL", "ACTIVE", "ISSUED"),
    ("529900NORDWERK000002", "NORDWERK LTD.", "en", "", "", "", "London", "GB", "GB", "GENERAL", "ACTIVE", "ISSUED"),
    ("529900FALK0000000003", "Falk Beteiligungs GmbH", "de", "", "", "", "Bremen", "DE", "DE", "GENERAL",
     "ACTIVE", "ISSUED"),
    ("529900FALK0000000004", "Falk GmbH", "de", "", "", "", "Bremen", "DE", "DE", "GENERAL", "INACTIVE", "RETIRED"),
]  # fmt: skip
WIKIDATA = """\
item,itemLabel,itemAltLabel,countryCode
http://www.wikidata.org/entity/Q900001,Helvia,"Helvia AG, Helvia Pharma",CH
http://www.wikidata.org/entity/Q900002,Nordwerk,,DE
"""


def lei_file(folder: Path) -> Path:
    path = folder / "golden.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow(LEI_COLUMNS)
        writer.writerows(LEI_ROWS)
    return path


def reference_load(file: Path, folder: Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["reference", "load", str(file), "--warehouse", str(folder)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        return getattr(result.exception, "exit_code", -1), str(result.exception)
    return result.exit_code, result.output


def references(folder: Path) -> list[tuple[str, str, str, float]]:
    return ask(
        folder,
        "SELECT e.name, scheme, reference, score "
        "FROM entity_references JOIN entities AS e USING (entity_id) ORDER BY ALL",
    )


def test_companies_are_found_by_name_and_country(raw: Path, folder: Path, tmp_path: Path) -> None:
    load(raw, folder)
    before = snapshot(folder)
    code, output = reference_load(lei_file(tmp_path), folder)
    assert code == 0 and "lei: 4 entries with 5 names; organisations of the dataset found in it: 2" in output
    assert references(folder) == [
        ("Falk GmbH", "lei", "529900FALK0000000004", 0.4),
        ("Nordwerk AG", "lei", "529900NORDWERK000001", 0.8),
    ], "the whole name fits, the country is not told; what exists no more counts half"
    (tmp_path / "items.csv").write_text(WIKIDATA, "utf-8")
    reference_load(tmp_path / "items.csv", folder)
    assert [row[:3] for row in references(folder) if row[1] == "wikidata"] == [
        ("Helvia", "wikidata", "Q900001"),
        ("Nordwerk AG", "wikidata", "Q900002"),
    ]
    after = snapshot(folder)
    del before["entity_references"], after["entity_references"]
    assert after == before


def test_registers_stay_and_newer_files_replace_them(raw: Path, folder: Path, tmp_path: Path) -> None:
    with gzip.open(tmp_path / "items.csv.gz", "wt", encoding="utf-8") as stream:
        stream.write(WIKIDATA)
    assert reference_load(tmp_path / "items.csv.gz", folder)[0] == 0, "also before the first run"
    load(raw, folder)
    assert len(references(folder)) == 2
    with zipfile.ZipFile(tmp_path / "items.csv.zip", "w") as archive:
        archive.writestr("items.csv", WIKIDATA.splitlines()[0] + "\nQ1,Nordwerk,,\n")
    assert reference_load(tmp_path / "items.csv.zip", folder)[0] == 0
    assert [row[2] for row in references(folder)] == ["Q1"]


def test_equally_good_entries_share(raw: Path, folder: Path, tmp_path: Path) -> None:
    load(raw, folder)
    (tmp_path / "items.csv").write_text("qid,label\nQ1,Helvia\nQ2,Helvia\n", "utf-8")
    reference_load(tmp_path / "items.csv", folder)
    assert [row[2:] for row in references(folder)] == [("Q1", 0.4), ("Q2", 0.4)]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("other.csv", b"a,b\n1,2\n", "has the columns of no known register"),
        ("empty.csv", b"qid,label\n", "holds no row"),
        ("torn.csv", b"qid,label\nQ1,\n", "a row without id or name: 'Q1', None"),
        ("broken.zip", b"PK", "can't be unpacked"),
        ("missing.csv", None, "does not exist"),
        ("binary.csv", b"\xff\xfe\x00\x01", "reference file"),
    ],
)
def test_file_that_is_no_register_is_refused(
    raw: Path, folder: Path, tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    load(raw, folder)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, output = reference_load(tmp_path / name, folder)
    assert code == 3 and told in output and name in output
    assert references(folder) == []


def test_archive_with_a_password_is_refused(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "locked.zip", "w") as archive:
        archive.writestr("items.csv", WIKIDATA)
    packed = bytearray((tmp_path / "locked.zip").read_bytes())
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # local and central header: the bit "encrypted"
        packed[packed.index(header) + flags] |= 1
    (tmp_path / "locked.zip").write_bytes(packed)
    code, output = reference_load(tmp_path / "locked.zip", folder)
    assert code == 3 and "locked.zip can't be unpacked" in output
