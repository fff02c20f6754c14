"""The whole export: tables, what describes them, and the sums that vouch for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flows.exporting.about import About, read_about
from flows.exporting.card import card
from flows.exporting.croissant import croissant
from flows.exporting.files import Format
from flows.exporting.folder import MARKER, new_folder, sha256, write_sums
from flows.exporting.package import data_package
from flows.exporting.tables import write_table
from flows.storing.warehouse import Warehouse
from schemas.dictionary import dictionary
from schemas.tables import TABLES


def export_dataset(
    warehouse: Warehouse, target: Path, form: Format = Format.PARQUET, by_month: bool = False
) -> dict[str, int]:
    """Write every table and its description into `target`; returns rows per table.

    The same dataset gives the same bytes. Raises InputError if `target` holds something that is no earlier export,
    WarehouseError if there is no dataset.
    """
    # One connection: one dataset, whatever is swapped in meanwhile.
    with warehouse.connected() as connection, new_folder(target) as folder:
        connection.execute("SET TimeZone = 'UTC'")
        files = [file for table in TABLES for file in write_table(connection, table, folder, form, by_month)]
        about = read_about(connection, form, files)
        sums = {file.path: sha256(folder / file.path) for file in files}
        _describe(folder, about, sums)
        write_sums(folder)
    return about.counts


def _describe(folder: Path, about: About, sums: dict[str, str]) -> None:
    (folder / MARKER).write_text(f"{about.run_id}\n", "utf-8")
    sizes = {path: (folder / path).stat().st_size for path in sums}
    _write_json(folder / "datapackage.json", data_package(about, sums, sizes))
    _write_json(folder / "croissant.json", croissant(about, sums, sizes))
    (folder / "tables.md").write_text(dictionary(), "utf-8")
    (folder / "README.md").write_text(card(about), "utf-8")


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
