"""Numbers in German text: digits, words, magnitudes, vague quantifiers, ranges, and their bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from flows.finding.lexicon import load_lexicon

_LEXICON: dict[str, Any] = load_lexicon("numbers")
_UNITS: dict[str, int] = {str(word).lower(): value for word, value in _LEXICON["units"].items()}
_TENS: dict[str, int] = _LEXICON["tens"]
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_HALVES = {"halb": Decimal("0.5"), "viertel": Decimal("0.25"), "dreiviertel": Decimal("0.75")}

_MAGNITUDES = [
    (re.compile(entry["pattern"]), Decimal(int(Decimal(str(entry["factor"]))))) for entry in _LEXICON["magnitudes"]
]
MAGNITUDE = "(?:" + "|".join(entry["pattern"] for entry in _LEXICON["magnitudes"]) + r")(?![^\W\d_])"
_VAGUE = "(?:" + "|".join(entry["pattern"] for entry in _LEXICON["vague"]) + r")(?![^\W\d_])"
# What may be stuck to a number without a space ("5Mio.", "3€", "20EUR", "7%").
_STUCK = r"(?!(?!Mio|Mrd|Mill|Tsd|EUR|Euro|USD|CHF|T€|T[EC]|k€)[^\W\d_])"
_DIGITS = (
    r"(?<![\w§#@])(?<!\d[.,:/'’])(?:"
    r"\d{1,3}(?:\.\d{3}){1,6}(?:,\d{1,9})?"  # 1.234.567,89
    r"|\d{1,3}(?:['’]\d{3}){1,6}(?:[.,]\d{1,9})?"  # 1'234'567.89
    r"|\d{1,3}(?: \d{3}){1,6}(?:,\d{1,9})?"  # 1 234 567,89
    r"|\d{1,3}(?:,\d{3}){2,6}(?:\.\d{1,9})?"  # 1,234,567.89
    r"|\d{1,15}[.,]\d{1,9}|\d{1,15} ?[½¼¾]|\d{1,15}|[½¼¾]"
    r")(?![.,:/'’]?\d)" + _STUCK
)
_WORD_PARTS = sorted({*_UNITS, *_TENS, "hundert", "tausend", "und", "anderthalb", "einhalb"}, key=len, reverse=True)
_WORDS = r"(?<![\w])(?i:(?:" + "|".join(_WORD_PARTS) + r")+?(?:(?<=ein)e[nmrs]?)?)(?![^\W\d_])"
_FRACTION = (
    r"(?<!\w)(?:eine[rnm]?\s+|ein\s+)?(?P<fraction>halb|[Dd]reiviertel|[Vv]iertel)(?:e[nrsm]?)?[ -]?"
    r"(?P<of>(?i:million|milliarde|billion|dutzend))(?![^\W\d_])"
)
_SCAN = re.compile(
    rf"{_FRACTION}"
    rf"|(?<!\w)(?P<vague>{_VAGUE}(?:[\s-]+(?:von\s+|an\s+)?(?:{_VAGUE}|(?:zehn|hundert)?tausend(?!\w)|zehn|{MAGNITUDE}))*)"
    r"|(?<!\w)eine[rn]?\s+(?:gut|knapp|rund|satt|glatt|voll|stolz|schlapp)e[nr]?\s+(?P<round>Million|Milliarde|Billion)(?!\w)"
    r"|(?<!\w)(?P<token>(?:[Ee]inen?|[Dd]e[nr])\s+symbolischen?r?)(?=\s+(?:Euro|Dollar|Franken)(?!\w))"
    rf"|(?P<number>{_DIGITS}|{_WORDS})(?P<magnitudes>(?:[\s-]?{MAGNITUDE}){{0,2}})"
)
_ARTICLE = re.compile(r"(?i:eine[nmrs]?|ein)$")
_RANGE = re.compile(
    r"\s?[-–—]\s?|-?\s+(?:bis|bis zu|oder|bis maximal|bis höchstens|bis knapp|bis rund|bis etwa|bis über)\s+"
)
_AND = re.compile(r"\s+und\s+(?:rund |etwa |knapp |gut |fast )?")
_BETWEEN = re.compile(r"(?i:zwischen)\s+(?:rund |etwa |knapp |gut |fast |umgerechnet |den )?$")
_PERCENT = re.compile(r"[\s-]?(?:Prozent(?:punkten?|e|en|s)?(?![^\W\d_])|Proz\.|v\. ?H\.|%)")
_ORDINAL = re.compile(r"\.\s?(?=[^\W\d_]|\d)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its magnitude as written, without its qualifiers; a vague one has no value."""

    start: int
    end: int
    value: Decimal | None
    factor: Decimal  # 1 where no magnitude is named
    article: bool = False  # "ein", "eine": only a number before a unit
    digits: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number or range of numbers; `end` is behind the magnitude, `unit_end` behind a "Prozent".

    Bounds as in amounts: an open bound is None, a vague number has neither.
    """

    start: int
    end: int
    value_min: Decimal | None
    value_max: Decimal | None
    qualifier: str  # exact, approx, at_least, at_most, range, vague
    percent: bool = False
    unit_end: int = 0

    @property
    def vague(self) -> bool:
        return self.qualifier == "vague"


def find_numbers(text: str) -> list[Number]:
    """All numbers of `text` in reading order, ranges joined, with bounds from the words around them.

    Dates, times, scores and ordinals are left out; a plain year is a number like any other.

    >>> [(n.value_min, n.value_max, n.qualifier) for n in find_numbers("2 bis 3 von mehr als 1.200 Stellen")]
    [(Decimal('2'), Decimal('3'), 'range'), (Decimal('1200'), None, 'at_least')]
    """
    quantities = [q for q in scan_quantities(text) if not q.article and not is_ordinal(text, q)]
    numbers = []
    position = 0
    while position < len(quantities):
        first = last = quantities[position]
        if position + 1 < len(quantities) and joins_range(text, first, quantities[position + 1]):
            last = quantities[position + 1]
            position += 1
        numbers.append(_number(text, first, last))
        position += 1
    return numbers


def _number(text: str, first: Quantity, last: Quantity) -> Number:
    percent = _PERCENT.match(text, last.end)
    unit_end = percent.end() if percent else last.end
    qualifier = "range" if first is not last else find_qualifier(text, first.start, unit_end)
    low, high, qualifier = with_bounds(scale_like(first, last), last.value, qualifier)
    return Number(first.start, last.end, low, high, qualifier, percent is not None, unit_end)


def scan_quantities(text: str) -> list[Quantity]:
    """Every number with its magnitude, and every vague quantifier, in reading order and without overlap."""
    quantities = []
    for match in _SCAN.finditer(text):
        if match["vague"]:
            factor = max(_factors(match["vague"]), default=Decimal(1))
            quantities.append(Quantity(match.start(), match.end(), None, factor))
        elif match["round"]:
            factor = _factors(match["round"])[0]
            quantities.append(Quantity(match.start("round"), match.end(), factor, factor))
        elif match["token"]:
            quantities.append(Quantity(match.start(), match.end(), Decimal(1), Decimal(1)))
        elif match["fraction"]:
            factor = _factors(match["of"].capitalize())[0]
            half = plain(_HALVES[match["fraction"].lower()] * factor)
            quantities.append(Quantity(match.start(), match.end(), half, factor))
        else:
            value = parse_numeral(match["number"])
            if value is not None:
                factor = Decimal(1)
                for one in _factors(match["magnitudes"]):
                    factor *= one
                value = plain(value * factor)
                article = _ARTICLE.fullmatch(match["number"]) is not None
                if article and match["magnitudes"].strip(" -") in ("Millionen", "Milliarden"):
                    quantities.append(Quantity(match.start("magnitudes") + 1, match.end(), None, factor))
                    continue  # "ein Millionen-Euro-Schaden" does not say how many
                article = article and factor == 1
                digits = match["number"][0].isdigit()
                quantities.append(Quantity(match.start(), match.end(), value, factor, article, digits))
    return quantities


def plain(value: Decimal) -> Decimal:
    """The same value without an exponent or zeros behind the point."""
    return Decimal(int(value)) if value == int(value) else value.normalize()


def _factors(magnitudes: str) -> list[Decimal]:
    found = []
    for part in re.split(r"[\s-]+", magnitudes):
        for pattern, factor in _MAGNITUDES:
            match = pattern.match(part + " Euro") if part else None  # "Bio" counts before a currency only
            if match and match.end() == len(part):
                found.append(factor)
                break
    return found


def parse_numeral(numeral: str) -> Decimal | None:
    """The value of a German numeral in digits or in one word, None if it is none.

    >>> [str(parse_numeral(n)) for n in ("1.234,5", "2.5", "1'250", "12½", "zweieinhalb", "einundzwanzig")]
    ['1234.5', '2.5', '1250', '12.5', '2.5', '21']
    """
    if numeral[0].isdigit() or numeral[0] in _FRACTIONS:
        return _parse_digits(numeral)
    return _parse_words(numeral.lower())


def _parse_digits(numeral: str) -> Decimal:
    fraction = Decimal(0)
    if numeral[-1] in _FRACTIONS:
        fraction = _FRACTIONS[numeral[-1]]
        numeral = numeral[:-1].strip() or "0"
    digits = re.sub(r"['’ ]", "", numeral)
    if digits.count(",") > 1:
        digits = digits.replace(",", "")
    elif "," in digits:
        digits = digits.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", numeral):
        digits = digits.replace(".", "")
    return Decimal(digits) + fraction


@cache
def _parse_words(word: str) -> Decimal | None:
    if word == "anderthalb":
        return Decimal("1.5")
    if word.endswith("einhalb"):
        whole = _parse_whole(word.removesuffix("einhalb").removesuffix("und"))
        return None if whole is None else whole + Decimal("0.5")
    if word.startswith("ein") and word[3:] in ("e", "en", "er", "em", "es"):
        return Decimal(1)
    whole = _parse_whole(word)
    return None if whole is None else Decimal(whole)


def _parse_whole(word: str) -> int | None:
    for name, size in (("tausend", 1000), ("hundert", 100)):
        left, found, right = word.partition(name)
        if found:
            many = _parse_whole(left) if left else 1
            rest = _parse_whole(right.removeprefix("und")) if right else 0
            return None if many is None or rest is None else many * size + rest
    if word in _UNITS:
        return _UNITS[word]
    if word in _TENS:
        return _TENS[word]
    unit, _, ten = word.partition("und")
    return _UNITS[unit] + _TENS[ten] if _UNITS.get(unit, 10) < 10 and ten in _TENS else None


def is_ordinal(text: str, quantity: Quantity) -> bool:
    """Whether a full stop makes "2" the second ("im 2. Quartal", "am 3. 4. 2020")."""
    if not quantity.digits or quantity.factor != 1 or quantity.value is None or quantity.value >= 1000:
        return False
    stop = _ORDINAL.match(text, quantity.end)
    return stop is not None and quantity.value == int(quantity.value)


def joins_range(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether two neighbours are the ends of one range ("2 bis 3", "2-3", "zwischen 10 und 15 Mio.")."""
    gap = text[first.end : second.start]
    if len(gap) > 20 or first.value is None or second.value is None:
        return False
    if not _RANGE.fullmatch(gap) and not (
        _AND.fullmatch(gap) and _BETWEEN.search(text, max(0, first.start - 25), first.start)
    ):
        return False
    low = scale_like(first, second)
    return low is not None and low < second.value


