"""A folder for raw files, and reading them."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.reading.article import Article, Rejection
from flows.reading.reader import read_file
from tests.reading.samples import Read


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


@pytest.fixture
def read(raw: Path) -> Read:
    """Writes bytes to a file below raw and reads it: its articles and its rejections."""

    def run(
        name: str, data: bytes | str | None = None, columns: dict[str, str] | None = None
    ) -> tuple[list[Article], list[Rejection]]:
        path = raw / name
        if data is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.encode() if isinstance(data, str) else data)
        found = list(read_file(path, raw, columns))
        return (
            [item for item in found if isinstance(item, Article)],
            [item for item in found if isinstance(item, Rejection)],
        )

    return run
