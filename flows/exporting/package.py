"""`datapackage.json`: the export as a Frictionless Data Package."""

from __future__ import annotations

from typing import Any

import polars as pl

from flows.exporting.about import KEYWORDS, LICENCE, About
from flows.exporting.files import MEDIA_TYPES, Format
from flows.exporting.folder import CHANGES
from flows.exporting.tables import DataFile
from schemas import derive
from schemas.keys import key

_TYPES: dict[object, tuple[str, str | None]] = {
    pl.String: ("string", None),
    pl.Int32: ("integer", None),
    pl.Int64: ("integer", None),
    pl.Float64: ("number", None),
    pl.Decimal: ("number", None),
    pl.Date: ("date", None),
    pl.Datetime: ("datetime", "%Y-%m-%dT%H:%M:%S.%fZ"),
    pl.List: ("array", None),
}

_CHANGES = {
    "name": "changes",
    "title": "From which run to which, and per table its key and rows before, withdrawn, added and after.",
    "type": "json",
    "path": CHANGES,
    "scheme": "file",
    "format": "json",
    "mediatype": "application/json",
    "encoding": "utf-8",
}


def data_package(about: About, sums: dict[str, str], sizes: dict[str, int]) -> dict[str, Any]:
    """The descriptor; one resource per file. Keys between tables are told where each is whole in one file."""
    whole = {file.table for file in about.files if file.month is None and not file.part}
    return {
        "name": about.name,
        "title": about.title,
        "description": about.description,
        "version": about.version,
        "created": f"{about.finished_at:%Y-%m-%dT%H:%M:%SZ}",
        "keywords": list(KEYWORDS),
        "licenses": [{"name": "other", "title": LICENCE}],
        "resources": [
            *([_CHANGES] if about.earlier else []),
            *(
                {
                    "name": _name(file),
                    "title": about.describe(file.group),
                    "type": "table",
                    "path": file.path,
                    "scheme": "file",
                    "format": about.form.value,
                    "mediatype": MEDIA_TYPES[about.form],
                    "encoding": "utf-8",
                    **_stamp(file, about.form, sums, sizes),
                    "schema": _schema(file, about.form, whole),
                }
                for file in about.files
                if file.rows or about.form is not Format.JSONL  # Frictionless can't open an empty JSON Lines file
            ),
        ],
    }


def _stamp(file: DataFile, form: Format, sums: dict[str, str], sizes: dict[str, int]) -> dict[str, Any]:
    """Size and sum of the file; not of Parquet, where Frictionless can't count them and calls that an error."""
    if form is Format.PARQUET:
        return {}
    return {"bytes": sizes[file.path], "hash": f"sha256:{sums[file.path]}"}


def _name(file: DataFile) -> str:
    """Lower case, digits, dashes: what a resource may be called."""
    parts = [
        file.part,
        file.table.replace("_", "-"),
        file.month.strip("_").lower().replace("_", "-") if file.month else None,
    ]
    return "-".join(filter(None, parts))


def _schema(file: DataFile, form: Format, whole: set[str]) -> dict[str, Any]:
    facts = derive.columns(file.table)
    keys = [
        {"fields": [fact.name], "reference": {"resource": _reference(file, fact.references[0]), "fields": [column]}}
        for fact in facts
        if fact.references and {file.table, fact.references[0]} <= whole
        for column in [fact.references[1]]
    ]
    return {
        "fields": [_field(fact, form) for fact in facts],
        "primaryKey": list(key(file.table)),
        **({"foreignKeys": keys} if keys else {}),
    }


def _reference(file: DataFile, parent: str) -> str:
    """The parent's resource; a table that refers to itself names none."""
    return "" if parent == file.table else parent.replace("_", "-")


def _field(fact: derive.ColumnFacts, form: Format) -> dict[str, Any]:
    type_, written = _type(fact, form)
    limits = _limits(fact) if type_ != "any" else {}
    return {
        "name": fact.name,
        "type": type_,
        **({"format": written} if written and form is not Format.PARQUET else {}),
        "description": fact.description,
        **({"unit": fact.unit} if fact.unit else {}),
        **({"constraints": limits} if limits else {}),
    }


def _type(fact: derive.ColumnFacts, form: Format) -> tuple[str, str | None]:
    """Type and format; "any" where Frictionless, which reads Parquet through pandas, sees arrays or NaN instead."""
    type_, written = _TYPES[fact.dtype.base_type()]
    if form is Format.PARQUET and (type_ == "array" or (type_ == "integer" and fact.nullable)):
        return "any", None
    return type_, written


def _limits(fact: derive.ColumnFacts) -> dict[str, Any]:
    limits: dict[str, Any] = {
        "required": True if not fact.nullable else None,
        "unique": True if fact.unique else None,
        "pattern": fact.pattern,
        "minimum": fact.minimum,
        "maximum": fact.maximum,
        "enum": list(fact.vocabulary) if fact.vocabulary else None,
    }
    return {name: value for name, value in limits.items() if value is not None}
