"""Gold files that can't be used are refused with file, line and field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from flows.errors import InputError
from flows.evaluating.gold import parse_gold, read_gold, with_text
from flows.finding.records import Span
from tests.evaluating.samples import absent, nordwerk, write_gold


def changed(**fields: Any) -> dict[str, Any]:
    return {**nordwerk(), **fields}


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in nordwerk().items() if key != name}


EVENT = {"type": "merger", "arguments": [["new", "e1"]]}
FIGURE = {"entity": "e1", "metric": "revenue", "min": 1, "max": 1, "unit": "EUR"}
BAD: list[tuple[Any, str]] = [
    ("{", "is no JSON"),
    ("[1]", "must be an object"),
    ("[" * 100_000, "is no JSON"),
    (without("doc"), "has no field 'doc'"),
    (changed(doc="../a"), "no stem of a file name"),
    (changed(doc=7), "needs text in 'doc', not 7"),
    (changed(text=7), "needs text in 'text'"),
    (changed(layers=["names"]), "has 'names' in 'layers', which is none of mentions, "),
    (changed(layers="quotes"), "needs a list in 'layers'"),
    (without("quotes"), "has no field 'quotes'"),
    (changed(mentions=[[0, 4]]), "needs lists of 3 values in 'mentions'"),
    (changed(mentions=[[0, 4, ["person"]]]), "which is none of organization, "),
    (changed(mentions=[[4, 0, "person"]]), "ends before it starts"),
    (changed(mentions=[[0, True, "person"]]), "needs [start, end]"),
    (changed(entities={"e1": "Nordwerk"}), "entities.e1 must be an object"),
    (changed(entities=[]), "names 'e1', which is no key of 'entities'"),
    (changed(amounts=[{"currency": "EUR"}]), "amounts[0] has no field 'span'"),
    (changed(amounts=[{"span": [0, 4], "currency": "EUR", "min": "5"}]), "needs a number or null in 'min', not '5'"),
    (changed(amounts=[{"span": [0, 4], "currency": "EUR", "min": 10**400}]), "needs a number or null in 'min'"),
    (changed(quotes=[{"span": [0, 4], "kind": "spoken"}]), "has 'spoken' in 'kind'"),
    (changed(quotes=[{"span": [0, 4], "kind": "direct", "speaker": "e9"}]), "names 'e9'"),
    (changed(events=[{**EVENT, "type": "takeover"}]), "events[0] has 'takeover' in 'type'"),
    (changed(events=[EVENT, {**EVENT, "arguments": [["owner", "e1"]]}]), "events[1] has 'owner' in 'arguments'"),
    (changed(events=[{**EVENT, "arguments": [["new", ["e1"]]]}]), "names ['e1']"),
    (changed(events=[{**EVENT, "count": 1.5}]), "needs a whole number in 'count'"),
    (changed(events=[{**EVENT, "amount": {"min": 1}}]), "events[0], amount has no field 'currency'"),
    (changed(events=[{**EVENT, "optional": True}]), "needs a list in 'optional', not True"),
    (changed(events={"e": EVENT}), "needs a list in 'events'"),
    (changed(relations=[["e1", "owns", "e2"]]), "has 'owns' in 'relations'"),
    (changed(figures=[{**FIGURE, "metric": "ebit"}]), "figures[0] has 'ebit' in 'metric'"),
    (changed(figures=[{**FIGURE, "entity": None}]), "names None"),
]


@pytest.mark.parametrize(("record", "reason"), BAD, ids=[reason[:40] for _, reason in BAD])
def test_bad_gold_is_refused_with_its_place(tmp_path: Path, record: Any, reason: str) -> None:
    path = write_gold(tmp_path / "gold.jsonl", absent(), record)
    with pytest.raises(InputError) as refused:
        read_gold(path)
    assert str(refused.value).startswith(f"{path}, line 2") and reason in str(refused.value)


def test_bad_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        read_gold(tmp_path / "missing.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(InputError, match="holds no articles"):
        read_gold(tmp_path / "empty.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"doc": "\xe4"}')
    with pytest.raises(InputError, match="not UTF-8: byte 9"):
        read_gold(tmp_path / "latin.jsonl")


def test_an_article_twice_is_refused(tmp_path: Path) -> None:
    path = write_gold(tmp_path / "gold.jsonl", nordwerk(), absent(), nordwerk())
    with pytest.raises(InputError, match="line 3 has the 'doc' '2024-03-12-nordwerk' of line 1"):
        read_gold(path)


def test_layers_are_those_that_are_there_where_none_are_named() -> None:
    assert parse_gold({**absent(), "layers": None}, "here").layers == ("amounts",)


def test_gold_without_a_text_is_grounded_in_the_article() -> None:
    record = {**nordwerk(), "text": None}
    bare = parse_gold(record, "here")
    assert bare.reading.events[0].evidence is None
    text = nordwerk()["text"]
    grounded = with_text(bare, text)
    evidence = grounded.reading.events[0].evidence
    assert evidence == Span(text.index("Der Hamburger"), text.index(" den Pumpenhersteller"))


def test_roles_and_slots_that_nobody_annotated_are_left_out() -> None:
    gold = parse_gold(changed(roles=["buyer"], event_slots=[]), "here")
    assert [filler.slot for filler in gold.reading.events[0].fillers] == ["buyer"]
