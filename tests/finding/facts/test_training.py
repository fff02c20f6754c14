"""What the fact network learns from an annotated article, and that numpy computes what torch was trained with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from flows.finding.facts.labels import KIND, KINDS, NOTHING, ROLES, SPEECH, STATUS, SUBJECT
from flows.finding.facts.train.examples import UNKNOWN, Example, read_example
from flows.finding.facts.train.matching import find_words, form_key, quote_at, same_money, says_value
from flows.finding.model.train.annotated import Gold, read_annotated
from flows.finding.numbers import find_numbers
from flows.reading.article import Article

ARTICLE = """### 001
published: 2024-03-12
Nordwerk kauft Talbau

Die Nordwerk AG übernimmt Talbau für 250 Millionen Euro. „Wir wachsen damit“, sagte Nordwerk-Chefin Katrin Brandt. Die \
Übernahme von Talbau soll im Herbst abgeschlossen sein. Der Umsatz der Nordwerk AG lag 2023 bei 2 Milliarden Euro. \
Sie zählt 1200 Mitarbeiter.
===
e1 org DE Nordwerk AG | Nordwerk
e2 org Talbau
e3 per Katrin Brandt | Brandt
@ acquisition announced buyer=e1 acquired=e2 amount=EUR:250e6 trigger="übernimmt" :: Die Nordwerk AG übernimmt Talbau
q direct e3 sagte :: Wir wachsen damit
r e3 executive_of e1
f e1 revenue EUR 2e9 2023 reported :: Der Umsatz der Nordwerk AG lag 2023 bei 2 Milliarden Euro.
"""


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Gold:
    path = tmp_path_factory.mktemp("articles") / "one.txt"
    path.write_text(ARTICLE, "utf-8")
    (article,), problems = read_annotated(path)
    assert problems == []
    return article


@pytest.fixture(scope="module")
def example(gold: Gold) -> Example:
    return read_example(
        gold, replace(Article("a.txt", "a.txt", "0" * 64, "txt", gold["text"], "de"), published_on=date(2024, 3, 12))
    )


def forms(example: Example) -> list[str]:
    return [form for sentence in example.sentences for form in sentence]


def taught(example: Example, kind: str) -> set[tuple[str, str]]:
    """Words of the candidates that fill a role around the anchors of a kind, with the role."""
    words = forms(example)
    return {
        (" ".join(words[start:end]), ROLES[role])
        for _, _, start, end, each, role, _ in example.pairs
        if each == KIND[kind] and role > NOTHING
    }


def test_the_word_that_tells_is_the_anchor_and_its_fillers_have_their_roles(example: Example) -> None:
    anchors = {form: KINDS[kind] for form, kind in zip(forms(example), example.anchors, strict=True) if kind > NOTHING}
    assert anchors["übernimmt"] == "acquisition"
    assert taught(example, "acquisition") == {
        ("Nordwerk AG", "buyer"), ("Talbau", "acquired"), ("000 Millionen Euro", "amount"),
    }  # fmt: skip
    at = forms(example).index("übernimmt")
    assert [at, STATUS["announced"]] in example.statuses.tolist()


def test_what_may_tell_it_again_is_not_taught(example: Example) -> None:
    again = {form for form, kind in zip(forms(example), example.anchors, strict=True) if kind == UNKNOWN}
    assert {"kauft", "Übernahme"} <= again


def test_value_bearer_and_period_of_a_figure(example: Example) -> None:
    assert taught(example, "revenue") == {("Nordwerk AG", "bearer"), ("0000", "period")}
    values = {form for form, is_value in zip(forms(example), example.values, strict=True) if is_value}
    assert values == {"000", "0", "0000"}, "sums and numbers, and nothing else"


def test_subjects_and_speakers_learn_from_one_pair_at_least(example: Example) -> None:
    assert ("Nordwerk", "executive_of") in taught(example, SUBJECT)
    assert ("Katrin Brandt", "speaker") in taught(example, SPEECH)
    for _, _, _, _, kind, role, bag in example.pairs:
        assert (bag >= 0) == (role > NOTHING and kind in (KIND[SUBJECT], KIND[SPEECH]))


def test_names_and_values_are_told_from_others() -> None:
    assert form_key("NORDWERK AG") == form_key("Nordwerks") != form_key("Nordbau")
    assert find_words("eins\n  zwei drei", "zwei drei") == (7, 16) and find_words("eins", "zwei") is None
    (number,) = find_numbers("12 Prozent")
    assert says_value(number, {"unit": "percent", "min": 12.0, "max": 12.0})
    assert says_value(number, {"unit": "percent", "min": -12.0, "max": -12.0}), "a loss is written without its minus"
    assert not says_value(number, {"unit": "people", "min": 12.0, "max": 12.0})
    assert not same_money(number, {"currency": "EUR", "min": 12.0, "max": 12.0})
    quotes = [{"span": [0, 10]}, {"span": [20, 40]}]
    assert quote_at(quotes, 22, 40) is quotes[1] and quote_at(quotes, 8, 24) is None


def test_numpy_computes_what_torch_does(example: Example, tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    from flows.finding.facts.network import FactNetwork
    from flows.finding.facts.train.batch import Forms, collate
    from flows.finding.facts.train.neural import FactNet

    lists = Path(__file__).parents[3] / "flows" / "finding" / "model" / "weights"
    torch.manual_seed(3)
    net = FactNet().eval()
    weights = {name: value.numpy() for name, value in net.state_dict().items() if name != "allowed"}
    np.savez(tmp_path / "network.npz", allow_pickle=False, **weights)
    table = Forms(lists, forms(example))
    batch = collate([example], table)
    with torch.no_grad():
        types = net.types(table.features, table.letters)[batch.forms]
        states = net.states(types, batch.places, batch.marks, batch.lengths)
        states = states[torch.arange(states.shape[1])[None] < batch.lengths[:, None]]
        expected = (
            torch.softmax(net.anchors(states, batch.values), 1),
            torch.softmax(net.roles(states, batch.pairs[:, :4], batch.pairs[:, 4], batch.features), 1),
            net.statuses(states, batch.anchors.clamp(min=0)),
        )
    network = FactNetwork(tmp_path / "network.npz", lists)
    found = network.states(example.sentences, example.marks)
    np.testing.assert_allclose(found, states.numpy(), atol=2e-4)
    computed = (
        network.anchors(found, example.values),
        network.roles(found, example.pairs[:, :4], example.pairs[:, 4], example.features),
        network.statuses(found, example.anchors.clip(min=0)),
    )
    for ours, theirs in zip(computed, expected, strict=True):
        np.testing.assert_allclose(ours, theirs.numpy(), atol=2e-4)
