"""The settings `names:`: what they refuse, when files are read again, and what is told before anything starts."""

from __future__ import annotations

import builtins
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy

from flows.config import load_config
from flows.diagnosis import diagnose
from flows.errors import InputError
from flows.finding.names import VERSION
from flows.finding.plugging.load import load_tagger
from flows.finding.plugging.settings import NamesSettings
from tests.conftest import ask, load


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("names: {modell: spacy:x}", r"names\.modell: Extra inputs are not permitted"),
        ("names: {model: de_core_news_lg}", r"names\.model: String should match pattern"),
        ("names: {model: 'spacy:x', labels: {PER: human}}", r"human is no label of ours; there are organization"),
        ("names: {floor: 2}", r"names\.floor: Input should be less than or equal to 1"),
        ("names: spacy:x", r"names: Input should be a valid dictionary"),
    ],
)
def test_settings_that_cannot_be_used_are_named(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "depesche.yml").write_text(content, "utf-8")
    with pytest.raises(InputError, match=message):
        load_config(tmp_path)


def ruler(folder: Path, label: str = "ORG") -> Path:
    """A pipeline that knows one word."""
    nlp = spacy.blank("de")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": "Pumpenhersteller"}])  # type: ignore[attr-defined]
    nlp.to_disk(folder / "ruler")
    return folder / "ruler"


def test_another_model_reads_every_file_again_and_only_once(raw: Path, folder: Path, tmp_path: Path) -> None:
    load(raw, folder)
    assert load(raw, folder).run_id is None
    (raw / "depesche.yml").write_text(f"names:\n  model: spacy:{ruler(tmp_path)}\n  score: 0.95\n", "utf-8")
    summary = load(raw, folder)
    assert summary.files == {"new": 0, "changed": 2, "unchanged": 0, "withdrawn": 0}
    assert ask(folder, "SELECT surface, extractor FROM mentions WHERE extractor LIKE '%spacy%'") == [
        ("Pumpenhersteller", f"names.spacy:de_pipeline-0.0.0/{VERSION}"),
        ("Pumpenhersteller", f"names.spacy:de_pipeline-0.0.0/{VERSION}"),
    ]
    assert load(raw, folder).run_id is None
    (raw / "depesche.yml").unlink()
    assert load(raw, folder).files["changed"] == 2
    assert ask(folder, "SELECT count(*) FROM mentions WHERE extractor LIKE '%spacy%'") == [(0,)]


def test_missing_model_is_told_before_any_file_is_read(raw: Path, folder: Path) -> None:
    (raw / "depesche.yml").write_text("names:\n  model: spacy:de_core_news_nowhere\n", "utf-8")
    with pytest.raises(InputError, match="spacy download"):
        load(raw, folder)
    assert not (folder / "batches").exists()


def test_doctor_says_which_model_finds_names(raw: Path, folder: Path, tmp_path: Path) -> None:
    def state() -> tuple[str, bool]:
        return next((each.state, each.problem) for each in diagnose(raw, folder) if each.what == "names by")

    assert state() == ("rules, word lists and the shipped tagger", False)
    settings = raw / "depesche.yml"
    settings.write_text(f"names: {{model: 'spacy:{ruler(tmp_path)}', replace: true}}\n", "utf-8")
    assert state() == ("spacy:de_pipeline-0.0.0 beside rules and word lists", False)
    settings.write_text("names: {model: 'spacy:de_core_news_nowhere'}\n", "utf-8")
    assert state()[1]


@pytest.mark.parametrize(
    ("model", "package"), [("huggingface:some/model", "transformers"), ("gliner:some/model", "gliner")]
)
def test_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch, model: str, package: str) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == package:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, package, raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError, match=rf"pip install torch '{package}"):
        load_tagger(NamesSettings(model=model))
