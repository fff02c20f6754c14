"""Our annotations of texts that are not ours to copy: names and offsets, read together with the corpus itself.

The lines are those of `flows/finding/model/train/annotated.py`; where words of the text would stand behind "::" stand
their offsets, and the texts come from a corpus of JSON lines with `doc`, `text` and `source`:

    ### smartdata-train-0123
    e1 org Nordwerk AG | Nordwerk
    e2 org Talbau
    @ acquisition announced buyer=e1 acquired=e2 trigger="übernimmt" :: 0-62
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from flows.finding.model.train.annotated import Gold, read_article

SMARTDATA = Path(__file__).parent / "smartdata.txt"  # annotates smartdata-train.jsonl
_ARTICLE = re.compile(r"^### +(\S+) *\n", re.MULTILINE)
_SPAN = re.compile(r" :: (\d+)-(\d+)$", re.MULTILINE)
_PUBLISHED = re.compile(r"@(\d{4}-\d\d-\d\d)T")  # in the address that a text came from


def read_borrowed(annotations: Path, corpus: Path) -> tuple[list[Gold], list[str]]:
    """The annotated texts as gold, and what is wrong with them, a line per problem."""
    texts = dict(_bodies(corpus))
    articles, problems = [], []
    _, *parts = _ARTICLE.split(annotations.read_text("utf-8"))
    for name, notes in zip(parts[::2], parts[1::2], strict=True):
        if name not in texts:
            problems.append(f"{name}: not in {corpus.name}")
            continue
        head, text = texts[name]
        article, found = read_article(name, f"{head}{text}\n===\n{_with_words(notes, text)}")
        problems += [f"{name}: {problem}" for problem in found]
        articles.append(article)
    return articles, problems


def _bodies(corpus: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Of each text its name, the line that tells when it was published, and its words."""
    for line in corpus.read_text("utf-8").splitlines():
        document = json.loads(line)
        published = _PUBLISHED.search(document["source"])
        yield document["doc"], (f"published: {published[1]}\n" if published else "", document["text"].strip())


def _with_words(notes: str, text: str) -> str:
    """The notes with the words that their offsets stand for; a note is one line, whatever the text breaks."""

    def words(span: re.Match[str]) -> str:
        said = text[int(span[1]) : int(span[2])]
        return f" :: {' '.join(said.split()) if said.count(chr(10)) else said}"

    return _SPAN.sub(words, notes)
