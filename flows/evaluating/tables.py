"""A score as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from flows.display import printable
from flows.evaluating.scoring import Score, Tally
from flows.evaluating.wording import shorten

_CONFUSIONS = 12  # the most frequent ones; --json and --html have all
_LONGEST = 40  # characters of a value in the table


def score_tables(score: Score) -> Group:
    """Figures by layer and type, details compared, what `score` buys, and the most frequent confusions."""
    tables = [_figures(score), _curves(score), _details(score), _confusions(score)]
    warnings = [Text(f"warning: {printable(each)}", style="yellow") for each in score.warnings]
    return Group(*warnings, *(table for table in tables if table.row_count))


def _figures(score: Score) -> Table:
    number = "article" if score.documents == 1 else "articles"
    table = _table(f"{score.name}: {score.documents} {number}", "layer", "precision", "recall", "F1")
    for name in ("right", "missed", "wrong"):
        table.add_column(name, justify="right")
    for layer, tally in score.layers.items():
        table.add_row(layer, *_cells(tally), style="bold")
        for kind, part in sorted(score.kinds[layer].items(), key=lambda each: -each[1].right - each[1].missed):
            table.add_row(Text(f"  {printable(kind)}"), *_cells(part))
    return table


def _curves(score: Score) -> Table:
    table = _table("What score >= x leaves", "layer", "score", "precision", "recall", "F1")
    for name in ("right", "wrong"):
        table.add_column(name, justify="right")
    for layer, curve in score.curves.items():
        for threshold, tally in _changes(curve):
            cells = (*_percents(tally), f"{tally.right:,}", f"{tally.wrong:,}")
            table.add_row(layer, f"≥ {threshold:g}" if threshold else "all", *cells)
        table.add_section()
    return table


def _changes(curve: dict[float, Tally]) -> Iterator[tuple[float, Tally]]:
    """The thresholds that drop something which the one before kept."""
    before = None
    for threshold, tally in curve.items():
        if tally != before:
            yield threshold, tally
        before = tally


def _details(score: Score) -> Table:
    table = _table("Details of records that both sides have", "detail", "equal", "of", "percent")
    for name, detail in score.details.items():
        table.add_row(name, f"{detail.equal:,}", f"{detail.total:,}", f"{detail.accuracy:.1%}")
    return table


def _confusions(score: Score) -> Table:
    table = Table(title="Most frequent confusions", box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for name in ("detail", "gold", "found"):
        table.add_column(name)
    table.add_column("count", justify="right")
    every = [
        (count, name, *values) for name, detail in score.details.items() for values, count in detail.confused.items()
    ]
    for count, *cells in sorted(every, key=lambda each: (-each[0], each[1:]))[:_CONFUSIONS]:
        table.add_row(*(Text(shorten(printable(cell), _LONGEST)) for cell in cells), f"{count:,}")
    return table


def _table(title: str, first: str, *numbers: str) -> Table:
    table = Table(first, title=Text(title), box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for name in numbers:
        table.add_column(name, justify="right")
    return table


def _cells(tally: Tally) -> tuple[str, ...]:
    return (*_percents(tally), f"{tally.right:,}", f"{tally.missed:,}", f"{tally.wrong:,}")


def _percents(tally: Tally) -> tuple[str, ...]:
    return tuple(f"{share:.1%}" for share in (tally.precision, tally.recall, tally.f1))
