"""`croissant.json`: the export in MLCommons Croissant 1.0, for the loaders that read it."""

from __future__ import annotations

from typing import Any

import polars as pl

from flows.exporting.about import KEYWORDS, LICENCE, About
from flows.exporting.files import MEDIA_TYPES, Format
from flows.exporting.tables import DataFile
from schemas import derive
from schemas.keys import key

# The vocabulary that the standard prescribes for its files.
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_ENCODINGS = {**MEDIA_TYPES, Format.PARQUET: "application/x-parquet", Format.JSONL: "application/jsonlines"}
_TYPES: dict[object, str] = {
    pl.String: "sc:Text",
    pl.Int32: "sc:Integer",
    pl.Int64: "sc:Integer",
    pl.Float64: "sc:Float",
    pl.Decimal: "sc:Float",
    pl.Date: "sc:Date",
    pl.Datetime: "sc:DateTime",
    pl.List: "sc:Text",
}


def croissant(about: About, sums: dict[str, str], sizes: dict[str, int]) -> dict[str, Any]:
    """The JSON-LD; one record set per group of files that has rows: a table, or one part of it."""
    groups = [group for group, rows in about.counts.items() if rows]
    objects = [_file_object(file, about.form, sums, sizes) for group in groups for file in about.files_of(group)]
    sets = [_file_set(group, about) for group in groups if _monthly(group, about)]
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": about.name,
        "alternateName": about.title,
        "description": about.description,
        "identifier": about.run_id,
        "version": about.version,
        "datePublished": f"{about.finished_at:%Y-%m-%d}",
        "inLanguage": list(about.languages),
        "keywords": list(KEYWORDS),
        "license": LICENCE,
        "citeAs": f"Depesche {about.version}, dataset of {about.run_id}",
        "distribution": [*objects, *sets],
        "recordSet": [_record_set(group, about) for group in groups],
    }


def _monthly(group: str, about: About) -> bool:
    return any(file.month for file in about.files_of(group))


def _file_object(file: DataFile, form: Format, sums: dict[str, str], sizes: dict[str, int]) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{sizes[file.path]} B",
        "encodingFormat": _ENCODINGS[form],
        "sha256": sums[file.path],
    }


def _file_set(table: str, about: About) -> dict[str, Any]:
    return {
        "@type": "cr:FileSet",
        "@id": f"{table}-files",
        "name": f"{table}-files",
        "encodingFormat": _ENCODINGS[about.form],
        "includes": f"{table}/*/data.{about.form}",
    }


def _record_set(group: str, about: About) -> dict[str, Any]:
    file = about.files_of(group)[0]
    place = {"fileSet": {"@id": f"{group}-files"}} if file.month else {"fileObject": {"@id": file.path}}
    return {
        "@type": "cr:RecordSet",
        "@id": group,
        "name": group,
        "description": about.describe(group),
        "key": [{"@id": f"{group}/{name}"} for name in key(file.table)],
        "field": [_field(group, fact, place, about) for fact in derive.columns(file.table)],
    }


def _field(group: str, fact: derive.ColumnFacts, place: dict[str, Any], about: About) -> dict[str, Any]:
    unit = f" Unit: {fact.unit}." if fact.unit else ""
    # Told in words: a reference in Croissant makes mlcroissant join the tables, and fail.
    parent = " One of {}.{}.".format(*fact.references) if fact.references else ""
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{group}/{fact.name}",
        "name": fact.name,
        "description": fact.description + unit + parent,
        "dataType": _TYPES[fact.dtype.base_type()],
        "source": {**place, "extract": {"column": fact.name}},
    }
    if isinstance(fact.dtype, pl.List) and about.form is not Format.CSV:
        field["repeated"] = True
    return field
