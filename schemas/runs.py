"""Table `runs`."""

from __future__ import annotations

import polars as pl

from schemas.base import Table, Timestamp, Value, column, id_column
from schemas.vocabulary import RUN_KINDS, RUN_STATUSES


class Runs(Table):
    """One row per flow run that published something."""

    run_id: str = id_column("run", "Hash of the run before it, its code and the files it read.", unique=True)
    sequence: pl.Int32 = column("1 for the first run of the warehouse.", unique=True, ge=1)
    started_at: Timestamp = column("Start, UTC.")
    finished_at: Timestamp = column("When its rows were complete, UTC.")
    status: str = column("How it ended.", vocabulary=RUN_STATUSES)
    kind: str = column("What it was for.", vocabulary=RUN_KINDS)
    code_version: str = column("Version of Depesche that ran.")
    files_new: pl.Int64 = column("Files read for the first time.", ge=0)
    files_changed: pl.Int64 = column("Files read again because they changed.", ge=0)
    files_unchanged: pl.Int64 = column("Files left alone.", ge=0)
    files_withdrawn: pl.Int64 = column(
        "Files whose statements it withdrew, because they are gone or were retracted.", ge=0
    )
    articles: pl.Int64 = column("Articles read.", ge=0)
    sections: pl.Int64 = column("Rows written to sections.", ge=0)
    article_entities: pl.Int64 = column("Rows written to article_entities.", ge=0)
    mentions: pl.Int64 = column("Rows written to mentions.", ge=0)
    amounts: pl.Int64 = column("Rows written to amounts.", ge=0)
    events: pl.Int64 = column("Rows written to events.", ge=0)
    event_arguments: pl.Int64 = column("Rows written to event_arguments.", ge=0)
    quotes: pl.Int64 = column("Rows written to quotes.", ge=0)
    relations: pl.Int64 = column("Rows written to relations.", ge=0)
    figures: pl.Int64 = column("Rows written to figures.", ge=0)
    rejects: pl.Int64 = column("Rows written to rejects.", ge=0)
    llm_requests: pl.Int64 = column("Requests sent to a language model.", ge=0)
    llm_cached: pl.Int64 = column("Its answers taken from the cache.", ge=0)
    llm_input_tokens: pl.Int64 = column("Tokens that it read.", ge=0)
    llm_output_tokens: pl.Int64 = column("Tokens that it wrote.", ge=0)
    llm_cost_usd: Value = column("What they cost by the prices of the settings.", unit="US dollars")
