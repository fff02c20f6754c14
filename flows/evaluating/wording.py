"""Records in words, as reports show them."""

from __future__ import annotations

from flows.evaluating.records import Event, Figure, Filler, Money, Party, Relation


def money_in_words(money: Money) -> str:
    """Bounds and currency.

    >>> money_in_words(Money("EUR", 2.5e9, None)), money_in_words(Money("CHF", None, None))
    ('≥ 2,500,000,000 EUR', 'CHF without a number')
    """
    return f"{value_in_words(money.low, money.high)} {money.currency}".lstrip() + (
        " without a number" if money.low is None and money.high is None else ""
    )


def value_in_words(low: float | None, high: float | None) -> str:
    """Two bounds; nothing where both are open.

    >>> value_in_words(2.1, 2.1), value_in_words(-5, 7), value_in_words(None, 1e6), value_in_words(None, None)
    ('2.1', '-5–7', '≤ 1,000,000', '')
    """
    if low is None:
        return "" if high is None else f"≤ {_grouped(high)}"
    if high is None:
        return f"≥ {_grouped(low)}"
    return _grouped(low) if low == high else f"{_grouped(low)}–{_grouped(high)}"


def filler_in_words(filler: Filler) -> str:
    """A slot and what fills it.

    >>> filler_in_words(Filler("count", 600))
    'count 600'
    """
    value = filler.value
    shown = value.name if isinstance(value, Party) else money_in_words(value) if isinstance(value, Money) else value
    return f"{filler.slot} {shown}"


def event_in_words(event: Event) -> str:
    fillers = ", ".join(map(filler_in_words, event.fillers)) or "no arguments"
    return f"{event.type}: {fillers}" + (f" [{event.status}]" if event.status else "")


def relation_in_words(relation: Relation) -> str:
    return f"{relation.subject.name} {relation.predicate} {relation.object.name}"


def figure_in_words(figure: Figure) -> str:
    value = value_in_words(figure.low, figure.high) or "some"
    return f"{figure.owner.name}: {figure.metric} {value} {figure.unit}, {figure.period or 'no period'}"


def shorten(words: str, longest: int) -> str:
    """The words on one line, cut where they are longer.

    >>> shorten("Wir wachsen\\nweiter", 14)
    'Wir wachsen w…'
    """
    words = " ".join(words.split())
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def _grouped(value: float) -> str:
    """With commas between thousands, without zeros at the end."""
    return f"{value:,.4f}".rstrip("0").rstrip(".")
