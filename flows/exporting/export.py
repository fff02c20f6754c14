"""The whole export: tables, what describes them, and the sums that vouch for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flows.errors import InputError
from flows.exporting.about import About, read_about
from flows.exporting.card import card
from flows.exporting.changes import changes, write_changes
from flows.exporting.changes_card import changes_card
from flows.exporting.croissant import croissant
from flows.exporting.files import Format
from flows.exporting.folder import CHANGES, MARKER, new_folder, sha256, write_sums
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
    WarehouseError if there is no dataset, or one of an older version.
    """
    # One connection: one dataset, whatever is swapped in meanwhile.
    with warehouse.connected(current=True) as connection, new_folder(target) as folder:
        connection.execute("SET TimeZone = 'UTC'")
        files = [file for table in TABLES for file in write_table(connection, table, folder, form, by_month)]
        about = read_about(connection, form, files)
        (folder / MARKER).write_text(f"{about.run_id}\n", "utf-8")
        (folder / "README.md").write_text(card(about), "utf-8")
        _describe(folder, about)
        write_sums(folder)
    return about.counts


def export_changes(warehouse: Warehouse, target: Path, since: str, form: Format = Format.PARQUET) -> dict[str, Any]:
    """Write what brings a full export of the run `since` to the newest state; returns what `changes.json` tells.

    A run is named by its id, the beginning of it, or its number. Where it is the newest, the tables are empty: who
    applies changes on a schedule needs no other way for a quiet day. The same dataset gives the same bytes. Raises
    InputError if no run is named so or `target` is no earlier export of changes, WarehouseError if there is no
    dataset, or one of an older version.
    """
    if (target / MARKER).exists() and not (target / CHANGES).exists():
        # It may be the very export that the changes are for.
        raise InputError(f"{target} holds a full export: name another folder for the changes")
    with warehouse.connected(current=True) as connection, new_folder(target) as folder:
        connection.execute("SET TimeZone = 'UTC'")
        earlier, files = write_changes(connection, since, folder, form)
        about = read_about(connection, form, files, earlier)
        told = changes(about, earlier)
        (folder / MARKER).write_text(f"{earlier.run_id or 0} to {about.run_id}\n", "utf-8")
        _write_json(folder / CHANGES, told)
        (folder / "README.md").write_text(changes_card(about, earlier, told), "utf-8")
        _describe(folder, about)
        write_sums(folder)
    return told


def _describe(folder: Path, about: About) -> None:
    sums = {file.path: sha256(folder / file.path) for file in about.files}
    sizes = {path: (folder / path).stat().st_size for path in sums}
    _write_json(folder / "datapackage.json", data_package(about, sums, sizes))
    _write_json(folder / "croissant.json", croissant(about, sums, sizes))
    (folder / "tables.md").write_text(dictionary(), "utf-8")


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
