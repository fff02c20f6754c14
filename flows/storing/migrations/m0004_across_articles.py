"""Version 4: things and tellings are linked across articles, when the dataset is built: the log stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def migrate(run: Path, manifest: dict[str, Any]) -> dict[str, Any]:
    """The run as it is; the new version alone has the dataset built anew."""
    return manifest
