"""Portions for models: they cover every word, stay short enough, and each name counts in exactly one of them."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from flows.finding.plugging.windows import cut_windows

SENTENCES = st.lists(
    st.lists(st.sampled_from(["Falk", "Ümläute", "🙂", "§", "x" * 90, "e\u0301", ","]), max_size=40), max_size=8
)


@given(SENTENCES, st.integers(min_value=5, max_value=30))
def test_every_word_counts_in_exactly_one_portion(sentences: list[list[str]], most: int) -> None:
    text, bounds = "", []
    for words in sentences:
        start = len(text)
        text += " ".join(words) + "\n"
        bounds.append((start, len(text)))
    windows = list(cut_windows(text, bounds, most))
    for match in re.finditer(r"\S+", text):
        assert sum(window.first <= match.start() < window.last for window in windows) == 1
    for window in windows:
        assert window.start <= window.first <= window.last <= window.end
        assert len(re.findall(r"\w{1,40}|[^\w\s]", text[window.start : window.end])) <= most


def test_word_at_a_cut_is_seen_with_words_on_both_sides() -> None:
    text = " ".join(f"w{number}" for number in range(100))
    windows = list(cut_windows(text, [(0, len(text))], 20))
    for before, after in pairwise(windows):
        assert after.first == before.last, "nothing is counted twice or lost"
        assert len(text[before.last : before.end].split()) >= 2
        assert len(text[after.start : after.first].split()) >= 2


def test_text_without_words_needs_no_portion() -> None:
    assert list(cut_windows(" \n ", [(0, 3)], 10)) == []
    assert list(cut_windows("", [], 10)) == []
