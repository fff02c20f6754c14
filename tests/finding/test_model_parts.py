"""What the tagger is made of: pieces, tags, decoding, agreement within a text, lists."""

from __future__ import annotations

import re
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.finding.model.consistency import agree_within_text
from flows.finding.model.decoding import best_tags
from flows.finding.model.features import LONGEST_WORD, PLACE_WIDTH, TYPE_WIDTH, letters
from flows.finding.model.labels import CLOSES, FOLLOWS, KINDS, NUMBER, OPENS, TAGS, span_tags, tagged_spans
from flows.finding.model.network import Network
from flows.finding.model.pieces import GLUED_HYPHEN, split_pieces
from flows.finding.model.tagger import load_network
from flows.finding.model.train.marked import SENTENCES, read_marked

WIDTH = len(TAGS)


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network()


@given(st.text(max_size=80))
def test_pieces_cover_all_but_white_space_in_order(text: str) -> None:
    pieces = split_pieces(text)
    covered = "".join(text[start:end] for _, start, end in pieces)
    assert covered == "".join(char for char in text if not char.isspace())
    assert all(a[2] <= b[1] for a, b in pairwise(pieces))


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Nord-Süd – quer", ["Nord", GLUED_HYPHEN, "Süd", "–", "quer"]),
        ("12,5 Mio. in 2019", ["00,0", "Mio", ".", "in", "0000"]),
        ("A&B und C.D.E kommen", ["A&B", "und", "C.D.E", "kommen"]),
        ("Ende.Dann", ["Ende", ".", "Dann"]),
        ("Brauns's Haus", ["Brauns", "'", "s", "Haus"]),
    ],
)
def test_forms(text: str, forms: list[str]) -> None:
    assert [form for form, _, _ in split_pieces(text)] == forms


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from((*KINDS, ""))), max_size=6))
def test_spans_come_back_from_their_tags(parts: list[tuple[int, str]]) -> None:
    numbers: list[int] = []
    spans = []
    for length, kind in parts:
        if kind:
            spans.append((len(numbers), len(numbers) + length, kind))
        numbers += [NUMBER[tag] for tag in span_tags(length, kind)] if kind else [0] * length
    assert tagged_spans(numbers) == spans


def all_paths(scores: np.ndarray, follow: np.ndarray) -> dict[tuple[int, ...], float]:
    """Every well-formed sequence of tags with its score, by plain enumeration."""
    paths = {}
    for path in product(range(WIDTH), repeat=len(scores)):
        formed = all(FOLLOWS[a, b] for a, b in pairwise(path))
        if OPENS[path[0]] and CLOSES[path[-1]] and formed:
            steps = sum(follow[a, b] for a, b in pairwise(path))
            paths[path] = float(sum(scores[i, tag] for i, tag in enumerate(path)) + steps)
    return paths


def test_decoding_equals_enumeration_for_sentences_of_unequal_length() -> None:
    chance = np.random.default_rng(5)
    follow = chance.normal(size=(WIDTH, WIDTH)).astype(np.float32)
    sentences = [chance.normal(size=(n, WIDTH)).astype(np.float32) * 2 for n in (1, 3, 0, 2)]
    tags, chances = best_tags(sentences, follow)
    for scores, numbers, chance_of in zip(sentences, tags, chances, strict=True):
        if not len(scores):
            assert len(numbers) == 0
            continue
        paths = all_paths(scores, follow)
        assert tuple(numbers.tolist()) == max(paths, key=lambda path: paths[path])
        weights = {path: np.exp(score) for path, score in paths.items()}
        expected = np.zeros_like(scores)
        for path, weight in weights.items():
            expected[np.arange(len(path)), list(path)] += weight / sum(weights.values())
        np.testing.assert_allclose(chance_of, expected, atol=1e-4)


def test_a_repeated_word_leans_to_what_its_other_place_says() -> None:
    certain, unsure = np.zeros((1, WIDTH), np.float32), np.zeros((1, WIDTH), np.float32)
    certain[0, NUMBER["S-person"]] = 12.0
    unsure[0, 0] = 2.8
    forms = [["Quandorf"], ["Quandorf"], ["Sonst"]]
    scores = agree_within_text(forms, [certain, unsure, unsure.copy()], share=0.5)
    assert TAGS[scores[1][0].argmax()].endswith("-person")
    assert scores[2][0].argmax() == 0  # another word stays as it was
    assert unsure[0].argmax() == 0  # and so does what was handed in


def test_long_words_keep_their_beginning_and_end() -> None:
    long_word = "Donaudampfschifffahrtsgesellschaft"
    assert len(letters(long_word)) == len(letters("ab")) == LONGEST_WORD + 2
    assert letters(long_word) == letters(long_word[:8] + long_word[-8:])


def test_lists_know_a_country_a_first_name_and_a_genitive(network: Network) -> None:
    table = network.table
    country, first_name = 3, 0
    assert table.describe("Italien")[country] == 1
    assert table.describe("Italiens")[country] == 1
    assert table.describe("Charlotte")[first_name] == 1
    assert table.describe("gestern")[country] == 0
    assert len(table.describe("Italien")) == TYPE_WIDTH


def test_phrases_of_several_words_are_marked_longest_first(network: Network) -> None:
    marks = network.table.mark_phrases(["Er", "wohnt", "in", "Bad", "Homburg", "jetzt", "."])
    assert marks.shape == (7, PLACE_WIDTH)
    assert marks[0, -2] == 1 and not marks[1:, -2].any()
    place_begins, place_goes_on = marks[:, 2].tolist(), marks[:, 3].tolist()
    assert place_begins == [0, 0, 0, 1, 0, 0, 0]
    assert place_goes_on == [0, 0, 0, 0, 1, 0, 0]


def test_our_own_sentences_are_marked_whole() -> None:
    sentences = list(read_marked())
    assert len(sentences) > 600
    assert not [sentence.text for sentence in sentences if set("[]") & set(sentence.text)]
    opened = sum(TAGS[number][0] in "BS" for s in sentences for number in map(_only, s.allowed) if number)
    marks = sum(len(re.findall(r"\[[opled] ", path.read_text("utf-8"))) for path in SENTENCES.glob("*.txt"))
    assert opened == marks, "a mark that cuts through a word teaches nothing"


def _only(allowed: int) -> int:
    return allowed.bit_length() - 1 if allowed & (allowed - 1) == 0 else 0
