"""What each layer counts as right, missed and wrong, on articles with planted differences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.evaluating.gold import parse_gold
from flows.evaluating.records import Reading
from flows.evaluating.scoring import Problem, Score
from flows.evaluating.scoring import score as score_gold
from tests.evaluating.samples import helvia, nordwerk, nordwerk_as_found


@pytest.fixture(scope="module")
def score() -> Score:
    gold, found = parse_gold(nordwerk(), "gold"), parse_gold(nordwerk_as_found(), "found")
    return score_gold("own", [gold], {gold.doc: found.reading})


def counts(score: Score, layer: str, kind: str | None = None) -> tuple[int, int, int]:
    tally = score.layers[layer] if kind is None else score.kinds[layer][kind]
    return tally.right, tally.missed, tally.wrong


SIDES = ("missed", "wrong")


def problems(score: Score, layer: str, verdict: str) -> list[Problem]:
    return [each for each in score.problems if (each.judgement.layer, each.judgement.verdict) == (layer, verdict)]


def test_mentions_need_boundaries_and_label(score: Score) -> None:
    assert counts(score, "mentions") == (1, 1, 3)
    (missed,) = problems(score, "mentions", "missed")
    assert (missed.judgement.shown, missed.judgement.note) == ("Falk GmbH", "found as organization")
    assert score.details["mention label"].confused == {("location", "organization"): 1}


def test_a_name_left_open_is_not_wrong(score: Score) -> None:
    wrong = {each.judgement.shown for each in problems(score, "mentions", "wrong")}
    assert wrong == {"Nordwerk AG", "Falk GmbH", "Südeuropa"}


def test_entities_share_label_and_a_form_of_their_name(score: Score) -> None:
    assert counts(score, "entities", "person") == (1, 0, 0)
    assert counts(score, "entities", "organization") == (2, 1, 0)
    assert counts(score, "entities", "location") == (0, 0, 1)
    assert score.details["entity label"].confused == {("organization", "location"): 1}
    assert score.details["entity country"].confused == {("DE", "AT"): 1}


def test_amounts_need_currency_and_bounds(score: Score) -> None:
    assert counts(score, "amounts") == (1, 1, 1)
    (missed,), (wrong,) = problems(score, "amounts", "missed"), problems(score, "amounts", "wrong")
    assert missed.judgement.note == "found as 7,900,000,000 EUR" and wrong.judgement.note == "gold as 7,900,000,000 CHF"
    assert score.details["amount qualifier"].confused == {("at_most", "exact"): 1}


def test_a_quote_left_open_is_not_wrong(score: Score) -> None:
    assert counts(score, "quotes", "direct") == (1, 0, 0)
    assert counts(score, "quotes", "indirect") == (0, 0, 1)


def test_a_wrong_speaker_is_missed_and_wrong(score: Score) -> None:
    assert counts(score, "speakers", "direct") == (0, 1, 1)
    assert counts(score, "speakers", "indirect") == (0, 0, 1)
    assert score.details["speaker"].confused == {("Nordwerk AG", "Katrin Brandts"): 1}


def test_events_count_every_argument_and_the_amount(score: Score) -> None:
    assert counts(score, "events", "acquisition") == (2, 2, 1)
    shown = {verdict: {each.judgement.shown for each in problems(score, "events", verdict)} for verdict in SIDES}
    acquisition = {"acquisition: seller Ostwerk", "acquisition: amount 240,000,000 EUR"}
    assert shown["missed"] == {*acquisition, "merger: new Ostwerk"}
    assert shown["wrong"] == {"acquisition: amount 250,000,000 EUR", "strike: company Falk GmbH"}


def test_an_argument_that_the_gold_allows_is_not_wrong() -> None:
    gold, found = parse_gold(nordwerk(), "gold"), parse_gold(nordwerk_as_found(), "found")
    (acquisition, merger) = gold.reading.events
    strict = replace(gold, reading=replace(gold.reading, events=(replace(acquisition, optional=()), merger)))
    for each, wrong in ((gold, 1), (strict, 2)):
        assert counts(score_gold("own", [each], {gold.doc: found.reading}), "events", "acquisition") == (2, 2, wrong)


def test_an_event_is_right_only_as_a_whole(score: Score) -> None:
    assert counts(score, "events=") == (0, 2, 2)
    gold = parse_gold(nordwerk(), "gold")
    assert counts(score_gold("own", [gold], {gold.doc: gold.reading}), "events=") == (2, 0, 0)


def test_types_told_by_one_passage_are_confused(score: Score) -> None:
    assert score.details["event type"].confused == {("merger", "strike"): 1}
    assert score.details["event status"].confused == {("completed", "announced"): 1}


def test_events_only_of_types_roles_and_slots_that_are_annotated() -> None:
    record = {**helvia(), "layers": ["events"]}
    fuller = {**record, "roles": None, "event_slots": None, "event_types": None}
    fuller["entities"] = {**record["entities"], "e2": {"label": "location", "name": "Basel"}}
    fuller["events"] = [
        {**record["events"][0], "arguments": [["company", "e1"], ["location", "e2"]],
         "amount": {"currency": "CHF", "min": 1, "max": 1}},
        {"type": "insolvency", "arguments": [["company", "e1"]]},
    ]  # fmt: skip
    gold, found = parse_gold(record, "gold"), parse_gold(fuller, "found")
    result = score_gold("own", [gold], {gold.doc: found.reading})
    assert counts(result, "events") == (2, 0, 0) and counts(result, "events=") == (1, 0, 0)


def test_relations_need_predicate_and_both_parties(score: Score) -> None:
    assert counts(score, "relations", "executive_of") == (0, 1, 0)
    assert counts(score, "relations", "subsidiary_of") == (0, 1, 0)
    assert counts(score, "relations", "founder_of") == (0, 0, 1)
    assert score.details["relation predicate"].confused == {("executive_of", "founder_of"): 1}


def test_figures_need_the_period_and_tell_what_differs(score: Score) -> None:
    assert counts(score, "figures") == (0, 1, 1)  # the number of employees is neither missed nor wrong
    assert score.details["figure period"].confused == {("2022", "2023"): 1}
    assert score.details["figure owner"].accuracy == score.details["figure value"].accuracy == 1.0


def test_an_article_that_was_not_found_is_all_missed() -> None:
    gold = parse_gold(nordwerk(), "gold")
    result = score_gold("own", [gold], {})
    assert counts(result, "events") == (0, 5, 0) and counts(result, "quotes") == (0, 1, 0)
    assert result.layers["events"].f1 == 0.0


def test_shares_are_those_of_the_counts(score: Score) -> None:
    tally = score.layers["events"]
    assert (tally.right, tally.missed, tally.wrong) == (2, 3, 2)
    assert (tally.precision, tally.recall, tally.f1) == (2 / 4, 2 / 5, pytest.approx(4 / 9))


def test_a_higher_score_leaves_fewer_records() -> None:
    gold = parse_gold({**nordwerk(), "layers": ["relations"]}, "gold")
    scored = [replace(each, score=0.4 + 0.4 * at) for at, each in enumerate(gold.reading.relations)]
    found: Reading = replace(gold.reading, relations=tuple(scored))
    curve = score_gold("own", [gold], {gold.doc: found}).curves["relations"]
    assert {threshold: tally.right for threshold, tally in curve.items() if tally.right} == {
        0.0: 2, 0.5: 1, 0.6: 1, 0.7: 1, 0.75: 1, 0.8: 1
    }  # fmt: skip


def test_types_add_up_to_their_layer(score: Score) -> None:
    for layer in score.layers:
        parts = [counts(score, layer, kind) for kind in score.kinds[layer]]
        assert tuple(map(sum, zip(*parts, strict=True))) == counts(score, layer)
