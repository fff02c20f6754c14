"""The figures of one gold file: tables by layer and type, curves over `score`, details and confusions."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from flows.evaluating.page.curves import curve_figure
from flows.evaluating.page.markup import Markup, join, table, tag
from flows.evaluating.scoring import Detail, Score, Tally

_CONFUSIONS = 40  # the most frequent ones of a file


def figures_section(score: Score, number: int) -> Markup:
    """Everything measured by one gold file, but for its errors."""
    curves = [curve_figure(layer, curve) for layer, curve in score.curves.items() if any(map(_kept, curve.values()))]
    shown = "What the user gets who asks for records with a score of at least x."
    parts = [tag("h2", score.name), tag("p", f"{score.documents:,} articles", class_="quiet")]
    if score.warnings:
        parts.append(tag("ul", *(tag("li", warning) for warning in score.warnings), class_="warnings"))
    head = ("layer", "precision", "recall", "F1", "", "right", "missed", "wrong")
    parts.append(table(head, list(_layer_rows(score, number)), "By layer and type", "figures"))
    if curves:
        parts += [tag("h3", "Precision and recall by score"), tag("p", shown, class_="quiet")]
        parts.append(tag("div", *curves, class_="curves"))
    details = [_detail_row(name, detail) for name, detail in score.details.items()]
    sides = (
        table(("detail", "equal", "of", "share"), details, "Details of records that both sides have", "details"),
        table(("detail", "gold", "found", "count"), list(_confusion_rows(score)), "Most frequent confusions", "pairs"),
    )
    parts.append(tag("div", *sides, class_="sides"))
    return tag("section", *parts, id=f"file-{number}")


def _kept(tally: Tally) -> bool:
    return tally.right + tally.wrong > 0


def _layer_rows(score: Score, number: int) -> Iterator[Markup]:
    for layer, tally in score.layers.items():
        here: dict[str, str | int] = {"file": number, "layer": layer}
        yield _row(tally, layer, here, "layer")
        for kind, part in sorted(score.kinds[layer].items(), key=lambda each: -each[1].right - each[1].missed):
            yield _row(part, kind, {**here, "type": kind}, "type")


def _row(tally: Tally, name: str, filters: dict[str, str | int], class_: str) -> Markup:
    """A line of figures that leads to its errors."""
    link = f"#errors?{urlencode(filters)}"
    shares = (tag("td", f"{share:.1%}") for share in (tally.precision, tally.recall, tally.f1))
    bar = tag("td", tag("span", style=f"width: {tally.f1:.1%}", class_="bar"), class_="bars")
    counts = (tag("td", f"{count:,}") for count in (tally.right, tally.missed, tally.wrong))
    return tag("tr", tag("th", tag("a", name, href=link), scope="row"), *shares, bar, *counts, class_=class_)


def _detail_row(name: str, detail: Detail) -> Markup:
    cells = (f"{detail.equal:,}", f"{detail.total:,}", f"{detail.accuracy:.1%}")
    return tag("tr", tag("th", name, scope="row"), *(tag("td", cell) for cell in cells))


def _confusion_rows(score: Score) -> Iterator[Markup]:
    every = [
        (count, name, *values) for name, detail in score.details.items() for values, count in detail.confused.items()
    ]
    for count, name, gold, found in sorted(every, key=lambda each: (-each[0], each[1:]))[:_CONFUSIONS]:
        cells = join([tag("td", gold), tag("td", found), tag("td", f"{count:,}")])
        yield tag("tr", tag("th", name, scope="row"), cells)
