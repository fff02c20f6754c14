"""What a format yields before an Article is made of it: a text with its metadata, or a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flows.reading.checks import UnreadableError
from flows.reading.layout import Head

# Some 700,000 words, several whole newspapers. One "article" above that is an archive in one file, and
# its records would be worth nothing: "the company" of one page would be taken for that of another.
MAX_CHARACTERS = 5_000_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A text on its way to an Article. `row` names a row in its file, None for a file with one article."""

    text: str
    row: str | None = None
    head: Head = field(default_factory=Head)
    byline: str | None = None
    published_on: date | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    headings: frozenset[int] = frozenset()  # offsets of lines that the format marks as headings
    markdown: bool = False
    record: Mapping[str, Any] | None = None  # the row it comes from


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that can't become an article, and why."""

    row: str | None
    error: UnreadableError
    record: Mapping[str, Any] | None = None


def check_text(text: str) -> None:
    """Raises UnreadableError for a text that no Article may have."""
    if len(text) > MAX_CHARACTERS:
        reason = f"the text has {len(text):,} characters, an article at most {MAX_CHARACTERS:,}; split the file"
        raise UnreadableError("text_length", reason)
    if not text.strip():
        raise UnreadableError("not_empty", "there is no text in it")
    if "\0" in text:
        raise UnreadableError("no_nul_bytes", f"the text holds a NUL at character {text.index(chr(0))}")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        reason = f"character {error.start} is half of a surrogate pair, which no text holds"
        raise UnreadableError("decodable", reason, repr(text[error.start])) from None
