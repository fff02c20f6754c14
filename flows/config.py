"""The optional settings file: which columns of a feed hold what, and which models find beside the rules.

columns:            # article field: column name in your .jsonl, .csv or .parquet files
  text: fliesstext
  published_on: erschienen
deletions: follow   # a file that is removed withdraws its statements; without it they stay
names:              # docs/models.md
  model: spacy:de_core_news_lg
finder: llm         # a language model beside the rules; it needs the settings 'llm:'
overrides: entities.yml   # which entities are one and which are two; a path from this file
llm:
  endpoint: http://127.0.0.1:11434/v1
  model: qwen2.5:14b
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from flows.errors import InputError
from flows.finding.llm.settings import LlmSettings
from flows.finding.plugging.settings import SHIPPED, NamesSettings
from flows.reading.article import content_id
from flows.reading.rows import ALIASES
from flows.resolving.overrides import NOTHING, Overrides, load_overrides

# Looked for in the raw folder when no file is named.
DEFAULT_NAMES = ("depesche.yml", "depesche.yaml")
DEFAULT_OVERRIDES = "entities.yml"

Section = TypeVar("Section", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of a run."""

    columns: Mapping[str, str] = field(default_factory=dict)
    names: NamesSettings = SHIPPED
    llm: LlmSettings | None = None  # only where `finder: llm` asks for it
    deletions: str = "keep"  # "follow": the statements of a file that is removed are withdrawn
    overrides: Overrides = NOTHING

    @property
    def fingerprint(self) -> str:
        """Differs where rows of feeds may be read differently."""
        return content_id("cfg", sorted(self.columns.items()))

    @property
    def finders(self) -> str:
        """Differs where other models find; "" for the rules and the shipped tagger alone."""
        names = self.names.model_dump_json() if self.names.model else ""
        llm = json.dumps(self.llm.finds_by, sort_keys=True) if self.llm else ""
        return content_id("fnd", names, llm) if names or llm else ""


def load_config(raw: Path, path: Path | None = None) -> Config:
    """The settings in `path`, else in `raw/depesche.yml`, else the defaults; and the overrides that lie beside them.

    Raises InputError naming the file and the setting that can't be used.
    """
    path = path or next((raw / name for name in DEFAULT_NAMES if (raw / name).exists()), None)
    if path is None:
        return Config(overrides=_overrides(None, raw / DEFAULT_OVERRIDES))
    try:
        content: Any = yaml.safe_load(path.read_text("utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"the settings file {path} can't be read: {error}") from error
    if not isinstance(content, dict):
        raise InputError(f"the settings file {path} must hold settings by name, such as 'columns:'")
    unknown = sorted(map(str, set(content) - {"columns", "names", "finder", "llm", "deletions", "overrides"}))
    if unknown:
        raise InputError(f"the settings file {path} has unknown settings: {', '.join(unknown)}")
    return Config(
        columns=_columns(content.get("columns"), path),
        names=_section(NamesSettings, "names", content.get("names"), path),
        llm=_llm(content, path),
        deletions=_deletions(content.get("deletions", "keep"), path),
        overrides=_overrides(content.get("overrides"), path),
    )


def _overrides(named: Any, path: Path) -> Overrides:
    """Those of the file that the settings in `path` name; without one, of `entities.yml` beside them if it is there."""
    if named is not None and not isinstance(named, str):
        raise InputError(f"'overrides' in {path} is {named!r}; it takes the path of a file such as {DEFAULT_OVERRIDES}")
    file = path.parent / (named or DEFAULT_OVERRIDES)
    return load_overrides(file) if named or file.exists() else NOTHING


def _deletions(deletions: Any, path: Path) -> str:
    if deletions not in ("keep", "follow"):
        raise InputError(f"'deletions' in {path} is {deletions!r}; there are 'keep' and 'follow' (withdraw their rows)")
    return str(deletions)


def _llm(content: dict[str, Any], path: Path) -> LlmSettings | None:
    """The language model, None where the settings do not ask for it; its settings are checked in any case."""
    finder = content.get("finder", "rules")
    if finder not in ("rules", "llm"):
        raise InputError(f"'finder' in {path} is {finder!r}; there are 'rules' and 'llm' (rules and language model)")
    if finder == "rules" and content.get("llm") is None:
        return None
    settings = _section(LlmSettings, "llm", content.get("llm"), path)
    if settings.max_cost_per_run is not None and not (
        settings.usd_per_million_tokens.input and settings.usd_per_million_tokens.output
    ):
        raise InputError(f"'llm: max_cost_per_run:' in {path} needs prices under 'llm: usd_per_million_tokens:'")
    return settings if finder == "llm" else None


def _columns(columns: Any, path: Path) -> Mapping[str, str]:
    columns = columns or {}
    unknown = sorted(set(map(str, columns)) - set(ALIASES)) if isinstance(columns, dict) else []
    if unknown:
        raise InputError(
            f"'columns' in {path} names unknown fields: {', '.join(unknown)}; there are {', '.join(ALIASES)}"
        )
    if not isinstance(columns, dict) or not all(isinstance(name, str) for pair in columns.items() for name in pair):
        raise InputError(f"'columns' in {path} must map article fields to column names, such as 'text: fliesstext'")
    return columns


def _section(model: type[Section], name: str, content: Any, path: Path) -> Section:
    """The settings under one heading, checked by their model."""
    try:
        return model.model_validate(content if content is not None else {})
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, (name, *each['loc'])))}: {each['msg']}" for each in error.errors(include_url=False)
        )
        raise InputError(f"the settings file {path} can't be used: {problems}") from error
