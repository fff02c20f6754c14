"""Files that hold one article: plain text, Markdown, HTML."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from flows.reading.checks import UnreadableError
from flows.reading.decode import decode, normalise
from flows.reading.drafts import MAX_CHARACTERS, Draft
from flows.reading.layout import Head
from flows.reading.publication import parse_day
from flows.reading.titles import same_words

_MAX_BYTES = 4 * MAX_CHARACTERS  # UTF-8 and UTF-32 take at most four for a character
_MAX_HTML = 10_000_000  # bytes; the parsed tree takes twenty times that

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w:.-]{2,40})""", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_SETTING = re.compile(r"([A-Za-zÄÖÜäöü_-]{2,30}):[ \t]+(\S.*)")
_FRONT_MATTER_LIMIT = 20_000  # characters
_FIELDS = {
    "headline": ("title", "headline", "titel"),
    "kicker": ("kicker", "dachzeile", "spitzmarke"),
    "standfirst": ("standfirst", "teaser", "lead", "vorspann", "description", "subtitle", "untertitel"),
    "byline": ("author", "authors", "byline", "autor", "autoren"),
    "published_on": ("date", "published", "published_at", "published_on", "datum"),
    "outlet": ("outlet", "source", "publisher", "quelle", "medium"),
    "url": ("url", "link", "canonical"),
    "language": ("language", "lang", "sprache"),
}


def read_text(stream: BinaryIO) -> Iterator[Draft]:
    """The file's text as it is."""
    yield Draft(decode(_bytes(stream, _MAX_BYTES, "text")))


def read_markdown(stream: BinaryIO) -> Iterator[Draft]:
    """The file's text with its Markdown marks; front matter becomes metadata and leaves the text."""
    text = decode(_bytes(stream, _MAX_BYTES, "text"))
    found = _FRONT_MATTER.match(text, 0, min(len(text), _FRONT_MATTER_LIMIT))
    settings = dict(_SETTING.findall(found[1] or "")) if found else {}
    if not found or not settings:
        yield Draft(text, markdown=True)
        return
    values = {key.casefold(): value.strip().strip("\"'").strip() or None for key, value in settings.items()}

    def value(field: str) -> str | None:
        return next((values[name] for name in _FIELDS[field] if values.get(name)), None)

    yield Draft(
        text[found.end() :].lstrip("\n"),
        head=Head(value("headline"), value("kicker"), value("standfirst")),
        byline=value("byline"),
        published_on=parse_day(value("published_on")),
        outlet=value("outlet"),
        url=value("url"),
        language=value("language"),
        markdown=True,
    )


def read_html(stream: BinaryIO) -> Iterator[Draft]:
    """The article that trafilatura finds in the page, its paragraphs divided by blank lines; no network."""
    data = _bytes(stream, _MAX_HTML, "HTML page")
    charset = _CHARSET.search(data, 0, 4096)
    html = decode(data, charset[1].decode("ascii", "ignore") if charset else None)
    if not html.strip():
        raise UnreadableError("not_empty", "there is no text in it")
    page = _extract(html)
    paragraphs = _paragraphs(page.body) if page is not None else []
    if not paragraphs:
        raise UnreadableError("html_readable", "the page holds no article text")
    title = normalise(" ".join(page.title.split())) if page.title else None
    if title and not any(same_words(line) == same_words(title) for line, _ in paragraphs[:4]):
        paragraphs.insert(0, (title, False))  # facts of the headline need characters to stand on
    text, headings = _joined(paragraphs)
    yield Draft(
        text,
        head=Head(title),
        byline=page.author or None,
        published_on=parse_day(page.date),
        outlet=page.sitename or None,
        url=page.url or None,
        headings=headings,
    )


def _bytes(stream: BinaryIO, most: int, what: str) -> bytes:
    data = stream.read(most + 1)
    if len(data) > most:
        raise UnreadableError("text_length", f"it has more than {most:,} bytes, the most a {what} may have")
    if not data:
        raise UnreadableError("not_empty", "it is empty")
    return data


def _extract(html: str) -> Any:
    import trafilatura  # heavy, and few runs meet HTML

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it has to say ends in a Rejection
    return trafilatura.bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )


def _paragraphs(body: Any) -> list[tuple[str, bool]]:
    """Each paragraph, list item and table row as one line, and whether it is a heading."""
    found: list[tuple[str, bool]] = []
    for element in body.iterchildren() if body is not None else ():
        parts = [element]
        if element.tag in ("list", "table", "quote") and len(element):
            parts = list(element.iterchildren()) if not (element.text or "").strip() else parts
        for part in parts:
            line = normalise(" ".join(" ".join(part.itertext()).split()))
            # Text joined over inline elements: no blank in front of a mark, but one between table cells.
            line = re.sub(r" ([.,;:!?])(?=\s|$)", r"\1", line)
            if line:
                found.append((line, element.tag == "head"))
    return found


def _joined(paragraphs: list[tuple[str, bool]]) -> tuple[str, frozenset[int]]:
    headings, offset = set(), 0
    for line, is_heading in paragraphs:
        if is_heading:
            headings.add(offset)
        offset += len(line) + 2
    return "\n\n".join(line for line, _ in paragraphs) + "\n", frozenset(headings)
