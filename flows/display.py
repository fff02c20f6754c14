"""What the command line prints: tables, and an article with its records marked."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console, Group
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from flows.querying import Answer, plain_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flows.diagnosis import Finding
    from flows.run import Summary
    from flows.storing.changes import Changes

LABEL_STYLES = {
    "organization": "bold cyan",
    "person": "bold magenta",
    "location": "bold green",
    "product": "bold yellow",
    "event": "bold blue",
}
_WHOLE = frozenset({"type", "status", "kind", "cue", "predicate", "metric", "value", "period"})  # never broken
_AMOUNT_STYLE = "black on yellow"
_QUOTE_STYLES = {"direct": "underline", "indirect": "underline dim"}


def summary_table(summary: Summary) -> Table:
    """The closing table of a run."""
    table = Table(title="Depesche", box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    table.add_column("what")
    table.add_column("count", justify="right")
    for what in ("read", "new", "changed", "unchanged", "withdrawn", "duplicates"):
        table.add_row(f"articles {what}", f"{summary.articles[what]:,}")
    table.add_row("rows rejected", f"{summary.rejected:,}", style="red" if summary.rejected else None)
    table.add_section()
    for name, count in summary.rows.items():
        table.add_row(name, f"{count:,}")
    table.add_section()
    table.add_row("seconds", f"{summary.seconds:.1f}")
    return table


def changes_table(changes: Iterable[Changes]) -> Table:
    """Per table what was added, withdrawn and changed between two runs."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("table")
    for what in ("added", "withdrawn", "changed"):
        table.add_column(what, justify="right")
    for each in changes:
        table.add_row(each.table, f"{each.added:,}", f"{each.withdrawn:,}", f"{each.changed:,}")
    return table


