"""The optional settings file: which columns of a feed hold what.

columns:            # article field: column name in your .jsonl, .csv or .parquet files
  text: fliesstext
  published_on: erschienen
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from flows.errors import InputError
from flows.reading.article import content_id
from flows.reading.rows import ALIASES

# Looked for in the raw folder when no file is named.
DEFAULT_NAMES = ("depesche.yml", "depesche.yaml")


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of a run."""

    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Differs where rows of feeds may be read differently."""
        return content_id("cfg", sorted(self.columns.items()))


def load_config(raw: Path, path: Path | None = None) -> Config:
    """The settings in `path`, else in `raw/depesche.yml`, else the defaults.

    Raises InputError naming the file and the setting that can't be used.
    """
    path = path or next((raw / name for name in DEFAULT_NAMES if (raw / name).exists()), None)
    if path is None:
        return Config()
    try:
        content: Any = yaml.safe_load(path.read_text("utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"the settings file {path} can't be read: {error}") from error
    if not isinstance(content, dict):
        raise InputError(f"the settings file {path} must hold settings by name, such as 'columns:'")
    unknown = sorted(set(content) - {"columns"})
    if unknown:
        raise InputError(f"the settings file {path} has unknown settings: {', '.join(map(str, unknown))}")
    columns = content.get("columns") or {}
    unknown = sorted(set(map(str, columns)) - set(ALIASES)) if isinstance(columns, dict) else []
    if unknown:
        raise InputError(
            f"'columns' in {path} names unknown fields: {', '.join(unknown)}; there are {', '.join(ALIASES)}"
        )
    if not isinstance(columns, dict) or not all(isinstance(name, str) for pair in columns.items() for name in pair):
        raise InputError(f"'columns' in {path} must map article fields to column names, such as 'text: fliesstext'")
    return Config(columns=columns)
