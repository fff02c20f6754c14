"""Words per second of each component of the finding stage on the articles of a folder, and what starting costs.

The seconds are processor time, so that other work on the machine counts little. The component that finds candidates
is shown as its two halves, each timed in a run of its own: the rules, which meet every word first and so fill the
look-ups, and the trained tagger.
"""

from __future__ import annotations

import resource
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from rich import box
from rich.console import Console
from rich.table import Table

FINDING = Path(__file__).parents[2] / "flows" / "finding"
CANDIDATES, MERGING = "depesche_tagger", "depesche_names"
MEGABYTE = 1_000_000


class Clock:
    """Seconds by what they were spent on."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()

    @contextmanager
    def __call__(self, what: str) -> Iterator[None]:
        start = process_time()
        yield
        self.seconds[what] += process_time() - start


def main() -> None:
    raw = Path(sys.argv[1] if len(sys.argv) > 1 else "raw")
    start, spent = Clock(), Clock()
    with start("import the finders"):
        from flows.finding.cleaned import CleanedText
        from flows.finding.frame import german_pipeline, read_doc, start_doc
        from flows.finding.model.tagger import load_network, tag_names
        from flows.finding.naming.rules import advise, find_by_rules
        from flows.finding.naming.words import Words
        from flows.reading.article import Article
        from flows.reading.discovery import list_files
        from flows.reading.reader import read_file
    with start("build the pipeline"):
        nlp = german_pipeline()
    with start("load the tagger's weights"):
        load_network()
    read = [item for path in list_files(raw) for item in read_file(path, raw) if isinstance(item, Article)]
    articles = [article for article in read if article.language == "de"]
    if not articles:
        sys.exit(f"there are no German articles in {raw}")
    with start("read the first article"):  # lexicons are read and matchers compiled by their first use
        read_doc(nlp, articles[0], CleanedText(articles[0].text))
    for article in articles:
        with spent("tokenizer"):
            doc = start_doc(nlp, article, CleanedText(article.text))
        for name, component in nlp.pipeline:
            if name == CANDIDATES:
                with spent("names: rules"):
                    text = Words(doc.text)
                    advice = advise(text, find_by_rules(text))
                with spent("names: tagger"):
                    tag_names(doc, advice)
                component(doc)
                continue
            with spent("names: merging" if name == MERGING else name.removeprefix("depesche_")):
                component(doc)
    seconds = Counter({name: max(each, 1e-9) for name, each in spent.seconds.items()})
    words = sum(len(article.text.split()) for article in articles)
    console = Console(highlight=False)
    console.print(start_table(start.seconds), speed_table(seconds, words, len(articles)))


def speed_table(seconds: Counter[str], words: int, articles: int) -> Table:
    title = f"{articles:,} articles, {words:,} words"
    table = Table("component", title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for name in ("seconds", "share", "words/s"):
        table.add_column(name, justify="right")
    for name, spent in seconds.items():
        table.add_row(name, f"{spent:.2f}", f"{spent / seconds.total():.0%}", f"{words / spent:,.0f}")
    table.add_section()
    table.add_row("all", f"{seconds.total():.2f}", "", f"{words / seconds.total():,.0f}", style="bold")
    return table


def start_table(seconds: Counter[str]) -> Table:
    table = Table("what starting takes", "", box=box.SIMPLE_HEAD)
    table.columns[1].justify = "right"
    for what, spent in seconds.items():
        table.add_row(what, f"{spent:.2f} s")
    weights = sum(size(FINDING / model / "weights") for model in ("model", "facts"))
    table.add_row("weights on disk", f"{weights:.1f} MB")
    table.add_row("word lists on disk", f"{size(FINDING / 'lexicon'):.1f} MB")
    table.add_row("memory at most", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE:,.0f} MB")
    return table


def size(folder: Path) -> float:
    """Megabytes of the folder's data files."""
    files = (each for each in folder.rglob("*") if each.is_file() and each.suffix not in (".py", ".pyc"))
    return sum(each.stat().st_size for each in files) / MEGABYTE


if __name__ == "__main__":
    main()
