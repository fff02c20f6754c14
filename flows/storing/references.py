"""Registers that companies are looked up in: GLEIF's LEI golden copy, and items of Wikidata, from local files.

A register is kept as `reference/<scheme>.parquet` in the warehouse folder, one row per name. It belongs to no
run: what the dataset says of its entities is matched anew whenever it is built.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from flows.errors import InputError, writing
from flows.reading.containers import ZIP_ERRORS
from flows.resolving.keys import name_key
from flows.storing.batches import sync
from schemas.vocabulary import COUNTRIES

_SCHEMA = pa.schema(
    [
        pa.field("key", pa.string(), nullable=False),
        pa.field("form", pa.string(), nullable=False),  # the name as it stands, in lower case
        pa.field("reference", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),  # its main name
        pa.field("country", pa.string()),
        pa.field("is_main", pa.bool_(), nullable=False),
        pa.field("is_active", pa.bool_(), nullable=False),
    ]
)
_ROWS_PER_STEP = 200_000


@dataclass(frozen=True, slots=True)
class Register:
    """How one register names the columns of its CSV; of several possible names the first that is there counts."""

    scheme: str
    reference: tuple[str, ...]
    name: tuple[str, ...]
    countries: tuple[str, ...]
    others: tuple[str, ...]  # beginnings of the names of columns with further names
    separator: str | None = None  # between several names in such a column
    inactive: tuple[tuple[str, str], ...] = ()  # column and value of what exists no more


# Columns of GLEIF's LEI-CDF 3.1 golden copy as CSV, and of what query.wikidata.org downloads for
# SELECT ?item ?itemLabel ?itemAltLabel ?countryCode.
REGISTERS = (
    Register(
        "lei",
        ("LEI",),
        ("Entity.LegalName",),
        ("Entity.LegalAddress.Country", "Entity.HeadquartersAddress.Country"),
        (
            "Entity.OtherEntityNames.OtherEntityName.",
            "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.",
        ),
        inactive=(("Entity.EntityStatus", "INACTIVE"), ("Entity.EntityCategory", "FUND")),
    ),
    Register(
        "wikidata",
        ("item", "qid", "id"),
        ("itemLabel", "label", "name"),
        ("countryCode", "country", "iso"),
        ("itemAltLabel", "aliases"),
        separator=", ",
    ),
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What `load_reference` took from a file."""

    scheme: str
    things: int
    names: int


def reference_path(warehouse: Path, scheme: str) -> Path:
    return warehouse / "reference" / f"{scheme}.parquet"


def load_reference(file: Path, warehouse: Path) -> Loaded:
    """Keep the register of a CSV file (also .gz or .zip) in the warehouse, in place of an older one; needs the lock.

    Raises InputError if the file is none of the known registers, or can't be read.
    """
    if not file.is_file():
        raise InputError(f"the reference file {file} does not exist")
    with _unpacked(file) as path, duckdb.connect() as connection:
        source = f"read_csv({_quoted(str(path))}, header = true, all_varchar = true, strict_mode = true)"
        try:
            columns = [row[0] for row in connection.execute(f"DESCRIBE FROM {source}").fetchall()]
            register = _register(columns, file)
            with writing(warehouse):
                return _write(connection, source, columns, register, file, warehouse)
        except duckdb.Error as error:
            raise InputError(f"the reference file {file} can't be read as CSV: {str(error).splitlines()[0]}") from error


@contextmanager
def _unpacked(file: Path) -> Iterator[Path]:
    """The CSV of a zip archive, as GLEIF ships it; other files as they are."""
    if file.suffix.lower() != ".zip":
        yield file
        return
    with tempfile.TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(file) as archive:
                members = [each for each in archive.infolist() if each.filename.lower().endswith(".csv")]
                if len(members) != 1:
                    raise InputError(f"the reference file {file} holds {len(members)} CSV files; it must hold one")
                target = Path(folder) / "register.csv"
                with archive.open(members[0]) as packed, target.open("wb") as plain:
                    shutil.copyfileobj(packed, plain, 1 << 20)
        except ZIP_ERRORS as error:
            raise InputError(f"the reference file {file} can't be unpacked: {error}") from error
        yield target


def _register(columns: list[str], file: Path) -> Register:
    for register in REGISTERS:
        if set(register.reference) & set(columns) and set(register.name) & set(columns):
            return register
    wanted = "; ".join(f"{each.scheme}: {each.reference[0]} and {each.name[0]}" for each in REGISTERS)
    raise InputError(f"the reference file {file} has the columns of no known register ({wanted})")


