"""Version 2: runs know the models they found with, and what a language model took."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def migrate(run: Path, manifest: dict[str, Any]) -> dict[str, Any]:
    """Runs of version 1 found with rules and the shipped tagger."""
    return {"finders": "", "llm": {}} | manifest
