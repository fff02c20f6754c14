"""Precision and recall of a layer over the least score, drawn as SVG."""

from __future__ import annotations

from collections.abc import Callable

from flows.evaluating.page.markup import Markup, tag
from flows.evaluating.scoring import Tally

_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 260, 130, 34, 20  # of the picture, and of its room for labels
_FIRST = 0.4  # left end of the axis: everything below is "all"


def curve_figure(layer: str, curve: dict[float, Tally]) -> Markup:
    """Both lines, with a dot per threshold that keeps something; its title gives the numbers."""
    points = {score: tally for score, tally in curve.items() if tally.right + tally.wrong}
    shapes = [
        *(_grid(share) for share in (0.0, 0.5, 1.0)),
        *(_label(score) for score in curve if score in (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)),
        *_line(points, lambda tally: tally.precision, "precision"),
        *_line(points, lambda tally: tally.recall, "recall"),
    ]
    box = f"0 0 {_WIDTH} {_HEIGHT + _BOTTOM}"
    picture = tag("svg", *shapes, viewBox=box, role="img", aria_label=f"precision and recall of {layer} by score")
    legend = (tag("span", "precision", class_="precision"), tag("span", "recall", class_="recall"))
    return tag("figure", tag("figcaption", tag("b", layer), *legend), picture)


def _x(score: float) -> float:
    return _LEFT + (max(score, _FIRST) - _FIRST) / (1 - _FIRST) * (_WIDTH - _LEFT - 10)


def _y(share: float) -> float:
    return 8 + (1 - share) * (_HEIGHT - 12)


def _grid(share: float) -> Markup:
    line = tag("line", x1=_LEFT, x2=_WIDTH, y1=f"{_y(share):.1f}", y2=f"{_y(share):.1f}", class_="grid")
    text = tag("text", f"{share:.0%}", x=_LEFT - 5, y=f"{_y(share) + 3:.1f}", text_anchor="end")
    return Markup(line + text)


def _label(score: float) -> Markup:
    return tag("text", f"{score:g}" if score else "all", x=f"{_x(score):.1f}", y=_HEIGHT + 14, text_anchor="middle")


def _line(points: dict[float, Tally], share: Callable[[Tally], float], name: str) -> list[Markup]:
    at = {score: f"{_x(score):.1f} {_y(share(tally)):.1f}" for score, tally in points.items()}
    dots = []
    for score, tally in points.items():
        x, y = at[score].split()
        title = f"score ≥ {score:g}: {name} {share(tally):.1%} ({tally.right:,} right, {tally.wrong:,} wrong)"
        dots.append(tag("g", tag("circle", cx=x, cy=y, r=2.6), tag("title", title), class_=name))
    return [tag("path", d="M" + " L".join(at.values()), class_=f"line {name}"), *dots] if at else []
