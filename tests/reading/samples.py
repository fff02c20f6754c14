"""A text and a type that the reading tests share."""

from __future__ import annotations

from collections.abc import Callable

from flows.reading.article import Article, Rejection

BODY = (
    "Die Kehl AG aus Ulm übernimmt den Zulieferer Ohlsen für 30 Mio. Euro. "
    "Das teilte der Maschinenbauer am Dienstag mit, die Aktie stieg um 4 Prozent."
)

Read = Callable[..., tuple[list[Article], list[Rejection]]]
