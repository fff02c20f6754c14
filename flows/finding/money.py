"""Amounts of money: numbers with their currencies and bounds, also where the currency is left out."""

from __future__ import annotations

import re
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from flows.finding.numbers import find_qualifier, plain, scale_like, with_bounds
from flows.finding.pricing.currencies import Currency
from flows.finding.pricing.ellipsis import find_elliptic
from flows.finding.pricing.hits import Hit, MoneyText
from flows.finding.records import Amount
from flows.finding.tokens import tokens_of

# "ein dreistelliger Millionenbetrag in Euro": money only since a currency is named.
_VAGUE_SUM = re.compile(
    r"(?:(?:(?:ein|zwei|drei|vier)stellig|hohe|niedrige)[enrms]{0,2}\s+)*"
    r"(?:Millionen|Milliarden)(?:betrag|summe|höhe|bereich|beträge)\w*\s+in\s+$"
)
_VAGUE_SUM_WINDOW = 70


def find_amounts(text: str) -> list[Amount]:
    """Every amount of money in `text`, in reading order and without overlap.

    >>> [(a.currency, a.value_min, a.value_max) for a in find_amounts("2 bis 3 Mio. Euro, bis zu 50 Rappen")]
    [('EUR', Decimal('2000000'), Decimal('3000000')), ('CHF', None, Decimal('0.5'))]
    """
    money = MoneyText(text)
    hits = money.hits()
    amounts = [_amount(money, hit) for hit in hits]
    for elliptic in find_elliptic(money, hits):
        low, high, qualifier = with_bounds(
            elliptic.value, elliptic.value, find_qualifier(text, elliptic.start, elliptic.end)
        )
        amounts.append(Amount(elliptic.start, elliptic.end, elliptic.code, _full(low), _full(high), qualifier))
    amounts.extend(amount for currency in money.currencies if (amount := _vague_sum(text, currency)))
    return _without_overlap(amounts)


def _amount(money: MoneyText, hit: Hit) -> Amount:
    first, last = money.quantities[hit.first], money.quantities[hit.last]
    qualifier = "range" if hit.first != hit.last else find_qualifier(money.text, hit.start, hit.end)
    low, high, qualifier = with_bounds(scale_like(first, last), last.value, qualifier)
    low, high = _full(low, hit.low_factor), _full(high, hit.currency.factor)
    return Amount(hit.start, hit.end, hit.currency.code, low, high, qualifier)


def _full(value: Decimal | None, factor: Decimal = Decimal(1)) -> Decimal | None:
    """In full units: 50 cents are 0.5 euros."""
    return None if value is None else plain(value * factor)


def _vague_sum(text: str, currency: Currency) -> Amount | None:
    match = _VAGUE_SUM.search(text, max(0, currency.start - _VAGUE_SUM_WINDOW), currency.start)
    return Amount(match.start(), currency.end, currency.code, None, None, "vague") if match else None


def _without_overlap(amounts: list[Amount]) -> list[Amount]:
    """In reading order; where two overlap the longer one stays."""
    kept: list[Amount] = []
    for amount in sorted(amounts, key=lambda amount: (amount.start, -amount.end)):
        if kept and amount.start < kept[-1].end:
            if amount.end - amount.start > kept[-1].end - kept[-1].start:
                kept[-1] = amount
        else:
            kept.append(amount)
    return kept


@Language.component("depesche_money")
def set_amounts(doc: Doc) -> Doc:
    """Leaves the text's amounts in `doc._.amounts`."""
    doc._.amounts = find_amounts(tokens_of(doc).text)
    return doc
