"""Words per second of each component of the finding stage, on the articles of a folder."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from flows.finding.cleaned import CleanedText
from flows.finding.frame import german_pipeline, start_doc
from flows.reading.article import Article
from flows.reading.discovery import list_files
from flows.reading.reader import read_file


def main() -> None:
    raw = Path(sys.argv[1] if len(sys.argv) > 1 else "raw")
    start = perf_counter()
    nlp = german_pipeline()
    print(f"pipeline loaded in {perf_counter() - start:.1f} s")
    articles = [item for path in list_files(raw) for item in read_file(path, raw) if isinstance(item, Article)]
    german = [article for article in articles if article.language == "de"]
    words = sum(len(article.text.split()) for article in german)
    seconds: Counter[str] = Counter()
    for article in german:
        start = perf_counter()
        doc = start_doc(nlp, article, CleanedText(article.text))
        seconds["tokenizer"] += perf_counter() - start
        for name, component in nlp.pipeline:
            start = perf_counter()
            component(doc)
            seconds[name] += perf_counter() - start
    print(f"{len(german)} articles, {words:,} words")
    for name, spent in [*seconds.most_common(), ("all", seconds.total())]:
        print(f"{name:24} {words / spent:>12,.0f} words/s")


if __name__ == "__main__":
    main()
