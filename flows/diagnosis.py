"""What `depesche doctor` looks at: versions, paths, the state of the dataset."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from flows.config import load_config
from flows.errors import DepescheError
from flows.extractors import current_extractors
from flows.finding.llm.settings import LlmSettings
from flows.finding.plugging.settings import NamesSettings
from flows.plan import make_plan
from flows.storing.outdated import outdated_rows
from flows.storing.warehouse import Warehouse
from schemas import SCHEMA_VERSION

_PACKAGES = ("depesche", "prefect", "pandera", "duckdb", "pyarrow", "polars", "spacy", "tantivy", "trafilatura")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: its state, and what to do if it is a problem."""

    what: str
    state: str
    problem: bool = False


def diagnose(raw: Path, folder: Path) -> list[Finding]:
    """All findings, problems marked; never raises."""
    warehouse = Warehouse(folder)
    findings = [Finding("Python", sys.version.split()[0]), *map(_package, _PACKAGES)]
    findings.append(Finding("tables version", str(SCHEMA_VERSION)))
    findings.append(_raw(raw, warehouse))
    findings += _models(raw)
    findings.append(_writable(folder))
    findings += _dataset(warehouse)
    url = os.environ.get("PREFECT_API_URL")
    findings.append(Finding("Prefect server", url or "none configured: each run starts a temporary one"))
    return findings


def _package(name: str) -> Finding:
    try:
        return Finding(name, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, "not installed: run `make setup`", problem=True)


def _raw(raw: Path, warehouse: Warehouse) -> Finding:
    try:
        config = load_config(raw)
        plan = make_plan(raw, warehouse, config)
    except DepescheError as error:
        return Finding("raw folder", str(error), problem=True)
    counts = f"{len(plan.new)} files to read, {len(plan.changed)} changed, {plan.unchanged} loaded"
    return Finding("raw folder", f"{raw}: {counts}")


def _models(raw: Path) -> list[Finding]:
    """What finds, loaded to see whether it can be; settings that can't be read are told elsewhere."""
    try:
        config = load_config(raw)
    except DepescheError:
        return []
    return [_names(config.names), _llm(config.llm)]


def _names(names: NamesSettings) -> Finding:
    if names.model is None:
        return Finding("names by", "rules, word lists and the shipped tagger")
    from flows.finding.plugging.load import load_tagger  # brings the model's packages

    beside = "rules and word lists" if names.replace else "rules, word lists and the shipped tagger"
    try:
        return Finding("names by", f"{load_tagger(names).source} beside {beside}")
    except DepescheError as error:
        return Finding("names by", str(error), problem=True)


def _llm(llm: LlmSettings | None) -> Finding:
    if llm is None:
        return Finding("language model", "none: rules find the facts")
    if llm.api_key_env and not os.environ.get(llm.api_key_env):
        return Finding("language model", f"the environment variable {llm.api_key_env} with its key", problem=True)
    return Finding("language model", f"{llm.model} at {llm.endpoint}, beside the rules")


def _writable(folder: Path) -> Finding:
    place = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    if not place.is_dir() or not os.access(place, os.W_OK):
        return Finding("warehouse folder", f"{folder} can't be written to", problem=True)
    return Finding("warehouse folder", str(folder) if folder.exists() else f"{folder} (the first run makes it)")


def _dataset(warehouse: Warehouse) -> list[Finding]:
    try:
        if not warehouse.database.exists():
            if warehouse.batches.manifests():
                return [Finding("dataset", "deleted; `depesche rebuild` makes it anew from the batches", problem=True)]
            return [Finding("dataset", "none yet: load one with `depesche run`")]
        with warehouse.connected() as connection:
            articles, runs, rejects = connection.execute(
                "SELECT count(*), count(DISTINCT run_id), (SELECT count(*) FROM rejects) FROM articles"
            ).fetchall()[0]
        behind = warehouse.is_behind()
        outdated = outdated_rows(warehouse, current_extractors())
    except DepescheError as error:
        return [Finding("dataset", str(error), problem=True)]
    findings = [
        Finding("dataset", f"{articles:,} articles from {runs} {'run' if runs == 1 else 'runs'}, {rejects:,} rejects")
    ]
    if outdated:
        counts = ", ".join(f"{count:,} {table}" for table, count in outdated.items())
        findings.append(Finding("older finders", f"gave {counts}: `depesche backfill` reads their articles again"))
    if behind:
        findings.append(Finding("last run", "ended before its dataset was swapped in: `depesche run` does that now"))
    return findings
