"""What the name model knows of a piece by itself, computed once per form, and of its place in a sentence."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flows.finding.model.pieces import GLUED_HYPHEN

Floats = NDArray[np.float32]

LISTS = 8  # bits of list membership in words.tsv.gz
PHRASE_KINDS = 3  # company, place, brand
_LONGEST_PHRASE = 6
SHAPES = 14
TYPE_WIDTH = LISTS + 4 + SHAPES + 1
PLACE_WIDTH = 2 * PHRASE_KINDS + 2
LONGEST_WORD = 16  # characters that are read: the first and last eight of longer words
ALPHABET = (
    "\0<>?"
    + "abcdefghijklmnopqrstuvwxyzäöüßABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ0123456789"
    + "-.&'’áàâåãçéèêëíìîïñóòôøõúùûýžšč"
)
_LETTER = {char: number for number, char in enumerate(ALPHABET)}
_MARKS = {".": 8, ",": 9, "(": 10, ")": 10, "[": 10, "]": 10, ":": 11, ";": 11, "-": 12, "–": 12, "/": 12}
_QUOTES = frozenset("\"“”„»«›‹‚‘’'`")


class WordTable:
    """List memberships and frequencies per word, and the phrases of several pieces."""

    def __init__(self, folder: Path) -> None:
        self.bits: dict[str, int] = {}
        self.counts: dict[str, int] = {}
        for line in _read(folder / "words.tsv.gz"):
            word, bits, count = line.split("\t")
            if bits != "0":
                self.bits[word] = int(bits)
            if count != "0":
                self.counts[word] = int(count)
        self.phrases: dict[str, int] = {}
        self.beginnings: set[str] = set()
        for line in _read(folder / "phrases.tsv.gz"):
            phrase, kinds = line.split("\t")
            self.phrases[phrase] = int(kinds)
            self.beginnings.add(phrase.split(" ", 1)[0])

    def describe(self, form: str) -> list[float]:
        """The numbers of one form: lists, frequencies as written and in lower case, shape, length."""
        bits = self.bits.get(form, 0)
        if not bits and len(form) > 3 and form[-1] == "s":  # genitive
            bits = self.bits.get(form[:-1], 0)
        count = self.counts.get(form, 0) / 40
        lower = self.counts.get(form.lower(), 0) / 40 if form[:1].isupper() else count
        title = self.counts.get(form.capitalize(), 0) / 40 if len(form) > 1 and form.isupper() else count
        known = [count, lower, title, float(count == 0 and lower == 0)]
        shape = [0.0] * SHAPES
        shape[_shape(form)] = 1.0
        return [*(float(bits >> bit & 1) for bit in range(LISTS)), *known, *shape, min(len(form), 20) / 20]

    def mark_phrases(self, forms: list[str]) -> Floats:
        """Per piece: begins or continues the longest listed phrase, for each kind; sentence start; upper case."""
        marks = np.zeros((len(forms), PLACE_WIDTH), dtype=np.float32)
        end = 0
        for start, form in enumerate(forms):
            if start < end or form not in self.beginnings:
                continue
            for stop in range(min(len(forms), start + _LONGEST_PHRASE), start + 1, -1):
                kinds = self._phrase(forms, start, stop)
                if kinds:
                    for kind in range(PHRASE_KINDS):
                        if kinds >> kind & 1:
                            marks[start, 2 * kind] = 1
                            marks[start + 1 : stop, 2 * kind + 1] = 1
                    end = stop
                    break
        if forms:
            marks[0, -2] = 1
            if len(forms) > 1 and forms[0] in _QUOTES:
                marks[1, -2] = 1
            words = [form for form in forms if form.isalpha()]
            upper = sum(form[0].isupper() for form in words)
            marks[:, -1] = len(words) > 3 and upper > 0.7 * len(words)
        return marks

    def _phrase(self, forms: list[str], start: int, stop: int) -> int:
        phrase = " ".join(forms[start:stop])
        return self.phrases.get(phrase, 0) or (self.phrases.get(phrase[:-1], 0) if phrase[-1] == "s" else 0)


def _read(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return file.read().rstrip("\n").split("\n")


def _shape(form: str) -> int:
    """A number below SHAPES for how a form is written."""
    if form == GLUED_HYPHEN:
        return 7
    if form[0].isalnum():
        return _word_shape(form)
    return 13 if form in _QUOTES else _MARKS.get(form, 6)


def _word_shape(form: str) -> int:
    if form.isalpha():
        if form.islower():
            return 0
        if len(form) == 1:
            return 2
        if form.isupper():
            return 3
        return 1 if form[0].isupper() and form[1:].islower() else 4
    return 5 if any(c.isalpha() for c in form) else 6 if not form[0].isdigit() else 12 if len(form) > 6 else 5


def letters(form: str) -> list[int]:
    """Numbers of the characters between "<" and ">", padded with 0 to LONGEST_WORD + 2."""
    half = LONGEST_WORD // 2
    shown = form if len(form) <= LONGEST_WORD else form[:half] + form[-half:]
    row = [1, *(_LETTER.get(char, 3) for char in shown), 2]
    return row + [0] * (LONGEST_WORD + 2 - len(row))