def scale_like(first: Quantity, second: Quantity) -> Decimal | None:
    """The first number's value with the magnitude that it leaves to the second ("2 bis 3 Mrd.")."""
    if first is second or first.value is None or first.factor != 1 or first.value >= 1000:
        return first.value
    if second.factor != 1:
        return plain(first.value * second.factor)
    if not first.digits and not second.digits and second.value is not None:  # "fünf- bis sechstausend"
        shared = next((size for size in (1000, 100) if second.value % size == 0), 1)
        return first.value * shared if first.value < second.value / shared else first.value
    return first.value


def with_bounds(
    low: Decimal | None, high: Decimal | None, qualifier: str
) -> tuple[Decimal | None, Decimal | None, str]:
    """Lower bound, upper bound and qualifier as they are recorded; numbers without a value are vague."""
    if low is None or high is None:
        return None, None, "vague"
    return None if qualifier == "at_most" else low, None if qualifier == "at_least" else high, qualifier


@cache
def _qualifier_words(group: str) -> dict[str, str]:
    """Every word of a group of qualifiers with what it makes of a number."""
    return {
        word: qualifier
        for qualifier, entries in _LEXICON[group].items()
        for entry in entries
        for word in entry["words"]
    }


def _alternatives(words: Any) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_FILLERS = rf"(?:(?:{_alternatives(_LEXICON['fillers'])})\s+)?"
_BEFORE = re.compile(rf"(?<![\w-])(?P<word>(?i:{_alternatives(_qualifier_words('qualifiers'))}))\s+{_FILLERS}$")
_AFTER = re.compile(rf"\s+(?P<word>{_alternatives(_qualifier_words('qualifiers_after'))})(?!\w)")
_ABOUT = re.compile(
    r"(?:" + _alternatives(w.lower() for e in _LEXICON["about_nouns"] for w in e["words"]) + r")"
    r"(?:s|es)?\b(?P<between>(?:\s+(?:von|mit|der|des|für|an|im|in|zwischen|und)?\s*[\w&.-]+){0,4}?)\s*$",
    re.IGNORECASE,
)
_WINDOW = 40  # characters in which the qualifiers before a number stand
_ABOUT_WINDOW = 70


