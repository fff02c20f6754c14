"""Record the public columns of this tables version: `PYTHONPATH=. python tests/schemas/release.py`.

Run it once a version's tables are settled; the record of a released version does not change any more.
"""

from __future__ import annotations

import json
from pathlib import Path

from schemas import SCHEMA_VERSION, derive
from schemas.tables import TABLES


def public_columns() -> dict[str, dict[str, str]]:
    """SQL type by table and column."""
    return {table: {fact.name: derive.sql_type(fact.dtype) for fact in derive.columns(table)} for table in TABLES}


if __name__ == "__main__":
    released = Path(__file__).parent / "released" / f"version-{SCHEMA_VERSION}.json"
    released.write_text(json.dumps(public_columns(), indent=1) + "\n", "utf-8")
