"""Our annotated articles as training sentences: each name marked wherever one of its forms stands."""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from flows.finding.cleaned import CleanedText
from flows.finding.frame import german_pipeline, start_doc
from flows.finding.model.train.annotated import Gold, is_held_out, read_annotated
from flows.finding.model.train.corpora import OUTSIDE, GoldText, Sentence, marked_sentences, only
from flows.finding.sentences import find_sentence_starts
from flows.reading.article import Article
from flows.reading.reader import read_file

ARTICLES = Path(__file__).parent / "articles"
# Market indices, laws and works are not annotated: "other" may be anywhere.
_OUTSIDE = OUTSIDE | only("other")

Span = tuple[int, int, frozenset[str]]  # half-open offsets and the kinds that the form may be


def read_articles(folder: Path = ARTICLES, *, held_out: bool = False) -> Iterator[GoldText]:
    """The folder's articles with their names; those left for measuring only where asked for."""
    for path in sorted(folder.glob("*.txt")):
        articles, _ = read_annotated(path)
        for number, article in enumerate(articles):
            if is_held_out(number) == held_out:
                yield _as_gold(article)


def article_sentences(folder: Path = ARTICLES) -> Iterator[Sentence]:
    """The sentences of the articles that are not held out."""
    return (sentence for gold in read_articles(folder) for sentence in marked_sentences(gold, "own", _OUTSIDE))


def _as_gold(annotated: Gold) -> GoldText:
    """As the finders see it, behind reading, cleaning and cutting; what may be one thing or another is left open."""
    article = _as_article(annotated["text"])
    doc = start_doc(german_pipeline(), article, CleanedText(article.text))
    entities = annotated["entities"].values()
    spans = name_spans(doc.text, entities)
    bounds = list(pairwise([*find_sentence_starts(doc.text, doc._.blocks), len(doc.text)]))
    unsure = [(start, end) for start, end, kinds in spans if len(kinds) > 1]
    mentions = {(start, end, min(kinds)) for start, end, kinds in spans if len(kinds) == 1}
    return GoldText(annotated["doc"], doc.text, bounds, mentions, [*unsure, *open_parts(doc.text, spans, entities)])


def _as_article(text: str) -> Article:
    """The text behind the reading stage, as it stands in a file of its own."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "article.txt")
        path.write_text(text, "utf-8")
        article = next(read_file(path, Path(name)))
    if not isinstance(article, Article):
        raise ValueError(f"{article.reason}: {text[:80]!r}")
    return article


def name_spans(text: str, entities: Iterable[dict[str, Any]]) -> list[Span]:
    """Where the names stand, in order, none overlapping; a genitive's "s" belongs to the name.

    Names in hyphenated compounds count. Where forms begin at one place, the longest holds.

    >>> text = "Talbau-Chefin Eva Kern mag Talbau Nords Werk. Kern schweigt."
    >>> names = [("organization", "Talbau"), ("organization", "Talbau Nord"), ("person", "Eva Kern")]
    >>> spans = name_spans(text, [{"label": label, "name": name, "aliases": []} for label, name in names])
    >>> [text[start:end] for start, end, _ in spans]
    ['Talbau', 'Eva Kern', 'Talbau Nords', 'Kern']
    """
    kinds: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for form in _forms(entity):
            kinds[form].add(entity["label"])
    written = {form: re.compile(_pattern(form)) for form in sorted(kinds, key=lambda form: (-len(form), form))}
    spans: list[Span] = []
    taken: set[int] = set()
    for form, pattern in written.items():
        for found in pattern.finditer(text):
            if taken.isdisjoint(range(*found.span())):
                spans.append((*found.span(), frozenset(kinds[form])))
                taken.update(range(*found.span()))
    return sorted(spans, key=lambda span: span[0])


def _forms(entity: dict[str, Any]) -> list[str]:
    """The listed forms, and the surname by which a person may come back."""
    forms = [entity["name"], *entity["aliases"]]
    surname = entity["name"].split()[-1]
    return [*forms, surname] if entity["label"] == "person" and len(surname) > 2 else forms


def _pattern(form: str) -> str:
    """The form as a whole word, with any gaps, its adjectives in any case ("der Deutschen Bank")."""
    *before, last = form.split()
    words = [re.escape(word) + ("[nmrs]?" if word.endswith("e") and word.isalpha() else "") for word in before]
    genitive = "" if last.endswith(("s", "x", "z", "ß")) or not last[-1].isalpha() else "s?"
    whole = r"\s+".join([*words, re.escape(last)])
    return rf"(?<!\w){whole}{genitive}(?!\w)"


def open_parts(text: str, spans: list[Span], entities: Iterable[dict[str, Any]]) -> list[tuple[int, int]]:
    """Words of longer names that stand alone: a short form that nobody listed, or a mere word; nobody can tell."""
    words = {word for entity in entities for word in entity["name"].split() if word[0].isupper() and len(word) > 3}
    taken = {offset for start, end, _ in spans for offset in range(start, end)}
    found = (match.span() for match in re.finditer(r"\w+", text) if match.group() in words)
    return [span for span in found if span[0] not in taken]
