"""Builds the word table that the model ships: list memberships and frequencies per word, and name phrases."""

from __future__ import annotations

import csv
import gzip
import math
import re
from collections import Counter
from pathlib import Path

from flows.finding.model.pieces import split_pieces

# Bits of a word's list memberships, in the order of the model's input.
LISTS = ("first_name", "surname", "town", "country", "company", "company_part", "brand", "legal_form")
PHRASES = ("company", "place", "brand")

_LEGAL = frozenset(
    [
        "AG",
        "SE",
        "GmbH",
        "KG",
        "KGaA",
        "OHG",
        "UG",
        "mbH",
        "Inc",
        "Corp",
        "Corporation",
        "Ltd",
        "Limited",
        "LLC",
        "LP",
        "plc",
        "PLC",
        "SA",
        "S.A",
        "S.p.A",
        "SpA",
        "NV",
        "N.V",
        "BV",
        "B.V",
        "AB",
        "ASA",
        "AS",
        "A/S",
        "Oyj",
        "OYJ",
        "Co",
        "Company",
        "Group",
        "Holding",
        "Holdings",
        "SAS",
        "Berhad",
        "Bhd",
        "Tbk",
        "PT",
        "Public",
    ]
)
_FORMS = frozenset(
    [
        "AG",
        "SE",
        "GmbH",
        "KG",
        "KGaA",
        "OHG",
        "UG",
        "mbH",
        "Inc",
        "Corp",
        "Corporation",
        "Ltd",
        "LLC",
        "LP",
        "plc",
        "PLC",
        "S.A",
        "S.p.A",
        "SpA",
        "N.V",
        "NV",
        "B.V",
        "BV",
        "AB",
        "ASA",
        "Oyj",
        "SAS",
        "Co",
        "Group",
        "Holding",
        "Holdings",
        "eG",
        "e.V",
        "eV",
        "SA",
    ]
)
_COMMON_RATE = 2e-6  # a word seen more often than this in speeches is no company by its form alone


def word_counts(lm_text: Path) -> Counter[str]:
    """How often each piece occurs in tokenised text."""
    counts: Counter[str] = Counter()
    with lm_text.open(encoding="utf-8") as lines:
        for line in lines:
            for token in line.split():
                counts.update(token.split("-") if "-" in token and len(token) > 1 else (token,))
    return counts


def _forms(name: str) -> list[str]:
    return [form for form, _, _ in split_pieces(name)]


def company_phrase(name: str) -> list[str]:
    """A company's pieces without articles and legal forms at its ends.

    >>> company_phrase("The Goldman Sachs Group, Inc.")
    ['Goldman', 'Sachs']
    """
    pieces = _forms(re.sub(r"\(.*?\)", " ", name))
    while len(pieces) > 1 and (pieces[-1] in _LEGAL or not pieces[-1][0].isalnum()):
        pieces.pop()
    return pieces[1:] if len(pieces) > 1 and pieces[0] == "The" else pieces


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _companies(folder: Path) -> set[str]:
    names = {line.split("\t")[0] for line in _lines(folder / "financedatabase_companies.tsv")[1:]}
    for index in ("dax", "sp500", "nasdaq100", "ftse100", "dowjones"):
        with (folder / f"{index}.csv").open(encoding="utf-8") as rows:
            names.update(row["Name"] for row in csv.DictReader(rows))
    return names


def build_lists(folder: Path, counts: Counter[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Bits per word and bits per phrase of several pieces ("Bad Homburg")."""
    total = sum(counts.values())
    common = {word for word, count in counts.items() if count > _COMMON_RATE * total}
    words: Counter[str] = Counter()
    phrases: Counter[str] = Counter()

    def mark(table: Counter[str], key: str, bit: int) -> None:
        table[key] |= 1 << bit

    for line in _lines(folder / "vornamen_berlin.tsv"):
        name, _, count = line.split("\t")[:3]
        if int(count) > 2:
            for form in _forms(name):
                mark(words, form, 0)
    for name in _lines(folder / "personennamen.list"):
        mark(words, name.strip(), 1)
    places = dict.fromkeys(_lines(folder / "stadtnamen.list"), 2)
    for line in _lines(folder / "countries_de.tsv"):
        cells = line.split("\t")
        places.update({cells[2]: 3, cells[3]: 3, cells[4]: 3, cells[5]: 2})
    places.update(dict.fromkeys(_lines(folder / "laendernamen.list"), 3))
    for place, bit in places.items():
        pieces = _forms(place.split("(")[0])
        if len(pieces) == 1:
            mark(words, pieces[0], bit)
        elif 1 < len(pieces) <= 6:
            mark(phrases, " ".join(pieces), 1)
    for name in _companies(folder):
        pieces = company_phrase(name)
        if len(pieces) == 1 and len(pieces[0]) > 1 and pieces[0] not in common:
            mark(words, pieces[0], 4)
        elif 1 < len(pieces) <= 6:
            mark(phrases, " ".join(pieces), 0)
            for piece in pieces:
                if len(piece) > 2 and piece.lower() not in common:
                    mark(words, piece, 5)
    for line in _lines(folder / "brands_operators_dach.tsv")[1:]:
        pieces = _forms(line.split("\t")[1])
        if len(pieces) == 1 and len(pieces[0]) > 1 and pieces[0] not in common:
            mark(words, pieces[0], 6)
        elif 1 < len(pieces) <= 6:
            mark(phrases, " ".join(pieces), 2)
    for form in _FORMS:
        mark(words, form, 7)
    return {w: b for w, b in words.items() if w and len(w.split()) == 1}, dict(phrases)


def write_lists(folder: Path, counts: Counter[str], words: dict[str, int], phrases: dict[str, int]) -> None:
    """Writes `words.tsv.gz` (word, bits, tenths of log2 counts) and `phrases.tsv.gz`, sorted, without times."""
    kept = {w for w, c in counts.items() if c >= 8 and len(w) < 30} | set(words)
    rows = (f"{w}\t{words.get(w, 0)}\t{round(4 * math.log2(1 + counts[w]))}\n" for w in sorted(kept))
    _write(folder / "words.tsv.gz", "".join(rows))
    _write(folder / "phrases.tsv.gz", "".join(f"{p}\t{b}\n" for p, b in sorted(phrases.items())))


def _write(path: Path, content: str) -> None:
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(content.encode("utf-8"))
