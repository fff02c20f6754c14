"""Answers on disk: the same question is asked once."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from flows.errors import writing


class AnswerCache:
    """A folder with one file per answered question."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> dict[str, Any] | None:
        """The answer, None if there is none or its file is damaged."""
        try:
            answer = json.loads(self._path(key).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return answer if isinstance(answer, dict) else None

    def put(self, key: str, answer: dict[str, Any]) -> None:
        """Keep the answer; a run that dies meanwhile leaves no half of it."""
        path = self._path(key)
        beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        with writing(self._folder):
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(answer, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
            beside.replace(path)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"


def question_key(*parts: object) -> str:
    """A hash of all that an answer depends on."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()
