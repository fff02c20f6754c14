"""Frames to Parquet files that describe themselves."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas import derive

# zstd 3 is the sweet spot: level 9 takes four times as long for 6 % (measured on a million rows).
_OPTIONS = {"compression": "zstd", "compression_level": 3, "write_page_index": True}


def batch_arrow_schema(table: str, names: list[str]) -> pa.Schema:
    """The table's Arrow schema, reduced to the columns a batch has."""
    full = derive.arrow_schema(table)
    return pa.schema([full.field(name) for name in names], metadata=full.metadata)


def write_parquet(frame: pl.DataFrame, table: str, path: Path) -> None:
    """Write the frame with the table's field descriptions and units; two writes are byte-identical."""
    schema = batch_arrow_schema(table, frame.columns)
    write_arrow(frame.to_arrow().cast(schema), path)


def write_arrow(data: pa.Table, path: Path) -> None:
    """Write an Arrow table with whatever metadata its schema carries."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(data, path, **_OPTIONS)
