"""Version 3: runs have a kind and know the versions of their finders, and files may be withdrawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.storing.parquet import write_parquet


def migrate(run: Path, manifest: dict[str, Any]) -> dict[str, Any]:
    """Runs of version 2 were loads and withdrew no file; which finders they had nobody knows."""
    path = run / "files" / "all.parquet"
    files = pq.read_table(path, partitioning=None)
    written = path.with_suffix(".new")
    write_parquet(files.append_column("withdrawn", pa.nulls(files.num_rows, pa.string())), written)
    written.replace(path)
    return {"kind": "load", "files_withdrawn": 0, "extractors": {}} | manifest
