"""Annotations of texts that are not ours: offsets in our file, words in the corpus."""

from __future__ import annotations

import json
from pathlib import Path

from flows.finding.facts.train.borrowed import SMARTDATA, read_borrowed

TEXT = "Nordwerk übernimmt\nTalbau. „Wir wachsen“, sagte Katrin Brandt."
NOTES = """### sample-1
e1 org Nordwerk
e2 org Talbau
e3 per Katrin Brandt
@ acquisition announced buyer=e1 acquired=e2 trigger="übernimmt" :: 0-26
q direct e3 sagte :: 28-39

### sample-2
e1 org Nordwerk
"""


def corpus(folder: Path) -> Path:
    path = folder / "corpus.jsonl"
    document = {"doc": "sample-1", "text": f" {TEXT}\n", "source": "https://example.org/a@2024-03-12T10:00:00"}
    path.write_text(json.dumps(document) + "\n", "utf-8")
    return path


def test_words_come_from_the_corpus_and_the_day_from_the_address(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text(NOTES, "utf-8")
    (gold,), problems = read_borrowed(notes, corpus(tmp_path))
    assert gold["published"] == "2024-03-12"
    assert gold["events"][0]["evidence"] == "Nordwerk übernimmt Talbau."
    assert gold["quotes"][0]["text"] == "Wir wachsen"
    assert problems == ["sample-2: not in corpus.jsonl"]


def test_the_file_in_the_tree_holds_no_words_of_the_texts() -> None:
    for line in SMARTDATA.read_text("utf-8").splitlines():
        _, words, span = line.partition(" :: ")
        assert not words or span.replace("-", "").isdigit(), line
