"""Numbers whose currency stands elsewhere: in lists, changes and brackets, or in the sentence before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal

from flows.finding.numbers import MAGNITUDE, Quantity, is_ordinal, scale_like, scan_quantities
from flows.finding.pricing.currencies import Currency, alternatives, words
from flows.finding.pricing.hits import Hit, MoneyText

_ABOUT = r"(?:(?:rund|etwa|knapp|gut|fast|über|mehr als|nun|jetzt|heute|nur|zuletzt|zuvor|bisher|noch)\s+)*"
_COMMA = re.compile(r"\s*,\s+")
_AND = re.compile(rf"\s+(?:und|sowie|beziehungsweise|bzw\.|respektive|oder|und dann)\s+{_ABOUT}")
# "von 3 auf 5", "auf 5 von 3", "statt 3 künftig 5": the word before the first number and those between.
_CHANGES = (
    (
        re.compile(rf"(?i:von)\s+{_ABOUT}$"),
        re.compile(rf"\s+(?:(?:im Vorjahr|zuvor|bisher)\s+)?auf\s+{_ABOUT}"),
    ),
    (re.compile(rf"(?i:um)\s+{_ABOUT}$"), re.compile(rf"\s+auf\s+{_ABOUT}")),
    (re.compile(rf"(?i:auf)\s+{_ABOUT}$"), re.compile(rf"\s+(?:von|nach)\s+{_ABOUT}")),
    (re.compile(rf"(?i:statt)\s+{_ABOUT}$"), re.compile(r"\s+(?:künftig|nun|jetzt|nur|nur noch|sogar)\s+")),
)
_NAME_BEFORE = re.compile(r"[A-ZÄÖÜ§][\w.]*\s+$")  # "Platz 3 und …": the number belongs to the noun
_BRACKET_OPENS = re.compile(r"\s*\([^()\d]{0,25}")
_BRACKET_CLOSES = re.compile(rf"\)\s*(?P<magnitude>{MAGNITUDE})?\s*$")
_YEAR_BEFORE = re.compile(
    r"\s*\((?:Vorjahr\w*|Vorquartal|Vj\.?|VJ|i\. ?V\.|im Vorjahr|nach|zuvor|bisher)\s?:?\s+(?:rund |knapp )?"
)
_NOUN_OF_MONEY = frozenset(words("elided_before_nouns"))
_PREPOSITIONS = frozenset(
    ["gegen", "wegen", "unter", "über", "oder", "ohne", "neben", "hinter", "aber", "außer", "zwischen", "je"]
)
_BIG = 1_000_000
_LONGEST_GAP = 40  # characters between numbers of one list or change
_ELLIPSIS_WINDOW = 300  # characters back to the amount whose currency is left out
_FAR_WINDOW = 1000  # … where the number belongs to a noun like "Kosten"
_MONEY_NOUN = re.compile(rf"\b(?:{alternatives(words('elided_before_nouns'))})\b[^.!?,;:]*$")
_NEXT_WORD = re.compile(r"\s+(?P<word>[^\W\d_][\w-]*)(?P<noun>\s+[A-ZÄÖÜ])?")
_SENTENCE_END = re.compile(r"[.!?]\s+[A-ZÄÖÜ]|\n")
_PERCENT = re.compile(r"\s?(?:%|Prozent)")


@dataclass(frozen=True, slots=True)
class Elliptic:
    """A number that is money without saying of which currency; `value` is in units of that currency."""

    start: int
    end: int
    code: str
    value: Decimal


def find_elliptic(money: MoneyText, hits: list[Hit]) -> list[Elliptic]:
    """All numbers that leave their currency to another amount of the text, in no particular order.

    >>> money = MoneyText("Der Umsatz stieg von 3 auf 5 Mrd. Euro, nach Steuern bleiben 2 Milliarden.")
    >>> [(e.code, int(e.value)) for e in find_elliptic(money, money.hits())]
    [('EUR', 3000000000), ('EUR', 2000000000)]
    """
    found: list[Elliptic] = []
    for hit in hits:
        found.extend(_before(money, hit))
        found.extend(_in_bracket_after(money, hit))
    for currency in money.currencies:
        found.extend(_around_bracket(money, currency))
    found.extend(_later_millions(money, hits, found))
    return found


def _before(money: MoneyText, hit: Hit) -> list[Elliptic]:
    """Numbers before a hit: "3, 5 und 8 Mrd. Euro", "von 3 auf 5 Mrd. Euro"."""
    found: list[Elliptic] = []
    current, conjunction = hit.first, _AND
    while current > 0 and _may_leave_out(money, current - 1):
        quantity, following = money.quantities[current - 1], money.quantities[current]
        gap = money.text[quantity.end : following.start]
        if len(gap) > _LONGEST_GAP:
            break
        changed = current == hit.first and _is_change(money.text, quantity, gap)
        if not changed and (not conjunction.fullmatch(gap) or _belongs_to_noun(money.text, quantity)):
            break
        found.append(_elliptic(money, current - 1, hit.currency, money.quantities[hit.last]))
        if changed:
            break
        current, conjunction = current - 1, _COMMA
    return found


def _may_leave_out(money: MoneyText, position: int) -> bool:
    quantity = money.quantities[position]
    if position in money.used or quantity.value is None or quantity.article or money.is_year(position):
        return False
    return not is_ordinal(money.text, quantity)


def _belongs_to_noun(text: str, quantity: Quantity) -> bool:
    return _NAME_BEFORE.search(text, max(0, quantity.start - 30), quantity.start) is not None


def _is_change(text: str, quantity: Quantity, gap: str) -> bool:
    window = max(0, quantity.start - _LONGEST_GAP)
    return any(between.fullmatch(gap) and before.search(text, window, quantity.start) for before, between in _CHANGES)


def _elliptic(money: MoneyText, position: int, currency: Currency, other: Quantity) -> Elliptic:
    """The number in the currency of the other and, where it has none of its own, with its magnitude."""
    money.used.add(position)
    quantity = money.quantities[position]
    value = scale_like(quantity, other) or Decimal(0)
    return Elliptic(quantity.start, quantity.end, currency.code, value * currency.factor)


def _in_bracket_after(money: MoneyText, hit: Hit) -> list[Elliptic]:
    """The number of the year before: "5,2 Mrd. Euro (Vorjahr: 4,8)"."""
    after = hit.last + 1
    if after >= len(money.quantities) or not _may_leave_out(money, after):
        return []
    quantity = money.quantities[after]
    gap = money.text[hit.end : quantity.start]
    if len(gap) > _LONGEST_GAP or not money.text.startswith(")", quantity.end) or not _YEAR_BEFORE.fullmatch(gap):
        return []
    return [_elliptic(money, after, hit.currency, money.quantities[hit.last])]


def _around_bracket(money: MoneyText, currency: Currency) -> list[Elliptic]:
    """Both numbers of "3,2 (2,9) Mrd. Euro" and "3,2 (Vorjahr: 2,9) Mrd. Euro"."""
    closing = _BRACKET_CLOSES.search(money.text, max(0, currency.start - 15), currency.start)
    if not closing:
        return []
    inner = bisect_left(money.starts, closing.start()) - 1
    if inner < 1 or money.quantities[inner].end != closing.start():
        return []
    gap = money.text[money.quantities[inner - 1].end : money.quantities[inner].start]
    pair = (inner - 1, inner)
    if not _BRACKET_OPENS.fullmatch(gap) or not all(_may_leave_out(money, position) for position in pair):
        return []
    unit = scan_quantities("1 " + (closing["magnitude"] or ""))[0]
    return [_elliptic(money, position, currency, unit) for position in pair]


def _later_millions(money: MoneyText, hits: list[Hit], others: list[Elliptic]) -> list[Elliptic]:
    """Millions and billions without a unit, where the last such number before them was money."""
    known = sorted(
        [(hit.start, hit.end, hit.currency.code) for hit in hits] + [(e.start, e.end, e.code) for e in others]
    )
    starts = [start for start, _, _ in known]
    found: list[Elliptic] = []
    end, code, barrier = -1, "", -1  # the last amount; the last big number that was no money
    for position, quantity in enumerate(money.quantities):
        near = bisect_right(starts, quantity.start) - 1
        if near >= 0 and known[near][1] > end:
            _, end, code = known[near]
        if position in money.used or quantity.value is None or quantity.factor < _BIG:
            continue
        if 0 <= end <= quantity.start and barrier < end and _continues(money.text, end, quantity):
            money.used.add(position)
            found.append(Elliptic(quantity.start, quantity.end, code, quantity.value))
            end = quantity.end
        elif code_ahead := _named_ahead(money.text, quantity, known[near + 1 : near + 2]):
            found.append(Elliptic(quantity.start, quantity.end, code_ahead, quantity.value))
        else:
            barrier = quantity.start
    return found


def _named_ahead(text: str, quantity: Quantity, following: list[tuple[int, int, str]]) -> str:
    """The currency of the next amount in "ein Minus von 4 Mrd. nach 1 Mrd. Euro", or nothing."""
    if not following or following[0][0] - quantity.end > _LONGEST_GAP:
        return ""
    if _SENTENCE_END.search(text, quantity.end, following[0][0]) or not _counts_nothing(text, quantity):
        return ""
    named = _MONEY_NOUN.search(text, max(0, quantity.start - 60), quantity.start)
    return following[0][2] if named else ""


def _continues(text: str, end: int, quantity: Quantity) -> bool:
    """Whether a big number goes on speaking of the money that ended at `end`: near, and counting no noun."""
    distance = quantity.start - end
    if distance > _ELLIPSIS_WINDOW or "\n\n" in text[end : quantity.start]:
        named = _MONEY_NOUN.search(text, max(0, quantity.start - 60), quantity.start)
        if distance > _FAR_WINDOW or not named:
            return False
    return _counts_nothing(text, quantity)


def _counts_nothing(text: str, quantity: Quantity) -> bool:
    """Whether no noun or percent follows that the number would count."""
    if text.startswith("-", quantity.end) or _PERCENT.match(text, quantity.end):
        return False
    following = _NEXT_WORD.match(text, quantity.end)
    if not following:
        return True
    word = following["word"]
    if word[0].isupper():
        return word in _NOUN_OF_MONEY
    counts_noun = following["noun"] and word.endswith(("e", "en", "er", "es", "em"))
    return not counts_noun or word in _PREPOSITIONS
