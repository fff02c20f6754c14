"""The sample articles as the dataset tells them: everything read and found, without ids, a line per record."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from flows.querying import find_article, records_of
from flows.storing.warehouse import Warehouse

GOLDEN = Path(__file__).parent
RAW = Path(__file__).parents[2] / "raw"

_ARTICLE = "source_name format language headline kicker standfirst byline dateline_place published_on outlet url"
_RECORDS = {
    "mentions": "start_char label surface name score extractor",
    "amounts": "start_char surface currency value_min value_max qualifier",
    "events": "start_char event_type status arguments currency value_min value_max count position occurred_on_start "
    "occurred_on_end evidence score extractor",
    "quotes": "start_char kind cue speaker_surface speaker text extractor",
    "relations": "start_char subject predicate object evidence score extractor",
    "figures": "start_char name metric value_min value_max unit period status evidence score extractor",
}


def golden_texts(warehouse: Path) -> dict[str, str]:
    """File name and content of the golden file of each article in the warehouse."""
    house = Warehouse(warehouse)
    with house.connected() as connection:
        names = [name for (name,) in connection.execute("SELECT source_name FROM articles").fetchall()]
    return {f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}.json": _golden(house, name) for name in names}


def _golden(house: Warehouse, name: str) -> str:
    article = find_article(house, name)
    content: dict[str, Any] = {"article": {key: _plain(article[key]) for key in _ARTICLE.split()}}
    for table, records in records_of(house, article["article_id"]).items():
        keys = _RECORDS[table].split()
        content[table] = [{key: _plain(row[key]) for key in keys if row[key] is not None} for row in records]
    parts = []
    for key, value in content.items():
        if isinstance(value, list):
            lines = ",\n".join("  " + json.dumps(each, ensure_ascii=False) for each in value)
            parts.append(f' "{key}": [\n{lines}\n ]' if value else f' "{key}": []')
        else:
            parts.append(f' "{key}": {json.dumps(value, ensure_ascii=False, indent=1)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    return f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)
