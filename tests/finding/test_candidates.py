"""The merge of candidates."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from flows.finding.candidates import Candidate, merge_candidates

_CANDIDATES = st.lists(
    st.builds(
        lambda start, length, label, score, source: Candidate(start, start + length, label, score, source),
        st.integers(0, 40),
        st.integers(1, 12),
        st.sampled_from(["person", "organization", "location"]),
        st.floats(0.05, 0.95),
        st.sampled_from(["lexicon", "context", "model"]),
    ),
    max_size=15,
)


def test_agreement_adds_up_but_not_within_one_source() -> None:
    once = Candidate(0, 5, "person", 0.5, "lexicon")
    assert merge_candidates([once, once])[0].score == 0.5
    assert merge_candidates([once, Candidate(0, 5, "person", 0.5, "model")])[0].score == 0.75


def test_longer_wins_where_scores_are_close() -> None:
    part, whole = Candidate(8, 15, "location", 0.85, "lexicon"), Candidate(0, 15, "organization", 0.8, "lexicon")
    assert merge_candidates([part, whole]) == [whole]


@given(_CANDIDATES, st.randoms())
def test_merged_are_disjoint_and_do_not_depend_on_order(candidates: list[Candidate], random: Random) -> None:
    merged = merge_candidates(candidates)
    assert all(first.end <= second.start for first, second in pairwise(merged))
    shuffled = list(candidates)
    random.shuffle(shuffled)
    assert merge_candidates(shuffled) == merged


@given(_CANDIDATES)
def test_every_candidate_is_kept_or_overlaps_a_kept_one(candidates: list[Candidate]) -> None:
    merged = merge_candidates(candidates)
    for each in candidates:
        assert any(each.start < kept.end and kept.start < each.end for kept in merged)
