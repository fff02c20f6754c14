"""HTML built from escaped pieces."""

from __future__ import annotations

from html import escape

from flows.display import printable

_EMPTY = frozenset({"meta", "input"})  # elements without content or end
_DRAWN = frozenset({"line", "path", "circle"})  # of SVG: closed in themselves


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *content: str, **attributes: str | int | float | bool | None) -> Markup:
    """An element; content that is no Markup is escaped, a trailing _ of attribute names is dropped, _ becomes -.

    >>> tag("a", "Nordwerk <AG>", tag("b", "&"), href='"', class_="x", data_layer="events")
    '<a href="&quot;" class="x" data-layer="events">Nordwerk &lt;AG&gt;<b>&amp;</b></a>'
    """
    pairs = ((key.removesuffix("_").replace("_", "-"), value) for key, value in attributes.items())
    shown = "".join(
        f" {key}" if value is True else f' {key}="{escape(printable(str(value)))}"'
        for key, value in pairs
        if value is not None and value is not False
    )
    if name in _EMPTY or name in _DRAWN:
        return Markup(f"<{name}{shown}/>" if name in _DRAWN else f"<{name}{shown}>")
    return Markup(f"<{name}{shown}>{join(content)}</{name}>")


def join(content: tuple[str, ...] | list[str]) -> Markup:
    """Pieces in a row, escaped where they are no Markup."""
    return Markup("".join(each if isinstance(each, Markup) else escape(printable(each)) for each in content))


def table(head: tuple[str, ...], rows: list[Markup], caption: str, class_: str) -> Markup:
    """A table that scrolls sideways on narrow screens; nothing where it has no rows."""
    if not rows:
        return Markup()
    cells = (tag("th", name, scope="col") for name in head)
    parts = (tag("caption", caption), tag("thead", tag("tr", *cells)), tag("tbody", *rows))
    return tag("div", tag("table", *parts, class_=class_), class_="scroll")
