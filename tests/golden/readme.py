"""The README's queries with their real output on the sample articles."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path

from rich.console import Console

from flows.display import answer_table
from flows.querying import ask
from flows.storing.warehouse import Warehouse

README = Path(__file__).parents[2] / "README.md"
_WIDTH = 100
_QUERY = re.compile(r'(```console\n\$ (depesche query "[^\n]*)\n)(.*?)(```)', re.DOTALL)


def with_outputs(text: str, warehouse: Path) -> str:
    """The README with what each of its queries prints now."""

    def answered(match: re.Match[str]) -> str:
        sql = shlex.split(match[2])[2]
        out = Console(file=io.StringIO(), width=_WIDTH, highlight=False)
        out.print(answer_table(ask(Warehouse(warehouse), sql), 50, _WIDTH))
        printed = out.file.getvalue()  # type: ignore[attr-defined]
        lines = [line.rstrip() for line in printed.splitlines()]
        return match[1] + "\n".join(lines).strip("\n") + "\n" + match[4]

    return _QUERY.sub(answered, text)
