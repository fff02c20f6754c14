"""The queries of the README and of docs/queries.md with their real output on the sample articles."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path

from rich.console import Console

from flows.display import answer_table
from flows.querying import ask
from flows.searching.search import find
from flows.searching.show import hits_shown
from flows.storing.warehouse import Warehouse

README = Path(__file__).parents[2] / "README.md"
PAGES = (README, README.parent / "docs" / "queries.md")
_WIDTH = 100
_QUERY = re.compile(r"(```console\n\$ (depesche (?:query|search) [^\n]*)\n)(.*?)(```)", re.DOTALL)


def with_outputs(text: str, warehouse: Path) -> str:
    """The page with what each of its queries and searches prints now."""

    def answered(match: re.Match[str]) -> str:
        _, verb, *arguments = shlex.split(match[2])
        out = Console(file=io.StringIO(), width=_WIDTH, highlight=False)
        out.print(_ANSWERS[verb](Warehouse(warehouse), *arguments))
        printed = out.file.getvalue()  # type: ignore[attr-defined]
        lines = [line.rstrip() for line in printed.splitlines()]
        return match[1] + "\n".join(lines).strip("\n") + "\n" + match[4]

    return _QUERY.sub(answered, text)


_ANSWERS = {
    "query": lambda warehouse, sql: answer_table(ask(warehouse, sql), 50, _WIDTH),
    "search": lambda warehouse, words, *only: hits_shown(find(warehouse, words, *only[1:]), marked=True),
}
