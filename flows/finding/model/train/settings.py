"""Every number that the recipe depends on."""

from __future__ import annotations

from typing import Any, Final

SEED: Final = 2
VECTOR_WIDTH: Final = 100
HIDDEN: Final = 128

# Arguments of floret.train_unsupervised. Two threads make the last digits differ from run to run.
VECTORS: Final[dict[str, Any]] = {
    "model": "skipgram", "mode": "floret", "hashCount": 2, "bucket": 40_000, "minn": 3, "maxn": 6, "minCount": 5,
    "dim": VECTOR_WIDTH, "ws": 3, "epoch": 2, "neg": 4, "thread": 2, "lr": 0.05,
}  # fmt: skip

# The share of each corpus that one epoch draws. With the rules' advice, a network that also read the others (0.3 of
# MobIE, 0.15 of LER, 0.1 of WikiANN, 0.12 of self-tagged speeches) for 5 epochs was not better (see the model card).
SHARES: Final = {
    "articles": 2.0, "own": 2.0, "germeval": 1.0, "smartdata": 0.7,
    "mobie": 0.0, "ler": 0.0, "wikiann": 0.0, "silver": 0.0,
}  # fmt: skip
SWAPPED: Final = 0.3  # share of the sentences whose names are swapped: our own, GermEval's and SmartData's
SILVER: Final = 12_000  # sentences of speeches that are tagged at most
BATCH: Final = 64  # sentences
EPOCHS: Final = 5
RATE: Final = 2e-3
LONGEST: Final = 110  # pieces; longer sentences are not trained on

# Chances with which training hides a form's vector and frequencies, its lists, and a sentence's corpus.
HIDE_WORD: Final = 0.07
HIDE_LISTS: Final = 0.1
HIDE_CORPUS: Final = 0.15
