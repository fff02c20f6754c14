"""Records in words, as reports show them."""

from __future__ import annotations

from decimal import Decimal

from flows.display import bounds
from flows.evaluating.records import Event, Figure, Filler, Money, Party, Relation


def money_in_words(money: Money) -> str:
    """Bounds and currency.

    >>> money_in_words(Money("EUR", 2.5e9, None)), money_in_words(Money("CHF", None, None))
    ('≥ 2500000000 EUR', 'CHF without a number')
    """
    return bounds(_decimal(money.low), _decimal(money.high), money.currency) or f"{money.currency} without a number"


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
    value = bounds(_decimal(figure.low), _decimal(figure.high), figure.unit) or f"some {figure.unit}"
    return f"{figure.owner.name}: {figure.metric} {value}, {figure.period or 'no period'}"


def shorten(words: str, longest: int) -> str:
    """The words on one line, cut where they are longer.

    >>> shorten("Wir wachsen\\nweiter", 14)
    'Wir wachsen w…'
    """
    words = " ".join(words.split())
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def _decimal(value: float | None) -> Decimal | None:
    # Through its shortest form: a float's exact value has digits that nobody wrote.
    return None if value is None else Decimal(repr(value)).quantize(Decimal("0.0001"))
