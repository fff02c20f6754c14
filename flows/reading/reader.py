"""The one way in: a file below raw to its articles and rejections."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from flows.reading.article import Article, Rejection
from flows.reading.checks import UnreadableError, reject
from flows.reading.containers import BUFFER, BadMember, Member, ending_of, open_members
from flows.reading.discovery import name_below
from flows.reading.documents import read_html, read_markdown, read_text
from flows.reading.drafts import Draft, Refusal, check_text
from flows.reading.fingerprint import sha256_of_handle, stamp_of_handle
from flows.reading.language import detect_language
from flows.reading.layout import find_layout
from flows.reading.publication import day_in_name
from flows.reading.tables import Columns, read_csv, read_jsonl, read_parquet

# File name ending → the format's name in the dataset.
FORMATS = {
    "txt": "txt",
    "text": "txt",
    "md": "md",
    "markdown": "md",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "csv": "csv",
    "tsv": "csv",
    "parquet": "parquet",
}

_DOCUMENTS: dict[str, Callable[[BinaryIO], Iterator[Draft]]] = {
    "txt": read_text,
    "md": read_markdown,
    "html": read_html,
}
_TABLES: dict[str, Callable[[BinaryIO, Columns], Iterator[Draft | Refusal]]] = {
    "jsonl": read_jsonl,
    "csv": read_csv,
    "parquet": read_parquet,
}
_LANGUAGE_CODE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE)


def read_file(path: Path, raw: Path, columns: Mapping[str, str] | None = None) -> Iterator[Article | Rejection]:
    """Every article of a file, and a Rejection for everything in it that could not become one.

    `columns` maps fields (`flows.reading.rows.ALIASES`) to the names of columns that hold them.
    Nothing is raised for bad input, whatever the file is or does while it is read.
    """
    name = name_below(path, raw)
    try:
        yield from _read(path, raw, name, columns)
    except UnreadableError as error:
        yield reject(error, name, name)
    except FileNotFoundError:
        yield reject(UnreadableError("readable", "the file vanished before it could be read"), name, name)
    except OSError as error:
        reason = f"it can't be read ({error.strerror or error})"
        yield reject(UnreadableError("readable", reason), name, name)


def _read(path: Path, raw: Path, name: str, columns: Mapping[str, str] | None) -> Iterator[Article | Rejection]:
    _check_path(path, raw, name)
    with path.open("rb", buffering=BUFFER) as handle:
        before = stamp_of_handle(handle)
        if before.size == 0:
            raise UnreadableError("not_empty", "it is empty")
        sha256 = sha256_of_handle(handle)
        is_empty = True
        for member in open_members(handle, name, before.size):
            is_empty = False
            yield from _read_member(member, name, sha256, columns)
        if is_empty:
            raise UnreadableError("not_empty", "the archive holds no files")
        if stamp_of_handle(handle) != before:
            raise UnreadableError("stable_while_read", "it changed while it was read; run again")


def _check_path(path: Path, raw: Path, name: str) -> None:
    """Raises UnreadableError for what is not simply a file of a format we know."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if path.is_symlink():
            reason = f"the link leads nowhere ({error.strerror})"
            raise UnreadableError("link_target_exists", reason, str(path.readlink())) from None
        raise
    if stat.S_ISDIR(mode):
        with os.scandir(path):  # raises where it can't be listed
            raise UnreadableError("no_directory_loop", "the linked directory leads back into itself")
    if not stat.S_ISREG(mode):
        raise UnreadableError("regular_file", "it is a device, socket or pipe, not a file")
    named = raw / name
    if name != _shown(path, raw) and named.exists() and not named.samefile(path):
        reason = "another file's name is written with the same characters, differently encoded"
        raise UnreadableError("unique_name", reason)
    inner = ending_of(name[: -len(".gz")]) if ending_of(name) == "gz" else ending_of(name)
    if ending_of(name) != "zip" and inner not in FORMATS and inner not in ("zip", "gz", "tar"):
        raise _unknown_format(inner)


def _shown(path: Path, raw: Path) -> str:
    return path.relative_to(raw).as_posix() if path.is_relative_to(raw) else path.name


def _unknown_format(ending: str) -> UnreadableError:
    what = f"files ending in .{ending} are not read" if ending else "a file without an ending is not read"
    return UnreadableError("known_format", f"{what}; known are {', '.join(sorted(FORMATS))}, each also .gz or in .zip")


def _read_member(member: Member | BadMember, name: str, sha256: str, columns: Columns) -> Iterator[Article | Rejection]:
    source_name = f"{name}/{member.name}" if member.name else name
    if isinstance(member, BadMember):
        yield reject(member.error, source_name, name)
        return
    try:
        if member.ending not in FORMATS:
            raise _unknown_format(member.ending)
        kind = FORMATS[member.ending]
        for draft in _drafts(member, kind, columns):
            own_name = f"{source_name}#{draft.row}" if draft.row else source_name
            try:
                if isinstance(draft, Refusal):
                    raise draft.error
                yield _article(draft, own_name, name, sha256, kind)
            except UnreadableError as error:
                yield reject(error, own_name, name, draft.record)
    except UnreadableError as error:
        yield reject(error, source_name, name)
    except OSError:
        raise
    except Exception as error:  # a library's own failure on strange input must not end the run
        reason = f"the {member.ending} reader failed ({type(error).__name__}: {error})"
        yield reject(UnreadableError("parsed", reason), source_name, name)


def _drafts(member: Member, kind: str, columns: Columns) -> Iterator[Draft | Refusal]:
    if kind in _TABLES:
        return _TABLES[kind](member.stream, columns)
    return _DOCUMENTS[kind](member.stream)


def _article(draft: Draft, source_name: str, source_file: str, sha256: str, kind: str) -> Article:
    check_text(draft.text)
    layout = find_layout(draft.text, draft.head, draft.headings, draft.markdown)
    # A table's file name says when it was exported, not when its articles appeared.
    named_day = day_in_name(source_name.rpartition("/")[2]) if draft.row is None else None
    code = _LANGUAGE_CODE.fullmatch(draft.language or "")
    return Article(
        source_name=source_name,
        source_file=source_file,
        source_sha256=sha256,
        format=kind,
        text=draft.text,
        language=code[1].lower() if code else detect_language(draft.text),
        headline=layout.headline,
        kicker=layout.kicker,
        standfirst=layout.standfirst,
        byline=draft.byline or layout.byline,
        dateline_place=layout.dateline_place,
        published_on=draft.published_on or named_day or layout.published_on,
        outlet=draft.outlet,
        url=draft.url,
        blocks=layout.blocks,
        sections=layout.sections,
    )
