"""For comparison on equal data: a linear-chain CRF (CRFsuite) over hand-made features and word clusters."""

# CRFsuite and scikit-learn are there only for this comparison.
# mypy: disable-error-code="import-not-found,import-untyped,misc,no-any-return"
from __future__ import annotations

import argparse
import re
from functools import cached_property
from pathlib import Path

import numpy as np
import pycrfsuite
from sklearn.cluster import MiniBatchKMeans

from flows.finding.model.features import LISTS, WordTable
from flows.finding.model.forms import load_vectors
from flows.finding.model.labels import NUMBER, TAGS, tagged_spans
from flows.finding.model.pieces import split_pieces
from flows.finding.model.train.corpora import GoldText, Sentence, gold_texts, read_germeval, read_gold, read_smartdata
from flows.finding.model.train.measure import Spans, measure, split_paragraphs

_CLUSTERS = (100, 500, 1000)
_SETTINGS = {"c1": 0.2, "c2": 0.02, "max_iterations": 90, "feature.possible_transitions": True}


class Describer:
    """Features of each form, computed once, and of the forms around it."""

    def __init__(self, weights: Path) -> None:
        self._table = WordTable(weights)
        self._vectors = load_vectors(weights / "floret.npz")
        self._known: dict[str, list[str]] = {}

    @cached_property
    def _clusters(self) -> list[MiniBatchKMeans]:
        frequent = [word for word, count in self._table.counts.items() if count >= 17][:60_000]
        vectors = self._unit(frequent)
        return [
            MiniBatchKMeans(k, batch_size=4096, n_init=1, max_iter=20, random_state=0).fit(vectors) for k in _CLUSTERS
        ]

    def _unit(self, forms: list[str]) -> np.ndarray:
        vectors = np.asarray(self._vectors.get_batch(forms), dtype=np.float32)
        return vectors / (1e-6 + np.linalg.norm(vectors, axis=1, keepdims=True))

    def _form(self, form: str) -> list[str]:
        if form not in self._known:
            numbers = self._table.describe(form)
            squeezed = re.sub(r"(.)\1+", r"\1", re.sub("[A-ZÄÖÜ]", "A", re.sub("[a-zäöüß]", "a", form)))
            features = [f"w={form}", f"l={form.lower()}", f"shape={squeezed}"]
            features += [f"list{i}" for i in range(LISTS) if numbers[i]]
            features += [f"f={int(10 * numbers[LISTS])}", f"lf={int(10 * numbers[LISTS + 1])}"]
            features += [f"c{c.n_clusters}={c.predict(self._unit([form]))[0]}" for c in self._clusters]
            features += [f"p={form[:n]}" for n in range(1, 6) if len(form) > n]
            features += [f"s={form[-n:]}" for n in range(1, 6) if len(form) > n]
            self._known[form] = features
        return self._known[form]

    def describe(self, forms: list[str]) -> list[list[str]]:
        alone = [self._form(form) for form in forms]
        marks = self._table.mark_phrases(forms)
        rows = []
        for i in range(len(forms)):
            row = [*alone[i], *(f"phrase{j}" for j in np.flatnonzero(marks[i]))]
            for step in (-2, -1, 1, 2):
                if 0 <= i + step < len(forms):
                    row += [f"{step}:{feature}" for feature in alone[i + step]]
                else:
                    row.append(f"{step}:edge")
            rows.append(row)
        return rows


def _tags(sentence: Sentence) -> list[str]:
    return [TAGS[a.bit_length() - 1] if a & (a - 1) == 0 else "O" for a in sentence.allowed]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--germeval-dev", type=Path, required=True)
    parser.add_argument("--smartdata", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=Path(__file__).parents[1] / "weights")
    parser.add_argument("--model", type=Path, required=True, help="file for the trained CRF")
    given = parser.parse_args()
    describer = Describer(given.weights)
    dev = list(read_germeval(given.corpora / "germeval14/NER-de-dev.tsv"))
    rows = read_gold(given.smartdata)
    trainer = pycrfsuite.Trainer(verbose=False)
    wiki = read_germeval(given.corpora / "germeval14/NER-de-wiki.tsv")
    for sentence in [*(s for i, s in enumerate(dev) if i // 20 % 2), *wiki, *read_smartdata(rows[1::2])]:
        trainer.append(describer.describe([form for form, _, _ in sentence.pieces]), _tags(sentence))
    trainer.select("lbfgs")
    trainer.set_params(_SETTINGS)
    trainer.train(str(given.model))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(given.model))

    def finder(gold: GoldText) -> Spans:
        found: Spans = set()
        for start, end in gold.sentences:
            pieces = split_pieces(gold.text, start, end)
            tags = tagger.tag(describer.describe([form for form, _, _ in pieces])) if pieces else []
            for first, last, kind in tagged_spans([NUMBER[tag] for tag in tags]):
                if kind != "other":
                    found.add((pieces[first][1], pieces[last - 1][2], kind))
        return found

    print(measure(list(gold_texts(rows[0::2])), finder).line("smartdata"))  # noqa: T201
    texts = list(gold_texts(read_gold(given.germeval_dev)))
    parts = [
        p
        for i, g in enumerate(texts)
        if i % 2 == 0
        for p in split_paragraphs(g, [s.news for s in dev[20 * i : 20 * i + 20]])
    ]
    print(measure([g for news, g in parts if news], finder).line("germeval news"))  # noqa: T201


if __name__ == "__main__":
    main()
