"""Step 1: checks the corpora against their checksums, then makes plain text, word vectors and word lists of them."""

# Torch and floret are there only for training.
# mypy: disable-error-code="import-not-found,misc,no-any-return"
from __future__ import annotations

import argparse
import gzip
import lzma
import re
from collections.abc import Iterator
from pathlib import Path

import floret

from flows.finding.lexicon.rebuild.sources import check_files
from flows.finding.model.train.export import quantise_vectors
from flows.finding.model.train.lists import build_lists, word_counts, write_lists
from flows.finding.model.train.settings import VECTORS

_CHECKSUMS = Path(__file__).with_name("checksums.sha256")
_TOKEN = re.compile(r"\w+(?:[-./'’&]\w+)*|[^\w\s]")
_DIGIT = re.compile(r"\d")
_SENTENCE_GAP = re.compile(r"(?<=[.!?:]) +(?=[A-ZÄÖÜ„\"])| {2,}|\t")


def _speeches(folder: Path) -> Iterator[str]:
    with lzma.open(folder / "bundestag/plpr-17-18.txt.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield from _SENTENCE_GAP.split(line.strip())


def _columns(text: str, column: int, cut: str = "") -> Iterator[str]:
    """Sentences of a file with one token per line."""
    for block in text.split("\n\n"):
        rows = [re.split(r"[\t ]", row) for row in block.split("\n") if row and not row.startswith(("#\t", "-DOC"))]
        yield " ".join(cells[column].removeprefix(cut) for cells in rows if len(cells) > column)


def _sentences(folder: Path) -> Iterator[str]:
    """Unlabelled text; neither GermEval's development part nor SmartData, by which the model is measured."""
    yield from _speeches(folder)
    for path in sorted((folder / "ler").glob("*.conll.gz")):
        yield from _columns(gzip.decompress(path.read_bytes()).decode("utf-8"), 0)
    for path in sorted((folder / "wikiann_de").glob("*.bio")):
        for sentence in _columns(path.read_text(encoding="utf-8"), 0, "de:"):
            yield from [sentence] * 3
    for name, column, times in (("mobie/train.conll2003", 0, 2), ("germeval14/NER-de-wiki.tsv", 1, 3)):
        for sentence in _columns((folder / name).read_text(encoding="utf-8"), column):
            yield from [sentence] * times


def write_plain_text(folder: Path, target: Path) -> None:
    """One sentence per line, tokens apart, digits as 0."""
    with target.open("w", encoding="utf-8") as out:
        for sentence in _sentences(folder):
            tokens = _TOKEN.findall(_DIGIT.sub("0", sentence))
            if len(tokens) > 3:
                out.write(" ".join(tokens) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="folder for what is not shipped")
    parser.add_argument("--weights", type=Path, default=Path(__file__).parents[1] / "weights")
    given = parser.parse_args()
    check_files(given.corpora, _CHECKSUMS)
    plain = given.work / "plain.txt"
    write_plain_text(given.corpora, plain)
    counts = word_counts(plain)
    write_lists(given.weights, counts, *build_lists(given.corpora / "gazetteers", counts))
    model = floret.train_unsupervised(str(plain), **VECTORS)
    model.save_floret_vectors(str(given.work / "vectors.floret"))
    quantise_vectors(given.work / "vectors.floret", given.weights)


if __name__ == "__main__":
    main()
