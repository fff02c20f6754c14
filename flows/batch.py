"""One batch of files through all stages: read, find, resolve, check, write."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.config import Config
from flows.errors import WarehouseError, writing
from flows.finding.find import LANGUAGES, find_records
from flows.finding.frame import german_pipeline
from flows.finding.llm.client import LlmError, read_key
from flows.finding.llm.finder import LlmFinder
from flows.finding.llm.usage import Usage
from flows.finding.plugging.settings import SHIPPED, NamesSettings
from flows.plan import file_state
from flows.reading.article import Article, Rejection
from flows.reading.reader import read_file
from flows.resolving.entities import resolve
from flows.resolving.overrides import NOTHING, Overrides
from flows.storing.batches import FileState
from flows.storing.check import check_rows, described, rejects_frame
from flows.storing.parquet import write_parquet
from flows.storing.rows import BATCH_TABLES, ArticleRows, Row, Rows, refused_row, reject_row

logger = logging.getLogger(__name__)

# Rows are checked and written after this many articles: Pandera costs 24 ms per table and call, and a
# whole feed at once would not fit into memory.
ARTICLES_PER_PART = 200

# What a language model may answer the next time: the file's rows count, but it is read again.
_ASKED_AGAIN = frozenset({"llm_endpoint", "llm_malformed", "llm_budget"})

# Checks that may hold the next time: a file that failed one is read again by the next run.
_PASSING = frozenset({"readable", "stable_while_read", "link_target_exists"})


@dataclass
class BatchResult:
    """What a batch did: the files as they were read, and rows written per table."""

    files: list[FileState] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    usage: Usage = field(default_factory=Usage)  # of a language model

    def add(self, table: str, count: int) -> None:
        self.rows[table] = self.rows.get(table, 0) + count


def prepare_finders(config: Config) -> None:
    """Load the models that the settings ask for, before any file is read.

    Raises InputError saying what to install or to change where one can't be used.
    """
    german_pipeline(config.names)
    if config.llm is not None:
        read_key(config.llm)


def process_batch(
    files: tuple[Path, ...],
    raw: Path,
    pending: Path,
    number: int,
    config: Config,
    used: Usage | None = None,
) -> BatchResult:
    """Take the files through all stages and write their rows as Parquet below `pending`.

    `used` is what a language model took before in this run. Part files are named after the batch's number;
    doing a batch again first drops what it wrote before.
    """
    result = BatchResult()
    for stale in pending.glob(f"*/{number:05d}-*.parquet"):
        stale.unlink()
    with _asking(config, pending, used) as llm:
        for part, (rows, rejects) in enumerate(_parts(files, raw, config, llm, result)):
            checked = check_rows(rows)
            frames = {**checked.frames, "rejects": rejects_frame(rejects + checked.rejects)}
            for table, frame in frames.items():
                if frame.height:
                    with writing(pending.parents[1]):
                        write_parquet(described(frame, table), pending / table / f"{number:05d}-{part:05d}.parquet")
                    result.add(table, frame.height)
        result.usage = llm.usage if llm else Usage()
    return result


@contextmanager
def _asking(config: Config, pending: Path, used: Usage | None) -> Iterator[LlmFinder | None]:
    """The language model of the settings, if any; its answers are kept beside the batches."""
    if config.llm is None:
        yield None
        return
    llm = LlmFinder(config.llm, pending.parent.parent / "llm", used)
    try:
        yield llm
    finally:
        llm.close()


def _parts(
    files: tuple[Path, ...], raw: Path, config: Config, llm: LlmFinder | None, result: BatchResult
) -> Iterator[tuple[Rows, list[Row]]]:
    """Rows and rejects of the files, cut into parts of `ARTICLES_PER_PART` articles."""
    rows: Rows = {table: [] for table in BATCH_TABLES}
    rejects: list[Row] = []
    for path in files:
        state = file_state(path, raw)
        for item in read_file(path, raw, config.columns):
            if isinstance(item, Rejection):
                rejects.append(reject_row(item))
                if item.check in _PASSING and state.problem is None:
                    state = replace(state, problem=item.check)
                continue
            found, problems = article_rows(item, config.names, llm, config.overrides)
            rejects += problems
            if any(problem["check_name"] in _ASKED_AGAIN for problem in problems):
                state = replace(state, mtime_ns=None, sha256=None)  # its rows count, but the next run reads it again
            for table, more in found.items():
                rows[table] += more
            if len(rows["articles"]) + len(rejects) >= ARTICLES_PER_PART:
                yield rows, rejects
                rows, rejects = {table: [] for table in BATCH_TABLES}, []
        result.files.append(state)
    yield rows, rejects


def article_rows(
    article: Article,
    names: NamesSettings = SHIPPED,
    llm: LlmFinder | None = None,
    overrides: Overrides = NOTHING,
) -> tuple[Rows, list[Row]]:
    """All rows of one article, and rejects: a finder that failed on it, what a language model made up.

    A fault in a finder must not cost the run, or the article's text: the article stays, without
    records, and the reject says where the fault is.
    """
    builder = ArticleRows(article)
    builder.add_article()
    problems: list[Row] = []
    try:
        records = find_records(article, names)
        if llm is not None and article.language in LANGUAGES:
            answered = llm.find(article, records)
            records = answered.records
            problems += [reject_row(_unanswered(article, error)) for error in answered.failures]
            problems += [refused_row(article, refusal) for refusal in answered.refusals]
        builder.add_records(*resolve(article, records, overrides))
    except WarehouseError:
        raise  # a full disk is no fault of the article's
    except Exception as error:
        logger.warning("finding failed in %s: %r; the reject says where", article.source_name, error)
        logger.debug("finding failed in %s", article.source_name, exc_info=True)
        bare = ArticleRows(article)
        bare.add_article()
        return bare.rows, [reject_row(_fault(article, error))]
    return builder.rows, problems


def _unanswered(article: Article, error: LlmError) -> Rejection:
    return Rejection(
        source_name=article.source_name,
        source_file=article.source_file,
        check=error.check,
        reason=f"{article.source_name}: the rules' records stay, the language model gave none: {error}",
    )


def _fault(article: Article, error: Exception) -> Rejection:
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}, {place.name}, line {place.lineno}"
    return Rejection(
        source_name=article.source_name,
        source_file=article.source_file,
        check="finding",
        reason=f"{article.source_name}: the article was kept, but finding failed in {where}: {error!r}",
        value=type(error).__name__,
        record=json.dumps({"source_name": article.source_name, "text_sha256": article.text_sha256}),
    )