def find_qualifier(text: str, start: int, end: int) -> str:
    """What the words around the number at `start` (its unit ending at `end`) make of it.

    >>> text = "ein Vertrag über 5 Euro, bis zu rund 7 Euro, über 9 Euro"
    >>> [find_qualifier(text, text.index(n), text.index(n) + 6) for n in "579"]
    ['exact', 'at_most', 'at_least']
    """
    if after := _AFTER.match(text, end):
        return _qualifier_words("qualifiers_after")[after["word"]]
    result = "exact"
    for _ in range(3):  # "bis zu rund": a bound counts more than a nearer "rund"
        before = _BEFORE.search(text, max(0, start - _WINDOW), start)
        if not before:
            break
        word = before["word"].lower()
        found = _qualifier_words("qualifiers")[word]
        if word == "über" and _is_about(text, before.start()):
            break
        if found != "approx":
            return found
        result, start = found, before.start()
    return result


def _is_about(text: str, start: int) -> bool:
    """Whether the "über" at `start` belongs to a noun like Vertrag in the words before it.

    Behind another preposition it is a bound: "Umsätze von über 2 Mrd. Euro".
    """
    if text[max(0, start - 5) : start].rstrip().endswith((" von", " auf", " bei", " mit", " um")):
        return False
    return _ABOUT.search(text, max(0, start - _ABOUT_WINDOW), start) is not None