def answer_table(answer: Answer, limit: int, width: int) -> Group:
    """A query's answer for people: a table where its columns fit into `width`, else one block per row."""
    rows = [[shown(value) for value in row] for row in answer.rows[:limit]]
    lengths = [max(map(len, [name, *cells])) for name, *cells in zip(answer.columns, *rows, strict=True)]
    # A column of 20 characters still reads well when its text wraps; below that words fall apart.
    fits = sum(min(length, 20) + 2 for length in lengths) <= width
    body = _rows_across(answer, rows) if fits else _rows_down(answer.columns, rows)
    hidden = len(answer.rows) - len(rows)
    more = f"{hidden:,} more rows: --limit {len(answer.rows)} shows them, --csv and --json give all" if hidden else ""
    return Group(*body, Text(more or f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}", style="dim"))


def _rows_across(answer: Answer, rows: list[list[str]]) -> list[Table]:
    table = Table(box=box.SIMPLE_HEAD)
    for index, name in enumerate(answer.columns):
        numeric = any(isinstance(row[index], int | float | Decimal) for row in answer.rows[: len(rows)])
        table.add_column(Text(name), justify="right" if numeric else "left", overflow="fold", no_wrap=numeric)
    for row in rows:
        table.add_row(*map(Text, row))
    return [table]


def _rows_down(columns: list[str], rows: list[list[str]]) -> list[Table | Rule]:
    """One block per row, a line per column that has a value."""
    blocks: list[Table | Rule] = []
    for number, row in enumerate(rows, start=1):
        block = Table.grid(padding=(0, 2))
        for name, value in zip(columns, row, strict=True):
            if value:
                block.add_row(Text(name, style="dim"), Text(value))
        blocks += [Rule(f"{number}", align="left", style="dim"), block]
    return blocks


def shown(value: Any) -> str:
    """A value as people read it: no trailing zeros, no control characters that would move the cursor."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    return printable(str(value))


def printable(text: str) -> str:
    """The text of the same length with control characters replaced: a text must not steer a terminal.

    >>> printable("a\\x1b[2Jb"), printable("14\\u202f300")
    ('a·[2Jb', '14 300')
    """
    return "".join(
        char if char.isprintable() or char in "\n\u00ad" else " " if char.isspace() else "·" for char in text
    )


def marked_article(article: dict[str, Any], records: dict[str, list[dict[str, Any]]]) -> Group:
    """The text with its records marked, and the facts read from it below."""
    text = Text(printable(article["text"]))
    for quote in records["quotes"]:
        text.stylize(_QUOTE_STYLES[quote["kind"]], quote["start_char"], quote["end_char"])
    for mention in records["mentions"]:
        text.stylize(LABEL_STYLES[mention["label"]], mention["start_char"], mention["end_char"])
    for amount in records["amounts"]:
        text.stylize(_AMOUNT_STYLE, amount["start_char"], amount["end_char"])
    return Group(_head(article), _legend(), Rule(), text, Rule(), *_fact_tables(records))


def _head(article: dict[str, Any]) -> Table:
    table = Table.grid(padding=(0, 2))
    names = ("article_id", "source_name", "headline", "kicker", "byline", "dateline_place", "published_on", "outlet")
    for name in (*names, "language", "revision", "duplicate_of"):
        if article[name] is not None:
            table.add_row(Text(name, style="dim"), Text(shown(article[name])))
    return table


def _legend() -> Text:
    legend = Text("\n")
    for label, style in LABEL_STYLES.items():
        legend.append(label, style=style).append("  ")
    legend.append("amount", style=_AMOUNT_STYLE).append("  ")
    for kind, style in _QUOTE_STYLES.items():
        legend.append(f"{kind} quote", style=style).append("  ")
    return legend


def _fact_tables(records: dict[str, list[dict[str, Any]]]) -> list[Table]:
    """One table per kind of fact; kinds without a fact are left out."""
    tables = [
        _facts("Events", ("type", "status", "arguments", "value", "evidence"), map(_event_row, records["events"])),
        _facts("Quotes", ("kind", "speaker", "cue", "text"), map(_quote_row, records["quotes"])),
        _facts(
            "Relations",
            ("subject", "predicate", "object", "evidence"),
            ([row["subject"], row["predicate"], row["object"], row["evidence"]] for row in records["relations"]),
        ),
        _facts(
            "Figures", ("organisation", "metric", "value", "period", "evidence"), map(_figure_row, records["figures"])
        ),
    ]
    return [table for table in tables if table.row_count]


def _facts(title: str, columns: tuple[str, ...], rows: Any) -> Table:
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", expand=True)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in _WHOLE)
    for row in rows:
        table.add_row(*(Text(shown(value)) for value in row))
    return table


def _event_row(event: dict[str, Any]) -> list[Any]:
    details = [bounds(event["value_min"], event["value_max"], event["currency"])]
    details += [f"{event['count']} people"] if event["count"] is not None else []
    details += [event["position"]] if event["position"] else []
    value = ", ".join(filter(None, details))
    return [event["event_type"], event["status"], event["arguments"], value, event["evidence"]]


def _quote_row(quote: dict[str, Any]) -> list[Any]:
    return [quote["kind"], quote["speaker"] or quote["speaker_surface"], quote["cue"], quote["text"]]


def _figure_row(figure: dict[str, Any]) -> list[Any]:
    value = bounds(figure["value_min"], figure["value_max"], figure["unit"])
    return [figure["name"], figure["metric"], value, figure["period"], figure["evidence"]]


def bounds(low: Decimal | None, high: Decimal | None, unit: str | None) -> str:
    """Two bounds as people write them.

    >>> bounds(Decimal("5.0000"), Decimal("7.0000"), "EUR"), bounds(Decimal(5), None, "EUR")
    ('5–7 EUR', '≥ 5 EUR')
    """
    if low is None and high is None:
        return ""
    if low == high:
        number = f"{plain_number(low or Decimal())}"
    elif high is None:
        number = f"≥ {plain_number(low or Decimal())}"
    else:
        number = f"≤ {plain_number(high)}" if low is None else f"{plain_number(low)}–{plain_number(high)}"
    return f"{number} {unit or ''}".strip()


def consoles() -> tuple[Console, Console]:
    """One for results (stdout), one for everything said about them (stderr)."""
    return Console(highlight=False), Console(stderr=True, highlight=False)


def schema_tables(names: list[str]) -> list[Table]:
    """The columns of the tables with type, meaning and checks."""
    from schemas import derive  # brings Pandera, which only this table needs

    tables = []
    for name in names:
        table = Table("column", "type", "meaning", "checks", title=name, box=box.SIMPLE_HEAD, expand=True)
        table.title_justify, table.title_style = "left", "bold"
        table.caption, table.caption_justify = Text(derive.table_description(name)), "left"
        for fact in derive.columns(name):
            rules = ", ".join(fact.rules)
            table.add_row(fact.name, derive.sql_type(fact.dtype), Text(fact.description), Text(rules))
        tables.append(table)
    return tables


def findings_table(findings: list[Finding]) -> Table:
    """What the doctor found, problems in red."""
    table = Table("what", "state", box=box.SIMPLE_HEAD)
    for finding in findings:
        mark = "red" if finding.problem else None
        table.add_row(finding.what, Text(("missing: " if finding.problem else "") + finding.state), style=mark)
    return table
