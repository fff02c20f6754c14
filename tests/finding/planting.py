"""Documents with planted names, amounts and dates, so that event grammar is tested without the names layer."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import spacy
from spacy.tokens import Doc

import flows.finding.sentences  # noqa: F401  (registers the component)
from flows.finding.frame import register_extensions
from flows.finding.records import Amount, DateExpression, Mention

ORGANIZATIONS = (
    "Nordwerk AG",
    "Nordwerk",
    "Talbau",
    "Hallberg Gruppe",
    "Hallberg Bank",
    "Hallberg",
    "Verdi",
    "Kartellamt",
    "Staatsanwaltschaft Kassel",
    "Landgericht Kassel",
    "EU-Kommission",
    "Bafin",
    "IG Metall",
    "GDL",
    "Norstrom",
    "Westkraft",
    "Lichtwerk",
)
PERSONS = ("Karla Winter", "Jonas Behrend", "Winter", "Behrend")
LOCATIONS = ("Kassel", "Frankfurt", "Schweden", "Dänemark", "München", "Münchner", "Münchener", "Polen", "Bremen")
PRODUCTS = ("Lurio",)
_LABELS = {
    **dict.fromkeys(ORGANIZATIONS, "organization"),
    **dict.fromkeys(PERSONS, "person"),
    **dict.fromkeys(LOCATIONS, "location"),
    **dict.fromkeys(PRODUCTS, "product"),
}
_NAME = re.compile(r"(?<!\w)(" + "|".join(sorted(map(re.escape, _LABELS), key=len, reverse=True)) + r")(s?)(?!\w)")
_AMOUNT = re.compile(r"(\d+(?:,\d+)?) (Mrd\.|Mill\.|Millionen|Milliarden|Cent)? ?(Euro|Franken|Dollar)?")
_FACTORS = {"Mrd.": 10**9, "Milliarden": 10**9, "Mill.": 10**6, "Millionen": 10**6, "Cent": Decimal("0.01")}
_CODES = {"Euro": "EUR", "Franken": "CHF", "Dollar": "USD"}
_YEAR = re.compile(r"(?:im Jahr )?(?<![\d.,])(20[0-3]\d)(?![\d.,])")
_MONTH = re.compile(r"(?<=\b[ie]m )Mai\b")


def planted(text: str) -> Doc:
    """The text as a Doc with sentences, and with every invented name, amount and year marked."""
    register_extensions()
    nlp = spacy.blank("de")
    nlp.add_pipe("depesche_sentences")
    doc = nlp(text)
    doc._.mentions = [
        Mention(_LABELS[match[1]], match.start(1), match.end(1), match[1], 1.0, "planted")
        for match in _NAME.finditer(text)
    ]
    doc._.amounts = [_amount(match) for match in _AMOUNT.finditer(text) if match[3] or match[2] == "Cent"]
    doc._.dates = [
        DateExpression(
            match.start(), match.end(), date(int(match[1]), 1, 1), date(int(match[1]), 12, 31), "year", match[1]
        )
        for match in _YEAR.finditer(text)
    ]
    doc._.dates += [
        DateExpression(match.start(), match.end(), date(2026, 5, 1), date(2026, 5, 31), "month", "2026-05")
        for match in _MONTH.finditer(text)
    ]
    doc._.dates.sort(key=lambda found: found.start)
    return doc


def _amount(match: re.Match[str]) -> Amount:
    value = Decimal(match[1].replace(",", ".")) * _FACTORS.get(match[2] or "", 1)
    return Amount(match.start(), match.end(), _CODES.get(match[3] or "", "EUR"), value, value, "exact")
