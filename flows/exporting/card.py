"""`README.md` of an export: the card that says what is in it, how to open it, and what is weak in it."""

from __future__ import annotations

import yaml

from flows.exporting.about import DESCRIPTION, KEYWORDS, LICENCE, TITLE, About
from flows.exporting.files import Format
from schemas import SCHEMA_VERSION, derive
from schemas.caveats import caveats

_POLARS = {Format.PARQUET: "read_parquet", Format.CSV: "read_csv", Format.JSONL: "read_ndjson"}
_PANDAS = {Format.PARQUET: "read_parquet", Format.CSV: "read_csv", Format.JSONL: "read_json"}


def card(about: About) -> str:
    """The card as Markdown; its head is what Hugging Face `datasets` reads."""
    parts = [
        f"---\n{head(about)}---",
        f"# {TITLE}",
        DESCRIPTION,
        _facts(about),
        "## Tables",
        _tables(about),
        "[tables.md](tables.md) has every column with type, checks, units and vocabularies, and a picture of how the "
        "tables join.",
        "## How to open it",
        _opening(about),
        "## Licence",
        LICENCE,
        "## Known weaknesses",
        weaknesses(),
        "## Files",
        "`datapackage.json` (Frictionless Data Package), `croissant.json` (MLCommons Croissant), `tables.md` (data "
        "dictionary), `SHA256SUMS` (`sha256sum --check SHA256SUMS`).",
    ]
    return "\n\n".join(parts) + "\n"


def head(about: About) -> str:
    """What Hugging Face `datasets` reads: the tables, or their parts, that have rows."""
    configs = [
        {
            "config_name": group,
            "data_files": pattern(group, about),
            **({"default": True} if group == "articles" else {}),
        }
        for group, rows in about.counts.items()
        if rows
    ]
    told = {
        "pretty_name": "Depesche",
        "language": ["de"],
        "license": "other",
        "tags": list(KEYWORDS),
        "configs": configs,
    }
    return yaml.safe_dump(told, sort_keys=False, allow_unicode=True)


def pattern(group: str, about: About) -> str:
    """The group's file, or a pattern for its monthly files."""
    files = about.files_of(group)
    return f"{group}/*/data.{about.form}" if files[0].month else files[0].path


def _facts(about: About) -> str:
    rows = {
        "Articles": f"{about.counts['articles']:,}",
        "Published": f"{about.first_day} to {about.last_day}" if about.first_day else "no dates known",
        "Languages": _counted(about.languages),
        "Read from": _counted(about.formats),
        "Things named": _counted(about.labels),
        "Events": _counted(about.event_types),
        "Newest run": f"{about.sequence}, `{about.run_id}`, {about.finished_at:%Y-%m-%d %H:%M} UTC, Depesche "
        f"{about.version}, tables version {SCHEMA_VERSION}",
    }
    return "\n".join(["| | |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows.items())])


def _counted(tally: dict[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in tally.items()) or "none"


def _tables(about: About) -> str:
    lines = [f"| `{table}` | {rows:,} | {derive.table_description(table)} |" for table, rows in about.counts.items()]
    return "\n".join(["| table | rows | |", "| --- | ---: | --- |", *lines])


def _opening(about: About) -> str:
    path = pattern("events", about)
    options = ", lines=True" if about.form is Format.JSONL else ""
    lines = [f"duckdb.sql(\"SELECT * FROM '{path}'\")", f'polars.{_POLARS[about.form]}("{path}")']
    if "*" not in path:
        lines.append(f'pandas.{_PANDAS[about.form]}("{path}"{options})')
    elif about.form is Format.PARQUET:
        lines.append('pandas.read_parquet("events")')
    lines += ['datasets.load_dataset(".", "events")', 'mlcroissant.Dataset("croissant.json").records("events")']
    return "```python\n" + "\n".join(lines) + "\n```"


def weaknesses() -> str:
    """The known weaknesses as a list."""
    lines = [f"- **{caveat.name}** ({', '.join(caveat.columns)}): {caveat.what}" for caveat in caveats()]
    return "\n".join(lines)
