"""`README.md` of an export of changes: from which run to which, what changed, and how to apply it."""

from __future__ import annotations

from typing import Any

from flows.exporting.about import LICENCE, About, Earlier
from flows.exporting.card import head, weaknesses
from flows.exporting.files import Format
from flows.exporting.folder import MARKER
from schemas import SCHEMA_VERSION

# Programs that a test runs; `previous` and `current` are folders.
_OPENING = """\
{imports}

previous, changes, current = Path("previous"), Path("changes"), Path("current")
current.mkdir()
tables = json.loads((changes / "changes.json").read_text("utf-8"))["tables"]
"""
_IMPORTS = {
    Format.PARQUET: "import json\nfrom pathlib import Path\n\nimport duckdb",
    Format.CSV: "import json\nfrom pathlib import Path\n\nimport pandas",
    Format.JSONL: "import json\nfrom operator import itemgetter\nfrom pathlib import Path",
}
_APPLYING = {
    Format.PARQUET: """\
for table, told in tables.items():
    key = ", ".join(told["key"])
    touched = [f"{changes}/{part}/{table}.parquet" for part in ("withdrawn", "added")]
    duckdb.execute(f\"""
        COPY (
            FROM '{previous}/{table}.parquet' ANTI JOIN read_parquet({touched}) USING ({key})
            UNION ALL BY NAME FROM '{changes}/added/{table}.parquet'
        ) TO '{current}/{table}.parquet'\""")
""",
    Format.CSV: """\
as_written = {"dtype": str, "keep_default_na": False}
for table, told in tables.items():
    folders = (previous, changes / "withdrawn", changes / "added")
    rows, withdrawn, added = (pandas.read_csv(folder / f"{table}.csv", **as_written) for folder in folders)
    touched = pandas.concat([withdrawn, added]).set_index(told["key"]).index
    rows = rows[~rows.set_index(told["key"]).index.isin(touched)]
    pandas.concat([rows, added]).to_csv(current / f"{table}.csv", index=False)
""",
    Format.JSONL: """\
for table, told in tables.items():
    key = itemgetter(*told["key"])
    folders = (previous, changes / "withdrawn", changes / "added")
    rows, withdrawn, added = (
        {key(row): row for row in map(json.loads, (folder / f"{table}.jsonl").open(encoding="utf-8"))}
        for folder in folders
    )
    rows = {name: row for name, row in rows.items() if name not in withdrawn} | added
    with (current / f"{table}.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\\n" for row in rows.values())
""",
}


def changes_card(about: About, earlier: Earlier, told: dict[str, Any]) -> str:
    """The card as Markdown; `told` is the content of `changes.json`."""
    parts = [
        f"---\n{head(about)}---",
        f"# {about.title}",
        about.description,
        _facts(about, earlier),
        "## What is in it",
        f"`withdrawn/` has the rows that were in the dataset of run {earlier.sequence} and are not in that of run "
        f"{about.sequence}; `added/` has the rows that came. Rows are whole. One that differs in any column is in "
        "both, as it was and as it is, with the same key. All tables are here, also those without a change and those "
        "that follow from others.",
        _tables(told),
        "[tables.md](tables.md) has every column with type, checks, units and vocabularies.",
        "## How to apply it",
        f"To a full export of run {earlier.sequence} (its `{MARKER}` names the run) with tables version "
        f"{SCHEMA_VERSION}: take out the rows whose key is in `withdrawn/` or `added/`, then put in those of `added/`. "
        f"That gives the full export of run {about.sequence} row for row, and doing it twice does no harm. The rows of "
        "both runs are counted above and in `changes.json`: if you have more or fewer, take a full export instead.",
        f"```python\n{_program(about.form)}```",
        "## Licence",
        LICENCE,
        "## Known weaknesses",
        weaknesses(),
        "## Files",
        "`changes.json` (runs, keys and counts for programs), `datapackage.json` (Frictionless Data Package), "
        "`croissant.json` (MLCommons Croissant), `tables.md` (data dictionary), `SHA256SUMS` (`sha256sum --check "
        "SHA256SUMS`).",
    ]
    return "\n\n".join(parts) + "\n"


def _facts(about: About, earlier: Earlier) -> str:
    from_ = "0, the empty dataset before the first run"
    if earlier.finished_at:
        from_ = f"{earlier.sequence}, `{earlier.run_id}`, {earlier.finished_at:%Y-%m-%d %H:%M} UTC"
    to = f"{about.sequence}, `{about.run_id}`, {about.finished_at:%Y-%m-%d %H:%M} UTC"
    rows = {
        "From run": from_,
        "To run": f"{to}, Depesche {about.version}",
        "Tables version": f"{SCHEMA_VERSION}",
    }
    if earlier.run_id == about.run_id:
        rows["Changes"] = "none: there is no newer run"
    return "\n".join(["| | |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows.items())])


def _tables(told: dict[str, Any]) -> str:
    lines = [
        f"| `{table}` | {', '.join(f'`{name}`' for name in each['key'])} | {each['rows_before']:,} | "
        f"{each['withdrawn']:,} | {each['added']:,} | {each['rows_after']:,} |"
        for table, each in told["tables"].items()
    ]
    runs = f"rows in run {told['from']['sequence']} | withdrawn | added | rows in run {told['to']['sequence']}"
    return "\n".join([f"| table | key | {runs} |", "| --- | --- | ---: | ---: | ---: | ---: |", *lines])


def _program(form: Format) -> str:
    return _OPENING.format(imports=_IMPORTS[form]) + "\n" + _APPLYING[form]
