"""Numbered steps that bring the log of runs from one tables version to the next.

A step gets the folder of one run and what its manifest says, and returns what the manifest is to say.
It may write files anew and rename them into place; it must not change a file in place, since the
folder shares its files with the backup.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.storing.migrations import m0002_language_models, m0003_withdrawals, m0004_across_articles

Content = dict[str, Any]
Step = Callable[[Path, Content], Content]

# By the version that a step leads to.
STEPS: dict[int, Step] = {
    2: m0002_language_models.migrate,
    3: m0003_withdrawals.migrate,
    4: m0004_across_articles.migrate,
}
