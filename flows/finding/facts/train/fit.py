"""Trains the fact network on annotated articles and writes its weights.

python -m flows.finding.facts.train.fit --articles FOLDER --out network.npz [--held-out]
python -m flows.finding.facts.train.fit --start network.npz --epochs 6 --rate 1e-3 --out other.npz
"""

# Torch is there only for training.
# mypy: disable-error-code="import-not-found,misc,no-any-return"
from __future__ import annotations

import argparse
import logging
import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from flows.finding.facts.train import settings
from flows.finding.facts.train.batch import Forms, collate
from flows.finding.facts.train.borrowed import SMARTDATA, read_borrowed
from flows.finding.facts.train.examples import Example, read_example
from flows.finding.facts.train.loss import loss_of
from flows.finding.facts.train.neural import FactNet
from flows.finding.model.train.annotated import Gold, is_held_out, read_annotated
from flows.reading.article import Article
from flows.reading.reader import read_file

_log = logging.getLogger(__name__)
ARTICLES = Path(__file__).parents[2] / "model" / "train" / "articles"
_LISTS = Path(__file__).parents[2] / "model" / "weights"


def read_examples(folder: Path, held_out: bool, smartdata: Path | None = None) -> list[Example]:
    """All articles of the folder's files and of SmartData; with `held_out` without those kept for measuring."""
    examples = []
    with tempfile.TemporaryDirectory() as scratch:
        for name, (golds, problems), times in _sources(folder, smartdata):
            for problem in problems:
                _log.warning("%s", problem)
            for number, gold in enumerate(golds):
                if not (held_out and is_held_out(number)):
                    examples += [read_example(gold, _article(gold, Path(scratch)))] * times
            _log.info("%s: %d articles", name, len(golds))
    return examples


def _sources(folder: Path, smartdata: Path | None) -> Iterator[tuple[str, tuple[list[Gold], list[str]], int]]:
    """Of each file its name, its articles with what is wrong with them, and how often an epoch reads them."""
    for path in sorted(folder.glob("*.txt")):
        yield path.name, read_annotated(path), 1
    if smartdata is not None:
        yield smartdata.name, read_borrowed(SMARTDATA, smartdata), settings.REAL_TIMES


def _article(gold: Gold, scratch: Path) -> Article:
    """The article as the reading stage sees it, on the day that its annotations name."""
    path = scratch / "article.txt"
    path.write_text(gold["text"], "utf-8")
    article = next(read_file(path, scratch))
    assert isinstance(article, Article)
    published = date.fromisoformat(gold["published"]) if gold["published"] else article.published_on
    return replace(article, language="de", published_on=published)


def fit(
    examples: list[Example],
    forms: Forms,
    chance: random.Random,
    start: Path | None = None,
    epochs: int = settings.EPOCHS,
    rate: float = settings.RATE,
) -> dict[str, torch.Tensor]:
    """The weights, averaged over the last epochs; those of `start` taught on, or new ones."""
    network = FactNet()
    if start is not None:
        network.load_state_dict({name: torch.tensor(value) for name, value in read(start).items()}, strict=False)
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=1e-2)
    per_epoch = -(-len(examples) // settings.BATCH)
    total, step = epochs * per_epoch, 0
    kept: dict[str, torch.Tensor] = {}
    for epoch in range(epochs):
        chance.shuffle(examples)
        losses = []
        for at in range(0, len(examples), settings.BATCH):
            batch = collate(examples[at : at + settings.BATCH], forms)
            loss = loss_of(network, forms, batch) / settings.BATCH
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1.0, step / 100) * max(0.03, 1 - step / total)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 20.0)
            optimizer.step()
            losses.append(loss.item())
            if epoch >= epochs * settings.AVERAGED:
                _average(kept, network)
        _log.info("epoch %d of %d: loss %.1f", epoch + 1, epochs, sum(losses) / len(losses))
    return kept


def _average(kept: dict[str, torch.Tensor], network: FactNet) -> None:
    with torch.no_grad():
        for name, value in network.state_dict().items():
            if name in kept and value.is_floating_point():
                kept[name].lerp_(value, 0.01)
            else:
                kept[name] = value.clone()


def read(path: Path) -> dict[str, NDArray[np.float32]]:
    """Exported weights in full precision."""
    with np.load(path, allow_pickle=False) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files}


def export(state: dict[str, torch.Tensor], path: Path) -> None:
    """Half-precision weights as `flows/finding/facts/network.py` reads them."""
    arrays = {name: value.numpy().astype(np.float16) for name, value in state.items() if name != "allowed"}
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, allow_pickle=False, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, default=ARTICLES)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--smartdata", type=Path, help="smartdata-train.jsonl, to learn from our annotations of it, too"
    )
    parser.add_argument("--held-out", action="store_true", help="leave out the articles that are kept for measuring")
    parser.add_argument("--start", type=Path, help="weights to teach on")
    parser.add_argument("--epochs", type=int, default=settings.EPOCHS)
    parser.add_argument("--rate", type=float, default=settings.RATE)
    parser.add_argument("--seed", type=int, default=settings.SEED)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(given.seed)
    torch.set_flush_denormal(True)  # ten times faster
    examples = read_examples(given.articles, given.held_out, given.smartdata)
    forms = Forms(_LISTS, (form for each in examples for sentence in each.sentences for form in sentence))
    export(fit(examples, forms, random.Random(given.seed), given.start, given.epochs, given.rate), given.out)


if __name__ == "__main__":
    main()
