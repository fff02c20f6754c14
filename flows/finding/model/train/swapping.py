"""Augmentation: the names in a sentence are swapped for others of the same kind, listed or of our own texts."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

from flows.finding.model.labels import NUMBER, TAGS, span_tags
from flows.finding.model.pieces import GLUED_HYPHEN, Piece, split_pieces
from flows.finding.model.train.corpora import Sentence
from flows.finding.model.train.lists import company_phrase

_POOL = 6000  # names per kind
_CHANCE = 0.5  # that one name is swapped
_OWN = 0.5  # that a company of our own texts takes its place, not a listed one
_INVENTED = ("organization", "product", "event")  # kinds that our own texts add names to
_LONGEST_NAME = 6


class Swapper:
    """Names by kind, drawn once from the lists in a folder; the generator makes the result repeatable."""

    def __init__(self, folder: Path, chance: random.Random, own: Iterable[Sentence] = ()) -> None:
        self._chance = chance
        self._own = _names_in(own)
        self._companies = self._draw(_column(folder / "financedatabase_companies.tsv", 0), company=True)
        brands = self._draw(_column(folder / "brands_operators_dach.tsv", 1), company=True)
        self._companies += brands[: _POOL // 3]
        self._surnames = self._draw(_column(folder / "personennamen.list", 0))
        first = [line.split("\t") for line in _lines(folder / "vornamen_berlin.tsv")]
        self._first_names = self._draw([name for name, _, count in first if int(count) > 20])
        self._places = self._draw(_column(folder / "stadtnamen.list", 0) + _column(folder / "countries_de.tsv", 2) * 4)

    def forms(self) -> set[str]:
        """Every form that a swap may bring in."""
        pools = (self._companies, self._surnames, self._first_names, self._places, *self._own.values())
        return {form + end for pool in pools for name in pool for form in name for end in ("", "s")}

    def swap(self, sentence: Sentence) -> Sentence:
        """A copy with other names and a text of its own, not yet advised."""
        text, allowed = "", []
        pieces: list[Piece] = []
        position = 0
        while position < len(sentence.pieces):
            end, kind = _name_at(sentence, position)
            name = self._other(sentence, position, end, kind) if kind else None
            start = sentence.pieces[position][1]
            gap = sentence.text[sentence.pieces[position - 1][2] : start] if position else ""
            if name is None:
                shift = len(text) + len(gap) - start
                pieces += [(form, first + shift, last + shift) for form, first, last in sentence.pieces[position:end]]
                allowed += sentence.allowed[position:end]
                text += gap + sentence.text[start : sentence.pieces[end - 1][2]]
            else:
                written = _written(name, len(text) + len(gap))
                pieces += written
                text += gap + "".join(
                    (" " * (first - before)) + ("-" if form == GLUED_HYPHEN else form)
                    for (form, first, _), before in zip(
                        written, [written[0][1], *(last for *_, last in written)], strict=False
                    )
                )
                allowed += [1 << NUMBER[tag] for tag in span_tags(len(name), kind)]
            position = end
        return Sentence(sentence.corpus, text, pieces, allowed, sentence.news)

    def _other(self, sentence: Sentence, start: int, end: int, kind: str) -> list[str] | None:
        last = sentence.pieces[end - 1][0]
        if self._chance.random() > _CHANCE or (end < len(sentence.pieces) and sentence.pieces[end][0] == "=-="):
            return None
        name = self._draw_name(kind, end - start)
        if name and last[-1] == "s" and last[-2:] not in ("ss", "us", "is") and kind != "organization":
            name = [*name[:-1], name[-1] if name[-1][-1] in "sxzß" else name[-1] + "s"]
        return name

    def _draw_name(self, kind: str, length: int) -> list[str] | None:
        if self._own.get(kind) and (kind != "organization" or self._chance.random() < _OWN):
            return self._chance.choice(self._own[kind])
        if kind == "organization":
            return self._chance.choice(self._companies)
        if kind == "location":
            return self._chance.choice(self._places) if length == 1 else None
        if kind == "person" and length <= 2:
            surname = self._chance.choice(self._surnames)
            return surname if length == 1 else [*self._chance.choice(self._first_names), *surname]
        return None

    def _draw(self, names: list[str], *, company: bool = False) -> list[list[str]]:
        drawn = self._chance.sample(names, min(len(names), _POOL))
        split = [company_phrase(n) if company else [form for form, _, _ in split_pieces(n)] for n in drawn]
        return [name for name in split if 0 < len(name) <= _LONGEST_NAME and len(name[-1]) > 1]


def _names_in(sentences: Iterable[Sentence]) -> dict[str, list[list[str]]]:
    """The marked names by kind, each as often as it stands in the sentences."""
    names: dict[str, list[list[str]]] = {kind: [] for kind in _INVENTED}
    for sentence in sentences:
        position = 0
        while position < len(sentence.pieces):
            end, kind = _name_at(sentence, position)
            if kind in names and end - position <= _LONGEST_NAME:
                names[kind].append([form for form, _, _ in sentence.pieces[position:end]])
            position = end
    return names


def _written(name: list[str], start: int) -> list[Piece]:
    """The forms as pieces of a text from an offset on, with gaps but around hyphens."""
    pieces: list[Piece] = []
    for form in name:
        glued = not pieces or GLUED_HYPHEN in (form, pieces[-1][0])
        first = start if glued else start + 1
        start = first + (1 if form == GLUED_HYPHEN else len(form))
        pieces.append((form, first, start))
    return pieces


def _name_at(sentence: Sentence, position: int) -> tuple[int, str]:
    """End and kind of the name that begins at a piece; the kind is empty where none does."""
    allowed = sentence.allowed[position]
    if allowed & (allowed - 1) or allowed == 1:
        return position + 1, ""
    tag = TAGS[allowed.bit_length() - 1]
    end = position + 1
    if tag[0] == "B":
        while end < len(sentence.pieces) and sentence.allowed[end] == 1 << NUMBER["I" + tag[1:]]:
            end += 1
        end += 1
    return min(end, len(sentence.pieces)), tag[2:] if tag[0] in "BS" else ""


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _column(path: Path, number: int) -> list[str]:
    return [cells[number] for line in _lines(path)[1:] if len(cells := line.split("\t")) > number]
