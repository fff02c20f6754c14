"""Keeps test collection out of the modules that need the training-only dependencies, where those are missing."""

from importlib.util import find_spec

collect_ignore = (
    [] if find_spec("torch") else ["neural.py", "fit.py", "export.py", "pretrain.py", "data.py", "prepare.py"]
)
collect_ignore += [] if find_spec("pycrfsuite") and find_spec("sklearn") else ["compare_crf.py"]
