"""Rows to articles: which column holds what, and how a row's parts make one text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from flows.reading.checks import UnreadableError, printable
from flows.reading.decode import decode, normalise
from flows.reading.drafts import Draft, Refusal, check_text
from flows.reading.layout import Head
from flows.reading.publication import parse_day
from flows.reading.titles import same_words

# The column names that are understood without being told, the likeliest first.
ALIASES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "fulltext", "article", "artikel", "volltext", "inhalt"),
    "headline": ("headline", "title", "titel", "überschrift", "schlagzeile"),
    "kicker": ("kicker", "dachzeile", "spitzmarke"),
    "standfirst": ("standfirst", "teaser", "vorspann", "lead", "summary", "subtitle", "untertitel"),
    "byline": ("byline", "author", "authors", "autor", "autoren", "verfasser"),
    "published_on": (
        "published_on", "published", "published_at", "publication_date", "pubdate", "date", "datum",
    ),
    "outlet": ("outlet", "source", "publisher", "sitename", "quelle", "medium", "zeitung"),
    "url": ("url", "link", "uri"),
    "id": ("id", "article_id", "doc_id", "doc", "guid", "uuid", "identifier"),
    "language": ("language", "lang", "sprache"),
}  # fmt: skip


class RowReader:
    """Makes drafts of the rows of one file; `columns` says which column holds a field (`ALIASES`' keys)."""

    def __init__(self, columns: Mapping[str, str] | None = None) -> None:
        self._columns = tuple(sorted((columns or {}).items()))
        self._ids: set[str] = set()
        self._names: set[str] = set()

    def read(self, record: Mapping[str, Any], number: int, place: str) -> Draft | Refusal:
        """The row as a draft. `number` counts from 1 and names a row without id; `place` is for people."""
        fields = fields_of(tuple(record), self._columns)
        name = str(number)
        try:
            values = {field: _repaired(record[column], place) for field, column in fields.items()}
            name, is_repeat = self._name(values, number)
            if is_repeat:
                raise UnreadableError("unique_row_id", f"{place} has the id of an earlier row", name)
            return self._draft(values, name, place, record)
        except UnreadableError as error:
            return Refusal(name, error, record)

    def _name(self, values: Mapping[str, Any], number: int) -> tuple[str, bool]:
        """What stands behind "#" in the source's name: id, else URL, else the row's number."""
        own = _string(values.get("id")) or _string(values.get("url"))
        name = printable(own, 300) if own else str(number)
        if own and own in self._ids:
            return f"{name}~{number}", True
        if own:
            self._ids.add(own)
        while name in self._names:  # an id that looks like another row's number
            name += "~"
        self._names.add(name)
        return name, False

    def _draft(self, values: Mapping[str, Any], name: str, place: str, record: Mapping[str, Any]) -> Draft | Refusal:
        body = values.get("text")
        if "text" not in values:
            reason = f"{place} has no column for the text, only {printable(', '.join(map(str, record)))}"
            raise UnreadableError("text_column", reason)
        if body is not None and not isinstance(body, str):
            raise UnreadableError("text_type", f"{place} has a {type(body).__name__} as text", repr(body)[:100])
        if body is None or not body.strip():
            raise UnreadableError("not_empty", f"{place} has no text")
        head = Head(*(_line(values.get(field)) for field in ("headline", "kicker", "standfirst")))
        text = compose(head, normalise(body).strip("\n"))
        try:
            check_text(text)
        except UnreadableError as error:
            raise UnreadableError(error.check, f"{place}: {error.reason}", error.value) from None
        return Draft(
            text,
            row=name,
            head=head,
            byline=_line(values.get("byline")),
            published_on=parse_day(values.get("published_on")),
            outlet=_line(values.get("outlet")),
            url=_line(values.get("url")),
            language=_line(values.get("language")),
            record=record,
        )


def compose(head: Head, body: str) -> str:
    """Kicker, headline, standfirst and body as one text, divided by blank lines, none of them said twice.

    >>> compose(Head("Kehl wächst", "Chemie"), "Der Umsatz stieg.")
    'Chemie\\n\\nKehl wächst\\n\\nDer Umsatz stieg.'
    """
    parts = []
    for part in (head.kicker, head.headline, head.standfirst):
        if part and not _begins_with(body, part):
            parts.append(part)
    return "\n\n".join([*parts, body])


def _begins_with(body: str, part: str) -> bool:
    """Whether a line on top says this part, or the text opens with it (a teaser often is its start)."""
    top = body[: 3 * len(part) + 400]
    wanted = same_words(part)
    if wanted in map(same_words, top.split("\n")):
        return True
    begin = same_words(top)
    return begin.startswith(wanted) and not begin[len(wanted) : len(wanted) + 1].isalnum()


@lru_cache(maxsize=256)
def fields_of(names: tuple[Any, ...], columns: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    """Which column holds which field: as told, else by `ALIASES`; case and `_`, `-`, blanks don't matter."""
    by_name = {_plain(name): name for name in reversed(names)}
    told = {field: by_name[_plain(column)] for field, column in columns if _plain(column) in by_name}
    known = {
        field: next((by_name[_plain(alias)] for alias in aliases if _plain(alias) in by_name), None)
        for field, aliases in ALIASES.items()
        if field not in dict(columns)
    }
    return told | {field: name for field, name in known.items() if name is not None}


def missing_text(names: Iterable[str], columns: Mapping[str, str] | None) -> UnreadableError | None:
    """The error of a table without a text column, or None."""
    if "text" in fields_of(tuple(names), tuple(sorted((columns or {}).items()))):
        return None
    shown = printable(", ".join(map(str, names))) or "none"
    wanted = repr(columns["text"]) if columns and "text" in columns else "text, body, content, artikel …"
    return UnreadableError("text_column", f"no column holds the text (wanted: {wanted}; found: {shown})")


def _plain(name: Any) -> str:
    return "".join(char for char in normalise(str(name)).casefold() if char not in " _-\ufeff")


def _string(value: Any) -> str:
    return str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _line(value: Any) -> str | None:
    """A metadata value as one line; a list of authors is joined."""
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        value = ", ".join(value)
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return None
    line = normalise(" ".join(str(value).split()))
    return line.encode("utf-8", "ignore").decode("utf-8").replace("\0", "") or None


def _repaired(value: Any, place: str) -> Any:
    """A value read with the wrong encoding (kept as surrogates) decoded on its own."""
    if not isinstance(value, str) or value.isascii():
        return value
    try:
        value.encode("utf-8")
        return value
    except UnicodeEncodeError:
        pass
    try:
        return decode(value.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return value  # a lone surrogate from a JSON escape: the text's own check says so
    except UnreadableError as error:
        raise UnreadableError(error.check, f"{place}: {error.reason}", error.value) from None
