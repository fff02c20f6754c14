"""A whole load of a folder without Prefect, and the second run over it."""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.conftest import load


def main() -> None:
    raw = Path(sys.argv[1] if len(sys.argv) > 1 else "raw")
    with tempfile.TemporaryDirectory() as folder:
        start = perf_counter()
        summary = load(raw, Path(folder))
        seconds = perf_counter() - start
        start = perf_counter()
        load(raw, Path(folder))
        again = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    read = summary.articles["read"]
    print(f"{read} articles in {seconds:.1f} s: {read / seconds:.0f} per second, peak memory {peak:.0f} MiB")
    print(f"second run {again:.2f} s")
    print(f"rejected {summary.rejected}; rows {summary.rows}")


if __name__ == "__main__":
    main()
