"""Hits for people and for programs."""

from __future__ import annotations

import json
from dataclasses import asdict

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from flows.searching.search import Hit

_STYLE = "bold yellow"


def hits_shown(hits: list[Hit], *, marked: bool) -> Group:
    """One block per hit; `marked` puts **stars** around the words found, for output without colours."""
    if not hits:
        return Group(Text("no hits: all words must occur; OR between them asks for any", style="dim"))
    return Group(*(part for hit in hits for part in (_head(hit), Padding(_body(hit, marked), (0, 0, 1, 2)))))


def _head(hit: Hit) -> Text:
    told = [str(hit.published_on or "undated"), hit.outlet, hit.headline, hit.source_name]
    line = Text("  ".join(_one_line(part) for part in told if part))
    if hit.kind == "quote":
        line.append(f"  {_one_line(hit.speaker or 'nobody named')}:", style="bold")
    return line


def _body(hit: Hit, marked: bool) -> Text:
    """The fragment on one line, the words found in it marked."""
    text, end = Text(), 0
    stars = "**" if marked else ""
    for first, last in hit.marks:
        text.append(_one_line(hit.fragment[end:first]))
        text.append(f"{stars}{_one_line(hit.fragment[first:last])}{stars}", style=_STYLE)
        end = last
    return text.append(_one_line(hit.fragment[end:]))


def _one_line(text: str) -> str:
    """The text without line breaks and control characters: a text must not steer a terminal.

    >>> _one_line("a\\nb\\x1b[2J")
    'a b·[2J'
    """
    return "".join(char if char.isprintable() else " " if char.isspace() else "·" for char in text)


def as_json(hits: list[Hit]) -> str:
    """All that is known of the hits, as a JSON list."""
    rows = [{**asdict(hit), "published_on": hit.published_on and hit.published_on.isoformat()} for hit in hits]
    return json.dumps(rows, ensure_ascii=False, indent=1)
