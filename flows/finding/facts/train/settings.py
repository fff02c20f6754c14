"""Every number that the fact model's recipe depends on."""

from __future__ import annotations

from typing import Final

SEED: Final = 1
HIDDEN: Final = 128  # of each direction of the LSTM
TYPES: Final = 128  # numbers that describe a form
MARKED: Final = 64  # numbers that describe a piece's marks
ANCHOR: Final = 160
PAIR: Final = 192
DEEP: Final = 96
DROPOUT: Final = 0.4

BATCH: Final = 4  # articles
REAL_TIMES: Final = 2  # how often an epoch reads a text that was not written for this project
EPOCHS: Final = 20
RATE: Final = 2e-3
ANCHOR_WEIGHT: Final = 2.0  # of a missed anchor against one too many
STATUS_WEIGHT: Final = 0.5
AVERAGED: Final = 0.5  # share of the epochs at the end whose weights are averaged

# Chances with which training hides a form's vector and frequencies, its lists, a name's form, and the rules' advice.
HIDE_WORD: Final = 0.07
HIDE_LISTS: Final = 0.1
HIDE_NAME: Final = 0.2
HIDE_ADVICE: Final = 0.12

HELD_OUT: Final = 8  # with `--held-out`, every so-manieth article of a file is left out
