"""Swapped names: the copy is well formed, and every form that it may bring in is known beforehand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from flows.finding.model.pieces import split_pieces
from flows.finding.model.train.corpora import OUTSIDE, Sentence, mark
from flows.finding.model.train.swapping import Swapper

LISTS = {
    "financedatabase_companies.tsv": "name\nBorealis Mining Corp\nSud-Ouest Énergie SA\nKopfwerk AG\n",
    "brands_operators_dach.tsv": "id\tname\n1\tGrünlicht\n",
    "personennamen.list": "surname\nBergen\nMoll-Herz\nVoss\n",
    "vornamen_berlin.tsv": "Anke\tw\t90\nTim\tm\t80\n",
    "stadtnamen.list": "town\nHeide\nZeitz\n",
    "countries_de.tsv": "code\tcode3\tname\nIT\tITA\tItalien\n",
}
MARKED = {
    "Talbau-Chefin Eva Kern zeigt auf der Grünen Woche den Kestrel 3 aus Jenas Werk.": {
        "Talbau": "organization", "Eva Kern": "person", "Grünen Woche": "event", "Kestrel 3": "product",
        "Jenas": "location",
    },
    "Die Norda Foods kauft Velaro.": {"Norda Foods": "organization", "Velaro": "product"},
}  # fmt: skip


def sentences() -> list[Sentence]:
    read = []
    for text, names in MARKED.items():
        pieces = split_pieces(text)
        sentence = Sentence("own", text, pieces, [OUTSIDE] * len(pieces))
        for name, kind in names.items():
            mark(sentence, text.index(name), text.index(name) + len(name), kind)
        read.append(sentence)
    return read


@pytest.fixture
def swapper(tmp_path: Path) -> Swapper:
    for name, lines in LISTS.items():
        (tmp_path / name).write_text(lines, "utf-8")
    return Swapper(tmp_path, random.Random(3), sentences())


def test_copies_are_well_formed_and_hold_known_forms_only(swapper: Swapper) -> None:
    known = swapper.forms() | {form for sentence in sentences() for form, _, _ in sentence.pieces}
    texts = set()
    for _ in range(60):
        for sentence in sentences():
            copy = swapper.swap(sentence)
            assert {form for form, _, _ in copy.pieces} <= known
            assert len(copy.allowed) == len(copy.pieces)
            assert [(start, end) for _, start, end in split_pieces(copy.text)] == [piece[1:] for piece in copy.pieces]
            texts.add(copy.text)
    assert len(texts) > 40


def test_products_and_events_take_each_others_place(swapper: Swapper) -> None:
    copies = {swapper.swap(sentence).text for sentence in sentences() for _ in range(60)}
    assert any("den Velaro aus" in text for text in copies)
    assert any(text.endswith("kauft Kestrel 0.") for text in copies)  # forms hold no digits
    assert all(text.startswith(("Talbau-Chefin", "Die ")) for text in copies)  # names in compounds stay
