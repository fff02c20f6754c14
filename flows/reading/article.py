"""What reading yields: one `Article` per text, or one `Rejection` per thing that could not be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

BlockKind = Literal[
    "title",  # the headline said once more, above everything else
    "kicker",
    "headline",
    "standfirst",
    "byline",  # byline and/or dateline on a line of their own ("kru Mailand")
    "heading",  # section heading inside the body
    "paragraph",
    "reference",  # "Kommentar Seite 2", "Siehe auch …"
    "furniture",  # page numbers, "Anzeige", copyright lines
]


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph of `Article.text`: its kind and its half-open code point offsets."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text under one heading; `start` is the heading's first character."""

    number: int
    heading: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read. `text` is NFC with LF line ends and never changes after this point.

    All offsets anywhere in the project are Unicode code points into `text`, 0-based, half-open.
    """

    source_name: str  # path below raw/; inside a container "feed.jsonl#<id or row number>", "a.zip/b.txt"
    source_file: str  # path below raw/ of the file that holds it
    source_sha256: str  # of that file's bytes
    format: str  # txt, md, html, jsonl, csv, parquet
    text: str
    language: str  # ISO 639-1, "und" where nobody can tell
    headline: str | None = None
    kicker: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    dateline_place: str | None = None
    published_on: date | None = None
    outlet: str | None = None
    url: str | None = None
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = field(default=())

    @property
    def article_id(self) -> str:
        """Stable over revisions of the text: a hash of where it comes from."""
        return content_id("art", self.source_file, self.source_name)

    @property
    def text_sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Rejection:
    """A file, or a record inside a file, that could not become an article."""

    source_name: str
    source_file: str
    check: str  # snake_case name of what it failed, e.g. "not_empty", "decodable", "gzip_complete"
    reason: str  # one clear sentence for a person: what, where, why
    value: str | None = None  # the offending piece, shortened
    record: str | None = None  # JSON of the whole record where there is one


def content_id(prefix: str, *parts: object) -> str:
    """An id that depends on nothing but its parts: the same in every run and on every machine.

    >>> content_id("art", "a.txt") == content_id("art", "a.txt")
    True
    >>> content_id("amo", "ab", "c") == content_id("amo", "a", "bc")
    False
    """
    digest = hashlib.blake2b(digest_size=10)
    for part in parts:
        encoded = str(part).encode("utf-8")
        digest.update(f"{len(encoded)}:".encode())
        digest.update(encoded)
    return f"{prefix}_{digest.hexdigest()}"
