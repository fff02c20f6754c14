"""One small warehouse, exported once in every form that the tests of this folder read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from flows.exporting.export import export_dataset
from flows.exporting.files import Format
from flows.storing.warehouse import Warehouse
from tests.conftest import HELVIA_ARTICLE, NORDWERK_ARTICLE, load

Exported = Callable[..., Path]


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of two articles of two months, one without a date, and a file that was rejected."""
    root = tmp_path_factory.mktemp("exporting")
    (root / "raw").mkdir()
    (root / "raw" / "2024-03-12-nordwerk.txt").write_text(NORDWERK_ARTICLE, "utf-8")
    (root / "raw" / "2024-04-13-helvia.txt").write_text(HELVIA_ARTICLE, "utf-8")
    (root / "raw" / "undated.txt").write_text("Falk baut in Kiel\n\nDie Falk GmbH baut ein Werk in Kiel.\n", "utf-8")
    (root / "raw" / "empty.txt").write_text("")
    load(root / "raw", root / "warehouse")
    return root / "warehouse"


@pytest.fixture(scope="session")
def exported(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """The folder of an export in this form, written when it is first asked for."""
    root = tmp_path_factory.mktemp("exports")

    def export(form: Format, by_month: bool = False) -> Path:
        folder = root / f"{form}-{by_month}"
        if not folder.exists():
            export_dataset(Warehouse(loaded), folder, form, by_month)
        return folder

    return export
