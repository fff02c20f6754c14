"""An evaluation as a whole: the same figures as the scorer, its command, and clear refusals."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flows.cli import main
from flows.errors import InputError, WarehouseError
from flows.evaluating.gold import read_gold
from flows.evaluating.scoring import Score
from flows.evaluation import evaluate, load_texts, named, score_warehouse
from flows.storing.warehouse import Warehouse
from tests.evaluating.samples import absent, helvia, nordwerk, write_gold
from tests.evaluation.measuring import SCORER


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_gold(tmp_path_factory.mktemp("gold") / "own.jsonl", nordwerk(), helvia())


@pytest.fixture(scope="module")
def warehouse(gold: Path, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return load_texts(named([(gold, read_gold(gold))]), tmp_path_factory.mktemp("loaded"))


def depesche(*arguments: object) -> int:
    """The exit code of the command, run in this process."""
    patch = pytest.MonkeyPatch()
    with patch.context() as patched, pytest.raises(SystemExit) as ended:
        patched.setenv("COLUMNS", "120")
        patched.setattr(sys, "argv", ["depesche", *map(str, arguments)])
        main()
    return ended.value.code if isinstance(ended.value.code, int) else 0


def test_a_warehouse_and_the_own_texts_give_the_same(gold: Path, warehouse: Warehouse) -> None:
    (own,), (held,) = evaluate([gold]), evaluate([gold], warehouse)
    assert (own.layers, own.kinds, own.curves) == (held.layers, held.kinds, held.curves)
    assert own.layers["mentions"].right and not own.warnings


@pytest.mark.skipif(not SCORER.exists(), reason=f"the scorer is not at {SCORER}")
def test_small_gold_gets_the_scorers_figures(warehouse: Warehouse, tmp_path: Path) -> None:
    path = write_gold(tmp_path / "own.jsonl", nordwerk(), helvia(), {**helvia(), "doc": "not-there"})
    (score,) = evaluate([path], warehouse)
    assert scorer_counts(warehouse, path) == counts(score)


def scorer_counts(warehouse: Warehouse, path: Path, limit: int = 0) -> dict[str, tuple[int, int, int]]:
    """Right, missed and wrong by layer, as the scorer counts them; its functions are called to have its counts."""
    program = (
        "import sys, json, collections, pathlib; sys.path.insert(0, sys.argv[1]); import score\n"
        "house, tallies = score.Warehouse(sys.argv[2]), collections.defaultdict(score.Tally)\n"
        "lines = open(sys.argv[3], encoding='utf-8').read().splitlines()[: int(sys.argv[4]) or None]\n"
        "for line in lines: score.score_doc(json.loads(line), house, tallies)\n"
        "print(json.dumps({layer: (t.tp, t.fn, t.fp) for layer, t in tallies.items()}))\n"
    )
    arguments = [sys.executable, "-B", "-c", program, SCORER.parent, warehouse.database, path, str(limit)]
    answer = subprocess.run(arguments, capture_output=True, text=True, check=True)
    return {layer: tuple(counted) for layer, counted in json.loads(answer.stdout).items()}


def counts(score: Score) -> dict[str, tuple[int, int, int]]:
    return {layer: (tally.right, tally.missed, tally.wrong) for layer, tally in score.layers.items()}


def test_gold_without_text_needs_a_warehouse(tmp_path: Path, warehouse: Warehouse) -> None:
    bare = {**nordwerk(), "text": None}
    path = write_gold(tmp_path / "bare.jsonl", bare)
    with pytest.raises(InputError, match=r"bare\.jsonl, line 1: '2024-03-12-nordwerk' has no text .*--warehouse"):
        evaluate([path])
    (score,) = evaluate([path], warehouse)
    (full,) = evaluate([write_gold(tmp_path / "full.jsonl", nordwerk())], warehouse)
    assert (score.layers, score.details) == (full.layers, full.details)


def test_articles_that_are_not_there_count_as_empty_and_are_told(tmp_path: Path, warehouse: Warehouse) -> None:
    (score,) = evaluate([write_gold(tmp_path / "gold.jsonl", helvia(), absent())], warehouse)
    assert score.layers["amounts"].missed == 1
    assert len(score.warnings) == 1 and "line 2: 'not-there' counts as empty" in score.warnings[0]
    with pytest.raises(InputError, match="none of the 1 articles of the gold is in"):
        evaluate([write_gold(tmp_path / "none.jsonl", absent())], warehouse)


def test_why_a_text_was_rejected_is_told(tmp_path: Path) -> None:
    empty = {**absent(), "text": "  "}
    (score,) = evaluate([write_gold(tmp_path / "gold.jsonl", helvia(), empty)])
    assert "counts as empty" in score.warnings[0] and "no text" in score.warnings[0]


def test_another_text_than_the_golds_is_told(tmp_path: Path, warehouse: Warehouse) -> None:
    (score,) = evaluate([write_gold(tmp_path / "gold.jsonl", {**helvia(), "text": "Anders."})], warehouse)
    assert "the dataset's text of '2024-03-13-helvia' differs" in score.warnings[0]


def test_two_texts_of_one_article_are_refused(tmp_path: Path) -> None:
    paths = [write_gold(tmp_path / f"{name}.jsonl", {**helvia(), "text": name}) for name in ("a", "b")]
    with pytest.raises(InputError, match=r"b\.jsonl, line 1 has another text for '2024-03-13-helvia' than .*a\.jsonl"):
        evaluate(paths)
    with pytest.raises(InputError, match="lone surrogate"):
        evaluate([write_gold(tmp_path / "half.jsonl", '{"doc": "a", "text": "\\ud800", "amounts": []}')])
    with pytest.raises(InputError, match="no file can have the name"):
        evaluate([write_gold(tmp_path / "long.jsonl", {**helvia(), "doc": "a" * 300})])


def test_files_of_one_name_are_told_apart(tmp_path: Path, warehouse: Warehouse) -> None:
    paths = [tmp_path / name / "gold.jsonl" for name in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        write_gold(path, helvia())
    golds = named([(path, read_gold(path)) for path in paths])
    assert [score.name for score in score_warehouse(golds, warehouse)] == list(map(str, paths))


def test_a_warehouse_that_is_missing(gold: Path, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="there is no dataset"):
        evaluate([gold], Warehouse(tmp_path / "missing"))


def test_the_command_prints_tables(gold: Path, warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    assert depesche("evaluate", "--gold", gold, "--warehouse", warehouse.folder) == 0
    out = capsys.readouterr().out
    assert "own: 2 articles" in out and "acquisition" in out
    assert "event status" in out and "What score >= x leaves" in out


def test_the_command_gives_json(gold: Path, warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    assert depesche("evaluate", "--json", "--limit", 1, "--gold", gold, "--warehouse", warehouse.folder) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert told["own"]["documents"] == 1
    (score,) = evaluate([gold], warehouse, limit=1)
    for layer, tally in score.layers.items():
        numbers = told["own"]["layers"][layer]
        assert (numbers["right"], numbers["f1"]) == (tally.right, round(tally.f1, 4))
        assert set(numbers["by_type"]) == set(score.kinds[layer])
    assert set(told["own"]["details"]) == set(score.details) and told["own"]["by_score"]["mentions"]


def test_the_command_writes_a_page(gold: Path, warehouse: Warehouse, tmp_path: Path) -> None:
    page = tmp_path / "errors.html"
    assert depesche("evaluate", "--gold", gold, "--html", page, "--warehouse", warehouse.folder) == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")


def test_the_command_takes_several_files(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = write_gold(tmp_path / "other.jsonl", helvia())
    assert depesche("evaluate", "--json", "--gold", gold, other) == 0
    assert list(json.loads(capsys.readouterr().out)) == ["own", "other"]


@pytest.mark.parametrize("content", ["{", '{"doc": 1}', ""])
def test_bad_gold_ends_the_command_without_a_traceback(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_gold(tmp_path / "bad.jsonl", content)
    assert depesche("evaluate", "--gold", path) == 3
    err = capsys.readouterr().err
    assert err.startswith("error: ") and str(path) in err and "Traceback" not in err


def test_a_page_that_cannot_be_written(
    gold: Path, warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert depesche("evaluate", "--gold", gold, "--html", tmp_path, "--warehouse", warehouse.folder) == 3
    assert "can't be written" in capsys.readouterr().err
