"""Strict precision, recall and F1 of the tagger on development texts, by label and for news and Wikipedia apart."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from flows.finding.candidates import Candidate
from flows.finding.model.network import Network
from flows.finding.model.tagger import tag_sentences
from flows.finding.model.train.advising import advise_on
from flows.finding.model.train.articles import read_articles
from flows.finding.model.train.corpora import GoldText, gold_texts, read_germeval, read_gold

LABELS = ("organization", "person", "location", "product", "event")
Spans = set[tuple[int, int, str]]


class Tally:
    """Right, wrong and missed spans per label."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()

    def add(self, gold: GoldText, found: Spans) -> None:
        """Counts one text; spans that overlap an ignored one count neither way."""
        counted = {s for s in found if s in gold.mentions or not any(s[0] < e and b < s[1] for b, e in gold.ignore)}
        self.right.update(label for *_, label in counted & gold.mentions)
        self.wrong.update(label for *_, label in counted - gold.mentions)
        self.missed.update(label for *_, label in gold.mentions - counted)

    def line(self, name: str) -> str:
        """Precision, recall and F1 of all labels that the gold has, together and one by one."""
        labels = [label for label in LABELS if self.right[label] + self.missed[label]]
        scores = [f"all {self._scores(labels)}", *(f"{label[:3]} {self._scores([label])}" for label in labels)]
        return "  ".join([f"{name:<16}", *scores])

    def _scores(self, labels: list[str]) -> str:
        right, wrong, missed = (sum(c[k] for k in labels) for c in (self.right, self.wrong, self.missed))
        precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
        both = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"{100 * precision:.1f}/{100 * recall:.1f}/{100 * both:.1f}"


def find(network: Network, gold: GoldText, least: float | None) -> Spans:
    candidates: list[Candidate] = tag_sentences(network, gold.text, gold.sentences, advise_on(gold.text), least)
    return {(each.start, each.end, each.label) for each in candidates}


def measure(texts: list[GoldText], finder: Callable[[GoldText], Spans]) -> Tally:
    tally = Tally()
    for gold in texts:
        tally.add(gold, finder(gold))
    return tally


def split_paragraphs(gold: GoldText, news: list[bool]) -> list[tuple[bool, GoldText]]:
    """GermEval's texts are sentences under each other: each as a text of its own, with whether it is news."""
    parts = []
    start = 0
    for is_news, paragraph in zip(news, gold.text.split("\n\n"), strict=True):
        end = start + len(paragraph)
        mentions = {(s - start, e - start, k) for s, e, k in gold.mentions if start <= s < end}
        ignore = [(s - start, e - start) for s, e in gold.ignore if start <= s < end]
        parts.append((is_news, GoldText(gold.doc, paragraph, [(0, end - start)], mentions, ignore)))
        start = end + 2
    return parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=Path(__file__).parents[1] / "weights")
    parser.add_argument("--germeval-dev", type=Path, help="development texts made of NER-de-dev.tsv")
    parser.add_argument("--germeval-tsv", type=Path, help="NER-de-dev.tsv itself, for its sources")
    parser.add_argument("--smartdata", type=Path)
    parser.add_argument("--articles", type=Path, help="folder with annotated articles: those held out are measured by")
    parser.add_argument("--half", type=int, choices=(0, 1), help="only the half that training left out")
    parser.add_argument("--least", type=float, help="leave out less certain names, instead of the shipped floors")
    given = parser.parse_args()
    network = Network(given.weights)

    def finder(gold: GoldText) -> Spans:
        return find(network, gold, given.least)

    def chosen(path: Path) -> list[tuple[int, GoldText]]:
        texts = list(enumerate(gold_texts(read_gold(path))))
        return [(i, gold) for i, gold in texts if given.half is None or i % 2 == given.half]

    if given.articles:
        print(measure(list(read_articles(given.articles, held_out=True)), finder).line("articles"))  # noqa: T201
    if given.smartdata:
        print(measure([gold for _, gold in chosen(given.smartdata)], finder).line("smartdata"))  # noqa: T201
    if given.germeval_dev and given.germeval_tsv:
        news = [sentence.news for sentence in read_germeval(given.germeval_tsv)]
        parts = [p for i, g in chosen(given.germeval_dev) for p in split_paragraphs(g, news[20 * i : 20 * i + 20])]
        for name, wanted in (("germeval news", True), ("germeval wiki", False)):
            print(measure([g for n, g in parts if n == wanted], finder).line(name))  # noqa: T201


if __name__ == "__main__":
    main()
