"""Exports in every form, the full-text index and searches over a folder of articles."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from flows.exporting.export import export_dataset
from flows.exporting.files import Format
from flows.searching.search import find
from flows.storing.warehouse import Warehouse
from tests.conftest import load

SEARCHES = ("Übernahme", "Umsatz Gewinn", '"nach Angaben" OR Sprecher', "Berlin -Bund")


def main() -> None:
    raw = Path(sys.argv[1] if len(sys.argv) > 1 else "raw")
    with tempfile.TemporaryDirectory() as folder:
        house = Warehouse(Path(folder) / "warehouse")
        load(raw, house.folder)
        print(f"dataset {size(house.database) / 1e6:.1f} MB")
        for form in Format:
            for by_month in (False, True):
                start = perf_counter()
                target = Path(folder) / f"{form}-{by_month}"
                counts = export_dataset(house, target, form, by_month)
                told = f"{form}{' by month' if by_month else ''}: {sum(counts.values()):,} rows"
                print(f"{told} in {perf_counter() - start:.1f} s, {size(target) / 1e6:.1f} MB")
        start = perf_counter()
        find(house, "Haus")
        print(f"index {size(house.folder / 'search') / 1e6:.1f} MB; first search {perf_counter() - start:.2f} s")
        for words in SEARCHES:
            start = perf_counter()
            hits = find(house, words)
            print(f"{words}: {len(hits)} hits in {(perf_counter() - start) * 1000:.0f} ms")


def size(path: Path) -> int:
    """Bytes of a file or of all files below a folder."""
    return sum(file.stat().st_size for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file())


if __name__ == "__main__":
    main()
