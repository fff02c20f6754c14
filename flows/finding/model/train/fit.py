"""Step 3: trains the network on all corpora (or on one half, to measure by the other) and exports its weights."""

# Torch and floret are there only for training.
# mypy: disable-error-code="import-not-found,misc,no-any-return"
from __future__ import annotations

import argparse
import logging
import random
from collections.abc import Iterable
from pathlib import Path

import torch

from flows.finding.model.network import Network
from flows.finding.model.train import corpora, settings
from flows.finding.model.train.advising import add_advice
from flows.finding.model.train.articles import ARTICLES, article_sentences
from flows.finding.model.train.corpora import Sentence
from flows.finding.model.train.data import Encoded, Forms, pad
from flows.finding.model.train.export import export_network
from flows.finding.model.train.marked import read_marked
from flows.finding.model.train.neural import NameNetwork
from flows.finding.model.train.silver import read_silver
from flows.finding.model.train.start import grow, load_network
from flows.finding.model.train.swapping import Swapper

_log = logging.getLogger(__name__)

Pools = dict[str, list[Sentence]]
_SWAPPED = ("germeval", "smartdata", "own")


def read_pools(folder: Path, smartdata: Path, articles: Path, held_out: int | None) -> Pools:
    """Sentences by corpus; with `held_out` 0 or 1 without every other document of those measured by."""
    rows = corpora.read_gold(smartdata)
    known = {corpora.text_key(row["text"]) for row in rows} - {""}
    dev = list(corpora.read_germeval(folder / "germeval14/NER-de-dev.tsv"))
    if held_out is not None:
        dev = [sentence for i, sentence in enumerate(dev) if i // 20 % 2 != held_out]
        rows = [row for i, row in enumerate(rows) if i % 2 != held_out]
    mobie, wikiann = ("train", "dev", "test"), ("train", "dev", "test")
    pools = {
        "own": list(read_marked()),
        "articles": list(article_sentences(articles)),
        "germeval": dev + list(corpora.read_germeval(folder / "germeval14/NER-de-wiki.tsv")),
        "smartdata": list(corpora.read_smartdata(rows)),
        "mobie": [s for p in mobie for s in corpora.read_mobie(folder / f"mobie/{p}.conll2003", known)],
        "ler": [s for p in sorted((folder / "ler").glob("*.gz")) for s in corpora.read_ler(p, every=3)],
        "wikiann": [s for p in wikiann for s in corpora.read_wikiann(folder / f"wikiann_de/{p}.bio", every=1)],
    }
    return {name: sentences for name, sentences in pools.items() if settings.SHARES[name]}


def _epoch(pools: Pools, chance: random.Random) -> list[list[Sentence]]:
    """Batches of sentences of like length, in chance order."""
    drawn: list[Sentence] = []
    for name, sentences in pools.items():
        share = settings.SHARES[name]
        drawn += sentences * int(share) + chance.sample(sentences, int(len(sentences) * (share % 1)))
    drawn = [s for s in drawn if 0 < len(s.pieces) <= settings.LONGEST]
    drawn.sort(key=lambda s: len(s.pieces) + 8 * chance.random())
    batches = [drawn[i : i + settings.BATCH] for i in range(0, len(drawn), settings.BATCH)]
    chance.shuffle(batches)
    return batches


def _loss(network: NameNetwork, forms: Forms, items: list[Encoded]) -> torch.Tensor:
    batch = pad(items)
    domains = batch.domains * (torch.rand(len(items), 1, 1) > settings.HIDE_CORPUS)
    scores = network(forms.types(network, batch.forms), batch.places, domains, batch.lengths)
    return network.loss(scores, batch.allowed, batch.lengths).sum() / batch.lengths.sum() * 10


def _average(kept: dict[str, torch.Tensor], network: NameNetwork) -> None:
    for name, value in network.state_dict().items():
        if name in kept and value.is_floating_point():
            kept[name].lerp_(value, 0.003)
        else:
            kept[name] = value.clone()


def fit(
    pools: Pools, swapper: Swapper, forms: Forms, start: Path | None, chance: random.Random
) -> dict[str, torch.Tensor]:
    """The weights, averaged over the second half of training."""
    network = NameNetwork(settings.VECTOR_WIDTH, settings.HIDDEN)
    if start:
        network.load_state_dict(_start(start, network), strict=False)
    optimizer = torch.optim.AdamW(network.parameters(), lr=settings.RATE, weight_decay=1e-3)
    total = settings.EPOCHS * len(_epoch(pools, random.Random(0)))
    kept: dict[str, torch.Tensor] = {}
    step = 0
    for epoch in range(settings.EPOCHS):
        _log.info("epoch %d of %d", epoch + 1, settings.EPOCHS)
        for batch in _epoch(pools, chance):
            items = [_swapped(sentence, swapper, chance) for sentence in batch]
            loss = _loss(network, forms, [forms.encode(sentence) for sentence in items])
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = settings.RATE * min(1.0, step / 200) * max(0.03, 1 - step / total)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            if epoch >= settings.EPOCHS // 2:
                with torch.no_grad():
                    _average(kept, network)
    return kept


def _start(path: Path, network: NameNetwork) -> dict[str, torch.Tensor]:
    """The weights of an earlier network, or of the language model."""
    if path.suffix != ".npz":
        return torch.load(path)
    shapes = {name: tuple(value.shape) for name, value in network.state_dict().items()}
    return {name: torch.tensor(value) for name, value in grow(load_network(path), shapes).items()}


def _swapped(sentence: Sentence, swapper: Swapper, chance: random.Random) -> Sentence:
    if sentence.corpus in _SWAPPED and chance.random() < settings.SWAPPED:
        swapped = swapper.swap(sentence)
        add_advice([swapped])
        return swapped
    return sentence


def _all_forms(pools: Pools) -> Iterable[str]:
    return (form for sentences in pools.values() for s in sentences for form, _, _ in s.pieces)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--smartdata", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True, help="folder with the lists and vectors")
    parser.add_argument("--articles", type=Path, default=ARTICLES, help="folder with annotated articles")
    parser.add_argument("--start", type=Path, help="a network to teach on: network.npz, or the language model (step 2)")
    parser.add_argument("--teacher", type=Path, help="weights of a first round, which tags speeches for this one")
    parser.add_argument("--held-out", type=int, choices=(0, 1), help="leave out this half of the documents")
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(settings.SEED)
    chance = random.Random(settings.SEED)
    pools = read_pools(given.corpora, given.smartdata, given.articles, given.held_out)
    for sentences in pools.values():
        add_advice(sentences)
    if given.teacher:
        speeches = given.corpora / "bundestag/plpr-17-18.txt.xz"
        pools["silver"] = read_silver(speeches, Network(given.teacher), random.Random(7), settings.SILVER)
    own = [sentence for sentences in pools.values() for sentence in sentences if sentence.corpus == "own"]
    swapper = Swapper(given.corpora / "gazetteers", chance, own)
    forms = Forms(given.weights)
    forms.add({*_all_forms(pools), *swapper.forms()})
    export_network(fit(pools, swapper, forms, given.start, chance), given.weights)


if __name__ == "__main__":
    main()
