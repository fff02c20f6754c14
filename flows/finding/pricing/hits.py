"""Numbers beside a currency: which number belongs to which, what is money and what only looks like it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.finding.numbers import Quantity, joins_range, scan_quantities
from flows.finding.pricing.currencies import Currency, alternatives, scan_currencies, words

# Between a number and the currency behind it: "5 Euro", "5-Euro-", "5,- Euro", "Milliarden an Euro".
_GAP = re.compile(r"\s?-?|[,.][-–—]{1,2}\s?|\s(?:an|von)\s")
_GAP_BEFORE = re.compile(r"\s?")  # between "EUR" and its number
_TAIL = re.compile(r"-(?P<tail>[A-ZÄÖÜ]\w*)")
_NOT_BEFORE = re.compile(rf"(?:{alternatives(words('no_amount_before'))})\s+[„“\"»]?$")
_WEIGHT_AFTER = re.compile(rf"\s+(?:{alternatives(words('weight_after'))})\b")
_SUMS = frozenset(("Betrag", "Beträge", "Bereich", "Summe", "Summen"))
_NO_MONEY_TAIL = frozenset(words("not_money_tails"))
_MONEY_TAIL = frozenset(words("money_tails"))
_CENT_WINDOW = 250  # characters to the amounts that say whose cents they are
_SENTENCE_END = re.compile(r"[.!?]\s+[A-ZÄÖÜ„»\"]|\n")
_PER_SHARE = re.compile(r"\s+(?:je|pro)\s+(?:\w+\s+)?(?:\w*[Aa]ktie|Anteil|Papier)")
_DOLLARS = ({"USD"}, {"CAD"}, {"AUD"}, {"HKD"}, {"NZD"})


# "€5m", "$ 1.5bn": letters that mean a magnitude only behind a number with its currency in front.
_ENGLISH = re.compile(r"(?<=[€$£RDPF])\s?(?P<number>\d{1,4}(?:[.,]\d{1,3})?)\s?(?P<unit>bn|mn|m|k)(?![\w²³])")
_ENGLISH_UNITS = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}


def _english(text: str) -> list[Quantity]:
    found = []
    for match in _ENGLISH.finditer(text):
        value, unit = Decimal(match["number"].replace(",", ".")), Decimal(_ENGLISH_UNITS[match["unit"]])
        if match["unit"] != "m" or text[match.start() - 1] in "€$£":
            found.append(Quantity(match.start("number"), match.end(), value * unit, unit, digits=True))
    return found


@dataclass(frozen=True, slots=True)
class Hit:
    """Quantities `first` to `last` (positions in the list of all) that belong to a currency."""

    first: int
    last: int
    currency: Currency
    start: int
    end: int
    low_factor: Decimal  # of the lower end: "30 Cent bis 1 Euro"


class MoneyText:
    """The quantities and currencies of one text; `used` are the positions of quantities that are money."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.quantities = sorted([*scan_quantities(text), *_english(text)], key=lambda quantity: quantity.start)
        self.currencies = scan_currencies(text)
        self.starts = [quantity.start for quantity in self.quantities]
        self.used: set[int] = set()

    def hits(self) -> list[Hit]:
        """Every number or range with its currency, in reading order."""
        hits = [hit for hit in map(self._hit, self.currencies) if hit]
        return self._settle_cents(self._merge_ranges(hits))

    def is_year(self, position: int) -> bool:
        quantity = self.quantities[position]
        if quantity.value is None or quantity.factor != 1 or quantity.end - quantity.start != 4:
            return False
        return quantity.digits and 1900 <= quantity.value <= 2100

    def _hit(self, currency: Currency) -> Hit | None:
        left = bisect_left(self.starts, currency.start) - 1
        right = left + 1
        has_left = self._is_left(left, currency)
        has_right = self._is_right(right, currency)
        if has_left and has_right:
            has_left = not (self.is_year(left) and not self._followed_by_currency(right))
        if has_left:
            self.used.add(left)
            start = self.quantities[left].start
            return self._widen_left(Hit(left, left, currency, start, currency.end, currency.factor))
        if has_right:
            self.used.add(right)
            end = self.quantities[right].end
            return self._widen_right(Hit(right, right, currency, currency.start, end, currency.factor))
        return None

    def _is_left(self, left: int, currency: Currency) -> bool:
        if left < 0 or left in self.used:
            return False
        quantity = self.quantities[left]
        gap = self.text[quantity.end : currency.start]
        if len(gap) > 6 or not _GAP.fullmatch(gap):
            return False
        return self._is_money(quantity, currency, linked="-" in gap)

    def _is_money(self, quantity: Quantity, currency: Currency, linked: bool) -> bool:
        """Whether number and currency mean money, not weight, a singer, or a country of the eurozone."""
        if currency.needs_magnitude and quantity.factor < 1000:
            return False
        if currency.weight and (quantity.article or _WEIGHT_AFTER.match(self.text, currency.end)):
            return False
        if currency.subunit and _NOT_BEFORE.search(self.text, max(0, quantity.start - 25), quantity.start):
            return False
        tail = _TAIL.match(self.text, currency.end)
        if tail and not linked:
            return tail["tail"] in _MONEY_TAIL if quantity.article else tail["tail"] not in _NO_MONEY_TAIL
        return not (quantity.value is None and quantity.factor == 1 and tail and tail["tail"] not in _SUMS)

    def _is_right(self, right: int, currency: Currency) -> bool:
        if right >= len(self.quantities) or right in self.used:
            return False
        quantity = self.quantities[right]
        if not currency.before and (currency.code != "EUR" or quantity.factor < 1_000_000):
            return False
        if quantity.article or quantity.value is None or not quantity.digits:
            return False
        if "/" in (
            self.text[currency.start - 1 : currency.start],
            self.text[currency.end : currency.end + 1],
        ):
            return False  # a pair of currencies, "EUR/USD 1,12"
        return _GAP_BEFORE.fullmatch(self.text[currency.end : quantity.start]) is not None

    def _followed_by_currency(self, position: int) -> bool:
        end = self.quantities[position].end
        following = bisect_left(self.currencies, end, key=lambda currency: currency.start)
        if following == len(self.currencies):
            return False
        gap = self.text[end : self.currencies[following].start]
        return len(gap) <= 6 and _GAP.fullmatch(gap) is not None

    def _widen_left(self, hit: Hit) -> Hit:
        before = hit.first - 1
        if before < 0 or before in self.used:
            return hit
        if not joins_range(self.text, self.quantities[before], self.quantities[hit.first]):
            return hit
        self.used.add(before)
        return replace(hit, first=before, start=self.quantities[before].start)

    def _widen_right(self, hit: Hit) -> Hit:
        after = hit.last + 1
        if after >= len(self.quantities) or self._followed_by_currency(after):
            return hit
        if not joins_range(self.text, self.quantities[hit.last], self.quantities[after]):
            return hit
        self.used.add(after)
        return replace(hit, last=after, end=self.quantities[after].end)

    def _merge_ranges(self, hits: list[Hit]) -> list[Hit]:
        """Joins "10 Euro bis 15 Euro"."""
        merged: list[Hit] = []
        for hit in hits:
            if merged and self._is_one_range(merged[-1], hit):
                low = merged[-1]
                hit = replace(hit, first=low.first, start=low.start, low_factor=low.low_factor)
                merged.pop()
            merged.append(hit)
        return merged

    def _is_one_range(self, one: Hit, other: Hit) -> bool:
        if one.last + 1 != other.first or one.currency.code != other.currency.code:
            return False
        if one.first != one.last:
            return False
        low, high = self.quantities[one.last], self.quantities[other.first]
        if low.value is None or high.value is None:
            return False
        low = replace(low, start=one.start, end=one.end, value=low.value * one.currency.factor)
        return joins_range(self.text, low, replace(high, start=other.start, value=high.value * other.currency.factor))

    def _settle_cents(self, hits: list[Hit]) -> list[Hit]:
        """Cents are the dollar's where only dollars stand around them, else the euro's."""
        whole = [hit for hit in hits if hit.currency.factor >= 1]
        starts = [hit.start for hit in whole]
        settled = []
        for hit in hits:
            if hit.currency.subunit:
                near = bisect_left(starts, hit.start)
                codes = {h.currency.code for h in whole[max(0, near - 1) : near + 1] if self._same_sentence(h, hit)}
                if not codes and _PER_SHARE.match(self.text, hit.end):
                    codes = {h.currency.code for h in whole}
                if codes in _DOLLARS:
                    hit = replace(hit, currency=replace(hit.currency, code=codes.pop()))
            settled.append(hit)
        return settled

    def _same_sentence(self, one: Hit, other: Hit) -> bool:
        start, end = min(one.end, other.end), max(one.start, other.start)
        return end - start < _CENT_WINDOW and not _SENTENCE_END.search(self.text, start, end)
