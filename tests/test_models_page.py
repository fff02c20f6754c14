"""docs/models.md: its settings are settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.config import load_config

PAGE = (Path(__file__).parents[1] / "docs" / "models.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_can_be_used(tmp_path: Path, example: str) -> None:
    (tmp_path / "depesche.yml").write_text(example, "utf-8")
    config = load_config(tmp_path)
    assert config.llm is not None or config.names.model is not None


def test_every_setting_is_told() -> None:
    assert len(EXAMPLES) == 4
    for model in ("NamesSettings", "LlmSettings"):
        settings = getattr(__import__("flows.config", fromlist=[model]), model)
        assert all(re.search(rf"\b{name}: ", PAGE) or f"{name}:`" in PAGE for name in settings.model_fields)
