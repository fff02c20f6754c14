"""The language model in a run, over real HTTP: good, malformed, slow, failing and lying servers."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.config import load_config
from flows.diagnosis import diagnose
from flows.errors import InputError
from tests.conftest import ask, load, snapshot
from tests.finding.llm.samples import TEXT, answer, event, layoffs, quote
from tests.finding.llm.server import FakeLlm, Reply, serving

GOOD = Reply(answer())
RECORDS = ("mentions", "events", "event_arguments", "quotes", "relations", "figures", "entities")
BY_MODEL = "SELECT event_type FROM events WHERE contains(extractor, 'llm:tiny') ORDER BY ALL"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "2024-03-12-quastra.txt").write_text(TEXT, "utf-8")
    return folder


@pytest.fixture
def llm() -> Iterator[FakeLlm]:
    with serving(FakeLlm([GOOD])) as fake:
        yield fake


def configure(raw: Path, llm: FakeLlm, **settings: Any) -> None:
    wanted = {"endpoint": llm.url, "model": "tiny", "timeout_s": 5, "backoff_s": 0.01, **settings}
    (raw / "depesche.yml").write_text(yaml.safe_dump({"finder": "llm", "llm": wanted}), "utf-8")


def rejects(folder: Path) -> list[tuple[Any, ...]]:
    return ask(folder, "SELECT table_name, check_name FROM rejects ORDER BY ALL")


def records(folder: Path) -> dict[str, Any]:
    return {table: rows for table, rows in snapshot(folder).items() if table in RECORDS}


def took(folder: Path) -> tuple[Any, ...]:
    """Requests, cached answers, tokens and cost of the last run."""
    columns = "llm_requests, llm_cached, llm_input_tokens, llm_output_tokens, llm_cost_usd"
    return ask(folder, f"SELECT {columns} FROM runs ORDER BY sequence DESC LIMIT 1")[0]


def test_off_by_default_even_with_its_settings_there(raw: Path, folder: Path, llm: FakeLlm) -> None:
    load(raw, folder)
    assert (took(folder), llm.asked) == ((0, 0, 0, 0, 0), [])
    settings = {"llm": {"endpoint": llm.url, "model": "tiny"}}
    (raw / "depesche.yml").write_text(yaml.safe_dump(settings), "utf-8")
    assert load_config(raw).llm is None
    assert load(raw, folder).run_id is None


def test_good_answer_is_in_the_dataset_with_its_cost(raw: Path, folder: Path, llm: FakeLlm) -> None:
    configure(raw, llm, usd_per_million_tokens={"input": 2, "output": 10})
    load(raw, folder)
    assert rejects(folder) == []
    assert ask(folder, BY_MODEL) == [("acquisition",), ("layoffs",)]
    assert ask(folder, "SELECT value_max FROM events WHERE event_type = 'acquisition'") == [(Decimal(40_000_000),)]
    assert ("llm:tiny/1",) in ask(folder, "SELECT extractor FROM events")
    assert took(folder) == (1, 0, 1000, 200, Decimal("0.004"))
    asked = llm.asked[0]
    assert (asked["model"], asked["temperature"], asked["response_format"]["type"]) == ("tiny", 0, "json_schema")
    assert TEXT in asked["messages"][1]["content"] and "2024-03-12" in asked["messages"][1]["content"]
    assert not {table for table, _ in rejects(folder)}


def test_same_input_asks_once_and_gives_the_same_dataset(raw: Path, folder: Path, llm: FakeLlm) -> None:
    configure(raw, llm)
    load(raw, folder)
    first = records(folder)
    assert load(raw, folder).run_id is None
    (raw / "copy.txt").write_text("Ein Text ohne Fakten.", "utf-8")
    configure(raw, llm, seed=1, timeout_s=7)  # nothing that the answer depends on
    llm.replies = [Reply(answer(mentions=[], events=[], quotes=[], relations=[], figures=[]))]
    load(raw, folder)
    assert len(llm.asked) == 2, "only the new file was asked about"
    (raw / "copy.txt").unlink()
    configure(raw, llm, score=0.7, context_chars=23_000)  # read again, but every answer is known
    load(raw, folder)
    assert (took(folder)[:2], len(llm.asked)) == ((0, 1), 2)
    assert records(folder)["events"] == first["events"]
    assert ask(folder, BY_MODEL) == [("acquisition",), ("layoffs",)]
    configure(raw, llm, model="tiny2")
    load(raw, folder)
    assert len(llm.asked) == 3, "another model is asked anew"


def test_cached_answers_give_equal_records(raw: Path, folder: Path, llm: FakeLlm, tmp_path: Path) -> None:
    configure(raw, llm)
    load(raw, folder)
    other = tmp_path / "other"
    other.mkdir()
    (folder / "llm").rename(other / "llm")
    load(raw, other)
    assert len(llm.asked) == 1
    assert records(other) == records(folder)


def test_malformed_then_good(raw: Path, folder: Path, llm: FakeLlm) -> None:
    llm.replies = [Reply("Gern! Hier ist {kein JSON"), Reply(body="<html>oops</html>"), GOOD]
    configure(raw, llm)
    load(raw, folder)
    assert (len(llm.asked), rejects(folder)) == (3, [])
    assert ask(folder, BY_MODEL) == [("acquisition",), ("layoffs",)]


def test_code_block_and_thoughts_around_the_json_are_read(raw: Path, folder: Path, llm: FakeLlm) -> None:
    llm.replies = [Reply(f"<think>Also gut.</think>\n```json\n{json.dumps(answer())}\n```")]
    configure(raw, llm)
    load(raw, folder)
    assert (len(llm.asked), rejects(folder)) == (1, [])


@pytest.mark.parametrize(
    ("replies", "check", "requests"),
    [
        ([Reply("kein JSON")], "llm_malformed", 3),
        ([Reply('["eine Liste"]')], "llm_malformed", 3),
        ([Reply(answer(), finish="length")], "llm_malformed", 1),
        ([Reply(status=500, body="kaputt")], "llm_endpoint", 3),
        ([Reply(status=401, body="wer da?")], "llm_endpoint", 1),
        ([Reply(status=302, headers={"location": "http://127.0.0.1:1/"}, body="")], "llm_endpoint", 1),
    ],
)
def test_failing_endpoint_keeps_the_rules_records_and_is_asked_again(
    raw: Path, folder: Path, llm: FakeLlm, replies: list[Reply], check: str, requests: int
) -> None:
    load(raw, folder)
    by_rules = records(folder)
    llm.replies = replies
    configure(raw, llm, tries=3)
    load(raw, folder)
    assert (rejects(folder), len(llm.asked)) == ([("articles", check)], requests)
    assert records(folder) == by_rules
    llm.replies = [GOOD]
    summary = load(raw, folder)
    assert summary.files["changed"] == 1
    assert (rejects(folder), ask(folder, BY_MODEL)) == ([], [("acquisition",), ("layoffs",)])
    assert load(raw, folder).run_id is None, "answered, and so done with"


@pytest.mark.parametrize("reply", [Reply(answer(), delay_s=20), Reply(answer(), drip_s=0.05)])
def test_slow_answer_ends_in_time(raw: Path, folder: Path, llm: FakeLlm, reply: Reply) -> None:
    llm.replies = [reply]
    configure(raw, llm, timeout_s=0.4)
    start = time.monotonic()
    load(raw, folder)
    assert time.monotonic() - start < 15
    assert rejects(folder) == [("articles", "llm_endpoint")]
    assert "within 0.4 s" in ask(folder, "SELECT reason FROM rejects")[0][0]


def test_too_many_requests_waits_as_told(raw: Path, folder: Path, llm: FakeLlm) -> None:
    llm.replies = [Reply(status=429, headers={"retry-after": "0.5"}, body="zu viel"), GOOD]
    configure(raw, llm)
    start = time.monotonic()
    load(raw, folder)
    assert time.monotonic() - start >= 0.5
    assert (len(llm.asked), rejects(folder)) == (2, [])


def test_lies_are_rejected_and_what_is_true_beside_them_stays(raw: Path, folder: Path, llm: FakeLlm) -> None:
    lies = [event(evidence="Quastra zahlt 90 Mrd. Euro."), event(value_min=4e6, value_max=4e6)]
    llm.replies = [Reply(answer(events=[*lies, layoffs()], quotes=[quote(text="Wir sind pleite")]))]
    configure(raw, llm)
    load(raw, folder)
    assert rejects(folder) == [("events", "llm_ungrounded"), ("events", "llm_value"), ("quotes", "llm_ungrounded")]
    assert ("layoffs",) in ask(folder, BY_MODEL) and ("acquisition",) not in ask(folder, BY_MODEL)
    [(column, value)] = ask(folder, "SELECT column_name, value FROM rejects WHERE table_name = 'quotes'")
    assert (column, value) == ("text", "Wir sind pleite")
    assert load(raw, folder).run_id is None, "a lie is an answer: asking again would change nothing"


def test_server_without_schemas_is_asked_for_any_json(raw: Path, folder: Path, llm: FakeLlm) -> None:
    (raw / "b.txt").write_text("Auch hier steht etwas über Brekkum.", "utf-8")
    llm.refuses = ("json_schema",)
    configure(raw, llm)
    load(raw, folder)
    formats = [body["response_format"]["type"] for body in llm.asked]
    assert formats == ["json_schema", "json_object", "json_object"], "and remembered"
    assert ask(folder, BY_MODEL) == [("acquisition",), ("layoffs",)]


def test_budget_of_tokens_is_kept_and_the_rest_is_asked_later(raw: Path, folder: Path, llm: FakeLlm) -> None:
    (raw / "b.txt").write_text("Auch hier steht etwas über Brekkum.", "utf-8")
    llm.replies = [Reply(answer(), usage={"prompt_tokens": 9000, "completion_tokens": 500})]
    configure(raw, llm, max_tokens_per_run=12_000, max_output_tokens=500)
    load(raw, folder)
    assert (len(llm.asked), rejects(folder)) == (1, [("articles", "llm_budget")])
    assert load(raw, folder).files["changed"] == 1
    assert len(llm.asked) == 2
    assert {check for _, check in rejects(folder)} == {"llm_ungrounded"}, "the answer tells of the other article"


def test_budget_of_money_needs_prices_and_is_kept(raw: Path, folder: Path, llm: FakeLlm) -> None:
    configure(raw, llm, max_cost_per_run=1)
    with pytest.raises(InputError, match="needs prices"):
        load(raw, folder)
    configure(raw, llm, max_cost_per_run=0.001, usd_per_million_tokens={"input": 5, "output": 5})
    load(raw, folder)
    assert (llm.asked, rejects(folder)) == ([], [("articles", "llm_budget")])


def test_long_article_is_asked_in_parts_with_offsets_of_the_whole(raw: Path, folder: Path, llm: FakeLlm) -> None:
    filler = "Es regnete in Strömen, und niemand wollte vor die Tür gehen.\n\n" * 12
    (raw / "2024-03-12-quastra.txt").write_text(filler + TEXT, "utf-8")
    configure(raw, llm, context_chars=600)
    load(raw, folder)
    assert len(llm.asked) >= 2
    assert all(len(body["messages"][1]["content"]) < 700 for body in llm.asked)
    assert ask(folder, BY_MODEL) == [("acquisition",), ("layoffs",)]


def test_dead_endpoint_is_not_asked_for_every_article(raw: Path, folder: Path) -> None:
    for number in range(6):
        (raw / f"{number}.txt").write_text(f"Text {number} über Brekkum.", "utf-8")
    with serving(FakeLlm([Reply(status=503, body="zu")])) as llm:
        configure(raw, llm, tries=1)
        load(raw, folder)
    assert len(llm.asked) == 3
    assert rejects(folder) == [("articles", "llm_endpoint")] * 7


def test_key_comes_from_the_environment_and_is_written_nowhere(
    raw: Path, folder: Path, llm: FakeLlm, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "geheim-4711-geheim"
    configure(raw, llm, api_key_env="DEPESCHE_TEST_KEY")
    monkeypatch.delenv("DEPESCHE_TEST_KEY", raising=False)
    with pytest.raises(InputError, match="DEPESCHE_TEST_KEY, but that environment variable is not set"):
        load(raw, folder)
    monkeypatch.setenv("DEPESCHE_TEST_KEY", key)
    llm.replies = [Reply(status=403, body=f"key {key} is wrong"), GOOD]
    load(raw, folder)
    assert llm.headers[0]["authorization"] == f"Bearer {key}"
    load(raw, folder)
    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert key.encode() not in written
    state = next(each.state for each in diagnose(raw, folder) if each.what == "language model")
    assert state == f"tiny at {llm.url}, beside the rules" and key not in repr(load_config(raw))


def test_damaged_cache_is_asked_anew(raw: Path, folder: Path, llm: FakeLlm) -> None:
    configure(raw, llm)
    load(raw, folder)
    for path in folder.glob("llm/*/*.json"):
        path.write_text("{", "utf-8")
    configure(raw, llm, score=0.6)
    load(raw, folder)
    assert len(llm.asked) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("finder: magic", "there are 'rules' and 'llm'"),
        ("finder: llm", r"llm\.endpoint: Field required"),
        ("finder: llm\nllm: {endpoint: nowhere, model: x}", r"llm\.endpoint: String should match"),
        ("llm: {endpoint: 'http://x/v1', model: x, api_key: secret}", r"llm\.api_key: Extra inputs"),
    ],
)
def test_settings_that_cannot_be_used_are_named(raw: Path, content: str, message: str) -> None:
    (raw / "depesche.yml").write_text(content, "utf-8")
    with pytest.raises(InputError, match=message):
        load_config(raw)
