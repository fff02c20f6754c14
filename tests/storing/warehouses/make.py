"""Make the small warehouse that tests of migrations start from, in the checkout of the version to keep.

    git worktree add /tmp/old COMMIT
    cd /tmp/old && PYTHONPATH=. python …/tests/storing/warehouses/make.py …/tests/storing/warehouses/version-N.zip

Two runs: two articles and an empty file, then one of them changed.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

FIRST = "Nordwerk kauft Falk\n\nDie Nordwerk AG übernimmt die Falk GmbH für 250 Mio. Euro.\n"
SECOND = (
    "Helvia streicht Stellen\n\nHelvia will 600 Stellen abbauen. „Das schmerzt“, sagte Vorstandschef Beat Aregger.\n"
)


def main(target: Path) -> None:
    from tests.conftest import load  # of the version that the current folder holds

    with tempfile.TemporaryDirectory() as name:
        raw, folder = Path(name) / "raw", Path(name) / "warehouse"
        raw.mkdir()
        (raw / "nordwerk.txt").write_text(FIRST, "utf-8")
        (raw / "helvia.txt").write_text(SECOND, "utf-8")
        (raw / "empty.txt").write_text("")
        load(raw, folder)
        (raw / "helvia.txt").write_text(SECOND.replace("600", "700"), "utf-8")
        load(raw, folder)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != ".lock"):
                archive.write(path, path.relative_to(folder).as_posix())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
