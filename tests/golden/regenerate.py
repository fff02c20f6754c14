"""Write the golden files and the answers in the README and docs/queries.md anew from `raw/`; git shows what changed."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.conftest import load
from tests.golden.articles import GOLDEN, RAW, golden_texts
from tests.golden.readme import PAGES, with_outputs


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        load(RAW, Path(folder))
        texts = golden_texts(Path(folder))
        for page in PAGES:
            page.write_text(with_outputs(page.read_text("utf-8"), Path(folder)), "utf-8")
    for stale in set(GOLDEN.glob("*.json")) - {GOLDEN / name for name in texts}:
        stale.unlink()
    for name, text in texts.items():
        (GOLDEN / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
