"""Tellings of one text are found and measured; what only looks like one is not."""

from __future__ import annotations

from hashlib import sha256
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.resolving.candidates import COMMON, find_candidates, hash_runs
from flows.resolving.stories import Place, Telling, gather
from flows.resolving.wording import FEWEST_WORDS, RUN, SHARED, Overlap, Wording, overlap
from tests.resolving.tellings import AGENCY, FOLLOW_UP, HALF, NOTICES, PAPERS, REPORTS, SHORT


def places(texts: dict[str, str]) -> dict[str, Place]:
    """Where articles with these names and texts stand in their stories, all pairs compared."""
    hashes = {name: sha256(text.encode()).hexdigest() for name, text in texts.items()}
    wordings = {hashes[name]: Wording.of(text) for name, text in texts.items()}
    tellings = [Telling(name, hashes[name], name, None) for name in texts]
    lengths = {each: len(wording.words) for each, wording in wordings.items()}
    candidates = {each: wordings.keys() - {each} for each in wordings}
    return gather(tellings, lengths, candidates, lambda less, more: overlap(wordings[less], wordings[more]))


def stories(texts: dict[str, str]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, place in places(texts).items():
        found.setdefault(place.story_id, set()).add(name)
    return {frozenset(names) for names in found.values()}


def candidate_pairs(texts: list[str]) -> set[tuple[int, int]]:
    near = find_candidates(hash_runs([Wording.of(text) for text in texts]))
    return {(one, other) for one, others in near.items() for other in others if one < other}


def test_five_papers_with_small_edits_tell_one_story() -> None:
    texts = {"agency": AGENCY, **PAPERS}
    assert stories(texts) == {frozenset(texts)}


def test_every_two_of_them_are_candidates() -> None:
    texts = [AGENCY, *PAPERS.values(), HALF]
    assert candidate_pairs(texts) == set(combinations(range(len(texts)), 2))


def test_imprint_of_a_whole_feed_makes_no_candidates() -> None:
    imprint = NOTICES[0].split("\n\n", 2)[2]
    feed = [f"{' '.join(f'Wort{number}x{place}' for place in range(60))}\n\n{imprint}" for number in range(COMMON + 50)]
    again = [text.replace("x7 ", "y7 ") for text in feed[:3]]
    assert candidate_pairs(feed + again) == {(number, len(feed) + number) for number in range(3)}


def test_text_cut_to_half_is_linked_to_the_fullest_and_says_why() -> None:
    found = places({"agency": AGENCY, "half": HALF})["half"]
    assert found.fullest_id == "agency" and found.overlap
    assert found.overlap.shared > 0.9 > 0.6 > found.overlap.similarity


def test_halves_that_share_nothing_meet_in_the_fullest() -> None:
    words = AGENCY.split()
    middle = len(words) // 2
    texts = {"first half": " ".join(words[:middle]), "second half": " ".join(words[middle:]), "whole": AGENCY}
    assert stories(texts) == {frozenset(texts)}


@pytest.mark.parametrize(
    ("one", "other"),
    [(AGENCY, FOLLOW_UP), (REPORTS[0], REPORTS[1]), (NOTICES[0], NOTICES[1]), (SHORT[0], SHORT[1])],
    ids=["follow-up with a paragraph of the first report", "two results reports", "two notices", "very short"],
)
def test_what_only_looks_alike_stays_apart(one: str, other: str) -> None:
    assert stories({"one": one, "other": other}) == {frozenset({"one"}), frozenset({"other"})}


def test_short_texts_are_one_story_if_they_are_the_same() -> None:
    assert stories({"one": SHORT[0], "other": SHORT[0]}) == {frozenset({"one", "other"})}


def test_round_up_makes_no_story_of_its_reports() -> None:
    texts = {"one": AGENCY, "two": REPORTS[0], "three": NOTICES[0]}
    assert len(stories({**texts, "round-up": "\n\n".join(texts.values())})) == 4


def test_steps_of_small_edits_do_not_chain() -> None:
    """Each version replaces a quarter of the one before: neighbours are alike, the ends are not."""
    words = AGENCY.split()
    step = len(words) // 8
    versions = {}
    for number in range(8):
        versions[f"version {number}"] = " ".join(words)
        words[number * step : (number + 1) * step] = [f"Wort{number}x{place}" for place in range(step)]
    found = places(versions)
    assert len({place.story_id for place in found.values()}) > 1
    for name, place in found.items():
        if place.fullest_id:
            shorter, fuller = Wording.of(versions[name]), Wording.of(versions[place.fullest_id])
            assert overlap(shorter, fuller) == place.overlap


def test_story_has_the_name_of_its_first_telling() -> None:
    texts = {"b": AGENCY, "a": HALF, "c": PAPERS["paragraph cut"]}
    assert {place.story_id for place in places(texts).values()} == {"a"}


SENTENCES = [sentence + "." for sentence in " ".join([AGENCY, FOLLOW_UP, *REPORTS, *NOTICES]).split(".")]
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=14).map(" ".join)
NAMED = st.dictionaries(st.sampled_from("abcdefgh"), TEXTS, min_size=1)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(NAMED, st.randoms(use_true_random=False))
def test_order_does_not_matter(texts: dict[str, str], random: object) -> None:
    names = list(texts)
    random.shuffle(names)  # type: ignore[attr-defined]
    assert places({name: texts[name] for name in names}) == places(texts)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(NAMED)
def test_every_telling_is_measured_against_the_fullest(texts: dict[str, str]) -> None:
    found = places(texts)
    assert found.keys() == texts.keys()
    for name, place in found.items():
        assert found[place.story_id].story_id == place.story_id, "the story's name is that of an article in it"
        assert (place.fullest_id is None) is (place.overlap is None)
        if place.fullest_id and place.overlap:
            assert found[place.fullest_id].fullest_id is None, "no link leads over another"
            assert found[place.fullest_id].story_id == place.story_id
            assert place.overlap.shared >= SHARED
            if texts[name] != texts[place.fullest_id]:
                assert len(Wording.of(texts[name]).words) >= FEWEST_WORDS


@settings(max_examples=60, deadline=None, derandomize=True)
@given(TEXTS, TEXTS)
def test_overlap_is_a_share(one: str, other: str) -> None:
    less, more = sorted((Wording.of(one), Wording.of(other)), key=lambda each: len(each.words))
    found = overlap(less, more)
    assert overlap(less, less) == (None if less.is_short else Overlap(1.0, 1.0))
    assert found is None or (SHARED <= found.shared <= 1 and 0 < found.similarity <= 1)
    assert len(less.runs) <= max(len(less.words) - RUN + 1, 0)