def _write(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    columns: list[str],
    register: Register,
    file: Path,
    warehouse: Path,
) -> Loaded:
    target = reference_path(warehouse, register.scheme)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(".new")
    things = names = 0
    metadata = {"source": file.name, "sha256": _sha256(file)}
    with pq.ParquetWriter(beside, _SCHEMA.with_metadata(metadata), compression="zstd") as writer:
        rows = connection.execute(_select(source, columns, register))
        while part := rows.fetchmany(_ROWS_PER_STEP):
            table = _names(part, register, file)
            things += len(part)
            names += table.num_rows
            writer.write_table(table)
    if not things:
        beside.unlink()
        raise InputError(f"the reference file {file} holds no row")
    sync(beside)
    beside.replace(target)
    sync(target.parent)
    return Loaded(register.scheme, things, names)


def _select(source: str, columns: list[str], register: Register) -> str:
    def first(wanted: tuple[str, ...]) -> str:
        there = [f'"{name}"' for name in wanted if name in columns]
        return f"coalesce({', '.join(there)})" if there else "NULL"

    others = [
        f'"{name}"' for name in columns if name.startswith(register.others) and not name.endswith((".type", ".xmllang"))
    ]
    inactive = [f"\"{column}\" = '{value}'" for column, value in register.inactive if column in columns]
    is_inactive = " OR ".join(f"coalesce({each}, false)" for each in inactive) or "false"
    values = (first(register.reference), first(register.name), first(register.countries), f"[{', '.join(others)}]")
    return f"SELECT {', '.join(values)}, {is_inactive} FROM {source}"


def _names(
    part: list[tuple[str | None, str | None, str | None, list[str | None], bool]], register: Register, file: Path
) -> pa.Table:
    columns: dict[str, list[str | bool | None]] = {name: [] for name in _SCHEMA.names}
    for reference, main, country, others, is_inactive in part:
        if not reference or not main:
            raise InputError(f"the reference file {file} has a row without id or name: {reference!r}, {main!r}")
        code = country.strip().upper() if country else None
        forms = [main, *(each for each in others if each)]
        if register.separator:
            forms = [main, *(form for each in forms[1:] for form in each.split(register.separator))]
        for form in dict.fromkeys(form.strip() for form in forms if form.strip()):
            values = (
                name_key(form), form.lower(), reference.rpartition("/")[2], main, code if code in _COUNTRIES else None,
                form == main.strip(), not is_inactive,
            )  # fmt: skip
            for name, value in zip(columns, values, strict=True):
                columns[name].append(value)
    return pa.table(columns, schema=_SCHEMA)


_COUNTRIES = frozenset(COUNTRIES)


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# How far a name is to be trusted: the whole name as it stands, its main part, another form of it;
# then the country (said and the same, unknown, another) and whether the thing still exists.
_SCORE = """
    CASE WHEN named.form = known.form THEN 1.0 WHEN named.is_main AND known.is_main THEN 0.9 ELSE 0.7 END
    * CASE WHEN named.country = known.country THEN 1.0 WHEN named.country <> known.country THEN 0.3 ELSE 0.8 END
    * CASE WHEN known.is_active THEN 1.0 ELSE 0.5 END"""


def match_references(connection: duckdb.DuckDBPyConnection, warehouse: Path) -> None:
    """Fill `entity_references`: per entity and register the entry that fits best; equally good ones share."""
    registers = [each for each in REGISTERS if reference_path(warehouse, each.scheme).exists()]
    if not registers:
        return
    names = connection.execute(
        """
        SELECT entity_id, alias, alias = name, country FROM entities JOIN entity_aliases USING (entity_id)
        WHERE label = 'organization' ORDER BY ALL
        """
    ).fetchall()
    table = pa.table(
        {
            "entity_id": [row[0] for row in names],
            "key": [name_key(row[1]) for row in names],
            "form": [row[1].lower() for row in names],
            "is_main": [row[2] for row in names],
            "country": [row[3] for row in names],
        },
        schema=pa.schema(
            [
                (name, pa.bool_() if name == "is_main" else pa.string())
                for name in ("entity_id", "key", "form", "is_main", "country")
            ]
        ),
    )
    connection.register("named", table)
    for register in registers:
        path = reference_path(warehouse, register.scheme)
        connection.execute(
            f"""
            INSERT INTO entity_references
            WITH scored AS (
                SELECT entity_id, reference, any_value(known.name) AS name, any_value(known.country) AS country,
                    max({_SCORE}) AS score
                FROM named JOIN read_parquet({_quoted(str(path))}) AS known USING (key)
                GROUP BY entity_id, reference
            ),
            best AS (FROM scored QUALIFY score = max(score) OVER (PARTITION BY entity_id))
            SELECT entity_id, '{register.scheme}', reference, name, country,
                round(score / count(*) OVER (PARTITION BY entity_id), 3)::DOUBLE
            FROM best ORDER BY entity_id, reference
            """
        )
    connection.unregister("named")
